"""Rewrites an English or French claim in Dutch words as far as it can, so that the Dutch checks can read it.

This is no translation for people. Numbers, names and the words that decide a claim (negation, comparison, scope, units)
come from a table, ordinary words from the table, the thesaurus or the evidence word that means nearly the same. What
none of these knows stays as it is, and counts as unsupported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from rapidfuzz import fuzz

from bot.answering.claim_foreign_numbers import dutch_numbers
from bot.answering.claim_reading import country_names
from bot.domain.thesaurus import Concept
from bot.ports import Embedder, Vectors
from bot.retrieval.analysis import Analyzer, fold
from bot.retrieval.places import PLACES
from bot.retrieval.stopwords import ENGLISH, FRENCH

LANGUAGES = ("en", "fr")
_AKIN_FROM, _COGNATE_FROM, _COGNATE_LENGTH = 0.55, 75.0, 5
_NAME_LENGTH, _NAME_FROM = 6, 80.0
_KEPT = 20_000
_COMMON_NOUN = {
    "en": re.compile(r"(?:ity|ness|tion|sion|ment|ing|ism|ance|ence|ship|ies|ants|ents|ers|ed)$"),
    "fr": re.compile(r"(?:ité|tion|sion|ment|age|isme|ance|ence|eurs|ants|ents|ées|és)$"),
}
"""Endings by which a word at the head of a sentence is known for no name."""
_APOSTROPHE = "'"
_EMPTY = {
    "en": ENGLISH | frozenset("do does did its it's their there itself also such then".split()),  # noqa: SIM905
    "fr": FRENCH | frozenset(
        "est sont était étaient été être soit soient ait aient a ont avait avaient avoir ayant eu fut furent sera "  # noqa: SIM905
        "seront serait elle elles il ils on se son sa ses leur leurs y dont où celui celle ceux celles lui-même "
        "elle-même alors".split()
    ),
}  # fmt: skip
"""Words without content of their own."""
_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_ELISION = re.compile(r"\b(?:[ldnsjmtc]|qu|jusqu|lorsqu|puisqu)'", re.IGNORECASE)
_NEVER = {
    "pas encore": "nog niet", "pas": "niet", "plus": "niet meer", "jamais": "nooit", "aucun": "geen", "aucune": "geen",
    "rien": "niets", "personne": "niemand", "guère": "nauwelijks", "ni": "niet", "que": "slechts", "qu'": "slechts ",
}  # fmt: skip
_NE = re.compile(
    r"\b(?:ne\s+|n')(?P<mid>(?:(?!que\b)[\w-]+\s+){0,5}?)"
    r"(?P<neg>pas encore|pas|plus|jamais|aucune?|rien|personne|guère|ni|que|qu')(?:\b|(?<='))(?:\s+(?:de\s|d'))?",
    re.IGNORECASE,
)
_THAN = re.compile(r"\b(plus|moins|davantage|meer|minder)\b([^,;.]{0,60}?)\bqu(?:e\b|')", re.IGNORECASE)
_PUBLISHED = re.compile(r"\b(?:does|do|did)\s+(?=[a-z])(?!not\b)", re.IGNORECASE)


class Table(NamedTuple):
    """What ``gloss.txt`` says for one language.

    Attributes:
        phrases: Dutch ways by lower-case phrase.
        names: Dutch names by foreign name, case and all.
        finder: all phrases, longest first.
    """

    phrases: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    finder: re.Pattern[str]
    name_finder: re.Pattern[str]


class Glosser:
    """Glosses claims against the evidence that they cite.

    Args:
        concepts: the thesaurus.
        embedder: one that knows the three languages; None leaves words that only it would know.
        names: lower-case names of the corpus, which are never words for something else.
    """

    def __init__(
        self,
        analyzer: Analyzer,
        concepts: Mapping[str, Concept],
        embedder: Embedder | None,
        names: frozenset[str] = frozenset(),
    ) -> None:
        self._analyzer, self._embedder, self._names = analyzer, embedder, names
        self._vectors: dict[str, Vectors] = {}
        self._same: dict[str, frozenset[str]] = {}
        for concept in concepts.values():
            stems = frozenset(s for w in concept.words for s in self._stems(w))
            for word in concept.words:
                self._same[word.lower()] = self._same.get(word.lower(), frozenset()) | stems

    def gloss(self, text: str, language: str, evidence: Iterable[str]) -> str:
        """A claim in Dutch words.

        Args:
            language: "en" or "fr".
            evidence: the Dutch sentences that it is compared with.
        """
        words = _Known(self._analyzer, evidence)
        table = read_table(language)
        text = dutch_numbers(_plain(text), language)
        text = table.name_finder.sub(lambda m: table.names[m.group()], text)
        if language == "fr":
            text = _THAN.sub(lambda m: f"{m[1]}{m[2]} dan ", text)
            text = _NE.sub(lambda m: f"{m['mid']} {_NEVER[m['neg'].lower()]} ", text)
        else:
            text = _PUBLISHED.sub("", text)
        kept: list[str] = []

        def keep(dutch: str) -> str:
            kept.append(dutch)
            return f" \x00{len(kept) - 1}\x00 "

        text = table.finder.sub(lambda m: keep(words.first(table.phrases[m.group().lower()])), text)
        text = _ELISION.sub("", text)
        text = _WORD.sub(lambda m: self._word(m, language, words), text)
        text = re.sub(r"\x00(\d+)\x00", lambda m: kept[int(m[1])], text)
        return re.sub(r"\s+([,.;:)])", r"\1", " ".join(text.split()))

    def _word(self, match: re.Match[str], language: str, known: _Known) -> str:
        word, lowered = match.group(), match.group().lower()
        if lowered in _EMPTY[language] and not word.isupper():
            return " "
        if word in known.names:
            return word
        place = PLACES.get(lowered) if word[0].isupper() or language == "fr" else None
        if place:
            return known.folded.get(place, place.capitalize())
        if lowered in known.surfaces:
            return word
        at_head = not match.string[: match.start()].strip()
        if word[0].isupper() and (lowered in self._names or not at_head):
            return word if lowered in self._names else known.spelled(word)  # a name stands or falls by itself
        near: str = self._same_concept(lowered, known) or _cognate(lowered, known) or self._akin(lowered, known)
        return near or (lowered if at_head and _COMMON_NOUN[language].search(lowered) else word)

    def _same_concept(self, word: str, known: _Known) -> str:
        stems = self._same.get(word) or self._same.get(word.removesuffix("s")) or frozenset()
        return next((known.by_stem[s] for s in sorted(stems) if s in known.by_stem), "")

    def _akin(self, word: str, known: _Known) -> str:
        if self._embedder is None or not known.candidates:
            return ""
        near = self._table([*known.candidates, word])
        values = near[:-1] @ near[-1]
        best = int(np.argmax(values))
        return known.candidates[best] if values[best] >= _AKIN_FROM else ""

    def _table(self, words: list[str]) -> Vectors:
        fresh = [w for w in dict.fromkeys(words) if w not in self._vectors]
        kept = self._vectors
        if fresh and self._embedder is not None:
            kept.update(zip(fresh, self._embedder.embed_passages(fresh), strict=True))
            if len(kept) > _KEPT:
                self._vectors = {}
        return np.stack([kept[w] for w in words])

    def _stems(self, text: str) -> list[str]:
        return [term for t in self._analyzer.tokens(text) for term in (t.stem, *t.parts)]


class _Known:
    """The words of the evidence."""

    def __init__(self, analyzer: Analyzer, evidence: Iterable[str]) -> None:
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


@lru_cache
def known_words(language: str) -> frozenset[str]:
    """Words of a language that unchecked text may show; none for Dutch, whose words the passages bring."""
    if language not in LANGUAGES:
        return frozenset()
    return _EMPTY[language] | {word for phrase in read_table(language).phrases for word in phrase.split()}


@lru_cache
def read_table(language: str) -> Table:
    """What is known of a language."""
    lines = (Path(__file__).parent / "gloss.txt").read_text(encoding="utf-8").splitlines()
    section, phrases, names = "", dict[str, tuple[str, ...]](), dict[str, str]()
    for line in lines:
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            parts = [tuple(w.strip() for w in part.split(",") if w.strip()) for part in line.split("|")]
            for word in parts[1 + LANGUAGES.index(language)]:
                if section == "names":
                    names[word] = parts[0][0]
                elif section == "decides" or word not in phrases:
                    phrases[word] = tuple(dict.fromkeys((*phrases.get(word, ()), *parts[0])))
    theirs, ours = country_names(language), country_names("nl")
    names = {**{theirs[code]: ours[code] for code in theirs.keys() & ours.keys()}, **names}
    return Table(phrases, names, _finder(phrases, re.IGNORECASE), _finder(names, 0))


def _finder(words: Iterable[str], flags: int) -> re.Pattern[str]:
    """Finds the longest of some phrases, whole words only; one that ends in an apostrophe leans on the next word."""
    ordered = sorted(words, key=len, reverse=True)
    leaning = "|".join(re.escape(w) for w in ordered if w.endswith(_APOSTROPHE))
    whole = "|".join(re.escape(w) for w in ordered if not w.endswith(_APOSTROPHE))
    either = rf"(?:{whole})(?![\w-])" + (rf"|(?:{leaning})" if leaning else "")
    return re.compile(rf"(?<![\w-])(?:{either})", flags)


def _plain(text: str) -> str:
    text = text.replace("’", "'").replace("‘", "'")
    return re.sub(r"[\u00a0\u202f]", " ", text)


def _cognate(word: str, known: _Known) -> str:
    """An evidence word that is nearly the same, "migratie" for "migration"."""
    if len(word) < _COGNATE_LENGTH:
        return ""
    folded = fold(word)
    near = [(fuzz.ratio(folded, c), c) for c in known.candidates if c[:1] == folded[:1] and len(c) >= _COGNATE_LENGTH]
    best = max(near, default=(0.0, ""))
    return str(best[1]) if best[0] >= _COGNATE_FROM else ""
