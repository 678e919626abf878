"""The evaluation as page "Evaluatie" sees it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from bot.assembly import open_index
from bot.errors import UsageError
from bot.settings import Settings
from bot.storage.feedback import Feedback
from bot.ui import evaluation_port as port
from eval.baseline import FILE as BASELINE_FILE
from eval.baseline import read_baseline
from eval.child import ChildRun
from eval.commands import compared, judged_by, past_runs, store_of
from eval.comparison import Comparison, Flip
from eval.gate import RULES
from eval.gone import gone_sentences
from eval.measures.registry import RIGHT, TITLES
from eval.own import OwnQuestions
from eval.questions import FOLDER, Case, read_cases
from eval.records import Said
from eval.results import CaseResult
from eval.runs import LINES, Run, RunInfo, RunStore

_HIDDEN = "test"
_GONE = 20
_SEARCHED = 12
"""So many of the newest runs are looked through for the newest answers."""


class EvaluationDesk:
    """The evaluation of one data folder."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._store = store_of(settings)
        self._own = OwnQuestions(settings.data_dir)
        self._child = ChildRun(settings)

    def questions(self) -> tuple[port.Question, ...]:
        """All questions with their newest outcome; those of the test split without text or answer."""
        found = self._newest()
        return tuple(_question(case, found.get(case.id)) for case in self._cases())

    def titles(self) -> Mapping[str, str]:
        """Dutch names of the measures."""
        return TITLES

    def runs(self) -> tuple[port.RunLine, ...]:
        """All runs, the newest first."""
        return tuple(_line(info) for info in reversed(self._store.infos()))

    def compare(self, before: str, after: str) -> port.Compared:
        """Two runs, or the baseline and a run."""
        return _compare(self._store.root, before, after, self._version(before, after))

    def gate(self, run: str) -> port.Verdict | None:
        """A run against the baseline and the hard rules; None for a part of the questions."""
        if not any(info.name == run and _line(info).whole for info in self._store.infos()):
            return None
        return _gate(self._store.root, run, self._version(port.BASELINE, run))

    def history(self, split: str) -> tuple[port.Point, ...]:
        """The share of right answers of whole runs, oldest first."""
        return tuple(port.Point(*bar) for bar in past_runs(self._store, split))

    def report(self, run: str) -> bytes:
        """The run's page.

        Raises:
            UsageError: the run has none; it was stopped before its end.
        """
        path = self._store.find(run).folder / "report.html"
        try:
            return path.read_bytes()
        except OSError as error:
            raise UsageError(f"Run {run} heeft geen rapport; ga er eerst mee verder.") from error

    def start(self, split: str, tag: str = "", name: str = "", *, resume: bool = False) -> None:
        """Start a run in a process of its own."""
        self._child.start(split, tag, name, resume=resume)

    def progress(self) -> port.Progress:
        """How far it is."""
        return self._child.progress()

    def stop(self) -> None:
        """End it."""
        self._child.stop()

    def drafts(self) -> tuple[port.Draft, ...]:
        """The questions of this computer."""
        return tuple(port.Draft(*draft) for draft in self._own.list())

    def begin_draft(self, complaint: Feedback) -> str:
        """Begin a question from a complaint."""
        return self._own.begin(complaint)

    def keep_draft(self, name: str, text: str) -> None:
        """Keep a question as it is."""
        self._own.keep(name, text)

    def accept_draft(self, name: str, text: str) -> None:
        """Check a question and let it take part in runs."""
        self._own.accept(name, text, open_index(self._settings).catalog)

    def remove_draft(self, name: str) -> None:
        """Throw a question away."""
        self._own.remove(name)

    def _version(self, *names: str) -> tuple[int, ...]:
        """Changes when a run or the baseline does; comparing takes a second, so it is done once."""
        files = (BASELINE_FILE if name == port.BASELINE else self._store.root / name / LINES for name in names)
        return tuple(path.stat().st_mtime_ns if path.is_file() else 0 for path in files)

    def _cases(self) -> tuple[Case, ...]:
        """All questions, read again only when a file changed."""
        places = (FOLDER, self._own.folder)
        files = [path for place in places for path in sorted(place.glob("*.yaml"))]
        return _read(places, tuple((path, path.stat().st_mtime_ns) for path in files))

    def _newest(self) -> dict[str, tuple[str, CaseResult]]:
        """The newest result of each question, with its run."""
        found: dict[str, tuple[str, CaseResult]] = {}
        for info in reversed(self._store.infos()[-_SEARCHED:]):
            for result in _loaded(self._store, info.name).results:
                found.setdefault(result.case.id, (info.name, result))
        return found


