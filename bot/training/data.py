"""The files that the embedder is trained and judged on, and which of their rows are kept aside for judging."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bot.errors import ModelError, UsageError

HELD_OUT_PERCENT = {"tatoeba": 3, "dashboard": 15}
"""Share of the sentence pairs of each origin that no training sees."""

_FRENCH = Path(__file__).with_name("french_words.tsv")


class Pair(NamedTuple):
    """An English text and what means the same."""

    english: str
    other: str


class Triple(NamedTuple):
    """One sentence in three languages (NTREX)."""

    english: str
    dutch: str
    french: str


@dataclass(frozen=True)
class TrainingData:
    """All that a training run reads. Frequencies are shares of running text, most frequent word first."""

    everyday: tuple[Pair, ...]
    formal: tuple[Pair, ...]
    dictionary: tuple[Pair, ...]
    terms: tuple[Pair, ...]
    synonyms: tuple[tuple[str, ...], ...]
    french: tuple[Pair, ...]
    frequencies: dict[str, dict[str, float]]
    words: tuple[str, ...]


def is_held_out(text: str, percent: int) -> bool:
    """Whether a text belongs to the share kept for judging: fixed by its content, digits and case aside."""
    plain = re.sub(r"[\W\d]+", " ", text).strip().lower()
    return int.from_bytes(hashlib.sha256(plain.encode()).digest()[:4], "big") % 100 < percent


def read_training(folder: Path) -> TrainingData:
    """Read what training may see.

    Raises:
        UsageError: the folder is absent.
        ModelError: a file lacks or holds nothing.
    """
    everyday = _sentences(folder, "tatoeba_en_nl.tsv")
    formal = _sentences(folder, "rijksoverheid_coronadashboard_en_nl.tsv")
    return TrainingData(
        everyday=tuple(p for p in everyday if not is_held_out(p.english, HELD_OUT_PERCENT["tatoeba"])),
        formal=tuple(p for p in formal if not is_held_out(p.english, HELD_OUT_PERCENT["dashboard"])),
        dictionary=tuple(Pair(_bare(r[0]), r[1].strip()) for r in _rows(folder, "freedict_eng_nld.tsv", 2)),
        terms=tuple(
            Pair(english, dutch.strip())
            for english, variants in (r[:2] for r in _rows(folder, "migration_terms_en_nl.tsv", 2))
            for dutch in variants.split("|")
        ),
        synonyms=tuple(tuple(r[1].split("|")) for r in _rows(folder, "omw_nl_synonyms.tsv", 2)),
        french=tuple(Pair(r[1], r[0]) for r in _rows(_FRENCH.parent, _FRENCH.name, 2)),
        frequencies={
            language: {r[0]: float(r[1]) for r in _rows(folder, f"wordfreq_{language}.tsv", 2)}
            for language in ("nl", "en", "fr")
        },
        words=tuple(r[0] for r in _rows(folder, "opentaal_words.txt", 1)),
    )


def read_held_out(folder: Path) -> dict[str, tuple[Pair, ...]]:
    """The Tatoeba and dashboard pairs that no training sees, each text once, by origin."""
    names = {"tatoeba": "tatoeba_en_nl.tsv", "dashboard": "rijksoverheid_coronadashboard_en_nl.tsv"}
    return {
        origin: _distinct(p for p in _sentences(folder, name) if is_held_out(p.english, HELD_OUT_PERCENT[origin]))
        for origin, name in names.items()
    }


def read_ntrex(folder: Path) -> tuple[Triple, ...]:
    """News sentences in three languages, for judging only."""
    return tuple(Triple(*(cell.strip() for cell in r[:3])) for r in _rows(folder, "ntrex_en_nl_fr.tsv", 3))


def _sentences(folder: Path, name: str) -> list[Pair]:
    return [Pair(r[0].strip(), r[1].strip()) for r in _rows(folder, name, 2)]


def _distinct(pairs: Iterator[Pair]) -> tuple[Pair, ...]:
    english: set[str] = set()
    dutch: set[str] = set()
    kept = []
    for pair in pairs:
        if pair.english.lower() not in english and pair.other.lower() not in dutch:
            kept.append(pair)
        english.add(pair.english.lower())
        dutch.add(pair.other.lower())
    return tuple(kept)


def _bare(headword: str) -> str:
    return re.sub(r"\s*\([^)]*\)", "", headword).strip() or headword.strip()


def _rows(folder: Path, name: str, columns: int) -> list[list[str]]:
    path = folder / name
    if not folder.is_dir():
        raise UsageError(f"De map {folder} bestaat niet. Geef met --data de map met de trainingsbestanden.")
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(
            f"Het trainingsbestand {path} ontbreekt of is niet leesbaar. Zet het in die map en probeer het opnieuw."
        ) from error
    rows = [line.split("\t") for line in text.splitlines()]
    kept = [row for row in rows if len(row) >= columns and all(cell.strip() for cell in row[:columns])]
    if not kept:
        raise ModelError(f"Het trainingsbestand {path} heeft geen regels van {columns} kolommen. Haal het opnieuw op.")
    return kept
