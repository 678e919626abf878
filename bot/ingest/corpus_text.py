"""The text of a corpus file, and the faults that hide text before pandoc sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bot.ingest.problems import Problem

_OPEN = re.compile(r" {0,3}:{3,}\s*[^:\s].*")
_CLOSE = re.compile(r" {0,3}:{3,}\s*")


class FileText(NamedTuple):
    """The text of a file; None with a problem when it is no UTF-8."""

    text: str | None
    problems: list[Problem]


def read_text(path: Path, name: str) -> FileText:
    """Read a file of the corpus; a byte order mark and Windows line ends are left out."""
    raw = path.read_bytes()
    try:
        return FileText(raw.decode("utf-8-sig").replace("\r\n", "\n"), [])
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return FileText(None, [Problem(name, line, "tekenset", "het bestand is geen UTF-8; sla het op als UTF-8.")])


def check_blocks(name: str, text: str) -> Iterator[Problem]:
    """A ``:::`` block that is not closed would swallow all that follows; one in another is not in the form."""
    opened = 0
    for number, line in enumerate(text.split("\n"), 1):
        if _OPEN.fullmatch(line):
            if opened:
                yield Problem(name, opened, "blok", "het blok is niet gesloten; zet een regel met ::: aan het eind.")
            opened = number
        elif _CLOSE.fullmatch(line):
            if not opened:
                yield Problem(name, number, "blok", "deze ::: sluit niets; er is geen blok open.")
            opened = 0
        elif opened and line.startswith("#"):
            yield Problem(name, opened, "blok", "het blok is niet gesloten vóór de volgende kop; zet er ::: onder.")
            opened = 0
    if opened:
        yield Problem(name, opened, "blok", "het blok is niet gesloten; zet een regel met ::: aan het eind.")
