"""Denials that no other wording of the evidence excuses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.claim_denial import EXCUSES
from bot.answering.claim_reading import Evidence, Read

_NOT = re.compile(
    r"\b(?:niet|geen|nooit|nauwelijks|evenmin|niemand|nergens|niets|noch|amper|allerminst|geenszins|zonder)\b",
    re.IGNORECASE,
)
_NOT_ONLY = re.compile(r"\b(?:niet|geen)\s(?:alleen|enkel|slechts|zozeer|meer\sdan|eens)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:niet|geen)\s(?:een\s|enkele?\s)?(?P<what>[^\W\d_]{4,}(?:\s[^\W\d_]{4,})?)", re.IGNORECASE)
_COMPARES = re.compile(r"\b(?:zo|zo\s?veel|meer|minder|\w{3,}er)\b[^;]*\b(?:als|dan)\b", re.IGNORECASE)
_NOT_YET = re.compile(
    r"\bnog\s(?:niet|nooit|geen(?!\s(?:derde|kwart|helft|tiende|vijfde|jaar|procent|\d)))|\bgeen\senkele?\b|\bniets\b|"
    r"\bzonder\s(?:enig\s|enige\s)?(?:resultaat|opbrengst|effect|gevolg)",
    re.IGNORECASE,
)
_ALREADY = re.compile(r"\b(?:al|pas|reeds|inmiddels|net)\b|\b(?:iets|enige|enkele)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|11\.11\.11")
_STEM = 6


def plainly_denied(claim: Read, cover: Sequence[Evidence]) -> str:
    """Finds "geen migrant" where the evidence says "migrant", and nothing in it that comes near a denial."""
    texts = [e.read.text for e in cover]
    if not texts or any(_NOT.search(text) for text in texts) or not claim.years <= _years(cover):
        return ""
    bare = _NOT_ONLY.sub(" ", claim.text)
    yet = _NOT_YET.search(bare)
    if yet and any(_ALREADY.search(text) for text in texts[:1]):
        return yet.group()
    rest = _stems(bare)
    if any(_stem(m.group().lower()) not in rest for text in texts for m in EXCUSES.finditer(text)):
        return ""
    if _COMPARES.search(bare):
        return ""
    held = frozenset(stem for text in texts for stem in _stems(text))
    for match in _DENIED.finditer(bare):
        what = _stems(match["what"])
        if what and what <= held:
            return match.group()
    return ""


def _years(cover: Sequence[Evidence]) -> frozenset[int]:
    return frozenset(y for e in cover for y in e.read.years | e.around.years)


def _stems(text: str) -> frozenset[str]:
    return frozenset(_stem(w.lower()) for w in _WORD.findall(text) if len(w) > 3)


def _stem(word: str) -> str:
    return word[:-2] if len(word) == _STEM + 1 and word.endswith("en") else word[:_STEM]
