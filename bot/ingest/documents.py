"""From a user's documents to passages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.domain.passages import Citation, DocumentText, PageText, Passage, PassageKind, Sentence, passage_id
from bot.domain.sources import Source
from bot.errors import DocumentError
from bot.ingest.hidden import shown_name
from bot.ingest.problems import Problem, Severity
from bot.ingest.sentences import split_sentences
from bot.ports import DocumentReader, Progress

SUFFIXES = (".pdf", ".docx", ".html", ".htm", ".xhtml", ".md", ".markdown", ".txt", ".text")
"""Of two copies of one work the one whose suffix comes first is read."""
_MOST_WORDS = 90
_HEADING_WORDS = 12


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """A document to index.

    Attributes:
        key: source key under which it is cited.
        own: False for the user's copy of a work in the bibliography.
    """

    path: Path
    key: str
    own: bool = True


@dataclass(frozen=True, slots=True)
class ReadDocuments:
    """Passages and sources of a set of documents, and what could not be read."""

    passages: list[Passage]
    sources: dict[str, Source]
    problems: list[Problem]


def find_documents(folder: Path, taken: frozenset[str] = frozenset()) -> list[DocumentFile]:
    """Documents of a folder and its subfolders, hidden ones left out, each with a key of its own."""
    if not folder.is_dir():
        return []
    files: list[DocumentFile] = []
    used = set(taken)
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if not path.is_file() or path.suffix.lower() not in SUFFIXES or any(p.startswith(".") for p in relative.parts):
            continue
        base = shown_name(relative.with_suffix("").as_posix())
        key = next(k for k in _candidates(base, path.suffix) if k not in used)
        used.add(key)
        files.append(DocumentFile(path, key))
    return files


def _candidates(base: str, suffix: str) -> Iterator[str]:
    yield base
    yield base + suffix.lower()
    number = 2
    while True:
        yield f"{base} ({number})"
        number += 1


def find_originals(folder: Path, known: frozenset[str]) -> list[DocumentFile]:
    """The user's copies of works in the bibliography: KEY.pdf and so on, one a work."""
    found: dict[str, DocumentFile] = {}
    for document in sorted(find_documents(folder), key=lambda d: SUFFIXES.index(d.path.suffix.lower())):
        key = document.path.stem
        if key in known:
            found.setdefault(key, DocumentFile(document.path, key, own=False))
    return [found[key] for key in sorted(found)]


def read_documents(
    files: Sequence[DocumentFile], reader: DocumentReader, progress: Progress | None = None
) -> ReadDocuments:
    """Read documents one by one; what fails is reported by file and reason, the rest goes on."""
    result = ReadDocuments([], {}, [])
    for number, file in enumerate(files, 1):
        if progress:
            progress("documenten", number, len(files))
        try:
            text = reader.read(file.path)
            text = replace(text, title=shown_name(text.title))
        except DocumentError as error:
            result.problems.append(Problem(shown_name(file.path.name), 0, "document", str(error)))
            continue
        result.problems.extend(
            Problem(shown_name(file.path.name), 0, "document", remark, Severity.WARNING) for remark in text.problems
        )
        result.passages.extend(document_passages(file.key, text))
        if file.own:
            result.sources[file.key] = Source(
                file.key, text.title or file.key, "Eigen document", None, language=text.language, own=True
            )
    return result


def document_passages(key: str, text: DocumentText) -> list[Passage]:
    """Cut a document into passages of at most some ninety words that keep sentences and pages."""
    passages: list[Passage] = []
    seen: dict[str, int] = {}
    above = ""
    for page in text.pages:
        for number, group, heading in _groups(page, above):
            above = heading
            locator = f"p. {page.number}" if page.number is not None else f"alinea {number}"
            sentences = tuple(Sentence(s, (Citation(key, locator),)) for s in group)
            plain_id = passage_id(f"origineel:{key}", sentences)
            ordinal = seen.get(plain_id, 0)
            seen[plain_id] = ordinal + 1
            passages.append(
                Passage(
                    id=passage_id(f"origineel:{key}", sentences, ordinal),
                    key=key,
                    kind=PassageKind.ORIGINAL,
                    sentences=sentences,
                    heading=tuple(h for h in (text.title, heading) if h),
                    locator=locator,
                )
            )
    return passages


def _groups(page: PageText, heading: str) -> Iterator[tuple[int, list[str], str]]:
    for number, paragraph in enumerate(page.paragraphs, 1):
        if _is_heading(paragraph):
            heading = paragraph
            if number < len(page.paragraphs):
                continue
        group: list[str] = []
        words = 0
        for sentence in split_sentences(paragraph):
            length = len(sentence.split())
            if group and words + length > _MOST_WORDS:
                yield number, group, heading
                group, words = [], 0
            group.append(sentence)
            words += length
        if group:
            yield number, group, heading


def _is_heading(paragraph: str) -> bool:
    return len(paragraph.split()) <= _HEADING_WORDS and not paragraph.rstrip().endswith((".", "!", "?", ":", ";", ","))
