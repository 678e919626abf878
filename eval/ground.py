"""What the corpus holds, read from an index, and gold places that it holds no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.domain.passages import Citation, Passage, SentenceKind
from bot.ports import Catalog
from eval.measures.facts import says
from eval.measures.sample import Ground, shortened
from eval.questions import Case


def read_ground(catalog: Catalog, syllables: Callable[[str], int]) -> Ground:
    """Every sentence of an index with its places, the positions, and their holders."""
    texts: dict[str, frozenset[Citation]] = {}
    positions: set[str] = set()
    holders: set[str] = set()
    citing: dict[Citation, dict[str, Passage]] = {}
    for passage in _passages(catalog):
        own = {Citation(passage.key, passage.locator)}
        for sentence in passage.sentences:
            places = set(sentence.citations) | (set() if passage.key in catalog.cards else own)
            for place in sentence.citations:
                citing.setdefault(place, {})[passage.id] = passage
            texts[sentence.text] = texts.get(sentence.text, frozenset()) | places
            if sentence.kind is SentenceKind.POSITION:
                positions.add(sentence.text)
                holders.add(sentence.holder)
    found = {place: tuple(passages.values()) for place, passages in citing.items()}
    return Ground(texts, frozenset(positions), frozenset(holders - {""}), found, syllables)


@dataclass(frozen=True, slots=True)
class LostPlace:
    """A gold place that no passage cites any more.

    Attributes:
        now: where a fact of the case stands now, "" when nowhere.
        text: the sentence there.
    """

    case: str
    place: str
    now: str = ""
    text: str = ""

    def __str__(self) -> str:
        """One Dutch sentence."""
        moved = f"nu waarschijnlijk {self.now}: ‘{shortened(self.text)}’" if self.now else "en staat nergens meer"
        return f"{self.case}: de passage {self.place} bestaat niet meer, {moved}."


def lost_places(cases: Iterable[Case], catalog: Catalog) -> list[LostPlace]:
    """Gold places that are gone, each with the nearest sentence that still says a fact of its case."""
    passages = list(_passages(catalog))
    known = {(c.key, c.locator) for p in passages for s in p.sentences for c in s.citations}
    known |= {(p.key, p.locator) for p in passages}
    return [
        _moved(case, place.key, place.locator, passages)
        for case in cases
        for place in case.relevant
        if (place.key, place.locator) not in known
    ]


def _moved(case: Case, key: str, locator: str, passages: Sequence[Passage]) -> LostPlace:
    """The same source first, then any other."""
    gone = f"{key}, {locator}"
    candidates = [
        (sum(says(sentence.text, fact) for fact in case.facts), citation.key == key, citation, sentence.text)
        for passage in passages
        for sentence in passage.sentences
        for citation in sentence.citations
    ]
    best = max(candidates, key=lambda c: (bool(c[0]), c[1], c[0]), default=None)
    if best is None or not best[0]:
        return LostPlace(case.id, gone)
    now = f"{best[2].key}, {best[2].locator}" if best[2].locator else best[2].key
    return LostPlace(case.id, gone, now, best[3])


def _passages(catalog: Catalog) -> Iterator[Passage]:
    for key in dict.fromkeys([*catalog.sources, *catalog.cards]):
        yield from catalog.passages_of(key)
