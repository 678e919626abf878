"""Exact cosine search over the vectors that every index version keeps.

Faster than a graph index up to some fifty thousand vectors and without its start-up, so a single question from
the shell uses it; it is also the reference that the Chroma adapter is tested against.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Collection, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from bot.errors import MEND_INDEX, IndexDamaged
from bot.ports import Progress, Scored, Vectors

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
        """The k nearest ids, best first.

        Raises:
            IndexDamaged: the vector has another length than those of the index.
        """
        if not self._ids or k <= 0:
            return []
        if vector.shape != self._vectors.shape[1:]:
            raise IndexDamaged(f"De index en het taalmodel hebben vectoren van andere lengte. {MEND_INDEX}")
        scores = np.asarray(self._vectors @ vector.astype(np.float32))
        near = np.argpartition(-scores, k)[: k + 1] if len(scores) > k + 1 else np.arange(len(scores))
        best = near[np.lexsort((near, -scores[near]))][:k]
        return [Scored(self._ids[i], float(scores[i])) for i in best]

    def nearest_of(self, vector: Vectors, ids: Collection[str], k: int) -> list[Scored]:
        """As ``search``, among these ids only; unknown ones are left out."""
        rows = np.array(sorted(self._rows[i] for i in ids if i in self._rows), dtype=np.int64)
        scores = np.asarray(self._vectors[rows] @ vector.astype(np.float32))
        best = np.lexsort((rows, -scores))[:k]
        return [Scored(self._ids[rows[n]], float(scores[n])) for n in best]

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {name: row for row, name in enumerate(self._ids)}

    def count(self) -> int:
        """Number of vectors."""
        return len(self._ids)

    def close(self) -> None:
        """Nothing to release."""


def write_vectors(folder: Path, ids: Sequence[str], vectors: Vectors) -> None:
    """Keep vectors beside the index, for exact search and for a rebuild without embedding.

    Raises:
        OSError: no rights or no space.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        np.save(folder / _VECTORS, vectors.astype(np.float32))
    except OSError as error:
        if error.errno is None:  # numpy counts what it wrote and does not say why it fell short
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder / _VECTORS)) from error
        raise
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
        raise IndexDamaged(f"De vectoren van de index zijn beschadigd. {MEND_INDEX}") from error
    if not isinstance(ids, list) or vectors.ndim != 2 or len(ids) != len(vectors):
        raise IndexDamaged(f"De index klopt niet met zichzelf. {MEND_INDEX}")
    return ids, vectors


class ExactIndexBuilder:
    """Implements ``VectorIndexBuilder`` with nothing but the kept vectors."""

    def build(self, folder: Path, ids: Sequence[str], vectors: Vectors, progress: Progress | None = None) -> None:
        """Write ids and vectors."""
        write_vectors(folder, ids, vectors)
        if progress:
            progress("vectoren", len(ids), len(ids))

    def open(self, folder: Path) -> ExactIndex:
        """Open the kept vectors."""
        return ExactIndex(*read_vectors(folder))

    def is_whole(self, folder: Path) -> bool:
        """Whether the vectors are there."""
        return (folder / _VECTORS).is_file()
