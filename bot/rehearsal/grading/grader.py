"""Grading an answer: everything about it in one feedback."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.domain.cards import Card
from bot.domain.numbers import Number, figures_only, find_numbers
from bot.domain.passages import Sentence, SentenceKind
from bot.domain.sources import Source
from bot.ports import Catalog, Embedder
from bot.rehearsal.grading import style, whole
from bot.rehearsal.grading.figure_remarks import figure_remarks
from bot.rehearsal.grading.figures import FigureChecker
from bot.rehearsal.grading.known import KnownFigure, KnownFigures, sentences_of
from bot.rehearsal.grading.marks import grade_of, rating_of
from bot.rehearsal.grading.points import Claim, Heard, Match, PointMatcher
from bot.rehearsal.grading.positions import names_source, position_remarks
from bot.rehearsal.grading.spoken import in_digits
from bot.rehearsal.grading.terms import Terms
from bot.rehearsal.grading.text import AnswerText, split_answer
from bot.rehearsal.results import (
    Feedback,
    FigureResult,
    PointResult,
    Remark,
    RemarkKind,
    Verdict,
    reference_to,
    references_of,
)
from bot.retrieval.analysis import Analyzer, fold
from bot.retrieval.expansion import Expander

SAID_FROM = 0.5
_PARTLY_FROM = 0.25
_ABOUT_LIKENESS, _ABOUT_WORDS = 0.32, 0.2
"""An answer below both is about something else; set on the calibration answers and on talk of other things."""
_MISSED = "Dit kernpunt ontbrak"
_NEARLY = "Dit kernpunt hoorde ik niet volledig of niet duidelijk"
_PLAIN = (
    "migranten migratie emigratie emigranten vluchtelingen ontwikkeling ontwikkelingshulp landen mensen buitenland "
    "Afrikanen organisaties geldzendingen namelijk verlaten aandeel minstens minder verder effecten"
)
"""Words of the whole subject; asking after these helps nobody."""
_HINT_LETTERS = 6
_ADJECTIVE = re.compile(
    r"^ge.*d$|den$|^(?:buiten|binnen|\w+(?:uari|april|juni|juli|augustus|ember|ober))$|(?:baar|se|sche|lijke|ige|ale|ele|ende|re|ste|ve|te|de|bare|t|zaam|loos)$"
)
_ORDER = {kind: place for place, kind in enumerate(RemarkKind)}


@dataclass(frozen=True, slots=True)
class ReadyCard:
    """A card made ready for grading."""

    card: Card
    points: tuple[Claim, ...]
    answer: tuple[Claim, ...]
    positions: tuple[tuple[Sentence, Claim], ...]
    figures: tuple[KnownFigure, ...]
    sources: tuple[Source, ...]


class Grader:
    """Grades answers against cards; deterministic, without a clock and without chance.

    Args:
        catalog: cards, sources, ledger and thesaurus.
        analyzer: the analysis of the index.
        embedder: for likeness of meaning.
        syllables: counts the syllables of a Dutch word, for readability; None leaves that remark out.
    """

    def __init__(
        self,
        catalog: Catalog,
        analyzer: Analyzer,
        embedder: Embedder,
        syllables: Callable[[str], int] | None = None,
    ) -> None:
        self._catalog = catalog
        self._analyzer = analyzer
        self._expander = Expander(catalog.concepts, analyzer)
        texts = (sentence.text for card in catalog.cards.values() for sentence in sentences_of(card))
        self._terms = Terms(analyzer, self._expander, texts)
        self.matcher = PointMatcher(self._terms, embedder)
        self._known = KnownFigures(catalog, self._terms)
        self._checker = FigureChecker(lambda key, place: reference_to(key, place, catalog.sources), self._terms)
        self._syllables = syllables
        self._plain = _whole_forms(self._terms.pool(_PLAIN))
        self._by_card: dict[Card, ReadyCard] = {}

    def grade(
        self, card: Card, text: str, *, asked: str = "", seconds: float = 0.0, ticked: Sequence[int] = ()
    ) -> Feedback:
        """Grade an answer.

        Args:
            card: what was asked.
            text: the answer, typed or transcribed.
            asked: the question in the opponent's words.
            seconds: how long the answer took, 0 when unknown.
            ticked: numbers of the key points, from 0, that the speaker marked as said aloud.
        """
        answer = split_answer(text)
        ready = self.ready(card)
        heard = self.matcher.hear(answer)
        points = self._points(ready, heard, frozenset(ticked))
        pace = answer.words * 60 / seconds if seconds >= 5 else 0.0
        stop = None if ticked else self._stop(ready, answer, heard, points, asked)
        if stop is not None:
            unsaid = tuple(replace(p, covered=p.ticked) for p in points)
            remarks = [stop, *style.cut_remark(answer), *self._missed(unsaid)]
            if stop.kind is RemarkKind.OFF_TOPIC:
                remarks += self._loaded(ready, answer)
            return _feedback(unsaid, (), remarks, 0.0, answer.words, pace)
        figures = tuple(self._checker.check(answer, ready.figures, asked or card.question))
        points = tuple(_without_wrong_figures(p, c, figures) for p, c in zip(points, ready.points, strict=True))
        wrong = {f.quote for f in figures if f.verdict is Verdict.WRONG}
        said = [self.matcher.match(claim, heard).score >= SAID_FROM for claim in ready.answer]
        remarks = self._remarks(ready, answer, points, seconds) + figure_remarks(figures)
        remarks = [r for r in remarks if not (r.kind is RemarkKind.POSITION and r.quote in wrong)]
        body = sum(said) / len(said) if said else 0.0
        feedback = _feedback(points, figures, remarks, body, answer.words, pace)
        return replace(feedback, names_source=names_source(answer, ready.sources))

    def match(self, card: Card, sentence: Sentence, text: str) -> Match:
        """How well an answer says one sentence of a card: for follow-up questions."""
        heard = self.matcher.hear(split_answer(text))
        return self.matcher.match(self._claims(card, [sentence])[0], heard)

    def ready(self, card: Card) -> ReadyCard:
        """What grading needs of a card; made once."""
        known = self._by_card.get(card)
        if known is None:
            known = self._by_card[card] = self._prepare(card)
        return known

    def _prepare(self, card: Card) -> ReadyCard:
        positions = [s for s in sentences_of(card) if s.kind is SentenceKind.POSITION]
        keys = dict.fromkeys(c.key for s in sentences_of(card) for c in s.citations)
        return ReadyCard(
            card,
            tuple(self._claims(card, card.key_points)),
            tuple(self._claims(card, card.answer)),
            tuple(zip(positions, self._claims(card, positions), strict=True)),
            self._known.of(card),
            tuple(self._catalog.sources[key] for key in keys if key in self._catalog.sources),
        )

    def _claims(self, card: Card, sentences: Sequence[Sentence]) -> list[Claim]:
        authors = {
            self._catalog.sources[c.key].author
            for s in sentences
            for c in s.citations
            if c.key in self._catalog.sources
        }
        holders = {s.holder for s in sentences}
        names = " ".join((*authors, *holders))
        drop = {t.surface for t in self._analyzer.tokens(names)} | {fold(t.stem) for t in self._analyzer.tokens(names)}
        asked = {form for t in self._terms.of(card.question) for form in t.forms if not form.startswith("+")}
        return self.matcher.claims([s.text for s in sentences], frozenset(drop), frozenset(asked))

    def _points(self, ready: ReadyCard, heard: Heard, ticked: frozenset[int]) -> tuple[PointResult, ...]:
        results = []
        for number, (sentence, claim) in enumerate(zip(ready.card.key_points, ready.points, strict=True)):
            match = self.matcher.match(claim, heard, ready.points)
            said = match.score >= SAID_FROM or number in ticked
            references = references_of(sentence, self._catalog.sources)
            partly = match.score >= _PARTLY_FROM or 0 < match.features.numbers < 1
            hint = _hint(claim, heard, self._plain)
            results.append(
                PointResult(sentence.text, said, match.score, match.window, references, number in ticked, hint, partly)
            )
        return tuple(results)

    def _stop(
        self, ready: ReadyCard, answer: AnswerText, heard: Heard, points: Sequence[PointResult], asked: str
    ) -> Remark | None:
        """What makes that there is nothing to grade, None for a real answer."""
        if whole.is_empty(answer):
            return whole.empty_remark()
        remark = whole.copied_remark(answer, asked, ready.card.questions) or whole.language_remark(answer)
        if remark is not None:
            return remark
        figures = any(number.unit or number.factor > 1 for number in figures_only(find_numbers(answer.read)))
        if figures or any(p.covered for p in points) or self._is_about(ready, heard):
            return None
        return whole.off_topic_remark(answer)

    def _is_about(self, ready: ReadyCard, heard: Heard) -> bool:
        claims = (*ready.points, *ready.answer)
        matches = [self.matcher.match(claim, heard) for claim in claims]
        likeness = max((m.features.likeness for m in matches), default=0.0)
        words = max((m.features.near for m in matches), default=0.0)
        return likeness >= _ABOUT_LIKENESS or words >= _ABOUT_WORDS

    def _missed(self, points: Sequence[PointResult]) -> tuple[Remark, ...]:
        return tuple(
            Remark(RemarkKind.POINT, f"{_NEARLY if p.partly else _MISSED}: {p.text}", "", p.references)
            for p in points
            if not p.covered
        )

    def _loaded(self, ready: ReadyCard, answer: AnswerText) -> list[Remark]:
        own = " ".join(s.text for s in (*ready.card.answer, *ready.card.key_points, *ready.card.reply))
        return list(style.loaded_words(answer, own, self._analyzer, self._expander, self._catalog.concepts))

    def _remarks(
        self, ready: ReadyCard, answer: AnswerText, points: Sequence[PointResult], seconds: float
    ) -> list[Remark]:
        remarks = [*self._missed(points)]
        remarks += position_remarks(answer, ready.positions, self.matcher, self._catalog.sources)
        remarks += self._loaded(ready, answer)
        remarks += style.jargon_words(answer)
        if self._syllables is not None:
            remarks += style.readability(answer, self._syllables)
        remarks += style.length_remark(answer, seconds)
        if whole.is_pasted(answer, ready.card):
            remarks.append(whole.pasted_remark())
        return remarks


def _without_wrong_figures(point: PointResult, claim: Claim, figures: Sequence[FigureResult]) -> PointResult:
    """A point is not said when its figure was given for another country or thing, or another figure in its place."""
    errors = (Verdict.WRONG, Verdict.WRONG_COUNTRY)
    given: dict[bool, list[Number]] = {True: [], False: []}
    for figure in figures:
        given[figure.verdict in errors].extend(_numbers(in_digits(figure.said)))
    turned = any(own.same_as(other) for own in claim.numbers for other in given[True])
    righted = any(own.same_as(other) for own in claim.numbers for other in given[False])
    meant = [n for f in figures if f.verdict is Verdict.WRONG for n in _numbers(f.stated)]
    unsaid = [own for own in claim.numbers if not any(own.same_as(other) for other in given[False])]
    replaced = any(own.same_as(other) for own in unsaid for other in meant)
    lost = replaced or (turned and not righted)
    return replace(point, covered=False) if lost and not point.ticked else point


@lru_cache(maxsize=4096)
def _numbers(text: str) -> tuple[Number, ...]:
    return tuple(find_numbers(text))


def _whole_forms(forms: frozenset[str]) -> frozenset[str]:
    return frozenset(form for form in forms if form[0] not in "+~")


def _hint(claim: Claim, heard: Heard, plain: frozenset[str]) -> str:
    """The most telling noun of a point that an answer lacks, as the point writes it; adjectives and names give way.

    Args:
        plain: words that tell nothing.
    """
    lacking = [
        t for t in claim.terms if len(t.surface) >= _HINT_LETTERS and not t.matches(heard.pool) and not t.forms & plain
    ]
    if not lacking:
        return ""
    best = max(lacking, key=lambda t: (not _ADJECTIVE.search(t.surface), min(len(t.surface), 14), t.weight)).surface
    if _ADJECTIVE.search(best):
        return ""
    found = re.search(re.escape(best), claim.text, re.IGNORECASE)
    shown = found.group() if found else best
    return "" if shown[0].isupper() else shown


def _feedback(
    points: tuple[PointResult, ...],
    figures: tuple[FigureResult, ...],
    remarks: Sequence[Remark],
    body: float,
    words: int,
    pace: float,
) -> Feedback:
    ordered = tuple(sorted(dict.fromkeys(remarks), key=lambda remark: _ORDER[remark.kind]))
    grade = grade_of(points, figures, ordered, body)
    return Feedback(points, figures, ordered, grade, rating_of(grade, ordered), words, pace)
