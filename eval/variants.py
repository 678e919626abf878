"""Search with single legs and steps switched off."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bot.adapters.bm25_index import Bm25IndexBuilder
from bot.adapters.exact_index import ExactIndex, ExactIndexBuilder, read_vectors
from bot.adapters.lexicon import StoredLexicon
from bot.assembly import OpenIndex, corpus_folder, make_builder, make_embedders, open_index
from bot.domain.passages import Passage, PassageKind
from bot.ingest.indexed_questions import outside_questions
from bot.ingest.kept import (
    OUTSIDE_LINE,
    OUTSIDE_VECTORS,
    OUTSIDE_WORDING,
    OUTSIDE_WORDS,
    QUESTION_VECTORS,
    QUESTION_WORDS,
    VECTORS,
    WORDS,
)
from bot.ports import Embedders, IndexedQuestion, LexicalIndex, Lexicon, Vectors
from bot.retrieval.analysis import Analyzer
from bot.retrieval.bank import Bank, dividing_line
from bot.retrieval.calibration import Calibration, read_calibration
from bot.retrieval.expansion import Expander
from bot.retrieval.query import QueryAnalyzer
from bot.retrieval.questions import QuestionLeg
from bot.retrieval.reading import PassageReader
from bot.retrieval.search import Legs, Searcher
from bot.settings import load_settings

_NONE = np.zeros((0, 1), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Steps:
    """What is on.

    Attributes:
        ranking: the learned order of the best passages; off leaves it to the fusion of the legs.
        sentences: meaning sentence by sentence.
        corpus: off searches the digests as plain text: no cards, no known questions, nor any that are not answered.
        outside: the bank of questions that the sources do not answer.
        encoder: the sentence encoder's half of the vectors that questions are compared with.
    """

    lexical: bool = True
    dense: bool = True
    question: bool = True
    ranking: bool = True
    sentences: bool = True
    lemmas: bool = True
    compounds: bool = True
    expansion: bool = True
    spelling: bool = True
    corpus: bool = True
    outside: bool = True
    encoder: bool = True


class _PlainWords:
    """A lexicon without lemmas or frequencies, as far as they are off."""

    def __init__(self, lexicon: Lexicon, steps: Steps) -> None:
        self._lexicon = lexicon
        self._steps = steps

    def lemma(self, word: str) -> str:
        return self._lexicon.lemma(word) if self._steps.lemmas else word

    def frequency(self, word: str) -> float:
        return self._lexicon.frequency(word) if self._steps.compounds else 0.0


def fresh_index(folder: Path) -> OpenIndex:
    """An index of the built-in corpus in a folder."""
    settings = load_settings(data_dir=folder)
    make_builder(settings).build(corpus_folder(settings))
    return open_index(settings, one_shot=True)


def make_searcher(index: OpenIndex, steps: Steps, calibration: Calibration | None = None) -> Searcher:
    """Search over an index with some steps off."""
    stored = StoredLexicon(index.folder)
    analyzer = Analyzer(_PlainWords(stored, steps))
    embedders = make_embedders(index.settings)
    embedder = embedders.passages
    expander = Expander(index.catalog.concepts if steps.expansion else {}, analyzer)
    query = QueryAnalyzer(analyzer, expander, stored.correct if steps.spelling else str)
    fetch = index.catalog.passages if steps.corpus else lambda ids: plain_passages(index.catalog.passages(ids))
    reader = PassageReader(fetch, analyzer, embedder if steps.sentences else None)
    legs = Legs(
        _lexical(index, WORDS, _passage_texts(index), analyzer, steps),
        ExactIndexBuilder().open(index.folder / VECTORS),
        _question_leg(index, analyzer, steps),
        _bank(index, analyzer, steps),
    )
    learned = calibration or read_calibration()
    embedders = embedders if steps.encoder else Embedders(embedder, embedder)
    return Searcher(legs, embedders, query, analyzer, reader, _switched(learned, steps))


def plain_passages(passages: Sequence[Passage]) -> list[Passage]:
    """Digest passages as if they came from a plain document."""
    return [
        replace(p, questions=(), themes=(), sentences=tuple(replace(s, asked=()) for s in p.sentences))
        for p in passages
        if p.kind is PassageKind.DIGEST
    ]


def _switched(learned: Calibration, steps: Steps) -> Calibration:
    weights = learned.legs
    legs = replace(
        weights,
        lexical=weights.lexical * steps.lexical,
        dense=weights.dense * steps.dense,
        question=weights.question * steps.question,
    )
    return replace(learned, legs=legs, ranking=learned.ranking if steps.ranking else None)


def _question_leg(index: OpenIndex, analyzer: Analyzer, steps: Steps) -> QuestionLeg:
    questions: Sequence[IndexedQuestion] = index.catalog.questions if steps.corpus else ()
    vectors = _question_vectors(index, QUESTION_VECTORS, steps) if steps.corpus else ExactIndex([], _NONE)
    texts = {q.id: q.text for q in questions}
    return QuestionLeg(questions, vectors, _lexical(index, QUESTION_WORDS, texts, analyzer, steps), analyzer)


def _bank(index: OpenIndex, analyzer: Analyzer, steps: Steps) -> Bank:
    on = steps.outside and steps.corpus
    questions = outside_questions(index.catalog.outside.values()) if on else []
    vectors = _question_vectors(index, OUTSIDE_VECTORS, steps) if on else ExactIndex([], _NONE)
    texts = {q.id: q.text for q in questions}
    known = {q.id: q.text for q in index.catalog.questions} if steps.corpus else {}
    leg = QuestionLeg(
        questions,
        vectors,
        _lexical(index, OUTSIDE_WORDS, texts, analyzer, steps),
        analyzer,
        _lexical(index, QUESTION_WORDS, known, analyzer, steps),
    )
    line, wording = (read_vectors(index.folder / part)[1][0] for part in (OUTSIDE_LINE, OUTSIDE_WORDING))
    if not steps.encoder:
        line = dividing_line(*(_of_embedder(index, part) for part in (QUESTION_VECTORS, OUTSIDE_VECTORS)))
    return Bank(leg, line, wording)


def _question_vectors(index: OpenIndex, part: str, steps: Steps) -> ExactIndex:
    if steps.encoder:
        return ExactIndexBuilder().open(index.folder / part)
    return ExactIndex(read_vectors(index.folder / part)[0], _of_embedder(index, part))


def _of_embedder(index: OpenIndex, part: str) -> Vectors:
    """The embedder's half of the vectors of questions, each of length 1."""
    rows = read_vectors(index.folder / part)[1][:, : index.manifest.dimension]
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def _passage_texts(index: OpenIndex) -> dict[str, str]:
    ids, _ = read_vectors(index.folder / VECTORS)
    return {p.id: p.search_text for p in index.catalog.passages(ids)}


def _lexical(
    index: OpenIndex, name: str, texts: Mapping[str, str], analyzer: Analyzer, steps: Steps
) -> LexicalIndex:  # fmt: skip
    builder = Bm25IndexBuilder()
    if steps.lemmas and steps.compounds and texts:
        return builder.open(index.folder / name)
    folder = Path(tempfile.mkdtemp(prefix="weerwoord-eval-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    builder.build(folder, list(texts), [analyzer.index_terms(text) for text in texts.values()])
    return builder.open(folder)
