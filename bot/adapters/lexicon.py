"""Lemmas (simplemma) and word frequencies (wordfreq), kept in one small file after first use.

Loading both word lists takes a second and 130 MB; a question needs a dozen words. So the words of the corpus and
the most common Dutch words are looked up once, when the index is built, and a question reads them from SQLite.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from bot.retrieval.spelling import RARE, SHORTEST, Speller

FILE = "lexicon.db"
_COMMON = 60_000
_CHAIN = 5


class Entry(NamedTuple):
    """What is known of a word."""

    lemma: str
    frequency: float


class FullLexicon:
    """Implements ``Lexicon`` with the complete word lists."""

    def __init__(self) -> None:
        import simplemma
        import wordfreq

        self._lemmatize = simplemma.lemmatize
        self._zipf = wordfreq.zipf_frequency
        self._common = wordfreq.top_n_list

    @lru_cache(maxsize=200_000)  # noqa: B019 - one long-lived lexicon a process
    def entry(self, word: str) -> Entry:
        """Lemma and Zipf frequency of a lower-case word."""
        return Entry(self._base(word), float(self._zipf(word, "nl")))

    def _base(self, word: str) -> str:
        """The lemma of the lemma and so on; of a circle ("kost", "kosten") the shortest word."""
        chain = [word]
        while len(chain) < _CHAIN:
            lemma = str(self._lemmatize(chain[-1], lang="nl")).lower() or word
            if lemma in chain:
                return min(chain[chain.index(lemma) :], key=lambda w: (len(w), w))
            chain.append(lemma)
        return chain[-1]

    def lemma(self, word: str) -> str:
        """Dictionary form."""
        return self.entry(word).lemma

    def frequency(self, word: str) -> float:
        """Zipf frequency."""
        return self.entry(word).frequency

    def common_words(self) -> list[str]:
        """The most common Dutch words."""
        return [w for w in self._common("nl", _COMMON) if w.isalpha()]


def write_lexicon(folder: Path, lexicon: FullLexicon, words: Iterable[str]) -> None:
    """Keep the entries of these words and of the common words."""
    connection = sqlite3.connect(folder / FILE)
    with connection:
        connection.execute("create table words (word text primary key, lemma text, frequency real, corpus integer)")
        own = frozenset(words)
        every = dict.fromkeys((*words, *lexicon.common_words()))
        connection.executemany("insert into words values (?, ?, ?, ?)", ((w, *lexicon.entry(w), w in own) for w in every))
    connection.close()


class StoredLexicon:
    """Implements ``Lexicon`` from the kept file; words outside it are their own lemma with frequency 0."""

    def __init__(self, folder: Path) -> None:
        path = (folder / FILE).resolve()
        self._connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._lock = threading.Lock()
        self._entries: dict[str, Entry] = {}

    def lemma(self, word: str) -> str:
        """Dictionary form."""
        return self._entry(word).lemma

    def frequency(self, word: str) -> float:
        """Zipf frequency."""
        return self._entry(word).frequency

    def correct(self, word: str) -> str:
        """The nearest word of the corpus for an unknown word, else the word itself."""
        if len(word) < SHORTEST or self.frequency(word) or self._is_corpus_word(word):
            return word
        return self._speller.correct(word)

    @cached_property
    def _speller(self) -> Speller:
        with self._lock:
            rows = self._connection.execute("select word from words where corpus").fetchall()
        return Speller([word for (word,) in rows], self._known_elsewhere)

    def _is_corpus_word(self, word: str) -> bool:
        with self._lock:
            return self._connection.execute("select 1 from words where word = ? and corpus", [word]).fetchone() is not None

    @staticmethod
    def _known_elsewhere(word: str) -> bool:
        import wordfreq

        return any(wordfreq.zipf_frequency(word, language) > RARE for language in ("nl", "en", "fr"))

    def _entry(self, word: str) -> Entry:
        known = self._entries.get(word)
        if known is None:
            with self._lock:
                row = self._connection.execute("select lemma, frequency from words where word = ?", [word]).fetchone()
            known = Entry(*row) if row else Entry(word, 0.0)
            if len(self._entries) < 100_000:
                self._entries[word] = known
        return known
