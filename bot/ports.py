"""What the inner layers need from outside, in the project's own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from bot.domain.answers import Answer
from bot.domain.cards import Card
from bot.domain.figures import Figure
from bot.domain.outside import OutsideSubject
from bot.domain.passages import DocumentText, Passage
from bot.domain.sources import Source
from bot.domain.thesaurus import Concept

Vectors = npt.NDArray[np.float32]
Progress = Callable[[str, int, int], None]
"""Called with (what, done, total); total 0 means unknown."""


class Scored(NamedTuple):
    """An id and its score; higher is better."""

    id: str
    score: float


class Embedder(Protocol):
    """Turns text into unit vectors."""

    @property
    def name(self) -> str:
        """Identity of the model and its weights; another name means another vector space."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension), each of length 1 (or 0 for text without known words)."""
        ...

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """As ``embed_passages``, for questions."""
        ...


class Embedders(NamedTuple):
    """Turn texts into vectors: one for passages and what is looked up in them, one to compare questions."""

    passages: Embedder
    questions: Embedder

    @property
    def name(self) -> str:
        """Identity of both; another name means other vectors."""
        first, second = self.passages.name, self.questions.name
        return first if first == second else f"{first}+{second}"

    def encoded(self, vector: Vectors) -> Vectors:
        """What compares questions beside the embedder of the passages: a question's vector without that half.

        Args:
            vector: of a question, shape (dimension of ``questions``,).

        Returns:
            The same shape, length 1; the vector itself where there is no other half.
        """
        base = self.passages.dimension
        if len(vector) <= base:
            return vector
        part = vector.copy()
        part[:base] = 0
        return np.asarray(part / max(float(np.linalg.norm(part)), 1e-9), dtype=np.float32)


class VectorIndex(Protocol):
    """Nearest neighbours by cosine."""

    def search(self, vector: Vectors, k: int) -> list[Scored]:
        """The k nearest ids to one vector of shape (dimension,), best first, score = cosine."""
        ...

    def count(self) -> int:
        """Number of vectors."""
        ...

    def close(self) -> None:
        """Release files."""
        ...


class HybridIndex(Protocol):
    """Search by words and by meaning, asked together of one server."""

    def search_both(self, tokens: Mapping[str, float], vector: Vectors, k: int) -> tuple[list[Scored], list[Scored]]:
        """The k best ids by words, and the k nearest by meaning; each as its own index gives them."""
        ...


class VectorIndexBuilder(Protocol):
    """Makes vector indexes in folders and opens them for reading."""

    def build(self, folder: Path, ids: Sequence[str], vectors: Vectors, progress: Progress | None = None) -> None:
        """Write a new index into an empty folder."""
        ...

    def open(self, folder: Path) -> VectorIndex:
        """Open an index read-only.

        Raises:
            IndexDamaged: the folder is not a whole index.
        """
        ...

    def is_whole(self, folder: Path) -> bool:
        """Whether what this builder made of a folder is still there, as far as that can be asked now."""
        ...


class MarkupReader(Protocol):
    """Reads Pandoc Markdown."""

    def read(self, texts: Sequence[str]) -> list[dict[str, object]]:
        """Pandoc's JSON syntax tree of each text, in order.

        Raises:
            CorpusError: pandoc refuses a text.
        """
        ...


class DocumentReader(Protocol):
    """Reads a user's document."""

    def read(self, path: Path) -> DocumentText:
        """The running text, page by page.

        Raises:
            DocumentError: encrypted, truncated, without text, or of an unknown type.
        """
        ...


class LexicalIndex(Protocol):
    """BM25 over analysed tokens."""

    def search(self, tokens: Mapping[str, float], k: int) -> list[Scored]:
        """The k best ids for weighted tokens, best first; ids without any of the tokens are left out."""
        ...

    def document_frequency(self, token: str) -> int:
        """In how many passages a token occurs, 0 when unknown."""
        ...

    def count(self) -> int:
        """Number of passages."""
        ...


