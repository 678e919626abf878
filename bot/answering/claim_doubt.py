"""How likely a sentence is to be false, from signs of which none is sure by itself.

A word list finds a denial or "alle" in a good paraphrase as well as in a falsehood. What tells them apart is the rest
of the sentence: a falsehood is mostly the source's own sentence with one turn in it, a paraphrase has other words all
over. So these signs are weighed together (``claim_doubt.json``, written by ``python -m eval.verifier_fit``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import Path

import numpy as np

from bot.answering.claim_meaning import Carried
from bot.answering.claim_reading import Evidence, Read, clauses
from bot.domain.numbers import figures_only
from bot.errors import IndexDamaged
from bot.retrieval.logistic import Array, logistic

FILE = Path(__file__).resolve().parent / "claim_doubt.json"
BOUND = 0.35
"""A sentence of which the chance that it is false is as large is refused."""


class Sign(StrEnum):
    """A check that also hits good paraphrases."""

    CONTRARY = "contrary"
    DENIAL = "denial"
    TURN = "turn"
    BOUND = "bound"
    ROLES = "roles"
    ALL = "all"
    HEDGE = "hedge"


_SUPPORT = ("share", "cosine", "loose", "worst", "inserted", "low_share", "low_cosine")
_NEAR = ("literal", "back", "alike", "figure")
_NEARNESS = ("sign_share", "sign_literal", "sign_alike", "denied_known")
SIGNS = (*_SUPPORT, *Sign, *_NEARNESS, *_NEAR)
"""Names of the signs, in the order of ``signs_of``."""
_NOT = re.compile(r"\b(?:niet|geen|nooit|nauwelijks|evenmin|niemand|nergens|niets|amper|zonder)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM, _USUAL = 6, 0.7


@dataclass(frozen=True, slots=True)
class DoubtModel:
    """Logistic weights by sign.

    Attributes:
        bias: where no sign shows.
    """

    bias: float
    weights: Mapping[str, float]

    def chance(self, signs: Array) -> float:
        """How likely a sentence with these signs is to be false, 0 to 1."""
        vector = np.array([self.weights[name] for name in SIGNS])
        return float(logistic(np.asarray(self.bias + signs @ vector)))


def read_doubt(path: Path = FILE) -> DoubtModel:
    """Read the learned weights.

    Raises:
        IndexDamaged: the file is absent or of another form.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return DoubtModel(float(raw["bias"]), {name: float(raw[name]) for name in SIGNS})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(f"{path.name} ontbreekt of is beschadigd. Installeer Weerwoord opnieuw.") from error


def signs_of(claim: Read, cover: Sequence[Evidence], carried: Carried, found: frozenset[Sign]) -> Array:
    """The signs of a sentence in numbers, in the order of ``SIGNS``.

    Args:
        found: the checks that it failed.
    """
    held = frozenset(t for e in cover for t in e.read.terms)
    mine = {t.stem for t in claim.tokens}
    literal = len(mine & held) / (len(mine) or 1)
    back = max((len(claim.terms & e.read.terms) / (len(e.read.terms) or 1) for e in cover), default=0.0)
    alike = max((_alike(claim.text, e.read.text) for e in cover), default=0.0)
    some = float(bool(found))
    return np.array(
        [
            1 - carried.share,
            1 - carried.cosine,
            min(carried.loose, 5) / 3,
            1 - carried.worst,
            min(carried.inserted, 4) / 2,
            max(0.0, 0.5 - carried.share),
            max(0.0, 0.6 - carried.cosine),
            *(float(sign in found) for sign in Sign),
            some * (carried.share - 0.8),
            some * (literal - 0.6),
            some * (alike - 0.5),
            _denied_known(claim.text, cover) if Sign.DENIAL in found else 0.0,
            1 - literal,
            1 - back,
            1 - alike,
            float(bool(figures_only(claim.numbers))),
        ]
    )


def _alike(one: str, other: str) -> float:
    """How much of two texts is the same words in the same order."""
    return SequenceMatcher(None, one.lower().split(), other.lower().split(), autojunk=False).ratio()


def _denied_known(text: str, cover: Sequence[Evidence]) -> float:
    """How much of what one side denies the other says in the same words: "niet goed" for "verkeerd" is no turn."""
    told = " ".join(e.read.text for e in cover)
    said, given = _denied_words(text), _denied_words(cover[0].read.text) if cover else set()
    one, other = (said, told) if said else (given, text)
    known = {w[:_STEM] for w in _WORD.findall(other.lower())}
    return len(one & known) / len(one) - _USUAL if one else 0.0


def _denied_words(text: str) -> set[str]:
    """Words of the clauses with a denial."""
    parts = [part for part in clauses(text) if _NOT.search(part)]
    return {w[:_STEM] for part in parts for w in _WORD.findall(_NOT.sub(" ", part).lower())}
