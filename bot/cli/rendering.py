"""Answers and passages on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.answering.labels import Labels, labels
from bot.domain.answers import Answer, AnswerSentence, Hit, SourceNote
from bot.domain.sources import ChainStatus

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
STATUS_WORDS = {
    ChainStatus.CONFIRMED: "bevestigd in de bron",
    ChainStatus.NOTE_ONLY: "alleen in de nota gevonden",
    ChainStatus.CONTRADICTED: "bronnen spreken elkaar tegen",
    ChainStatus.SUPERSEDED: "er is een nieuwer cijfer",
    ChainStatus.NOT_FOUND: "niet teruggevonden in de bron",
    ChainStatus.OWN_DOCUMENT: "uw eigen document",
}


def superscript(numbers: Sequence[int]) -> str:
    """Footnote marks: ¹ or ¹˒²."""
    return "˒".join(str(n).translate(_SUPERSCRIPT) for n in numbers)


def _show(out: Console, text: Text, indent: int = 0) -> None:
    """Lines are folded for a screen only, so that an address stays whole in a file or a pipe."""
    if out.is_terminal:
        out.print(Padding(text, (0, 0, 0, indent), expand=False))
        return
    for line in text.split("\n", allow_blank=True):
        out.print(Text(" " * indent if line.plain else "").append_text(line), soft_wrap=True)


def print_answer(answer: Answer, console: Console | None = None) -> None:
    """Show an answer with its footnotes."""
    out = console or Console(highlight=False)
    if answer.refused:
        _show(out, Text(answer.refusal or "", style="bold"))
    else:
        _show_body(out, answer)
    if answer.related:
        _show(out, Text("\nWel te beantwoorden" if answer.refused else "\nVerwante vragen", style="bold"))
        for question in answer.related:
            _show(out, Text(f"· {question}"), indent=2)


def _show_body(out: Console, answer: Answer) -> None:
    if answer.notice:
        _show(out, Text(f"{answer.notice}\n", style="italic"))
    words = labels(answer.written_in)
    _show(out, _paragraph(answer.sentences, words))
    if answer.language != answer.written_in:
        _show(out, Text("(Dit antwoord is in het Nederlands, zoals de bronnen.)", style="italic"))
    for warning in answer.warnings:
        _show(out, Text(f"\n{words.mind}: {warning.text}{superscript(warning.cites)}", style="italic"))
    _show(out, Text(f"\n{words.sources}", style="bold"))
    for note in answer.sources:
        _show(out, _source(note, words), indent=2)
    if answer.left_out:
        _show(out, Text(f"\n{words.left_out.format(answer.left_out)}"))


def _paragraph(sentences: Sequence[AnswerSentence], words: Labels) -> Text:
    parts = []
    for sentence in sentences:
        text = Text(sentence.text)
        text.append(superscript(sentence.cites), style="cyan")
        if sentence.as_of and str(sentence.as_of) not in sentence.text:
            text.append(f" ({words.as_of.format(sentence.as_of)})", style="dim")
        parts.append(text)
    return Text(" ").join(parts)


def _source(note: SourceNote, words: Labels) -> Text:
    year = note.year if note.year is not None else "z.j."
    place = f", {note.locator}" if note.locator else ""
    text = Text(f"{note.n}  {note.author} ({year}), {note.title}{place}", style="bold")
    text.append(f" · {STATUS_WORDS[note.status]}", style="not bold dim")
    mark = words.literal if note.quote_is_literal else words.own_words
    text.append(f"\n{mark}: {note.quote}", style="not bold")
    if note.url:
        text.append(f"\n{note.url}", style="not bold blue")
    return text


def print_hits(hits: Sequence[Hit], console: Console | None = None) -> None:
    """Show search results."""
    out = console or Console(highlight=False)
    if not hits:
        _show(out, Text("Niets gevonden."))
    for hit in hits:
        head = f"{hit.rank}. {hit.passage.key}, {hit.passage.locator} ({hit.passage.kind.value}, {hit.score:.2f})"
        _show(out, Text(head, style="bold"))
        _show(out, Text(f"{hit.passage.text}\n"), indent=3)
