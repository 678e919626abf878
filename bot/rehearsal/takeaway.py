"""What a person takes along: a cheat sheet, the chosen cards, notes for a flash-card program."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.cards import Card
from bot.domain.figures import Figure
from bot.domain.passages import Sentence
from bot.domain.sources import ChainStatus, Source
from bot.rehearsal.follow_ups import SourcedLine
from bot.rehearsal.results import reference_to, references_of
from bot.rehearsal.wording import dated_figure, labels

EACH = 3
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~$^@!])")
_PARTS = (
    ("Kort antwoord", "answer"),
    ("Kernpunten", "key_points"),
    ("Tegenargument", "counter"),
    ("Toegeven en ombuigen", "reply"),
    ("Let op", "caveats"),
)


@dataclass(frozen=True, slots=True)
class CheatSheet:
    """One page: three messages, three figures with year and source, three traps."""

    messages: tuple[SourcedLine, ...]
    figures: tuple[SourcedLine, ...]
    traps: tuple[SourcedLine, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Two sides of a flash card.

    Attributes:
        key: stays the same when the texts change.
    """

    key: str
    front: str
    back: tuple[SourcedLine, ...]
    theme: str


def cheat_sheet(cards: Sequence[Card], figures: Mapping[str, Figure], sources: Mapping[str, Source]) -> CheatSheet:
    """The most useful lines of the chosen cards, taking turns when there are several."""
    rows = [sorted((figures[n] for n in card.figures if n in figures), key=_newest_first) for card in cards]
    usable = [
        [_figure(row, sources) for row in found if row.status in (ChainStatus.CONFIRMED, ChainStatus.NOTE_ONLY)]
        for found in rows
    ]
    return CheatSheet(
        _turns([_lines(card.key_points, sources) for card in cards]),
        _turns(usable),
        _turns([_lines(card.caveats, sources) for card in cards]),
    )


def cheat_markdown(sheet: CheatSheet) -> str:
    """The cheat sheet as Pandoc Markdown."""
    parts = (("Drie boodschappen", sheet.messages), ("Drie cijfers", sheet.figures), ("Drie valkuilen", sheet.traps))
    return "\n\n".join(f"## {title}\n\n{_list(lines)}" for title, lines in parts if lines) + "\n"


def cards_markdown(cards: Iterable[Card], sources: Mapping[str, Source]) -> str:
    """Whole cards as Pandoc Markdown."""
    return "\n\n".join(_card_markdown(card, sources) for card in cards) + "\n"


def cards_text(cards: Iterable[Card], sources: Mapping[str, Source]) -> str:
    """Whole cards as plain text, for a phone."""
    blocks: list[str] = []
    for card in cards:
        blocks.append(card.question.upper())
        for title, name in _PARTS:
            lines = _lines(getattr(card, name), sources)
            if lines:
                blocks.append("\n".join([title, *(_plain(line) for line in lines)]))
    return "\n\n".join(blocks) + "\n"


def flash_notes(cards: Iterable[Card], figures: Mapping[str, Figure], sources: Mapping[str, Source]) -> list[Note]:
    """Flash cards: the question, each figure, and the counter-argument of each card."""
    notes: list[Note] = []
    for card in cards:
        notes.append(Note(f"{card.slug}:vraag", card.question, _lines(card.key_points, sources), card.theme))
        counter = " ".join(sentence.text for sentence in card.counter)
        if counter and card.reply:
            notes.append(Note(f"{card.slug}:tegen", counter, _lines(card.reply, sources), card.theme))
        for name in card.figures:
            row = figures.get(name)
            if row is not None and row.status is ChainStatus.CONFIRMED:
                front = f"Welk cijfer? {row.label} ({row.period})"
                notes.append(Note(f"cijfer:{row.id}", front, (_figure(row, sources),), card.theme))
    return list({note.key: note for note in notes}.values())


def _card_markdown(card: Card, sources: Mapping[str, Source]) -> str:
    parts = [f"## {_escaped(card.question)}"]
    for title, name in _PARTS:
        lines = _lines(getattr(card, name), sources)
        if lines:
            parts.append(f"### {title}\n\n{_list(lines)}")
    return "\n\n".join(parts)


def _lines(sentences: Iterable[Sentence], sources: Mapping[str, Source]) -> tuple[SourcedLine, ...]:
    return tuple(SourcedLine(sentence.text, references_of(sentence, sources)) for sentence in sentences)


def _figure(row: Figure, sources: Mapping[str, Source]) -> SourcedLine:
    label = row.label[:1].upper() + row.label[1:]
    return SourcedLine(f"{label}: {dated_figure(row)}", (reference_to(row.source, row.locator, sources),))


def _newest_first(row: Figure) -> tuple[bool, int]:
    return row.qualifier == "raming", -row.year


def _turns(groups: Sequence[Sequence[SourcedLine]]) -> tuple[SourcedLine, ...]:
    longest = max((len(group) for group in groups), default=0)
    taken = [group[n] for n in range(longest) for group in groups if n < len(group)]
    return tuple({line.text: line for line in taken}.values())[:EACH]


def _list(lines: Iterable[SourcedLine]) -> str:
    return "\n".join(_item(line) for line in lines)


def _item(line: SourcedLine) -> str:
    """A counter-argument may lack a source: it is an opponent's claim."""
    source = f" *({_escaped(labels(line.references))})*" if line.references else ""
    return f"- {_escaped(line.text)}{source}"


def _plain(line: SourcedLine) -> str:
    return f"- {line.text} ({labels(line.references)})" if line.references else f"- {line.text}"


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
