"""Questions that the sources do not answer: ``outside/SUBJECT.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.outside import OutsideSubject, normal
from bot.ingest.corpus_text import read_text
from bot.ingest.digests import line_of
from bot.ingest.problems import Problem
from bot.ingest.yaml_files import parse_file

FOLDER = "outside"
_RULE = "buiten-bereik"
_MOST_WORDS = 14


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    subject: str = Field(min_length=3)
    questions: tuple[str, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class OutsideFile:
    """What one file says, with its text, to tell lines."""

    name: str
    text: str
    subject: OutsideSubject


def outside_files(folder: Path) -> list[Path]:
    """The files of a corpus folder, in a fixed order."""
    return sorted((folder / FOLDER).glob("*.yaml"))


def read_outside(folder: Path, known: Iterable[str], problems: list[Problem]) -> dict[str, OutsideSubject]:
    """Read all files; what is wrong is added to ``problems``.

    Args:
        known: questions that the sources do answer; none of them may stand here.
    """
    files = [file for path in outside_files(folder) if (file := _read(path, folder, problems))]
    problems.extend(_repeated(files, {normal(question) for question in known}))
    return {file.subject.id: file.subject for file in files}


def _read(path: Path, folder: Path, problems: list[Problem]) -> OutsideFile | None:
    name = path.relative_to(folder).as_posix()
    text, faults = read_text(path, name)
    problems.extend(faults)
    parsed = None if text is None else parse_file(name, text, _File, _RULE, problems)
    if text is None or parsed is None:
        return None
    subject = " ".join(parsed.subject.split())
    problems.extend(Problem(name, line_of(text, "subject:"), _RULE, fault) for fault in _subject_faults(subject))
    questions = tuple(" ".join(question.split()) for question in parsed.questions)
    problems.extend(
        Problem(name, 0, _RULE, "een vraag zonder letters; haal hem weg.") for q in questions if not normal(q)
    )
    return OutsideFile(name, text, OutsideSubject(path.stem, subject, questions))


def _subject_faults(subject: str) -> list[str]:
    """What keeps a subject from standing in "Over … zeggen deze bronnen niets."."""
    faults = []
    if len(subject.split()) > _MOST_WORDS:
        faults.append(f"het onderwerp telt meer dan {_MOST_WORDS} woorden; maak het korter.")
    if re.search(r"[.!?:;<>\[\]{}*_`]", subject.replace("11.11.11", "")):
        faults.append("het onderwerp hoort midden in een zin: zonder punt, vraagteken, dubbele punt of opmaak.")
    return faults


def _repeated(files: Sequence[OutsideFile], known: set[str]) -> list[Problem]:
    problems = []
    seen: dict[str, str] = {}
    for file in files:
        for question in file.subject.questions:
            folded = normal(question)
            fault = _fault(folded, seen, known)
            if fault:
                problems.append(Problem(file.name, line_of(file.text, question), _RULE, f"“{question}” {fault}"))
            seen.setdefault(folded, file.name)
    return problems


def _fault(folded: str, seen: Mapping[str, str], known: set[str]) -> str:
    if folded in known:
        return "staat ook bij de vragen die de bronnen wel beantwoorden; haal hem op één van de twee plaatsen weg."
    return f"staat al in {seen[folded]}." if folded in seen else ""
