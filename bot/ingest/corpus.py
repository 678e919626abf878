"""The whole corpus, read and checked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bot.domain.cards import Card
from bot.domain.figures import Figure
from bot.domain.outside import OutsideSubject
from bot.domain.passages import Passage, PassageKind
from bot.domain.sources import Source
from bot.domain.thesaurus import Concept
from bot.errors import CorpusError
from bot.ingest import bibliography, ledger, thesaurus_file
from bot.ingest.card_files import card_passages, read_card
from bot.ingest.corpus_text import check_blocks, read_text
from bot.ingest.digests import check_sentences, digest_passages, line_of, with_lines
from bot.ingest.front_matter import CardHead, DigestHead, Parsed, parse_head
from bot.ingest.indexed_questions import indexed_questions
from bot.ingest.outside_files import outside_files, read_outside
from bot.ingest.problems import Problem
from bot.ingest.question_files import question_files, read_questions, with_questions, without_digest
from bot.ingest.syntax import read_sections
from bot.ports import MarkupReader

NOTES, REPORTS, CARDS = "notes", "reports", "cards"


@dataclass(slots=True)
class Corpus:
    """Everything Weerwoord knows.

    Attributes:
        passages: digests first, then cards, then documents.
        outside: subjects of which the sources say nothing; never searched as text, never cited.
        problems: what an editor must mend (errors) or may mend (warnings).
    """

    sources: dict[str, Source] = field(default_factory=dict)
    passages: list[Passage] = field(default_factory=list)
    cards: dict[str, Card] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    concepts: dict[str, Concept] = field(default_factory=dict)
    outside: dict[str, OutsideSubject] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def digest_keys(self) -> frozenset[str]:
        """Keys of sources that have a digest."""
        return frozenset(p.key for p in self.passages if p.kind is PassageKind.DIGEST)


def is_corpus(folder: Path) -> bool:
    """True when a folder has the form of ``corpus/README.md``; else it is a folder of documents."""
    return (folder / bibliography.FILE).is_file()


def corpus_files(folder: Path) -> list[Path]:
    """The files that the corpus is made of, in a fixed order."""
    single = [folder / name for name in (bibliography.FILE, ledger.FILE, thesaurus_file.FILE)]
    markdown = [p for part in (NOTES, REPORTS, CARDS) for p in sorted((folder / part).glob("*.md"))]
    return [p for p in (*single, *markdown, *question_files(folder), *outside_files(folder)) if p.is_file()]


def corpus_hash(files: Iterable[Path], salt: str = "") -> str:
    """A hash over names and contents, to tell whether anything changed."""
    digest = hashlib.sha256(salt.encode())
    for path in files:
        digest.update(path.name.encode("utf-8", "surrogateescape") + b"\x1f" + path.read_bytes() + b"\x1e")
    return digest.hexdigest()


def load_corpus(folder: Path, reader: MarkupReader) -> Corpus:
    """Read a corpus folder.

    Raises:
        CorpusError: the folder has no bibliography. Mistakes in files are in ``Corpus.problems``.
    """
    if not is_corpus(folder):
        raise CorpusError(f"In {folder} staat geen {bibliography.FILE}; kies een map met een corpus.")
    sources = bibliography.read_bibliography(folder)
    figures = ledger.read_ledger(folder)
    concepts = thesaurus_file.read_thesaurus(folder)
    corpus = Corpus(
        sources=sources.sources,
        figures=figures.figures,
        concepts=concepts.concepts,
        problems=[*sources.problems, *figures.problems, *concepts.problems],
    )
    _load_digests(folder, reader, corpus)
    _load_cards(folder, reader, corpus)
    known = [question.text for question in indexed_questions(corpus.passages)]
    corpus.outside.update(read_outside(folder, known, corpus.problems))
    return corpus


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    name: str
    text: str
    parsed: Parsed


def _read_files(folder: Path, parts: Sequence[str], model: Any, corpus: Corpus) -> list[_File]:
    files: list[_File] = []
    seen: dict[str, str] = {}
    for path in [p for part in parts for p in sorted((folder / part).glob("*.md"))]:
        name = path.relative_to(folder).as_posix()
        text, problems = read_text(path, name)
        corpus.problems.extend(problems)
        if text is None:
            continue
        parsed = parse_head(name, text, model)
        corpus.problems.extend([*parsed.problems, *check_blocks(name, text)])
        if parsed.head is None:
            continue
        identity = parsed.head.key if model is DigestHead else parsed.head.slug
        if identity in seen:
            message = f"sleutel '{identity}' staat ook in {seen[identity]}."
            corpus.problems.append(Problem(name, line_of(text, identity), "dubbele-sleutel", message))
            continue
        seen[identity] = name
        files.append(_File(path, name, text, parsed))
    return files


def _trees(files: Sequence[_File], reader: MarkupReader, corpus: Corpus) -> list[dict[str, Any] | None]:
    try:
        return list(reader.read([file.parsed.body for file in files]))
    except CorpusError:
        trees: list[dict[str, Any] | None] = []
        for file in files:
            try:
                trees.extend(reader.read([file.parsed.body]))
            except CorpusError as error:
                corpus.problems.append(Problem(file.name, 0, "opmaak", str(error)))
                trees.append(None)
        return trees


def _load_digests(folder: Path, reader: MarkupReader, corpus: Corpus) -> None:
    known = frozenset(corpus.sources)
    asked = read_questions(folder, corpus.problems)
    files = _read_files(folder, (NOTES, REPORTS), DigestHead, corpus)
    corpus.problems.extend(without_digest(asked, [file.parsed.head.key for file in files]))
    for file, tree in zip(files, _trees(files, reader, corpus), strict=True):
        head: DigestHead = file.parsed.head
        if head.key not in known:
            message = f"sleutel '{head.key}' staat niet in bibliography.json."
            corpus.problems.append(Problem(file.name, line_of(file.text, head.key), "onbekende-bron", message))
            continue
        if tree is None:
            continue
        sections = read_sections(tree)
        for section in sections:
            section.blocks = [with_lines(file.text, block) for block in section.blocks]
            corpus.problems.extend(check_sentences(file.name, file.text, section.blocks, known))
        if head.key in asked:
            with_questions(sections, asked[head.key], corpus.problems)
        is_note = file.path.parent.name == NOTES
        corpus.sources[head.key] = replace(corpus.sources[head.key], read=head.read, is_note=is_note)
        corpus.passages.extend(digest_passages(head, sections))


def _load_cards(folder: Path, reader: MarkupReader, corpus: Corpus) -> None:
    known = frozenset(corpus.sources)
    files = _read_files(folder, (CARDS,), CardHead, corpus)
    for file, tree in zip(files, _trees(files, reader, corpus), strict=True):
        if tree is None:
            continue
        sections = read_sections(tree)
        for section in sections:
            section.blocks = [with_lines(file.text, block) for block in section.blocks]
        card, problems = read_card(file.name, file.text, file.parsed.head, sections, known)
        corpus.problems.extend(problems)
        if card is None:
            continue
        for figure in card.figures:
            if corpus.figures and figure not in corpus.figures:
                message = f"cijfer '{figure}' staat niet in figures.csv."
                corpus.problems.append(Problem(file.name, line_of(file.text, figure), "dood-cijfer", message))
        corpus.cards[card.slug] = card
        corpus.passages.extend(card_passages(card))
