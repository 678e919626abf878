"""What the commands and the page do."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from bot.assembly import OpenIndex, open_index
from bot.cli.indexing import ensure_index, progress_bar
from bot.errors import UsageError
from bot.settings import Settings
from eval.baseline import FILE, bless, read_baseline
from eval.comparison import compare
from eval.execution import Asking, Selection, carry_out, describe, ground_of, here, in_processes
from eval.gate import Gate, judge_run
from eval.questions import read_cases
from eval.records import Record, record_of
from eval.reports.page import write_page
from eval.reports.plain import as_json as run_json
from eval.reports.plain import write_json, write_junit
from eval.reports.svg import Bar
from eval.reports.terminal import make_console, print_comparison, print_gate, print_run
from eval.runs import Run, RunInfo, RunStore
from eval.statistics import wilson
from eval.summary import summarise

_FEW = 20
_PAST = 20
BASELINE = "basis"


class Gated(NamedTuple):
    """A run and the judgement over it."""

    run: Run
    gate: Gate


def store_of(settings: Settings, out: Path | None = None) -> RunStore:
    """Where runs are kept."""
    return RunStore(out or settings.data_dir / "eval" / "runs")


def choose(split: str, tag: str = "", name: str = "") -> Selection:
    """A selection of questions.

    Raises:
        UsageError: no such split.
    """
    if split not in ("dev", "test", "all"):
        raise UsageError(f"Onbekend deel '{split}'. Kies dev, test of all.")
    return Selection(split, tag, name)


def run(settings: Settings, selection: Selection, *, jobs: int, resume: bool = False, out: Path | None = None) -> Run:
    """Bring the index in step, ask the questions, write the reports.

    Raises:
        UsageError: no question fits.
    """
    cases = selection.of(read_cases())
    if not cases:
        raise UsageError("Geen vraag past bij deze keuze.")
    ensure_index(settings)
    index = open_index(settings)
    store = store_of(settings, out)
    with progress_bar(enabled=True) as progress:
        info = describe(index, selection, cases)
        asking = _asking(index, jobs if len(cases) > _FEW else 1)
        done = carry_out(store, info, cases, asking, resume=resume, progress=progress)
    _write_reports(store, done)
    return done


def printed(done: Run, *, as_json: bool) -> None:
    """Show a run."""
    summary = summarise(done.results)
    if as_json:
        print(json.dumps(run_json(done, summary), ensure_ascii=False))
        return
    console = make_console()
    print_run(done, summary, console)
    console.print(f"Rapporten: {done.folder / 'report.html'}", soft_wrap=True)


def compare_runs(settings: Settings, before: str, after: str, *, out: Path | None, as_json: bool) -> None:
    """Show what changed between two runs, or since the baseline."""
    store = store_of(settings, out)
    new = store.find(after)
    if before == BASELINE:
        baseline = read_baseline()
        old, notes = baseline.records([r.case for r in new.results]), _notes(new, baseline.run)
    else:
        run_before = store.find(before)
        old, notes = [record_of(r) for r in run_before.results], _notes(new, asdict(run_before.info))
    found = compare(old, [record_of(r) for r in new.results])
    if as_json:
        print(json.dumps({"notes": notes, **asdict(found)}, ensure_ascii=False))
    else:
        print_comparison(found, notes, make_console())


def bless_run(settings: Settings, name: str, reason: str, *, out: Path | None = None, file: Path = FILE) -> str:
    """Make a run the baseline; the answer is a sentence for the editor."""
    done = store_of(settings, out).find(name)
    baseline = bless(done, reason, file)
    broken = judge_run([], [record_of(r) for r in done.results]).breaches
    told = f"Run {done.info.name} is nu de basis, met {len(baseline.cases)} vragen."
    if broken:
        told += f" Let op: {len(broken)} keer brak een harde regel; voor dat deel blijft de poort dicht."
    return told


def gate(
    settings: Settings, split: str, *, jobs: int, out: Path | None = None, given: str = "", file: Path = FILE
) -> Gated:
    """Run a split, or take a run, and hold it against the baseline."""
    baseline = read_baseline(file)
    done = store_of(settings, out).find(given) if given else run(settings, choose(split), jobs=jobs, out=out)
    before = baseline.records([result.case for result in done.results])
    records = [record_of(result) for result in done.results]
    judged = judge_run(before, records, [*_notes(done, baseline.run), *_gaps(before, records)])
    _write_reports(store_of(settings, out), done, judged)
    return Gated(done, judged)


def gate_printed(done: Gated, *, as_json: bool) -> None:
    """Show a judgement."""
    if as_json:
        print(json.dumps(run_json(done.run, summarise(done.run.results), done.gate), ensure_ascii=False))
        return
    console = make_console()
    print_gate(done.gate, console)
    console.print(f"Rapporten: {done.run.folder / 'report.html'}", soft_wrap=True)


def past_runs(store: RunStore, split: str) -> list[Bar]:
    """The share of right answers of the finished whole runs of a split, oldest first."""
    wanted = {"split": split, "tag": "", "id": ""}
    whole = [info for info in store.infos() if info.finished and info.judged and dict(info.selection) == wanted]
    return [_point(info) for info in whole[-_PAST:]]


def _point(info: RunInfo) -> Bar:
    share = info.right / info.judged
    return Bar(info.name, share, *wilson(info.right, info.judged), f"{100 * share:.1f}% van {info.judged}")


def _asking(index: OpenIndex, jobs: int) -> Asking:
    if jobs > 1:
        return in_processes(index.settings, index.manifest.corpus_hash, jobs)
    return here(index.assistant, ground_of(index))


def _write_reports(store: RunStore, done: Run, judged: Gate | None = None) -> None:
    summary = summarise(done.results)
    write_json(done.folder / "report.json", done, summary, judged)
    write_junit(done.folder / "junit.xml", done, judged)
    write_page(done.folder / "report.html", done, summary, past_runs(store, done.info.selection["split"]), judged)


def _notes(new: Run, before: Mapping[str, Any]) -> list[str]:
    """What differs between the two runs apart from the answers."""
    notes = list(new.info.lost)
    if before.get("corpus_hash") != new.info.corpus_hash:
        hashes = f"{str(before.get('corpus_hash'))[:8]} → {new.info.corpus_hash[:8]}"
        notes.append(f"Het corpus is veranderd ({hashes}); er is toch vergeleken.")
    if before.get("embedder") != new.info.embedder:
        notes.append(f"Ander taalmodel: {before.get('embedder')} → {new.info.embedder}.")
    old = dict(before.get("settings") or {})
    changed = [
        f"{name} {old.get(name)} → {value}" for name, value in new.info.settings.items() if old.get(name) != value
    ]
    if changed:
        notes.append(f"Andere instellingen: {', '.join(changed)}.")
    return notes


def _gaps(before: Sequence[Record], after: Sequence[Record]) -> list[str]:
    """Questions that could not be compared."""
    old = {record.id: record.task for record in before}
    notes = []
    absent = [r.id for r in after if r.id not in old]
    changed = [r.id for r in after if old.get(r.id, r.task) != r.task]
    failed = [r.id for r in after if r.failed]
    for ids, words in (
        (absent, "staan niet in de basis"),
        (changed, "zijn sinds de basis herschreven"),
        (failed, "bleven zonder oordeel, want het model faalde of was te laat"),
    ):
        if ids:
            notes.append(f"{len(ids)} vragen {words}: {', '.join(ids[:10])}{' …' if len(ids) > 10 else '.'}")
    return notes
