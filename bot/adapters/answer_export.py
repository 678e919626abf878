"""Answers as a document with real footnotes and a bibliography.

The document is handed to pandoc as its syntax tree, in which each text is a plain string: nothing that stands in a
document, a question or a model's answer can become markup, an image or a command.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, get_args

from bot.adapters.citation_style import style_options
from bot.adapters.pandoc_export import convert, html_page
from bot.answering.forms import dated
from bot.answering.labels import labels
from bot.answering.references import Item, as_ris, reference_items
from bot.domain.answers import Answer, SourceNote
from bot.domain.sources import ChainStatus, Source
from bot.errors import UsageError

ExportForm = Literal["docx", "odt", "html", "md", "bib", "ris", "json"]
EXPORT_FORMS: tuple[ExportForm, ...] = get_args(ExportForm)
MIME: dict[ExportForm, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "html": "text/html",
    "md": "text/markdown",
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "json": "application/vnd.citationstyles.csl+json",
}
_MARKDOWN = "markdown-smart-fenced_divs-native_divs-raw_html-header_attributes"
"""Every extension that gives a mark a meaning stays on, so that pandoc escapes that mark in a text."""
_OTHER_NAMES = {"markdown": "md", "htm": "html"}
_TREE_VERSION = [1, 23, 1]
_STATUS = {
    ChainStatus.CONFIRMED: "Bevestigd in de bron",
    ChainStatus.NOTE_ONLY: "Alleen in de nota gevonden",
    ChainStatus.CONTRADICTED: "Bronnen spreken elkaar tegen",
    ChainStatus.SUPERSEDED: "Er is een nieuwer cijfer",
    ChainStatus.NOT_FOUND: "Niet teruggevonden in de bron",
    ChainStatus.OWN_DOCUMENT: "Eigen document",
}
_EVERYTHING = "*"
Node = dict[str, Any]


def form_of(path: Path) -> ExportForm:
    """The form that a file name asks for.

    Raises:
        UsageError: no ending, or an unknown one.
    """
    ending = path.suffix.lower().removeprefix(".")
    for form in EXPORT_FORMS:
        if form == _OTHER_NAMES.get(ending, ending):
            return form
    known = ", ".join(f".{form}" for form in EXPORT_FORMS)
    raise UsageError(f"De naam '{path.name}' zegt niet welk soort bestand u wilt. Laat hem eindigen op {known}.")


def export(
    answers: Sequence[Answer],
    title: str,
    form: ExportForm,
    *,
    style: Path | None = None,
    sources: Mapping[str, Source] | None = None,
) -> bytes:
    """An answer, or the answers of a conversation, as a file.

    Args:
        title: of the document; a single answer stands under its question.
        style: CSL file of the bibliography; None for pandoc's own (Chicago).
        sources: adds publisher and language to the bibliography, by key.

    Raises:
        UsageError: there is nothing to export.
        SettingsError: the style can't be used.
        StorageError: pandoc can't be run.
    """
    if not answers:
        raise UsageError("Dit gesprek heeft nog geen antwoord; er is niets te bewaren.")
    items = reference_items(answers, sources)
    if form in ("bib", "ris", "json"):
        return _references(items, form)
    tree = json.dumps(_tree(answers, title, items), ensure_ascii=False)
    options = ["--citeproc", *style_options(style)] if items else []
    if form == "html":
        return html_page(convert(tree, "html5", *options, source="json").decode(), title).encode()
    if form == "md":
        heading = _plain_tree([_header(1, title)])
        head = convert(heading, _MARKDOWN, "--wrap=none", source="json").decode()
        return f"{head}\n{convert(tree, _MARKDOWN, '--wrap=none', *options, source='json').decode()}".encode()
    return convert(tree, form, *options, source="json")


def _references(items: Sequence[Item], form: ExportForm) -> bytes:
    plain = json.dumps(list(items), ensure_ascii=False, indent=2) + "\n"
    if form == "ris":
        return as_ris(items).encode()
    if form == "bib":
        return convert(plain, "bibtex", source="csljson") if items else b""
    return plain.encode()


def _tree(answers: Sequence[Answer], title: str, items: Sequence[Item]) -> Node:
    blocks: list[Node] = []
    for answer in answers:
        if len(answers) > 1 or answer.question.strip() != title.strip():
            blocks.append(_header(2, answer.question))
        blocks += _answer(answer)
    meta: Node = {"title": _meta(title), "lang": _meta("nl-NL")}
    if items:
        blocks += [_header(2, "Bronnen"), {"t": "Div", "c": [["refs", [], []], []]}]
        meta |= {"references": _meta(list(items)), "nocite": _all_cited()}
    return {"pandoc-api-version": _TREE_VERSION, "meta": meta, "blocks": blocks}


def _plain_tree(blocks: list[Node]) -> str:
    return json.dumps({"pandoc-api-version": _TREE_VERSION, "meta": {}, "blocks": blocks})


def _answer(answer: Answer) -> list[Node]:
    if answer.refused:
        return [_paragraph(_words(answer.refusal or ""))]
    notes, around = _Notes(answer.sources), labels(answer.written_in)
    blocks = [_paragraph([{"t": "Emph", "c": _words(answer.notice)}])] if answer.notice else []
    inlines: list[Node] = []
    for sentence in answer.sentences:
        inlines += [*_words(dated(sentence, f" ({around.as_of})").text), *notes.marks(sentence.cites), {"t": "Space"}]
    blocks.append(_paragraph(inlines[:-1]))
    for warning in answer.warnings:
        told = _words(f"{around.mind}: {warning.text.removeprefix('Let op: ')}")
        blocks.append(_paragraph([*told, *notes.marks(warning.cites)]))
    return blocks


class _Notes:
    """The footnotes of one answer: in full where a source is first cited, in short after that."""

    def __init__(self, notes: Sequence[SourceNote]) -> None:
        self._notes = {note.n: note for note in notes}
        self._given: set[int] = set()

    def marks(self, numbers: Sequence[int]) -> list[Node]:
        """Footnotes to stand after a sentence."""
        return [node for n in numbers if n in self._notes for node in self._mark(self._notes[n])]

    def _mark(self, note: SourceNote) -> list[Node]:
        parts = _words(f"{note.label}.")
        if note.n not in self._given:
            self._given.add(note.n)
            kind = "Letterlijk" if note.quote_is_literal else "In onze woorden"
            parts += [{"t": "Space"}, {"t": "Emph", "c": _words(note.title)}, {"t": "Str", "c": "."}]
            parts += [{"t": "Space"}, *_words(f"{kind}: “{note.quote}” {_STATUS[note.status]}.")]
        parts += [{"t": "Space"}, *_words(f"[{note.key}]")]
        return [{"t": "Note", "c": [_paragraph(parts)]}]


def _header(level: int, text: str) -> Node:
    return {"t": "Header", "c": [level, ["", [], []], _words(text)]}


def _paragraph(inlines: list[Node]) -> Node:
    return {"t": "Para", "c": inlines}


def _words(text: str) -> list[Node]:
    """A text as words with spaces between them; nothing in it has a meaning."""
    nodes: list[Node] = []
    for word in _printable(text).split():
        nodes += [{"t": "Str", "c": word}, {"t": "Space"}]
    return nodes[:-1]


def _printable(text: str) -> str:
    """Without control characters, which no file of Word or LibreOffice may hold."""
    return "".join(c if c.isprintable() else " " for c in text)


def _meta(value: Any) -> Node:
    """A value as pandoc's metadata, each text a plain string."""
    if isinstance(value, dict):
        return {"t": "MetaMap", "c": {name: _meta(part) for name, part in value.items()}}
    if isinstance(value, list):
        return {"t": "MetaList", "c": [_meta(part) for part in value]}
    return {"t": "MetaString", "c": _printable(str(value))}


def _all_cited() -> Node:
    citation = {
        "citationId": _EVERYTHING,
        "citationPrefix": [],
        "citationSuffix": [],
        "citationMode": {"t": "AuthorInText"},
        "citationNoteNum": 0,
        "citationHash": 0,
    }
    return {"t": "MetaInlines", "c": [{"t": "Cite", "c": [[citation], []]}]}
