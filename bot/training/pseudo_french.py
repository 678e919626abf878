"""French by word for word translation: our data hold no French sentences, but a mean of pieces has no word order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import islice

import numpy as np
import simplemma

from bot.training.data import Pair, TrainingData
from bot.training.lexicon import Lexicon

_FORMS = 30_000
_MOST_FORMS = 8


class PseudoFrench:
    """Turns English sentences into bags of French words.

    Args:
        data: for the French words by frequency.
        lexicon: for their English glosses.
        seed: of the choice among French forms, which follows how common they are.
    """

    def __init__(self, data: TrainingData, lexicon: Lexicon, seed: int) -> None:
        self._random = np.random.default_rng(seed)
        forms: dict[str, dict[str, float]] = defaultdict(dict)
        words = [*lexicon.known_french(), *islice(data.frequencies["fr"], _FORMS)]
        for word in dict.fromkeys(words):
            for gloss in lexicon.french(word):
                forms[gloss.lower()][word] = data.frequencies["fr"].get(word, 1e-8)
        self._forms: dict[str, tuple[list[str], list[float]]] = {}
        for english, found in forms.items():
            most = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:_MOST_FORMS]
            weights = np.cumsum([share**0.5 for _, share in most])
            self._forms[english] = ([word for word, _ in most], (weights / weights[-1]).tolist())

    def pairs(self, sentences: Sequence[Pair], least: float = 0.6) -> list[Pair]:
        """The sentences of which at least this share of the words could be put into French."""
        made = []
        for english in dict.fromkeys(pair.english for pair in sentences):
            words = re.findall(r"[^\W\d_]+", english)
            french = [found for word in words if (found := self._translate(word))]
            if len(french) >= max(2, least * len(words)):
                made.append(Pair(english, " ".join(french)))
        return made

    def _translate(self, word: str) -> str | None:
        plain = word.lower()
        for form in (plain, simplemma.lemmatize(plain, lang="en").lower()):
            if form in self._forms:
                words, edges = self._forms[form]
                return words[int(np.searchsorted(edges, self._random.random()))]
        return word if word[0].isupper() and plain not in {"i"} else None
