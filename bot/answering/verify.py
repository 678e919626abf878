"""A sentence may be shown only when the sentences it cites carry it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.answering.support import Support
from bot.domain.numbers import Number, Unit, figures_only, find_numbers, missing_from
from bot.domain.passages import Sentence, SentenceKind
from bot.domain.sources import Source

SUPPORTED_FROM = 0.3
"""Least share of a sentence's content words that its cited sentences hold together."""


class Failure(StrEnum):
    """Why a sentence was left out."""

    NO_CITATION = "geen bron"
    NO_SUPPORT = "bron draagt de zin niet"
    NUMBER = "getal staat niet in de bron"
    HOLDER = "standpunt zonder houder"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome for one sentence.

    Attributes:
        failure: None when the sentence may be shown.
        detail: the number or word at fault.
    """

    failure: Failure | None
    detail: str = ""

    @property
    def passed(self) -> bool:
        """True when the sentence may be shown."""
        return self.failure is None


def verify(sentence: Sentence, supports: Sequence[Support], issued: frozenset[int] = frozenset()) -> Verdict:
    """Check a sentence against what carries its citations.

    Every number and year in it stands in a carrying sentence; its content is theirs; a position has a holder.

    Args:
        issued: years in which the cited works appeared, which a sentence may name ("de nota van 2020").
    """
    if not sentence.citations:
        return Verdict(Failure.NO_CITATION)
    if not supports:
        return Verdict(Failure.NO_SUPPORT)
    if sentence.kind is SentenceKind.POSITION and not sentence.holder:
        return Verdict(Failure.HOLDER)
    evidence = [number for support in supports for number in find_numbers(support.text)]
    named = [n for n in _checked(sentence.text) if not (n.unit is Unit.YEAR and n.values & issued)]
    absent = missing_from(named, evidence)
    if absent:
        return Verdict(Failure.NUMBER, absent[0].text)
    best = max(support.score for support in supports)
    together = sum(support.score for support in supports)
    if best < SUPPORTED_FROM and together < SUPPORTED_FROM:
        return Verdict(Failure.NO_SUPPORT)
    return Verdict(None)


def issued_years(sentence: Sentence, sources: Mapping[str, Source]) -> frozenset[int]:
    """Years in which the works that a sentence cites appeared."""
    cited = (sources.get(citation.key) for citation in sentence.citations)
    return frozenset(source.year for source in cited if source and source.year)


def _checked(text: str) -> list[Number]:
    numbers = find_numbers(text)
    figures = figures_only(numbers)
    return [n for n in numbers if n in figures or not n.written_out]