def _loaded(store: RunStore, name: str) -> Run:
    folder = store.root / name
    lines = folder / LINES
    stat = lines.stat() if lines.is_file() else None
    return _load(folder, (stat.st_mtime_ns, stat.st_size) if stat else None)


@lru_cache(maxsize=8)
def _compare(root: Path, before: str, after: str, version: object) -> port.Compared:
    found, notes = compared(RunStore(root), before, after)
    return _compared(found, notes)


@lru_cache(maxsize=8)
def _gate(root: Path, run: str, version: object) -> port.Verdict:
    judged = judged_by(read_baseline(), RunStore(root).find(run))
    breaches = tuple(port.Breach(RULES[b.rule], b.id, b.question, b.details) for b in judged.breaches)
    return port.Verdict(judged.passed, judged.words, breaches, _compared(judged.comparison, judged.notes))


@lru_cache(maxsize=4)
def _read(places: tuple[Path, ...], version: object) -> tuple[Case, ...]:
    return tuple(read_cases(*places))


@lru_cache(maxsize=_SEARCHED)
def _load(folder: Path, version: object) -> Run:
    return RunStore(folder.parent).load(folder)


def _question(case: Case, found: tuple[str, CaseResult] | None) -> port.Question:
    hidden = case.split == _HIDDEN
    outcome: port.Outcome = "new"
    judged = None
    if found is not None and found[1].case == case:
        run, result = found
        outcome = "failed" if result.failed else "right" if result.right else "wrong"
        judged = port.Judged(
            run=run,
            answer=None if hidden else result.answer,
            error=result.error,
            scores={name: s.value for name, s in result.scores.items() if s.value is not None},
            remarks=() if hidden else _remarks(result),
            milliseconds=result.milliseconds,
        )
    expected = tuple(fact.say for fact in case.facts) if case.expect == "answer" else ("een weigering",)
    return port.Question(
        id=case.id,
        text="" if hidden else case.question,
        context="" if hidden else case.context,
        split=case.split,
        tags=(case.language, *case.tags),
        expected=() if hidden else expected,
        outcome=outcome,
        judged=judged,
    )


def _remarks(result: CaseResult) -> tuple[str, ...]:
    found = [why for name, score in result.scores.items() if name != RIGHT for why in score.why]
    return tuple(dict.fromkeys(found))


def _line(info: RunInfo) -> port.RunLine:
    wanted = info.selection
    asked = wanted.get("id") or ", ".join(filter(None, (wanted.get("split", ""), wanted.get("tag", ""))))
    whole = info.finished and not wanted.get("id") and not wanted.get("tag")
    return port.RunLine(info.name, info.started, asked, info.total, info.judged, info.right, info.finished, whole)


def _compared(found: Comparison, notes: list[str] | tuple[str, ...]) -> port.Compared:
    lost = [flip for flip in found.flips if not flip.now_right]
    gained = [flip for flip in found.flips if flip.now_right]
    return port.Compared(
        shared=found.shared,
        notes=tuple(notes),
        gone=tuple(str(gone) for gone in gone_sentences(found)[:_GONE]),
        changes=tuple(
            port.Change(
                c.title, c.n, c.before, c.after, c.interval.low, c.interval.high, len(c.better), len(c.worse), c.is_loss
            )
            for c in found.changes
            if c.better or c.worse
        ),
        differences=(
            *(_difference("lost", flip) for flip in lost),
            *(_difference("gained", flip) for flip in gained),
            *(_difference("altered", flip) for flip in found.altered),
        ),
    )


def _difference(kind: port.Kind, flip: Flip) -> port.Difference:
    return port.Difference(kind, flip.id, flip.question, flip.changes, _sentences(flip.before), _sentences(flip.after))


def _sentences(said: tuple[Said, ...] | None) -> tuple[str, ...] | None:
    return None if said is None else tuple(f"{s.text} [{'; '.join(s.places)}]" for s in said)
