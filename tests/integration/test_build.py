"""Builds on a small corpus: only what changed is done again, and what fails changes nothing."""

from __future__ import annotations

import errno
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import CorpusError, DocumentError, IndexBusy, StorageError, WeerwoordError
from bot.ingest.store import IndexStore
from bot.ports import Embedders
from tests.build_bench import Bench, edit, state
from tests.doubles import HashEmbedder
from tests.unit.test_corpus_load import BAD

NOTE, CARD = "notes/nota2024.md", "cards/kosten-bijen.md"


@pytest.fixture
def bench(tmp_path: Path, mini_corpus: Path) -> Bench:
    return Bench(tmp_path / "index", mini_corpus)


def test_first_build_embeds_all_and_nothing_twice(bench: Bench) -> None:
    report = bench.build()
    assert report.embedded == len(bench.embedded) == len(bench.ids()) + len(bench.catalog().questions)
    assert (report.reused, report.removed, report.unchanged) == (0, 0, False)


def test_unchanged_writes_nothing(bench: Bench) -> None:
    first = bench.build()
    before = state(bench)
    report = bench.build()
    assert report.unchanged
    assert (report.folder, report.passages, bench.embedded) == (first.folder, first.passages, [])
    assert state(bench) == before


def test_only_the_changed_passage_is_embedded_again(bench: Bench) -> None:
    bench.build()
    before = bench.ids()
    edit(bench.corpus / NOTE, "bijen recht hebben op rust", "bijen recht hebben op stilte")
    report = bench.build()
    assert bench.embedded == ["De nota . Kosten . De Club vindt dat bijen recht hebben op stilte."]
    assert (report.embedded, report.removed) == (1, 1)
    after = bench.ids()
    assert len(before - after) == len(after - before) == 1


def test_what_is_gone_is_removed_everywhere(bench: Bench) -> None:
    bench.build()
    before = bench.ids()
    (bench.corpus / CARD).unlink()
    report = bench.build()
    assert bench.embedded == []
    assert len(before - bench.ids()) == 4
    assert report.removed > 4
    assert dict(bench.catalog().cards) == {}
    assert all(not question.card for question in bench.catalog().questions)


def test_a_renamed_file_is_no_new_knowledge(bench: Bench) -> None:
    bench.build()
    before = bench.ids()
    (bench.corpus / NOTE).rename(bench.corpus / "notes" / "anders.md")
    (bench.corpus / CARD).rename(bench.corpus / "cards" / "anders.md")
    report = bench.build()
    assert (bench.embedded, report.removed, bench.ids()) == ([], 0, before)


def test_a_changed_question_embeds_only_the_question(bench: Bench) -> None:
    bench.build()
    edit(bench.corpus / NOTE, "Hoeveel kost de opvang van bijen?", "Wat kost bijenopvang per jaar?")
    bench.build()
    assert bench.embedded == ["Wat kost bijenopvang per jaar?"]


def test_another_embedder_embeds_all_again(bench: Bench) -> None:
    first = bench.build()
    bench.tools = replace(bench.tools, embedders=Embedders(HashEmbedder("hash-2"), HashEmbedder("hash-2")))
    report = bench.build()
    assert (report.embedded, report.reused) == (first.embedded, 0)
    assert bench.store.manifest(report.folder).embedder == "hash-2"


def test_force_writes_a_new_version_without_embedding(bench: Bench) -> None:
    first = bench.build()
    report = bench.build(force=True)
    assert report.folder != first.folder
    assert (bench.embedded, report.removed) == ([], 0)


def test_an_older_layout_is_built_again(bench: Bench) -> None:
    first = bench.build()
    manifest = first.folder / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "layout": 0}))
    report = bench.build()
    assert not report.unchanged
    assert report.embedded == first.embedded
    bench.ids()


def test_each_bad_corpus_leaves_the_index(bench: Bench, tmp_path: Path) -> None:
    bench.build()
    before = state(bench)
    good = bench.corpus
    for place, name in enumerate(BAD):
        bench.corpus = shutil.copytree(good, tmp_path / f"bad{place}")
        BAD[name][0](bench.corpus)
        with pytest.raises(CorpusError):
            bench.build()
        assert state(bench) == before, name


