"""The learned weights of the choice of sentences (``choice.json``, written by ``python -m eval.choice``)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.answering.clues import CLUES, Clues, values_of
from bot.errors import IndexDamaged

FILE = Path(__file__).resolve().parent / "choice.json"


@dataclass(frozen=True, slots=True)
class ChoiceModel:
    """Linear weights by clue; the chance that a sentence answers grows with e to its score."""

    weights: Mapping[str, float]

    def scores(self, clues: Sequence[Clues]) -> list[float]:
        """One score a sentence; only differences within one question mean something."""
        vector = np.array([self.weights.get(name, 0.0) for name in CLUES])
        return [float(x) for x in values_of(clues) @ vector]


def read_choice(path: Path = FILE) -> ChoiceModel:
    """Read the learned weights.

    Raises:
        IndexDamaged: the file is absent or of another form.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return ChoiceModel({name: float(raw[name]) for name in CLUES})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(f"{path.name} ontbreekt of is beschadigd. Installeer Weerwoord opnieuw.") from error
