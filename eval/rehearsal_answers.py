"""The labelled rehearsal answers."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.domain.misfits import field_of, misfit
from bot.errors import CorpusError

FILE = Path(__file__).resolve().parent / "rehearsal" / "answers.yaml"
FILES = {
    "labelled": FILE,
    "first": FILE.with_name("answers-fresh.yaml"),
    "second": FILE.with_name("answers-fresh-2.yaml"),
    "third": FILE.with_name("answers-fresh-3.yaml"),
    "fourth": FILE.with_name("answers-fresh-4.yaml"),
    "fifth": FILE.with_name("answers-fresh-5.yaml"),
    "extra": FILE.with_name("answers-extra.yaml"),
}
"""The sets by name; a set that is not there yet is none to read."""
DEVELOPMENT = ("labelled", "first", "second", "third", "fourth", "fifth", "extra")
"""The sets that were read and on which grading was mended."""
Half = Literal["calibration", "test"]


class LabelledAnswer(BaseModel):
    """An answer with the labels of a person.

    Attributes:
        points: numbers from 1 of the key points that it says.
        figures: "17,7 procent=juist" for each figure, in order.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    card: str
    kind: str
    points: tuple[int, ...]
    figures: tuple[str, ...]
    text: str

    @property
    def half(self) -> Half:
        """Calibration or test, by the hash of the id."""
        return "calibration" if hashlib.sha256(self.id.encode()).digest()[0] % 2 else "test"


def read_answers(path: Path = FILE) -> list[LabelledAnswer]:
    """The labelled answers.

    Raises:
        CorpusError: no such file, no list in it, or a bad row, with its place.
    """
    try:
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CorpusError(f"{path} is niet te lezen: {error}.") from error
    if not isinstance(rows, list):
        raise CorpusError(f"{path.name} is geen lijst van antwoorden.")
    answers = []
    for number, row in enumerate(rows, 1):
        try:
            answers.append(LabelledAnswer.model_validate(row))
        except ValidationError as error:
            first = error.errors()[0]
            raise CorpusError(f"{path.name}, antwoord {number}: {field_of(first)} {misfit(first)}.") from error
    ids = [answer.id for answer in answers]
    if len(set(ids)) != len(ids):
        raise CorpusError(f"{path.name}: een id staat er twee keer in.")
    return answers
