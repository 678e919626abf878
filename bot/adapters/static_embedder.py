"""Our own static embedder: a piece table and a mean, with numpy and tokenizers only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load
from tokenizers import Tokenizer

from bot.errors import ModelError
from bot.ports import Vectors

TOKENIZER_FILE, WEIGHTS_FILE, CONFIG_FILE = "tokenizer.json", "model.safetensors", "config.json"
_TEXTS_AT_ONCE = 256
_PIECES_AT_ONCE = 4096


def packaged_model() -> Path:
    """The folder of the model that comes with Weerwoord."""
    return Path(__file__).resolve().parents[1] / "models" / "static-nl"


@dataclass(frozen=True)
class StaticModel:
    """A model folder in memory. Row i of the table is ``rows[i] * scales[i]``; piece 0 is the unknown piece."""

    name: str
    tokenizer: Tokenizer
    rows: npt.NDArray[np.int8]
    scales: npt.NDArray[np.float32]

    def table(self) -> Vectors:
        """The whole table, shape (pieces, dimension), four times as large as what is kept."""
        return np.asarray(self.rows.astype(np.float32) * self.scales[:, None], dtype=np.float32)


def read_model(folder: Path) -> StaticModel:
    """Read and check a model folder.

    Raises:
        ModelError: a file lacks, is damaged, or belongs to another model.
    """
    try:
        config = json.loads((folder / CONFIG_FILE).read_bytes())
        tokenizer_bytes, weight_bytes = (folder / TOKENIZER_FILE).read_bytes(), (folder / WEIGHTS_FILE).read_bytes()
        hashed = hashlib.sha256(tokenizer_bytes)
        hashed.update(weight_bytes)
        digest = hashed.hexdigest()
        expected, name, version = str(config["sha256"]), str(config["name"]), str(config["version"])
    except OSError as error:
        raise ModelError(
            f"Het taalmodel in {folder} ontbreekt of is niet leesbaar. Installeer Weerwoord opnieuw of train het model."
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{folder / CONFIG_FILE} is beschadigd. Installeer Weerwoord opnieuw.") from error
    if digest != expected:
        raise ModelError(
            f"De bestanden van het taalmodel in {folder} horen niet bij elkaar of zijn beschadigd. "
            "Installeer Weerwoord opnieuw, of train het model."
        )
    try:
        tensors = load(weight_bytes)
        rows, scales = tensors["rows"], tensors["scales"]
        tokenizer = Tokenizer.from_buffer(tokenizer_bytes)
    except (SafetensorError, KeyError, ValueError) as error:
        raise ModelError(f"De gewichten in {folder} zijn van een andere soort. Train het model opnieuw.") from error
    except Exception as error:  # tokenizers raises bare Exception for a bad file
        raise ModelError(f"{folder / TOKENIZER_FILE} is niet te lezen. Installeer Weerwoord opnieuw.") from error
    if rows.shape[0] != scales.shape[0] or rows.shape[0] != tokenizer.get_vocab_size():
        raise ModelError(
            f"De gewichten en de woordenlijst in {folder} passen niet bij elkaar. Train het model opnieuw."
        )
    return StaticModel(f"{name}-{version}-{digest[:12]}", tokenizer, rows, scales)


class StaticEmbedder:
    """The mean of piece vectors, for Dutch first, English and French too. Passages and questions are treated alike.

    Args:
        folder: a model folder, such as ``packaged_model()``.

    Raises:
        ModelError: the folder is absent, damaged or no such model.
    """

    def __init__(self, folder: Path) -> None:
        self._model = read_model(folder)

    @property
    def name(self) -> str:
        """Name, version and hash of the weights and vocabulary."""
        return self._model.name

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._model.rows.shape[1])

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension), of length 1, or 0 for a text without known pieces.

        Texts of any length are read whole.
        """
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), _TEXTS_AT_ONCE):
            batch = [_clean(text) for text in texts[start : start + _TEXTS_AT_ONCE]]
            for i, encoding in enumerate(self._model.tokenizer.encode_batch_fast(batch, add_special_tokens=False)):
                vectors[start + i] = self._mean(encoding.ids)
        return vectors

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """As ``embed_passages``."""
        return self.embed_passages(texts)

    def _mean(self, ids: list[int]) -> Vectors:
        total = np.zeros(self.dimension, dtype=np.float32)
        for start in range(0, len(ids), _PIECES_AT_ONCE):
            known = np.array(ids[start : start + _PIECES_AT_ONCE], dtype=np.int64)
            total += self._model.scales[known] @ self._model.rows[known].astype(np.float32)
        length = float(np.linalg.norm(total))
        return total / np.float32(length) if length > 1e-12 else np.zeros_like(total)


def _clean(text: str) -> str:
    """Without lone surrogates, which the tokenizer refuses."""
    return text.encode("utf-8", errors="ignore").decode("utf-8")
