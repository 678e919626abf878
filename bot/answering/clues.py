"""What speaks for a sentence as an answer to a question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from bot.answering.wanted import has_form, is_elsewhere
from bot.domain.answers import Hit
from bot.domain.numbers import figures_only, find_numbers, find_years
from bot.domain.passages import Passage, PassageKind, Sentence, SentenceKind
from bot.ports import Embedder, LexicalIndex, Vectors
from bot.retrieval.analysis import Analyzer
from bot.retrieval.countries import named_countries
from bot.retrieval.coverage import Asked, rarity
from bot.retrieval.query import Intent
from bot.retrieval.search import Found

ANSWER_PART = "Antwoord"
_DANGLING = re.compile(
    r"^(dit|deze|die|dat|hij|zij|ze|het gaat|daarom|ook|daarnaast|hierdoor|daardoor|bovendien|toch|maar|en|dus|zo)\b",
    re.IGNORECASE,
)
_SHORTEST = 4
_KEPT = 4000


@dataclass(frozen=True, slots=True)
class Clues:
    """The signals of one sentence, each 0 to 1.

    Attributes:
        place: score of its passage, against the best one.
        cover: share of the question's content that it holds.
        near: the same with its heading and the questions that it answers.
        meaning: cosine with the question.
        asked: cosine of the nearest question that it answers.
        wording: words shared with such a question (Dice, weighted by rarity).
        section: cosine of the nearest question that its whole passage answers.
        figure: 1 when a figure is asked for and it holds one.
        time: 1 when a moment is asked for and it names a year.
        years: share of the question's years that it lacks.
        names: how far the least covered name is lacking.
        position: 1 for what somebody thinks.
        conflict: 1 for a contradiction between sources.
        first: 1 for the first sentence of its passage.
        form: 1 when it has the form that is asked for: a reason, the asked kind of figure, that something ended.
        elsewhere: 1 when it is about the other country than the one that is asked for.
        here: 1 when it names the country that is asked for.
        unasked: 1 when it is about one country and none is asked for.
        card: 1 for a sentence of a card.
        nearest: 1 when no other sentence answers a question nearer to this one.
    """

    place: float
    cover: float
    near: float
    meaning: float
    asked: float
    wording: float
    section: float
    figure: float
    time: float
    years: float
    names: float
    position: float
    conflict: float
    first: float
    form: float
    elsewhere: float
    here: float
    unasked: float
    card: float
    nearest: float = 0.0


CLUES = tuple(f.name for f in fields(Clues))
_VALUES = attrgetter(*CLUES)


def values_of(clues: Sequence[Clues]) -> npt.NDArray[np.float64]:
    """Clues as numbers, shape (len(clues), len(CLUES))."""
    return np.array([_VALUES(c) for c in clues], dtype=np.float64).reshape(len(clues), len(CLUES))


@dataclass(frozen=True, slots=True)
class Clued:
    """A sentence that may answer, with where it stands and what speaks for it.

    Attributes:
        rank: rank of its passage, from 1.
        terms: its index terms.
    """

    sentence: Sentence
    passage: Passage
    rank: int
    place: int
    terms: frozenset[str]
    clues: Clues


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence, read once; the vectors are unit vectors, asked of shape (questions, dimension)."""

    sentence: Sentence
    place: int
    terms: frozenset[str]
    around: frozenset[str]
    questions: tuple[tuple[frozenset[str], float], ...]
    figure: bool
    year: bool
    about: frozenset[str]
    vector: Vectors | None
    asked: Vectors | None
    section: Vectors | None


