"""Chroma, embedded. The only file that imports chromadb.

A version folder is written once, by one process, and only read after that: two writers lose vectors and can leave
an index that crashes every reader (docs/decisions/002-versioned-index.md).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot.errors import IndexDamaged, StorageError
from bot.ports import Progress, Scored, VectorIndex, Vectors

_COLLECTION = "passages"
_BATCH = 2000
_REBUILD = "Bouw opnieuw met: weerwoord index --force"


def _client(folder: Path) -> Any:
    os.environ["ANONYMIZED_TELEMETRY"] = "False"
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))


class ChromaIndex:
    """Implements ``VectorIndex`` over one collection of a folder."""

    def __init__(self, folder: Path) -> None:
        if not (folder / "chroma.sqlite3").is_file():
            raise IndexDamaged(f"In de index ontbreekt de Chroma-database. {_REBUILD}")
        try:
            self._client = _client(folder)
            self._collection = self._client.get_collection(_COLLECTION, embedding_function=None)
            self._count = int(self._collection.count())
        except Exception as error:
            raise IndexDamaged(f"Chroma kan de index niet openen ({type(error).__name__}). {_REBUILD}") from error

    def search(self, vector: Vectors, k: int) -> list[Scored]:
        """The k nearest ids, best first; score is the cosine."""
        if not self._count or k <= 0:
            return []
        try:
            found = self._collection.query(
                query_embeddings=[vector.astype(np.float32).tolist()], n_results=min(k, self._count), include=["distances"]
            )
        except Exception as error:
            raise IndexDamaged(f"Chroma kan niet zoeken ({type(error).__name__}). {_REBUILD}") from error
        return [Scored(i, 1.0 - float(d)) for i, d in zip(found["ids"][0], found["distances"][0], strict=True)]

    def count(self) -> int:
        """Number of vectors."""
        return self._count

    def close(self) -> None:
        """Release the files of this client; other clients of the process keep theirs."""
        close = getattr(self._client, "close", None)
        if close is not None:
            close()


class ChromaIndexBuilder:
    """Implements ``VectorIndexBuilder``."""

    def build(self, folder: Path, ids: Sequence[str], vectors: Vectors, progress: Progress | None = None) -> None:
        """Write a new cosine collection into an empty folder.

        Raises:
            StorageError: the folder can't be written or the disk is full.
        """
        try:
            client = _client(folder)
            collection = client.create_collection(
                _COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
            )
            for start in range(0, len(ids), _BATCH):
                stop = min(start + _BATCH, len(ids))
                collection.add(ids=list(ids[start:stop]), embeddings=vectors[start:stop].astype(np.float32))
                if progress:
                    progress("vectoren", stop, len(ids))
        except Exception as error:
            message = f"Chroma kan de index niet schrijven in {folder} ({type(error).__name__}: {error}). "
            raise StorageError(message + "Is de schijf vol of de map alleen-lezen?") from error
        close = getattr(client, "close", None)
        if close is not None:
            close()

    def open(self, folder: Path) -> VectorIndex:
        """Open a folder for reading."""
        return ChromaIndex(folder)
