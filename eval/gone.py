"""Sentences that answers no longer say: what an editor who changed the corpus looks at first."""

from __future__ import annotations

from collections import defaultdict
from difflib import SequenceMatcher
from typing import NamedTuple

from eval.comparison import Comparison
from eval.records import Said

_ALIKE = 0.8


class Gone(NamedTuple):
    """A sentence that went.

    Attributes:
        now: the sentence that took its place, "" when none is like it.
        ids: questions whose answers said it.
    """

    said: Said
    now: str
    ids: tuple[str, ...]

    def __str__(self) -> str:
        """One Dutch sentence."""
        now = f", nu ‘{self.now}’" if self.now else ""
        return f"‘{self.said.text}’ [{'; '.join(self.said.places)}]{now}: {len(self.ids)} × ({', '.join(self.ids)})"


def gone_sentences(comparison: Comparison) -> tuple[Gone, ...]:
    """Each sentence with the questions that lost it, those of most questions first."""
    lost: dict[Said, list[str]] = defaultdict(list)
    new: dict[Said, None] = {}
    for flip in (*comparison.flips, *comparison.altered):
        if flip.before is None or flip.after is None:
            continue
        before, after = {s.text for s in flip.before}, {s.text for s in flip.after}
        for said in flip.before:
            if said.text not in after:
                lost[said].append(flip.id)
        new |= dict.fromkeys(said for said in flip.after if said.text not in before)
    found = [Gone(said, _replaced(said, list(new)), tuple(ids)) for said, ids in lost.items()]
    return tuple(sorted(found, key=lambda gone: (-len(gone.ids), gone.said.text)))


def _replaced(said: Said, new: list[Said]) -> str:
    alike = [
        (SequenceMatcher(None, said.text, other.text).ratio(), other.text)
        for other in new
        if other.places == said.places
    ]
    ratio, text = max(alike, default=(0.0, ""))
    return text if ratio >= _ALIKE else ""
