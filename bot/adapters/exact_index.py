"""Exact cosine search over the vectors that every index version keeps.

Faster than a graph index up to some fifty thousand vectors and without its start-up, so a single question from
the shell uses it; it is also the reference that the Chroma adapter is tested against.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.errors import IndexDamaged
from bot.ports import Progress, Scored, VectorIndex, Vectors

_VECTORS, _IDS = "vectors.npy", "ids.json"


class ExactIndex:
    """Implements ``VectorIndex`` in memory.

    Args:
        ids: one id a row.
        vectors: shape (len(ids), dimension), rows of length 1.
    """

    def __init__(self, ids: Sequence[str], vectors: Vectors) -> None:
        self._ids = list(ids)
        self._vectors = vectors

    def search(self, vector: Vectors, k: int) -> list[Scored]:
        """The k nearest ids, best first."""
        if not self._ids or k <= 0:
            return []
        scores = np.asarray(self._vectors @ vector.astype(np.float32))
        best = np.argsort(-scores, kind="stable")[:k]
        return [Scored(self._ids[i], float(scores[i])) for i in best]

    def count(self) -> int:
        """Number of vectors."""
        return len(self._ids)

    def close(self) -> None:
        """Nothing to release."""


def write_vectors(folder: Path, ids: Sequence[str], vectors: Vectors) -> None:
    """Keep vectors beside the index, for exact search and for a rebuild without embedding."""
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / _VECTORS, vectors.astype(np.float32))
    (folder / _IDS).write_text(json.dumps(list(ids)), encoding="utf-8")


def read_vectors(folder: Path) -> tuple[list[str], Vectors]:
    """Ids and vectors of a folder.

    Raises:
        IndexDamaged: a file is absent, cut off, or does not fit the other.
    """
    try:
        ids = json.loads((folder / _IDS).read_text(encoding="utf-8"))
        vectors = np.load(folder / _VECTORS, mmap_mode="r")
    except (OSError, ValueError, EOFError) as error:
        raise IndexDamaged("De vectoren van de index zijn beschadigd. Bouw opnieuw met: weerwoord index --force") from error
    if len(ids) != len(vectors):
        raise IndexDamaged("De index klopt niet met zichzelf. Bouw opnieuw met: weerwoord index --force")
    return ids, vectors


class ExactIndexBuilder:
    """Implements ``VectorIndexBuilder`` with nothing but the kept vectors."""

    def build(self, folder: Path, ids: Sequence[str], vectors: Vectors, progress: Progress | None = None) -> None:
        """Write ids and vectors."""
        write_vectors(folder, ids, vectors)
        if progress:
            progress("vectoren", len(ids), len(ids))

    def open(self, folder: Path) -> VectorIndex:
        """Open the kept vectors."""
        return ExactIndex(*read_vectors(folder))
