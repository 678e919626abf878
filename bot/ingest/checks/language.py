"""Plain Dutch: short sentences, easy words, sentences that stand by themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.ingest.checks.material import Material, warning
from bot.ingest.problems import Problem

EASY_FROM = 30.0
"""Measured on the corpus of 189 files: half of them score above 51, one in twenty below 37. The note of 11.11.11
itself scores 15, the Q&A of Partos 43. Below 30 stand only texts full of long compounds and names."""
MOST_WORDS = 30
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LEANS = re.compile(
    r"(?:Toegegeven: )?(?:(?:Dit|Deze|Die|Hij|Zij|Ze|Daarom|Ook|Daarnaast|Hierdoor|Daardoor|Daarmee|Hiermee|Hierbij|"
    r"Daarbij|Bovendien|Toch|Zulke|Hun|Haar|Zijn|Daarvan|Hiervan|Daarna|Daarvoor|Hierover|Daarover|Ervan|Eerder dit)\b|"
    r"Dat (?:is|was|waren|zijn|kan|kon|zou|komt|geldt|betekent|heeft|had|blijkt|maakt|gaat|gebeurt|wil|moet|laat)\b)",
    re.IGNORECASE,
)
_IS_NAME = re.compile(r"(?:Toegegeven: )?Haar(?:lem)")


def hard_to_read(material: Material, syllables: Callable[[str], int]) -> list[Problem]:
    """A file's Flesch-Douma score is not below what B1 readers can do."""
    texts: dict[str, list[str]] = {}
    for placed in material.sentences:
        texts.setdefault(placed.file, []).append(placed.sentence.text)
    problems: list[Problem] = []
    for file, sentences in texts.items():
        score = flesch_douma(sentences, syllables)
        if score < EASY_FROM:
            message = f"te moeilijk (Flesch-Douma {score:.0f}, minstens {EASY_FROM:.0f}); kies kortere woorden."
            problems.append(warning(file, "te-moeilijk", message))
    return problems


def flesch_douma(sentences: Sequence[str], syllables: Callable[[str], int]) -> float:
    """Douma's Dutch form of Flesch Reading Ease (1960): 100 is very easy, 0 very hard.

    Numbers are left out: how one says "1,3" differs, and figures are this project's business.
    """
    words = [word for sentence in sentences for word in _WORD.findall(sentence)]
    if not words:
        return 100.0
    per_word = sum(syllables(word) for word in words) / len(words)
    return 206.84 - 0.93 * len(words) / len(sentences) - 77.0 * per_word


def long_sentence(material: Material) -> list[Problem]:
    """No sentence has more than thirty words."""
    return [
        placed.warning("lange-zin", f"{length} woorden, hooguit {MOST_WORDS}: {placed.quote}.")
        for placed in material.sentences
        if (length := len(placed.sentence.text.split())) > MOST_WORDS
    ]


def leaning_opening(material: Material) -> list[Problem]:
    """No sentence opens with a word that needs the sentence before it."""
    return [
        placed.warning("zin-leunt-op-vorige", f"noem het onderwerp opnieuw: {placed.quote}.")
        for placed in material.sentences
        if _LEANS.match(placed.sentence.text) and not _IS_NAME.match(placed.sentence.text)
    ]
