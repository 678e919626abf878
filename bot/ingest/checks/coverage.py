"""What the corpus covers: by source and by theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.passages import PassageKind
from bot.domain.sources import ReadDepth
from bot.ingest.checks.material import Material
from bot.ingest.corpus import Corpus


@dataclass(frozen=True, slots=True)
class SourceCoverage:
    """How far one source is worked out.

    Attributes:
        read: how much of it was read for its digest, None without a digest.
        sentences: sentences of its digest.
        figures: ledger rows.
        cards: cards that cite it.
    """

    key: str
    label: str
    read: ReadDepth | None
    sentences: int
    figures: int
    cards: int


@dataclass(frozen=True, slots=True)
class ThemeCoverage:
    """How far one theme is worked out.

    Attributes:
        figures: ledger rows of sources whose digest has the theme.
    """

    theme: str
    cards: int
    digests: int
    figures: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """The two tables."""

    sources: Sequence[SourceCoverage]
    themes: Sequence[ThemeCoverage]


def cover(corpus: Corpus) -> Coverage:
    """Count what there is of each source and theme."""
    material = Material(corpus, {})
    rows = {key: len(figures) for key, figures in material.rows_by_source.items()}
    return Coverage(_sources(material, rows), _themes(corpus, rows))


def _sources(material: Material, rows: dict[str, int]) -> list[SourceCoverage]:
    corpus = material.corpus
    digests = corpus.digest_keys()
    sentences = Counter(placed.key for placed in material.digest_sentences)
    pairs = {(key, placed.key) for placed in material.card_sentences for key in placed.cited}
    cards = Counter(key for key, _ in pairs)
    return [
        SourceCoverage(
            key, source.label, source.read if key in digests else None, sentences[key], rows.get(key, 0), cards[key]
        )
        for key, source in sorted(corpus.sources.items())
    ]


def _themes(corpus: Corpus, rows: dict[str, int]) -> list[ThemeCoverage]:
    keys: dict[str, set[str]] = {}
    for passage in corpus.passages:
        for theme in passage.themes if passage.kind is PassageKind.DIGEST else ():
            keys.setdefault(theme, set()).add(passage.key)
    cards = Counter(card.theme for card in corpus.cards.values())
    return [
        ThemeCoverage(theme, cards[theme], len(found), sum(rows.get(key, 0) for key in found))
        for theme in sorted({*keys, *cards})
        for found in [keys.get(theme, set())]
    ]
