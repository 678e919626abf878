"""Positions with their holder."""

from __future__ import annotations

import re

from bot.domain.answers import AnswerSentence, SourceNote
from eval.measures.sample import Sample, Score, share, shortened

_OPINION = re.compile(
    r"\b(vindt|vinden|eist|eisen|pleit|pleiten|bepleit|bepleiten|wenst|wensen|vraagt|vragen|wil dat|willen dat)\b"
)
_NAME = re.compile(r"(?<=[\s(‘])(?:[A-Z]{2,}|[A-ZÉÈ][\w’.-]+|11\.11\.11)")
_ACCORDING = re.compile(r"\b[Vv]olgens ((?:de |het |een )?(?:[A-ZÉ][\w’.&-]*|11\.11\.11))")


def attribution(sample: Sample) -> Score:
    """Share of the sentences that keep a position with its holder.

    A position names its holder; an opinion is not given without a name; what a source gives as "volgens X", or as a
    position, is not told as a plain fact.
    """
    if sample.answer.refused:
        return Score(None)
    faults = [f"{fault}: {shortened(s.text)}" for s in sample.answer.sentences if (fault := _fault(sample, s))]
    return share(faults, len(sample.answer.sentences))


def _fault(sample: Sample, sentence: AnswerSentence) -> str:
    cited = sample.cited(sentence)
    if sentence.kind == "position":
        return "" if _names_holder(sentence.text, cited, sample.ground.holders) else "standpunt zonder houder"
    if sentence.text in sample.ground.positions:
        return "standpunt als feit"
    if _OPINION.search(sentence.text) and not _NAME.search(f" {sentence.text}"):
        return "mening zonder naam"
    return "toeschrijving weg" if _lost(sentence.text, cited, sample.ground.holders) else ""


def _names_holder(text: str, cited: list[SourceNote], holders: frozenset[str]) -> bool:
    names = {word for holder in holders for word in _words(holder)}
    names |= {word for note in cited for word in _words(note.author)}
    return any(re.search(rf"(?<!\w){re.escape(name)}", text) for name in names)


def _words(name: str) -> list[str]:
    """The telling words of a name: those with a capital or a digit."""
    return [w.strip("(),.") for w in name.split() if w[:1].isupper() or w[:1].isdigit()]


def _lost(text: str, cited: list[SourceNote], holders: frozenset[str]) -> bool:
    """True when every cited quote says whose statement it is, and the sentence names none of them."""
    named = [{m.group(1).split()[-1] for m in _ACCORDING.finditer(note.quote)} for note in cited]
    if not named or not all(named) or _ACCORDING.search(text):
        return False
    return not _names_holder(text, cited, holders | {name for names in named for name in names})
