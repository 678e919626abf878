"""Questions written for single sentences of a digest: ``questions/KEY.yaml``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from bot.ingest.corpus_text import read_text
from bot.ingest.digests import line_of
from bot.ingest.problems import Problem
from bot.ingest.syntax import Block, Section
from bot.ingest.yaml_files import parse_file

FOLDER = "questions"


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    sentence: str = Field(min_length=1)
    ask: tuple[str, ...] = Field(min_length=1)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str
    questions: tuple[_Entry, ...]


@dataclass(frozen=True, slots=True)
class AskedSentences:
    """What one file says.

    Attributes:
        text: the file, to tell lines.
        questions: the beginning of a sentence -> its questions.
    """

    name: str
    text: str
    questions: Mapping[str, tuple[str, ...]]


def question_files(folder: Path) -> list[Path]:
    """The files of a corpus folder, in a fixed order."""
    return sorted((folder / FOLDER).glob("*.yaml"))


def read_questions(folder: Path, problems: list[Problem]) -> dict[str, AskedSentences]:
    """Read all files, by key of the digest; what is wrong is added to ``problems``."""
    files: dict[str, AskedSentences] = {}
    for path in question_files(folder):
        name = path.relative_to(folder).as_posix()
        text, faults = read_text(path, name)
        problems.extend(faults)
        parsed = None if text is None else parse_file(name, text, _File, "vragen", problems)
        if text is None or parsed is None:
            continue
        if parsed.key != path.stem:
            problems.append(Problem(name, 1, "vragen", f"'key' is '{parsed.key}'; noem het bestand {parsed.key}.yaml."))
            continue
        files[parsed.key] = AskedSentences(
            name, text, {entry.sentence.strip(): entry.ask for entry in parsed.questions}
        )
    return files


def with_questions(sections: Sequence[Section], asked: AskedSentences, problems: list[Problem]) -> None:
    """Hand each sentence its questions; a beginning that fits no sentence, or several, is a problem."""
    texts = list(dict.fromkeys(s.text for section in sections for block in section.blocks for s in block.sentences))
    found: dict[str, tuple[str, ...]] = {}
    for beginning, questions in asked.questions.items():
        fitting = [text for text in texts if text == beginning] or [t for t in texts if t.startswith(beginning)]
        if len(fitting) == 1:
            found[fitting[0]] = questions
            continue
        what = "geen zin van de samenvatting" if not fitting else f"{len(fitting)} zinnen"
        message = f"'{beginning[:60]}' is het begin van {what}; neem het begin van precies één zin over."
        problems.append(Problem(asked.name, line_of(asked.text, beginning), "vragen", message))
    for section in sections:
        section.blocks = [_ask(block, found) for block in section.blocks]


def _ask(block: Block, found: Mapping[str, tuple[str, ...]]) -> Block:
    return replace(block, sentences=tuple(replace(s, asked=found.get(s.text, ())) for s in block.sentences))


def without_digest(files: Mapping[str, AskedSentences], digests: Iterable[str]) -> list[Problem]:
    """Files whose digest does not exist."""
    known = frozenset(digests)
    message = "bij deze vragen hoort geen samenvatting; wijzig de naam of verwijder het bestand."
    return [Problem(file.name, 0, "vragen", message) for key, file in files.items() if key not in known]
