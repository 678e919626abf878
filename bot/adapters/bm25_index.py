"""BM25 through bm25s. The only file that imports it."""

from __future__ import annotations

import json
import logging
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot.errors import MEND_INDEX, IndexDamaged
from bot.ports import LexicalIndex, Scored

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

    def document_frequency(self, token: str) -> int:
        """In how many passages a token occurs."""
        return self._frequencies.get(token, 0)

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

    def open(self, folder: Path) -> LexicalIndex:
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
