"""``weerwoord fetch``: download originals, and tell which ones have to be opened by hand."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from filelock import FileLock, Timeout
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TransferSpeedColumn
from rich.table import Table
from rich.text import Text

from bot.adapters.download import HttpDownloader, retrying
from bot.assembly import corpus_folder, make_store
from bot.errors import CorpusError, ServiceError, StorageError, UsageError
from bot.ingest.bibliography import FILE, read_bibliography
from bot.ingest.fetching import Rules, Visitor
from bot.ingest.originals import Fetcher, Original, Outcome, storage_error
from bot.ports import Progress as ProgressCall
from bot.settings import Settings

_LOCK = ".fetch.lock"
_PIPE_WIDTH = 240


def fetch(settings: Settings, keys: Sequence[str], *, everything: bool, to: Path | None, as_json: bool) -> int:
    """Fetch the originals of these keys, or of all; the exit code is 0, or 4 when some failed.

    Raises:
        UsageError: no keys, or unknown ones, with near matches.
        CorpusError: the bibliography can't be read.
        StorageError: the folder can't be written, or another process is fetching into it.
    """
    wanted = choose(read_wanted(corpus_folder(settings)), keys, everything=everything)
    folder = to or make_store(settings).originals
    fetcher = make_fetcher(settings, folder)
    with _only_one(folder), _progress(enabled=not as_json) as progress:
        outcomes = [fetcher.fetch(original, progress) for original in wanted]
    if as_json:
        print(json.dumps(as_values(outcomes, folder), ensure_ascii=False))
    else:
        show(outcomes, folder, own_folder=to is not None)
    return ServiceError.exit_code if any(outcome.status == "failed" for outcome in outcomes) else 0


def make_fetcher(settings: Settings, folder: Path) -> Fetcher:
    """A fetcher for the real internet; through a proxy only when the settings say so."""
    rules = Rules()
    http = HttpDownloader(use_proxy=settings.use_proxy)
    return Fetcher(folder, Visitor(http, rules), retrying(), rules)


def read_wanted(corpus: Path) -> dict[str, Original]:
    """The works of a corpus by key.

    Raises:
        UsageError: the folder has no bibliography.
        CorpusError: the bibliography can't be read.
    """
    try:
        sources, problems = read_bibliography(corpus)
    except FileNotFoundError as error:
        raise UsageError(
            f"In {corpus} staat geen {FILE}; ophalen kan alleen met een corpus met bibliografie."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{corpus / FILE} is niet te lezen.") from error
    if not sources and problems:
        raise CorpusError(str(problems[0]))
    entries = json.loads((corpus / FILE).read_text(encoding="utf-8"))
    kinds = {
        e["id"]: str(e.get("type", "")) for e in reversed(entries) if isinstance(e, dict) and e.get("id") in sources
    }
    return {key: Original(key, source.url, kinds.get(key, "")) for key, source in sources.items()}


def choose(known: Mapping[str, Original], keys: Sequence[str], *, everything: bool) -> list[Original]:
    """The works asked for, each once.

    Raises:
        UsageError: neither keys nor all, both, or unknown keys.
    """
    if everything == bool(keys):
        raise UsageError("Noem sleutels van bronnen (weerwoord fetch SLEUTEL …) of gebruik --all, niet allebei.")
    unknown = [key for key in dict.fromkeys(keys) if key not in known]
    if unknown:
        raise UsageError(" ".join(_unknown(key, known) for key in unknown))
    return list(known.values()) if everything else [known[key] for key in dict.fromkeys(keys)]


def _unknown(key: str, known: Mapping[str, Original]) -> str:
    lowered = {name.lower(): name for name in known}
    starts = [name for name in lowered if name.startswith(key.lower())] if key else []
    near = dict.fromkeys([*starts[:3], *difflib.get_close_matches(key.lower(), lowered, n=3, cutoff=0.6)])
    hint = f" Bedoelt u {' of '.join(lowered[name] for name in list(near)[:3])}?" if near else ""
    return f"De bibliografie kent geen bron '{key}'.{hint}"


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; a dead process does not hold it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / _LOCK, timeout=0)
        lock.acquire()
    except Timeout as error:
        raise StorageError(f"Een ander proces haalt al originelen op in {folder}. Wacht tot het klaar is.") from error
    except OSError as error:
        raise storage_error(folder, error) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _progress(*, enabled: bool) -> Iterator[ProgressCall | None]:
    """A bar for each download on a terminal, nothing elsewhere."""
    console = Console(stderr=True)
    if not enabled or not console.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def report(what: str, done: int, total: int) -> None:
            if what not in tasks:
                for earlier in tasks.values():
                    bar.update(earlier, visible=False)
                tasks[what] = bar.add_task(what, total=total or None)
            bar.update(tasks[what], completed=done, total=total or None)

        yield report


def as_values(outcomes: Sequence[Outcome], folder: Path) -> dict[str, object]:
    """What ``--json`` prints."""
    counts = {status: sum(o.status == status for o in outcomes) for status in ("fetched", "present", "failed")}
    return {"folder": str(folder), **counts, "results": [asdict(outcome) for outcome in outcomes]}


def show(outcomes: Sequence[Outcome], folder: Path, *, own_folder: bool, console: Console | None = None) -> None:
    """Tell how it went, with a table of what has to be opened by hand."""
    out = console or Console(highlight=False)
    if console is None and not out.is_terminal:
        out = Console(highlight=False, width=_PIPE_WIDTH)
    failed = [outcome for outcome in outcomes if outcome.status == "failed"]
    fetched = sum(outcome.status == "fetched" for outcome in outcomes)
    present = len(outcomes) - len(failed) - fetched
    out.print(Text(f"{fetched} opgehaald, {present} al aanwezig, {len(failed)} niet gelukt ({folder})."))
    if failed:
        table = Table("sleutel", "waarom niet", "met de hand te openen")
        for outcome in failed:
            table.add_row(Text(outcome.key), Text(outcome.reason), Text(outcome.url or "geen adres", overflow="fold"))
        out.print(table)
        out.print(Text(f"Bewaar wat u met de hand ophaalt als SLEUTEL.pdf in {folder}."))
    if not own_folder and (fetched or failed):
        out.print(Text("Neem de originelen daarna op met: weerwoord index"))
