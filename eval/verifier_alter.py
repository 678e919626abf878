"""Makes a true sentence false in one named way."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from bot.domain.numbers import Unit, figures_only, find_numbers

COUNTRIES = (
    "Nederland", "België", "Duitsland", "Frankrijk", "Zweden", "Turkije", "Libanon", "Jordanië", "Niger", "Libië",
    "Marokko", "Mali", "Senegal", "Oeganda", "Ethiopië", "Italië", "Spanje", "Griekenland", "Afghanistan", "Syrië",
)  # fmt: skip
ORGANISATIONS = (
    "Partos", "11.11.11", "UNHCR", "IOM", "Oxfam", "OESO", "Wereldbank", "Amnesty", "Caritas", "UNDP", "ILO",
    "Clemens", "De Haas", "Rode Kruis", "Greenpeace", "IMF",
)  # fmt: skip
_UNITS = [
    (r"procentpunt", "procent"), (r"procent", "procentpunt"), (r"miljard", "miljoen"), (r"miljoen", "miljard"),
    (r"euro", "dollar"), (r"dollar", "euro"), (r"\bmaanden\b", "jaar"), (r"(?<=\d )jaar\b", "maanden"),
    (r"(?<=\d )mensen\b", "gezinnen"), (r"(?<=miljoen )mensen\b", "gezinnen"), (r"(?<=\d )landen\b", "mensen"),
]  # fmt: skip
_SCOPE = [
    (r"\bsommige\b", "alle"), (r"\b[Dd]e meeste\b", "alle"), (r"\bvaak\b", "altijd"), (r"\bsoms\b", "altijd"),
    (r"\bkan\b", "zal zeker"), (r"\bkunnen\b", "zullen zeker"), (r"\bmogelijk\b", "zeker"), (r"\benkele\b", "alle"),
    (r"\bveel\b", "alle"), (r"\bdeels\b", "volledig"), (r"\bvooral\b", "uitsluitend"), (r"\bhooguit\b", "altijd"),
    (r"\bin Afrika\b", "overal"), (r"\bmeestal\b", "altijd"), (r"\bmisschien\b", "zeker"),
    (r"\blijkt\b", "blijkt altijd"), (r"\bgrotendeels\b", "geheel"), (r"\bwaarschijnlijk\b", "bewezen"),
]  # fmt: skip
_COMPARED = [
    (r"\bmeer\b", "minder"), (r"\bminder\b", "meer"), (r"\bhoger\b", "lager"), (r"\blager\b", "hoger"),
    (r"\bgroter\b", "kleiner"), (r"\bstijgt\b", "daalt"), (r"\bdaalt\b", "stijgt"), (r"\bdaalde\b", "steeg"),
    (r"\bsteeg\b", "daalde"), (r"\bgroeide\b", "kromp"), (r"\bstegen\b", "daalden"), (r"\bdaalden\b", "stegen"),
    (r"\bgroei\b", "krimp"), (r"\bbeter\b", "slechter"), (r"\brijkere?\b", "armere"), (r"\barme\b", "rijke"),
    (r"\bneemt (\w+) toe\b", r"neemt \1 af"), (r"\bmeeste\b", "minste"), (r"\bsterker\b", "zwakker"),
    (r"\blanger\b", "korter"), (r"\bverbeteren\b", "verslechteren"), (r"\bverminderen\b", "vergroten"),
]  # fmt: skip
_ADDITIONS = (
    ", en de criminaliteit nam daardoor flink toe", ", omdat gemeenten te weinig woningen bouwen",
    ", wat de belastingbetaler jaarlijks handenvol geld kost", ", zoals ook de koning in zijn toespraak zei",
    ", waardoor het onderwijs er zichtbaar op vooruitging", ", en de meeste kiezers zijn het daarmee eens",
    ", vooral door de opkomst van sociale media", ", ondanks felle protesten van boeren",
    ", en dat drukt de lonen van bouwvakkers", ", dankzij de inzet van duizenden vrijwilligers in kerken",
    ", terwijl de economie juist in een diepe crisis zat", ", en het leger stuurde daarom extra schepen",
)  # fmt: skip
_VERBS = "is|zijn|was|waren|wordt|worden|werd|werden|heeft|hebben|kan|kunnen|moet|moeten|wil|vindt dat"
Alter = Callable[[str, random.Random, Sequence[str]], str | None]


def number(claim: str, chance: random.Random, passages: Sequence[str]) -> str | None:
    """Another figure, in the same notation."""
    figures = [n for n in figures_only(find_numbers(claim, words=False)) if not n.written_out]
    if not figures:
        return None
    chosen = chance.choice(figures)
    digits = re.search(r"\d[\d.,]*\d|\d", chosen.text)
    if digits is None:
        return None
    old = digits.group()
    place = next(i for i, c in enumerate(old) if c.isdigit())
    new = old[:place] + str((int(old[place]) + chance.choice((1, 2, 3))) % 9 + 1) + old[place + 1 :]
    start = chosen.start + claim[chosen.start : chosen.end].index(old)
    return claim[:start] + new + claim[start + len(old) :] if new != old else None


def year(claim: str, chance: random.Random, passages: Sequence[str]) -> str | None:
    """Another year, where possible one that the passage names for something else."""
    years = [n for n in find_numbers(claim, words=False) if n.unit is Unit.YEAR]
    if not years:
        return None
    chosen = chance.choice(years)
    said = int(max(chosen.values))
    named = [n for text in passages for n in find_numbers(text, words=False) if n.unit is Unit.YEAR]
    others = sorted({int(max(n.values)) for n in named} - {said})
    new = chance.choice(others) if others and chance.random() < 0.4 else said + chance.choice((-3, -2, -1, 1, 2, 3))
    return claim[: chosen.start] + claim[chosen.start : chosen.end].replace(str(said), str(new)) + claim[chosen.end :]


def country(claim: str, chance: random.Random, passages: Sequence[str]) -> str | None:
    """Another country; where possible one that the passage names too."""
    named = [c for c in COUNTRIES if re.search(rf"\b{c}\b", claim)]
    if not named:
        return None
    together = " ".join(passages)
    near = [c for c in COUNTRIES if c not in claim and re.search(rf"\b{c}\b", together)]
    other = chance.choice(near or [c for c in COUNTRIES if c not in claim])
    return re.sub(rf"\b{chance.choice(named)}\b", other, claim)


def organisation(claim: str, chance: random.Random, passages: Sequence[str]) -> str | None:
    """Another organisation."""
    named = [o for o in ORGANISATIONS if re.search(rf"(?<![\w.]){re.escape(o)}(?!\w)", claim)]
    if not named:
        return None
    together = " ".join(passages)
    near = [o for o in ORGANISATIONS if o not in claim and o in together]
    far = [o for o in ORGANISATIONS if o.lower() not in f"{claim} {together}".lower()]
    other = chance.choice(near if near and chance.random() < 0.5 else far)
    return re.sub(rf"(?<![\w.]){re.escape(chance.choice(named))}(?!\w)", other, claim)


def negation(claim: str, chance: random.Random, passages: Sequence[str]) -> str | None:
    """A negation put in or taken out."""
    for pattern, new in ((r"\bgeen\b", "een"), (r"\bniet (?!alleen|meer dan)", ""), (r"\bnooit\b", "altijd"),
                         (r"\bzonder\b", "met")):  # fmt: skip
        if re.search(pattern, claim):
            return re.sub(pattern, new, claim, count=1)
    verb = re.search(
        r"\b(is|zijn|was|waren|wordt|worden|werd|werden|heeft|hebben|kan|kunnen|moet|moeten|wil|vindt dat)\b", claim
    )
    if verb is None:
        return None
    if verb.group() == "vindt dat":
        return claim.replace("vindt dat", "vindt niet dat", 1)
    return f"{claim[: verb.end()]} niet{claim[verb.end() :]}"


def table(rows: Sequence[tuple[str, str]]) -> Alter:
    """Replaces the first words that one of the rows fits."""

    def alter(claim: str, chance: random.Random, passages: Sequence[str]) -> str | None:
        fitting = [(pattern, new) for pattern, new in rows if re.search(pattern, claim)]
        if not fitting:
            return None
        pattern, new = chance.choice(fitting)
        return re.sub(pattern, new, claim, count=1)

    return alter


def addition(claim: str, chance: random.Random, passages: Sequence[str]) -> str | None:
    """A clause that no passage carries."""
    return claim.rstrip(".") + chance.choice(_ADDITIONS) + "."


def attribution(claim: str, chance: random.Random, passages: Sequence[str]) -> str | None:
    """A view told as a fact."""
    said = re.match(r"^[^,]{2,60}? (?:vindt|stelt|vinden|stellen|waarschuwt|betoogt) dat (?P<rest>.+)$", claim)
    if said:
        return f"Het is zo dat {said['rest']}"
    name = r"(?:de |het )?(?:[A-Z][\w.\-]+|11\.11\.11)(?: (?:en|[A-Z][\w.\-]+|11\.11\.11))*(?: \(\d{4}\))?"
    lost = re.sub(rf"\b[Vv]olgens {name}\s", "", claim, count=1)
    return lost[:1].upper() + lost[1:] if lost != claim else None


ALTERATIONS: dict[str, Alter] = {
    "getal": number, "jaar": year, "eenheid": table(_UNITS), "land": country, "organisatie": organisation,
    "ontkenning": negation, "vergelijking": table(_COMPARED), "reikwijdte": table(_SCOPE), "toevoeging": addition,
    "houder": attribution,
}  # fmt: skip
