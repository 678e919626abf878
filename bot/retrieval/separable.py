"""Separable verbs: "ze pikken onze banen in" means what "inpikken" means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.ports import Lexicon
from bot.retrieval.stopwords import STOPWORDS

_PARTICLES = frozenset({
    "aan", "af", "bij", "binnen", "dicht", "door", "in", "mee", "na", "om", "op", "over", "rond", "samen", "tegen",
    "terug", "toe", "uit", "vast", "voor", "voort", "weg",
})  # fmt: skip
_CLOSES = re.compile(
    r"\s*(?:$|[.,;:!?)\"]|(?:en|of|maar|want|als|dat|omdat|dan|toen|terwijl|zodat|wanneer|aan|naar|uit|van|met|tot)\b)",
    re.IGNORECASE,
)
"""What follows a particle that stands apart from its verb: the end of the clause, or where or for whom."""
_STOP = re.compile(r"[.,;:!?]")
_REACH = 12
"""So many words may stand between a verb and its particle."""
_KNOWN = 1.5
_SHORTEST = 3
_INFINITIVE = re.compile(r"(?:en|aan|ien|oen)$")
_LONG_VOWEL = re.compile(r"([aeou])(\1)([^aeiou])$")


def joined_verbs(words: Sequence[re.Match[str]], text: str, lexicon: Lexicon) -> Mapping[int, str]:
    """For the place of each verb whose particle stands apart: the two as one word."""
    found: dict[int, str] = {}
    for place, particle in enumerate(words):
        if particle.group().lower() not in _PARTICLES or not _CLOSES.match(text, particle.end()):
            continue
        for word in words[max(0, place - _REACH) : place]:
            if word.start() in found or _STOP.search(text, word.end(), particle.start()):
                continue
            if joined := _joined(particle.group().lower(), word.group().lower(), lexicon):
                found[word.start()] = joined
                break
    return found


def _joined(particle: str, word: str, lexicon: Lexicon) -> str:
    """The verb with its particle, "" where the two are no known verb."""
    if len(word) < _SHORTEST or word in STOPWORDS:
        return ""
    lemma = lexicon.lemma(word).replace("_", "")
    for verb in dict.fromkeys((word, lemma, *_infinitives(lemma))):
        whole = particle + verb
        if lexicon.frequency(whole) >= _KNOWN and any(_INFINITIVE.search(w) for w in (lexicon.lemma(whole), whole)):
            return whole
    return ""


def _infinitives(stem: str) -> tuple[str, ...]:
    """What the infinitive of a verb's stem may be: "stuur" and "sturen", "pak" and "pakken", "werk" and "werken"."""
    return (_LONG_VOWEL.sub(r"\1\3", stem) + "en", f"{stem}{stem[-1]}en", f"{stem}en")
