"""Running text out of DOCX and Markdown, by the pandoc that pypandoc_binary carries."""

from __future__ import annotations

import json
import math
import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

_MEMORY = "-M1500M"
_PLAIN_INLINES = frozenset(("Emph", "Strong", "SmallCaps", "Strikeout", "Superscript", "Subscript", "Underline"))
_QUOTES = {"SingleQuote": ("\u2018", "\u2019"), "DoubleQuote": ("\u201c", "\u201d")}


class ConversionFailed(Exception):
    """Pandoc refused the document, ran out of time or memory, or is not there."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A document as pandoc read it.

    Attributes:
        title: title from the metadata, "" without one.
        headings: texts of the headings, which also stand among the paragraphs.
    """

    title: str
    headings: tuple[str, ...]
    paragraphs: tuple[str, ...]


def convert(content: str | bytes, form: str, seconds: float) -> Converted:
    """Paragraphs of a document in one of pandoc's formats; footnotes and raw markup are left out.

    Raises:
        ConversionFailed: as it says.
    """
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    try:
        tree: dict[str, Any] = json.loads(_run(data, form, seconds))
        title = "".join(_inlines(tree["meta"].get("title", {}).get("c", [])))
        headings = tuple("".join(_inlines(b["c"][2])) for b in tree["blocks"] if b["t"] == "Header")
        return Converted(title, headings, tuple(_blocks(tree["blocks"])))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ConversionFailed(str(error)[:200]) from error


def _run(data: bytes, form: str, seconds: float) -> bytes:
    import pypandoc

    try:
        command = [pypandoc.get_pandoc_path(), "+RTS", _MEMORY, "-RTS", "--sandbox", "-f", form, "-t", "json"]
        own_limits = _limiting(seconds) if os.name == "posix" else None
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=seconds, check=False, preexec_fn=own_limits
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise ConversionFailed(str(error)[:200]) from error
    if done.returncode:
        raise ConversionFailed(done.stderr.decode("utf-8", "replace")[:200])
    return done.stdout


def _limiting(seconds: float) -> Callable[[], None] | None:
    """Limits for pandoc where this process is limited in address space, which pandoc reserves without using it."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft == hard:
        return None

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
        cpu = math.ceil(seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))

    return limit


def _blocks(blocks: list[Any]) -> Iterator[str]:
    for block in blocks:
        kind, content = block["t"], block.get("c")
        if kind in ("Para", "Plain"):
            yield "".join(_inlines(content))
        elif kind == "Header":
            yield "".join(_inlines(content[2]))
        elif kind == "BlockQuote":
            yield from _blocks(content)
        elif kind in ("BulletList", "OrderedList"):
            for item in content if kind == "BulletList" else content[1]:
                yield from _blocks(item)
        elif kind == "LineBlock":
            yield " ".join("".join(_inlines(line)) for line in content)
        elif kind == "DefinitionList":
            for term, definitions in content:
                yield "".join(_inlines(term))
                for definition in definitions:
                    yield from _blocks(definition)
        elif kind in ("Div", "Figure"):
            yield from _blocks(content[-1])
        elif kind == "CodeBlock":
            yield content[1]
        elif kind == "Table":
            yield from _table(content)


def _table(content: list[Any]) -> Iterator[str]:
    """The caption and the rows, cells parted by a bar."""
    _, caption, _, head, bodies, foot = content
    yield from _blocks(caption[1])
    rows = [*head[1], *(row for body in bodies for row in [*body[2], *body[3]]), *foot[1]]
    for _, cells in rows:
        yield " | ".join(filter(None, (" ".join(_blocks(cell[4])) for cell in cells)))


def _inlines(inlines: list[Any]) -> Iterator[str]:
    for inline in inlines:
        kind, content = inline["t"], inline.get("c")
        if kind == "Str":
            yield content
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            yield " "
        elif kind in _PLAIN_INLINES:
            yield from _inlines(content)
        elif kind == "Quoted":
            opening, closing = _QUOTES[content[0]["t"]]
            yield opening
            yield from _inlines(content[1])
            yield closing
        elif kind in ("Link", "Span", "Cite"):
            yield from _inlines(content[1])
        elif kind in ("Code", "Math"):
            yield content[1]
