"""Search: analyse, ask the legs, fuse, look closely at the best, judge the evidence."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from bot.domain.answers import Hit
from bot.domain.filters import SourceFilter
from bot.domain.passages import Passage, PassageKind
from bot.ports import Embedders, HybridIndex, LexicalIndex, Scored, VectorIndex, Vectors
from bot.retrieval.analysis import Analyzer
from bot.retrieval.bank import NOTHING, Bank, Outside
from bot.retrieval.calibration import Calibration
from bot.retrieval.coverage import Asked
from bot.retrieval.evidence import FEW, Evidence, Seen, judge
from bot.retrieval.follow_up import is_follow_up, may_follow, moved
from bot.retrieval.following import Compared, Following, Held, following
from bot.retrieval.fusion import fuse
from bot.retrieval.narrowing import Allowed, Narrowing, narrowed_legs, narrowed_list, narrowed_matches
from bot.retrieval.query import Query, QueryAnalyzer
from bot.retrieval.questions import QuestionLeg, QuestionMatch
from bot.retrieval.ranking import LegScores, Signals, signals_of
from bot.retrieval.reading import PassageReader, Reading

_POOL = 100
_WIDE_POOL, _WIDE_QUESTIONS = 2000, 400
"""So deep is looked for what a filter leaves."""
_ALL_NEAR = 1500
"""Known questions among which those of a few passages are looked for."""
_CLOSE = 40
_JUDGED = 5


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brought up.

    Attributes:
        vector: the question's vector, shape (dimension,).
        matches: known questions near the user's, best first.
        evidence: whether the corpus can answer at all.
        only: what the search was narrowed to, None for everything.
    """

    query: Query
    vector: Vectors
    hits: tuple[Hit, ...]
    matches: tuple[QuestionMatch, ...]
    evidence: Evidence
    only: SourceFilter | None = None


