"""The reach of a claim, against that of its evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.claim_reading import Evidence, Read, clauses

_ALL = re.compile(
    r"\b(?:al\s(?:het|de|hun)|alle|alles|allemaal|iedereen|iedere|elke?|altijd|overal|wereldwijd|volledige?|geheel|helemaal|uitsluitend|"
    r"steeds(?!\s+(?:meer|minder|\w+er)\b)|all|every|"
    r"always|alleen|onvermijdelijk|zeker|bewezen|nooit|niemand|nergens|geen enkele?)\b",
    re.IGNORECASE,
)
_BASE = re.compile(
    r"\b(?:van|onder|bij)\salle\b|\bniet\s(?:alleen|enkel|uitsluitend)\b|\bniet\svoor\saltijd\b|\bnog\s(?:altijd|steeds)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\bdan\s(?:elke?|alle|ieder|iedere)\sandere?n?\b", re.IGNORECASE)
_BEST = re.compile(r"\b(?:meeste|\w{3,}st(?:e|en)?)\b", re.IGNORECASE)
"""A superlative: what is "het hoogste" is "hoger dan elk ander"."""
_EACH = re.compile(r"\b(?:elke?|iedere?)\s(?:jaar|maand|week|dag|kwartaal)\b", re.IGNORECASE)
_PER = re.compile(
    r"\b(?:(?:per|elke?|iedere?)\s(?:jaar|maand|week|dag|kwartaal)|jaarlijkse?|maandelijkse?|wekelijkse?|dagelijkse?)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:niet|geen|nooit|niemand|nergens|nauwelijks|zonder)\b", re.IGNORECASE)
_NONE = re.compile(r"nooit|niemand|nergens|geen enkele?", re.IGNORECASE)
_NARROW = re.compile(r"\b(?:pas|slechts|enkel|maar|enige|alleen|eenzijdige?)\b", re.IGNORECASE)
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
_SOFT_TOO = re.compile(
    r"\b(?:een\spaar|belangrijkste|voornaamste|hoofd(?:oorzaak|oorzaken|reden|redenen))\b", re.IGNORECASE
)
"""Ways to keep "enkele" and "vooral"."""
_FORESEEN = re.compile(
    r"\b(?:verwacht\w*|raming\w*|geraamd|schatting\w*|prognose\w*|voorspel\w*|vermoed\w*)\b", re.IGNORECASE
)
_MANY = re.compile(r"\b(?:veel|vele)\b", re.IGNORECASE)
_UNABLE = re.compile(
    r"\bniet\b[^,;]{0,60}\b(?:kan|kunnen|kon|konden|mag|mogen)\b|"
    r"\b(?:kan|kunnen|kon|konden|mag|mogen)\b[^,;]{0,50}\bniet\b|"
    r"\b(?:niemand|geen)\b[^,;]{0,40}\b(?:kan|kunnen|kon|konden|mag|mogen)\b|\b(?:kan|mag)\sniemand\b",
    re.IGNORECASE,
)
_NEARLY = re.compile(r"\b(?:bijna|vrijwel|nagenoeg|grotendeels|almost|nearly|presque)\b", re.IGNORECASE)
_NEARLY_ALL = re.compile(rf"{_NEARLY.pattern}\s+(?:{_ALL.pattern[5:-3]})\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{4,}")


def widened(claim: Read, cover: Sequence[Evidence]) -> str:
    """The word that makes a claim wider than its evidence, "" when none."""
    together = " ".join(e.read.text for e in cover)
    said = _BASE.sub(" ", _OTHERS.sub(" ", claim.text) if _BEST.search(together) else claim.text)
    every = _ALL.search(_EACH.sub(" ", said) if _PER.search(together) else said)
    denied = _DENIED.search(claim.text) is not None
    worldly = every is not None and every.group().lower() == "wereldwijd" and "wereld" in together.lower()
    if every and not worldly and not _allows(every.group(), together, denied=denied):
        return every.group()
    most = _MOST.search(claim.text)
    if most and not _OFTEN.search(together) and not _ALL.search(together) and _HEDGE.search(together):
        return most.group()
    return ""


def surer(claim: Read, cover: Sequence[Evidence]) -> str:
    """The word of its evidence that a claim leaves out and so becomes surer, "" when none."""
    nearest = max(cover, key=lambda e: len(claim.terms & e.read.terms), default=None)
    hedge = _SOFT.search(_UNABLE.sub(" ", _used(claim, nearest.read))) if nearest else None
    if nearest and _NEARLY_ALL.search(nearest.read.text) and not _NEARLY.search(claim.text):
        return "zonder 'bijna'"
    weaker = hedge and "meest" in hedge.group().lower() and _MANY.search(claim.text)
    if (
        hedge
        and not weaker
        and not (_SOFT.search(claim.text) or _SOFT_TOO.search(claim.text))
        and not _FORESEEN.search(claim.text)
    ):
        return f"zonder '{hedge.group().lower()}'"
    return ""


def _allows(word: str, evidence: str, *, denied: bool = False) -> bool:
    """True when the evidence has a word as wide; "alleen" is one only for "alleen" and "uitsluitend"."""
    narrow = word.lower() in ("alleen", "uitsluitend")
    if narrow and _NARROW.search(evidence):
        return True
    others = [m.group() for m in _ALL.finditer(evidence) if narrow or m.group().lower() != "alleen"]
    return any(narrow or denied or not _NONE.fullmatch(other) for other in others)


def _used(claim: Read, evidence: Read) -> str:
    """The evidence without the clauses that a claim leaves out."""
    parts = clauses(evidence.text)
    mine = {w.lower()[:6] for w in _WORD.findall(claim.text)}
    kept = [p for p in parts if len(mine & (words := {w.lower()[:6] for w in _WORD.findall(p)})) * 2 >= len(words)]
    return " , ".join(kept or parts)
