"""Words and meaning searched together on a server: what is sent, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.adapters import chroma_server
from bot.adapters.bm25_index import Bm25IndexBuilder
from bot.adapters.chroma_hybrid import HybridServerBuilder, SteadyHybrid
from bot.adapters.exact_index import ExactIndex
from bot.assembly import make_builder, make_store, open_index
from bot.errors import SettingsError
from bot.settings import Settings, load_settings
from tests.contract.test_vector_index import ids_of, unit_rows
from tests.security.distributed_chroma import DistributedChroma

QUESTIONS = (
    "Hoeveel kost de bijenopvang in Nederland?",
    "Wie betaalt de bijen?",
    "Helpt hulp tegen vertrek?",
    "xyzzy plugh",
)


@pytest.fixture
def cluster() -> Iterator[DistributedChroma]:
    server = DistributedChroma()
    yield server
    server.close()


def at(settings: Settings, address: str, *, hybrid: bool = True) -> Settings:
    folders = {"data_dir": settings.data_dir, "corpus_dir": settings.corpus_dir}
    return load_settings(**folders, chroma=address, chroma_hybrid=hybrid)


def build(settings: Settings) -> str:
    assert settings.corpus_dir is not None
    return make_builder(settings).build(settings.corpus_dir).mended


def surveyed(settings: Settings, question: str) -> tuple[list[str], list[float], list[float]]:
    """Passages in order, with their ranking scores, and the nearest cosines."""
    survey = open_index(settings).searcher.survey(question)
    return (
        [c.reading.passage.id for c in survey.candidates],
        [c.score for c in survey.candidates],
        [hit.score for hit in survey.dense],
    )


def test_each_passage_is_sent_with_its_words_and_a_question_asks_for_both(
    mini_settings: Settings, cluster: DistributedChroma
) -> None:
    settings = at(mini_settings, cluster.address)
    build(settings)
    (made,) = cluster.sent("/collections")
    assert made["schema"]["keys"]["bm25"]["sparse_vector"]["sparse_vector_index"]["enabled"] is True
    assert made["schema"]["keys"]["#embedding"]["float_list"]["vector_index"]["config"]["space"] == "cosine"
    records = [pair for body in cluster.sent("/add") for pair in zip(body["ids"], body["metadatas"], strict=True)]
    index = open_index(settings)
    assert [name for name, _ in records] == index.searcher.legs.lexical.ids  # type: ignore[attr-defined]
    for _, metadata in records:
        words = metadata["bm25"]
        assert words["#type"] == "sparse_vector"
        assert words["indices"] == sorted(set(words["indices"]))
        assert len(words["values"]) == len(words["indices"]) > 0
        assert min(words["values"]) > 0
    cluster.requests.clear()
    index.searcher.search(QUESTIONS[0])
    (body,) = cluster.sent("/search")
    (search,) = body["searches"]
    assert search["limit"] == {"offset": 0, "limit": 200}
    assert search["select"] == {"keys": ["#score"]}
    by_rank = search["rank"]["$mul"]
    near, words = (term["$div"]["right"]["$sum"] for term in by_rank[1]["$sum"])
    assert by_rank[0] == {"$val": -1.0}
    assert near[0] == words[0] == {"$val": 60}
    for knn in (near[1]["$knn"], words[1]["$knn"]):
        assert (knn["limit"], knn["default"], knn["return_rank"]) == (100, 200.0, True)
    assert near[1]["$knn"]["key"] == "#embedding"
    assert len(near[1]["$knn"]["query"]) == index.manifest.dimension
    assert words[1]["$knn"]["key"] == "bm25"
    assert words[1]["$knn"]["query"]["#type"] == "sparse_vector"
    assert not cluster.sent("/query")


def test_answers_are_those_without_a_server(mini_settings: Settings, cluster: DistributedChroma) -> None:
    build(mini_settings)
    before = {question: surveyed(mini_settings, question) for question in QUESTIONS}
    settings = at(mini_settings, cluster.address)
    assert build(settings) == "De vectoren van de index zijn opnieuw in Chroma gezet."
    assert build(settings) == ""
    for question, (ids, scores, cosines) in before.items():
        cluster.requests.clear()
        found = surveyed(settings, question)
        assert len(cluster.sent("/search")) == 1
        assert found[0] == ids
        np.testing.assert_allclose(found[1], scores, atol=1e-5)
        np.testing.assert_allclose(found[2], cosines, atol=1e-5)


def test_a_server_that_fails_costs_no_answer(
    mini_settings: Settings, cluster: DistributedChroma, caplog: pytest.LogCaptureFixture
) -> None:
    settings = at(mini_settings, cluster.address)
    build(settings)
    index = open_index(settings)
    answer = index.assistant.ask(QUESTIONS[0])
    cluster.refuses_search = True
    assert index.assistant.ask(QUESTIONS[0]).sentences == answer.sentences
    assert "Weerwoord zoekt zolang" in caplog.text
    cluster.collections.clear()
    assert open_index(settings).assistant.ask(QUESTIONS[0]).sentences == answer.sentences
    assert build(settings) == "De vectoren van de index zijn opnieuw in Chroma gezet."


def test_a_collection_without_words_is_written_anew(mini_settings: Settings, cluster: DistributedChroma) -> None:
    build(at(mini_settings, cluster.address, hybrid=False))
    folder = make_store(mini_settings).current() / "chroma"
    assert chroma_server.ServerIndexBuilder(cluster.address).is_whole(folder)
    assert not HybridServerBuilder(cluster.address).is_whole(folder)
    settings = at(mini_settings, cluster.address)
    assert build(settings) == "De vectoren van de index zijn opnieuw in Chroma gezet."
    assert HybridServerBuilder(cluster.address).is_whole(make_store(settings).current() / "chroma")


def test_scores_of_some_are_those_of_all(tmp_path: Path) -> None:
    chance = np.random.default_rng(3)
    words = [f"w{n}" for n in range(40)]
    ids, rows = ids_of(300), unit_rows(300)
    texts = [[words[min(39, int(x))] for x in chance.exponential(9, 12)] for _ in ids]
    Bm25IndexBuilder().build(tmp_path, ids, texts)
    lexical, exact = Bm25IndexBuilder().open(tmp_path), ExactIndex(ids, rows)
    dense = [dict(zip(columns, weights, strict=True)) for columns, weights in lexical.sparse_rows()]
    for number in range(20):
        tokens = {str(w): float(x) for w, x in zip(chance.choice(words, 6), chance.random(6) + 0.1, strict=True)}
        tokens["onbekend"] = 1.0
        best, near = lexical.search(tokens, 25), exact.search(rows[number], 25)
        among = {*(hit.id for hit in best), *ids[::7], "weg"}
        _same(lexical.best_of(tokens, among, 25), best)
        _same(exact.nearest_of(rows[number], {*(hit.id for hit in near), *ids[::5]}, 25), near)
        asked = lexical.sparse(tokens)
        product = {i: sum(asked.get(c, 0.0) * w for c, w in row.items()) for i, row in zip(ids, dense, strict=True)}
        np.testing.assert_allclose([product[hit.id] for hit in best], [hit.score for hit in best], rtol=1e-4)
    assert lexical.best_of({"onbekend": 1.0}, ids, 5) == lexical.best_of({"w1": 1.0}, [], 5) == []


def _same(found: Any, expected: Any) -> None:
    np.testing.assert_allclose([hit.score for hit in found], [hit.score for hit in expected], rtol=1e-5)
    assert {hit.id for hit in found[:10]} <= {hit.id for hit in expected}


def test_a_deep_search_asks_no_server(tmp_path: Path) -> None:
    ids, rows = ids_of(9), unit_rows(9)
    Bm25IndexBuilder().build(tmp_path, ids, [["bij"]] * 9)
    lexical = Bm25IndexBuilder().open(tmp_path)
    asked: list[None] = []
    steady = SteadyHybrid(lambda: asked.append(None), lexical, lambda: ExactIndex(ids, rows))  # type: ignore[arg-type, return-value]
    by_words, near = steady.search_both({"bij": 1.0}, rows[2], 2000)
    assert len(by_words) == len(near) == 9
    assert near[0].id == "p0002"
    assert not asked


def test_without_a_server_it_is_refused(mini_settings: Settings) -> None:
    with pytest.raises(SettingsError, match="Zet zijn adres in de instelling 'chroma'"):
        build(at(mini_settings, ""))