def _refuse(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "x")


_PARTS = ["vectors", "kept_vectors", "lexical", "write_catalog", "write_lexicon"]


@pytest.mark.parametrize("part", _PARTS)
def test_a_full_disk_at_any_step_leaves_the_index(part: str, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.build()
    before = state(bench)
    edit(bench.corpus / NOTE, "op rust", "op stilte")
    tool = getattr(bench.tools, part)
    good = bench.tools
    if hasattr(tool, "build"):
        monkeypatch.setattr(tool, "build", _refuse)
    else:
        bench.tools = replace(bench.tools, **{part: _refuse})
    with pytest.raises(StorageError, match="schijf is vol"):
        bench.build()
    assert state(bench) == before
    monkeypatch.undo()
    bench.tools = good
    assert bench.build().embedded == 1


@pytest.mark.parametrize("target", ["bot.adapters.exact_index.np.save", "bot.ingest.store.os.replace",
                                    "bot.ingest.store.os.fsync", "bot.ingest.kept.vector_key"])  # fmt: skip
def test_a_full_disk_under_a_step_leaves_the_index(target: str, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.build()
    before = state(bench)
    edit(bench.corpus / NOTE, "op rust", "op stilte")
    monkeypatch.setattr(target, _refuse)
    with pytest.raises(StorageError, match="schijf is vol"):
        bench.build()
    monkeypatch.undo()
    (bench.store.root / "CURRENT.new").unlink(missing_ok=True)
    assert state(bench) == before


def test_numpy_tells_no_reason_when_the_disk_is_full(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("4096 requested and 12 written")

    monkeypatch.setattr("bot.adapters.exact_index.np.save", refuse)
    with pytest.raises(StorageError, match="schijf is vol"):
        bench.build()


def test_an_interrupt_in_mid_build_leaves_the_index(bench: Bench) -> None:
    bench.build()
    before = state(bench)
    edit(bench.corpus / NOTE, "op rust", "op stilte")

    def stop(what: str, done: int, total: int) -> None:
        if what == "woordenindex":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bench.build(progress=stop)
    assert state(bench) == before


def test_an_interrupt_after_the_switch_keeps_the_new_version(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.build()
    edit(bench.corpus / NOTE, "op rust", "op stilte")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(IndexStore, "_remove_old", stop)
    with pytest.raises(KeyboardInterrupt):
        bench.build()
    assert bench.build().unchanged
    bench.ids()


def test_progress_is_told_in_dutch_and_reaches_its_total(bench: Bench) -> None:
    calls: list[tuple[str, int, int]] = []
    bench.build(progress=lambda *call: calls.append(call))
    last = {what: (done, total) for what, done, total in calls}
    assert set(last) == {"corpus lezen", "betekenis berekenen", "vectoren", "woordenindex"}
    assert all(done == total for done, total in last.values())


def test_a_busy_index_is_not_needed_when_nothing_changed(bench: Bench) -> None:
    bench.build()
    with bench.store.writing():
        assert bench.build().unchanged
        edit(bench.corpus / NOTE, "op rust", "op stilte")
        with pytest.raises(IndexBusy):
            bench.build()


def test_an_absent_or_empty_corpus_is_told(bench: Bench, tmp_path: Path) -> None:
    bench.build()
    before = state(bench)
    (tmp_path / "leeg").mkdir()
    (tmp_path / "bestand.txt").write_text("geen map")
    for folder in (tmp_path / "weg", tmp_path / "leeg", tmp_path / "bestand.txt"):
        bench.corpus = folder
        with pytest.raises(DocumentError):
            bench.build()
    assert state(bench) == before


def test_every_error_of_a_build_is_expected(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", "figures.csv")

    monkeypatch.setattr(Path, "read_bytes", unreadable)
    with pytest.raises(WeerwoordError, match=r"figures\.csv is niet te lezen: geen toegang"):
        bench.build()
