"""Writes a model folder: tokenizer.json, model.safetensors (int8 rows with a scale each), config.json."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
from safetensors.numpy import save
from tokenizers import Tokenizer

from bot.errors import StorageError
from bot.ports import Vectors

NAME = "static-nl"


def write_model(folder: Path, tokenizer: Tokenizer, table: Vectors, version: str) -> tuple[str, int]:
    """Quantise the table and write the folder.

    Args:
        folder: made if absent.
        tokenizer: id 0 is the unknown piece.
        table: vectors of shape (pieces, dimension).
        version: of the recipe.

    Returns:
        The model's name with version and hash, and the size of the three files in bytes.

    Raises:
        StorageError: the folder can't be written.
    """
    largest = np.abs(table).max(axis=1)
    scales = np.where(largest > 0, largest / 127.0, 1.0).astype(np.float32)
    rows = np.clip(np.rint(table / scales[:, None]), -127, 127).astype(np.int8)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "tokenizer.json").write_text(_compact(tokenizer), encoding="utf-8")
        (folder / "model.safetensors").write_bytes(save({"rows": rows, "scales": scales}))
        digest = _digest(folder)
        config = {
            "name": NAME,
            "version": version,
            "dimension": int(table.shape[1]),
            "pieces": int(table.shape[0]),
            "sha256": digest,
        }
        (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
        size = sum((folder / file).stat().st_size for file in ("tokenizer.json", "model.safetensors", "config.json"))
    except OSError as error:
        raise StorageError(
            f"Het model kan niet naar {folder} geschreven worden. Kies een map waar u mag schrijven, met genoeg ruimte."
        ) from error
    return f"{NAME}-{version}-{digest[:12]}", size


def _compact(tokenizer: Tokenizer) -> str:
    layout = json.loads(tokenizer.to_str())
    layout["model"]["vocab"] = [[piece, round(score, 3)] for piece, score in layout["model"]["vocab"]]
    return json.dumps(layout, ensure_ascii=False, separators=(",", ":"))


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in ("tokenizer.json", "model.safetensors"):
        digest.update((folder / file).read_bytes())
    return digest.hexdigest()
