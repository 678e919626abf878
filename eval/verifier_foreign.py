"""``python -m eval.verifier_foreign``: makes ``eval/verifier/foreign.yaml``, English and French claims on Dutch text.

The supported ones are written by hand (``foreign-claims.yaml``); the false ones are these, altered in one named way.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from eval.verifier_alter import Alter, number, table, year
from eval.verifier_pairs import FOLDER, FOREIGN, SUPPORTED, Pair, read_pairs

_SEED = 20260502


class _Alterations(BaseModel):
    """How claims are made false, by language.

    Attributes:
        altered: pattern and replacement, by class first.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    countries: dict[str, tuple[str, ...]]
    organisations: dict[str, tuple[str, ...]]
    additions: dict[str, tuple[str, ...]]
    altered: dict[str, dict[str, tuple[tuple[str, str], ...]]]


class _Claim(BaseModel):
    """A Dutch claim of ``pairs.yaml`` told in two other languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    nl: str
    en: str
    fr: str


def main() -> None:
    """Write the pairs and say how many of each class."""
    pairs = list(build())
    plain = [p.model_dump(mode="json", exclude_defaults=True) for p in pairs]
    text = yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=120)
    (FOLDER / FOREIGN).write_text(f"# Made by python -m eval.verifier_foreign; do not edit.\n{text}", encoding="utf-8")
    print(dict(Counter(p.label for p in pairs)))


def build() -> Iterator[Pair]:
    """Every claim, and each way in which it can be made false, in two splits by source.

    Raises:
        KeyError: a Dutch claim is no longer among the supported pairs.
    """
    claims = TypeAdapter(list[_Claim]).validate_python(
        yaml.safe_load((FOLDER / "foreign-claims.yaml").read_text(encoding="utf-8"))
    )
    known = {pair.claim: pair for pair in read_pairs(foreign=False) if pair.label == SUPPORTED}
    ways = {language: _ways(language) for language in ("en", "fr")}
    chance = random.Random(_SEED)
    for place, claim in enumerate(claims):
        base = known[claim.nl]
        texts = [s.text for p in base.passages for s in p.sentences]
        split = "dev" if sum(map(ord, base.passages[0].key)) // 2 % 2 else "test"
        for language, text in (("en", claim.en), ("fr", claim.fr)):
            for label, false in ((SUPPORTED, text), *_false(text, ways[language], chance, texts)):
                yield base.model_copy(
                    update={
                        "id": f"{language}-{label[:3]}{place:02}",
                        "split": split,
                        "label": label,
                        "claim": false,
                        "language": language,
                    }
                )


def _false(text: str, ways: Mapping[str, Alter], chance: random.Random, texts: list[str]) -> Iterator[tuple[str, str]]:
    for label, alter in ways.items():
        altered = alter(text, chance, texts)
        if altered and altered != text:
            yield label, altered[:1].upper() + altered[1:]


def _ways(language: str) -> Mapping[str, Alter]:
    known = _Alterations.model_validate(
        yaml.safe_load((FOLDER / "foreign-alterations.yaml").read_text(encoding="utf-8"))
    )

    def addition(claim: str, chance: random.Random, texts: object) -> str:
        return claim.rstrip(".") + chance.choice(known.additions[language]) + "."

    tables = {label: table(rows[language]) for label, rows in known.altered.items()}
    named = {"land": _other(known.countries[language]), "organisatie": _other(known.organisations[language])}
    return {"getal": number, "jaar": year, **tables, **named, "toevoeging": addition}


def _other(names: tuple[str, ...]) -> Alter:
    def alter(claim: str, chance: random.Random, texts: object) -> str | None:
        mine = [n for n in names if re.search(rf"(?<![\w.]){re.escape(n)}(?!\w)", claim)]
        others = [n for n in names if n not in claim]
        return claim.replace(chance.choice(mine), chance.choice(others)) if mine else None

    return alter


if __name__ == "__main__":
    main()
