"""Things said twice in one file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from bot.domain.passages import SentenceKind
from bot.ingest.checks.material import Material, Placed
from bot.ingest.problems import Problem

_WORD = re.compile(r"\w+")
_ORDINAL = re.compile(r"\b(?:eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende)\b", re.IGNORECASE)
_ALIKE = 0.9
_LEAST_WORDS = 5


def repeated_sentence(material: Material) -> list[Problem]:
    """A digest does not say nearly the same twice; a contradiction may repeat the claim that it answers."""
    problems: list[Problem] = []
    for placed in _by_file(material).values():
        bags = [Counter(_WORD.findall(one.sentence.text.lower())) for one in placed]
        for place, one in enumerate(placed):
            twin = next((other for other in range(place) if _twins(placed[other], one, bags[other], bags[place])), None)
            if twin is not None:
                message = f"zegt bijna hetzelfde als regel {placed[twin].sentence.line}: {one.quote}."
                problems.append(one.warning("dubbele-zin", message))
    return problems


def _by_file(material: Material) -> Mapping[str, list[Placed]]:
    files: dict[str, list[Placed]] = {}
    for placed in material.digest_sentences:
        if placed.sentence.kind is not SentenceKind.CONFLICT:
            files.setdefault(placed.file, []).append(placed)
    return files


def _twins(one: Placed, other: Placed, first: Counter[str], second: Counter[str]) -> bool:
    sizes = sorted((first.total(), second.total()))
    if sizes[0] < _LEAST_WORDS or sizes[0] < _ALIKE * sizes[1]:
        return False
    if [n.values for n in one.numbers] != [n.values for n in other.numbers]:
        return False
    if _ORDINAL.findall(one.sentence.text) != _ORDINAL.findall(other.sentence.text):
        return False
    shared = (first & second).total()
    return shared >= _ALIKE * sizes[1]
