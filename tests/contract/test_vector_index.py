"""One suite for every vector index: Chroma against exact search."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from pathlib import Path

import chromadb.errors
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.adapters.chroma_index import ChromaIndex, ChromaIndexBuilder
from bot.adapters.exact_index import ExactIndexBuilder
from bot.errors import IndexDamaged, StorageError
from bot.ports import VectorIndexBuilder, Vectors

BUILDERS: dict[str, VectorIndexBuilder] = {"exact": ExactIndexBuilder(), "chroma": ChromaIndexBuilder()}
DIMENSION = 16


@pytest.fixture(params=sorted(BUILDERS))
def builder(request: pytest.FixtureRequest) -> VectorIndexBuilder:
    return BUILDERS[request.param]


def unit_rows(count: int, seed: int = 1, dimension: int = DIMENSION) -> Vectors:
    rows = np.random.default_rng(seed).normal(size=(count, dimension))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def ids_of(count: int) -> list[str]:
    return [f"p{number:04d}" for number in range(count)]


def test_order_and_scores_are_those_of_the_cosine(builder: VectorIndexBuilder, tmp_path: Path) -> None:
    rows, ids = unit_rows(200), ids_of(200)
    builder.build(tmp_path / "i", ids, rows)
    index = builder.open(tmp_path / "i")
    for query in unit_rows(10, seed=2):
        expected = np.argsort(-(rows @ query), kind="stable")[:15]
        found = index.search(query, 15)
        assert [hit.id for hit in found] == [ids[place] for place in expected]
        np.testing.assert_allclose([hit.score for hit in found], (rows @ query)[expected], atol=1e-5)
    index.close()


def test_every_vector_finds_itself_first(builder: VectorIndexBuilder, tmp_path: Path) -> None:
    rows, ids = unit_rows(60), ids_of(60)
    builder.build(tmp_path / "i", ids, rows)
    index = builder.open(tmp_path / "i")
    found = [index.search(row, 1)[0] for row in rows]
    assert [hit.id for hit in found] == ids
    assert min(hit.score for hit in found) > 0.9999
    index.close()


@pytest.mark.parametrize(("k", "expected"), [(1000, 5), (5, 5), (1, 1), (0, 0), (-1, 0)])
def test_k_is_bounded_by_what_there_is(builder: VectorIndexBuilder, tmp_path: Path, k: int, expected: int) -> None:
    builder.build(tmp_path / "i", ids_of(5), unit_rows(5))
    index = builder.open(tmp_path / "i")
    assert len(index.search(unit_rows(1)[0], k)) == expected
    index.close()


def test_an_empty_index_finds_nothing(builder: VectorIndexBuilder, tmp_path: Path) -> None:
    builder.build(tmp_path / "i", [], np.zeros((0, DIMENSION), dtype=np.float32))
    index = builder.open(tmp_path / "i")
    assert (index.count(), index.search(unit_rows(1)[0], 3)) == (0, [])
    index.close()


def test_zero_vectors_are_nowhere_near(builder: VectorIndexBuilder, tmp_path: Path) -> None:
    rows = np.vstack([unit_rows(3), np.zeros((1, DIMENSION), dtype=np.float32)])
    builder.build(tmp_path / "i", ids_of(4), rows)
    index = builder.open(tmp_path / "i")
    scores = {hit.id: hit.score for hit in index.search(rows[0], 4)}
    assert scores["p0003"] == pytest.approx(0.0, abs=1e-6)
    assert [hit.score for hit in index.search(rows[3], 4)] == pytest.approx([0.0] * 4, abs=1e-6)
    index.close()


def test_closed_and_reopened_it_answers_the_same(builder: VectorIndexBuilder, tmp_path: Path) -> None:
    builder.build(tmp_path / "i", ids_of(30), unit_rows(30))
    query = unit_rows(1, seed=3)[0]
    first, other = builder.open(tmp_path / "i"), builder.open(tmp_path / "i")
    before = first.search(query, 7)
    first.close()
    assert other.search(query, 7) == before
    other.close()
    again = builder.open(tmp_path / "i")
    assert (again.count(), again.search(query, 7)) == (30, before)
    again.close()


def test_reading_changes_no_file_but_the_database(builder: VectorIndexBuilder, tmp_path: Path) -> None:
    builder.build(tmp_path / "i", ids_of(30), unit_rows(30))
    files = [p for p in (tmp_path / "i").rglob("*") if p.is_file() and p.name != "chroma.sqlite3"]
    before = {path: path.read_bytes() for path in files}
    index = builder.open(tmp_path / "i")
    index.search(unit_rows(1)[0], 5)
    index.close()
    assert {path: path.read_bytes() for path in before} == before


def test_readers_in_threads_see_the_same(builder: VectorIndexBuilder, tmp_path: Path) -> None:
    rows = unit_rows(300)
    builder.build(tmp_path / "i", ids_of(300), rows)
    index = builder.open(tmp_path / "i")
    expected = [index.search(row, 5) for row in rows[:40]]
    results: list[list[object]] = [[] for _ in range(6)]

    def read(place: int) -> None:
        results[place] = [index.search(row, 5) for row in rows[:40]]

    threads = [threading.Thread(target=read, args=(place,)) for place in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(result == expected for result in results)
    index.close()


@pytest.mark.parametrize("damage", ["gone", "empty", "half"])
def test_each_damaged_file_is_told(builder: VectorIndexBuilder, tmp_path: Path, damage: str) -> None:
    builder.build(tmp_path / "whole", ids_of(40), unit_rows(40))
    names = [p.relative_to(tmp_path / "whole") for p in sorted((tmp_path / "whole").rglob("*")) if p.is_file()]
    for place, name in enumerate(names):
        if not (tmp_path / "whole" / name).stat().st_size and damage != "gone":
            continue
        folder = tmp_path / f"{damage}{place}"
        shutil.copytree(tmp_path / "whole", folder)
        content = (folder / name).read_bytes()
        (folder / name).unlink()
        if damage != "gone":
            (folder / name).write_bytes(content[: len(content) // 2] if damage == "half" else b"")
        with pytest.raises(IndexDamaged, match="weerwoord index --force"):
            builder.open(folder)


def test_an_absent_folder_is_damage(builder: VectorIndexBuilder, tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged):
        builder.open(tmp_path / "nergens")
    assert not (tmp_path / "nergens").exists()


def test_a_vector_of_another_length_is_told(builder: VectorIndexBuilder, tmp_path: Path) -> None:
    builder.build(tmp_path / "i", ids_of(5), unit_rows(5))
    index = builder.open(tmp_path / "i")
    with pytest.raises(IndexDamaged):
        index.search(unit_rows(1, dimension=DIMENSION + 1)[0], 2)
    index.close()


class Panic(BaseException):
    """What a panic of the Rust core looks like."""


def _vendor_errors() -> list[type[BaseException]]:
    every = [value for value in vars(chromadb.errors).values() if isinstance(value, type)]
    own = [kind for kind in every if issubclass(kind, BaseException)]
    return [*own, sqlite3.OperationalError, ValueError, OSError, RuntimeError, Panic]


class Refusing:
    """A client and a collection that raise one error."""

    def __init__(self, error: type[BaseException]) -> None:
        self._error = error

    def _raise(self, *_: object, **__: object) -> None:
        raise self._error("op")

    query = get_collection = create_collection = _raise

    def close(self) -> None:
        """Nothing to release."""


def test_the_list_of_vendor_errors_is_not_empty() -> None:
    assert chromadb.errors.InternalError in _vendor_errors()
    assert len(_vendor_errors()) > 15


@pytest.fixture(scope="module")
def small_chroma(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small") / "i"
    ChromaIndexBuilder().build(folder, ids_of(3), unit_rows(3))
    return folder


@pytest.mark.parametrize("error", _vendor_errors(), ids=lambda error: error.__name__)
def test_every_vendor_error_is_mapped(
    error: type[BaseException], small_chroma: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builder = ChromaIndexBuilder()
    index = ChromaIndex(small_chroma)
    index.close()
    monkeypatch.setattr(index, "_collection", Refusing(error))
    with pytest.raises(IndexDamaged, match=error.__name__):
        index.search(unit_rows(1)[0], 1)
    monkeypatch.setattr("bot.adapters.chroma_index._client", lambda folder: Refusing(error))
    with pytest.raises(IndexDamaged, match=error.__name__):
        builder.open(small_chroma)
    with pytest.raises(StorageError, match=error.__name__):
        builder.build(tmp_path / "nieuw", ids_of(3), unit_rows(3))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(count=st.integers(1, 40), k=st.integers(1, 50), seed=st.integers(0, 10_000))
def test_chroma_and_exact_search_agree(tmp_path: Path, count: int, k: int, seed: int) -> None:
    folder = tmp_path / f"{count}-{k}-{seed}"
    shutil.rmtree(folder, ignore_errors=True)
    query = unit_rows(1, seed + 1)[0]
    found = {}
    for name, builder in BUILDERS.items():
        builder.build(folder / name, ids_of(count), unit_rows(count, seed))
        index = builder.open(folder / name)
        found[name] = index.search(query, k)
        index.close()
    assert [hit.id for hit in found["chroma"]] == [hit.id for hit in found["exact"]]
    np.testing.assert_allclose([h.score for h in found["chroma"]], [h.score for h in found["exact"]], atol=1e-5)
