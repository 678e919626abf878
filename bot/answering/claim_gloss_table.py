"""What ``gloss.txt`` and small tables know of English and French words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from bot.answering.claim_reading import country_names
from bot.retrieval.stopwords import ENGLISH, FRENCH

LANGUAGES = ("en", "fr")
_APOSTROPHE = "'"
MARKS = {
    "en": {
        "of": "van", "from": "van", "to": "aan", "towards": "aan", "into": "in", "in": "in", "by": "door",
        "than": "dan", "for": "voor", "against": "tegen", "with": "met", "on": "op", "about": "over",
        "under": "onder", "above": "boven",
        "the": "de", "a": "een", "an": "een", "its": "zijn", "their": "hun", "at": "bij", "through": "via",
        "was": "was", "were": "waren", "is": "is", "are": "zijn", "and": "en", "or": "of",
        "been": "geworden", "be": "worden", "being": "worden",
    },
    "fr": {
        "de": "van", "du": "van", "d'": "van", "à": "aan", "au": "aan", "aux": "aan", "vers": "aan", "dans": "in",
        "en": "in", "par": "door", "pour": "voor", "contre": "tegen", "avec": "met", "sur": "op", "sous": "onder",
        "selon": "volgens", "des": "§", "le": "de", "la": "de", "les": "de", "l'": "de", "un": "een", "une": "een",
        "ses": "zijn", "leurs": "hun", "chez": "bij", "et": "en", "ou": "of", "est": "is", "sont": "zijn",
        "été": "geworden",
    },
}  # fmt: skip
"""Prepositions and articles, as Dutch has them."""
EMPTY = {
    "en": ENGLISH | frozenset("do does did its it's their there itself also such then among amongst".split()),  # noqa: SIM905
    "fr": FRENCH | frozenset(
        "est sont était étaient été être soit soient ait aient a ont avait avaient avoir ayant eu fut furent sera "  # noqa: SIM905
        "seront serait elle elles il ils on se son sa ses leur leurs y dont où celui celle ceux celles lui-même "
        "elle-même alors parmi quant".split()
    ),
}  # fmt: skip
"""Words without content of their own."""


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


@lru_cache
def known_words(language: str) -> frozenset[str]:
    """Words of a language that unchecked text may show; none for Dutch, whose words the passages bring."""
    if language not in LANGUAGES:
        return frozenset()
    return EMPTY[language] | {word for phrase in read_table(language).phrases for word in phrase.split()}


@lru_cache
def read_table(language: str) -> Table:
    """What is known of a language."""
    lines = (Path(__file__).parent / "gloss.txt").read_text(encoding="utf-8").splitlines()
    section, phrases, names = "", dict[str, tuple[str, ...]](), dict[str, str]()
    decided = set[str]()
    for line in lines:
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            parts = [tuple(w.strip() for w in part.split(",") if w.strip()) for part in line.split("|")]
            for word in parts[1 + LANGUAGES.index(language)]:
                if section == "names":
                    names[word] = parts[0][0]
                    continue
                key = word.lower()
                if section == "decides":
                    decided.add(key)
                elif key in decided:
                    continue  # a content word never softens one that decides
                phrases[key] = tuple(dict.fromkeys((*phrases.get(key, ()), *parts[0])))
    theirs, ours = country_names(language), country_names("nl")
    names = {**{theirs[code]: ours[code] for code in theirs.keys() & ours.keys()}, **names}
    return Table(phrases, names, _finder(phrases, re.IGNORECASE), _finder(names, 0))


def _finder(words: Iterable[str], flags: int) -> re.Pattern[str]:
    """Finds the longest of some phrases, whole words only; one that ends in an apostrophe leans on the next word."""
    ordered = sorted(words, key=len, reverse=True)
    either = "|".join(re.escape(w) + ("" if w.endswith(_APOSTROPHE) else r"(?![\w-])") for w in ordered)
    return re.compile(rf"(?<![\w-])(?:{either})", flags)
