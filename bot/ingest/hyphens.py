"""Words broken over a line end: is the hyphen the typesetter's or the word's own?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


IsWord = Callable[[str], bool]

_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LAST_PART = re.compile(r"[^\W_]+$")
_LAST_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*$")
_LONGEST_WORD = 80
_CONJUNCTIONS = frozenset(("en", "of", "and", "or", "et", "ou", "dan", "tot", "als", "noch", "maar"))
_OWN_HYPHEN = frozenset(("socio", "politico", "non", "ex", "self", "well", "low", "high", "long", "short", "semi"))
_CLASHES = _words("aa ae ai au ee ei eu ie oe oi oo ou ui uu ij ii")


class HyphenJoiner:
    """Joins a line that ends in a hyphen to the next one.

    The document's own spelling decides first ("diaspora-organisaties" elsewhere in it), then the word list, then
    rules: the hyphen stays after capitals and digits ("EU-lidstaten", "4de-pijler"), before capitals, and where
    vowels clash; else it goes, for a typesetter's hyphen is the commoner by far.
    """

    def __init__(self, is_word: IsWord, texts: Iterable[str] = ()) -> None:
        """Learn the spelling of these texts; ``is_word`` gets lower-case words without hyphens."""
        self._is_word = is_word
        self._spellings: set[str] = set()
        for text in texts:
            self._learn(text)

    def join(self, left: str, right: str) -> str:
        """``left`` and ``right`` as one running text."""
        right = right.lstrip()
        return self.before(left, right) + right

    def before(self, left: str, right: str) -> str:
        """``left`` as it must be so that ``right`` can follow at once: with a space, a hyphen or neither."""
        left = left.rstrip()
        if not left or not right:
            return left
        if not left.endswith("-"):
            return left + " "
        return left[:-1] + self._link(left[:-1][-_LONGEST_WORD:], right[:_LONGEST_WORD])

    def _learn(self, text: str) -> None:
        """Keep the words of a text that stand whole on a line."""
        broken = False
        for line in text.split("\n"):
            words = line.split()
            if not words:
                continue
            whole = words[1:] if broken else words
            broken = words[-1].endswith("-")
            for word in whole[:-1] if broken else whole:
                self._spellings.update(token.lower() for token in _TOKEN.findall(word))

    def _link(self, stem: str, right: str) -> str:
        head = _LAST_PART.search(stem)
        tail = _TOKEN.match(right)
        if head is None:
            return "- "
        if tail is None:
            return "-" if right[0] in "(\"'\u2018\u201c" else "- "
        if tail.group() in _CONJUNCTIONS:
            return "- "
        return "-" if self._keeps(stem, head.group(), tail.group()) else ""

    def _keeps(self, stem: str, head: str, right: str) -> bool:
        token = _LAST_TOKEN.search(stem)
        left = token.group() if token else head
        tail = right.split("-")[0]
        if head[-1].isdigit() or tail[0].isdigit():
            return True
        for before, after in ((left, right), (head, tail)):
            if f"{before}-{after}".lower() in self._spellings:
                return True
            if f"{before}{after}".lower() in self._spellings:
                return False
        known = self._is_word(f"{head}{tail}".lower())
        if head.isupper() and tail.isupper():
            return not known and len(head) < 5
        if head.isupper() or tail[0].isupper():
            return True
        return not known and self._rules_keep(left, head, tail)

    def _rules_keep(self, left: str, head: str, tail: str) -> bool:
        if head.lower() in _OWN_HYPHEN:
            return True
        if not (len(head) > 2 and self._is_word(head.lower()) and self._is_word(tail.lower())):
            return False
        return "-" in left or f"{head[-1]}{tail[0]}".lower() in _CLASHES