@dataclass(frozen=True, slots=True)
class Legs:
    """The indexes of one version.

    Attributes:
        outside: questions that the sources do not answer.
        hybrid: asked in the place of ``lexical`` and ``vectors`` when a server searches both at once.
    """

    lexical: LexicalIndex
    vectors: VectorIndex
    questions: QuestionLeg
    outside: Bank
    hybrid: HybridIndex | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that was looked at closely."""

    score: float
    signals: Signals
    reading: Reading


@dataclass(frozen=True, slots=True)
class Survey:
    """All that a search saw, for the judgement and for learning the weights; see ``Seen``.

    Attributes:
        meant: the question's vector among questions.
    """

    query: Query
    vector: Vectors
    asked: Asked
    candidates: tuple[Candidate, ...]
    matches: tuple[QuestionMatch, ...]
    dense: tuple[Scored, ...]
    words: Vectors | None
    outside: Outside = NOTHING
    encoded: tuple[QuestionMatch, ...] = ()
    encoded_outside: tuple[QuestionMatch, ...] = ()
    meant: Vectors = field(default_factory=lambda: np.zeros(0, dtype=np.float32))

    @property
    def seen(self) -> Seen:
        """What the judgement needs."""
        best = [(c.signals, c.reading) for c in self.candidates[:_JUDGED]]
        top = self.candidates[0].score if self.candidates else 0.0
        return Seen(best, self.matches, self.dense, self.words, top, self.outside, self.encoded, self.encoded_outside)


class Searcher:
    """Finds passages for a question.

    Args:
        reader: reads the best passages sentence by sentence.
        calibration: the learned weights; a leg with weight 0 is off, without a ranking the fusion decides.
        narrowing: applies filters; without it a filter can't be given.
    """

    def __init__(
        self,
        legs: Legs,
        embedders: Embedders,
        query_analyzer: QueryAnalyzer,
        analyzer: Analyzer,
        reader: PassageReader,
        calibration: Calibration,
        narrowing: Narrowing | None = None,
    ) -> None:
        self.legs = legs
        self.embedder = embedders.passages
        self.embedders = embedders
        self._query_analyzer = query_analyzer
        self.analyzer = analyzer
        self._reader = reader
        self._calibration = calibration
        self._narrowing = narrowing

    def search(self, question: str, k: int = 10, context: str = "", only: SourceFilter | None = None) -> Found:
        """The k best passages for a question.

        Args:
            context: the question before; used only where this one can't stand alone.
            only: which sources may answer.
        """
        survey, evidence = self.inquire(question, k, context, only)
        hits = tuple(Hit(rank, c.score, c.reading.passage) for rank, c in enumerate(survey.candidates[:k], 1))
        return Found(survey.query, survey.vector, hits, survey.matches, evidence, only)

    def inquire(
        self, question: str, k: int = 10, context: str = "", only: SourceFilter | None = None
    ) -> tuple[Survey, Evidence]:
        """What the legs bring up for a question, by itself or as a follow-up, and whether that answers it.

        A question that needs the one before is read with it; one that might is read as what is likelier answered.
        """
        alone = self.survey(question, k, only=only)
        judged = self.judge(alone)
        if not context:
            return alone, judged
        needs = is_follow_up(question, len(alone.query.tokens))
        if not needs and not may_follow(question):
            return alone, judged
        both = self.survey(question, k, moved(context, question), only)
        follows = self.judge_following(alone, both)
        return (both, follows) if needs or follows.score > judged.score else (alone, judged)

    def judge_following(self, alone: Survey, both: Survey) -> Evidence:
        """Whether the corpus answers a follow-up, from surveys without and with the question before."""
        judged = self.judge(both)
        return replace(judged, score=self._calibration.following.probability(self.follow_features(alone, both)))

    def follow_features(self, alone: Survey, both: Survey) -> Following:
        """What that judgement rests on."""
        readings = [c.reading for c in both.candidates[:_JUDGED]]
        judged = self.judge(both)
        best = frozenset(reading.passage.id for reading in readings)
        return following(
            alone.query.original,
            (alone.asked, both.asked),
            Held([r.terms | r.asked for r in readings], {unit for r in readings for unit in r.units}),
            Compared(judged.score, self._ahead(both.meant, best)),
            Compared(self.judge(alone).score, self._ahead(alone.meant, best)),
            judged.features.outside,
        )

    def _ahead(self, vector: Vectors, passages: frozenset[str]) -> float:
        """How much nearer a question is to a known one of some passages than to any outside one."""
        known = (
            m.score for m in self.legs.questions.nearest(vector, _ALL_NEAR) if passages & set(m.question.passage_ids)
        )
        outside = self.legs.outside.nearest(vector, 1)
        return max(known, default=0.0) - (outside[0].score if outside else 0.0)

    def judge(self, survey: Survey) -> Evidence:
        """Whether the corpus answers the question of a survey.

        Where questions were written for each sentence, their lack of likeness says much; a document of one's own has
        none.
        """
        learned, best = self._calibration, survey.candidates[:1]
        model = learned.evidence if any(_has_questions(c.reading.passage) for c in best) else learned.plain
        return judge(survey.query, survey.asked, survey.seen, model)

    def survey(self, question: str, k: int = 10, context: str = "", only: SourceFilter | None = None) -> Survey:
        """All that the legs bring up for a question, in order."""
        weights = self._calibration.legs
        query = self._query_analyzer.analyse(question, context)
        vector = self.embedder.embed_queries([query.text])[0]
        allowed = self._narrowing.allowed(only) if only and self._narrowing else None
        pool = _POOL if allowed is None else _WIDE_POOL
        if self.legs.hybrid and weights.lexical and weights.dense:
            lexical, dense = self.legs.hybrid.search_both(query.terms, vector, pool)
        else:
            lexical = self.legs.lexical.search(query.terms, pool) if weights.lexical else []
            dense = self.legs.vectors.search(vector, pool) if weights.dense else []
        meant = self.embedders.questions.embed_queries([query.text])[0]
        matches = self._matches(query, meant, allowed) if weights.question else []
        legs = LegScores.of(lexical, dense, matches)
        if allowed is not None:
            legs, dense = narrowed_legs(legs, allowed), narrowed_list(dense, allowed, _POOL)
        near = {name: match.score for name, match in legs.question.items()}
        fused = fuse([(legs.lexical, weights.lexical), (legs.dense, weights.dense), (near, weights.question)])
        asked = Asked.of(query, self.legs.lexical)
        candidates = self._ranked(query, asked, vector, legs, fused[: max(k, _CLOSE)])
        words = self._reader.words([w.token.surface for w in asked.words])
        outside = self.legs.outside.near(query, meant)
        alone = self.embedders.encoded(meant)
        near_outside = tuple(self.legs.outside.nearest(alone, FEW))
        encoded = tuple(self._encoded(alone, allowed)) if weights.question else ()
        return Survey(
            query, vector, asked, candidates, tuple(matches), tuple(dense), words, outside, encoded, near_outside, meant
        )

    def _encoded(self, vector: Vectors, allowed: Allowed | None) -> list[QuestionMatch]:
        if allowed is None:
            return self.legs.questions.nearest(vector, FEW)
        return narrowed_matches(self.legs.questions.nearest(vector, _WIDE_QUESTIONS), allowed)[:FEW]

    def _matches(self, query: Query, vector: Vectors, allowed: Allowed | None) -> list[QuestionMatch]:
        if allowed is None:
            return self.legs.questions.match(query, vector)
        return narrowed_matches(self.legs.questions.match(query, vector, _WIDE_QUESTIONS, _WIDE_QUESTIONS), allowed)[
            :_CLOSE
        ]

    def _ranked(
        self, query: Query, asked: Asked, vector: Vectors, legs: LegScores, fused: list[Scored]
    ) -> tuple[Candidate, ...]:
        by_fusion = dict(fused)
        readings = self._reader.read(list(by_fusion))
        signals = [signals_of(query, asked, vector, legs, reading) for reading in readings]
        ranking = self._calibration.ranking
        scores = ranking.scores(signals) if ranking else [by_fusion[r.passage.id] for r in readings]
        return tuple(sorted(map(Candidate, scores, signals, readings), key=lambda c: (-c.score, c.reading.passage.id)))


def _has_questions(passage: Passage) -> bool:
    return passage.kind is PassageKind.CARD or any(sentence.asked for sentence in passage.sentences)
