"""What a debater must know beside the answer: contradictions, newer figures, another country, a loaded premise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from bot.answering.composer import Carried, Footnotes
from bot.answering.own_figures import contradicted
from bot.answering.premises import premises
from bot.answering.support import SupportFinder
from bot.answering.verify import issued_years, verify
from bot.domain.answers import AnswerWarning, WarningKind
from bot.domain.cards import Card
from bot.domain.figure_text import figure_text
from bot.domain.figures import Figure, newest
from bot.domain.numbers import figures_only, find_numbers, find_years, missing_from
from bot.domain.passages import Citation, Passage, Sentence, SentenceKind
from bot.domain.sources import ChainStatus
from bot.ports import Catalog
from bot.retrieval.countries import named_countries
from bot.retrieval.query import Query

_MOST = 3
_NAMES = {"NL": "Nederland", "BE": "België"}
_DISAGREE = "Deze bronnen spreken elkaar tegen of tellen anders. Noem bij elk cijfer de bron en het jaar."
_OPPOSED = re.compile(
    r"\b(terwijl|tegenbewijs|onjuist|betwist\w*|omstreden|spre(?:ek|ken)t?\b.*\btegen|vraagtekens|verschillend)\b", re.I
)
_STALE = re.compile(r"\b(verouderd|achterhaald|nieuwer\w*|inmiddels|sindsdien|raming|voorspelling|prognose)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Remark:
    """A warning before its footnotes are numbered."""

    kind: WarningKind
    text: str
    carried: tuple[Carried, ...]


class Remarks:
    """Makes the warnings of an answer, each with its own footnotes."""

    def __init__(self, catalog: Catalog, supports: SupportFinder) -> None:
        self._catalog = catalog
        self._supports = supports

    def make(self, query: Query, answer: Sequence[Carried], card: Card | None, notes: Footnotes) -> list[AnswerWarning]:
        """Warnings, the gravest first, at most three beside premise and country."""
        texts = [c.sentence.text for c in answer]
        first = [*premises(query, self._catalog.concepts, texts), *self._country(query, answer)]
        chosen: list[_Remark] = []
        remarks = (self._own(answer), self._stale(answer, notes), self._disagreeing(answer), self._conflicts(answer))
        for remark in chain(*remarks, self._caveats(card, answer)):
            if len(chosen) == _MOST:
                break
            if self._holds(remark) and not any(_says_again(remark.text, other.text) for other in chosen):
                chosen.append(remark)
        return [*first, *(AnswerWarning(r.kind, r.text, _cites(r, notes)) for r in chosen)]

    def _holds(self, remark: _Remark) -> bool:
        """A remark is verified as any sentence of an answer."""
        issued = self._catalog.sources
        return all(
            verify(c.sentence, [s for _, s in c.supports], issued_years(c.sentence, issued)).passed
            for c in remark.carried
        )

    def _stale(self, answer: Sequence[Carried], notes: Footnotes) -> Iterator[_Remark]:
        for carried in answer:
            for row in notes.rows(carried.sentence):
                newer = newest(row, self._catalog.figures)
                if newer is None or row.status is not ChainStatus.SUPERSEDED:
                    continue
                successor = self._sentence_of(newer)
                if successor is None:
                    continue
                said = _saying(newer, answer)
                if said is not None:
                    yield from _outdated(row, carried, newer, said)
                    continue
                text = f"Er is een nieuwer cijfer: {successor.sentence.text}"
                yield _Remark(WarningKind.STALE, text, (successor,))

    def _own(self, answer: Sequence[Carried]) -> Iterator[_Remark]:
        """A figure of the user's own document that stands against the ledger."""
        sources = self._catalog.sources
        for carried in answer:
            keys = [c.key for c, _ in carried.supports]
            if not keys or not all(key in sources and sources[key].own for key in keys):
                continue
            row = contradicted(carried.sentence.text, self._catalog.figures.values(), self._supports.words)
            told = self._sentence_of(row) if row else None
            if told is not None:
                text = f"Een eigen document noemt een ander cijfer dan de bronnen van Weerwoord: {told.sentence.text}"
                yield _Remark(WarningKind.CONFLICT, text, (told,))

    def _sentence_of(self, row: Figure) -> Carried | None:
        """The sentence of the corpus that carries a row of the ledger."""
        claim = Sentence(f"{row.label} {figure_text(row)} {row.period}", (Citation(row.source, row.locator),))
        support = self._supports.find(claim, claim.citations[0])
        if support is None:
            return None
        return Carried(replace(claim, text=support.text), ((claim.citations[0], support),))

    def _disagreeing(self, answer: Sequence[Carried]) -> Iterator[_Remark]:
        """A contradiction that the answer itself holds."""
        both = tuple(c for c in answer if c.sentence.kind is SentenceKind.CONFLICT)
        if len(both) > 1:
            yield _Remark(WarningKind.CONFLICT, _DISAGREE, both)

    def _conflicts(self, answer: Sequence[Carried]) -> Iterator[_Remark]:
        shown = {c.sentence.text for c in answer}
        for key in dict.fromkeys(c.key for carried in answer for c, _ in carried.supports):
            for passage in self._catalog.conflicts_with(key):
                if any(s.text in shown for s in passage.sentences):
                    continue
                if any(self._touches(carried.sentence, passage, key) for carried in answer):
                    yield _Remark(WarningKind.CONFLICT, passage.text, tuple(map(self._carried, passage.sentences)))

    @staticmethod
    def _touches(sentence: Sentence, passage: Passage, key: str) -> bool:
        """True when a contradiction is about a figure, or the very place, that a sentence uses."""
        places = {c.locator for c in sentence.citations if c.key == key}
        against = next((s.against for s in passage.sentences if s.against), None)
        if against is None or (against.locator and against.locator not in places):
            return False
        figures = figures_only(find_numbers(sentence.text))
        held = figures_only(find_numbers(passage.text))
        return any(one.same_as(other) for one in figures for other in held)

    def _caveats(self, card: Card | None, answer: Sequence[Carried]) -> Iterator[_Remark]:
        shown = {c.sentence.text for c in answer}
        figures = [n for text in shown for n in figures_only(find_numbers(text))]
        cited = {citation for c in answer for citation in c.sentence.citations}
        for sentence in card.caveats if card else ():
            about = any(n.same_as(f) for n in figures_only(find_numbers(sentence.text)) for f in figures)
            if sentence.text in shown or not (about or cited.intersection(sentence.citations)):
                continue
            yield _Remark(caveat_kind(sentence), sentence.text, (self._carried(sentence),))

    def _carried(self, sentence: Sentence) -> Carried:
        return Carried(sentence, tuple(self._supports.all(sentence)))

    def _country(self, query: Query, answer: Sequence[Carried]) -> Iterator[AnswerWarning]:
        named = named_countries(" ".join(c.sentence.text for c in answer))
        if len(query.countries) != 1 or not named or query.countries & named:
            return
        about, asked = (_NAMES[next(iter(c))] for c in (named, query.countries))
        yield AnswerWarning(WarningKind.COUNTRY, f"Let op: dit antwoord gaat over {about}, niet over {asked}.")


