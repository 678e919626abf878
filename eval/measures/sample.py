"""A sample, what it is held against, and its score."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.domain.answers import Answer, AnswerSentence, SourceNote
from bot.domain.passages import Citation, Passage
from eval.questions import Case


@dataclass(frozen=True, slots=True)
class Score:
    """The outcome of one measure for one sample.

    Attributes:
        value: 0 (worst) to 1 (best); None where the measure says nothing about this sample.
        why: Dutch remarks on what cost points, empty when nothing did.
    """

    value: float | None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """What the corpus holds, to tell an invented quote or a position without its holder.

    Attributes:
        texts: every sentence of the corpus, with the places that it cites.
        positions: texts of sentences that are somebody's position.
        holders: names of those whose positions the corpus holds.
        citing: the passages that cite a place, by place.
        syllables: counts the syllables of a Dutch word.
    """

    texts: Mapping[str, frozenset[Citation]] = field(default_factory=dict)
    positions: frozenset[str] = frozenset()
    holders: frozenset[str] = frozenset()
    citing: Mapping[Citation, tuple[Passage, ...]] = field(default_factory=dict)
    syllables: Callable[[str], int] = len


@dataclass(frozen=True, slots=True)
class Sample:
    """One question with the answer that was given.

    Attributes:
        hits: for each passage that search brought up, best first, whether it is relevant; None when search was not
            asked.
        relevant: how many relevant passages the corpus holds.
    """

    case: Case
    answer: Answer
    ground: Ground = field(default_factory=Ground)
    hits: tuple[bool, ...] | None = None
    relevant: int = 0

    @property
    def must_answer(self) -> bool:
        """True when an answer is expected."""
        return self.case.expect == "answer"

    def cited(self, sentence: AnswerSentence) -> list[SourceNote]:
        """The footnotes of a sentence that exist."""
        notes = {note.n: note for note in self.answer.sources}
        return [notes[n] for n in sentence.cites if n in notes]


def share(faults: list[str], total: int) -> Score:
    """The share without a fault; nothing for nothing."""
    return Score(1.0 - len(faults) / total if total else None, tuple(faults))


def shortened(text: str, most: int = 80) -> str:
    """A text that fits on a line of a report."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
