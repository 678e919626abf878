"""What questions are compared with: half the embedder's vector, half that of a sentence encoder with a learned head.

The embedder takes the mean of word vectors, the encoder reads word order and knows far more words; each errs elsewhere.
The head is learned from the corpus's own questions: those with the same answer lie near (``eval/question_head.py``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load, save

from bot.adapters.sentence_encoder import DIMENSION, SentenceEncoder
from bot.errors import ModelError
from bot.ports import Embedder, Vectors

WEIGHTS_FILE, CONFIG_FILE = "head.safetensors", "config.json"
_SHARE = 0.5
"""What the encoder counts for in a cosine; the embedder the rest."""
_TEXTS_AT_ONCE = 256


def packaged_head() -> Path:
    """The folder of the head that comes with Weerwoord."""
    return Path(__file__).resolve().parents[1] / "models" / "questions-nl"


@dataclass(frozen=True)
class Head:
    """A small network after the encoder: ``x @ straight + relu(x @ inward) @ outward``, brought to length 1.

    Attributes:
        straight: shape (512, dimension).
        inward: shape (512, hidden).
        outward: shape (hidden, dimension).
    """

    name: str
    straight: Vectors
    inward: Vectors
    outward: Vectors

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self.straight.shape[1])

    def __call__(self, vectors: Vectors) -> Vectors:
        """From shape (texts, 512) to (texts, dimension), each row of length 1."""
        found = vectors @ self.straight + np.maximum(vectors @ self.inward, 0) @ self.outward
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        return np.asarray(found / np.maximum(lengths, np.float32(1e-9)), dtype=np.float32)


def write_head(folder: Path, head: Head) -> None:
    """Write a head in half precision.

    Raises:
        OSError: no rights or no space.
    """
    folder.mkdir(parents=True, exist_ok=True)
    parts = {"straight": head.straight, "inward": head.inward, "outward": head.outward}
    weights = save({name: np.ascontiguousarray(part, dtype=np.float16) for name, part in parts.items()})
    (folder / WEIGHTS_FILE).write_bytes(weights)
    config = {"name": head.name, "dimension": head.dimension, "sha256": hashlib.sha256(weights).hexdigest()}
    (folder / CONFIG_FILE).write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def read_head(folder: Path) -> Head:
    """Read and check a head.

    Raises:
        ModelError: a file lacks, is damaged, or belongs to another head.
    """
    try:
        config = json.loads((folder / CONFIG_FILE).read_bytes())
        weights = (folder / WEIGHTS_FILE).read_bytes()
        digest = hashlib.sha256(weights).hexdigest()
        if digest != config["sha256"]:
            raise ValueError("checksum")
        parts = {name: part.astype(np.float32) for name, part in load(weights).items()}
        head = Head(f"{config['name']}-{digest[:12]}", parts["straight"], parts["inward"], parts["outward"])
        if head.straight.shape[0] != DIMENSION or head.inward.shape[0] != DIMENSION:
            raise ValueError("shape")
    except OSError as error:
        raise ModelError(
            f"Het vragenmodel in {folder} ontbreekt of is niet leesbaar. Installeer Weerwoord opnieuw."
        ) from error
    except (ValueError, KeyError, TypeError, IndexError, SafetensorError) as error:
        raise ModelError(
            f"Het vragenmodel in {folder} is beschadigd. Installeer Weerwoord opnieuw, of train het model."
        ) from error
    return head


@lru_cache(maxsize=1)
def _encoder() -> SentenceEncoder:
    """Opened once a process: it never changes."""
    return SentenceEncoder()


class QuestionEmbedder:
    """Implements ``Embedder`` for questions.

    Args:
        base: the embedder of the passages.
        folder: a head, such as ``packaged_head()``.

    Raises:
        ModelError: the head or the encoder is absent or damaged.
    """

    def __init__(self, base: Embedder, folder: Path) -> None:
        self._base = base
        self._head = read_head(folder)
        self._encoder = _encoder()

    @property
    def name(self) -> str:
        """Names of the encoder and the head; the embedder has its own."""
        return f"{self._encoder.name}+{self._head.name}"

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._base.dimension + self._head.dimension

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """As ``embed_queries``."""
        return self.embed_queries(texts)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension) whose dot product is the mean of both cosines."""
        found = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), _TEXTS_AT_ONCE):
            batch = texts[start : start + _TEXTS_AT_ONCE]
            rows = found[start : start + len(batch)]
            rows[:, : self._base.dimension] = np.sqrt(1 - _SHARE) * self._base.embed_queries(batch)
            rows[:, self._base.dimension :] = np.sqrt(_SHARE) * self._head(self._encoder.encode(batch))
        return found
