"""What rises, falls, is the larger part or just as much, against the figures of the evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.claim_opposites import FALLS, RISES
from bot.answering.claim_reading import Evidence, Read, clause_with
from bot.domain.numbers import Number, Unit, figures_only

_NOT = re.compile(r"\b(?:niet|geen|nooit|nauwelijks|minder sterk|minder snel)\b", re.IGNORECASE)
_LEAST = re.compile(
    r"\b(?:(?:het\s)?klein(?:ste|er|ere)\sdeel|(?:een\s)?minderheid|(?:slechts|maar)\seen\sdeel|weinige?n?|de\sminsten?)\b",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"\b(?:(?:het\s)?grootste\sdeel|(?:de\s)?meerderheid|(?:het\s)?merendeel|de\smeesten?)\b", re.IGNORECASE
)
_AS_MUCH = re.compile(
    r"\b(?:evenveel|even\s(?:veel|groot|hoog|vaak)|net\szo(?:veel|\s(?:veel|groot|hoog|vaak)))\b", re.IGNORECASE
)
_OF = re.compile(r"^\W{0,2}(?:procent\s)?van\b")
_HALF, _TWO = 50, 2


def against_amounts(claim: Read, cover: Sequence[Evidence]) -> str:
    """The word by which a claim tells figures of its evidence otherwise, "" when none does."""
    return _other_course(claim, cover) or _other_part(claim, cover) or _not_as_much(claim, cover)


def _other_course(claim: Read, cover: Sequence[Evidence]) -> str:
    """Finds "steeg met 7,1 procent" for "daalde met 7,1 procent"."""
    figures = figures_only(claim.numbers)
    if len(figures) != 1 or _NOT.search(claim.text):
        return ""
    mine = clause_with(claim.text, figures[0].same_as)
    course = _course(mine)
    holding = [e.read.text for e in cover if any(figures[0].same_as(n) for n in e.read.numbers)]
    theirs = [_course(clause_with(text, figures[0].same_as)) for text in holding]
    if course and theirs and all(way == -course for way in theirs) and not any(map(_NOT.search, holding)):
        return figures[0].text
    return ""


def _course(text: str) -> int:
    """1 for what rises, -1 for what falls, 0 for neither or both."""
    return bool(RISES.search(text)) - bool(FALLS.search(text))


def _other_part(claim: Read, cover: Sequence[Evidence]) -> str:
    """Finds "het kleinste deel" where the evidence has "84 procent van de vluchtelingen"."""
    least, most = _LEAST.search(claim.text), _MOST.search(claim.text)
    if bool(least) == bool(most) or figures_only(claim.numbers) or _NOT.search(claim.text):
        return ""
    shares = [_share(e.read) for e in cover[:1]]
    share = next((s for s in shares if s is not None), None)
    hit = least or most
    if share is None or hit is None:
        return ""
    return hit.group() if (least and share > _HALF) or (most and share < _HALF) else ""


def _share(read: Read) -> float | None:
    figures = figures_only(read.numbers)
    if (
        len(figures) != 1
        or figures[0].unit is not Unit.PERCENT
        or len(figures[0].values) != 1
        or _NOT.search(read.text)
    ):
        return None
    return float(max(figures[0].values)) if _OF.match(read.text[figures[0].end :]) else None


def _not_as_much(claim: Read, cover: Sequence[Evidence]) -> str:
    """Finds "even veel" where the evidence has two figures of a kind that differ."""
    same = _AS_MUCH.search(claim.text)
    if same is None or figures_only(claim.numbers) or _NOT.search(claim.text):
        return ""
    for evidence in cover[:1]:
        figures = figures_only(evidence.read.numbers)
        if len(figures) == _TWO and _differ(*figures) and not _AS_MUCH.search(evidence.read.text):
            return same.group()
    return ""


def _differ(one: Number, other: Number) -> bool:
    return one.unit is other.unit and not one.same_as(other)
