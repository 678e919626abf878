"""Query expansion through the thesaurus, and what it says of loaded words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import NamedTuple

from bot.domain.thesaurus import Concept
from bot.retrieval.analysis import Analyzer, Token, fold

_LONGEST = 5
WEIGHT = 0.45


@dataclass(frozen=True, slots=True)
class Found:
    """A concept met in a question.

    Attributes:
        words: the surface words of the question.
        loaded: True when a loaded word named it.
    """

    concept: str
    words: str
    loaded: bool


@dataclass(frozen=True, slots=True)
class Expansion:
    """Extra terms with their weights, and the concepts they come from.

    Attributes:
        alternatives: for a surface word of the question, all terms that mean the same.
    """

    terms: Mapping[str, float]
    found: tuple[Found, ...]
    alternatives: Mapping[str, frozenset[str]]


class _Words(NamedTuple):
    """Terms of a concept's words with their weights, and those that are a word of it by themselves."""

    terms: Mapping[str, float]
    whole: frozenset[str]


class Expander:
    """Finds concepts in a question and adds their other words.

    Args:
        concepts: the thesaurus by id.
        analyzer: the analysis of index and question.
    """

    def __init__(self, concepts: Mapping[str, Concept], analyzer: Analyzer) -> None:
        self._concepts = concepts
        self._analyzer = analyzer
        self._phrases: dict[tuple[str, ...], list[tuple[str, bool]]] = {}
        self._words = lru_cache(maxsize=None)(partial(_words_of, concepts, analyzer))
        for concept in concepts.values():
            for words, loaded in ((concept.words, False), (concept.loaded, True)):
                for word in words:
                    self._learn(concept.id, word, loaded)

    def _learn(self, concept: str, word: str, loaded: bool) -> None:
        tokens = self._analyzer.tokens(word, split=False)
        if not tokens or len(tokens) > _LONGEST:
            return
        for phrase in _forms(tokens, loaded=loaded):
            entries = self._phrases.setdefault(phrase, [])
            if (concept, loaded) not in entries:
                entries.append((concept, loaded))

    def expand(self, tokens: Sequence[Token]) -> Expansion:
        """Terms of the concepts in a question; none of one that is "not the same", unless that is asked for too."""
        found = self._find(tokens)
        barred = self._barred({f.concept for f in found})
        own = {t.stem for t in tokens}
        terms: dict[str, float] = {}
        for name in dict.fromkeys(f.concept for f in found):
            for term, weight in self._words(name).terms.items():
                if term not in own and term not in barred:
                    terms[term] = max(terms.get(term, 0.0), weight)
        alternatives: dict[str, frozenset[str]] = {}
        for f in found:
            same = self._words(f.concept).whole - barred
            for word in f.words.split():
                alternatives[word] = alternatives.get(word, frozenset()) | same
        return Expansion(terms, tuple(found), alternatives)

    def _barred(self, asked: Set[str]) -> set[str]:
        """Terms of concepts that are "not the same" as one asked for, except what an asked concept calls its own."""
        others = {other for name in asked for other in self._concepts[name].not_same} - asked
        barred = {term for other in others for term in self._words(other).terms}
        return barred.difference(*(self._words(name).terms for name in asked))

    def _find(self, tokens: Sequence[Token]) -> list[Found]:
        """The concepts of the longest phrases, then neutral ones inside a neutral phrase ("hulp aan Afrika")."""
        stems = [t.stem for t in tokens]
        surfaces = [fold(t.surface) for t in tokens]
        found: list[Found] = []
        place = 0
        while place < len(tokens):
            longest = 1
            for length in range(min(_LONGEST, len(tokens) - place), 0, -1):
                entries = self._entries(stems, surfaces, place, place + length)
                if entries:
                    words = " ".join(t.surface for t in tokens[place : place + length])
                    found.extend(Found(concept, words, loaded) for concept, loaded in entries)
                    if not any(loaded for _, loaded in entries):
                        found.extend(self._inside(tokens, stems, surfaces, place, place + length))
                    longest = length
                    break
            place += longest
        return found

    def _entries(self, stems: Sequence[str], surfaces: Sequence[str], start: int, stop: int) -> list[tuple[str, bool]]:
        return self._phrases.get(tuple(stems[start:stop])) or self._phrases.get(tuple(surfaces[start:stop])) or []

    def _inside(
        self, tokens: Sequence[Token], stems: Sequence[str], surfaces: Sequence[str], start: int, stop: int
    ) -> Iterator[Found]:
        for first in range(start, stop):
            for last in range(first + 1, stop + 1):
                if (first, last) != (start, stop):
                    words = " ".join(t.surface for t in tokens[first:last])
                    for concept, loaded in self._entries(stems, surfaces, first, last):
                        if not loaded:
                            yield Found(concept, words, loaded)


def _words_of(concepts: Mapping[str, Concept], analyzer: Analyzer, concept: str) -> _Words:
    """Read when a question first meets the concept; a concept that is unknown has none."""
    terms: dict[str, float] = {}
    whole: set[str] = set()
    known = concepts.get(concept)
    for word in known.words if known else ():
        tokens = analyzer.tokens(word)
        if not tokens or len(tokens) > _LONGEST:
            continue
        if len(tokens) == 1:
            whole.add(tokens[0].stem)
        weight = WEIGHT / len(tokens)
        for token in tokens:
            terms[token.stem] = max(terms.get(token.stem, 0.0), weight)
            for part in token.parts:
                terms[part] = max(terms.get(part, 0.0), weight / (len(token.parts) + 1))
    return _Words(terms, frozenset(whole))


def _forms(tokens: Sequence[Token], *, loaded: bool) -> set[tuple[str, ...]]:
    """How a phrase is recognised: as written, and by its stems.

    A single loaded word counts as written only: "illegalen" is loaded, "illegale houtkap" is not.
    """
    written = tuple(fold(t.surface) for t in tokens)
    stems = tuple(t.stem for t in tokens)
    if loaded and len(tokens) == 1 and written[0].replace("-", "") != stems[0]:
        return {written}
    return {written, stems}
