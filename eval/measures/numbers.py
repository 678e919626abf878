"""Number faithfulness."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.domain.number_words import NAMES
from bot.domain.numbers import Number, Unit, figures_only, find_numbers, missing_from
from eval.measures.sample import Sample, Score, shortened

_DIGITS = re.compile(r"\d+")


def number_faithfulness(sample: Sample) -> Score:
    """1 when every number and year of every sentence and warning stands in a quote of a footnote it cites.

    A year in which a cited work appeared may be named: the footnote shows it.
    """
    answer = sample.answer
    if answer.refused or not answer.sentences:
        return Score(None)
    notes = {note.n: note for note in answer.sources}
    faults: list[str] = []
    for text, cites in [*((s.text, s.cites) for s in answer.sentences), *((w.text, w.cites) for w in answer.warnings)]:
        cited = [notes[n] for n in cites if n in notes]
        years = {note.year for note in cited if note.year}
        for number in unsupported(text, [note.quote for note in cited], years):
            places = ", ".join(f"{note.key}, {note.locator}" for note in cited) or "geen bron"
            faults.append(f"‘{number}’ staat niet in {places}: {shortened(text)}")
    return Score(0.0 if faults else 1.0, tuple(faults))


def unsupported(text: str, quotes: Iterable[str], issued: Iterable[int] = ()) -> list[str]:
    """Numbers of a text, as written, that no quote holds.

    Digits that the number reader leaves alone must stand in a quote as they are.
    """
    evidence = " ".join(quotes)
    appeared = set(issued)
    named = [n for n in checked_numbers(text) if not (n.unit is Unit.YEAR and n.values & appeared)]
    absent = [n.text for n in missing_from(named, numbers_in(evidence))]
    read = [(n.start, n.end) for n in find_numbers(text)] + [m.span() for m in NAMES.finditer(text)]
    loose = [m for m in _DIGITS.finditer(text) if not any(a <= m.start() and m.end() <= b for a, b in read)]
    return absent + [m.group() for m in loose if m.group() not in _DIGITS.findall(evidence)]


@lru_cache(maxsize=20_000)
def numbers_in(text: str) -> tuple[Number, ...]:
    """All numbers of a text."""
    return tuple(find_numbers(text))


def checked_numbers(text: str) -> list[Number]:
    """Numbers that need a source: all but small counting words ("twee landen")."""
    numbers = numbers_in(text)
    figures = figures_only(numbers)
    return [n for n in numbers if n in figures or not n.written_out]
