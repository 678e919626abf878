"""The YAML head of a corpus file, validated."""

from __future__ import annotations

import re
from typing import Any, NamedTuple, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.domain.misfits import field_of, misfit
from bot.domain.sources import ReadDepth
from bot.ingest.problems import Problem

TONES = ("neutraal", "vijandig", "spreektaal", "vlaams", "en", "fr")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HEAD = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*\r?\n", re.DOTALL | re.MULTILINE)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DigestHead(_Strict):
    """Head of ``notes/KEY.md`` and ``reports/KEY.md``."""

    key: str
    read: ReadDepth
    countries: tuple[str, ...] = Field(min_length=1)
    themes: tuple[str, ...] = ()


class Wordings(_Strict):
    """Other ways to ask a card's question, by tone."""

    neutraal: tuple[str, ...] = ()
    vijandig: tuple[str, ...] = ()
    spreektaal: tuple[str, ...] = ()
    vlaams: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    fr: tuple[str, ...] = ()


class CardHead(_Strict):
    """Head of ``cards/SLUG.md``."""

    slug: str
    theme: str
    countries: tuple[str, ...] = Field(min_length=1)
    question: str
    wordings: Wordings
    figures: tuple[str, ...] = ()


HeadT = TypeVar("HeadT", DigestHead, CardHead)


class Parsed(NamedTuple):
    """Head and body of a file; ``head`` is None when it is broken.

    Attributes:
        offset: number of lines before the body.
    """

    head: Any
    body: str
    offset: int
    problems: list[Problem]


def parse_head(file: str, text: str, model: type[HeadT]) -> Parsed:
    """Split a corpus file in its validated head and its body."""
    match = _HEAD.match(text)
    if not match:
        message = "het bestand begint niet met een YAML-kop tussen twee regels met ---."
        return Parsed(None, text, 0, [Problem(file, 1, "kop", message)])
    offset = text[: match.end()].count("\n")
    body = text[match.end() :]
    try:
        raw = yaml.load(match.group(1), Loader=LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = 2 + mark.line if mark else 1
        problem = str(getattr(error, "problem", "") or error).split("\n")[0]
        return Parsed(None, body, offset, [Problem(file, line, "yaml", f"de YAML-kop is stuk: {problem}.")])
    if not isinstance(raw, dict):
        return Parsed(None, body, offset, [Problem(file, 1, "yaml", "de YAML-kop is geen lijst van velden.")])
    try:
        return Parsed(model.model_validate(raw), body, offset, [])
    except ValidationError as error:
        return Parsed(None, body, offset, [_problem(file, match.group(1), e) for e in error.errors()])


def _problem(file: str, head: str, error: Any) -> Problem:
    line = next((n for n, row in enumerate(head.split("\n"), 2) if row.startswith(f"{error['loc'][0]}:")), 1)
    return Problem(file, line, "kop", f"veld '{field_of(error)}': {misfit(error)}.")
