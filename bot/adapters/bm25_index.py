"""BM25 through bm25s. The only file that imports it."""

from __future__ import annotations

import json
import logging
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from bot.errors import MEND_INDEX, IndexDamaged
from bot.ports import Scored

_IDS, _FREQUENCIES = "ids.json", "frequencies.json"
_K1, _B = 1.2, 0.6


class Bm25Index:
    """Implements ``LexicalIndex``; arrays are memory-mapped."""

    def __init__(self, retriever: Any, ids: Sequence[str], frequencies: Mapping[str, int]) -> None:
        self._retriever = retriever
        self._ids = list(ids)
        self._frequencies = frequencies

    def search(self, tokens: Mapping[str, float], k: int) -> list[Scored]:
        """The k best ids for weighted tokens, best first."""
        by_weight: dict[float, list[str]] = defaultdict(list)
        for token, weight in tokens.items():
            if weight > 0 and token in self._frequencies:
                by_weight[weight].append(token)
        if not by_weight or k <= 0:
            return []
        scores = np.zeros(len(self._ids), dtype=np.float32)
        for weight, group in by_weight.items():
            scores += np.float32(weight) * self._retriever.get_scores(group)
        found = np.flatnonzero(scores > 0)
        if len(found) > k:
            found = found[np.argpartition(-scores[found], k - 1)[:k]]
        best = sorted(found.tolist(), key=lambda i: (-scores[i], i))
        return [Scored(self._ids[i], float(scores[i])) for i in best]

    def best_of(self, tokens: Mapping[str, float], ids: Collection[str], k: int) -> list[Scored]:
        """As ``search``, among these ids only; unknown ones are left out."""
        rows = np.array(sorted(self._rows[i] for i in ids if i in self._rows), dtype=np.int64)
        scores = np.zeros(len(rows), dtype=np.float32)
        for column, weight in self.sparse(tokens).items():
            held, weights = self._column(column)
            order = np.argsort(held)
            place = np.searchsorted(held, rows, sorter=order)
            place = order[np.minimum(place, len(order) - 1)]
            scores += np.where(held[place] == rows, np.float32(weight) * weights[place], np.float32(0))
        best = [n for n in np.lexsort((rows, -scores)) if scores[n] > 0][:k]
        return [Scored(self._ids[rows[n]], float(scores[n])) for n in best]

    def sparse(self, tokens: Mapping[str, float]) -> dict[int, float]:
        """A question as a sparse vector: the columns of its known tokens, ascending, with their weights.

        Its product with a row of ``sparse_rows`` is the BM25 score.
        """
        known = {t: w for t, w in tokens.items() if w > 0 and t in self._frequencies}
        columns = ((self._retriever.get_tokens_ids([token])[0], weight) for token, weight in known.items())
        return {int(column): float(weight) for column, weight in sorted(columns)}

    def sparse_rows(self) -> Iterator[tuple[list[int], list[float]]]:
        """Each passage, in the order of the index, as a sparse vector of its BM25 weights: columns and weights."""
        if self._retriever is None:
            yield from (([], []) for _ in self._ids)
            return
        scores = self._retriever.scores
        columns = np.repeat(np.arange(len(scores["indptr"]) - 1), np.diff(scores["indptr"]))
        order = np.lexsort((columns, scores["indices"]))
        ends = np.cumsum(np.bincount(scores["indices"], minlength=len(self._ids)))
        for end, start in zip(ends, (0, *ends[:-1]), strict=True):
            own = order[start:end]
            yield columns[own].tolist(), scores["data"][own].tolist()

    def _column(self, column: int) -> tuple[Any, Any]:
        """Rows that hold a token, and its weight in each."""
        scores = self._retriever.scores
        place = slice(int(scores["indptr"][column]), int(scores["indptr"][column + 1]))
        return scores["indices"][place], scores["data"][place]

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {name: row for row, name in enumerate(self._ids)}

    def document_frequency(self, token: str) -> int:
        """In how many passages a token occurs."""
        return self._frequencies.get(token, 0)

    @property
    def ids(self) -> list[str]:
        """The passages, in the order of the index."""
        return self._ids

    def count(self) -> int:
        """Number of passages."""
        return len(self._ids)


class Bm25IndexBuilder:
    """Implements ``LexicalIndexBuilder``."""

    def build(self, folder: Path, ids: Sequence[str], token_lists: Sequence[Sequence[str]]) -> None:
        """Write a new index into a folder."""
        bm25s = _bm25s()
        folder.mkdir(parents=True, exist_ok=True)
        frequencies = Counter(token for tokens in token_lists for token in set(tokens))
        if frequencies:
            retriever = bm25s.BM25(k1=_K1, b=_B, method="lucene")
            retriever.index([list(tokens) for tokens in token_lists], show_progress=False)
            retriever.save(str(folder), show_progress=False)
        (folder / _IDS).write_text(json.dumps(list(ids)), encoding="utf-8")
        (folder / _FREQUENCIES).write_text(json.dumps(frequencies, ensure_ascii=False), encoding="utf-8")

    def open(self, folder: Path) -> Bm25Index:
        """Open a folder for reading."""
        try:
            ids = json.loads((folder / _IDS).read_text(encoding="utf-8"))
            frequencies = json.loads((folder / _FREQUENCIES).read_text(encoding="utf-8"))
            if not frequencies:
                return Bm25Index(None, ids, {})
            retriever = _bm25s().BM25.load(str(folder), mmap=True, show_progress=False)
        except (OSError, ValueError, EOFError, KeyError) as error:
            raise IndexDamaged(f"De woordenindex is beschadigd. {MEND_INDEX}") from error
        return Bm25Index(retriever, ids, frequencies)


def _bm25s() -> Any:
    logging.getLogger("bm25s").setLevel(logging.WARNING)
    import bm25s

    return bm25s
