"""Words and meaning searched together by a distributed Chroma server; untried on a real one (docs/operations.md).

Each passage stands there with its vector and with its BM25 weights as a sparse vector, so that the server's sparse
product is our BM25 score. One request asks for the nearest by each, put together by their ranks (RRF); what comes back
is every passage that either brought up. Their scores are then computed here from the kept files, which say the same
without a server. So the rest of the search sees what it always sees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot.adapters.bm25_index import Bm25Index, Bm25IndexBuilder
from bot.adapters.chroma_server import READ_S, Server, ServerIndex, ServerIndexBuilder, Steady, mapped, read_record
from bot.adapters.exact_index import ExactIndex
from bot.errors import IndexDamaged, IndexFault, ServiceError, SettingsError
from bot.ingest.kept import WORDS
from bot.ports import Scored, Vectors

_KEY = "bm25"
_MOST = 150
"""Deeper than this a narrowed search looks; some servers refuse it, so the kept files answer."""


def _schema() -> Any:
    """What a collection is searched by: the passage's vector, and its words; the server chooses how it keeps them."""
    from chromadb import Schema, SparseVectorIndexConfig, VectorIndexConfig

    schema = Schema()
    schema.create_index(config=VectorIndexConfig(space="cosine"))
    schema.create_index(config=SparseVectorIndexConfig(), key=_KEY)
    return schema


def _search(words: Mapping[int, float], vector: Vectors, k: int) -> Any:
    """One search: both rankings in one, so long that nothing of either is cut off."""
    from chromadb import K, Knn, Rrf, Search, SparseVector

    outside = float(2 * k)
    near = Knn(query=vector.astype(np.float32).tolist(), limit=k, default=outside, return_rank=True)
    ranks = [near]
    if words:
        asked = SparseVector(indices=list(words), values=list(words.values()))
        ranks.append(Knn(query=asked, key=_KEY, limit=k, default=outside, return_rank=True))
    return Search().rank(Rrf(list(ranks))).limit(len(ranks) * k).select(K.SCORE)


class HybridServerIndex(ServerIndex):
    """The collection of one version, searched by words and by meaning; ids only."""

    def __init__(self, address: str, folder: Path, seconds: float = READ_S) -> None:
        if not read_record(folder)[2]:
            raise IndexDamaged("Op de Chroma-server staan geen woorden. Zet ze erin met: weerwoord index")
        super().__init__(address, folder, seconds)

    def candidates(self, words: Mapping[int, float], vector: Vectors, k: int) -> list[str]:
        """Every id that is among the k best by words or among the k nearest by meaning.

        Raises:
            ServiceError: the server is away, slow or gives an error.
            IndexDamaged: the server no longer has the collection.
        """
        with mapped(self._server.address):
            found = self._collection.search(_search(words, vector, k))
            return [str(name) for name in found["ids"][0]]


class HybridServerBuilder(ServerIndexBuilder):
    """As ``ServerIndexBuilder``, with the words of the version's word index beside the vectors."""

    with_words = True

    def open(self, folder: Path) -> HybridServerIndex:
        """Open the collection of a folder for reading.

        Raises:
            IndexDamaged: the server does not have it, not whole, or without words.
            ServiceError: the server is away.
        """
        return HybridServerIndex(self._address, folder)

    def is_whole(self, folder: Path) -> bool:
        """Whether the server has all vectors and words of a folder; True also when it can't be asked now."""
        try:
            words = read_record(folder)[2]
        except IndexDamaged:
            return False
        return words and super().is_whole(folder)

    def _empty(self, server: Server, name: str, root: str) -> Any:
        import chromadb.errors

        try:
            return server.new_collection(name, root, _schema())
        except chromadb.errors.InvalidArgumentError as error:
            raise SettingsError(
                f"De Chroma-server op {server.address} kan niet op woorden zoeken; alleen een gedistribueerde Chroma "
                "kan dat, 'chroma run' niet. Zet de instelling 'chroma_hybrid' uit, of noem een andere server."
            ) from error

    def _words(self, folder: Path, ids: Sequence[str]) -> Iterator[Mapping[str, Any] | None]:
        from chromadb import SparseVector

        lexical = Bm25IndexBuilder().open(folder.parent / WORDS)
        if lexical.ids != list(ids):
            raise IndexDamaged("De woorden en de vectoren van de index horen niet bij elkaar. Bouw opnieuw.")
        for columns, weights in lexical.sparse_rows():
            yield {_KEY: SparseVector(indices=columns, values=weights)} if columns else None


class SteadyHybrid(Steady[HybridServerIndex]):
    """Implements ``HybridIndex``: a server's, and without it the kept files.

    Args:
        open_server: opens the index on the server.
        lexical: the words of the version.
        open_kept: opens its kept vectors.
    """

    def __init__(
        self, open_server: Callable[[], HybridServerIndex], lexical: Bm25Index, open_kept: Callable[[], ExactIndex]
    ) -> None:
        super().__init__(open_server)
        self._lexical, self._kept = lexical, open_kept()

    def search_both(self, tokens: Mapping[str, float], vector: Vectors, k: int) -> tuple[list[Scored], list[Scored]]:
        """The k best ids by words, and the k nearest by meaning."""
        server = self.at_hand() if k <= _MOST else None
        if server is not None:
            try:
                ids = server.candidates(self._lexical.sparse(tokens), vector, k)
                return self._lexical.best_of(tokens, ids, k), self._kept.nearest_of(vector, ids, k)
            except (ServiceError, IndexFault) as error:
                self.rest(error)
        return self._lexical.search(tokens, k), self._kept.search(vector, k)

    def close(self) -> None:
        """Close the connections."""
        if self._server is not None:
            self._server.close()
