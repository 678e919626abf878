"""Query expansion through the thesaurus, and what it says of loaded words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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


class Expander:
    """Finds concepts in a question and adds their other words.

    Args:
        concepts: the thesaurus by id.
        analyzer: the analysis of index and question.
    """

    def __init__(self, concepts: Mapping[str, Concept], analyzer: Analyzer) -> None:
        self._concepts = concepts
        self._phrases: dict[tuple[str, ...], list[tuple[str, bool]]] = {}
        self._terms: dict[str, dict[str, float]] = {}
        self._whole: dict[str, set[str]] = {}
        for concept in concepts.values():
            for words, loaded in ((concept.words, False), (concept.loaded, True)):
                for word in words:
                    self._learn(concept.id, word, loaded, analyzer)

    def _learn(self, concept: str, word: str, loaded: bool, analyzer: Analyzer) -> None:
        tokens = analyzer.tokens(word)
        stems = tuple(t.stem for t in tokens)
        if not stems or len(stems) > _LONGEST:
            return
        for phrase in {stems, tuple(fold(t.surface) for t in tokens)}:
            entries = self._phrases.setdefault(phrase, [])
            if (concept, loaded) not in entries:
                entries.append((concept, loaded))
        if not loaded:
            if len(tokens) == 1:
                self._whole.setdefault(concept, set()).add(tokens[0].stem)
            terms = self._terms.setdefault(concept, {})
            for token in tokens:
                weight = WEIGHT / len(tokens)
                terms[token.stem] = max(terms.get(token.stem, 0.0), weight)
                for part in token.parts:
                    terms[part] = max(terms.get(part, 0.0), weight / (len(token.parts) + 1))

    def expand(self, tokens: Sequence[Token]) -> Expansion:
        """Terms of the concepts in a question, never those of a concept that is "not the same"."""
        found = self._find(tokens)
        barred = {term for f in found for term in self._barred(f.concept)}
        own = {t.stem for t in tokens}
        terms: dict[str, float] = {}
        for name in dict.fromkeys(f.concept for f in found):
            for term, weight in self._terms.get(name, {}).items():
                if term not in own and term not in barred:
                    terms[term] = max(terms.get(term, 0.0), weight)
        alternatives: dict[str, frozenset[str]] = {}
        for f in found:
            same = frozenset(self._whole.get(f.concept, ())) - barred
            for word in f.words.split():
                alternatives[word] = alternatives.get(word, frozenset()) | same
        return Expansion(terms, tuple(found), alternatives)

    def _barred(self, concept: str) -> Iterable[str]:
        own = self._terms.get(concept, {})
        for other in self._concepts[concept].not_same:
            yield from (t for t in self._terms.get(other, {}) if t not in own)

    def _find(self, tokens: Sequence[Token]) -> list[Found]:
        stems = [t.stem for t in tokens]
        surfaces = [fold(t.surface) for t in tokens]
        found: list[Found] = []
        place = 0
        while place < len(tokens):
            for length in range(min(_LONGEST, len(tokens) - place), 0, -1):
                stop = place + length
                entries = self._phrases.get(tuple(stems[place:stop])) or self._phrases.get(tuple(surfaces[place:stop]))
                if entries:
                    words = " ".join(t.surface for t in tokens[place:stop])
                    found.extend(Found(concept, words, loaded) for concept, loaded in entries)
                    place = stop
                    break
            else:
                place += 1
        return found