class ClueFinder:
    """Reads the sentences of found passages; keeps what it read, because passages come back.

    Args:
        embedder: for the meaning of single sentences; None when it is too slow for that.
    """

    def __init__(self, analyzer: Analyzer, lexical: LexicalIndex, embedder: Embedder | None) -> None:
        self._analyzer = analyzer
        self._lexical = lexical
        self._embedder = embedder
        self._kept: dict[str, tuple[_Read, ...]] = {}

    def find(self, found: Found, hits: Sequence[Hit]) -> list[Clued]:
        """The sentences of these hits that can answer, passage by passage."""
        top = max((hit.score for hit in hits), default=0.0) or 1.0
        asked = Asked.of(found.query, self._lexical)
        return _nearest_marked(
            [
                Clued(
                    read.sentence, hit.passage, hit.rank, read.place, read.terms, _clues(found, asked, read, hit, top)
                )
                for hit in hits
                for read in self._sentences(hit.passage)
            ]
        )

    def terms(self, text: str) -> frozenset[str]:
        """Index terms of a text."""
        return frozenset(self._analyzer.index_terms(text))

    def _sentences(self, passage: Passage) -> tuple[_Read, ...]:
        if passage.id not in self._kept:
            if len(self._kept) >= _KEPT:
                self._kept = {}
            self._kept[passage.id] = tuple(self._read(passage))
        return self._kept[passage.id]

    def _read(self, passage: Passage) -> Iterator[_Read]:
        heading = frozenset(self._analyzer.index_terms(" . ".join(passage.heading)))
        is_card = passage.kind is PassageKind.CARD
        own = passage.questions if is_card and passage.locator == ANSWER_PART else ()
        section = self._meanings(() if is_card else passage.questions)
        for place, sentence in enumerate(passage.sentences):
            first_of_original = place == 0 and passage.kind is PassageKind.ORIGINAL
            if not _can_answer(sentence.text) or (_DANGLING.match(sentence.text) and not first_of_original):
                continue
            questions = (*sentence.asked, *own)
            terms = frozenset(self._analyzer.index_terms(sentence.text))
            asks = tuple(map(self._question, questions))
            vectors = None if self._embedder is None else self._embedder.embed_passages([sentence.text])[0]
            yield _Read(
                sentence=sentence,
                place=place,
                terms=terms,
                around=terms | heading | frozenset(self._analyzer.index_terms(" . ".join(questions))),
                questions=asks,
                figure=bool(figures_only(find_numbers(sentence.text))),
                year=bool(find_years(sentence.text)),
                about=_about(sentence, passage),
                vector=vectors,
                asked=self._meanings(questions),
                section=section,
            )

    def _question(self, text: str) -> tuple[frozenset[str], float]:
        tokens = {token.stem: rarity(token, self._lexical) for token in self._analyzer.tokens(text)}
        return frozenset(tokens), sum(tokens.values())

    def _meanings(self, questions: Sequence[str]) -> Vectors | None:
        return self._embedder.embed_queries(list(questions)) if self._embedder is not None and questions else None


def _clues(found: Found, asked: Asked, read: _Read, hit: Hit, top: float) -> Clues:
    intent = found.query.intent
    years = [word.token.stem for word in asked.years]
    return Clues(
        place=hit.score / top,
        cover=asked.cover(read.terms),
        near=asked.cover(read.around),
        meaning=_nearest(read.vector, found.vector),
        asked=_nearest(read.asked, found.vector),
        wording=max((_dice(asked, terms, weight) for terms, weight in read.questions), default=0.0),
        section=_nearest(read.section, found.vector),
        figure=float(intent is Intent.NUMBER and read.figure),
        time=float(intent is Intent.TIME and read.year),
        years=sum(year not in read.terms for year in years) / len(years) if years else 0.0,
        names=max((1 - word.cover(read.terms) for word in asked.names), default=0.0),
        position=float(read.sentence.kind is SentenceKind.POSITION),
        conflict=float(read.sentence.kind is SentenceKind.CONFLICT),
        first=float(read.place == 0),
        form=float(has_form(found.query, read.sentence.text)),
        elsewhere=float(is_elsewhere(found.query.countries, read.about)),
        here=float(len(found.query.countries) == 1 and found.query.countries <= read.about),
        unasked=float(not found.query.countries and len(read.about) == 1),
        card=float(hit.passage.kind is PassageKind.CARD),
    )


def _about(sentence: Sentence, passage: Passage) -> frozenset[str]:
    return named_countries(sentence.text) or named_countries(" ".join(passage.heading))


def _nearest_marked(clued: Sequence[Clued]) -> list[Clued]:
    best = max((c.clues.asked for c in clued), default=0.0)
    return [replace(c, clues=replace(c.clues, nearest=1.0)) if 0 < best == c.clues.asked else c for c in clued]


def _nearest(vectors: Vectors | None, vector: Vectors) -> float:
    return 0.0 if vectors is None else max(0.0, float(np.max(vectors @ vector)))


def _dice(asked: Asked, terms: frozenset[str], weight: float) -> float:
    return min(1.0, 2 * asked.cover(terms) * asked.total / ((asked.total + weight) or 1.0))


def _can_answer(text: str) -> bool:
    """False for a question and for a heading, which documents hold between their sentences."""
    return not text.rstrip("\"'”’) ").endswith("?") and len(text.split()) >= _SHORTEST
