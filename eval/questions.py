"""The evaluation questions, read and checked."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.domain.misfits import field_of, misfit
from bot.errors import CorpusError

FOLDER = Path(__file__).resolve().parent / "questions"
OWN = "own"
"""The split of questions that an editor wrote on this computer."""
CANONICAL = "canonical"
"""Tag of questions that stand in the corpus on purpose, such as those on the page's start buttons."""


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times as fast


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
        split: "dev" to learn on, "test" to measure with, "own" for the questions of one computer.
        context: the question asked just before, for a follow-up.
        relevant: places that carry the answer, best first.
        sources: at least one of these is cited.
        forbidden: forms that may not be given as true.
    """

    id: str
    split: Literal["dev", "test", "own"]
    question: str = Field(min_length=1)
    context: str = ""
    language: Literal["nl", "en", "fr"] = "nl"
    tags: tuple[str, ...] = ()
    expect: Literal["answer", "refuse"]
    relevant: tuple[Place, ...] = ()
    facts: tuple[Fact, ...] = ()
    sources: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    warnings: tuple[Literal["stale", "conflict", "country", "premise", "caveat"], ...] = ()

    @model_validator(mode="after")
    def _answerable(self) -> Case:
        if self.expect == "answer" and not (self.relevant and self.facts):
            raise ValueError("een vraag met 'expect: answer' heeft 'relevant' en 'facts'")
        return self


class Located(NamedTuple):
    """A question and the line of the file on which it begins."""

    case: Case
    file: Path
    line: int

    @property
    def where(self) -> str:
        """File and line."""
        return f"{self.file.name}:{self.line}"


def own_folder(data_dir: Path) -> Path:
    """Where the questions of this computer lie."""
    return data_dir / "eval" / "questions"


def read_cases(*folders: Path) -> list[Case]:
    """All questions of these folders, those of the package without any, in order of file and place.

    Raises:
        CorpusError: a bad row, with file and line.
    """
    return [located.case for located in read_located(*folders)]


def read_located(*folders: Path) -> list[Located]:
    """All questions of folders or files with where they stand.

    Raises:
        CorpusError: a bad row, with file and line.
    """
    found: dict[str, Located] = {}
    for path in (path for place in folders or (FOLDER,) for path in _files(place)):
        for line, raw in _rows(path):
            located = Located(_case(raw, f"{path.name}:{line}"), path, line)
            before = found.setdefault(located.case.id, located)
            if before is not located:
                raise CorpusError(f"{located.where}: id '{located.case.id}' staat ook in {before.where}.")
    return list(found.values())


def _files(place: Path) -> list[Path]:
    return [place] if place.is_file() else sorted(place.glob("*.yaml"))


def _case(raw: object, where: str) -> Case:
    try:
        return Case.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        raise CorpusError(f"{where}: veld '{field_of(first, 'rij')}': {misfit(first)}.") from error


def _rows(path: Path) -> Iterable[tuple[int, object]]:
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=_LOADER)
        values = yaml.load(text, Loader=_LOADER) or []
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path.name}:{mark.line + 1 if mark else 1}"
        hint = "zet een zin met een dubbele punt tussen aanhalingstekens"
        raise CorpusError(f"{where}: geen geldige YAML; {hint}.") from error
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path.name}:1: de tekst is geen UTF-8.") from error
    if node is None:
        return []
    if not isinstance(values, list) or not isinstance(node, yaml.SequenceNode):
        raise CorpusError(f"{path.name}:1: verwacht een lijst van vragen.")
    return [(item.start_mark.line + 1, value) for item, value in zip(node.value, values, strict=True)]
