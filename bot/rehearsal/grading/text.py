"""An answer cut into what grading looks at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from bot.rehearsal.grading.spoken import in_digits
from bot.retrieval.analysis import normalise

MOST_WORDS = 500
"""Three minutes of speech; what comes after is not looked at, and that is told."""
_END = re.compile(
    r"(?<=[!?])\s+|(?<=[^\W\d_]{3}\.)\s+|(?<=\s(?:is|op|er|af|om|in|zo|ja|we|ze|nu|al|na|om|ik|je|me)\.)\s+(?=[A-ZÀ-Ý\d])|(?<=[\d%)'\"]\.)\s+(?=[A-ZÀ-Ý\"'‘“(])|(?<=[\d]\)\.)\s+|(?<=\b20\d\d\.)\s+|\s+//\s+|\s*\n+\s*|;\s+|(?:^|\s+)[-–•·*]\s+"
)
_WORD = re.compile(r"[^\W_]+(?:['’\-.,][^\W_]+)*")
_LONG, _STEP = 26, 13


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of an answer.

    Attributes:
        quote: in the speaker's words.
        read: the same with spoken numbers as digits.
    """

    quote: str
    read: str


@dataclass(frozen=True, slots=True)
class AnswerText:
    """An answer in sentences.

    Attributes:
        words: number of words of the whole answer.
        cut: True when only the first 500 words are looked at.
    """

    sentences: tuple[Said, ...]
    words: int
    cut: bool

    @property
    def whole(self) -> str:
        """All sentences in one line."""
        return " ".join(said.quote for said in self.sentences)

    @property
    def read(self) -> str:
        """All sentences with spoken numbers as digits."""
        return " ".join(said.read for said in self.sentences)

    def windows(self) -> list[str]:
        """Stretches to compare a point with: sentences, pairs of sentences, parts of a long one."""
        reads = [said.read for said in self.sentences]
        found = list(reads)
        found += [f"{one} {two}" for one, two in pairwise(reads)]
        for text in reads:
            words = text.split()
            if len(words) > _LONG:
                found += [" ".join(words[at : at + _LONG]) for at in range(0, len(words) - _STEP, _STEP)]
        return found


def split_answer(text: str) -> AnswerText:
    """Cut an answer into sentences; also note form, lines and speech without full stops."""
    words = count_words(text)
    lines = [normalise(line) for line in text.splitlines()] if words <= MOST_WORDS else [_first_words(text)]
    parts = [part.strip() for line in lines for part in _END.split(line) if part and part.strip()]
    said = tuple(Said(part, in_digits(part)) for part in parts if any(c.isalnum() for c in part))
    return AnswerText(said, words, words > MOST_WORDS)


def count_words(text: str) -> int:
    """Number of words and numbers."""
    return len(_WORD.findall(text))


def _first_words(text: str) -> str:
    return normalise(" ".join(text.split()[:MOST_WORDS]))
