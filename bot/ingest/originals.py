"""The folder of originals: what is fetched into it, recognised and noted.

FOLDER/KEY.pdf          a fetched work (.pdf, .docx, .html or .txt), or the user's own copy
FOLDER/KEY.part         what came in before a fetch was cut off; KEY.part.json holds its address and validator
FOLDER/manifest.json    per key: addresses, file, checksum, bytes, content type, time
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Literal
from urllib.parse import urlsplit

from bot.errors import StorageError
from bot.ingest.fetching import FetchError, PassingFault, Reply, Rules, Visitor, recognise, shown_url
from bot.ports import Progress

MANIFEST = "manifest.json"
_SUFFIXES = (".pdf", ".docx", ".html", ".htm", ".txt", ".md")
_PAGES = frozenset({"webpage", "post", "post-weblog", "article-newspaper", "article-magazine", "legislation"})
_NAMES = {".docx": "een DOCX", ".html": "een webpagina", ".txt": "platte tekst"}


@dataclass(frozen=True, slots=True)
class Original:
    """A work to fetch; ``kind`` is its CSL type."""

    key: str
    url: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What the manifest keeps of a fetched original; ``fetched`` is a moment in UTC."""

    key: str
    url: str
    final_url: str
    file: str
    sha256: str
    bytes: int
    content_type: str
    fetched: str


Status = Literal["fetched", "present", "failed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went with one original; ``reason`` in Dutch when it failed."""

    key: str
    status: Status
    url: str
    file: str = ""
    bytes: int = 0
    reason: str = ""


Retry = Callable[[Callable[[], Record]], Record]
"""Runs an attempt, again after a ``PassingFault``, and lets its last error through."""


class Fetcher:
    """Fetches originals into a folder and keeps its manifest; ``open_part`` opens a file for "ab" or "wb"."""

    def __init__(
        self,
        folder: Path,
        visitor: Visitor,
        retry: Retry,
        rules: Rules,
        open_part: Callable[[Path, str], IO[bytes]] = lambda path, mode: path.open(mode),
    ) -> None:
        self._folder, self._visitor, self._retry, self._rules, self._open = folder, visitor, retry, rules, open_part

    def fetch(self, wanted: Original, progress: Progress | None = None) -> Outcome:
        """Fetch one original, unless it is there; a fault of the server is an outcome.

        Raises:
            StorageError: the folder can't be written, or the manifest is damaged.
        """
        url = shown_url(wanted.url)
        if not re.fullmatch(r"[^\W_][\w.+-]*", wanted.key):
            return Outcome(wanted.key, "failed", url, reason="de sleutel kan geen bestandsnaam zijn")
        if not wanted.url:
            return Outcome(wanted.key, "failed", url, reason="de bibliografie geeft geen webadres")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            records = read_manifest(self._folder)
            there = self._present(wanted, records.get(wanted.key))
            if there is not None:
                return Outcome(wanted.key, "present", url, there.name, there.stat().st_size)
            record = self._retry(lambda: self._attempt(wanted, progress or (lambda *_: None)))
            self._note(record, records)
        except FetchError as error:
            if not isinstance(error, PassingFault):
                self._discard(wanted.key)
            return Outcome(wanted.key, "failed", url, reason=str(error))
        except OSError as error:
            raise storage_error(self._folder, error) from error
        return Outcome(wanted.key, "fetched", url, record.file, record.bytes)

    def _present(self, wanted: Original, record: Record | None) -> Path | None:
        """The file that is there for a key; not one that we fetched ourselves from another address."""
        for path in (self._folder / f"{wanted.key}{suffix}" for suffix in _SUFFIXES):
            if path.is_file() and path.stat().st_size:
                moved = record and record.file == path.name and record.url != shown_url(wanted.url)
                if not (moved and record and _checksum(path) == record.sha256):
                    return path
        return None

    def _attempt(self, wanted: Original, progress: Progress) -> Record:
        start, headers = self._resume(wanted)
        with self._visitor.visit(wanted.url, headers) as (final, reply):
            if reply.status in (206, 416):
                if not start or not reply.continues(start, headers["If-Range"]):
                    self._discard(wanted.key)
                    raise PassingFault("de server gaf een verkeerd vervolg van het bestand")
            else:
                start = 0
                reply.check(self._rules.longest_wait)
            total = start + reply.length
            if total > self._rules.max_bytes:
                raise self._too_large()
            if not start:
                self._note_part(wanted, reply)
            with self._open(self._part(wanted.key), "ab" if start else "wb") as out:
                for chunk in reply.chunks:
                    start += len(chunk)
                    if start > self._rules.max_bytes:
                        raise self._too_large()
                    out.write(chunk)
                    progress(wanted.key, start, total)
                out.flush()
                os.fsync(out.fileno())
            return self._finish(wanted, final, reply)

    def _finish(self, wanted: Original, final: str, reply: Reply) -> Record:
        part, declared = self._part(wanted.key), reply.headers.get("content-type", "").partition(";")[0].strip().lower()
        size = part.stat().st_size
        if not size:
            raise FetchError("de server gaf een leeg bestand")
        suffix = recognise(part, declared)
        _check_kind(wanted, suffix)
        if suffix == ".pdf" and "content-length" not in reply.headers and b"%%EOF" not in part.read_bytes()[-2048:]:
            self._discard(wanted.key)
            raise PassingFault("de verbinding brak af voor het einde van de PDF")
        name = f"{wanted.key}{suffix}"
        now = datetime.now(UTC).isoformat(timespec="seconds")
        kept = declared if re.fullmatch(r"[\w.+/-]{1,80}", declared) else ""
        record = Record(wanted.key, shown_url(wanted.url), shown_url(final), name, _checksum(part), size, kept, now)
        os.replace(part, self._folder / name)
        self._discard(wanted.key)
        return record

    def _resume(self, wanted: Original) -> tuple[int, dict[str, str]]:
        """Where to go on, and the headers that ask for it."""
        try:
            noted = json.loads(self._part(wanted.key, ".part.json").read_text(encoding="utf-8"))
            size = self._part(wanted.key).stat().st_size
            same = noted["url"] == shown_url(wanted.url) and noted["validator"]
        except (OSError, ValueError, KeyError, TypeError):
            return 0, {}
        if not same or not 0 < size <= self._rules.max_bytes:
            return 0, {}
        return size, {"Range": f"bytes={size}-", "If-Range": str(noted["validator"])}

    def _note_part(self, wanted: Original, reply: Reply) -> None:
        noted = {"url": shown_url(wanted.url), "validator": reply.validator}
        self._discard(wanted.key)
        self._part(wanted.key, ".part.json").write_text(json.dumps(noted), encoding="utf-8")

    def _note(self, record: Record, records: dict[str, Record]) -> None:
        old = records.get(record.key)
        if old is not None and old.file != record.file and Path(old.file).name == old.file:
            (self._folder / old.file).unlink(missing_ok=True)
        write_manifest(self._folder, {**records, record.key: record})

    def _part(self, key: str, suffix: str = ".part") -> Path:
        return self._folder / f"{key}{suffix}"

    def _discard(self, key: str) -> None:
        for suffix in (".part", ".part.json"):
            self._part(key, suffix).unlink(missing_ok=True)

    def _too_large(self) -> FetchError:
        return FetchError(f"het bestand is groter dan {self._rules.max_bytes / 1_000_000:g} MB")


def read_manifest(folder: Path) -> dict[str, Record]:
    """The fetched originals by key.

    Raises:
        StorageError: the manifest is damaged.
    """
    path = folder / MANIFEST
    try:
        return {key: Record(**values) for key, values in json.loads(path.read_text(encoding="utf-8")).items()}
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, AttributeError) as error:
        raise StorageError(f"{path} is beschadigd. Verwijder dat bestand en haal opnieuw op.") from error


