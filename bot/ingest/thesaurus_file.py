"""The thesaurus file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.domain.thesaurus import Concept
from bot.ingest.corpus_text import read_text
from bot.ingest.front_matter import LOADER
from bot.ingest.problems import Problem
from bot.ingest.yaml_files import broken, unfit

FILE = "thesaurus.yaml"


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    term: str
    nl: tuple[str, ...] = ()
    be: tuple[str, ...] = ()
    spreektaal: tuple[str, ...] = ()
    geladen: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    fr: tuple[str, ...] = ()
    niet_hetzelfde: tuple[str, ...] = ()
    uitleg: str = ""


class Thesaurus(NamedTuple):
    """Concepts by id, and what is wrong with the file."""

    concepts: dict[str, Concept]
    problems: list[Problem]


def read_thesaurus(folder: Path) -> Thesaurus:
    """Read ``thesaurus.yaml`` of a corpus folder; an absent file is an empty thesaurus."""
    path = folder / FILE
    if not path.exists():
        return Thesaurus({}, [])
    text, faults = read_text(path, FILE)
    if text is None:
        return Thesaurus({}, faults)
    try:
        raw = yaml.load(text, Loader=LOADER) or []
    except yaml.YAMLError as error:
        return Thesaurus({}, [broken(FILE, error)])
    if not isinstance(raw, list):
        return Thesaurus({}, [Problem(FILE, 1, "yaml", "verwacht een lijst van begrippen.")])
    concepts: dict[str, Concept] = {}
    problems: list[Problem] = []
    for number, entry in enumerate(raw, 1):
        _add(entry, number, concepts, problems)
    for concept in concepts.values():
        for other in concept.not_same:
            if other not in concepts:
                message = f"begrip '{concept.id}': 'niet_hetzelfde' noemt '{other}', dat niet bestaat."
                problems.append(Problem(FILE, 0, "begrip", message))
    return Thesaurus(concepts, problems)


def _add(entry: Any, number: int, concepts: dict[str, Concept], problems: list[Problem]) -> None:
    try:
        value = _Entry.model_validate(entry)
    except ValidationError as error:
        problems.append(unfit(FILE, "begrip", error, f"begrip {number}, "))
        return
    if value.id in concepts:
        problems.append(Problem(FILE, 0, "dubbele-id", f"begrip '{value.id}' komt twee keer voor."))
        return
    words = dict.fromkeys((value.term, *value.nl, *value.be, *value.spreektaal, *value.en, *value.fr))
    concepts[value.id] = Concept(value.id, value.term, tuple(words), value.geladen, value.niet_hetzelfde, value.uitleg)
