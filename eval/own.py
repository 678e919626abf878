"""Questions of this computer: drafts that a thumbs-down began, and finished ones that take part in runs."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import yaml

from bot.errors import CorpusError, UsageError
from bot.ingest.write_faults import write_error
from bot.ports import Catalog
from bot.storage.feedback import Feedback
from eval.checking import faults
from eval.questions import FOLDER, OWN, own_folder, read_located

_NAME = re.compile(r"[a-z0-9-]{1,60}")
_LONGEST = 100_000
_GUIDE = """\
# Vul dit in en kies ‘Nakijken en opnemen’. {origin}
#   expect     answer als het antwoord in de bronnen staat, refuse als Weerwoord hoort te weigeren
#   relevant   de plaatsen die het antwoord dragen: bron en plaats, zoals onder een antwoord
#   facts      wat een goed antwoord zegt (say), met elke vorm die telt (accept), in kleine letters
#   sources    minstens een van deze bronnen hoort genoemd te worden
#   forbidden  woorden die niet als waar gezegd mogen worden
#   warnings   stale (ouder cijfer), conflict (tegenspraak), country (ander land) of premise (geladen woord)
"""


class Draft(NamedTuple):
    """A question file of this computer.

    Attributes:
        finished: True when it takes part in runs.
    """

    name: str
    text: str
    finished: bool


class OwnQuestions:
    """The question files under a data folder, one question a file.

    ::

        DATA/eval/drafts/NAME.yaml      begun
        DATA/eval/questions/NAME.yaml   checked; takes part in runs

    Every method that writes raises ``StorageError`` when the folder can't be written.
    """

    def __init__(self, data_dir: Path) -> None:
        self.folder = own_folder(data_dir)
        self._drafts = self.folder.parent / "drafts"

    def list(self) -> tuple[Draft, ...]:
        """All of them, drafts first."""
        return tuple(
            Draft(path.stem, path.read_text(encoding="utf-8", errors="replace"), finished)
            for folder, finished in ((self._drafts, False), (self.folder, True))
            for path in sorted(folder.glob("*.yaml"))
        )

    def begin(self, complaint: Feedback) -> str:
        """Write a draft from a complaint, with what is known filled in; the answer is its name."""
        made = datetime.fromtimestamp(complaint.created).astimezone()
        safe = re.sub(r"[^a-z0-9]", "", complaint.id.lower())[:6] or "x"
        name = f"klacht-{made:%Y%m%d-%H%M}-{safe}"
        if not any(draft.name == name for draft in self.list()):
            self.keep(name, _draft(complaint, name, f"{made:%d-%m-%Y}"))
        return name

    def keep(self, name: str, text: str) -> None:
        """Keep a draft as it is, finished or not."""
        _write(self._path(self._drafts, name), text)

    def accept(self, name: str, text: str, catalog: Catalog) -> None:
        """Check a question and let it take part in runs.

        Raises:
            CorpusError: what is wrong with it, with file and line; the text is kept as a draft.
        """
        self.keep(name, text)
        draft = self._path(self._drafts, name)
        others = [one for one in read_located(FOLDER, self.folder) if one.file != self._path(self.folder, name)]
        new = read_located(draft)
        if not new:
            raise CorpusError(f"{draft.name}:1: er staat geen vraag in.")
        for one in new:
            if one.case.split != OWN:
                raise CorpusError(f"{one.where}: veld 'split': laat hier '{OWN}' staan.")
            taken = next((other for other in others if other.case.id == one.case.id), None)
            if taken:
                raise CorpusError(f"{one.where}: id '{one.case.id}' staat ook in {taken.where}.")
        found = faults(new, catalog, others)
        if found:
            raise CorpusError("\n".join(found))
        _write(self._path(self.folder, name), text)
        draft.unlink()

    def remove(self, name: str) -> None:
        """Throw a question away, draft or not."""
        for folder in (self._drafts, self.folder):
            path = self._path(folder, name)
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise write_error(path, error) from error

    @staticmethod
    def _path(folder: Path, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise UsageError(f"'{name}' is geen naam van een vraag: gebruik kleine letters, cijfers en streepjes.")
        return folder / f"{name}.yaml"


def _draft(complaint: Feedback, name: str, date: str) -> str:
    answer = complaint.answer
    used = {n for s in answer.sentences for n in s.cites} if answer else set()
    places = [(note.key, note.locator) for note in answer.sources if note.n in used] if answer else []
    row = {
        "id": name,
        "split": OWN,
        "question": complaint.question,
        **({"context": complaint.context} if complaint.context else {}),
        "language": answer.language if answer and answer.language in ("nl", "en", "fr") else "nl",
        "tags": ["complaint"],
        "expect": "answer",
        "relevant": [{"key": key, "locator": locator} for key, locator in dict.fromkeys(places)],
        "facts": [],
        "sources": list(dict.fromkeys(key for key, _ in places)),
        "forbidden": [],
        "warnings": [],
    }
    head = _GUIDE.format(origin=f"Gemaakt van een klacht van {date}.")
    remark = "".join(f"# Opmerking: {line}\n" for line in _lines(complaint.remark))
    said = "".join(f"# Toen gezegd: {line}\n" for line in _said(complaint))
    return head + remark + said + yaml.safe_dump([row], allow_unicode=True, sort_keys=False, width=110)


def _said(complaint: Feedback) -> Iterator[str]:
    if complaint.answer is None:
        return
    if complaint.answer.refused:
        yield "geweigerd"
    for sentence in complaint.answer.sentences:
        yield from _lines(sentence.text)


def _lines(text: str) -> list[str]:
    """Lines that are safe in a comment."""
    return [json.dumps(line, ensure_ascii=False)[1:-1] for line in text.splitlines() if line.strip()]


def _write(path: Path, text: str) -> None:
    """Whole or not at all.

    Raises:
        UsageError: too long.
    """
    if len(text) > _LONGEST:
        raise UsageError(f"Een vraag telt hoogstens {_LONGEST} tekens.")
    aside = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(text, encoding="utf-8")
        os.replace(aside, path)
    except OSError as error:
        raise write_error(path, error) from error