def write_manifest(folder: Path, records: Mapping[str, Record]) -> None:
    """Replace the manifest by one rename."""
    aside = folder / f"{MANIFEST}.part"
    values = {key: asdict(records[key]) for key in sorted(records)}
    aside.write_text(json.dumps(values, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    os.replace(aside, folder / MANIFEST)


def _check_kind(wanted: Original, suffix: str) -> None:
    """Refuse what is not the work: a web page where a document was expected, or something unreadable."""
    if not suffix:
        raise FetchError("de server gaf geen PDF, DOCX, webpagina of tekst")
    if suffix != ".pdf" and urlsplit(wanted.url).path.lower().endswith(".pdf"):
        raise FetchError(f"de server gaf {_NAMES[suffix]} in plaats van een PDF; open het adres met de hand")
    if suffix == ".html" and wanted.kind not in _PAGES:
        raise FetchError("de server gaf een webpagina en niet het document zelf; open het adres met de hand")


def _checksum(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def storage_error(folder: Path, error: OSError) -> StorageError:
    """An OS error while writing originals, as a sentence that says what to do."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StorageError(f"De schijf is vol; maak ruimte vrij voor {folder}. Wat al opgehaald is, blijft bewaard.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StorageError(f"Geen schrijfrechten in {folder}. Kies een andere map met --to of vraag schrijfrechten.")
    return StorageError(f"Schrijven in {folder} lukt niet: {error.strerror or error}.")
