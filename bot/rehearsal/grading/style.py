"""How an answer is said: loaded words, jargon, long sentences, length."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from bot.domain.thesaurus import Concept
from bot.rehearsal.grading.text import MOST_WORDS, AnswerText, count_words
from bot.rehearsal.results import Remark, RemarkKind
from bot.retrieval.analysis import Analyzer
from bot.retrieval.expansion import Expander

FEWEST, MOST = 100, 165
"""Words that a person says in 60 seconds (speech coaches: 100 to 165 a minute)."""
_TOO_SHORT = 25
_HARD_BELOW = 40.0
_SENTENCES_FROM = 2
_LONG_SENTENCE = 25
_EXPLAINED = re.compile(
    r"^\W*(?:\(|dat\s+is|dat\s+wil\s+zeggen|oftewel|ofwel|of\s+wel|dus|d\.w\.z)|^\s*,?\s*(?:of)\s", re.I
)
_EXPLAINS = re.compile(r"\($|\b(?:heet|noemen|zogenaamde|zogeheten|oftewel|ofwel|afgekort)\W*$", re.I)
_MOST_REMARKS = 2


@lru_cache(maxsize=1)
def jargon() -> dict[str, str]:
    """Terms of the trade and what to say instead."""
    lines = Path(__file__).with_name("jargon.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line and not line.startswith("#"))


def loaded_words(
    answer: AnswerText, own: str, analyzer: Analyzer, expander: Expander, concepts: Mapping[str, Concept]
) -> Iterator[Remark]:
    """Loaded words of an opponent that the speaker takes over.

    Args:
        own: the card's own text, whose words are no loaded ones.
    """
    seen: set[str] = set()
    for said in answer.sentences:
        for found in expander.expand(analyzer.tokens(said.quote)).found:
            if not found.loaded or not _are_together(found.words, said.quote):
                continue
            if found.words not in seen and found.words not in own.lower():
                seen.add(found.words)
                concept = concepts[found.concept]
                text = f"‘{found.words}’ is een geladen woord; u neemt het over. Zeg liever: {concept.term}."
                yield Remark(RemarkKind.LOADED, text, said.quote)


def _are_together(words: str, text: str) -> bool:
    """True when words that make one expression also stand side by side: not "vertrekken er eerst méér mensen"."""
    return " " not in words or re.search(r"[\s-]+".join(map(re.escape, words.split())), text.lower()) is not None


def jargon_words(answer: AnswerText) -> Iterator[Remark]:
    """Terms of the trade without an explanation beside them, at most two."""
    given = 0
    for term, plain in jargon().items():
        pattern = re.compile(rf"(?<![\w-]){re.escape(term)}(?![\w-])", 0 if term.isupper() else re.IGNORECASE)
        for said in answer.sentences:
            match = pattern.search(said.quote)
            if match and not _is_explained(said.quote, match):
                given += 1
                text = f"‘{match.group()}’ is vaktaal. Zeg liever: {plain}."
                yield Remark(RemarkKind.JARGON, text, said.quote)
                break
        if given == _MOST_REMARKS:
            return


def reading_ease(answer: AnswerText, syllables: Callable[[str], int]) -> float:
    """Flesch–Douma: 206.84 - 0.93 words a sentence - 77 syllables a word; about 60 is plain Dutch."""
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", answer.whole)
    if not words or not answer.sentences:
        return 100.0
    return 206.84 - 0.93 * len(words) / len(answer.sentences) - 77 * sum(map(syllables, words)) / len(words)


def readability(answer: AnswerText, syllables: Callable[[str], int]) -> Iterator[Remark]:
    """A remark on long sentences or long words; speech without full stops is left alone."""
    if len(answer.sentences) < _SENTENCES_FROM or answer.words < _TOO_SHORT:
        return
    longest = max(answer.sentences, key=lambda said: count_words(said.quote))
    length = count_words(longest.quote)
    if reading_ease(answer, syllables) < _HARD_BELOW and length > _LONG_SENTENCE:
        text = f"Deze zin telt {length} woorden en is moeilijk te volgen. Maak er twee van, met kortere woorden."
        yield Remark(RemarkKind.READABILITY, text, longest.quote)


def cut_remark(answer: AnswerText) -> Iterator[Remark]:
    """Says that not all of a very long answer was looked at."""
    if answer.cut:
        text = f"Uw antwoord telt {answer.words} woorden. Alleen de eerste {MOST_WORDS} zijn nagekeken."
        yield Remark(RemarkKind.LENGTH, text)


def length_remark(answer: AnswerText, seconds: float) -> Iterator[Remark]:
    """A remark when an answer is not what a person says in 60 seconds."""
    yield from cut_remark(answer)
    if answer.words > MOST and not answer.cut:
        text = f"Uw antwoord telt {answer.words} woorden. In 60 seconden zegt u er {FEWEST} tot {MOST}."
        yield Remark(RemarkKind.LENGTH, text)
    elif 0 < answer.words < _TOO_SHORT:
        many = "één woord" if answer.words == 1 else f"{answer.words} woorden"
        yield Remark(RemarkKind.LENGTH, f"Uw antwoord telt {many}. U hebt 60 seconden: {FEWEST} tot {MOST} woorden.")
    pace = answer.words * 60 / seconds if seconds >= 5 else 0.0
    if pace > MOST + 10:
        yield Remark(RemarkKind.LENGTH, f"U sprak {round(pace)} woorden per minuut. Rustiger is beter te volgen.")


def _is_explained(sentence: str, match: re.Match[str]) -> bool:
    return bool(_EXPLAINED.search(sentence[match.end() :]) or _EXPLAINS.search(sentence[: match.start()].rstrip()))
