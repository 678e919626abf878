"""Lemmas (simplemma) and word frequencies (wordfreq), kept in one small file after first use.

Loading both word lists takes a second and 130 MB; a question needs a dozen words. So the words of the corpus and
the most common Dutch words are looked up once, when the index is built, and a question reads them from SQLite.
"""

from __future__ import annotations

import importlib.metadata
import sqlite3
import threading
import zlib
from collections.abc import Iterable
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from bot.errors import MEND_INDEX, IndexDamaged, StorageError
from bot.retrieval.spelling import SHORTEST, Speller

FILE = "lexicon.db"
_COMMON = 60_000
_FOREIGN = 30_000
_CHAIN = 5
_MOST_KEPT = 400_000
_FORM = "1"
"""Raise when lemmas are made in another way."""


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
        self._entries: dict[str, Entry] = {}

    def entry(self, word: str) -> Entry:
        """Lemma and Zipf frequency of a lower-case word."""
        known = self._entries.get(word)
        if known is None:
            known = Entry(self._base(word), float(self._zipf(word, "nl")))
            if len(self._entries) < _MOST_KEPT:
                self._entries[word] = known
        return known

    def recall(self, folder: Path) -> None:
        """Take over what an index version kept of the same word lists; a damaged file is no loss."""
        try:
            with closing(sqlite3.connect(f"{(folder / FILE).resolve().as_uri()}?mode=ro", uri=True)) as connection:
                if connection.execute("pragma user_version").fetchone()[0] == _edition():
                    rows = connection.execute("select word, lemma, frequency from words").fetchall()
                    self._entries.update({word: Entry(lemma, frequency) for word, lemma, frequency in rows})
        except sqlite3.Error:
            return

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

    def foreign_words(self) -> list[str]:
        """The most common English and French words."""
        return sorted({w for language in ("en", "fr") for w in self._common(language, _FOREIGN) if len(w) >= SHORTEST})

    def common_words(self) -> list[str]:
        """The most common Dutch words."""
        return [w for w in self._common("nl", _COMMON) if w.isalpha()]


def _edition() -> int:
    """A number for the versions of the word lists and the way they are read."""
    parts = (_FORM, *(importlib.metadata.version(name) for name in ("simplemma", "wordfreq")))
    return zlib.crc32("|".join(parts).encode()) & 0x7FFFFFFF


def write_lexicon(folder: Path, lexicon: FullLexicon, words: Iterable[str]) -> None:
    """Keep the entries of these words and of the common words.

    Raises:
        StorageError: no rights or no space.
    """
    own = dict.fromkeys(words)
    every = dict.fromkeys((*own, *lexicon.common_words()))
    rows = ((word, *lexicon.entry(word), word in own) for word in every)
    try:
        with closing(sqlite3.connect(folder / FILE)) as connection, connection:
            connection.execute(f"pragma user_version = {_edition()}")
            connection.execute("create table words (word text primary key, lemma text, frequency real, corpus integer)")
            connection.executemany("insert into words values (?, ?, ?, ?)", rows)
            connection.execute("create table foreign_words (word text primary key) without rowid")
            connection.executemany("insert into foreign_words values (?)", ((w,) for w in lexicon.foreign_words()))
    except sqlite3.OperationalError as error:
        message = f"De woordenlijst is niet te schrijven in {folder}. Is de schijf vol of de map alleen-lezen?"
        raise StorageError(message) from error


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
        rows = self._rows("select word from words where corpus")
        return Speller([word for (word,) in rows], self._known_elsewhere)

    def _is_corpus_word(self, word: str) -> bool:
        return bool(self._rows("select 1 from words where word = ? and corpus", word))

    def _rows(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        try:
            with self._lock:
                return self._connection.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise IndexDamaged(f"De woordenlijst van de index is beschadigd. {MEND_INDEX}") from error

    def _known_elsewhere(self, word: str) -> bool:
        with self._lock:
            found = self._connection.execute("select 1 from foreign_words where word = ?", [word]).fetchone()
        return found is not None

    def _entry(self, word: str) -> Entry:
        known = self._entries.get(word)
        if known is None:
            rows = self._rows("select lemma, frequency from words where word = ?", word)
            known = Entry(*rows[0]) if rows else Entry(word, 0.0)
            if len(self._entries) < 100_000:
                self._entries[word] = known
        return known
