"""What a model wrote, read from the structured output as it grows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.answering.shield import without_marks
from bot.errors import ModelError

ANSWER_SCHEMA: dict[str, Any] = {
    "title": "Antwoord",
    "description": "Zinnen met de nummers van de passages die hen dragen.",
    "type": "object",
    "additionalProperties": False,
    "required": ["refused", "sentences"],
    "properties": {
        "refused": {"type": "boolean"},
        "sentences": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["text", "cites", "kind", "holder"],
                "properties": {
                    "text": {"type": "string"},
                    "cites": {"type": "array", "items": {"type": "integer"}},
                    "kind": {"type": "string", "enum": ["fact", "position"]},
                    "holder": {"type": "string"},
                },
            },
        },
    },
}
QUESTION_SCHEMA: dict[str, Any] = {
    "title": "Vraag",
    "description": "Een vraag die op zichzelf te begrijpen is.",
    "type": "object",
    "additionalProperties": False,
    "required": ["question"],
    "properties": {"question": {"type": "string"}},
}
_MOST = 40


@dataclass(frozen=True, slots=True)
class WrittenSentence:
    """A sentence as a model gave it, not yet checked."""

    text: str
    cites: tuple[int, ...] = ()
    is_position: bool = False
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """The output so far.

    Attributes:
        sentences: whole ones, in order.
        open: the text of the one that is being written, "" when none.
    """

    sentences: tuple[WrittenSentence, ...] = ()
    open: str = ""
    refused: bool = False


def read_written(part: Mapping[str, Any], *, whole: bool) -> Written:
    """Read a part of the output.

    Args:
        whole: True for the last part: its last sentence is complete too.

    Raises:
        ModelError: the whole output is not of the form asked.
    """
    rows = part.get("sentences")
    refused = part.get("refused") is True
    if whole and not isinstance(rows, list) and not refused:
        raise ModelError("Het taalmodel gaf geen bruikbaar antwoord.")
    listed = [row for row in rows if isinstance(row, dict)][:_MOST] if isinstance(rows, list) else []
    done = listed if whole else listed[:-1]
    sentences = tuple(_sentence(row) for row in done)
    pending = "" if whole or not listed else _text(listed[-1])
    return Written(sentences, pending, refused)


def read_question(part: Mapping[str, Any], fallback: str, longest: int) -> str:
    """The standalone question of an output, else the one asked."""
    question = part.get("question")
    if isinstance(question, str) and 0 < len(question.strip()) <= longest:
        return " ".join(question.split())
    return fallback


def _sentence(row: Mapping[str, Any]) -> WrittenSentence:
    cites = row.get("cites")
    numbers = cites if isinstance(cites, Sequence) and not isinstance(cites, str) else ()
    holder = row.get("holder")
    return WrittenSentence(
        _text(row),
        tuple(dict.fromkeys(n for n in numbers if isinstance(n, int) and not isinstance(n, bool))),
        row.get("kind") == "position",
        " ".join(holder.split()) if isinstance(holder, str) else "",
    )


def _text(row: Mapping[str, Any]) -> str:
    text = row.get("text")
    return without_marks(text) if isinstance(text, str) else ""
