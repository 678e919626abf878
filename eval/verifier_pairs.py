"""Sentence–passage pairs with a label, for the verification of model text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from bot.domain.passages import Citation, Passage, PassageKind, Sentence, SentenceKind, passage_id

FOLDER = Path(__file__).resolve().parent / "verifier"
SUPPORTED = "gesteund"
FOREIGN = "foreign.yaml"
UNSEEN = "laatst"
"""Pairs that nothing is learned from, so that they measure what sentences meet that no rule was made for."""
GROUPED = {
    "vrij": "free.yaml",
    "blind": "blind.yaml",
    "nieuw": "fresh.yaml",
    "nieuwst": "fresh2.yaml",
    "nieuwer": "fresh3.yaml",
    "nieuwe": "fresh4.yaml",
    "nieuws": "fresh5.yaml",
    "nieuw6": "fresh6.yaml",
    "nieuw7": "fresh7.yaml",
    "nieuw8": "fresh8.yaml",
    "nieuw9": "fresh9.yaml",
    "nieuwd": "fresh10.yaml",
    UNSEEN: "unseen.yaml",
    "vreemd": "fresh-foreign.yaml",
    "vreemde": "fresh-foreign2.yaml",
    "rollen": "roles.yaml",
    "wissel": "roles-nl.yaml",
}
"""Files of claims by passage, with the beginning of their pairs' ids."""
NUMERIC = ("getal", "jaar", "eenheid")
ROLES = "rolwissel"
"""Two parties have changed places: who gave and who got, cause and effect, from and to, whose view."""
OTHER = (
    "land", "cijfer-ander-land", "organisatie", "ontkenning", "vergelijking", "reikwijdte", "toevoeging", "houder",
    ROLES,
)  # fmt: skip
CLASSES = (SUPPORTED, *NUMERIC, *OTHER)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PairSentence(_Strict):
    """A sentence of a passage."""

    text: str
    locator: str = ""
    holder: str = ""
    cites: tuple[str, ...] = ()


class PairPassage(_Strict):
    """A passage as the checker gets it."""

    key: str
    heading: tuple[str, ...] = ()
    sentences: tuple[PairSentence, ...] = Field(min_length=1)

    def passage(self) -> Passage:
        """The domain object."""
        sentences = tuple(
            Sentence(
                s.text,
                tuple(Citation(key, s.locator) for key in s.cites or (self.key,)),
                SentenceKind.POSITION if s.holder else SentenceKind.FACT,
                s.holder,
            )
            for s in self.sentences
        )
        return Passage(passage_id(self.key, sentences), self.key, PassageKind.DIGEST, sentences, self.heading)


class Pair(_Strict):
    """One case.

    Attributes:
        split: thresholds are chosen on "dev" and reported on "test".
        label: SUPPORTED, or what is false about the claim.
        language: of the claim; passages are Dutch.
    """

    id: str
    split: Literal["dev", "test"]
    label: str
    claim: str
    language: Literal["nl", "en", "fr"] = "nl"
    passages: tuple[PairPassage, ...] = Field(min_length=1)


class _Group(_Strict):
    """Claims by language and label about the same passages."""

    split: Literal["dev", "test"]
    passages: tuple[PairPassage, ...] = Field(min_length=1)
    claims: dict[Literal["nl", "en", "fr"], dict[str, tuple[str, ...]]]

    def pairs(self, name: str) -> Iterator[Pair]:
        """Each claim as a pair of its own.

        Args:
            name: with which the ids begin.
        """
        for language, by_label in self.claims.items():
            for label, claims in by_label.items():
                for n, claim in enumerate(claims):
                    yield Pair(
                        id=f"{name}-{language}-{label}-{n}",
                        split=self.split,
                        label=label,
                        claim=claim,
                        language=language,
                        passages=self.passages,
                    )


def read_pairs(folder: Path = FOLDER, *, foreign: bool = True) -> list[Pair]:
    """All pairs: made by ``eval.verifier_build``, written by hand, and in other languages than Dutch.

    Args:
        foreign: with English and French claims.
    """
    pairs = _made(folder, foreign=foreign)
    for name, file in GROUPED.items():
        for place, group in enumerate(_groups(folder / file)):
            pairs += group.pairs(f"{name}{place:02}")
    return [pair for pair in pairs if foreign or pair.language == "nl"]


def _groups(path: Path) -> list[_Group]:
    return TypeAdapter(list[_Group]).validate_python(_load(path)) if path.is_file() else []


def _made(folder: Path, *, foreign: bool) -> list[Pair]:
    adapter = TypeAdapter(list[Pair])
    pairs: list[Pair] = []
    for name in ("pairs.yaml", "hand.yaml", *((FOREIGN,) if foreign else ())):
        path = folder / name
        if path.is_file():
            pairs += adapter.validate_python(_load(path))
    return pairs


def _load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
