"""``weerwoord index``: build, add and remove documents, with a progress bar on a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from bot.assembly import corpus_folder, make_builder, make_store
from bot.errors import ServiceError
from bot.ingest.build import BuildReport
from bot.ingest.rollback import is_rolled_back, roll_back
from bot.ports import Progress as ProgressCall
from bot.settings import Settings


def build_index(settings: Settings, *, add: Sequence[Path], remove: Sequence[str], force: bool, as_json: bool) -> None:
    """Take documents in or out, then bring the index in step."""
    builder = make_builder(settings)
    change = replace(builder.choose_documents(add), remove=tuple(remove))
    with progress_bar(enabled=not as_json) as progress:
        report = builder.build(corpus_folder(settings), change=change, force=force, progress=progress)
    _tell(report, as_json=as_json)


def ensure_index(settings: Settings) -> None:
    """Build the index when there is none, or when the corpus or the model changed; mend it when it is damaged.

    A version that somebody went back to stays: else the next start would undo that. While the Chroma server is away,
    the version that is there is used as it is.
    """
    if is_rolled_back(make_store(settings)):
        print("U gebruikt een vorige versie van de index. Weer bijbrengen: weerwoord index", file=sys.stderr)
        return
    try:
        with progress_bar(enabled=True) as progress:
            report = make_builder(settings).build(corpus_folder(settings), progress=progress)
    except ServiceError as error:
        make_store(settings).current()
        print(f"De index is niet bijgebracht; Weerwoord gaat verder met de vorige. {error}", file=sys.stderr)
        return
    if report.mended:
        print(report.mended, file=sys.stderr)


def roll_back_index(settings: Settings, *, as_json: bool) -> None:
    """Go back to the version before.

    Raises:
        IndexFault: there is none, it is damaged, or another process is building.
    """
    manifest = roll_back(make_store(settings))
    made = datetime.fromtimestamp(manifest.created).astimezone()
    if as_json:
        values = {
            "passages": manifest.passages,
            "questions": manifest.questions,
            "created": made.isoformat("T", "seconds"),
        }
        print(json.dumps(values))
        return
    print(
        f"De vorige versie van de index is weer in gebruik: {manifest.passages} passages, gemaakt op "
        f"{made:%d-%m-%Y} om {made:%H:%M}.\nHet corpus en uw eigen documenten zijn niet veranderd. 'weerwoord serve' "
        "blijft bij deze versie; met 'weerwoord index' wordt de index weer gemaakt van het corpus en de documenten "
        "zoals ze nu zijn."
    )


@contextmanager
def progress_bar(*, enabled: bool) -> Iterator[ProgressCall | None]:
    """A progress bar on a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    if not enabled or not console.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                for before in bar.tasks:
                    if before.total is None:
                        bar.update(before.id, total=1, completed=1)
                tasks[what] = bar.add_task(what, total=total or None)
            bar.update(tasks[what], completed=done, total=total or None)

        yield show


def _tell(report: BuildReport, *, as_json: bool) -> None:
    if as_json:
        values = {
            "unchanged": report.unchanged,
            "passages": report.passages,
            "embedded": report.embedded,
            "reused": report.reused,
            "removed": report.removed,
            "seconds": round(report.seconds, 2),
            "problems": [str(p) for p in report.problems],
            "mended": report.mended,
        }
        print(json.dumps(values, ensure_ascii=False))
        return
    if report.mended:
        print(report.mended)
    if report.unchanged:
        print(f"De index is al bij: {report.passages} passages ({report.seconds:.1f} s).")
    else:
        print(
            f"De index is klaar: {report.passages} passages, {report.embedded} nieuw berekend, "
            f"{report.reused} overgenomen, {report.removed} weg ({report.seconds:.1f} s)."
        )
    for problem in report.problems:
        print(f"  {problem}", file=sys.stderr)
