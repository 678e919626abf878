"""Footnotes and sentences of an answer: numbering, quotes, years, chain status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.answering.shield import is_order
from bot.answering.support import SEPARATOR, Support
from bot.domain.answers import AnswerSentence, SourceNote
from bot.domain.figures import Figure
from bot.domain.numbers import Unit, figures_only, find_numbers, find_years
from bot.domain.passages import Citation, Sentence, SentenceKind
from bot.domain.sources import ChainStatus, ReadDepth, Source

_UNTITLED = "Zonder titel"
_GRAVEST = (
    ChainStatus.CONTRADICTED,
    ChainStatus.SUPERSEDED,
    ChainStatus.NOT_FOUND,
    ChainStatus.NOTE_ONLY,
    ChainStatus.CONFIRMED,
)


@dataclass(frozen=True, slots=True)
class Carried:
    """A verified sentence with the support of each of its citations."""

    sentence: Sentence
    supports: tuple[tuple[Citation, Support], ...]


@dataclass(slots=True)
class Footnotes:
    """Collects footnotes; the same place in the same source has one number.

    Args:
        sources: bibliography.
        figures: the ledger.
    """

    sources: Mapping[str, Source]
    figures: Mapping[str, Figure]
    notes: list[SourceNote] = field(default_factory=list)
    _by_source: dict[str, list[Figure]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for figure in self.figures.values():
            self._by_source.setdefault(figure.source, []).append(figure)

    def cite(self, carried: Carried) -> tuple[int, ...]:
        """Numbers of the footnotes of a sentence, made where they are new."""
        return tuple(dict.fromkeys(self._note(carried.sentence, c, s) for c, s in carried.supports))

    def sentence(self, carried: Carried) -> AnswerSentence:
        """The sentence as an answer shows it."""
        kind = "position" if carried.sentence.kind is SentenceKind.POSITION else "fact"
        return AnswerSentence(carried.sentence.text, self.cite(carried), kind, self.as_of(carried.sentence))

    def as_of(self, sentence: Sentence) -> int | None:
        """Year for which the figure of a sentence holds: the ledger's, else the last year that it names.

        A forecast for 2050 is as of the year in which it was made.
        """
        if not figures_only(find_numbers(sentence.text)):
            return None
        rows = self.rows(sentence)
        years = [rows[0].year] if rows else find_years(sentence.text)[-1:]
        issued = [year for c in sentence.citations if c.key in self.sources and (year := self.sources[c.key].year)]
        return min(years + issued[:1], default=None) if years else next(iter(issued), None)

    def rows(self, sentence: Sentence) -> list[Figure]:
        """Ledger rows whose figure stands in a sentence that cites their source."""
        numbers = figures_only(find_numbers(sentence.text))
        years = set(find_years(sentence.text))
        found = [
            figure
            for citation in sentence.citations
            for figure in self._by_source.get(citation.key, ())
            if any(_matches(figure, number.values, number.unit) for number in numbers)
            and (not citation.locator or not figure.locator or figure.locator == citation.locator)
        ]
        return [f for f in found if f.year in years] or found

    def _note(self, sentence: Sentence, citation: Citation, support: Support) -> int:
        for place, note in enumerate(self.notes):
            if (note.key, note.locator) == (citation.key, citation.locator):
                self.notes[place] = self._extended(note, sentence, support)
                return note.n
        source = self.sources.get(citation.key) or Source(citation.key, citation.key, "Onbekend", None)
        number = len(self.notes) + 1
        self.notes.append(
            SourceNote(
                n=number,
                key=citation.key,
                author=source.author,
                title=_shown_title(source),
                year=source.year,
                locator=citation.locator,
                url=source.url if source.url.startswith(("https://", "http://")) else "",
                quote=support.text,
                status=self._status(sentence, citation, source) if support.score else ChainStatus.NOTE_ONLY,
                quote_is_literal=support.literal,
                passage_id=support.passage_id,
            )
        )
        return number

    def _extended(self, note: SourceNote, sentence: Sentence, support: Support) -> SourceNote:
        """The same note with what else carries: every shown sentence finds its words there."""
        quotes = note.quote.split(SEPARATOR)
        more = [part for part in support.text.split(SEPARATOR) if part not in quotes]
        if more and support.literal == note.quote_is_literal:
            note = replace(note, quote=SEPARATOR.join((*quotes, *more)))
        source = self.sources.get(note.key)
        if source is None:
            return note
        again = self._status(sentence, Citation(note.key, note.locator), source)
        return replace(note, status=min(note.status, again, key=_gravity))

    def _status(self, sentence: Sentence, citation: Citation, source: Source) -> ChainStatus:
        if source.own:
            return ChainStatus.OWN_DOCUMENT
        rows = [f for f in self.rows(replace(sentence, citations=(citation,))) if f.source == citation.key]
        if rows:
            return min((f.status for f in rows), key=_gravity)
        if source.read is ReadDepth.NONE:
            return ChainStatus.NOTE_ONLY
        others = [c for c in sentence.citations if c.key != citation.key]
        if source.is_note and not any(self._was_read(c) for c in others) and sentence.kind is not SentenceKind.POSITION:
            return ChainStatus.NOTE_ONLY
        return ChainStatus.CONFIRMED

    def _was_read(self, citation: Citation) -> bool:
        source = self.sources.get(citation.key)
        return source is not None and source.read is not ReadDepth.NONE


def _shown_title(source: Source) -> str:
    """The title; of an own document whose title is an order to a program its file name, or nothing of either."""
    if not source.own or not is_order(source.title):
        return source.title
    return _UNTITLED if is_order(source.key) else source.key


def _gravity(status: ChainStatus) -> int:
    return _GRAVEST.index(status) if status in _GRAVEST else len(_GRAVEST)


_UNITS = {"procent": Unit.PERCENT, "procentpunt": Unit.PERCENT, "eur": Unit.EUR, "usd": Unit.USD}


def _matches(figure: Figure, values: frozenset[object], unit: Unit) -> bool:
    wanted = _UNITS.get(figure.unit, Unit.NONE)
    if (wanted is Unit.PERCENT) != (unit is Unit.PERCENT):
        return False
    if Unit.EUR in (wanted, unit) and Unit.USD in (wanted, unit):
        return False
    return figure.value.normalize() in values or (figure.high is not None and figure.high.normalize() in values)
