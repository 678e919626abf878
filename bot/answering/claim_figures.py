"""Every figure of a claim stands in a cited sentence, for the same year, unit and country."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise

from bot.answering.claim_reading import Evidence, Read, clause_with, clauses, countries, numbers_in, places_in
from bot.domain.number_words import MONTHS
from bot.domain.numbers import Number, Unit, figures_only, find_years

Allowed = Callable[[Decimal, Unit, Sequence[Evidence]], bool]
"""Whether the ledger knows a figure, with its unit, for a source that the evidence cites."""

_UNITS = {
    "procentpunt": r"procentpunt\w*|percentage points?",
    "procent": r"%|procent|percent|pour\s?cent",
    "jaar": r"jaar|jaren|jarige?|years?|ans|jaarlijkse?",
    "maand": r"maand(en)?|months?|mois",
    "week": r"weken|week|weeks?",
    "dag": r"dag(en)?|days?",
    "uur": r"uur|uren|hours?",
    "land": r"landen|lidstaten|countries",
    "geld": r"euro'?s?|eur|dollars?|usd|€|\$",
    "gezin": r"gezinnen|huishoudens|families",
    "kind": r"kinderen|minderjarigen|children",
    "mens": r"mensen|personen|inwoners|people|vluchtelingen|migranten|asielzoekers|asielaanvragen|ontheemden",
    "keer": r"keer|maal|times|factor",
    "afstand": r"kilometer|km|meter|mijl",
    "gewicht": r"ton|kilo|kg",
}
_ANY_UNIT = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _UNITS.items())
_AFTER = re.compile(
    rf"^[\s\-]*(?P<per>per\s+)?(?:[a-zë]+\s+){{0,2}}?(?:{_ANY_UNIT})(?!\w)(?!\s+(?:eerder|later|ervoor|erna|daarvoor|daarna|nadien|geleden))",
    re.IGNORECASE,
)
_PER = "per "
"""Before a unit that says how often: "37.000 per dag" may count people."""
_INSIDE = {name: re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.I) for name, pattern in _UNITS.items()}
_NEAR = re.compile(
    r"(?:\b(?P<over>ruim|meer dan|iets meer dan|over de)|\b(?P<under>bijna|net geen|krap|minder dan|iets minder dan)|"
    r"\b(?P<about>ongeveer|rond(?: de)?|circa|zo'n|een kleine|grofweg))\s*(?:de\s|een\s)?$",
    re.IGNORECASE,
)
_TENTH, _TWENTIETH = Decimal("1.12"), Decimal("1.06")
_WORK = re.compile(
    r"(?:\w|\))\s*\($|\b(?:nota|rapport|studie|editie|onderzoek|akkoord|boek|blog|uitgave|advies)\w*\s+(?:\S+\s+){0,3}?(?:van|uit)\s$",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"\b(?:vinden?|vindt|willen|wil|vragen|vraagt|noemt|noemen|schrijft|schreef|meldt|stelt|volgens|ziet|telde)\b", re.I
)
_DATED = re.compile(
    r"(?P<name>[A-Z11][\w.\-]*\w|collega's|anderen|others|colleagues|collègues|autres)\s\((?P<year>\d{4})\)"
)
_MONTH = re.compile(rf"\b(?P<month>{MONTHS})\s(?P<year>\d{{4}})\b", re.IGNORECASE)
_DATE = re.compile(rf"\b(?P<day>\d{{1,2}})\s(?P<month>{MONTHS})\b", re.IGNORECASE)
_ORDINAL = re.compile(r"(?P<day>\d{1,2})(?:ste|de|e)\b")
_THAN_IN = re.compile(r"\bdan\s(?:in|het\sjaar)\s(?:19|20)\d\d\b", re.IGNORECASE)
"""The year that a figure is compared with is not its own."""
_YEAR_STEP = re.compile(
    r"(?<!dan\s)(?<!dan\sin\s)\b(?:(?P<before>een jaar (?:eerder|ervoor|daarvoor)|het jaar (?:ervoor|daarvoor))|"
    r"een jaar later|het jaar (?:erop|daarna|nadien))\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:dan(?!\sin\s(?:19|20)\d\d\b)|(?:onder|boven|achter|naast)\s(?:die|dat)\svan)\s", re.IGNORECASE
)
"""What follows is what a figure is compared with, not what it is of."""
_ABOVE_OR_BELOW = re.compile(r"\b(?:dan|boven|onder|achter|naast|tegenover)\s")
"""What a relative clause after a comparison is of, is the side that it follows."""
_STEPS = re.compile(r"\s(?:naar(?!\sschatting)|tegen|tegenover)\s|\stot\s(?!(?<=\d{4}\stot\s)(?:19|20)\d\d\b)")
_PERIOD = re.compile(
    r"\b(?:van|tussen)\s(?P<first>(?:19|20)\d\d)\s(?:tot(?:\sen\smet)?|naar|op|en)\s(?P<last>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_SIZE = r"\s(?:[a-z']+\s){0,2}(?:€\s?|\$\s?)?"
_BEGINS, _ENDS = re.compile(rf"\bvan{_SIZE}$", re.IGNORECASE), re.compile(rf"\b(?:naar|tot|op){_SIZE}$", re.IGNORECASE)
"""Before the figure that a course begins and ends with: "van ruim 16 naar 14,2 miljard"."""
_THEN = re.compile(r"\s*toen\s")
_NORM = re.compile(r"-?norm\b")
_POINT, _BESIDE = Decimal("0.5"), 40
"""How far a share in words may lie from the exact one beside it, in percentage points and in letters."""
_COORDINATED = re.compile(r"[A-Z][\w-]+$"), re.compile(r"en\s(?:de\s|het\s)?[A-Z]")
"""Ends and beginnings of clauses that "en" only seems to part: "Jordanië en de Filipijnen"."""
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]{3,}")


def wrong_figure(claim: Read, cover: Sequence[Evidence], issued: frozenset[int], allowed: Allowed) -> str:
    """The first number of a claim that its evidence does not carry, "" when all stand."""
    held = [n for e in cover for n in e.read.numbers]
    around = issued.union(*(e.around.years for e in cover))
    dated = any(e.read.years for e in cover)
    left = list(held)
    for number in _checked(claim):
        if number.unit is Unit.YEAR:
            same = next((other for other in left if number.same_as(other)), None)
            if same is not None:
                left.remove(same)
            elif any(number.same_as(other) for other in held):
                if any(other.unit is Unit.YEAR and not _named(other, claim) for other in left):
                    return number.text  # said twice, in the place of another year
            elif not (
                int(max(number.values)) in around and (not dated or _is_issue(claim.text, number, issued, cover))
            ):
                return number.text
        elif not any(number.same_as(other) for other in held) and not (
            _is_day(claim, number, cover)
            or _is_norm(claim, number, held)
            or _in_apposition(claim, number, held)
            or _is_rounding(claim, number, held, cover, allowed)
        ):
            return number.text
    return _misdated(claim, cover, issued) or _stray_digits(claim, cover)


def _is_day(claim: Read, number: Number, cover: Sequence[Evidence]) -> bool:
    """True for "op de 31ste" where the evidence has "31 augustus", a month that the claim names too."""
    day = _ORDINAL.match(claim.text[number.start :])
    said = claim.text.lower()
    dates = (match for e in cover for match in _DATE.finditer(e.read.text)) if day else ()
    return any(day is not None and m["day"] == day["day"] and m["month"].lower() in said for m in dates)


def _misdated(claim: Read, cover: Sequence[Evidence], issued: frozenset[int]) -> str:
    """A work with another year than the evidence gives it: "Clemens (2018)" for "Clemens (2020)"."""
    given: dict[str, set[str]] = {}
    for evidence in cover:
        for match in _DATED.finditer(evidence.read.text):
            given.setdefault(match["name"].lower(), set()).add(match["year"])
    months = {m["month"].lower() for e in cover for m in _MONTH.finditer(e.read.text)}
    together = " ".join(e.read.text.lower() for e in cover)
    for match in _MONTH.finditer(claim.text):
        if match["month"].lower() in months and match.group().lower() not in together:
            return match.group()
    for match in _DATED.finditer(claim.text):
        if match["year"] not in given.get(match["name"].lower(), {match["year"]}):
            return match.group()
        known = int(match["year"]) in issued or f"({match['year']})" in together or bool(places_in(match["name"]))
        beside = rf"{re.escape(match['name'].lower())}\s(?:\w+\s){{0,3}}(?:in|uit|van)\s{match['year']}\b"
        known = known or re.search(beside, together) is not None
        if not known and match["name"].lower() in together:
            return match.group()
    return ""


def wrong_unit(claim: Read, cover: Sequence[Evidence]) -> str:
    """A figure with another unit than in the evidence, "" when units agree."""
    if "procentpunt" in claim.text.lower() and not any("procentpunt" in e.read.text.lower() for e in cover):
        return "procentpunt"
    for number in figures_only(claim.numbers):
        said = unit_word(claim.text, number)
        read = [(e, other) for e in cover for other in e.read.numbers if number.same_as(other)]
        units = {unit_word(e.read.text, other) for e, other in read}
        units = {unit for unit in units if unit.startswith(_PER) == said.startswith(_PER)}
        if said and units and "" not in units and said not in units:
            return f"{number.text} {said}"
    return ""


def wrong_year(claim: Read, cover: Sequence[Evidence]) -> str:
    """A figure, or a plain event, with another year than the evidence gives it; "" when years agree."""
    said = frozenset(find_years(_DATED.sub(" ", claim.text)))
    if said and not figures_only(claim.numbers) and cover:
        nearest = max(cover, key=lambda e: len(claim.terms & e.read.terms))
        if nearest.read.years and not nearest.read.years & said and not _other_clause(claim, cover, said):
            return str(min(said))
    for number in figures_only(claim.numbers):
        said = _years_beside(claim.text, number)
        if not said:
            continue
        given = [
            _all_years_beside(e.read.text, number) for e in cover if any(number.same_as(n) for n in e.read.numbers)
        ]
        if given and all(years and not years & said for years in given):
            return f"{number.text} ({min(said)})"
    return ""


def wrong_country(claim: Read, cover: Sequence[Evidence]) -> str:
    """A figure with another country than the evidence gives it, "" when countries agree."""
    for number in figures_only(claim.numbers):
        said = _places_beside(claim.text, number)
        if not said:
            continue
        holding = [e for e in cover if any(number.same_as(n) for n in e.read.numbers)]
        given = [_places_given(e, number) for e in holding]
        if given and all(places and not _same_places(places, said) for places in given):
            return f"{number.text} ({min(said)})"
    return ""


def _places_given(evidence: Evidence, number: Number) -> frozenset[str]:
    """The places that a figure is of; a continent beside it ("de Europese Commissie") leaves the rest open."""
    beside = _places_beside(evidence.read.text, number)
    if not countries(beside):
        beside |= evidence.read.places
    return beside or evidence.around.places


def _other_clause(claim: Read, cover: Sequence[Evidence], said: frozenset[int]) -> bool:
    """True when the clause that names the years tells what another sentence of the evidence says, with its year."""
    parts = clauses(claim.text)
    dated = next((part for part in parts if said & set(find_years(part))), "")
    if len(parts) < 2 or not dated:
        return False
    words = _long_words(dated)
    best = max(cover, key=lambda e: len(words & _long_words(e.read.text)))
    return bool(words & _long_words(best.read.text)) and said <= best.read.years


def _long_words(text: str) -> set[str]:
    return {w.lower()[:6] for w in _LETTERS.findall(text)}


def _same_places(given: frozenset[str], said: frozenset[str]) -> bool:
    """True when places have one in common; a continent counts only where no country is named."""
    if not countries(said):
        return bool(given & said)
    return bool((countries(given) or given) & countries(said))


def _checked(claim: Read) -> list[Number]:
    figures = figures_only(claim.numbers)
    return [n for n in claim.numbers if n in figures or not n.written_out]


def _named(number: Number, claim: Read) -> bool:
    return any(number.same_as(other) for other in claim.numbers)


def _is_issue(text: str, number: Number, issued: frozenset[int], cover: Sequence[Evidence]) -> bool:
    """True for the year in which a cited work appeared: "Clemens (2020)", "de nota van 2020"."""
    year = int(max(number.values))
    if year not in issued:
        return False
    dates = [match for e in cover for match in _DATED.finditer(e.read.text)]
    if any(match["name"] in text and match["year"] != str(year) for match in dates):
        return False
    return bool(_WORK.search(text[: number.start])) or _STATED.search(text) is not None


def _stray_digits(claim: Read, cover: Sequence[Evidence]) -> str:
    """Digits that are part of a name must stand in the evidence as they are."""
    spans = [(n.start, n.end) for n in claim.numbers]
    known = {d for e in cover for d in _DIGITS.findall(f"{e.read.text} {e.around.text}")}
    for match in _DIGITS.finditer(claim.text):
        if match.group() not in known and not any(s <= match.start() < e for s, e in spans):
            return match.group()
    return ""


def _is_norm(claim: Read, number: Number, held: Sequence[Number]) -> bool:
    """True for "de 0,7-norm" where the evidence has 0.7 percent."""
    norm = _NORM.match(claim.text[number.end :]) is not None
    return norm and any(number.values == n.values and n.unit is Unit.PERCENT for n in held)


def _in_apposition(claim: Read, number: Number, held: Sequence[Number]) -> bool:
    """True for "twee op de drie mensen, 67 procent": a share in words beside the exact one, which the evidence has."""
    if number.unit is not Unit.PERCENT or not number.written_out or len(number.values) != 1:
        return False
    return any(
        other.unit is Unit.PERCENT
        and len(other.values) == 1
        and abs(max(other.values) - max(number.values)) <= _POINT
        and number.end <= other.start <= number.end + _BESIDE
        and any(other.same_as(n) for n in held)
        for other in claim.numbers
    )


def _is_rounding(
    claim: Read, number: Number, held: Sequence[Number], cover: Sequence[Evidence], allowed: Allowed
) -> bool:
    """True for "ruim één op de vijf" where the evidence holds 21 percent and the ledger knows it."""
    near = _NEAR.search(claim.text[: number.start])
    if near is None:
        return False
    for other in held:
        if other.unit is Unit.YEAR or (other.unit is not number.unit and Unit.NONE not in (other.unit, number.unit)):
            continue
        if Unit.PERCENT in (other.unit, number.unit) and other.unit is not number.unit:
            continue
        for exact in other.values:
            for said in number.values:
                if _fits(near, said, exact) and allowed(exact, other.unit, cover):
                    return True
    return False


def _fits(near: re.Match[str], said: Decimal, exact: Decimal) -> bool:
    if said <= 0 or exact <= 0:
        return False
    if near["over"]:
        return said <= exact <= said * _TENTH
    if near["under"]:
        return exact <= said <= exact * _TENTH
    return max(said, exact) / min(said, exact) <= _TWENTIETH


def unit_word(text: str, number: Number) -> str:
    """The unit in or just after a number."""
    inside = text[number.start : number.end]
    if number.unit is Unit.PERCENT and not _INSIDE["procentpunt"].search(inside):
        return "procent"  # also where it is written as "zes op de tien mensen"
    for name in ("procentpunt", "procent", "geld"):
        if _INSIDE[name].search(inside) and (name != "procent" or not _INSIDE["procentpunt"].search(inside)):
            return name
    match = _AFTER.match(text[number.end :].split(".")[0].split(",")[0])
    return f"{_PER if match['per'] else ''}{next(n for n in _UNITS if match[n])}" if match else ""


def _years_beside(text: str, number: Number) -> frozenset[int]:
    end = _year_of_course(text, number) or _year_then(text, number)
    if end:
        return frozenset({end})
    bare = _THAN_IN.sub(" ", _DATED.sub(" ", text))
    for part in _STEPS.split(bare):
        if _dates_own(part, number):
            return frozenset(find_years(part))
    relative = _relative_years(bare, number)
    if relative:
        return relative
    for part in (clause_with(bare, number.same_as), bare):
        years = frozenset(find_years(part))
        if years:
            return years
    return frozenset()


def _year_of_course(text: str, number: Number) -> int:
    """The year of a figure in "van 2016 tot 2017 daalde het van 16 naar 14": 2016 for 16, 2017 for 14; else 0."""
    period = _PERIOD.search(text)
    if period is None:
        return 0
    rest = f"{text[: period.start()]}; {text[period.end() :]}"
    if find_years(rest):
        return 0
    figures = figures_only(numbers_in(rest))
    for before, after in pairwise(figures):
        course = _BEGINS.search(rest[: before.start]) and _ENDS.search(rest[before.end : after.start])
        if course and number.same_as(before) != number.same_as(after):
            return int(period["first"] if number.same_as(before) else period["last"])
    return 0


def _year_then(text: str, number: Number) -> int:
    """The year that "toen" stands for: "minder dan in 2016, toen het 16 procent was"; else 0."""
    parts = clauses(_DATED.sub(" ", text))
    at = next((n for n, part in enumerate(parts) if any(map(number.same_as, figures_only(numbers_in(part))))), 0)
    years = find_years(" ".join(parts[:at]))
    return years[-1] if years and _THEN.match(parts[at]) and not find_years(parts[at]) else 0


def _relative_years(text: str, number: Number) -> frozenset[int]:
    """The year of a clause that counts from another: "in 2021 …; een jaar eerder was dat 5 procent" gives 2020."""
    parts = clauses(text)
    at = next((n for n, part in enumerate(parts) if any(map(number.same_as, figures_only(numbers_in(part))))), -1)
    for part in parts[at : at + 1] if at >= 0 else ():
        step = _YEAR_STEP.search(part)
        years = find_years(text)
        if step and len(set(years)) == 1 and not find_years(part):
            return frozenset({min(years) + (-1 if step["before"] else 1)})
    return frozenset()


def _dates_own(part: str, number: Number) -> bool:
    """True for the half of "van 5 procent in 2020 naar 7 procent in 2021" that has a figure and its year."""
    figures = figures_only(numbers_in(part))
    return len(figures) == 1 and number.same_as(figures[0]) and len(find_years(part)) == 1


def _all_years_beside(text: str, number: Number) -> frozenset[int]:
    """The years of every clause that has a number."""
    parts = [
        part for part in clauses(_THAN_IN.sub(" ", _DATED.sub(" ", text))) if any(map(number.same_as, numbers_in(part)))
    ]
    return frozenset(y for part in parts for y in find_years(part)) or _years_beside(text, number)


def _places_beside(text: str, number: Number) -> frozenset[str]:
    """The places that a figure is of: in its clause, on its side of a comparison; else in the clause before."""
    parts = clauses(text)
    clause = clause_with(text, number.same_as)
    sides = _COMPARED.split(clause) if clause in parts else [clause]
    own = next((side for side in sides if any(map(number.same_as, numbers_in(side)))), clause)
    found = places_in(own) or places_in(clause)
    place = next((n for n, part in enumerate(parts) if part == clause), 0)
    beside = parts[place - 1] if place else ""
    if _COORDINATED[0].search(beside) and _COORDINATED[1].match(clause) and not figures_only(numbers_in(beside)):
        found |= places_in(beside)
    if found or len(parts) < 2:
        return found or places_in(text)
    at = next((n for n, part in enumerate(parts) if part == clause), 0)
    before = countries(places_in(_ABOVE_OR_BELOW.split(parts[at - 1])[-1])) if at else frozenset[str]()
    return before if len(before) == 1 else frozenset()
