"""Vectors taken over from the version before, so that only what changed is embedded again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.ports import Vectors

OUTSIDE_LINE, OUTSIDE_WORDING = "outside-line", "outside-wording"
VECTORS, QUESTION_VECTORS, OUTSIDE_VECTORS = "vectors", "question-vectors", "outside-vectors"
WORDS, QUESTION_WORDS, OUTSIDE_WORDS = "lexical", "question-lexical", "outside-lexical"
VECTOR_KEYS = "vector-keys.txt"


@dataclass(frozen=True, slots=True)
class KeptVectors:
    """Vectors by the hash of their text.

    Attributes:
        owners: ids that the version before had.
    """

    vectors: Mapping[str, Vectors] = field(default_factory=dict)
    owners: frozenset[str] = frozenset()


def vector_key(owner: str, text: str) -> str:
    """Hash of a text and its role (question ids begin with "v", passage ids are hexadecimal)."""
    role = "q" if owner.startswith("v") else "p"
    return hashlib.sha256(f"{role}|{text}".encode()).hexdigest()[:24]


def write_vector_keys(folder: Path, texts: Mapping[str, str]) -> None:
    """Note which text each vector of a version stands for."""
    lines = [f"{owner} {vector_key(owner, text)}" for owner, text in texts.items()]
    (folder / VECTOR_KEYS).write_text("\n".join(lines), encoding="utf-8")


def read_kept_vectors(folder: Path, read: Callable[[Path], tuple[list[str], Vectors]]) -> KeptVectors:
    """The vectors of a version by the hash of their text.

    Raises:
        OSError, ValueError, IndexDamaged: the version is not whole.
    """
    lines = (folder / VECTOR_KEYS).read_text(encoding="utf-8").splitlines()
    owned = dict(line.split(" ") for line in lines)
    vectors: dict[str, Vectors] = {}
    for part in (VECTORS, QUESTION_VECTORS, OUTSIDE_VECTORS):
        ids, rows = read(folder / part)
        vectors.update({owned[name]: rows[place] for place, name in enumerate(ids) if name in owned})
    return KeptVectors(vectors, frozenset(owned))
