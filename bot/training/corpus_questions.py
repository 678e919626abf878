"""The corpus's own questions with what answers them: to learn from, and the half of the sections' to judge by."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from bot.adapters.pandoc import PandocReader
from bot.errors import UsageError
from bot.ingest.corpus import load_corpus
from bot.training.data import is_held_out

HELD_OUT_PERCENT = 50


class Section(NamedTuple):
    """A headed section of a digest: its running text without citations, and its questions."""

    text: str
    questions: tuple[str, ...]


def read_sections(corpus: Path) -> tuple[Section, ...]:
    """The sections of all digests in ``notes`` and ``reports``, in the order of their paths.

    Raises:
        UsageError: the folder holds no digests.
    """
    paths = sorted(path for part in ("notes", "reports") for path in (corpus / part).glob("*.md"))
    sections = [
        section for path in paths for block in _blocks(path.read_text(encoding="utf-8")) if (section := _section(block))
    ]
    if not sections:
        raise UsageError(f"In {corpus} staan geen samenvattingen met vragen. Geef met --corpus de map van het corpus.")
    return tuple(sections)


def learning_pairs(corpus: Path) -> list[tuple[str, str]]:
    """Texts that belong together: a question and the sentence or passage that answers it, and two such questions.

    Raises:
        CorpusError: the corpus has a fault.
    """
    asked: dict[str, tuple[str, ...]] = {}
    for passage in load_corpus(corpus, PandocReader()).passages:
        asked |= {sentence.text: sentence.asked for sentence in passage.sentences if sentence.asked}
        seen = tuple(q for q in passage.questions if not is_held_out(q, HELD_OUT_PERCENT))
        if seen:
            asked[passage.text] = seen
    return [
        pair
        for text, questions in asked.items()
        for pair in (*((question, text) for question in questions), *combinations(questions, 2))
    ]


def held_out_questions(sections: tuple[Section, ...]) -> list[tuple[str, int]]:
    """Pairs of a question and its section's number, of the half that training never sees."""
    return [
        (question, i)
        for i, section in enumerate(sections)
        for question in section.questions
        if is_held_out(question, HELD_OUT_PERCENT)
    ]


def _blocks(markdown: str) -> list[str]:
    return re.split(r"^## .*$", markdown, flags=re.MULTILINE)[1:]


def _section(block: str) -> Section | None:
    questions: list[str] = []

    def take(match: re.Match[str]) -> str:
        questions.extend(line[2:].strip() for line in match[1].splitlines() if line.startswith("- "))
        return ""

    text = re.sub(r"^::: vragen\n(.*?)^:::\s*$", take, block, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"^:::.*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"\s*\[[^\]]*@[^\]]*\]", "", text)
    text = " ".join(text.split())
    return Section(text, tuple(questions)) if questions and text else None
