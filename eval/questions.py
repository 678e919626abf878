"""The evaluation questions, read and checked."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.errors import CorpusError

FOLDER = Path(__file__).resolve().parent / "questions"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Place(_Strict):
    """A place in a source that carries the answer."""

    key: str
    locator: str


class Fact(_Strict):
    """What a right answer says.

    Attributes:
        accept: forms that count, lower case.
    """

    say: str
    accept: tuple[str, ...] = Field(min_length=1)


class Case(_Strict):
    """One evaluation question with what is expected of the answer.

    Attributes:
        context: the question asked just before, for a follow-up.
        relevant: places that carry the answer, best first.
        sources: at least one of these is cited.
        forbidden: forms that may not be given as true.
    """

    id: str
    split: Literal["dev", "test"]
    question: str
    context: str = ""
    language: Literal["nl", "en", "fr"] = "nl"
    tags: tuple[str, ...] = ()
    expect: Literal["answer", "refuse"]
    relevant: tuple[Place, ...] = ()
    facts: tuple[Fact, ...] = ()
    sources: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _answerable(self) -> Case:
        if self.expect == "answer" and not (self.relevant and self.facts):
            raise ValueError("een vraag met 'expect: answer' heeft 'relevant' en 'facts'")
        return self


def read_cases(folder: Path = FOLDER) -> list[Case]:
    """All questions of a folder, in order of file and place.

    Raises:
        CorpusError: a bad row, with file and line.
    """
    cases: list[Case] = []
    lines: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        for line, raw in _rows(path):
            where = f"{path.name}:{line}"
            try:
                case = Case.model_validate(raw)
            except ValidationError as error:
                first = error.errors()[0]
                field = ".".join(str(p) for p in first["loc"]) or "rij"
                raise CorpusError(f"{where}: veld '{field}': {first['msg']}.") from error
            if case.id in lines:
                raise CorpusError(f"{where}: id '{case.id}' staat ook in {lines[case.id]}.")
            lines[case.id] = where
            cases.append(case)
    return cases


def _rows(path: Path) -> Iterable[tuple[int, object]]:
    text = path.read_text(encoding="utf-8")
    try:
        node = yaml.compose(text)
        values = yaml.safe_load(text) or []
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise CorpusError(f"{path.name}:{mark.line + 1 if mark else 1}: geen geldige YAML.") from error
    if not isinstance(values, list) or not isinstance(node, yaml.SequenceNode):
        raise CorpusError(f"{path.name}:1: verwacht een lijst van vragen.")
    return [(item.start_mark.line + 1, value) for item, value in zip(node.value, values, strict=True)]
