"""Which digest sentence, or which line of an original, carries a citation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.domain.numbers import Number, Unit, find_numbers, missing_from
from bot.domain.passages import Citation, Passage, PassageKind, Sentence
from bot.ports import Catalog
from bot.retrieval.analysis import Analyzer

_LITERAL_OVERLAP = 0.5
_MOST = 3
SEPARATOR = " … "
BEHIND_NOTE_FROM = 0.35
_COUNTING = 12
_YEAR_BONUS = 0.15
_SHARED_BY_MORE = 0.2


@dataclass(frozen=True, slots=True)
class Support:
    """What in a source carries a claim.

    Attributes:
        text: one to three sentences of one place, joined by " … ".
        literal: True when it is the source's own text.
        score: share of the claim's content that it holds, 0 to 1.
    """

    text: str
    passage_id: str
    literal: bool
    score: float


class SupportFinder:
    """Finds support within the passages of a cited source.

    Args:
        catalog: passages by source key.
        analyzer: the analysis of the index.
    """

    def __init__(self, catalog: Catalog, analyzer: Analyzer) -> None:
        self._catalog = catalog
        self._passages = lru_cache(maxsize=256)(catalog.passages_of)
        self._terms = lru_cache(maxsize=20_000)(lambda text: frozenset(analyzer.index_terms(text)))
        self._numbers = lru_cache(maxsize=20_000)(_figures)

    def words(self, text: str) -> frozenset[str]:
        """The words of a text, and the parts of compounds, in their dictionary form."""
        return self._terms(text)

    def all(self, claim: Sentence) -> list[tuple[Citation, Support]]:
        """Each citation of a claim with what carries it.

        A work that is cited without a place stands behind a note; where what was read of it does not hold the claim,
        the note's own sentence is shown.
        """
        found: list[tuple[Citation, Support]] = []
        for citation in claim.citations:
            support = self.find(claim, citation)
            if found and not citation.locator and (support is None or support.score < BEHIND_NOTE_FROM):
                support = replace(found[0][1], score=0.0)
            if support is not None:
                found.append((citation, support))
        return found

    def find(self, claim: Sentence, citation: Citation) -> Support | None:
        """The best carrying sentence of the cited source, digests before originals; None when there is none."""
        passages = self._passages(citation.key)
        digest = self._best(claim, citation, [p for p in passages if p.kind is PassageKind.DIGEST])
        literal = self._best(claim, citation, [p for p in passages if p.kind is PassageKind.ORIGINAL])
        if literal and (digest is None or (literal.score >= _LITERAL_OVERLAP and self._same_numbers(claim, literal))):
            return literal
        return digest

    def _same_numbers(self, claim: Sentence, support: Support) -> bool:
        held = self._numbers(support.text)
        return all(any(n.same_as(h) for h in held) for n in self._numbers(claim.text))

    def _best(self, claim: Sentence, citation: Citation, passages: Sequence[Passage]) -> Support | None:
        every = [(sentence, passage) for passage in passages for sentence in passage.sentences]
        for sentence, passage in every:
            if sentence.text == claim.text and citation in sentence.citations:
                return Support(sentence.text, passage.id, passage.kind is PassageKind.ORIGINAL, 1.0)
        here = [pair for pair in every if _is_at(pair[0], citation)]
        return self._nearest(claim, here) or self._nearest(claim, every)

    def _nearest(self, claim: Sentence, pairs: Sequence[tuple[Sentence, Passage]]) -> Support | None:
        """The sentence that holds most of a claim, and those that hold the figures it still lacks."""
        wanted, lacking = self._terms(claim.text), list(self._numbers(claim.text))
        chosen: list[tuple[Sentence, Passage]] = []
        held: set[str] = set()
        while pairs and len(chosen) < _MOST and (lacking or not chosen):
            best = max(pairs, key=lambda pair: self._worth(pair[0], wanted - held, lacking))
            found, overlap = self._worth(best[0], wanted - held, lacking)
            still = missing_from(lacking, self._numbers(best[0].text))
            adds = found or overlap >= _SHARED_BY_MORE if chosen else found or overlap
            if not adds or (chosen and len(still) == len(lacking)):
                break
            chosen.append(best)
            held |= self._terms(best[0].text)
            lacking = still
            pairs = [pair for pair in pairs if pair is not best]
        if not chosen:
            return None
        passage = chosen[0][1]
        score = len(wanted & held) / (len(wanted) or 1)
        text = SEPARATOR.join(sentence.text for sentence, _ in chosen)
        return Support(text, passage.id, passage.kind is PassageKind.ORIGINAL, score)

    def _worth(
        self, sentence: Sentence, wanted: set[str] | frozenset[str], numbers: Sequence[Number]
    ) -> tuple[int, float]:
        """Figures that a sentence holds, then its share of the words and years."""
        absent = missing_from(numbers, self._numbers(sentence.text))
        held = [n for n in numbers if n not in absent]
        years = sum(n.unit is Unit.YEAR for n in held)
        shared = len(wanted & self._terms(sentence.text)) / (len(wanted) or 1)
        return len(held) - years, shared + (_YEAR_BONUS * years if shared or len(held) > years else 0.0)


def _is_at(sentence: Sentence, citation: Citation) -> bool:
    """True when a sentence cites the same place in the same source."""
    return any(
        c.key == citation.key and (not citation.locator or c.locator == citation.locator) for c in sentence.citations
    )


def _figures(text: str) -> tuple[Number, ...]:
    return tuple(n for n in find_numbers(text) if not n.written_out or max(n.values) > _COUNTING)
