"""What page "Evaluatie" needs of the evaluation, which stands above this package and is handed in from there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from bot.domain.answers import Answer
from bot.settings import Settings
from bot.storage.feedback import Feedback

Outcome = Literal["right", "wrong", "failed", "new"]
Kind = Literal["lost", "gained", "altered"]
BASELINE = "basis"


@dataclass(frozen=True, slots=True)
class Judged:
    """The newest outcome of a question.

    Attributes:
        run: name of the run.
        answer: None when a model failed, or when the answer may not be shown.
        error: why a model failed.
        scores: values from 0 to 1 by measure, those that say something.
        remarks: Dutch sentences on what cost points.
    """

    run: str
    answer: Answer | None
    error: str
    scores: Mapping[str, float]
    remarks: tuple[str, ...]
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Question:
    """One evaluation question.

    Attributes:
        text: "" for a question that nobody may tune on.
        expected: what a right answer says, or that a refusal is due.
        outcome: "new" when it was not asked yet.
    """

    id: str
    text: str
    context: str
    split: str
    tags: tuple[str, ...]
    expected: tuple[str, ...]
    outcome: Outcome
    judged: Judged | None


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run as a list shows it.

    Attributes:
        started: ISO date and time.
        asked: what was asked: a split, a tag, or one id.
        whole: True when every question of its split was asked.
    """

    name: str
    started: str
    asked: str
    total: int
    judged: int
    right: int
    finished: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One measure in two runs."""

    title: str
    n: int
    before: float
    after: float
    low: float
    high: float
    better: int
    worse: int
    is_loss: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """A question that was answered differently.

    Attributes:
        kind: a right answer that went wrong, the reverse, or another answer with the same verdict.
        changes: what changed, the most telling first.
        before: the sentences with their places; empty when refused, None when they were not kept.
    """

    kind: Kind
    id: str
    text: str
    changes: tuple[str, ...]
    before: tuple[str, ...] | None
    after: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Compared:
    """Two runs side by side.

    Attributes:
        shared: questions in both.
        notes: what a reader must know beside the answers.
        gone: sentences that answers no longer say, with place and questions.
    """

    shared: int
    notes: tuple[str, ...]
    gone: tuple[str, ...]
    changes: tuple[Change, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Breach:
    """A broken hard rule."""

    rule: str
    id: str
    text: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a run may ship.

    Attributes:
        words: the judgement in Dutch.
    """

    passed: bool
    words: str
    breaches: tuple[Breach, ...]
    compared: Compared


@dataclass(frozen=True, slots=True)
class Point:
    """A run in a plot.

    Attributes:
        share: right answers, from 0 to 1, with its 95 percent interval.
        note: the share in words.
    """

    run: str
    share: float
    low: float
    high: float
    note: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is.

    Attributes:
        run: name of the finished run, "" before.
        fault: why the last run ended early, "" without.
    """

    running: bool
    phase: str = ""
    done: int = 0
    total: int = 0
    run: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A question of this computer.

    Attributes:
        finished: True when it takes part in runs.
    """

    name: str
    text: str
    finished: bool


class Evaluation(Protocol):
    """The evaluation, for the page. Every method may raise a ``WeerwoordError`` with a Dutch sentence."""

    def questions(self) -> tuple[Question, ...]:
        """All questions with their newest outcome."""
        ...

    def titles(self) -> Mapping[str, str]:
        """Dutch names of the measures."""
        ...

    def runs(self) -> tuple[RunLine, ...]:
        """All runs, the newest first."""
        ...

    def compare(self, before: str, after: str) -> Compared:
        """Two runs; ``BASELINE`` is the blessed one."""
        ...

    def gate(self, run: str) -> Verdict | None:
        """A run against the baseline and the hard rules; None for a part of the questions, which proves nothing."""
        ...

    def history(self, split: str) -> tuple[Point, ...]:
        """The share of right answers of the whole runs of a split, oldest first."""
        ...

    def report(self, run: str) -> bytes:
        """The report of a run: one page of HTML."""
        ...

    def start(self, split: str, tag: str = "", name: str = "", *, resume: bool = False) -> None:
        """Start a run in a process of its own."""
        ...

    def progress(self) -> Progress:
        """How far it is."""
        ...

    def stop(self) -> None:
        """End it; what was asked stays, and a resumed run goes on from there."""
        ...

    def drafts(self) -> tuple[Draft, ...]:
        """The questions of this computer, unfinished ones first."""
        ...

    def begin_draft(self, complaint: Feedback) -> str:
        """Begin a question from a complaint; the answer is its name."""
        ...

    def keep_draft(self, name: str, text: str) -> None:
        """Keep a question as it is."""
        ...

    def accept_draft(self, name: str, text: str) -> None:
        """Check a question and let it take part in runs; raises ``CorpusError`` with file and line."""
        ...

    def remove_draft(self, name: str) -> None:
        """Throw a question away."""
        ...


_provider: list[Callable[[Settings], Evaluation]] = []


def provide(provider: Callable[[Settings], Evaluation]) -> None:
    """Hand in the evaluation; the program that starts the page does this once."""
    _provider[:] = [provider]


def provided(settings: Settings) -> Evaluation | None:
    """The evaluation, None where the page was started without it."""
    return _provider[0](settings) if _provider else None
