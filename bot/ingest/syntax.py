"""From pandoc's syntax tree to sections, blocks and sentences with citations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.domain.passages import Citation, Sentence, SentenceKind
from bot.ingest.sentences import split_sentences

_STOP = re.compile(r"^([.!?]+)(.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """Sentences that stand together: a paragraph, a list, or a fenced block.

    Attributes:
        misplaced: texts after which a citation stood in mid-sentence.
    """

    heading: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    misplaced: tuple[str, ...] = ()


@dataclass(slots=True)
class Section:
    """A heading with its blocks and its ``vragen``."""

    heading: tuple[str, ...]
    blocks: list[Block] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Context:
    kind: SentenceKind = SentenceKind.FACT
    holder: str = ""
    against: Citation | None = None


def read_sections(tree: dict[str, Any]) -> list[Section]:
    """The sections of a document; text before the first heading has an empty heading path."""
    sections = [Section(())]
    path: list[str] = []
    for block in tree["blocks"]:
        if block["t"] == "Header":
            level, _, inlines = block["c"]
            path = [*path[: level - 1], plain(inlines)]
            sections.append(Section(tuple(path)))
        else:
            _add(block, sections[-1], _Context())
    return [s for s in sections if s.blocks or s.questions or s.heading]


def plain(inlines: list[Any]) -> str:
    """The text of inline elements without markup and citations."""
    return re.sub(r"\s+", " ", "".join(_texts(inlines))).strip()


def _texts(inlines: list[Any]) -> Iterator[str]:
    for inline in inlines:
        kind, content = inline["t"], inline.get("c")
        if kind == "Str":
            yield content
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            yield " "
        elif kind in ("Emph", "Strong", "SmallCaps", "Strikeout", "Superscript", "Subscript", "Underline"):
            yield from _texts(content)
        elif kind == "Quoted":
            mark = "'" if content[0]["t"] == "SingleQuote" else '"'
            yield mark
            yield from _texts(content[1])
            yield mark
        elif kind in ("Code", "Math", "RawInline"):
            yield content[1]
        elif kind in ("Link", "Span", "Image"):
            yield from _texts(content[1])


def _add(block: dict[str, Any], section: Section, context: _Context) -> None:
    kind: str = block["t"]
    content: Any = block.get("c")
    if kind in ("Para", "Plain"):
        section.blocks.append(_paragraph(content, section.heading, context))
    elif kind == "BulletList":
        _add_list(content, section, context)
    elif kind == "OrderedList":
        _add_list(content[1], section, context)
    elif kind == "BlockQuote":
        for inner in content:
            _add(inner, section, context)
    elif kind == "Div":
        _add_div(content, section)


def _add_list(items: list[list[Any]], section: Section, context: _Context) -> None:
    for item in items:
        for inner in item:
            _add(inner, section, context)


def _add_div(content: list[Any], section: Section) -> None:
    (_, classes, attributes), blocks = content
    values = dict(attributes)
    if "vragen" in classes:
        section.questions.extend(_list_texts(blocks))
        return
    context = _Context()
    if "standpunt" in classes:
        context = _Context(SentenceKind.POSITION, holder=values.get("houder", ""))
    elif "tegenspraak" in classes:
        context = _Context(SentenceKind.CONFLICT, against=parse_reference(values.get("tegen", "")))
    for block in blocks:
        _add(block, section, context)


def _list_texts(blocks: list[Any]) -> Iterator[str]:
    for block in blocks:
        if block["t"] in ("Para", "Plain"):
            yield plain(block["c"])
        elif block["t"] == "BulletList":
            for item in block["c"]:
                yield from _list_texts(item)


def parse_reference(text: str) -> Citation | None:
    """``key, locator`` as in ``tegen="elf2020, p. 5"``; None without a key."""
    before, _, locator = text.partition(",")
    key = before.strip().lstrip("@").strip()
    return Citation(key, locator.strip()) if key else None


def _paragraph(inlines: list[Any], heading: tuple[str, ...], context: _Context) -> Block:
    sentences: list[Sentence] = []
    misplaced: list[str] = []
    text = ""
    citations: list[Citation] = []
    for inline in inlines:
        if inline["t"] == "Cite":
            if citations:
                misplaced.append(text.strip())
            citations.extend(_citations(inline["c"][0]))
            continue
        piece = "".join(_texts([inline]))
        if citations and piece:
            ended = _STOP.match(piece)
            if ended and text.strip():
                sentences.extend(_close(text.rstrip() + ended.group(1), citations, context))
                text, citations = ended.group(2), []
                continue
            if piece.strip():
                misplaced.append(text.strip())
        text += piece
    if text.strip() or citations:
        sentences.extend(_close(text, citations, context))
    return Block(heading, tuple(sentences), tuple(misplaced))


def _close(text: str, citations: list[Citation], context: _Context) -> list[Sentence]:
    """The last sentence gets the citations; sentences before it have none (the corpus check reports them)."""
    cleaned = re.sub(r"\s+", " ", text).strip()
    parts = split_sentences(cleaned) or [cleaned]
    cited = [(part, () if place < len(parts) - 1 else tuple(citations)) for place, part in enumerate(parts)]
    return [Sentence(part, cites, context.kind, context.holder, context.against) for part, cites in cited]


def _citations(items: list[dict[str, Any]]) -> Iterator[Citation]:
    for item in items:
        yield Citation(item["citationId"], plain(item["citationSuffix"]).lstrip(", ").strip())
