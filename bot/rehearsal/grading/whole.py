"""Answers that are no answer: empty, another language, the question again, another subject, the model pasted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from bot.domain.cards import Card
from bot.domain.numbers import find_numbers
from bot.rehearsal.grading.text import AnswerText
from bot.rehearsal.results import Remark, RemarkKind
from bot.retrieval.language import detect_language

_LANGUAGES = {"en": "het Engels", "fr": "het Frans"}
_COPIED, _PASTED = 90, 93
_LANGUAGE_WORDS = 5
_GERMAN = frozenset("ich und nicht das ist eine der die wir mit für auch sich auf werden sind den dem".split())  # noqa: SIM905
_FOREIGN_SHARE = 0.28


def is_empty(answer: AnswerText) -> bool:
    """True without a single word."""
    return not any(c.isalpha() for c in answer.whole)


def empty_remark() -> Remark:
    """For an answer without words."""
    return Remark(RemarkKind.EMPTY, "Er is geen antwoord om na te kijken. Begin met één zin: wat is het kernpunt?")


_NOTE = 15
_DUTCH = frozenset(("procent", "miljoen", "miljard", "hulp", "landen", "het", "een", "niet", "geen", "zijn", "voor",
                    "naar", "van", "vluchtelingen", "migranten", "eind", "begin"))  # fmt: skip
"""Words that no English, French or German note has; too few words tell a language badly."""


def language_remark(answer: AnswerText) -> Remark | None:
    """A remark when the answer is not Dutch."""
    if answer.words < _LANGUAGE_WORDS:
        return None
    words = re.findall(r"[^\W\d_]+", answer.whole.lower())
    if sum(word in _GERMAN for word in words) / max(len(words), 1) >= _FOREIGN_SHARE:
        named = "het Duits"
    else:
        language = detect_language(answer.whole)
        if language == "nl" or (len(words) < _NOTE and _DUTCH.intersection(words)):
            return None
        named = _LANGUAGES[language]
    return Remark(RemarkKind.LANGUAGE, f"Uw antwoord is in {named}. Oefen het in het Nederlands.", _start(answer))


def copied_remark(answer: AnswerText, asked: str, wordings: Sequence[str]) -> Remark | None:
    """A remark when the answer is the question again.

    A wording that was not asked and holds a figure ("Stemden 164 landen vóór?") says what a right answer says:
    saying it too is no copying.

    Args:
        answer: what was said.
        asked: the question as it was put, empty when that is not known.
        wordings: every way in which the card may be asked.
    """
    whole = _plain(answer.whole)
    for question in (*((asked,) if asked else ()), *(w for w in wordings if not find_numbers(w))):
        plain = _plain(question)
        if fuzz.ratio(whole, plain) >= _COPIED or (
            fuzz.token_set_ratio(whole, plain) >= _COPIED and len(whole) <= 1.25 * len(plain)
        ):
            text = "U herhaalt de vraag. Geef uw antwoord, met een feit en een bron."
            return Remark(RemarkKind.COPIED, text, answer.whole)
    return None


def is_pasted(answer: AnswerText, card: Card) -> bool:
    """True when the answer is the card's own text."""
    model = " ".join(sentence.text for sentence in card.answer)
    return fuzz.ratio(_plain(answer.whole), _plain(model)) >= _PASTED


def pasted_remark() -> Remark:
    """For the card's own text as an answer."""
    text = "Dit is de tekst van de kaart zelf. Zeg het in uw eigen woorden; dan onthoudt u het beter."
    return Remark(RemarkKind.PASTED, text)


def off_topic_remark(answer: AnswerText) -> Remark:
    """For an answer about something else."""
    text = "Hierin herken ik geen antwoord op de vraag. Begin met het kernpunt van de kaart."
    return Remark(RemarkKind.OFF_TOPIC, text, _start(answer))


def _start(answer: AnswerText) -> str:
    return answer.sentences[0].quote if answer.sentences else ""


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
