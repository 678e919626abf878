"""The one place where everything is put together. Imports what a call needs, when it needs it."""

from __future__ import annotations

import importlib.util
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bot.errors import IndexDamaged, IndexOutdated, ServiceError, SettingsError, WeerwoordError
from bot.ingest.kept import VECTORS
from bot.ingest.manifest import CHROMA, Manifest
from bot.ingest.store import IndexStore
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.adapters.bm25_index import Bm25Index
    from bot.adapters.chat_models import ModelChoice
    from bot.adapters.exact_index import ExactIndexBuilder
    from bot.adapters.langchain_bridge import PassageRetriever
    from bot.adapters.sqlite_catalog import SqliteCatalog
    from bot.adapters.static_embedder import StaticEmbedder
    from bot.answering.assistant import Assistant
    from bot.answering.claims import ClaimChecker
    from bot.answering.generative import GenerativeAssistant
    from bot.answering.progress import WithoutModel
    from bot.answering.support import SupportFinder
    from bot.ingest.build import IndexBuilder
    from bot.ingest.corpus import Corpus
    from bot.ingest.problems import Problem
    from bot.ports import ChatModel, Embedder, Embedders, HybridIndex, Improver, VectorIndex, VectorIndexBuilder
    from bot.retrieval.search import Searcher

_EXACT_UP_TO = 50_000
_WARM_STEP = 4
STATIC = "static-nl"


def data_folder(name: str) -> Path:
    """A data folder ("corpus", "prompts") of the installed package, or of the checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "data" / name
    return installed if installed.is_dir() else package.parent / name


def make_embedder(settings: Settings) -> Embedder:
    """The embedder that the settings name.

    Raises:
        ModelError: it can't be loaded.
    """
    if settings.embedder == STATIC:
        return _static_embedder()
    from bot.adapters.sentence_transformer import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder(settings.embedder, allow_download=settings.allow_download)


@lru_cache(maxsize=1)
def _static_embedder() -> StaticEmbedder:
    """Read once a process: it never changes, and reading it keeps other threads waiting."""
    from bot.adapters.static_embedder import StaticEmbedder, packaged_model

    return StaticEmbedder(packaged_model())


def make_embedders(settings: Settings) -> Embedders:
    """The embedder that the settings name, and with it what compares questions.

    Raises:
        ModelError: one of them can't be loaded.
    """
    from bot.adapters.question_embedder import QuestionEmbedder, packaged_head
    from bot.ports import Embedders

    embedder = make_embedder(settings)
    return Embedders(embedder, QuestionEmbedder(embedder, settings.question_model or packaged_head()))


def make_store(settings: Settings) -> IndexStore:
    """The index folder that the settings name."""
    return IndexStore(settings.index_root)


def corpus_folder(settings: Settings) -> Path:
    """The corpus that the settings name, else the built-in one."""
    return settings.corpus_dir or data_folder("corpus")


def make_vector_builder(settings: Settings) -> VectorIndexBuilder:
    """Chroma: on the server that the settings name, else embedded.

    Raises:
        SettingsError: words can be searched on a server only.
    """
    if settings.chroma and settings.chroma_hybrid:
        from bot.adapters.chroma_hybrid import HybridServerBuilder

        return HybridServerBuilder(settings.chroma)
    if settings.chroma_hybrid:
        raise SettingsError(
            "'chroma_hybrid' werkt alleen met een Chroma-server. Zet zijn adres in de instelling 'chroma', of zet "
            "'chroma_hybrid' uit."
        )
    if settings.chroma:
        from bot.adapters.chroma_server import ServerIndexBuilder

        return ServerIndexBuilder(settings.chroma)
    from bot.adapters.chroma_index import ChromaIndexBuilder

    return ChromaIndexBuilder()


def make_builder(settings: Settings) -> IndexBuilder:
    """What ``weerwoord index`` runs."""
    from bot.adapters.bm25_index import Bm25IndexBuilder
    from bot.adapters.exact_index import ExactIndexBuilder, read_vectors
    from bot.adapters.isolated_reader import IsolatedReader
    from bot.adapters.lexicon import FullLexicon, write_lexicon
    from bot.adapters.pandoc import PandocReader
    from bot.adapters.sqlite_catalog import write_catalog
    from bot.ingest.build import IndexBuilder, Tools
    from bot.ingest.reading import Limits
    from bot.retrieval.analysis import Analyzer
    from bot.retrieval.language import detect_language

    lexicon = FullLexicon()
    with suppress(WeerwoordError):
        lexicon.recall(make_store(settings).current())
    tools = Tools(
        markup=PandocReader(),
        documents=IsolatedReader(
            Limits(max_bytes=settings.max_upload_mb * 1024 * 1024),
            is_word=lambda word: lexicon.frequency(word) > 0,
            language_of=detect_language,
            seconds=settings.read_timeout_s,
        ),
        embedders=make_embedders(settings),
        vectors=make_vector_builder(settings),
        kept_vectors=ExactIndexBuilder(),
        lexical=Bm25IndexBuilder(),
        write_catalog=write_catalog,
        write_lexicon=lambda folder, words: write_lexicon(folder, lexicon, words),
        analyzer=Analyzer(lexicon),
        read_kept=read_vectors,
    )
    return IndexBuilder(make_store(settings), tools)


class CheckedCorpus(NamedTuple):
    """A corpus and an editor's remarks on it."""

    corpus: Corpus
    problems: list[Problem]


