"""One calibrated score: can the corpus answer this question?"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from bot.ports import LexicalIndex, Scored
from bot.retrieval.analysis import Token
from bot.retrieval.query import Query
from bot.retrieval.questions import QuestionMatch
from bot.retrieval.request import is_instruction, is_personal_advice

_LOOK_AT = 5


@dataclass(frozen=True, slots=True)
class Features:
    """What the judgement rests on, each 0 to 1.

    Attributes:
        coverage: share of the question's content, weighted by rarity, that the best passage holds.
        together: the same over the best passages together.
        missing: the heaviest single word of the question that the best passages lack.
        unknown: share of the question's content that the corpus never mentions.
        names: how far the least covered name of the question is lacking in the best passages.
        one_place: the same for names and years together, in the one passage that holds most of them.
        years: 1 when the best passages lack a year of the question.
        cosine: nearest passage in meaning.
        question: nearest known question, as the question leg scores it.
        question_cosine: nearest known question in meaning.
        foreign: 1 for a question in English or French.
        foreign_cosine: ``question_cosine`` of such a question, else 0.
        instruction: 1 for an instruction to the program, or a request for personal legal advice.
    """

    coverage: float = 0.0
    together: float = 0.0
    missing: float = 1.0
    unknown: float = 1.0
    names: float = 0.0
    one_place: float = 0.0
    years: float = 0.0
    cosine: float = 0.0
    question: float = 0.0
    question_cosine: float = 0.0
    foreign: float = 0.0
    foreign_cosine: float = 0.0
    instruction: float = 0.0


@dataclass(frozen=True, slots=True)
class EvidenceModel:
    """A logistic model over the features; its weights come from the development split."""

    bias: float = -3.2
    weights: Mapping[str, float] = field(
        default_factory=lambda: {
            "coverage": 3.0, "unknown": -5.0, "cosine": 2.0, "question": 2.0, "question_cosine": 3.0,
        }
    )  # fmt: skip

    def probability(self, features: Features) -> float:
        """Chance that the corpus answers the question."""
        total = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in asdict(features).items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@dataclass(frozen=True, slots=True)
class Evidence:
    """The judgement and what it rests on."""

    score: float
    features: Features


@dataclass(frozen=True, slots=True)
class Seen:
    """What the legs brought up, for the judgement.

    Attributes:
        hits: terms of the best passages with their known questions, best first.
        alternatives: for a word of the question, terms that mean the same.
    """

    hits: Sequence[frozenset[str]]
    matches: Sequence[QuestionMatch]
    dense: Sequence[Scored]
    alternatives: Mapping[str, frozenset[str]]


def judge(query: Query, seen: Seen, lexical: LexicalIndex, model: EvidenceModel) -> Evidence:
    """Judge whether the corpus answers a question."""
    features = measure(query, seen, lexical)
    return Evidence(model.probability(features) if query.tokens else 0.0, features)


def measure(query: Query, seen: Seen, lexical: LexicalIndex) -> Features:
    """The features of a question over what the legs brought up."""
    weights = {t.stem: rarity(t, lexical) for t in query.tokens}
    total = sum(weights.values()) or 1.0
    union = frozenset().union(*seen.hits[:_LOOK_AT])
    covers = {t.stem: _cover(t, union, seen, lexical) for t in query.tokens}
    lacking = {t.stem: weights[t.stem] * (1 - covers[t.stem]) for t in query.tokens}
    unknown = sum(weights[t.stem] for t in query.tokens if _is_unknown(t, seen, lexical))
    years = [t for t in query.tokens if t.is_name and t.stem.startswith("#")]
    names = [t for t in query.tokens if t.is_name and t not in years]
    foreign = float(query.language != "nl")
    question_cosine = max((m.cosine for m in seen.matches), default=0.0)
    return Features(
        coverage=_coverage(query, weights, seen, lexical) / total,
        together=sum(weights[t.stem] * covers[t.stem] for t in query.tokens) / total,
        missing=max(lacking.values(), default=1.0) / total,
        unknown=unknown / total,
        names=max((1 - covers[t.stem] for t in names), default=0.0),
        one_place=_lacking_in_one([*names, *years], seen, lexical),
        years=max((1 - covers[t.stem] for t in years), default=0.0),
        cosine=max((s.score for s in seen.dense[:1]), default=0.0),
        question=seen.matches[0].score if seen.matches else 0.0,
        question_cosine=question_cosine,
        foreign=foreign,
        foreign_cosine=foreign * question_cosine,
        instruction=float(is_instruction(query.original) or is_personal_advice(query.original)),
    )


def _lacking_in_one(tokens: Sequence[Token], seen: Seen, lexical: LexicalIndex) -> float:
    if not tokens or not seen.hits:
        return float(bool(tokens))
    return min(sum(1 - _cover(t, terms, seen, lexical) for t in tokens) / len(tokens) for terms in seen.hits[:_LOOK_AT])


def rarity(token: Token, lexical: LexicalIndex) -> float:
    """How much a token says: inverse document frequency, of the rarest part for a compound that the corpus lacks."""
    frequency = lexical.document_frequency(token.stem)
    if not frequency and token.parts:
        frequency = min(lexical.document_frequency(part) for part in token.parts)
    return _idf(frequency, lexical)


def token_cover(token: Token, terms: frozenset[str], alternatives: frozenset[str], lexical: LexicalIndex) -> float:
    """How far a text's terms hold a token: 1 whole, less through a synonym or the parts of a compound."""
    if token.stem in terms:
        return 1.0
    if alternatives & terms:
        return 0.9
    if not token.parts:
        return 0.0
    weights = {part: _idf(lexical.document_frequency(part), lexical) for part in token.parts}
    return 0.9 * sum(w for part, w in weights.items() if part in terms) / (sum(weights.values()) or 1.0)


def _idf(frequency: int, lexical: LexicalIndex) -> float:
    return math.log(1 + max(lexical.count(), 1) / (1 + frequency))


def _cover(token: Token, terms: frozenset[str], seen: Seen, lexical: LexicalIndex) -> float:
    return token_cover(token, terms, seen.alternatives.get(token.surface, frozenset()), lexical)


def _is_unknown(token: Token, seen: Seen, lexical: LexicalIndex) -> bool:
    if any(lexical.document_frequency(t) for t in (token.stem, *seen.alternatives.get(token.surface, ()))):
        return False
    return not token.parts or not all(lexical.document_frequency(part) for part in token.parts)


def _coverage(query: Query, weights: Mapping[str, float], seen: Seen, lexical: LexicalIndex) -> float:
    return max(
        (sum(weights[t.stem] * _cover(t, terms, seen, lexical) for t in query.tokens) for terms in seen.hits[:_LOOK_AT]),
        default=0.0,
    )
