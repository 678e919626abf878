"""The learned weights (``calibration.json``, written by ``python -m eval.calibrate``)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import IndexDamaged
from bot.retrieval.evidence import EvidenceModel
from bot.retrieval.fusion import Weights
from bot.retrieval.ranking import RankModel

FILE = Path(__file__).resolve().parent / "calibration.json"


@dataclass(frozen=True, slots=True)
class Calibration:
    """All that was learned.

    Attributes:
        legs: weights of the first fusion, which decides what is looked at closely.
        ranking: the order of those passages; None leaves it to the fusion.
        evidence: the judgement where the best passage has questions written for its sentences.
        plain: the judgement where it has none, such as a document of one's own.
        following: the judgement of a question as a follow-up of the one before.
    """

    legs: Weights
    ranking: RankModel | None
    evidence: EvidenceModel
    plain: EvidenceModel
    following: EvidenceModel = field(default_factory=lambda: EvidenceModel(0.0, {"after": 1.0}))


def read_calibration(path: Path = FILE) -> Calibration:
    """Read the learned weights.

    Raises:
        IndexDamaged: the file is absent or of another form.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return Calibration(
            Weights(**{name: float(value) for name, value in raw["legs"].items()}),
            RankModel(_floats(raw["ranking"])),
            _evidence(raw["evidence"]),
            _evidence(raw["plain"]),
            _evidence(raw["following"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexDamaged(f"{path.name} ontbreekt of is beschadigd. Installeer Weerwoord opnieuw.") from error


def _evidence(raw: Mapping[str, float]) -> EvidenceModel:
    weights = _floats(raw)
    return EvidenceModel(weights.pop("bias"), weights)


def _floats(raw: Mapping[str, float]) -> dict[str, float]:
    return {name: float(value) for name, value in raw.items()}
