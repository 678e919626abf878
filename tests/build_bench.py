"""Doubles that play together: a builder over a small corpus with a recording embedder."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.adapters.bm25_index import Bm25IndexBuilder
from bot.adapters.chroma_index import ChromaIndexBuilder
from bot.adapters.documents import LocalDocumentReader
from bot.adapters.exact_index import ExactIndexBuilder, read_vectors
from bot.adapters.pandoc import PandocReader
from bot.adapters.sqlite_catalog import SqliteCatalog, write_catalog
from bot.ingest.build import IndexBuilder, Tools
from bot.ingest.own_documents import Change
from bot.ingest.store import IndexStore
from bot.ports import Embedders
from bot.retrieval.analysis import Analyzer
from tests.doubles import HashEmbedder, MiniLexicon


class Bench:
    """A builder over a small corpus whose embedder records what it does."""

    def __init__(self, root: Path, corpus: Path) -> None:
        self.store, self.corpus = IndexStore(root), corpus
        self.tools = Tools(
            markup=PandocReader(),
            documents=LocalDocumentReader(),
            embedders=Embedders(HashEmbedder(), HashEmbedder()),
            vectors=ChromaIndexBuilder(),
            kept_vectors=ExactIndexBuilder(),
            lexical=Bm25IndexBuilder(),
            write_catalog=write_catalog,
            write_lexicon=lambda folder, words: (folder / "lexicon.txt").write_text("\n".join(words), encoding="utf-8"),
            analyzer=Analyzer(MiniLexicon()),
            read_kept=read_vectors,
        )

    def build(self, **options: Any) -> Any:
        """Build with a fresh record of what was embedded; keeps the record in ``embedded``."""
        embedder = HashEmbedder(self.tools.embedders.passages.name)
        self.tools = replace(self.tools, embedders=Embedders(embedder, embedder))
        report = IndexBuilder(self.store, self.tools).build(self.corpus, **options)
        self.embedded = embedder.embedded
        return report

    def choose(self, *paths: Path) -> Change:
        return IndexBuilder(self.store, self.tools).choose_documents(paths)

    def ids(self) -> set[str]:
        """Passage ids, the same in each part of the index in use."""
        folder = self.store.current()
        catalog = SqliteCatalog(folder)
        keys = [*catalog.sources, *catalog.cards]
        ids = {p.id for key in keys for p in catalog.passages_of(key)}
        vectors, lexical = ChromaIndexBuilder().open(folder / "chroma"), Bm25IndexBuilder().open(folder / "lexical")
        assert {hit.id for hit in vectors.search(HashEmbedder().embed_queries(["x"])[0], 1000)} == ids
        assert set(json.loads((folder / "lexical" / "ids.json").read_text())) == ids
        assert lexical.count() == vectors.count() == catalog.passage_count() == len(ids)
        assert set(read_vectors(folder / "vectors")[0]) == ids
        catalog.close()
        vectors.close()
        return ids

    def catalog(self) -> SqliteCatalog:
        return SqliteCatalog(self.store.current())


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def state(bench: Bench) -> dict[Path, tuple[bytes, int]]:
    """Every file of the index but the lock."""
    files = [p for p in bench.store.root.rglob("*") if p.is_file() and p.name != "write.lock"]
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}
