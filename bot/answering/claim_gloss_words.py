"""The words of the evidence, and which of them an English or French word stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

from bot.answering.claim_gloss_table import read_table
from bot.retrieval.analysis import Analyzer, fold
from bot.retrieval.places import PLACES

_COGNATE_FROM, _COGNATE_LENGTH = 75.0, 5
_NAME_LENGTH, _NAME_FROM = 6, 80.0
_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")


class Known:
    """The words of the evidence.

    Args:
        roughly: other words are looked up among these by the quick embedder alone.
    """

    def __init__(self, analyzer: Analyzer, evidence: Iterable[str], *, roughly: bool = False) -> None:
        self.roughly = roughly
        together = " . ".join(evidence)
        self.text = f" {together.lower()} "
        self.surfaces = frozenset(w.lower() for w in _WORD.findall(together))
        self.names = frozenset(w for w in _WORD.findall(together) if w[0].isupper())
        self.folded: dict[str, str] = {}
        for name in sorted(self.names):
            for part in (name.lower(), *name.lower().split("-")):
                self.folded.setdefault(PLACES.get(part, fold(part)), name)
        self.by_stem: dict[str, str] = {}
        for token in analyzer.tokens(together):
            if not token.stem.startswith("#") and not token.is_name:
                self.by_stem.setdefault(token.stem, token.surface)
                for part in token.parts:
                    self.by_stem.setdefault(part, part)
        self.candidates = sorted({*self.by_stem, *self.by_stem.values()})

    def spelled(self, word: str) -> str:
        """A name as the evidence spells it: "Valletta" for "La Valette"; the word itself where it is another name."""
        if len(word) < _NAME_LENGTH:
            return word
        near = [(fuzz.ratio(fold(word.lower()), fold(n.lower())), n) for n in self.names if n[0] == word[0]]
        best = max(near, default=(0.0, ""))
        return best[1] if best[0] >= _NAME_FROM else word

    def first(self, ways: tuple[str, ...]) -> str:
        """The first of some Dutch ways that the evidence uses, else the first."""
        for way in ways:
            if re.search(rf"(?<!\w){re.escape(way)}(?!\w)", self.text) or fold(way) in self.by_stem:
                return way
        return ways[0]


def place_of(word: str) -> str | None:
    """A country, also by a plural or feminine form: "turcs", "libyens"."""
    forms = (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("nes"), f"{word}ne", f"{word}e")
    return next((PLACES[f] for f in forms if f in PLACES), None)


_ENDINGS = {
    "en": ("ing", "ed", "es", "s", "ly", "d"),
    "fr": (
        "eraient",
        "eront",
        "erait",
        "era",
        "aient",
        "ait",
        "ent",
        "ées",
        "ée",
        "és",
        "es",
        "er",
        "é",
        "s",
        "e",
        "x",
    ),
}
_LEMMAS = {"en": ("", "e", "s", "ed"), "fr": ("", "e", "er", "é", "ent", "s", "és")}
_STEM_LENGTH = 3


def inflected(word: str, language: str, known: Known) -> str:
    """What the table has for another form of a word: "contributed" where it has "contribute"."""
    phrases = read_table(language).phrases
    for ending in _ENDINGS[language]:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _STEM_LENGTH:
            for other in _LEMMAS[language]:
                if f"{stem}{other}" in phrases:
                    return known.first(phrases[f"{stem}{other}"])
    return ""


def cognate(word: str, known: Known) -> str:
    """An evidence word that is nearly the same, "migratie" for "migration"."""
    if len(word) < _COGNATE_LENGTH:
        return ""
    folded = fold(word)
    near = [(fuzz.ratio(folded, c), c) for c in known.candidates if c[:1] == folded[:1] and len(c) >= _COGNATE_LENGTH]
    best = max(near, default=(0.0, ""))
    return str(best[1]) if best[0] >= _COGNATE_FROM else ""
