"""Run in a process of its own on a small disk: what Weerwoord says and keeps when nothing more can be written.

python -m tests.chaos.disks FOLDER WORK
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from bot.domain.rehearsal import Schedule
from bot.errors import StorageError, WeerwoordError
from bot.storage.conversations import ConversationStore
from bot.storage.progress import ProgressStore
from tests.build_bench import Bench
from tests.chaos.writers import AT, DATABASE, DOCUMENT, answer_of, attempt_of, write_number


def _refused(do: object) -> str:
    try:
        do()  # type: ignore[operator]
    except StorageError as error:
        return str(error)
    except WeerwoordError as error:
        return f"other: {error}"
    return ""


def _texts(bench: Bench) -> set[str]:
    """All passages; not by Chroma, which opens nothing on a disk that can't be written."""
    catalog = bench.catalog()
    return {p.text for key in catalog.sources for p in catalog.passages_of(key)}


def run(home: Path, corpus: Path, fault: str, disk: Path) -> dict[str, object]:
    """Build and keep, then make the disk refuse, try again, and look at what is left."""
    bench = Bench(home / "index", corpus / "corpus")
    write_number(corpus, 1)
    first = bench.build(change=bench.choose(corpus / DOCUMENT))
    before, texts = bench.ids(), _texts(bench)
    talks, reviews = ConversationStore(home / DATABASE), ProgressStore(home / DATABASE)
    name = talks.create("Gesprek")
    talks.append(name, "Vraag 1?", answer_of(1))
    plan = Schedule("x", AT)
    reviews.record(attempt_of(1), lambda _: plan)
    write_number(corpus, 2)
    undo = _fill(disk) if fault == "full" else _close(disk)
    said = {
        "index": _refused(lambda: bench.build(change=bench.choose(corpus / DOCUMENT))),
        "chat": _refused(lambda: [talks.append(name, f"Vraag {n}?", answer_of(n)) for n in range(2, 500)]),
        "rehearse": _refused(lambda: [reviews.record(attempt_of(n), lambda _: plan) for n in range(2, 500)]),
    }
    left = {
        "same version": bench.store.current() == first.folder and _texts(bench) == texts,
        "whole": bool(bench.store.check(first.folder, thorough=True)),
        "document": "Bij telling 1 " in (bench.store.documents / DOCUMENT).read_text(encoding="utf-8"),
    }
    undo()
    conversation = talks.load(name)
    turns = [int(t.question.split()[1][:-1]) for t in conversation.turns] if conversation else []
    kept = [int(r.attempt.id.split("-")[1]) for r in reviews.reviews("ik")]
    left["chat"] = turns == list(range(1, len(turns) + 1)) and bool(turns)
    left["rehearse"] = kept == list(range(1, len(kept) + 1)) and bool(kept)
    talks.append(name, "Vraag 9999?", answer_of(9999))
    report = bench.build(change=bench.choose(corpus / DOCUMENT))
    left["goes on"] = report.folder != first.folder and bench.ids() != before
    return {"said": said, "left": left}


def _fill(home: Path):  # type: ignore[no-untyped-def]
    filler = home / "vol"
    with filler.open("wb", buffering=0) as out:
        try:
            while True:
                out.write(b"\0" * 4096)
        except OSError:
            pass
    return filler.unlink


def _close(home: Path):  # type: ignore[no-untyped-def]
    def remount(how: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{how}", str(home)], check=True, capture_output=True)

    remount("ro")
    return lambda: remount("rw")


if __name__ == "__main__":
    os.environ["ANONYMIZED_TELEMETRY"] = "False"
    home, work = Path(sys.argv[1]), Path(sys.argv[2])
    print(json.dumps({fault: run(home / fault, work, fault, home) for fault in ("full", "read-only")}))
