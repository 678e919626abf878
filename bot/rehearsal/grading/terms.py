"""Content words of a text with all forms that count as the same word."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.numbers import find_numbers
from bot.retrieval.analysis import Analyzer
from bot.retrieval.expansion import Expander

_EMPTY_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        auteur begin bijna bron cijfer circa collega doen eind erg gaan gemiddeld hebben heel jaar komen krijgen kunnen
        maken medeauteur melden melding mens mensen midden moeten noemen nog nota onderzoek onderzoeker ongeveer ook
        persoon rapport ruim schrijven staan stellen studie tellen vinden volgens waar wel worden zeggen zien zijn
        zullen
        """,
    )
)
_PREFIX = 6
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Term:
    """A content word.

    Attributes:
        forms: lemma, parts of a compound, and ids of thesaurus concepts ("~asiel").
        surface: as written.
        weight: how much it tells; rare words tell most.
    """

    forms: frozenset[str]
    surface: str
    weight: float = 1.0

    def matches(self, pool: frozenset[str]) -> float:
        """1 for the same word, less for a part of a compound, 0 for none."""
        shared = self.forms & pool
        if not shared:
            return 0.0
        return 1.0 if any(not form.startswith("+") for form in shared) else 0.6


class Terms:
    """Cuts texts into terms, with weights from the texts of all cards.

    Args:
        analyzer: the analysis of the index.
        expander: concepts of the thesaurus.
        texts: sentences of all cards, which tell how rare a word is.
    """

    def __init__(self, analyzer: Analyzer, expander: Expander, texts: Iterable[str]) -> None:
        self._analyzer = analyzer
        self._expander = expander
        self._seen: Counter[str] = Counter()
        self._count = 1
        self._pools: dict[str, frozenset[str]] = {}
        for text in texts:
            self._count += 1
            self._seen.update({token.stem for token in analyzer.tokens(_without_numbers(text))})

    def of(self, text: str, drop: frozenset[str] = frozenset()) -> tuple[Term, ...]:
        """The terms of a text, each once.

        Args:
            drop: lower-case words that carry no content here, such as the name of the source.
        """
        tokens = self._analyzer.tokens(_without_numbers(text))
        concepts: dict[str, set[str]] = {}
        for found in self._expander.expand(tokens).found:
            for word in found.words.split():
                concepts.setdefault(word, set()).add(f"~{found.concept}")
        terms: dict[str, Term] = {}
        for token in tokens:
            if token.stem in _EMPTY_WORDS or token.surface in drop or token.stem in drop or token.stem.startswith("#"):
                continue
            parts = {f"+{part}" for part in token.parts} | {f"+{token.stem}"}
            forms = frozenset({token.stem, *parts, *concepts.get(token.surface, ()), *_root(token.stem)})
            terms.setdefault(token.stem, Term(forms, token.surface, self._weight(token.stem)))
        return tuple(terms.values())

    def pool(self, text: str) -> frozenset[str]:
        """All forms of a text; remembered, since the same stretch is looked at from many sides."""
        known = self._pools.get(text)
        if known is None:
            if len(self._pools) >= _REMEMBERED:
                self._pools.clear()
            known = self._pools[text] = frozenset(form for term in self.of(text) for form in term.forms)
        return known

    def _weight(self, stem: str) -> float:
        return math.log((self._count + 1) / (self._seen[stem] + 1)) / math.log(self._count + 1)


def recall(terms: Sequence[Term], pool: frozenset[str]) -> float:
    """Share of the terms' weight that a pool of forms holds, 0 without terms."""
    total = sum(term.weight for term in terms)
    return sum(term.weight * term.matches(pool) for term in terms) / total if total else 0.0


def _root(stem: str) -> set[str]:
    """The beginning of a longer word, which its verb and noun share ("bescherm", "bescherming")."""
    return {f"+{stem[:_PREFIX]}…"} if len(stem) > _PREFIX else set()


def _without_numbers(text: str) -> str:
    for number in reversed(find_numbers(text, words=False)):
        text = f"{text[: number.start]} {text[number.end :]}"
    return re.sub(r"\(\s*\)", " ", text)
