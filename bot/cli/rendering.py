"""Answers and passages on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

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


def print_answer(answer: Answer, console: Console | None = None) -> None:
    """Show an answer with its footnotes."""
    out = console or Console(highlight=False)
    if answer.refused:
        out.print(Text(answer.refusal or "", style="bold"))
    else:
        out.print(_paragraph(answer.sentences))
        if answer.language != "nl":
            out.print(Text("(Antwoorden en bronteksten zijn in het Nederlands.)", style="italic"))
        for warning in answer.warnings:
            out.print(Padding(Text(f"Let op: {warning.text}{superscript(warning.cites)}", style="italic"), (1, 0, 0, 0)))
        out.print(Text("\nBronnen", style="bold"))
        for note in answer.sources:
            out.print(_source(note))
        if answer.left_out:
            out.print(Text(f"\n{answer.left_out} zin(nen) weggelaten: de bron droeg ze niet."))
    if answer.related:
        out.print(Text("\nWel te beantwoorden" if answer.refused else "\nVerwante vragen", style="bold"))
        for question in answer.related:
            out.print(Text(f"  · {question}"))


def _paragraph(sentences: Sequence[AnswerSentence]) -> Text:
    text = Text()
    for sentence in sentences:
        text.append(sentence.text)
        text.append(superscript(sentence.cites), style="cyan")
        if sentence.as_of and str(sentence.as_of) not in sentence.text:
            text.append(f" (stand {sentence.as_of})", style="dim")
        text.append(" ")
    return text


def _source(note: SourceNote) -> Padding:
    year = note.year if note.year is not None else "z.j."
    place = f", {note.locator}" if note.locator else ""
    text = Text(f"{note.n}  {note.author} ({year}), {note.title}{place}", style="bold")
    text.append(f" · {STATUS_WORDS[note.status]}", style="not bold dim")
    mark = "Letterlijk" if note.quote_is_literal else "In onze woorden"
    text.append(f"\n{mark}: {note.quote}", style="not bold")
    if note.url:
        text.append(f"\n{note.url}", style="not bold blue")
    return Padding(text, (0, 0, 0, 2))


def print_hits(hits: Sequence[Hit], console: Console | None = None) -> None:
    """Show search results."""
    out = console or Console(highlight=False)
    if not hits:
        out.print("Niets gevonden.")
    for hit in hits:
        head = f"{hit.rank}. {hit.passage.key}, {hit.passage.locator} ({hit.passage.kind.value}, {hit.score:.2f})"
        out.print(Text(head, style="bold"))
        out.print(Padding(Text(hit.passage.text), (0, 0, 1, 3)))
