"""The sources of answers as a bibliography: CSL-JSON items, and RIS."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.domain.answers import Answer, SourceNote
from bot.domain.sources import ChainStatus, Source

Item = dict[str, Any]
"""One entry in CSL-JSON."""

_WEB = ("http://", "https://")
_RIS_TYPES = {"report": "RPRT", "document": "GEN"}
_RIS_FIELDS = (("publisher", "PB"), ("language", "LA"), ("URL", "UR"), ("id", "ID"))


def reference_items(answers: Iterable[Answer], sources: Mapping[str, Source] | None = None) -> list[Item]:
    """Every source that the answers cite, once, in the order of first use.

    Args:
        sources: what is known besides: publisher and language, by key.
    """
    known = sources or {}
    notes = {note.key: note for answer in reversed(list(answers)) for note in reversed(answer.sources)}
    return [_item(note, known.get(key)) for key, note in reversed(notes.items())]


def as_ris(items: Iterable[Item]) -> str:
    """The items in RIS, as reference managers read it."""
    return "".join(f"{_ris(item)}\r\n" for item in items)


def _item(note: SourceNote, source: Source | None) -> Item:
    own = note.status is ChainStatus.OWN_DOCUMENT or (source is not None and source.own)
    item: Item = {"id": note.key, "type": "document" if own else "report", "title": _line(note.title)}
    item["author"] = [{"literal": _line(note.author)}]
    if note.year is not None:
        item["issued"] = {"date-parts": [[note.year]]}
    if note.url.lower().startswith(_WEB) and not set(note.url) & set(' \t\r\n<>"'):
        item["URL"] = note.url
    if source is not None:
        item |= {name: _line(v) for name, v in (("publisher", source.publisher), ("language", source.language)) if v}
    return item


def _ris(item: Item) -> str:
    lines = [("TY", _RIS_TYPES[item["type"]]), ("TI", item["title"])]
    lines += [("AU", author["literal"]) for author in item["author"]]
    if "issued" in item:
        lines.append(("PY", str(item["issued"]["date-parts"][0][0])))
    lines += [(tag, item[name]) for name, tag in _RIS_FIELDS if name in item]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in [*lines, ("ER", "")])


def _line(text: str) -> str:
    """One line, so that no text can begin a field of its own."""
    return " ".join(text.split())
