"""Which passages count as relevant to a question."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.domain.passages import Passage
from eval.questions import Case


def is_relevant(case: Case, passage: Passage) -> bool:
    """True for a passage that cites one of the case's places and holds an accepted form of a fact."""
    places = {(p.key, p.locator) for p in case.relevant}
    cited = {(c.key, c.locator) for s in passage.sentences for c in s.citations}
    return bool(places & cited) and holds_fact(case, passage.text)


def holds_fact(case: Case, text: str) -> bool:
    """True when a text holds an accepted form of any fact."""
    lowered = _plain(text)
    return any(_plain(form) in lowered for fact in case.facts for form in fact.accept)


def facts_said(case: Case, text: str) -> float:
    """Share of the case's facts that a text says."""
    lowered = _plain(text)
    said = [any(_plain(form) in lowered for form in fact.accept) for fact in case.facts]
    return sum(said) / len(said) if said else 0.0


def first_relevant(case: Case, passages: Sequence[Passage]) -> int:
    """Rank of the first relevant passage, 0 when there is none."""
    return next((rank for rank, passage in enumerate(passages, 1) if is_relevant(case, passage)), 0)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.lower())
