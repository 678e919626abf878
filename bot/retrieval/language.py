"""The language of a question: Dutch, English or French, by its function words."""

from __future__ import annotations

import re

from bot.retrieval.stopwords import DUTCH, ENGLISH, FRENCH

_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_HINTS = {
    "nl": re.compile(r"ij|aa|oe|eu(?!r)|sch|heid\b|lijk\b|ing(?:en)?\b|uw\b"),
    "en": re.compile(r"th|tion\b|ing\b|ght|ow|ness\b|ly\b|sh"),
    "fr": re.compile(r"[éèêàçœù]|eau|aux\b|tion\b|ment\b|eur\b|que\b|^qu|oi"),
}


def detect_language(text: str) -> str:
    """The code nl, en or fr; Dutch when nothing decides."""
    words = [word.lower() for word in _WORD.findall(text)]
    scores = {
        "nl": 0.05 + sum(_weight(w, DUTCH) for w in words),
        "en": sum(_weight(w, ENGLISH) for w in words),
        "fr": sum(_weight(w, FRENCH) for w in words),
    }
    for word in words:
        for language, hint in _HINTS.items():
            scores[language] += 0.15 if hint.search(word) else 0.0
    return max(scores, key=lambda language: scores[language])


def _weight(word: str, own: frozenset[str]) -> float:
    if word not in own:
        return 0.0
    shared = sum(word in words for words in (DUTCH, ENGLISH, FRENCH))
    return 1.0 / shared
