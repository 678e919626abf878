"""What is searched beside the passages: their questions and their words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence

from bot.domain.outside import OutsideSubject
from bot.domain.passages import Passage, PassageKind
from bot.ports import IndexedQuestion


def indexed_questions(passages: Sequence[Passage]) -> list[IndexedQuestion]:
    """Every question of cards, digest sections and sentences once, with the passages that answer it."""
    answers: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for passage in passages:
        card = passage.key if passage.kind is PassageKind.CARD else ""
        for question in passage.questions:
            answers.setdefault((question, card), []).append((passage.id, ""))
        for sentence in passage.sentences:
            for question in sentence.asked:
                answers.setdefault((question, card), []).append((passage.id, sentence.text))
    return [_question(text, card, places) for (text, card), places in answers.items()]


def _question(text: str, card: str, places: Sequence[tuple[str, str]]) -> IndexedQuestion:
    name = "v" + hashlib.sha256(f"{card}|{text}".encode()).hexdigest()[:15]
    sentences = {sentence for _, sentence in places}
    only = sentences.pop() if len(sentences) == 1 else ""
    return IndexedQuestion(name, text, tuple(dict.fromkeys(place for place, _ in places)), card, only)


def outside_questions(subjects: Iterable[OutsideSubject]) -> list[IndexedQuestion]:
    """Every question that the sources do not answer, in the form of the known ones; no passage answers it.

    Ids begin with "vo", so that their vectors are kept as those of questions, and none equals a known question's.
    """
    return [
        IndexedQuestion(_outside_id(subject.id, question), question, (), subject=subject.subject)
        for subject in subjects
        for question in subject.questions
    ]


def _outside_id(subject: str, question: str) -> str:
    """Id of a question that the sources do not answer; a known question's id goes on with hexadecimal digits."""
    return "vo" + hashlib.sha256(f"{subject}|{question}".encode()).hexdigest()[:14]


def vocabulary(texts: Iterable[str]) -> set[str]:
    """All words of the texts, lower case."""
    return {word for text in texts for word in re.findall(r"[^\W\d_]+", text.lower())}