class LexicalIndexBuilder(Protocol):
    """Makes lexical indexes in folders and opens them."""

    def build(self, folder: Path, ids: Sequence[str], token_lists: Sequence[Sequence[str]]) -> None:
        """Write a new index into an empty folder."""
        ...

    def open(self, folder: Path) -> LexicalIndex:
        """Open an index.

        Raises:
            IndexDamaged: files are absent or don't agree.
        """
        ...


@dataclass(frozen=True, slots=True)
class IndexedQuestion:
    """A question that passages or a card are known to answer.

    Attributes:
        card: slug, "" for a question written for passages.
        sentence: the text of the one sentence that it was written for, "" for a question of a whole passage or card.
        subject: of a question that no passage answers: the subject of which the sources say nothing.
    """

    id: str
    text: str
    passage_ids: tuple[str, ...]
    card: str = ""
    sentence: str = ""
    subject: str = ""


class Catalog(Protocol):
    """The passages, sources, cards, figures and concepts of one index version."""

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        """Passages in the order of the ids; unknown ids are left out."""
        ...

    def passages_of(self, key: str) -> list[Passage]:
        """All passages of a source, in document order."""
        ...

    def conflicts_with(self, key: str) -> list[Passage]:
        """Passages with a sentence that contradicts a claim of this source."""
        ...

    @property
    def sources(self) -> Mapping[str, Source]:
        """Sources by key."""
        ...

    @property
    def cards(self) -> Mapping[str, Card]:
        """Cards by slug."""
        ...

    @property
    def figures(self) -> Mapping[str, Figure]:
        """Ledger rows by id."""
        ...

    @property
    def concepts(self) -> Mapping[str, Concept]:
        """Thesaurus concepts by id."""
        ...

    @property
    def outside(self) -> Mapping[str, OutsideSubject]:
        """Subjects of which the sources say nothing, by id."""
        ...

    @property
    def questions(self) -> Sequence[IndexedQuestion]:
        """All indexed questions."""
        ...


class Lexicon(Protocol):
    """What is known of single Dutch words."""

    def lemma(self, word: str) -> str:
        """Dictionary form of a lower-case word; the word itself when unknown."""
        ...

    def frequency(self, word: str) -> float:
        """Zipf frequency (0 unknown, about 1 rare, 7 most common)."""
        ...


class CatalogWriter(Protocol):
    """Writes the catalog of a new index version."""

    def __call__(
        self,
        folder: Path,
        passages: Sequence[Passage],
        questions: Sequence[IndexedQuestion],
        objects: Mapping[str, Mapping[str, Source | Card | Figure | Concept | OutsideSubject]],
    ) -> None:
        """Write passages, questions and objects ("source", "card", "figure", "concept", "outside" to objects by id)."""
        ...


class ModelTurn(NamedTuple):
    """What is sent to a chat model."""

    system: str
    user: str


class ChatModel(Protocol):
    """Writes structured answers."""

    @property
    def name(self) -> str:
        """Which model, as provider:model."""
        ...

    def stream(self, turn: ModelTurn, schema: Mapping[str, Any], seconds: float) -> Iterator[dict[str, Any]]:
        """Ever larger parts of one answer; the last one is whole.

        Args:
            schema: JSON schema of the answer, with a title.
            seconds: after this long the answer is given up.

        Raises:
            ServiceError, ModelError: the model failed, or gave nothing of the form asked.
        """
        ...


class Improver(Protocol):
    """Makes a better version of an answer that somebody rehearsed."""

    def improve(self, question: str, own: str, card: Card | None = None, form: str = "spoken") -> Answer:
        """A verified answer; ``refused``, with the reason as ``notice``, when there is none.

        Args:
            own: what the person answered.
            card: the card that was rehearsed.

        Raises:
            QuestionError: the question or the answer is none.
        """
        ...


class LexiconWriter(Protocol):
    """Keeps what is known of the words of a corpus."""

    def __call__(self, folder: Path, words: Sequence[str]) -> None:
        """Write the entries of these words and of the common words."""
        ...
