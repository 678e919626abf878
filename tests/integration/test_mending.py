"""A damaged or lost index is mended from what is still whole; a version can be taken back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.assembly import corpus_folder, make_builder, open_index
from bot.errors import IndexDamaged, IndexMissing
from bot.ingest.rollback import is_rolled_back, roll_back
from bot.settings import Settings
from tests.build_bench import Bench, edit

NOTE = "notes/nota2024.md"


@pytest.fixture
def bench(tmp_path: Path, mini_corpus: Path) -> Bench:
    return Bench(tmp_path / "index", mini_corpus)


def halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def twist(path: Path) -> None:
    """Another content of the same size."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


def graph(folder: Path) -> Path:
    return next((folder / "chroma").glob("*/data_level0.bin"))


DAMAGE: dict[str, Callable[[Path], None]] = {
    "chroma is gone": lambda folder: shutil.rmtree(folder / "chroma"),
    "chroma's graph is cut off": lambda folder: halve(graph(folder)),
    "chroma's graph is gone": lambda folder: graph(folder).unlink(),
    "chroma's database is cut off": lambda folder: halve(folder / "chroma" / "chroma.sqlite3"),
    "the catalog is cut off": lambda folder: halve(folder / "catalog.db"),
    "the catalog is twisted": lambda folder: twist(folder / "catalog.db"),
    "the vectors are gone": lambda folder: shutil.rmtree(folder / "vectors"),
    "the word index is gone": lambda folder: shutil.rmtree(folder / "lexical"),
    "the manifest is no manifest": lambda folder: (folder / "manifest.json").write_text("{"),
    "the manifest is gone": lambda folder: (folder / "manifest.json").unlink(),
    "all but the folder is gone": lambda folder: (shutil.rmtree(folder), folder.mkdir()),
    "the pointer is gone": lambda folder: (folder.parents[1] / "CURRENT").unlink(),
    "the pointer is empty": lambda folder: halve(folder.parents[1] / "CURRENT"),
    "the pointer points nowhere": lambda folder: (folder.parents[1] / "CURRENT").write_text("v0-weg"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_mended_without_embedding_or_reading_the_corpus(bench: Bench, damage: str) -> None:
    first = bench.build()
    ids = bench.ids()
    DAMAGE[damage](first.folder)
    report = bench.build()
    assert report.unchanged
    assert report.mended.startswith("De index was ")
    assert bench.embedded == []
    assert bench.ids() == ids
    assert bench.store.check(bench.store.current(), thorough=True)
    assert bench.build().mended == ""


def test_damage_in_version_and_spare_is_built_again_with_the_kept_vectors(bench: Bench) -> None:
    first = bench.build()
    for place in (first.folder, bench.store.spare(first.folder)):
        halve(place / "catalog.db")
    report = bench.build()
    assert (report.unchanged, report.mended, bench.embedded) == (False, "", [])
    bench.ids()


def test_everything_lost_but_the_version_before_still_saves_its_vectors(bench: Bench) -> None:
    bench.build()
    edit(bench.corpus / NOTE, "recht hebben op rust", "recht hebben op stilte")
    second = bench.build()
    shutil.rmtree(second.folder)
    shutil.rmtree(bench.store.root / "spare")
    report = bench.build()
    assert not report.unchanged
    assert bench.embedded == ["De nota . Kosten . De Club vindt dat bijen recht hebben op stilte."]


def test_chroma_gone_under_a_reader_answers_go_on_from_the_kept_vectors(mini_settings: Settings) -> None:
    make_builder(mini_settings).build(corpus_folder(mini_settings))
    before = open_index(mini_settings).assistant.ask("Hoeveel kost de opvang van bijen?")
    shutil.rmtree(open_index(mini_settings).folder / "chroma")
    after = open_index(mini_settings).assistant.ask("Hoeveel kost de opvang van bijen?")
    assert not before.refused
    assert [s.text for s in after.sentences] == [s.text for s in before.sentences]


def test_roll_back_and_forward(bench: Bench) -> None:
    first = bench.build()
    old = bench.ids()
    with pytest.raises(IndexMissing, match="geen vorige versie"):
        roll_back(bench.store)
    edit(bench.corpus / NOTE, "recht hebben op rust", "recht hebben op stilte")
    bench.build()
    new = bench.ids()
    assert not is_rolled_back(bench.store)
    roll_back(bench.store)
    assert bench.store.current() == first.folder
    assert is_rolled_back(bench.store)
    assert bench.ids() == old
    with pytest.raises(IndexMissing):
        roll_back(bench.store)
    assert bench.store.current() == first.folder
    bench.build()
    assert bench.ids() == new
    assert not is_rolled_back(bench.store)
    assert first.folder in bench.store.versions()


def test_a_damaged_version_before_is_not_gone_back_to(bench: Bench) -> None:
    first = bench.build()
    second = bench.build(force=True)
    halve(first.folder / "catalog.db")
    with pytest.raises(IndexDamaged):
        roll_back(bench.store)
    assert bench.store.current() == second.folder


def test_roll_back_from_a_lost_pointer_or_a_broken_version(bench: Bench) -> None:
    first = bench.build()
    second = bench.build(force=True)
    (second.folder / "manifest.json").write_text(json.dumps({}))
    roll_back(bench.store)
    assert bench.store.current() == first.folder
