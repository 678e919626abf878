"""How a question is put, against how the known and the outside questions are put: words, word pairs, parts of words.

Vectors of meaning forget the small words and the order, in which "hoe lang", "wie betaalt" and "welke partij" stand.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.ports import Vectors
from bot.retrieval.analysis import fold

_COLUMNS = 2**14
_SHORTEST, _LONGEST = 3, 5
_L2 = 0.3
_ROUNDS = 200
_FAR = 5.0
"""Beyond these log odds a question lies wholly on one side."""
_Columns = npt.NDArray[np.int64]


def wording_line(inside: Sequence[str], outside: Sequence[str]) -> Vectors:
    """A line between the wordings of known and of outside questions; both kinds count as much.

    Returns:
        Bias and weights of the log odds that a question is an outside one; zeros where one of the kinds is absent.
    """
    line = np.zeros(_COLUMNS + 1, dtype=np.float32)
    if not inside or not outside:
        return line
    from scipy.optimize import minimize

    texts, truths = _matrix([*inside, *outside]), np.r_[np.zeros(len(inside)), np.ones(len(outside))]
    counts = np.where(truths == 1, len(truths) / (2 * len(outside)), len(truths) / (2 * len(inside)))

    def loss(weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        odds = texts @ weights[1:] + weights[0]
        wrong = counts * (1 / (1 + np.exp(-odds)) - truths)
        total = counts @ (np.logaddexp(0, odds) - truths * odds) + _L2 / 2 * weights[1:] @ weights[1:]
        return float(total), np.r_[wrong.sum(), texts.T @ wrong + _L2 * weights[1:]]

    found = minimize(loss, np.zeros(_COLUMNS + 1), jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS})
    line[:] = found.x
    return line


def wording_side(line: Vectors, text: str) -> float:
    """On which side of the line a question lies, -1 (known) to 1 (outside)."""
    columns = _columns(text)
    if not len(columns):
        return 0.0
    odds = float(line[0] + line[1:][columns].sum() / np.sqrt(len(columns)))
    return max(-_FAR, min(_FAR, odds)) / _FAR


def _matrix(texts: Sequence[str]) -> Any:
    """One sparse row of length 1 for each text."""
    from scipy.sparse import csr_array

    rows = [_columns(text) for text in texts]
    ends = np.cumsum([0, *map(len, rows)])
    values = np.concatenate([np.full(len(row), 1 / np.sqrt(len(row) or 1)) for row in rows])
    return csr_array((values, np.concatenate(rows), ends), shape=(len(texts), _COLUMNS))


def _columns(text: str) -> _Columns:
    """The columns of what is in a text, each once."""
    return np.unique(np.fromiter((zlib.crc32(one.encode()) % _COLUMNS for one in _held(text)), dtype=np.int64))


def _held(text: str) -> Iterator[str]:
    words = re.findall(r"[a-z0-9]+", fold(text.lower()))
    yield from words
    yield from (f"{one} {other}" for one, other in zip(["", *words], [*words, ""], strict=True) if one or other)
    for word in words:
        yield from _parts(word)


@lru_cache(maxsize=20_000)
def _parts(word: str) -> tuple[str, ...]:
    """Groups of letters of a word between borders."""
    bordered = f"<{word}>"
    return tuple(
        bordered[begin : begin + length]
        for length in range(_SHORTEST, _LONGEST + 1)
        for begin in range(len(bordered) - length + 1)
    )
