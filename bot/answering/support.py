"""Which digest sentence, or which line of an original, carries a citation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.numbers import Number, figures_only, find_numbers
from bot.domain.passages import Citation, Passage, PassageKind, Sentence
from bot.ports import Catalog
from bot.retrieval.analysis import Analyzer

_LITERAL_OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class Support:
    """The sentence of a source that carries a claim.

    Attributes:
        literal: True when it is the source's own text.
        score: share of the claim's content that it holds, 0 to 1.
    """

    sentence: Sentence
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
        self._analyzer = analyzer
        self._passages = lru_cache(maxsize=256)(catalog.passages_of)
        self._terms = lru_cache(maxsize=20_000)(self._terms_of)
        self._numbers = lru_cache(maxsize=20_000)(_figures)

    def find(self, claim: Sentence, citation: Citation) -> Support | None:
        """The best carrying sentence of the cited source, digests before originals; None when there is none."""
        passages = self._passages(citation.key)
        digest = self._best(claim, citation, [p for p in passages if p.kind is PassageKind.DIGEST])
        literal = self._best(claim, citation, [p for p in passages if p.kind is PassageKind.ORIGINAL])
        if literal and (digest is None or (literal.score >= _LITERAL_OVERLAP and self._same_numbers(claim, literal))):
            return literal
        return digest

    def _same_numbers(self, claim: Sentence, support: Support) -> bool:
        held = self._numbers(support.sentence.text)
        return all(any(n.same_as(h) for h in held) for n in self._numbers(claim.text))

    def _best(self, claim: Sentence, citation: Citation, passages: Sequence[Passage]) -> Support | None:
        every = [(sentence, passage) for passage in passages for sentence in passage.sentences]
        for sentence, passage in every:
            if sentence.text == claim.text and citation in sentence.citations:
                return Support(sentence, passage.id, passage.kind is PassageKind.ORIGINAL, 1.0)
        here = [pair for pair in every if _is_at(pair[0], citation)]
        return self._nearest(claim, here) or self._nearest(claim, every)

    def _nearest(self, claim: Sentence, pairs: Sequence[tuple[Sentence, Passage]]) -> Support | None:
        best: tuple[tuple[float, float], Support] | None = None
        wanted, numbers = self._terms(claim.text), self._numbers(claim.text)
        for sentence, passage in pairs:
            held = self._numbers(sentence.text)
            found = sum(any(n.same_as(h) for h in held) for n in numbers) / (len(numbers) or 1)
            overlap = len(wanted & self._terms(sentence.text)) / (len(wanted) or 1)
            rank = (found, overlap)
            if (found or overlap) and (best is None or rank > best[0]):
                best = (rank, Support(sentence, passage.id, passage.kind is PassageKind.ORIGINAL, overlap))
        return best[1] if best else None

    def _terms_of(self, text: str) -> frozenset[str]:
        return frozenset(term for token in self._analyzer.tokens(text) for term in (token.stem, *token.parts))


def _is_at(sentence: Sentence, citation: Citation) -> bool:
    """True when a sentence cites the same place in the same source."""
    return any(
        c.key == citation.key and (not citation.locator or c.locator == citation.locator) for c in sentence.citations
    )


def _figures(text: str) -> tuple[Number, ...]:
    return tuple(figures_only(find_numbers(text)))
