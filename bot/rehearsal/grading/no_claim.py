"""Numbers in an answer that claim nothing about its subject: ages, hours, house numbers, telephone numbers, pages."""

from __future__ import annotations

import re

from bot.domain.numbers import Number

_MEASURE = (
    r"(?:seconden?|secondjes?|minuten?|minuutjes?|uren|uur|uurtjes?|dag|dagen|weken|week|nachten|kilometers?|km|meters?|"
    r"centimeter|cm|kilo|graden|liter|regels|zinnen|woorden|slides?|puntjes|stuks)\b"
)
_AFTER = re.compile(
    rf"^\s*(?:{_MEASURE}|-?jarige?n?\b|-?plussers?\b|(?:jaar|jaartjes)\s+(?:oud|jong)\b|[.:u]\d\d\b|['’]s\b|"
    r"(?:zeker|mee\s+eens|akkoord|gelijk)\b)",
    re.IGNORECASE,
)
_AFTER_UNIT = re.compile(
    r"^\s*(?:procent\s+)?(?:zeker|mee\s+eens|eens|akkoord|gelijk|duidelijk|achter)\b", re.IGNORECASE
)
_BEFORE = re.compile(
    r"(?:\b(?:huisnummer|nummer|nummers|nr|bladzijden?|pagina(?:'s)?|blz|regel|alinea|stelling|slide|punt|vraag|lijn|tram|bus|"
    r"zender|kanaal|npo|klas|groep|kamer|zaal|tafel|top|stap|week|dag|versie|editie|aflevering|hoofdstuk|deel|feit|fase|"
    r"leeftijd\s+van|rond\s+de\s+klok\s+van|klokke|telefoonnummer|bel(?:\s+(?:me|ons|mij))?(?:\s+\w+)?(?:\s+op)?|"
    r"(?:ik|we|wij|hij|ze|zij)\s+(?:ben|zijn|is|word|was)(?:\s+(?:zelf|al|nu|inmiddels|bijna|ook|pas|net|een|van))*)\.?\s*)$",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(
    r"(?<![\d.,])(?:\+|0)\d[\d \-/]{6,}\d|\b\d{1,2}[.:]\d\d\s*(?:uur|u)\b|\b24/7\b|\b50/50\b|\b\d{4}\s?[A-Z]{2}\b(?!\w)"
)
_ORDINAL = re.compile(r"\d+(?:e|ste|de)")
_BIRTHDAY = (
    re.compile(r"\b(?:ik|hij|ze|zij)\s*$", re.IGNORECASE),
    re.compile(r"^\s*(?:werd|word|wordt|ben|was)\b", re.IGNORECASE),
)
_FOR_SALE = re.compile(r"\b(?:\d+|twee|drie|vier|vijf|zes|tien)\s+voor\s*$", re.IGNORECASE)
_GOES_ON = re.compile(r"^\s*(?:,|en|of|tot|-|–)\s*$", re.IGNORECASE)
_OWN = re.compile(
    r"\b(?:mijn|m'n|mezelf|ikzelf|mijne)\b|\bik\s+(?:zelf\s+)?(?:ben|heb|had|was|woon|woonde|werk|werkte|sta|stond|"
    r"betaal|betaalde|verdien|verdiende|ging|kom|kwam|geef|gaf|zit|zat|kreeg|rijd|lees|doe|loop|geef)\b|"
    r"\b(?:ben|heb|had|was|woon|werk|sta|stond|betaal|verdien|geef|zit|zat|kreeg|doe|loop)\s+ik\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\b(?:gelezen|gehoord|geleerd|begrepen|onthouden|gezien|opgezocht|opgeschreven|denk|dacht|las|geloof|meen|weet|wist|zeg|zei|"
    r"bedoel|mijn\s+(?:antwoord|punt|cijfers?|bron|indruk|stelling|verhaal)|volgens|dat\s+(?:er|het|de))\b",
    re.IGNORECASE,
)


def claims_nothing(sentence: str, number: Number, before: Number | None) -> bool:
    """True for a number whose own words show that it is no figure.

    Args:
        before: a number just before it that claims nothing, of which this may be the second half ("van 9 tot 5").
    """
    if _ORDINAL.fullmatch(number.text):
        return True
    ahead, behind = sentence[: number.start], sentence[number.end :]
    if any(found.start() < number.end and number.start < found.end() for found in _TELEPHONE.finditer(sentence)):
        return True
    if before is not None and _GOES_ON.match(sentence[before.end : number.start]):
        return True
    if number.unit or number.factor > 1:
        return bool(_AFTER_UNIT.match(behind) or (number.factor == 1 and _FOR_SALE.search(ahead)))
    if all(pattern.search(part) for pattern, part in zip(_BIRTHDAY, (ahead, behind), strict=True)):
        return True
    return bool(_AFTER.match(behind) or _BEFORE.search(ahead[-60:]))


def speaks_of_self(clause: str) -> bool:
    """True for words about the speaker's own life, not about what the speaker read or thinks."""
    return bool(_OWN.search(clause)) and not _SAYS.search(clause)
