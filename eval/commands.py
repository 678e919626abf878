"""What the commands and the page do."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

from bot.assembly import OpenIndex, open_index
from bot.cli.indexing import ensure_index, progress_bar
from bot.errors import SettingsError, UsageError
from bot.ingest.write_faults import write_error
from bot.ports import Progress
from bot.settings import Settings
from eval.baseline import FILE as BASELINE_FILE
from eval.baseline import Baseline, bless, read_baseline
from eval.checking import faults
from eval.comparison import Comparison, compare
from eval.execution import SPLITS, Asking, Selection, carry_out, describe, ground_of, here, in_processes
from eval.gate import Gate, judge_run
from eval.notes import differences, gaps
from eval.questions import FOLDER, Case, own_folder, read_cases, read_located
from eval.records import record_of
from eval.reports.judged import judged_lines
from eval.reports.page import write_page
from eval.reports.plain import as_json as run_json
from eval.reports.plain import write_json, write_junit
from eval.reports.svg import Bar
from eval.reports.terminal import make_console, print_comparison, print_gate, print_run
from eval.run_state import RunState
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
    if split not in SPLITS:
        raise UsageError(f"Onbekend deel '{split}'. Kies dev, test, own of all.")
    return Selection(split, tag, name)


def run(
    settings: Settings,
    selection: Selection,
    *,
    jobs: int,
    resume: bool = False,
    out: Path | None = None,
    state: Path | None = None,
) -> Run:
    """Bring the index in step, ask the questions, write the reports.

    Args:
        state: file in which to note how far the run is; a second run with the same file is refused.

    Raises:
        UsageError: no question fits.
        StorageError: another run holds the state file.
    """
    if state is None:
        return _run(settings, selection, jobs, resume, out, None)
    with RunState(state).held() as held:
        done = _run(settings, selection, jobs, resume, out, held.tell)
        held.finish(done.info.name)
    return done


def _run(
    settings: Settings, selection: Selection, jobs: int, resume: bool, out: Path | None, tell: Progress | None
) -> Run:
    cases = selection.of(all_cases(settings))
    if not cases:
        raise UsageError("Geen vraag past bij deze keuze.")
    if tell:
        tell("Index bijbrengen", 0, len(cases))
    ensure_index(settings)
    index = open_index(settings)
    store = store_of(settings, out)
    with progress_bar(enabled=True) as bar:
        info = describe(index, selection, cases)
        asking = _asking(index, jobs if len(cases) > _FEW else 1)
        done = carry_out(store, info, cases, asking, resume=resume, progress=tell or bar)
    _write_reports(store, done)
    return done


def try_out(
    settings: Settings, questions: Path | None, most: int, form: str, to: Path | None, *, as_json: bool
) -> None:
    """Ask questions of the language model that the settings name, and print what became of its sentences.

    Args:
        questions: file with one a line; None: from the development part.
        to: file for the report to read.

    Raises:
        SettingsError: no model, or one that is none.
        ModelError: it lacks a package, a key or a price.
        UsageError: no questions in the file.
    """
    from bot.adapters.chat_models import make_chat_model
    from bot.adapters.model_limits import Circuit
    from eval.model_report import as_plain, report, told
    from eval.model_trial import Outcome, questions_of, read_questions, try_model

    if not settings.model:
        raise SettingsError("Er is geen taalmodel ingesteld. Zet 'model', bijvoorbeeld WEERWOORD_MODEL=ollama:naam.")
    asked = read_questions(questions)[:most] if questions else questions_of(all_cases(settings), most)
    ensure_index(settings)
    index = open_index(settings)
    model = make_chat_model(index.model_choice, Circuit(after=len(asked) + 1))
    outcomes: list[Outcome] = []
    with progress_bar(enabled=True) as bar:
        for outcome in try_model(index, model, asked, form):
            outcomes.append(outcome)
            if bar:
                bar("Vragen", len(outcomes), len(asked))
            if to:  # after every question: a long trial that is broken off has its report
                _written(to, report(outcomes, model.name))
    if as_json:
        print(json.dumps(as_plain(outcomes, model.name, form), ensure_ascii=False, indent=1))
    else:
        print(told(outcomes, model.name))


def all_cases(settings: Settings) -> list[Case]:
    """The questions of the package, then those of this computer.

    Raises:
        CorpusError: a bad row, with file and line.
    """
    return read_cases(FOLDER, own_folder(settings.data_dir))


def check_questions(settings: Settings, files: Sequence[Path]) -> list[str]:
    """Faults of question files, or of all questions, each with file and line.

    Raises:
        CorpusError: a row that can't be read, with file and line.
    """
    absent = [str(path) for path in files if not path.is_file()]
    if absent:
        raise UsageError(f"Dit bestand bestaat niet: {', '.join(absent)}.")
    everything = read_located(FOLDER, own_folder(settings.data_dir))
    chosen = read_located(*files) if files else everything
    names = {path.resolve() for path in files}
    others = [one for one in everything if one.file.resolve() not in names] if files else []
    ensure_index(settings)
    return faults(chosen, open_index(settings).catalog, others)


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
    found, notes = compared(store_of(settings, out), before, after)
    if as_json:
        print(json.dumps({"notes": notes, **asdict(found)}, ensure_ascii=False))
    else:
        print_comparison(found, notes, make_console())


def compared(store: RunStore, before: str, after: str) -> tuple[Comparison, list[str]]:
    """Two runs, or the baseline and a run, with what a reader must know beside the answers."""
    new = store.find(after)
    if before == BASELINE:
        baseline = read_baseline()
        old, notes = baseline.records([r.case for r in new.results]), differences(new, baseline.run)
    else:
        run_before = store.find(before)
        old, notes = [record_of(r) for r in run_before.results], differences(new, asdict(run_before.info))
    return compare(old, [record_of(r) for r in new.results]), notes


def bless_run(
    settings: Settings, name: str, reason: str, *, out: Path | None = None, file: Path = BASELINE_FILE
) -> str:
    """Make a run the baseline; the answer is a sentence for the editor."""
    done = store_of(settings, out).find(name)
    baseline = bless(done, reason, file)
    broken = judge_run([], [record_of(r) for r in done.results]).breaches
    told = f"Run {done.info.name} is nu de basis, met {len(baseline.cases)} vragen."
    if broken:
        told += f" Let op: {len(broken)} keer brak een harde regel; voor dat deel blijft de poort dicht."
    return told


def gate(
    settings: Settings, split: str, *, jobs: int, out: Path | None = None, given: str = "", file: Path = BASELINE_FILE
) -> Gated:
    """Run a split, or take a run, and hold it against the baseline."""
    baseline = read_baseline(file)
    done = store_of(settings, out).find(given) if given else run(settings, choose(split), jobs=jobs, out=out)
    judged = judged_by(baseline, done)
    _write_reports(store_of(settings, out), done, judged)
    return Gated(done, judged)


def judged_by(baseline: Baseline, done: Run) -> Gate:
    """A run held against a baseline."""
    before = baseline.records([result.case for result in done.results])
    records = [record_of(result) for result in done.results]
    return judge_run(before, records, [*differences(done, baseline.run), *gaps(before, records)])


def gate_printed(done: Gated, *, as_json: bool) -> None:
    """Show a judgement."""
    if as_json:
        print(json.dumps(run_json(done.run, summarise(done.run.results), done.gate), ensure_ascii=False))
        return
    console = make_console()
    print_gate(done.gate, console)
    console.print(f"Rapporten: {done.run.folder / 'report.html'}", soft_wrap=True)


def export_run(settings: Settings, name: str, *, out: Path | None, to: Path | None) -> None:
    """Write the answers of a run for judging tools.

    Raises:
        StorageError: the file can't be written.
    """
    lines = list(judged_lines(store_of(settings, out).find(name)))
    if to is None:
        for line in lines:
            print(line)
        return
    _written(to, "".join(f"{line}\n" for line in lines))
    print(f"{len(lines)} antwoorden staan in {to}.")


def _written(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise write_error(file, error) from error


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
