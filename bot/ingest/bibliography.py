"""The bibliography: CSL-JSON, as Zotero exports it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

from bot.domain.sources import Source
from bot.ingest.corpus_text import read_text
from bot.ingest.problems import Problem

FILE = "bibliography.json"


class Bibliography(NamedTuple):
    """Sources by key, and what is wrong with the file."""

    sources: dict[str, Source]
    problems: list[Problem]


def read_bibliography(folder: Path) -> Bibliography:
    """Read ``bibliography.json`` of a corpus folder."""
    text, faults = read_text(folder / FILE, FILE)
    if text is None:
        return Bibliography({}, faults)
    try:
        entries = json.loads(text)
    except json.JSONDecodeError as error:
        message = f"geen geldige JSON: {error.msg}. Exporteer de bibliografie opnieuw als CSL-JSON."
        return Bibliography({}, [Problem(FILE, error.lineno, "json", message)])
    if not isinstance(entries, list):
        return Bibliography({}, [Problem(FILE, 1, "json", "verwacht een lijst van bronnen (CSL-JSON).")])
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for number, entry in enumerate(entries, 1):
        key = entry.get("id") if isinstance(entry, dict) else None
        if not isinstance(key, str) or not entry.get("title"):
            problems.append(Problem(FILE, 0, "bron", f"bron {number} heeft geen id of titel."))
            continue
        if key in sources:
            line = _second_line_of(text, key)
            problems.append(Problem(FILE, line, "dubbele-sleutel", f"sleutel '{key}' komt twee keer voor."))
            continue
        sources[key] = _source(key, entry)
    return Bibliography(sources, problems)


def _second_line_of(text: str, key: str) -> int:
    starts = [m.start() for m in re.finditer(rf'"id"\s*:\s*"{re.escape(key)}"', text)]
    return text.count("\n", 0, starts[1]) + 1 if len(starts) > 1 else 0


def _source(key: str, entry: dict[str, Any]) -> Source:
    date = (entry.get("issued") or {}).get("date-parts") or [[None]]
    year = date[0][0] if date[0] else None
    return Source(
        key=key,
        title=str(entry["title"]),
        author=_short_author(entry.get("author") or []),
        year=int(year) if year else None,
        url=str(entry.get("URL", "")),
        publisher=str(entry.get("publisher") or entry.get("container-title") or ""),
        language=str(entry.get("language", "")),
    )


def _short_author(authors: list[dict[str, str]]) -> str:
    names = [author.get("family") or author.get("literal") or "" for author in authors]
    names = [name for name in names if name]
    if not names:
        return "Onbekend"
    if len(names) == 2:
        return f"{names[0]} & {names[1]}"
    return names[0] if len(names) == 1 else f"{names[0]} e.a."
