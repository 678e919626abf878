"""Chroma, embedded; ``chroma_server`` and ``chroma_hybrid`` are the other files that import chromadb.

A version folder is written once, by one process, and only read after that: two writers lose vectors and can leave
an index that crashes every reader (docs/decisions/002-versioned-index.md).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from bot.errors import MEND_INDEX, IndexDamaged, StorageError, WeerwoordError
from bot.ports import Progress, Scored, VectorIndex, Vectors

_COLLECTION = "passages"
_DATABASE, _WHOLE = "chroma.sqlite3", "whole.json"
_BATCH = 5000
SPACE = {
    "hnsw": {
        "space": "cosine",
        "ef_search": 500,
        "ef_construction": 200,
        "max_neighbors": 32,
        "sync_threshold": 2,
        "batch_size": 2,
    }
}
"""With Chroma's own values 41 of 1,608 questions lost one of their ten nearest passages, with these none, for 0.3 ms.
Below the threshold Chroma keeps vectors in a log, which every reader would work through again.
"""


def _client(folder: Path) -> Any:
    os.environ["ANONYMIZED_TELEMETRY"] = "False"
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))


@contextmanager
def _mapped(kind: type[WeerwoordError], what: str, advice: str) -> Iterator[None]:
    """Show any error of Chroma as one of ours; a panic of its Rust core is no ``Exception``."""
    try:
        yield
    except (WeerwoordError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        raise kind(f"{what} ({type(error).__name__}). {advice}") from error


def nearest(collection: Any, count: int, vector: Vectors, k: int) -> list[Scored]:
    """The k nearest ids of a collection of so many vectors, best first; score is the cosine."""
    if not count or k <= 0:
        return []
    asked = [vector.astype(np.float32).tolist()]
    found = collection.query(query_embeddings=asked, n_results=min(k, count), include=["distances"])
    return [Scored(i, 1.0 - float(d)) for i, d in zip(found["ids"][0], found["distances"][0], strict=True)]


class ChromaIndex:
    """Implements ``VectorIndex`` over one collection of a folder."""

    def __init__(self, folder: Path) -> None:
        expected = _check_files(folder)
        with _mapped(IndexDamaged, "Chroma kan de index niet openen", MEND_INDEX):
            self._client = _client(folder)
            self._collection = self._client.get_collection(_COLLECTION, embedding_function=None)
            self._count = int(self._collection.count())
        if self._count != expected:
            self.close()
            raise IndexDamaged(f"Chroma vindt {self._count} van {expected} passages terug. {MEND_INDEX}")

    def search(self, vector: Vectors, k: int) -> list[Scored]:
        """The k nearest ids, best first; score is the cosine."""
        with _mapped(IndexDamaged, "Chroma kan niet zoeken", MEND_INDEX):
            return nearest(self._collection, self._count, vector, k)

    def count(self) -> int:
        """Number of vectors."""
        return self._count

    def close(self) -> None:
        """Release the files of this client; other clients of the process keep theirs."""
        self._client.close()


class ChromaIndexBuilder:
    """Implements ``VectorIndexBuilder``."""

    def build(self, folder: Path, ids: Sequence[str], vectors: Vectors, progress: Progress | None = None) -> None:
        """Write a new cosine collection into an empty folder.

        Raises:
            StorageError: the folder can't be written or the disk is full.
        """
        advice = "Is de schijf vol of de map alleen-lezen?"
        with _mapped(StorageError, f"Chroma kan de index niet schrijven in {folder}", advice):
            client = _client(folder)
            try:
                collection = client.create_collection(_COLLECTION, embedding_function=None, configuration=SPACE)
                for start in range(0, len(ids), _BATCH):
                    stop = min(start + _BATCH, len(ids))
                    collection.add(ids=list(ids[start:stop]), embeddings=vectors[start:stop].astype(np.float32))
                    if progress:
                        progress("vectoren", stop, len(ids))
            finally:
                client.close()
            sizes = {name: (folder / name).stat().st_size for name in _graph_files(folder)}
            (folder / _WHOLE).write_text(json.dumps({"count": len(ids), "files": sizes}), encoding="utf-8")

    def open(self, folder: Path) -> VectorIndex:
        """Open a folder for reading."""
        return ChromaIndex(folder)

    def is_whole(self, folder: Path) -> bool:
        """Whether a folder was written by this builder; its files are looked at elsewhere."""
        return (folder / _WHOLE).is_file()


def _graph_files(folder: Path) -> list[str]:
    """Files of the neighbour graph; without one of them Chroma finds little and does not say so."""
    return sorted(p.relative_to(folder).as_posix() for p in folder.glob("*/*") if p.is_file())


def _check_files(folder: Path) -> int:
    """Compare the files with what was written, and give the number of vectors."""
    try:
        whole = json.loads((folder / _WHOLE).read_text(encoding="utf-8"))
        sizes = {name: (folder / name).stat().st_size for name in whole["files"]}
        count = int(whole["count"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(f"In de index ontbreken bestanden van Chroma. {MEND_INDEX}") from error
    if sizes != whole["files"] or not (folder / _DATABASE).is_file():
        raise IndexDamaged(f"Bestanden van Chroma in de index zijn beschadigd. {MEND_INDEX}")
    return count
