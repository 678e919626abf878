"""YAML files of a corpus, held against their form; what is wrong is told with file and line."""

from __future__ import annotations

from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from bot.domain.misfits import field_of, misfit
from bot.ingest.front_matter import LOADER
from bot.ingest.problems import Problem

ModelT = TypeVar("ModelT", bound=BaseModel)


def parse_file(name: str, text: str, model: type[ModelT], rule: str, problems: list[Problem]) -> ModelT | None:
    """The validated content of a file; None where it is broken, which is added to ``problems``.

    Args:
        rule: the rule that a field which does not fit breaks.
    """
    try:
        return model.model_validate(yaml.load(text, Loader=LOADER))
    except yaml.YAMLError as error:
        problems.append(broken(name, error))
    except ValidationError as error:
        problems.append(unfit(name, rule, error))
    return None


def broken(name: str, error: yaml.YAMLError) -> Problem:
    """What to say of a file that is no YAML."""
    mark = getattr(error, "problem_mark", None)
    return Problem(name, mark.line + 1 if mark else 0, "yaml", f"stuk: {error}".split("\n")[0])


def unfit(name: str, rule: str, error: ValidationError, of: str = "") -> Problem:
    """What to say of the first field that does not fit.

    Args:
        of: the part of the file that the field is in, with a comma and a space.
    """
    first = error.errors()[0]
    return Problem(name, 0, rule, f"{of}veld '{field_of(first)}': {misfit(first)}.")
