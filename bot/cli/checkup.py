"""``weerwoord doctor``: what is installed, where everything lies, what is wrong and what to do."""

from __future__ import annotations

import importlib.metadata
import json
import platform
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from bot.assembly import corpus_folder, has_extra, make_embedder, make_store, open_index
from bot.cli.backup import age_of_backup
from bot.errors import WeerwoordError
from bot.ingest.documents import find_documents
from bot.settings import Settings

_PACKAGES = ("chromadb", "langchain", "sentence-transformers", "streamlit", "torch", "bm25s", "pypandoc-binary")
_PROVIDERS = {"ollama": "langchain_ollama", "openai": "langchain_openai", "anthropic": "langchain_anthropic",
              "mistralai": "langchain_mistralai"}  # fmt: skip
_LEAST_FREE = 500 * 1024 * 1024


class Finding(NamedTuple):
    """One line of the report.

    Attributes:
        advice: what to do, "" when all is well.
    """

    subject: str
    state: str
    good: bool
    advice: str = ""


def doctor(settings: Settings, *, as_json: bool) -> int:
    """Print the report.

    Returns:
        0 when all is well, 3 when something must be mended.
    """
    findings = [*_software(), *_places(settings), *_index(settings)]
    if as_json:
        print(json.dumps([f._asdict() for f in findings], ensure_ascii=False))
    else:
        _table(findings)
    return 0 if all(f.good for f in findings) else 3


def _table(findings: list[Finding]) -> None:
    table = Table(show_header=False, box=None, pad_edge=False)
    for _ in range(3):
        table.add_column(overflow="fold")
    for finding in findings:
        mark = "goed" if finding.good else "MIS"
        table.add_row(mark, finding.subject, finding.state)
        if finding.advice:
            table.add_row("", "", f"→ {finding.advice}")
    Console(highlight=False, markup=False).print(table)


def _software() -> Iterator[Finding]:
    good = sys.version_info >= (3, 11)
    yield Finding("Python", platform.python_version(), good, "" if good else "Installeer Python 3.11, 3.12 of 3.13.")
    for name in _PACKAGES:
        try:
            yield Finding(name, importlib.metadata.version(name), True)
        except importlib.metadata.PackageNotFoundError:
            yield Finding(name, "ontbreekt", False, "Richt opnieuw in met: python3 run.py")
    extras = [name for name, module in _PROVIDERS.items() if has_extra(module)]
    yield Finding("Extra's voor taalmodellen", ", ".join(extras) or "geen (niet nodig)", True)


def _places(settings: Settings) -> Iterator[Finding]:
    corpus = corpus_folder(settings)
    found = corpus.is_dir()
    yield Finding("Corpus", str(corpus), found, "" if found else "Kies een bestaande map met --corpus.")
    yield Finding("Gegevensmap", str(settings.data_dir), True)
    probe = next(p for p in (settings.index_root, *settings.index_root.parents) if p.exists())
    free = shutil.disk_usage(probe).free
    enough = free >= _LEAST_FREE
    yield Finding("Vrije schijfruimte", f"{free / 1e9:.1f} GB", enough, "" if enough else "Maak ruimte vrij.")
    writable = _can_write(probe)
    advice = "" if writable else "Kies een map waarin u mag schrijven met WEERWOORD_DATA_DIR."
    yield Finding("Schrijven in de gegevensmap", "kan" if writable else "kan niet", writable, advice)
    age, wish = age_of_backup(settings)
    yield Finding("Reservekopie", age, True, wish)


def _can_write(folder: Path) -> bool:
    probe = folder / ".weerwoord-proef"
    try:
        probe.touch()
        probe.unlink()
    except OSError:
        return False
    return True


def _index(settings: Settings) -> Iterator[Finding]:
    try:
        embedder = make_embedder(settings)
        yield Finding("Taalmodel", f"{embedder.name} ({embedder.dimension} getallen)", True)
    except WeerwoordError as error:
        yield Finding("Taalmodel", settings.embedder, False, str(error))
        return
    store = make_store(settings)
    try:
        folder = store.current()
        manifest = store.check(folder, thorough=True)
        answer = open_index(settings).assistant.ask("Wat is ontwikkelingssamenwerking?")
    except WeerwoordError as error:
        yield Finding("Index", str(settings.index_root), False, str(error))
        return
    own = len(find_documents(store.documents))
    yield Finding("Index", str(folder), True)
    yield Finding("Inhoud", f"{manifest.passages} passages, {manifest.questions} vragen, {own} eigen documenten", True)
    yield Finding("Proefvraag", f"{answer.ms.total:.0f} ms", True)
