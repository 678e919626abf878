"""The user's own documents beside an index: taken in and out together with the index that is built from them."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from bot.errors import DocumentError
from bot.ingest.documents import SUFFIXES, find_documents
from bot.ingest.hidden import shown_name
from bot.ingest.problems import Problem, Severity
from bot.ingest.write_faults import write_error
from bot.ports import DocumentReader

_ASIDE = ".weerwoord-"
_LONGEST_NAME = 220
_LONG = "heeft een te lange naam; geef het bestand een kortere naam"
_READABLE = "pdf, docx, html, md, txt"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A readable document to take in.

    Attributes:
        name: its path in the folder of own documents.
    """

    path: Path
    name: PurePosixPath


@dataclass(frozen=True, slots=True)
class Change:
    """What to take in and out.

    Attributes:
        remove: names, with or without suffix.
        problems: documents of an added folder that can't be read.
    """

    add: tuple[Newcomer, ...] = ()
    remove: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def __bool__(self) -> bool:
        """True when there is something to do."""
        return bool(self.add or self.remove)


def choose_documents(paths: Sequence[Path], reader: DocumentReader) -> Change:
    """Read what is to be taken in, before anything is changed.

    Raises:
        DocumentError: a document that is named can't be read, or a folder has none that can.
    """
    found: list[Newcomer] = []
    problems: list[Problem] = []
    for path in paths:
        if not path.is_dir():
            found.append(_named(path, reader))
            continue
        documents = [d.path for d in find_documents(path) if _is_usable(path, d.path, problems)]
        good = [d for d in documents if _is_readable(path, d, reader, problems)]
        if not good:
            reasons = "; ".join(p.message for p in problems[:3])
            raise DocumentError(f"In de map {path} staat geen leesbaar document ({_READABLE}). {reasons}".strip())
        top = PurePosixPath(path.resolve().name or "map")
        found.extend(Newcomer(d, top / d.relative_to(path).as_posix()) for d in good)
    names = Counter(str(newcomer.name).lower() for newcomer in found)
    for newcomer in found:
        if names[str(newcomer.name).lower()] > 1:
            raise DocumentError(
                f"Twee documenten heten '{shown_name(str(newcomer.name))}'; hernoem er een of voeg hun map toe."
            )
    return Change(tuple(found), problems=tuple(problems))


def _named(path: Path, reader: DocumentReader) -> Newcomer:
    reader.read(path)
    if _is_long(path):
        raise DocumentError(f"{shown_name(path.name)} {_LONG}.")
    if path.suffix.lower() not in SUFFIXES:
        raise DocumentError(
            f"{shown_name(path.name)} heeft geen bekend achtervoegsel; hernoem het bestand ({_READABLE})."
        )
    return Newcomer(path, PurePosixPath(path.name.lstrip(".")))


def _is_usable(folder: Path, path: Path, problems: list[Problem]) -> bool:
    """Whether a document of a folder lies in it, under a name that can be kept."""
    if _is_long(path):
        problem = _LONG
    elif not path.resolve().is_relative_to(folder.resolve()):
        problem = "verwijst naar een bestand buiten de map en is overgeslagen"
    else:
        return True
    name = shown_name(path.name)
    problems.append(Problem(name, 0, "document", f"{name} {problem}.", Severity.WARNING))
    return False


def _is_long(path: Path) -> bool:
    return len(os.fsencode(path.name)) > _LONGEST_NAME


def _is_readable(folder: Path, path: Path, reader: DocumentReader, problems: list[Problem]) -> bool:
    try:
        reader.read(path)
    except DocumentError as error:
        name = shown_name(path.relative_to(folder).as_posix())
        problems.append(Problem(name, 0, "document", str(error), Severity.WARNING))
        return False
    return True


@dataclass(slots=True)
class _Undo:
    put: list[Path] = field(default_factory=list)
    aside: list[tuple[Path, Path]] = field(default_factory=list)


class OwnDocuments:
    """The folder of the user's own documents.

    Args:
        folder: need not exist.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, name: str) -> list[Path]:
        """Documents with this name, or of the folder with this name.

        Raises:
            DocumentError: there is none.
        """
        wanted = PurePosixPath(name)
        found = []
        for document in find_documents(self._folder):
            relative = PurePosixPath(document.path.relative_to(self._folder).as_posix())
            shown = PurePosixPath(shown_name(str(relative)))
            names = (
                shown,
                shown.with_suffix(""),
                relative,
                relative.with_suffix(""),
                PurePosixPath(relative.name),
                PurePosixPath(relative.stem),
            )
            if wanted in names or wanted in relative.parents[:-1]:
                found.append(document.path)
        if not found:
            raise DocumentError(f"Er is geen eigen document met de naam '{name}'.")
        return found

    @contextmanager
    def changed(self, change: Change) -> Iterator[None]:
        """Apply a change; undo it when what follows fails.

        Raises:
            DocumentError: a document to remove is not there.
            StorageError: no rights or no space.
        """
        gone = [path for name in change.remove for path in self.find(name)]
        undo = _Undo()
        try:
            try:
                self._apply(gone, change.add, undo)
            except OSError as error:
                raise write_error(self._folder, error) from error
            yield
        except BaseException:
            _undo(undo)
            raise
        self._tidy()

    def _apply(self, gone: Sequence[Path], add: Sequence[Newcomer], undo: _Undo) -> None:
        for path in dict.fromkeys(gone):
            os.replace(path, _aside(path))
            undo.aside.append((_aside(path), path))
        for document in add:
            target = self._folder / document.name
            target.parent.mkdir(parents=True, exist_ok=True)
            fresh = target.with_name(f"{_ASIDE}nieuw-{target.name}")
            undo.put.append(fresh)
            shutil.copyfile(document.path, fresh)
            if target.exists():
                shutil.copyfile(target, _aside(target))
                undo.aside.append((_aside(target), target))
            undo.put.append(target)
            os.replace(fresh, target)

    def _tidy(self) -> None:
        """Remove what is put aside, also by a process that died, and folders that are empty now."""
        for path in sorted(self._folder.rglob("*"), reverse=True):
            with suppress(OSError):
                if path.is_dir():
                    path.rmdir()
                elif path.name.startswith(_ASIDE):
                    path.unlink()


def _aside(path: Path) -> Path:
    return path.with_name(f"{_ASIDE}oud-{path.name}")


def _undo(undo: _Undo) -> None:
    for path in undo.put:
        with suppress(OSError):
            path.unlink(missing_ok=True)
    for aside, path in undo.aside:
        with suppress(OSError):
            os.replace(aside, path)
