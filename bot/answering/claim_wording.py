"""Direction and scope of a claim, against those of its evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.answering.claim_denial import negation_differs
from bot.answering.claim_reading import Evidence, Read, clause_with, clauses, replaced
from bot.domain.numbers import Number, figures_only, find_numbers

_UP = (
    r"meer|extra|more|plus de|st(?:eeg|egen|ijgt|ijgen|ijging)\w*|gestegen|omhoog|"
    r"(?:komt|kwam|kwamen|komen)\b[^,;]{1,60}\bbij\b|"
    r"\w*toe(?:name|neemt|nam|namen|nemen|genomen)|"
    r"(?:neemt|nam|nemen|namen)\b[^,;]{1,80}\btoe|groei\w*|gegroeid|verhoo?g\w*|oplie?p(?:en)?|hogere?|grotere?|vergro\w*|"
    r"oplopen\w*|verdubbel\w*|verruim\w*"
)
_DOWN = (
    r"minder|less|fewer|moins|omlaag|(?:gaat|ging|gingen|gaan)\b[^,;]{1,60}\baf\b|(?:ge)?daal\w*|dalen\w*|\w*daling\w*|\w*af(?:name|neemt|nam|namen|nemen|genomen)|"
    r"(?:neemt|nam|nemen|namen)\b[^,;]{1,80}\baf|krimp\w*|kromp\w*|gekrompen|zakk?te?n?|gezakt|verlaa?g\w*|verminder\w*|"
    r"slonk\w*|terugliep(?:en)?|lagere?|kleinere?|verklein\w*|demp\w*|temper\w*|halver\w*|halveer\w*|beperk\w*"
)
_PAIRS: tuple[tuple[str, str], ...] = (
    (_UP, _DOWN),
    (r"groei\w*|gegroeid", r"krimp\w*|kromp\w*|gekrompen"),
    (r"hogere?|hoogste?|hoge|hoog", r"lagere?|laagste?|lage|laag"),
    (r"grotere?|grootste?|grote|groot", r"kleinere?|kleinste?|kleine|klein|gering\w*"),
    (r"meesten?|meest", r"minsten?|minst"),
    (r"veel|vele", r"weinig"),
    (r"minstens|ten minste|minimaal|meer dan|ruim|boven", r"hooguit|hoogstens|maximaal|minder dan|bijna|onder"),
    (r"beter\w*|verbeter\w*|best", r"slechter\w*|verslechter\w*|slechtst?"),
    (r"sterk(?:ere?|e|ste?)?|versterk\w*", r"zwak(?:kere?|ke|ste?)?|verzwak\w*"),
    (r"lang(?:ere?|e|ste)?|verleng\w*", r"kort(?:ere?|e|ste)?|verkort\w*"),
    (r"vroeg(?:ere?|e|ste)?", r"laat|later|late"),
    (r"snel(?:lere?|le|ste?)?|versnel\w*", r"langzaam|langzamere?|traag|trage|vertraa?g\w*"),
    (r"duur(?:dere?|ste)?|dure", r"goedko(?:op|pe|pere?|opste)"),
    (r"voor(?:dat)?", r"na(?:dat)?"),
    (r"eerste?", r"laatste?"),
    (r"rijk(?:ere?|e|ste|en)?", r"arm(?:ere?|e|ste|en)?"),
    (
        r"bevorder\w*|stimule\w*|moedig\w*|vergemakkelijk\w*",
        r"rem\w*|afremmen|belemmer\w*|ontmoedig\w*|tegenga\w*|hinder\w*",
    ),
    (r"veroorza\w*|leidt|leiden|leidde\w*", r"voorkom\w*|verhinder\w*"),
    (r"vrijwillig\w*", r"gedwongen"),
    (r"legale?|reguliere?", r"illegale?|irreguliere?"),
    (r"binnen", r"buiten"),
    (r"met", r"zonder"),
    (r"heel|hele|gehele", r"deel"),
    (r"vooruit\w*", r"achteruit\w*"),
    (r"succes\w*|slaagde?n?|geslaagd", r"mislukt?\w*|faalde?n?"),
    (r"steun\w*|voorstander\w*", r"verzet\w*|tegenstander\w*"),
    (r"makkelijk\w*|eenvoudig\w*", r"moeilijk\w*|lastig\w*"),
    (r"oudere?|oudste", r"jongere?|jongste"),
    (r"goede?", r"slechte?"),
    (r"bevestig\w*|erken\w*", r"ontken\w*"),
    (
        r"aanvaard\w*|accepte\w*|goedgekeurd|keur\w*\b[^,;]{1,60}\bgoed|aangenomen",
        r"afwij\w*|afgewezen|w(?:ijst|ijzen|ees|ezen)\b[^,;]{1,80}\baf|verw(?:erp|ierp|orp)\w*",
    ),
    (r"be?lo(?:on|nen|ning)\w*", r"straf\w*|bestraf\w*"),
    (r"veilig\w*", r"gevaarlijk\w*|onveilig\w*"),
    (r"tijdelijke?", r"blijvende?|permanente?"),
    (r"toegesta\w*|mogen|mochten?|mag", r"verbied\w*|verboden?|verbood"),
    (r"voordel\w*|profite\w*", r"nadel\w*"),
    (r"aankom\w*|aankwamen?|kw(?:am|amen)\b[^,;]{1,60}\baan", r"vertrek\w*|vertrok\w*"),
    (
        r"(?:is|was|zijn|waren)\b[^;.]{0,120}?\svoor\s(?:een|de|het)",
        r"(?:is|was|zijn|waren)\b[^;.]{0,120}?\stegen(?!\s\d)",
    ),
)
_OPPOSITES = tuple((re.compile(rf"\b(?:{a})\b", re.I), re.compile(rf"\b(?:{b})\b", re.I)) for a, b in _PAIRS)
_RISES, _FALLS = _OPPOSITES[0]
_ALL = re.compile(
    r"\b(?:al\s(?:het|de|hun)|alle|allemaal|iedereen|iedere|elke?|altijd|overal|wereldwijd|volledige?|geheel|helemaal|uitsluitend|"
    r"steeds(?!\s+(?:meer|minder|\w+er)\b)|all|every|"
    r"always|alleen|onvermijdelijk|zeker|bewezen|nooit|niemand|nergens|geen enkele?)\b",
    re.IGNORECASE,
)
_BASE = re.compile(r"\bvan alle\b", re.IGNORECASE)
_MOST = re.compile(
    r"\b(?:de meesten?|meestal|grotendeels|merendeel|meerderheid|vooral|most|la plupart)\b", re.IGNORECASE
)
_OFTEN = re.compile(rf"{_MOST.pattern}|\b(?:vaak|often|souvent)\b", re.IGNORECASE)
_HEDGE = re.compile(
    r"\b(?:kan|kunnen|kon(?:den)?|mogelijk|misschien|soms|sommigen?|vaak|deels|een deel|gedeeltelijk|"
    r"waarschijnlijk|lijkt|lijken|zou(?:den)?|enkele|bepaalde|weleens|mag|can|could|may|might|some|often|hooguit|wellicht|meestal|"
    r"meesten?|(?:het )?grootste deel|groot deel|"
    r"gemiddeld|vooral|grotendeels|doorgaans|veel|vele|een aantal(?!\s+van))\b",
    re.IGNORECASE,
)
_SOFT = re.compile(_HEDGE.pattern.replace("|veel|vele", "").replace("|gemiddeld", ""), re.IGNORECASE)
_FORESEEN = re.compile(
    r"\b(?:verwacht\w*|raming\w*|geraamd|schatting\w*|prognose\w*|voorspel\w*|vermoed\w*)\b", re.IGNORECASE
)
_MANY = re.compile(r"\b(?:veel|vele)\b", re.IGNORECASE)
_UNABLE = re.compile(
    r"\bniet\s+(?:\w+\s+)?(?:kan|kunnen|kon|konden|mag|mogen)\b|"
    r"\b(?:kan|kunnen|kon|konden|mag|mogen)\b[^,;]{0,50}\bniet\b",
    re.IGNORECASE,
)
_NEARLY = re.compile(r"\b(?:bijna|vrijwel|nagenoeg|grotendeels|almost|nearly|presque)\b", re.IGNORECASE)
_NEARLY_ALL = re.compile(rf"{_NEARLY.pattern}\s+(?:{_ALL.pattern[5:-3]})\b", re.IGNORECASE)
_FROM_TO = re.compile(r"\bvan\b(?P<first>.{1,60}?)\bnaar\b(?P<second>.{1,60})", re.IGNORECASE)
_MORE = re.compile(r"meer|groter|hoger|meest\w*|grootste|hoogste", re.IGNORECASE)
_COMPARES = re.compile(
    r"(?P<first>\d(?:[^,;]|,(?=\d)){0,60}?)(?<!\bnaar\s)(?<!\btot\s)(?<!\bvan\s)(?<!\bmet\s)(?<!\bvoor\s)\b(?P<how>meer|minder|groter|kleiner|hoger|lager)\s(?:[^\W\d]+\s){0,4}?dan\s(?P<second>[^,;]{0,40}\d(?:[^,;]|,(?=\d))*)",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\b(?P<how>meer|minder|groter|kleiner|hoger|lager)\b[^;]*?\bdan\b[^,;]*,\s(?P<first>[^;]*\d[^;]*?)\stegen\s(?P<second>[^;]*)",
    re.IGNORECASE,
)
_BEST = re.compile(r"\b(?:meesten?|minsten?|meest|minst|grootste|kleinste|hoogste|laagste)\b", re.IGNORECASE)
_FOLLOWED = re.compile(r"\bgevolgd door\b", re.IGNORECASE)
_LESS = re.compile(r"\bminder\s+(?P<quality>[a-zà-ÿ]{4,})", re.IGNORECASE)
_THAN = re.compile(
    r"\b(?:dan|than|que)\b(?!\s+(?:\d|de\s+helft|een\s+(?:kwart|derde|kwart|vijfde|miljoen|miljard)|twee|drie|ooit))",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{4,}")


class _Turn(NamedTuple):
    """A word of a claim, with the patterns of its own side and of the other."""

    word: str
    mine: re.Pattern[str]
    theirs: re.Pattern[str]


def flipped(claim: Read, cover: Sequence[Evidence]) -> str:
    """The negation or the comparison that a claim turns round, "" when none."""
    if not cover:
        return ""
    if negation_differs(claim, cover):
        return "ontkenning"
    together = " ".join(e.read.text for e in cover)
    turns = _turns(claim.text)
    for hit, mine, theirs in turns:
        if not mine.search(together) and theirs.search(together) and not theirs.search(claim.text):
            return hit
    return (
        _turned_figure(claim, cover)
        or _one_turned(claim, cover)
        or _less_of(claim, cover)
        or _against_figures(claim)
        or _reversed(claim, cover)
        or _exchanged(claim, cover, turns)
        or _swapped(claim, cover[0].read)
    )


def widened(claim: Read, cover: Sequence[Evidence]) -> str:
    """The word that makes a claim wider or surer than its evidence, "" when none."""
    together = " ".join(e.read.text for e in cover)
    every = _ALL.search(_BASE.sub(" ", claim.text))
    worldly = every is not None and every.group().lower() == "wereldwijd" and "wereld" in together.lower()
    if every and not worldly and not _allows(every.group(), together):
        return every.group()
    most = _MOST.search(claim.text)
    if most and not _OFTEN.search(together) and not _ALL.search(together) and _HEDGE.search(together):
        return most.group()
    nearest = max(cover, key=lambda e: len(claim.terms & e.read.terms), default=None)
    hedge = _SOFT.search(_UNABLE.sub(" ", _used(claim, nearest.read))) if nearest else None
    if nearest and _NEARLY_ALL.search(nearest.read.text) and not _NEARLY.search(claim.text):
        return "zonder 'bijna'"
    weaker = hedge and "meest" in hedge.group().lower() and _MANY.search(claim.text)
    if hedge and not weaker and not _SOFT.search(claim.text) and not _FORESEEN.search(claim.text):
        return f"zonder '{hedge.group().lower()}'"
    return ""


def _allows(word: str, evidence: str) -> bool:
    """True when the evidence has a word as wide; "alleen" is one only for "alleen" and "uitsluitend"."""
    narrow = word.lower() in ("alleen", "uitsluitend")
    return any(narrow or m.group().lower() != "alleen" for m in _ALL.finditer(evidence))


def _used(claim: Read, evidence: Read) -> str:
    """The evidence without the clauses that a claim leaves out."""
    parts = clauses(evidence.text)
    mine = {w.lower()[:6] for w in _WORD.findall(claim.text)}
    kept = [p for p in parts if len(mine & (words := {w.lower()[:6] for w in _WORD.findall(p)})) * 2 >= len(words)]
    return " , ".join(kept or parts)


def _turns(text: str) -> list[_Turn]:
    """The words of a text that have an opposite."""
    sides = ((mine, theirs) for one, other in _OPPOSITES for mine, theirs in ((one, other), (other, one)))
    return [_Turn(hit.group(), mine, theirs) for mine, theirs in sides if (hit := mine.search(text))]


def _exchanged(claim: Read, cover: Sequence[Evidence], turns: Sequence[_Turn]) -> str:
    """A word that took the place of its opposite in an otherwise equal sentence."""
    for evidence in cover if turns else ():
        for mine, theirs in replaced(claim.text, evidence.read.text):
            one, other = " ".join(mine), " ".join(theirs)
            for _, a, b in turns:
                hit = a.search(one)
                if hit and b.search(other) and not b.search(one) and not a.search(other):
                    return hit.group()
    return ""


def _one_turned(claim: Read, cover: Sequence[Evidence]) -> str:
    """One of several directions turned: more that rises, and less that falls, than in the evidence."""
    together = " ".join(e.read.text for e in cover)
    for rises, falls in ((_RISES, _FALLS), (_FALLS, _RISES)):
        mine, theirs = rises.findall(claim.text), falls.findall(claim.text)
        if len(mine) > len(rises.findall(together)) and len(theirs) < len(falls.findall(cover[0].read.text)):
            return str(mine[-1])
    return ""


def _less_of(claim: Read, cover: Sequence[Evidence]) -> str:
    """Finds "minder kwetsbaar" for "kwetsbaarder"."""
    words = {word.lower() for e in cover for word in e.read.words}
    for match in _LESS.finditer(claim.text):
        quality = match["quality"].lower()
        held = {f"{quality}{ending}" for ending in ("er", "der", "ere", "dere")} & words
        if held and not any(re.search(rf"\bminder\s+{quality}", e.read.text, re.I) for e in cover):
            return match.group()
    return ""


def _turned_figure(claim: Read, cover: Sequence[Evidence]) -> str:
    """A figure that rises in the claim and falls in the evidence, or the other way round."""
    for number in figures_only(claim.numbers):
        mine = clause_with(claim.text, number.same_as)
        for evidence in cover:
            if any(number.same_as(n) for n in evidence.read.numbers):
                theirs = clause_with(evidence.read.text, number.same_as)
                for one, other in ((_RISES, _FALLS), (_FALLS, _RISES)):
                    if one.search(mine) and not one.search(theirs) and other.search(theirs) and not other.search(mine):
                        return number.text
    return ""


def _against_figures(claim: Read) -> str:
    """A direction or an order that the claim's own figures contradict: "daalt van 5 naar 7"."""
    line = _FROM_TO.search(claim.text)
    if line:
        start, end = _first_figure(line["first"]), _first_figure(line["second"])
        before = clauses(claim.text[: line.start("second")].rstrip(" ,"))[-1:]
        if start and end and start.unit is end.unit and len(start.values) == len(end.values) == 1:
            low, high = max(start.values), max(end.values)
            rises, falls = any(map(_RISES.search, before)), any(map(_FALLS.search, before))
            if rises != falls and ((rises and high < low) or (falls and high > low)):
                return line.group().strip()
    return _wrong_order(claim)


