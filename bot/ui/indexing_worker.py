"""Takes documents in and out of the index, in a process of its own, and tells how it goes as lines of JSON.

Wishes come as JSON on stdin: ``{"add": [paths], "remove": [names]}``. Each line out has an ``event``:
``read`` (a document can be taken in), ``refused`` (it can't, and why), ``progress``, ``done``, ``failed``.
An end asked for by SIGTERM undoes what was begun.
"""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path
from typing import Any

from bot.adapters.pdf_script import has_script
from bot.adapters.priority import step_back
from bot.assembly import corpus_folder, make_builder, make_store
from bot.errors import DocumentError, WeerwoordError
from bot.ingest.build import IndexBuilder
from bot.ingest.own_documents import Change, Newcomer, OwnDocuments
from bot.settings import Settings, load_settings

_DEFECT = "Er ging iets mis bij het bijwerken van de index. Er is niets veranderd."


def run(wishes: dict[str, Any], settings: Settings) -> None:
    """Do what is wished.

    Raises:
        WeerwoordError: nothing was changed; says why and what to do.
    """
    builder = make_builder(settings)
    add = [newcomer for path in wishes["add"] for newcomer in _readable(Path(path), builder)]
    for name in wishes["remove"]:
        _check_one(OwnDocuments(make_store(settings).documents), name)
    change = Change(tuple(add), tuple(wishes["remove"]))
    if not change:
        _tell("done", folder="", problems=[])
        return
    report = builder.build(
        corpus_folder(settings),
        change=change,
        progress=lambda what, done, total: _tell("progress", what=what, done=done, total=total),
    )
    names = {newcomer.path.name for newcomer in add}
    problems = [{"name": p.file, "text": p.message} for p in report.problems if p.file in names]
    _tell("done", folder=str(report.folder), problems=problems)


def _readable(path: Path, builder: IndexBuilder) -> list[Newcomer]:
    """The document when it can be read; else it is told why not, and the others go on."""
    try:
        change = builder.choose_documents([path])
    except DocumentError as error:
        _tell("refused", name=path.name, text=str(error))
        return []
    _tell("read", name=path.name, script=has_script(path))
    return list(change.add)


def _check_one(documents: OwnDocuments, name: str) -> None:
    if len(documents.find(name)) > 1:
        raise DocumentError(f"Er zijn meer documenten met de naam '{name}'. Haal ze weg met: weerwoord index --remove")


def _tell(event: str, **values: Any) -> None:
    print(json.dumps({"event": event, **values}, ensure_ascii=True), flush=True)


def _stop(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def main() -> int:
    """Run on wishes from stdin."""
    signal.signal(signal.SIGTERM, _stop)
    try:
        run(json.loads(sys.stdin.buffer.read()), load_settings())
    except WeerwoordError as error:
        _tell("failed", text=str(error))
        return error.exit_code
    except KeyboardInterrupt:
        _tell("stopped")
        return 1
    except Exception:
        _tell("failed", text=_DEFECT)
        raise
    return 0


if __name__ == "__main__":
    step_back()
    sys.exit(main())