def caveat_kind(caveat: Sentence) -> WarningKind:
    """What a card's caveat warns of: a contradiction only where it says so, or sets two sources against each other."""
    if len(named_countries(caveat.text)) > 1:
        return WarningKind.COUNTRY
    if _STALE.search(caveat.text):
        return WarningKind.STALE
    between = len({citation.key for citation in caveat.citations}) > 1
    figures = figures_only(find_numbers(caveat.text))
    opposed = _OPPOSED.search(caveat.text) or (between and (len(figures) > 1 or " maar " in caveat.text))
    return WarningKind.CONFLICT if opposed else WarningKind.CAVEAT


def _cites(remark: _Remark, notes: Footnotes) -> tuple[int, ...]:
    return tuple(dict.fromkeys(n for carried in remark.carried for n in notes.cite(carried)))


def _saying(figure: Figure, answer: Sequence[Carried]) -> Carried | None:
    """The sentence that gives a figure."""
    values = {figure.value.normalize()}
    return next((c for c in answer if any(values & n.values for n in find_numbers(c.sentence.text))), None)


def _outdated(row: Figure, carried: Carried, newer: Figure, said: Carried) -> Iterator[_Remark]:
    """Which of two figures of an answer is the newer one, where both sentences name their year."""
    if row.year == newer.year or said is carried:
        return
    years = (find_years(carried.sentence.text), find_years(said.sentence.text))
    if row.year in years[0] and newer.year in years[1]:
        text = f"Het cijfer over {row.year} is verouderd: dat over {newer.year} is nieuwer."
        yield _Remark(WarningKind.STALE, text, (carried, said))


def _says_again(text: str, other: str) -> bool:
    """True when a remark brings no figure that another remark lacks."""
    figures = figures_only(find_numbers(text))
    if not figures:
        return text == other
    return not missing_from(figures, find_numbers(other))
