"""Brings the index in step with the corpus and the user's documents."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bot.domain.cards import Card
from bot.domain.figures import Figure
from bot.domain.outside import OutsideSubject
from bot.domain.sources import Source
from bot.domain.thesaurus import Concept
from bot.errors import DocumentError, IndexFault
from bot.ingest.corpus import Corpus, corpus_files, corpus_hash, is_corpus, load_corpus
from bot.ingest.documents import find_documents, find_originals, read_documents
from bot.ingest.indexed_questions import indexed_questions, outside_questions, vocabulary
from bot.ingest.kept import (
    OUTSIDE_LINE,
    OUTSIDE_VECTORS,
    OUTSIDE_WORDING,
    OUTSIDE_WORDS,
    QUESTION_VECTORS,
    QUESTION_WORDS,
    VECTORS,
    WORDS,
    vector_key,
    write_vector_keys,
)
from bot.ingest.manifest import CHROMA, LAYOUT, Manifest, file_table
from bot.ingest.mending import kept_vectors, mend
from bot.ingest.own_documents import Change, OwnDocuments, choose_documents
from bot.ingest.problems import Problem, raise_if_errors
from bot.ingest.store import IndexStore
from bot.ingest.write_faults import reason, write_error
from bot.ports import (
    CatalogWriter,
    DocumentReader,
    Embedders,
    LexicalIndexBuilder,
    LexiconWriter,
    MarkupReader,
    Progress,
    VectorIndexBuilder,
    Vectors,
)
from bot.retrieval.analysis import Analyzer
from bot.retrieval.bank import dividing_line
from bot.retrieval.wording import wording_line

_NO_CHANGE = Change()
_BATCH = 256
_SELF_QUERIES = 20
FORM = "4"
"""Raise when passages or search texts are made in another way."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        unchanged: True when there was nothing to do.
        embedded: passages and questions that were embedded anew.
        reused: vectors taken over from the version before.
        problems: documents that could not be read, and remarks.
        mended: what was wrong with the index and was mended, in Dutch; "" when nothing was.
    """

    folder: Path
    unchanged: bool
    passages: int
    embedded: int
    reused: int
    removed: int
    seconds: float
    problems: Sequence[Problem] = ()
    mended: str = ""


@dataclass(frozen=True, slots=True)
class Tools:
    """What a build needs from outside."""

    markup: MarkupReader
    documents: DocumentReader
    embedders: Embedders
    vectors: VectorIndexBuilder
    kept_vectors: VectorIndexBuilder
    lexical: LexicalIndexBuilder
    write_catalog: CatalogWriter
    write_lexicon: LexiconWriter
    analyzer: Analyzer
    read_kept: Callable[[Path], tuple[list[str], Vectors]]


class IndexBuilder:
    """Builds index versions.

    Args:
        store: where versions live.
        tools: readers, embedder and index writers.
    """

    def __init__(self, store: IndexStore, tools: Tools) -> None:
        self._store = store
        self._tools = tools

    def build(
        self, corpus_dir: Path, *, change: Change = _NO_CHANGE, force: bool = False, progress: Progress | None = None
    ) -> BuildReport:
        """Build a new version when anything changed.

        Args:
            corpus_dir: a corpus, or any folder of documents.
            change: own documents to take in and out; undone when the build fails.

        Raises:
            CorpusError: a corpus file is wrong; the index in use is untouched.
            DocumentError: there is nothing to read.
            IndexBusy: another process is building.
            StorageError: no rights or no space.
        """
        started = time.perf_counter()
        if not (force or change):
            report = self._unchanged(self._wanted_hash(corpus_dir), started, change)
            if report:
                return report
        with self._store.writing(), OwnDocuments(self._store.documents).changed(change):
            self._store.sweep()
            mended = mend(self._store, self._tools.vectors, self._tools.read_kept)
            wanted = self._wanted_hash(corpus_dir)
            report = None if force else self._unchanged(wanted, started, change)
            report = report or self._build(corpus_dir, wanted, started, change, progress)
            return replace(report, mended=mended.what) if mended else report

    def choose_documents(self, paths: Sequence[Path]) -> Change:
        """Read documents before they are taken in, so that a bad one leaves everything as it was.

        Raises:
            DocumentError: one that is named can't be read; says why and what to do.
        """
        return choose_documents(paths, self._tools.documents)

    def _build(
        self, corpus_dir: Path, wanted: str, started: float, change: Change, progress: Progress | None
    ) -> BuildReport:
        corpus = self._load(corpus_dir, progress)
        corpus.problems.extend(change.problems)
        folder = self._store.new_version(wanted)
        try:
            return self._write(folder, corpus, wanted, corpus_dir, started, progress)
        except OSError as error:
            self._store.discard(folder)
            raise write_error(self._store.root, error) from error
        except BaseException:
            self._store.discard(folder)
            raise

    def _wanted_hash(self, corpus_dir: Path) -> str:
        files = corpus_files(corpus_dir) if is_corpus(corpus_dir) else self._documents_of(corpus_dir)
        own = [d.path for d in (*find_documents(self._store.documents), *find_documents(self._store.originals))]
        places = [*(p.relative_to(corpus_dir) for p in files), *(p.relative_to(self._store.root) for p in own)]
        names = "|".join(place.as_posix() for place in places).encode("utf-8", "replace").decode()
        salt = f"{FORM}|{LAYOUT}|{self._tools.embedders.name}|{names}"
        try:
            return corpus_hash([*files, *own], salt)
        except OSError as error:
            raise DocumentError(f"{error.filename} is niet te lezen: {reason(error)}.") from error

    def _documents_of(self, folder: Path) -> list[Path]:
        """Documents of a folder; the index may lie in it, and is no document."""
        root = self._store.root.resolve()
        return [d.path for d in find_documents(folder) if root not in d.path.resolve().parents]

    def _unchanged(self, wanted: str, started: float, change: Change) -> BuildReport | None:
        try:
            folder = self._store.current()
            manifest = self._store.check(folder, thorough=True)
        except IndexFault:
            return None
        if manifest.corpus_hash != wanted or not self._tools.vectors.is_whole(folder / CHROMA):
            return None
        seconds = time.perf_counter() - started
        return BuildReport(folder, True, manifest.passages, 0, manifest.passages, 0, seconds, change.problems)

    def _load(self, corpus_dir: Path, progress: Progress | None) -> Corpus:
        if not corpus_dir.is_dir():
            raise DocumentError(f"De map {corpus_dir} bestaat niet.")
        if progress:
            progress("corpus lezen", 0, 0)
        if is_corpus(corpus_dir):
            corpus = load_corpus(corpus_dir, self._tools.markup)
            raise_if_errors(corpus.problems)
            corpus.problems.clear()
            files = []
        else:
            corpus = Corpus()
            inside = frozenset(self._documents_of(corpus_dir))
            files = [document for document in find_documents(corpus_dir) if document.path in inside]
            if not files:
                raise DocumentError(f"In {corpus_dir} staat geen corpus en geen document (pdf, docx, html, md, txt).")
        known = frozenset(corpus.sources)
        files += find_originals(self._store.originals, known)
        taken = known | corpus.cards.keys() | {file.key for file in files}
        files += find_documents(self._store.documents, taken)
        read = read_documents(files, self._tools.documents, progress)
        corpus.passages.extend(read.passages)
        corpus.sources.update(read.sources)
        corpus.problems.extend(read.problems)
        if not corpus.passages:
            reasons = "; ".join(p.message for p in corpus.problems[:3])
            raise DocumentError(f"In {corpus_dir} is geen tekst gevonden. {reasons}".strip())
        return corpus

    def _write(
        self, folder: Path, corpus: Corpus, wanted: str, corpus_dir: Path, started: float, progress: Progress | None
    ) -> BuildReport:
        questions = indexed_questions(corpus.passages)
        outside = outside_questions(corpus.outside.values())
        texts = {p.id: p.search_text for p in corpus.passages} | {q.id: q.text for q in (*questions, *outside)}
        before = kept_vectors(self._store, self._tools.embedders.name, self._tools.read_kept)
        passage_ids = [p.id for p in corpus.passages]
        question_ids, outside_ids = [q.id for q in questions], [q.id for q in outside]
        fresh = {key: text for key, text in texts.items() if vector_key(key, text) not in before.vectors}
        made = self._embed(fresh, frozenset([*question_ids, *outside_ids]), progress)
        keep = {key: made[key] if key in made else before.vectors[vector_key(key, texts[key])] for key in texts}
        tools = self._tools
        matrix = _matrix(passage_ids, keep, tools.embedders.passages.dimension)
        tools.kept_vectors.build(folder / VECTORS, passage_ids, matrix)
        question_matrix = _matrix(question_ids, keep, tools.embedders.questions.dimension)
        outside_matrix = _matrix(outside_ids, keep, tools.embedders.questions.dimension)
        tools.kept_vectors.build(folder / QUESTION_VECTORS, question_ids, question_matrix)
        tools.kept_vectors.build(folder / OUTSIDE_VECTORS, outside_ids, outside_matrix)
        line = dividing_line(question_matrix, outside_matrix)
        tools.kept_vectors.build(folder / OUTSIDE_LINE, ["line"], line[np.newaxis])
        wording = wording_line([q.text for q in questions], [q.text for q in outside])
        tools.kept_vectors.build(folder / OUTSIDE_WORDING, ["line"], wording[np.newaxis])
        if progress:
            progress("woordenindex", 0, 0)
        parts = {WORDS: passage_ids, QUESTION_WORDS: question_ids, OUTSIDE_WORDS: outside_ids}
        for part, ids in parts.items():
            tools.lexical.build(folder / part, ids, [tools.analyzer.index_terms(texts[i]) for i in ids])
        tools.vectors.build(folder / CHROMA, passage_ids, matrix, progress)  # last: a server may take the words too
        objects: dict[str, Mapping[str, Source | Card | Figure | Concept | OutsideSubject]] = {
            "source": corpus.sources, "card": corpus.cards, "figure": corpus.figures, "concept": corpus.concepts,
            "outside": corpus.outside,
        }  # fmt: skip
        tools.write_catalog(folder, corpus.passages, questions, objects)
        tools.write_lexicon(folder, sorted(vocabulary(texts.values())))
        write_vector_keys(folder, texts)
        self._self_check(folder, passage_ids, matrix)
        sizes, checksums = file_table(folder)
        manifest = Manifest(
            LAYOUT, tools.embedders.name, tools.embedders.passages.dimension, wanted, str(corpus_dir), len(passage_ids),
            len(question_ids), time.time(), sizes, checksums,
        )  # fmt: skip
        removed = len(set(before.owners) - set(texts))
        self._store.finish(folder, manifest)
        seconds = time.perf_counter() - started
        embedded, reused = len(made), len(texts) - len(made)
        return BuildReport(folder, False, len(passage_ids), embedded, reused, removed, seconds, corpus.problems)

    def _embed(self, texts: dict[str, str], questions: frozenset[str], progress: Progress | None) -> dict[str, Vectors]:
        made: dict[str, Vectors] = {}
        for of_questions in (False, True):
            ids = [i for i in texts if (i in questions) is of_questions]
            tools = self._tools
            embed = tools.embedders.questions.embed_queries if of_questions else tools.embedders.passages.embed_passages
            for start in range(0, len(ids), _BATCH):
                chunk = ids[start : start + _BATCH]
                made.update(zip(chunk, embed([texts[i] for i in chunk]), strict=True))
                if progress:
                    progress("betekenis berekenen", len(made), len(texts))
        return made

    def _self_check(self, folder: Path, ids: Sequence[str], matrix: Vectors) -> None:
        index = self._tools.vectors.open(folder / "chroma")
        try:
            if index.count() != len(ids):
                raise IndexFault(f"De nieuwe index telt {index.count()} van {len(ids)} passages. Probeer opnieuw.")
            step = max(1, len(ids) // _SELF_QUERIES)
            for place in range(0, len(ids), step):
                if not np.any(matrix[place]):
                    continue
                found = index.search(matrix[place], 1)
                if not found or found[0].score < 0.99:
                    raise IndexFault("De nieuwe index vindt zijn eigen passages niet terug. Probeer opnieuw.")
        finally:
            index.close()


def _matrix(ids: Sequence[str], vectors: dict[str, Vectors], dimension: int) -> Vectors:
    if not ids:
        return np.zeros((0, dimension), dtype=np.float32)
    return np.stack([vectors[i] for i in ids]).astype(np.float32)