def _wrong_order(claim: Read) -> str:
    """Finds "12 is minder dan 5", and "de minste, 9, gevolgd door 4"."""
    match = _COMPARES.search(claim.text) or _AGAINST.search(claim.text)
    best, then = _BEST.search(claim.text), _FOLLOWED.search(claim.text)
    if match:
        how, first, second = match["how"], match["first"], match["second"]
    elif best and then:
        how, first, second = best.group(), claim.text[: then.start()], claim.text[then.end() :]
    else:
        return ""
    one, other = _first_figure(first, last=True), _first_figure(second)
    if one is None or other is None or one.unit is not other.unit or len(one.values) + len(other.values) > 2:
        return ""
    return how if (_MORE.fullmatch(how) is not None) != (max(one.values) > max(other.values)) else ""


def _first_figure(text: str, *, last: bool = False) -> Number | None:
    found = figures_only(find_numbers(text))
    return found[-1 if last else 0] if found else None


def _reversed(claim: Read, cover: Sequence[Evidence]) -> str:
    """Finds "van 2 naar 5" told as "van 5 naar 2"."""
    mine = _FROM_TO.search(claim.text)
    for evidence in cover if mine else ():
        theirs = _FROM_TO.search(evidence.read.text)
        if mine and theirs:
            start, end = find_numbers(mine["first"]), find_numbers(mine["second"])
            if any(a.same_as(b) for a in start for b in find_numbers(theirs["second"])) and any(
                a.same_as(b) for a in end for b in find_numbers(theirs["first"])
            ):
                return mine["first"].strip()
    return ""


def _swapped(claim: Read, evidence: Read) -> str:
    """Finds "A meer dan B" told as "B meer dan A"."""
    for mine in clauses(claim.text):
        for theirs in clauses(evidence.text):
            sides, others = _sides(mine), _sides(theirs)
            if sides and others:
                straight = len(sides[0] & others[0]) + len(sides[1] & others[1])
                there, here = (sides[0] & others[1]) - others[0], (sides[1] & others[0]) - others[1]
                if len(sides[0] & others[1]) + len(sides[1] & others[0]) > straight or (there and here):
                    return "vergelijking"
    return ""


def _sides(text: str) -> tuple[frozenset[str], frozenset[str]] | None:
    than = _THAN.search(text)
    if than is None:
        return None
    before, after = (_WORD.findall(part.lower()) for part in (text[: than.start()], text[than.end() :]))
    return frozenset(before), frozenset(after)
