"""Asks the questions of a run, in this process or in several."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from typing import Any

from bot.assembly import OpenIndex, open_index
from bot.errors import IndexOutdated, ServiceError, WeerwoordError
from bot.ports import Catalog, Progress
from bot.settings import Settings
from eval.checking import indexed_cases
from eval.ground import lost_places, read_ground
from eval.identity import code_hash, read_commit, shown_settings
from eval.measures.sample import Ground
from eval.questions import OWN, Case
from eval.results import CaseResult, Subject, evaluate, fingerprint
from eval.runs import Run, RunInfo, RunStore, append, of_same_kind, run_name, started_now

Asking = Callable[[Sequence[Case]], Iterator[CaseResult]]
SPLITS = ("dev", "test", "own", "all")
_ASKED = {"dev": ("dev", OWN), "all": ("dev", "test", OWN)}


@dataclass(frozen=True, slots=True)
class Selection:
    """Which questions to ask; empty means all.

    Attributes:
        split: "dev" (with this computer's own questions), "test", "own" or "all".
    """

    split: str = "dev"
    tag: str = ""
    name: str = ""

    def of(self, cases: Sequence[Case]) -> list[Case]:
        """The chosen cases, in the order of their ids."""
        chosen = [
            case
            for case in cases
            if (case.split in _ASKED.get(self.split, (self.split,)) or self.name)
            and (not self.tag or self.tag in case.tags)
            and (not self.name or case.id == self.name)
        ]
        return sorted(chosen, key=lambda case: case.id)

    @property
    def whole(self) -> bool:
        """True when it takes everything of its split."""
        return not self.tag and not self.name

    def to_dict(self) -> dict[str, str]:
        """As a run keeps it."""
        return {"split": self.split, "tag": self.tag, "id": self.name}


def ground_of(index: OpenIndex) -> Ground:
    """What the corpus of an index holds."""
    from bot.adapters.syllables import dutch_syllables

    return read_ground(index.catalog, dutch_syllables())


def here(subject: Subject, ground: Ground) -> Asking:
    """Asks one after another in this process."""

    def ask(cases: Sequence[Case]) -> Iterator[CaseResult]:
        for case in cases:
            yield evaluate(case, subject, ground)

    return ask


def in_processes(settings: Settings, corpus_hash: str, jobs: int) -> Asking:
    """Asks in several processes, each with the index opened once.

    Raises:
        ServiceError: a process was killed, for instance for memory.
    """

    def ask(cases: Sequence[Case]) -> Iterator[CaseResult]:
        context = multiprocessing.get_context("spawn")
        given = (settings.model_dump(), corpus_hash)
        with ProcessPoolExecutor(jobs, context, initializer=_Worker.start, initargs=given) as pool:
            try:
                for future in as_completed([pool.submit(_Worker.ask, case) for case in cases]):
                    yield future.result()
            except BrokenProcessPool as error:
                message = "Een proces van de evaluatie is gestopt. Ga verder met --resume, of met --jobs 1."
                raise ServiceError(message) from error
            finally:
                pool.shutdown(wait=True, cancel_futures=True)

    return ask


class _Worker:
    """What one process holds between questions."""

    subject: Subject
    ground: Ground
    fault: WeerwoordError | None = None

    @classmethod
    def start(cls, settings: dict[str, Any], corpus_hash: str) -> None:
        """Open the index; what is wrong with it is told with the first question, where it reaches the user."""
        try:
            index = open_index(Settings(**settings))
            if index.manifest.corpus_hash != corpus_hash:
                raise IndexOutdated("De index veranderde tijdens de run. Begin opnieuw.")
            cls.subject, cls.ground = index.assistant, ground_of(index)
        except WeerwoordError as error:
            cls.fault = error

    @classmethod
    def ask(cls, case: Case) -> CaseResult:
        if cls.fault is not None:
            raise cls.fault
        return evaluate(case, cls.subject, cls.ground)


def describe(index: OpenIndex, selection: Selection, cases: Sequence[Case]) -> RunInfo:
    """What a run of these cases on this index is made with."""
    started, commit = started_now(), read_commit()
    return RunInfo(
        name=run_name(started, commit),
        started=started,
        commit=commit,
        code=code_hash(),
        corpus_hash=index.manifest.corpus_hash,
        embedder=index.manifest.embedder,
        settings=shown_settings(index.settings),
        selection=selection.to_dict(),
        total=len(cases),
        lost=tuple(_remarks(cases, index.catalog)),
    )


def _remarks(cases: Sequence[Case], catalog: Catalog) -> list[str]:
    """Faults of the questions themselves: gold places that are gone, and questions that the index knows by heart."""
    known = [
        f"{name}: deze vraag staat letterlijk in het corpus ({where})." for name, where in indexed_cases(cases, catalog)
    ]
    return [*(str(place) for place in lost_places(cases, catalog)), *known]


def carry_out(
    store: RunStore,
    info: RunInfo,
    cases: Sequence[Case],
    asking: Asking,
    *,
    resume: bool = False,
    progress: Progress | None = None,
) -> Run:
    """Ask what was not asked yet, write each result at once, and load the whole run.

    Args:
        resume: go on with an unfinished run of the same questions, program and corpus.
    """
    begun = of_same_kind(store.infos(), info) if resume else None
    run = store.load(store.root / begun.name) if begun else store.create(info)
    started = time.perf_counter()
    with store.writing(run) as handle:
        done = {result.case.id for result in store.load(run.folder).results}
        left = [case for case in cases if case.id not in done]
        for number, result in enumerate(asking(left), len(done) + 1):
            append(handle, result)
            if progress:
                progress("Vragen stellen", number, len(cases))
        whole = store.load(run.folder)
        info = replace(
            run.info,
            seconds=round(run.info.seconds + time.perf_counter() - started, 2),
            finished=True,
            judged=sum(not result.failed for result in whole.results),
            right=sum(result.right for result in whole.results),
            fingerprint=fingerprint(whole.results),
        )
        whole = replace(whole, info=info)
        store.write_info(whole)
    return whole
