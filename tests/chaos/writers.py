"""Child processes that write until they are killed; each write is told on stdout after it is kept.

python -m tests.chaos.writers index FOLDER START | chat FOLDER START | rehearse FOLDER START
"""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from bot.domain.answers import Answer
from bot.domain.rehearsal import Attempt, Rating, Schedule
from bot.storage.conversations import ConversationStore
from bot.storage.progress import ProgressStore
from tests.doubles import NOTE, write_mini_corpus

SENTENCE = "De Club telde {} kasten op de dag van de telling [@nota2024, p. 2]."
DOCUMENT = "telling.txt"
AT = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
DATABASE = "weerwoord.db"


def write_number(folder: Path, number: int) -> None:
    """Put a number in the corpus and in a document of the user's, each by one rename."""
    note = NOTE.replace("::: {.standpunt", SENTENCE.format(number) + "\n\n::: {.standpunt", 1)
    for path, text in ((folder / "corpus/notes/nota2024.md", note), (folder / DOCUMENT, own_text(number))):
        aside = path.with_suffix(".nieuw")
        aside.write_text(text, encoding="utf-8")
        os.replace(aside, path)


def own_text(number: int) -> str:
    return f"Bij telling {number} stonden er {number} kasten in de tuin van de buren."


def index(folder: Path, start: int) -> None:
    """Build after build, each of another corpus and with another document of one name."""
    from tests.build_bench import Bench

    bench = Bench(folder / "index", folder / "corpus")
    for number in count(start):
        write_number(folder, number)
        bench.build(change=bench.choose(folder / DOCUMENT))
        print(number, flush=True)


def answer_of(number: int) -> Answer:
    return Answer("", f"Vraag {number}?", "nl", "extractive", True, f"Weigering {number}.")


def chat(folder: Path, start: int) -> None:
    """Conversations of three turns."""
    store = ConversationStore(folder / DATABASE)
    name = ""
    for number in count(start):
        if not name or number % 3 == 0:
            name = store.create(f"Gesprek {number}")
        store.append(name, f"Vraag {number}?", answer_of(number))
        print(number, flush=True)


def attempt_of(number: int) -> Attempt:
    first = Attempt(
        "", "ik", f"kaart-{number % 7}", "hulp", "Vraag?", "Vraag!", "Ja", 0.5, Rating.GOOD, 3.0, (), "f", AT
    )
    return replace(first, id=f"poging-{number}", answer=f"Antwoord {number}", at=AT + timedelta(seconds=number))


def rehearse(folder: Path, start: int) -> None:
    """One review after another."""
    store = ProgressStore(folder / DATABASE)
    for number in count(start):
        store.record(attempt_of(number), lambda state: Schedule(f"{state or ''}x"[-20:], AT + timedelta(days=1)))
        print(number, flush=True)


def prepare(folder: Path) -> Path:
    """A folder that every writer can begin in."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    write_mini_corpus(folder / "corpus")
    return folder


WRITERS = {"index": index, "chat": chat, "rehearse": rehearse}

if __name__ == "__main__":
    WRITERS[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))
