"""The whole built-in corpus with the built-in embedder: nothing lost, nothing twice, everything found again."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from bot.adapters.bm25_index import Bm25IndexBuilder
from bot.adapters.chroma_index import ChromaIndexBuilder
from bot.adapters.exact_index import ExactIndexBuilder, read_vectors
from bot.adapters.pandoc import PandocReader
from bot.assembly import OpenIndex, corpus_folder, make_embedder
from bot.domain.codec import card_from, concept_from, figure_from, passage_from, source_from, to_plain
from bot.domain.passages import Citation, Passage, PassageKind, Sentence
from bot.ingest.corpus import Corpus, load_corpus
from bot.ingest.front_matter import CardHead, DigestHead, parse_head
from bot.settings import Settings


class Written(NamedTuple):
    """What stands in a file, read from pandoc's tree without the project's own code.

    Attributes:
        text: running text without white space and citations.
        citations: the keys and places of each citation group, in order.
    """

    text: str
    citations: list[tuple[tuple[str, str], ...]]


@pytest.fixture(scope="module")
def folder(real_settings: Settings) -> Path:
    return corpus_folder(real_settings)


@pytest.fixture(scope="module")
def corpus(folder: Path) -> Corpus:
    return load_corpus(folder, PandocReader())


@pytest.fixture(scope="module")
def passages(real_index: OpenIndex) -> list[Passage]:
    catalog = real_index.catalog
    keys = dict.fromkeys((*catalog.sources, *catalog.cards))
    return [passage for key in keys for passage in catalog.passages_of(key)]


def _parts(blocks: list[Any], heading: str = "") -> Iterator[tuple[str, list[Any]]]:
    """Heading and inline elements of each paragraph, questions left out."""
    for block in blocks:
        kind, content = block["t"], block.get("c")
        if kind == "Header":
            heading = squeezed("".join(_words(content[2])))
        elif kind in ("Para", "Plain"):
            yield heading, content
        elif kind == "BulletList":
            for item in content:
                yield from _parts(item, heading)
        elif kind == "Div" and "vragen" not in content[0][1]:
            yield from _parts(content[1], heading)
        else:
            assert kind == "Div", f"the tests do not know how to read a {kind}"


def _words(inlines: Any) -> Iterator[str]:
    for inline in inlines if isinstance(inlines, list) else []:
        if isinstance(inline, dict) and inline["t"] == "Str":
            yield inline["c"]
        elif isinstance(inline, dict) and inline["t"] != "Cite":
            content = inline.get("c")
            yield from _words(content[-1] if content and isinstance(content[-1], list) else content)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _groups(inlines: list[Any]) -> Iterator[tuple[tuple[str, str], ...]]:
    for inline in inlines:
        if inline["t"] == "Cite":
            items = inline["c"][0]
            yield tuple((c["citationId"], squeezed("".join(_words(c["citationSuffix"])))) for c in items)


def written(parts: list[tuple[str, list[Any]]]) -> Written:
    text = "".join(squeezed("".join(_words(inlines))) for _, inlines in parts)
    return Written(text, [group for _, inlines in parts for group in _groups(inlines)])


def kept(sentences: list[Sentence]) -> Written:
    def place(citation: Citation) -> tuple[str, str]:
        return citation.key, squeezed(citation.locator)

    text = "".join(squeezed(sentence.text) for sentence in sentences)
    cited = [sentence for sentence in sentences if sentence.citations]
    return Written(text, [tuple(place(c) for c in sentence.citations) for sentence in cited])


def plain_locators(value: Written) -> Written:
    """Without the comma that pandoc leaves before a locator."""
    return Written(value.text, [tuple((k, s.lstrip(",")) for k, s in group) for group in value.citations])


def files(folder: Path, *parts: str) -> list[Path]:
    return [path for part in parts for path in sorted((folder / part).glob("*.md"))]


def test_every_sentence_of_every_digest_is_in_exactly_one_passage(folder: Path, corpus: Corpus) -> None:
    paths = files(folder, "notes", "reports")
    heads = [parse_head(path.name, path.read_text(encoding="utf-8"), DigestHead) for path in paths]
    trees = PandocReader().read([head.body for head in heads])
    assert len(paths) > 100
    for path, head, tree in zip(paths, heads, trees, strict=True):
        parts = list(_parts(tree["blocks"]))  # type: ignore[arg-type]
        own = [p for p in corpus.passages if p.key == head.head.key and p.kind is PassageKind.DIGEST]
        found = kept([sentence for passage in own for sentence in passage.sentences])
        assert found == plain_locators(written(parts)), path.name


def test_every_sentence_of_every_card_is_in_exactly_one_passage(folder: Path, corpus: Corpus) -> None:
    paths = files(folder, "cards")
    heads = [parse_head(path.name, path.read_text(encoding="utf-8"), CardHead) for path in paths]
    trees = PandocReader().read([head.body for head in heads])
    assert len(paths) > 20
    order = ["Antwoord", "Kernpunten", "Tegenargument", "Weerwoord", "Letop"]
    for path, head, tree in zip(paths, heads, trees, strict=True):
        parts = sorted(_parts(tree["blocks"]), key=lambda part: order.index(part[0]))  # type: ignore[arg-type]
        own = [p for p in corpus.passages if p.key == head.head.slug and p.kind is PassageKind.CARD]
        found = kept([sentence for passage in own for sentence in passage.sentences])
        assert found == plain_locators(written(parts)), path.name


def test_ids_are_unique_and_the_same_at_every_load(folder: Path, corpus: Corpus, passages: list[Passage]) -> None:
    ids = [passage.id for passage in corpus.passages]
    assert Counter(ids).most_common(1)[0][1] == 1
    again = load_corpus(folder, PandocReader())
    assert [passage.id for passage in again.passages] == ids
    assert {passage.id for passage in passages} == set(ids)


def test_the_catalog_gives_back_what_was_read(corpus: Corpus, passages: list[Passage], real_index: OpenIndex) -> None:
    catalog = real_index.catalog
    assert {p.id: p for p in passages} == {p.id: p for p in corpus.passages}
    assert dict(catalog.sources) == corpus.sources
    assert dict(catalog.cards) == corpus.cards
    assert dict(catalog.figures) == corpus.figures
    assert dict(catalog.concepts) == corpus.concepts


def test_every_object_survives_json(corpus: Corpus) -> None:
    groups: list[tuple[Any, Any]] = [
        (corpus.passages, passage_from),
        (corpus.sources.values(), source_from),
        (corpus.cards.values(), card_from),
        (corpus.figures.values(), figure_from),
        (corpus.concepts.values(), concept_from),
    ]
    for objects, read in groups:
        assert objects
        for value in objects:
            assert read(json.loads(json.dumps(to_plain(value)))) == value


def test_every_citation_resolves(corpus: Corpus, passages: list[Passage]) -> None:
    sentences = [s for passage in passages for s in passage.sentences]
    cited = {c.key for s in sentences for c in s.citations} | {s.against.key for s in sentences if s.against}
    assert cited
    assert cited - corpus.sources.keys() == set()
    assert {f.source for f in corpus.figures.values()} - corpus.sources.keys() == set()


def test_every_sentence_is_cited_but_an_opponents(passages: list[Passage]) -> None:
    bare = [(p.key, s.text) for p in passages for s in p.sentences if not s.citations]
    assert {key for key, _ in bare} <= {p.key for p in passages if p.kind is PassageKind.CARD}


def test_every_part_of_the_index_counts_the_same(real_index: OpenIndex, passages: list[Passage]) -> None:
    folder, ids = real_index.folder, {p.id for p in passages}
    chroma = ChromaIndexBuilder().open(folder / "chroma")
    counts = {
        chroma.count(),
        Bm25IndexBuilder().open(folder / "lexical").count(),
        real_index.catalog.passage_count(),
        real_index.manifest.passages,
        len(passages),
    }
    assert counts == {len(ids)}
    assert set(read_vectors(folder / "vectors")[0]) == ids
    chroma.close()


def test_every_indexed_question_leads_to_passages(real_index: OpenIndex, passages: list[Passage]) -> None:
    ids = {p.id for p in passages}
    questions = real_index.catalog.questions
    assert len({question.id for question in questions}) == len(questions) == real_index.manifest.questions
    assert all(question.passage_ids and set(question.passage_ids) <= ids for question in questions)


def test_chroma_and_exact_search_agree_on_fifty_questions(real_settings: Settings, real_index: OpenIndex) -> None:
    folder = real_index.folder
    questions = [question.text for question in real_index.catalog.questions]
    chosen = questions[:: max(1, len(questions) // 50)][:50]
    vectors = make_embedder(real_settings).embed_queries(chosen)
    chroma, exact = ChromaIndexBuilder().open(folder / "chroma"), ExactIndexBuilder().open(folder / "vectors")
    assert len(chosen) == 50
    for question, vector in zip(chosen, vectors, strict=True):
        near, sure = chroma.search(vector, 10), exact.search(vector, 10)
        np.testing.assert_allclose([h.score for h in near], [h.score for h in sure], atol=1e-4, err_msg=question)
        edge = sure[-1].score + 1e-4
        assert {h.id for h in near if h.score > edge} == {h.id for h in sure if h.score > edge}, question
    chroma.close()
