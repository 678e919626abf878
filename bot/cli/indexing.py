"""``weerwoord index``: build, add and remove documents, with a progress bar on a terminal."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from bot.assembly import corpus_folder, make_builder, make_store
from bot.errors import DocumentError
from bot.ingest.build import BuildReport
from bot.ingest.documents import SUFFIXES
from bot.ingest.store import IndexStore, write_error
from bot.ports import Progress as ProgressCall
from bot.settings import Settings


def build_index(settings: Settings, *, add: Sequence[Path], remove: Sequence[str], force: bool, as_json: bool) -> None:
    """Take documents in or out, then bring the index in step."""
    store = make_store(settings)
    builder = make_builder(settings)
    added = [builder.check_document(path) for path in _documents(add)]
    for name in remove:
        _remove(store, name)
    for path in added:
        _copy(path, store)
    with progress_bar(enabled=not as_json) as progress:
        report = builder.build(corpus_folder(settings), force=force, progress=progress)
    _tell(report, as_json=as_json)


def ensure_index(settings: Settings) -> None:
    """Build the index when there is none, or when the corpus or the model changed."""
    with progress_bar(enabled=True) as progress:
        make_builder(settings).build(corpus_folder(settings), progress=progress)


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
                tasks[what] = bar.add_task(what, total=total or None)
            bar.update(tasks[what], completed=done, total=total or None)

        yield show


def _documents(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            found = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in SUFFIXES)
            if not found:
                raise DocumentError(f"In de map {path} staat geen leesbaar document (pdf, docx, html, md, txt).")
            yield from found
        else:
            yield path


def _copy(path: Path, store: IndexStore) -> None:
    target = store.documents / path.name
    try:
        store.documents.mkdir(parents=True, exist_ok=True)
        aside = target.with_name(f".{target.name}.nieuw")
        shutil.copyfile(path, aside)
        aside.replace(target)
    except OSError as error:
        raise write_error(store.documents, error) from error


def _remove(store: IndexStore, name: str) -> None:
    matches = [p for p in store.documents.glob("*") if name in (p.name, p.stem)] if store.documents.is_dir() else []
    if not matches:
        raise DocumentError(f"Er is geen eigen document met de naam '{name}'.")
    for path in matches:
        path.unlink()


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
        }
        print(json.dumps(values, ensure_ascii=False))
        return
    if report.unchanged:
        print(f"De index is al bij: {report.passages} passages ({report.seconds:.1f} s).")
    else:
        print(
            f"De index is klaar: {report.passages} passages, {report.embedded} nieuw berekend, "
            f"{report.reused} overgenomen, {report.removed} weg ({report.seconds:.1f} s)."
        )
    for problem in report.problems:
        print(f"  {problem}", file=sys.stderr)