def check_corpus_folder(settings: Settings) -> CheckedCorpus:
    """What ``weerwoord corpus check`` runs; originals that the user has are compared with their digests.

    Raises:
        CorpusError: the folder holds no corpus.
    """
    from bot.adapters.isolated_reader import IsolatedReader
    from bot.adapters.pandoc import PandocReader
    from bot.adapters.syllables import dutch_syllables
    from bot.ingest.checks.run import check_corpus, read_originals
    from bot.ingest.corpus import load_corpus

    corpus = load_corpus(corpus_folder(settings), PandocReader())
    texts = read_originals(make_store(settings).originals, corpus, IsolatedReader(seconds=settings.read_timeout_s))
    return CheckedCorpus(corpus, check_corpus(corpus, dutch_syllables(), texts))


@dataclass(frozen=True)
class OpenIndex:
    """One index version, opened for questions.

    Attributes:
        one_shot: True when a single question is asked, so that start-up counts most.
    """

    settings: Settings
    folder: Path
    manifest: Manifest
    one_shot: bool = False

    @cached_property
    def searcher(self) -> Searcher:
        """Search over this version."""
        from bot.adapters.bm25_index import Bm25IndexBuilder
        from bot.adapters.exact_index import ExactIndexBuilder, read_vectors
        from bot.adapters.lexicon import StoredLexicon
        from bot.ingest.indexed_questions import outside_questions
        from bot.ingest.kept import (
            OUTSIDE_LINE,
            OUTSIDE_VECTORS,
            OUTSIDE_WORDING,
            OUTSIDE_WORDS,
            QUESTION_VECTORS,
            QUESTION_WORDS,
            WORDS,
        )
        from bot.retrieval.analysis import Analyzer
        from bot.retrieval.bank import Bank
        from bot.retrieval.calibration import read_calibration
        from bot.retrieval.expansion import Expander
        from bot.retrieval.narrowing import Narrowing
        from bot.retrieval.query import QueryAnalyzer
        from bot.retrieval.questions import QuestionLeg
        from bot.retrieval.reading import PassageReader
        from bot.retrieval.search import Legs, Searcher

        embedders = make_embedders(self.settings)
        embedder = embedders.passages
        if embedders.name != self.manifest.embedder:
            raise IndexOutdated(
                f"De index is gemaakt met taalmodel '{self.manifest.embedder}', ingesteld is '{embedders.name}'. "
                "Bouw opnieuw met: weerwoord index"
            )
        lexicon = StoredLexicon(self.folder)
        analyzer = Analyzer(lexicon)
        lexical = Bm25IndexBuilder()
        kept = ExactIndexBuilder()
        known = lexical.open(self.folder / QUESTION_WORDS)
        questions = QuestionLeg(
            self.catalog.questions,
            kept.open(self.folder / QUESTION_VECTORS),
            known,
            analyzer,
        )
        outside = QuestionLeg(
            outside_questions(self.catalog.outside.values()),
            kept.open(self.folder / OUTSIDE_VECTORS),
            lexical.open(self.folder / OUTSIDE_WORDS),
            analyzer,
            known,
        )
        bank = Bank(outside, *(read_vectors(self.folder / part)[1][0] for part in (OUTSIDE_LINE, OUTSIDE_WORDING)))
        words = lexical.open(self.folder / WORDS)
        legs = Legs(words, self._vectors(kept), questions, bank, self._hybrid(words, kept))
        query = QueryAnalyzer(analyzer, Expander(self.catalog.concepts, analyzer), lexicon.correct)
        reader = PassageReader(self.catalog.passages, analyzer, embedder if self.settings.embedder == STATIC else None)
        return Searcher(legs, embedders, query, analyzer, reader, read_calibration(), Narrowing(self.catalog))

    @cached_property
    def catalog(self) -> SqliteCatalog:
        """The passages and the rest of this version."""
        from bot.adapters.sqlite_catalog import SqliteCatalog

        return SqliteCatalog(self.folder)

    @cached_property
    def assistant(self) -> Assistant:
        """Answers over this version."""
        from bot.answering.assistant import Assistant, Limits
        from bot.answering.choice import read_choice
        from bot.answering.clues import ClueFinder
        from bot.answering.engine import ExtractiveEngine
        from bot.answering.remarks import Remarks
        from bot.answering.select import SentenceChooser

        searcher = self.searcher
        embedder = searcher.embedder if self.settings.embedder == STATIC else None
        clues = ClueFinder(searcher.analyzer, searcher.legs.lexical, embedder)
        chooser = SentenceChooser(clues, read_choice(), self.settings.answer_words)
        engine = ExtractiveEngine(self.catalog, chooser, self.supports)
        limits = Limits(self.settings.refuse_below, self.settings.max_question)
        return Assistant(searcher, self.catalog, engine, Remarks(self.catalog, self.supports), limits)

    def warm_up(self) -> None:
        """Ask some known questions, so that the first visitors of a new version do not wait for what is read once.

        Others' questions go first: it rests as long as it works.
        """
        for card in sorted(self.catalog.cards.values(), key=lambda card: card.slug)[::_WARM_STEP]:
            started = time.perf_counter()
            self.assistant.ask(card.question)
            time.sleep(time.perf_counter() - started)

    @cached_property
    def supports(self) -> SupportFinder:
        """Finds what in a source carries a citation."""
        from bot.answering.support import SupportFinder

        return SupportFinder(self.catalog, self.searcher.analyzer)

    @cached_property
    def claim_checker(self) -> ClaimChecker:
        """Judges what a model wrote by the passages that it cites."""
        from bot.adapters.lexicon import StoredLexicon
        from bot.answering.claims import make_checker

        embedders = self.searcher.embedders if self.settings.embedder == STATIC else None
        return make_checker(self.catalog, self.searcher.analyzer, StoredLexicon(self.folder), embedders)

    @cached_property
    def answerer(self) -> Assistant | GenerativeAssistant | WithoutModel:
        """Answers with the model that the settings name; without it, and saying why, when it can't be made."""
        if not self.settings.model:
            return self.assistant
        from bot.adapters.chat_models import make_chat_model
        from bot.answering.progress import WithoutModel

        try:
            return self.generative(make_chat_model(self.model_choice))
        except ServiceError as error:
            return WithoutModel(self.assistant, str(error))

    @property
    def model_choice(self) -> ModelChoice:
        """The model that the settings name, and its bounds."""
        from bot.adapters.chat_models import ModelChoice
        from bot.adapters.model_limits import Bounds

        it = self.settings
        bounds = Bounds(it.daily_tokens, it.daily_cost, it.model_price_in, it.model_price_out)
        usage = it.data_dir / "model-usage.json"
        return ModelChoice(it.model, it.model_base_url, it.model_timeout_s, bounds, usage)

    def generative(self, model: ChatModel) -> GenerativeAssistant:
        """Answers worded by a model."""
        from bot.answering.chain import AnswerChain
        from bot.answering.generative import GenerativeAssistant, Parts
        from bot.answering.prompts import load_prompts

        prompts = load_prompts(data_folder("prompts"))
        chain = AnswerChain(model, prompts, self.catalog.sources, self.settings.max_question)
        parts = Parts(self.assistant, chain, self.claim_checker, self.supports, self.catalog)
        return GenerativeAssistant(parts, self.settings.model_timeout_s)

    @cached_property
    def improver(self) -> Improver | None:
        """Betters what somebody rehearsed; None without a model that can be used."""
        if not self.settings.model:
            return None
        from bot.answering.generative import GenerativeAssistant
        from bot.answering.rewrite import Rewriter

        answerer = self.answerer
        if not isinstance(answerer, GenerativeAssistant):
            return None
        return Rewriter(answerer.parts, self.settings.model_timeout_s)

    @cached_property
    def retriever(self) -> PassageRetriever:
        """This version as a LangChain retriever."""
        from bot.adapters.langchain_bridge import PassageRetriever

        return PassageRetriever(assistant=self.assistant)

    def _vectors(self, kept: VectorIndexBuilder) -> VectorIndex:
        """The vector store that the settings name; the kept vectors when Chroma is damaged, until it is mended."""
        if self.settings.chroma and not self._exact():
            from bot.adapters.chroma_server import SteadyIndex

            server = make_vector_builder(self.settings)
            vectors = self.folder / VECTORS
            return SteadyIndex(lambda: server.open(self.folder / CHROMA), lambda: kept.open(vectors))
        try:
            return self._vector_builder().open(self.folder / self._vector_part())
        except IndexDamaged:
            if self._exact():
                raise
            return kept.open(self.folder / VECTORS)

    def _hybrid(self, words: Bm25Index, kept: ExactIndexBuilder) -> HybridIndex | None:
        """Words and vectors searched together on a server, where the settings ask for it."""
        if not (self.settings.chroma and self.settings.chroma_hybrid) or self._exact():
            return None
        from bot.adapters.chroma_hybrid import HybridServerBuilder, SteadyHybrid

        server = HybridServerBuilder(self.settings.chroma)
        vectors = self.folder / VECTORS
        return SteadyHybrid(lambda: server.open(self.folder / CHROMA), words, lambda: kept.open(vectors))

    def _exact(self) -> bool:
        chosen = self.settings.vector_reader
        return chosen == "exact" or (chosen == "auto" and self.one_shot and self.manifest.passages <= _EXACT_UP_TO)

    def _vector_builder(self) -> VectorIndexBuilder:
        if self._exact():
            from bot.adapters.exact_index import ExactIndexBuilder

            return ExactIndexBuilder()
        return make_vector_builder(self.settings)

    def _vector_part(self) -> str:
        return VECTORS if self._exact() else CHROMA


def open_index(settings: Settings, *, one_shot: bool = False) -> OpenIndex:
    """Open the current version.

    Raises:
        IndexMissing, IndexDamaged, IndexOutdated: told with the command that mends it.
    """
    store = make_store(settings)
    folder = store.current()
    manifest = store.check(folder)
    return OpenIndex(settings, folder, manifest, one_shot)


def has_extra(module: str) -> bool:
    """True when an optional package is installed."""
    return importlib.util.find_spec(module) is not None
