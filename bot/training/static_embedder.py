"""Distils the packaged English MiniLM into a static embedder for Dutch, English and French.

A static model holds one vector for each piece of its vocabulary; the vector of a text is their mean. A piece starts
at MiniLM's vector of its English gloss, scaled down the more common it is, and is then trained so that a Dutch,
English or French text lands on MiniLM's vector of the English text that means the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from bot.ports import Progress, Vectors
from bot.training.corpus_questions import learning_pairs
from bot.training.data import Pair, TrainingData, read_training
from bot.training.lexicon import Lexicon
from bot.training.model_folder import write_model
from bot.training.objective import Example, Ids, Schedule, adapt_table, train_table
from bot.training.pseudo_french import PseudoFrench
from bot.training.teacher import CachedVectors, MiniLmTeacher, Teacher
from bot.training.vocabulary import Vocabulary, VocabularySize, build

VERSION = "2"


@dataclass(frozen=True)
class Recipe:
    """What a run does with the data."""

    dimension: int = 320
    size: VocabularySize = field(default_factory=VocabularySize)
    schedule: Schedule = field(default_factory=Schedule)
    rarity: float = 5e-4
    """A piece with this share of running text weighs half of a rare one (SIF)."""
    formal_copies: int = 3
    term_copies: int = 5


@dataclass(frozen=True)
class TrainingReport:
    """What came out of a run."""

    folder: Path
    name: str
    dimension: int
    pieces: int
    examples: int
    size_bytes: int


def train(
    data_dir: Path,
    out_dir: Path,
    *,
    seed: int = 0,
    progress: Progress | None = None,
    corpus_dir: Path | None = None,
    cache_dir: Path | None = None,
    recipe: Recipe | None = None,
    teacher: Teacher | None = None,
) -> TrainingReport:
    """Train a model and write it to a folder.

    Args:
        data_dir: folder with the training files.
        out_dir: where the model goes; made if absent, its model files replaced.
        seed: the same seed, data and library versions give the same model.
        progress: told what is done.
        corpus_dir: a corpus whose questions (without the half of the sections' that ``evaluate`` uses) are learned too.
        cache_dir: keeps the teacher's vectors between runs.
        recipe: other numbers than the measured best.
        teacher: another teacher than MiniLM.

    Raises:
        UsageError: the data folder is absent.
        CorpusError: the corpus has a fault.
        ModelError: a data file or the teacher lacks.
        StorageError: the output folder can't be written.
    """
    recipe = recipe or Recipe()
    data = read_training(data_dir)
    asked = learning_pairs(corpus_dir) if corpus_dir else []
    lexicon = Lexicon(data)
    vocabulary = build(data, lexicon, recipe.size)
    vectors = CachedVectors(teacher or MiniLmTeacher(), cache_dir, progress)
    examples = _Examples(data, lexicon, vocabulary, recipe, seed)
    space = _Space.fit(vectors.of(sorted({p.english for p in (*data.everyday, *data.formal)})), recipe.dimension)
    start = start_vectors(vocabulary, lexicon, vectors, space, recipe)
    targets = space.map(vectors.of(examples.targets))
    table = train_table(start, examples.examples, targets, recipe.schedule, seed, progress)
    if asked:
        table = adapt_table(table, _as_pieces(asked, vocabulary.tokenizer()), seed)
    table[0] = 0.0
    name, size = write_model(out_dir, vocabulary.tokenizer(), table, VERSION)
    return TrainingReport(out_dir, name, recipe.dimension, len(table), len(examples.examples), size)


@dataclass(frozen=True)
class _Space:
    """The student's space: the teacher's, centred and turned to its widest directions."""

    centre: Vectors
    axes: Vectors

    @classmethod
    def fit(cls, vectors: Vectors, dimension: int) -> _Space:
        centre = vectors.mean(axis=0)
        spread = (vectors - centre).T @ (vectors - centre)
        _, axes = np.linalg.eigh(spread.astype(np.float64))
        return cls(centre, np.ascontiguousarray(axes[:, ::-1][:, :dimension], dtype=np.float32))

    def map(self, vectors: Vectors, own_centre: bool = False) -> Vectors:
        """Unit vectors of shape (rows, dimension)."""
        turned = (vectors - (vectors.mean(axis=0) if own_centre else self.centre)) @ self.axes
        return np.asarray(turned / np.maximum(np.linalg.norm(turned, axis=1, keepdims=True), 1e-6), dtype=np.float32)


class _Examples:
    """The texts to learn from, cut into pieces, each with the English text whose vector it must reach."""

    def __init__(self, data: TrainingData, lexicon: Lexicon, vocabulary: Vocabulary, recipe: Recipe, seed: int) -> None:
        self._tokenizer = vocabulary.tokenizer()
        self.targets: list[str] = []
        self._rows: dict[str, int] = {}
        self.examples: list[Example] = []
        self._add([*data.everyday, *(data.formal * recipe.formal_copies)])
        self._add([*data.dictionary, *data.french, *(data.terms * recipe.term_copies)])
        self._add([Pair(p.english, p.english) for p in (*data.everyday[::2], *data.formal)])
        self._add(PseudoFrench(data, lexicon, seed).pairs([*data.everyday, *data.formal]))

    def _add(self, pairs: list[Pair]) -> None:
        for pair, encoding in zip(pairs, self._tokenizer.encode_batch([p.other for p in pairs]), strict=True):
            ids = np.array([i for i in encoding.ids if i], dtype=np.int64)
            if len(ids):
                row = self._rows.setdefault(pair.english, len(self._rows))
                if row == len(self.targets):
                    self.targets.append(pair.english)
                self.examples.append(Example(ids, row))


def _as_pieces(pairs: list[tuple[str, str]], tokenizer: Tokenizer) -> list[tuple[Ids, Ids]]:
    def ids(text: str) -> Ids:
        return np.array([i for i in tokenizer.encode(text).ids if i], dtype=np.int64)

    cut = [(ids(one), ids(other)) for one, other in pairs]
    return [(one, other) for one, other in cut if len(one) and len(other)]


def start_vectors(
    vocabulary: Vocabulary, lexicon: Lexicon, vectors: CachedVectors, space: _Space, recipe: Recipe
) -> Vectors:
    """First vector of each piece, shape (pieces, dimension): its gloss's, times its rarity.

    A piece that is a word in more than one language gets the mean of its glosses, by how common it is in each.
    A letter group gets the mean of the words that hold it, made small.
    """
    glosses = [_weighted_glosses(piece, vocabulary, lexicon) for piece in vocabulary.pieces]
    texts = sorted({text for group in glosses for text, _ in group})
    row = {text: i for i, text in enumerate(texts)}
    known = space.map(vectors.of(texts), own_centre=True)
    table = np.zeros((len(glosses), recipe.dimension), dtype=np.float32)
    for i, group in enumerate(glosses):
        for text, weight in group:
            table[i] += weight * known[row[text]]
    norms = np.linalg.norm(table, axis=1, keepdims=True)
    table = table / np.maximum(norms, 1e-6) * (norms > 0)
    _fill_groups(table, vocabulary.pieces)
    return np.asarray(table * _rarity(vocabulary, recipe.rarity)[:, None], dtype=np.float32)


def _weighted_glosses(piece: str, vocabulary: Vocabulary, lexicon: Lexicon) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = []
    shares = {language: table.get(piece, 0.0) for language, table in vocabulary.frequencies.items()}
    most = max(shares.values()) or 1.0
    dutch, french = (vocabulary.surfaces[language].get(piece, piece) for language in ("nl", "fr"))
    for language, words in (("nl", lexicon.dutch(dutch)), ("fr", lexicon.french(french)), ("en", (piece,))):
        weight = max(shares[language] / most, 0.0)
        if language == "nl" and not any(shares.values()):
            weight = 1.0
        if weight > 0.02:
            found += [(word, weight / len(words)) for word in words]
    return found


def _fill_groups(table: Vectors, pieces: tuple[str, ...]) -> None:
    empty = {piece: i for i, piece in enumerate(pieces) if 2 <= len(piece) <= 6 and not table[i].any()}
    sums = np.zeros((len(pieces), table.shape[1]), dtype=np.float32)
    for i, piece in enumerate(pieces):
        if len(piece) > 6 and table[i].any():
            for length in range(2, 7):
                for begin in range(len(piece) - length + 1):
                    if (group := empty.get(piece[begin : begin + length])) is not None:
                        sums[group] += table[i]
    for i in empty.values():
        norm = float(np.linalg.norm(sums[i]))
        table[i] = 0.3 * sums[i] / norm if norm else 0.0


def _rarity(vocabulary: Vocabulary, half: float) -> npt.NDArray[np.float32]:
    shares = np.array(
        [max(table.get(piece, 0.0) for table in vocabulary.frequencies.values()) for piece in vocabulary.pieces]
    )
    return np.asarray(half / (half + shares), dtype=np.float32)
