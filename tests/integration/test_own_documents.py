"""The user's own documents and copies of cited works, taken in and out with the index."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path, PurePosixPath

import pytest

from bot.domain.passages import PassageKind
from bot.domain.sources import ChainStatus
from bot.errors import CorpusError, DocumentError, IndexBusy, StorageError
from bot.ingest.own_documents import Change
from tests.build_bench import Bench, edit, state

WASPS = "Wespen zijn geen bijen. De gemeente telde in 2023 precies 4.321 wespennesten in de stad.\n"
NOTE = "notes/nota2024.md"


@pytest.fixture
def bench(tmp_path: Path, mini_corpus: Path) -> Bench:
    return Bench(tmp_path / "index", mini_corpus)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "wespen.txt").write_text(WASPS, encoding="utf-8")
    return folder


def own_keys(bench: Bench) -> set[str]:
    return {key for key, source in bench.catalog().sources.items() if source.own}


def test_a_document_is_added_and_removed(bench: Bench, inbox: Path) -> None:
    bench.build()
    before = bench.ids()
    report = bench.build(change=bench.choose(inbox / "wespen.txt"))
    assert report.embedded == len(bench.embedded) == 1
    assert own_keys(bench) == {"wespen"}
    (passage,) = bench.catalog().passages_of("wespen")
    assert passage.kind is PassageKind.ORIGINAL
    assert "4.321 wespennesten" in passage.text
    assert (bench.store.documents / "wespen.txt").read_text(encoding="utf-8") == WASPS
    report = bench.build(change=Change(remove=("wespen",)))
    assert (report.removed, bench.embedded) == (1, [])
    assert bench.ids() == before
    assert own_keys(bench) == set()
    assert list(bench.store.documents.rglob("*")) == []


@pytest.mark.parametrize("name", ["wespen.txt", "wespen", "inbox/wespen.txt", "inbox/wespen", "inbox"])
def test_a_document_of_a_folder_is_removed_by_any_of_its_names(bench: Bench, inbox: Path, name: str) -> None:
    bench.build(change=bench.choose(inbox))
    assert own_keys(bench) == {"inbox/wespen"}
    bench.build(change=Change(remove=(name,)))
    assert own_keys(bench) == set()


def test_equal_names_in_two_folders_do_not_overwrite_each_other(bench: Bench, inbox: Path) -> None:
    for part in ("a", "b"):
        (inbox / part).mkdir()
        (inbox / part / "brief.txt").write_text(f"In brief {part} staat een zin over bijen.\n", encoding="utf-8")
    bench.build(change=bench.choose(inbox))
    assert own_keys(bench) == {"inbox/wespen", "inbox/a/brief", "inbox/b/brief"}
    with pytest.raises(DocumentError, match="Twee documenten heten"):
        bench.choose(inbox / "a" / "brief.txt", inbox / "b" / "brief.txt")


def test_a_bad_document_of_a_folder_is_reported_and_the_rest_indexed(bench: Bench, inbox: Path) -> None:
    (inbox / "stuk.pdf").write_bytes(b"%PDF-1.7 afgebroken")
    report = bench.build(change=bench.choose(inbox))
    assert [problem.file for problem in report.problems] == ["stuk.pdf"]
    assert own_keys(bench) == {"inbox/wespen"}
    assert not list(bench.store.documents.rglob("*.pdf"))


def test_a_bad_document_by_name_leaves_everything(bench: Bench, inbox: Path) -> None:
    bench.build()
    before = state(bench)
    (inbox / "stuk.pdf").write_bytes(b"%PDF-1.7 afgebroken")
    for name in ("stuk.pdf", "weg.txt"):
        with pytest.raises(DocumentError, match=name):
            bench.choose(inbox / "wespen.txt", inbox / name)
    assert state(bench) == before


def test_a_folder_without_a_readable_document_is_told(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    with pytest.raises(DocumentError, match="geen leesbaar document"):
        bench.choose(tmp_path / "leeg")
    (tmp_path / "leeg" / "stuk.docx").write_bytes(b"PK")
    with pytest.raises(DocumentError, match="stuk"):
        bench.choose(tmp_path / "leeg")


def test_a_readable_file_without_a_known_suffix_is_refused_not_ignored(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "wespen").write_text(WASPS, encoding="utf-8")
    with pytest.raises(DocumentError, match="achtervoegsel"):
        bench.choose(tmp_path / "wespen")


def test_a_document_that_went_bad_later_is_reported_and_the_rest_indexed(bench: Bench, inbox: Path) -> None:
    bench.build(change=bench.choose(inbox / "wespen.txt"))
    (bench.store.documents / "leeg.txt").write_bytes(b"")
    report = bench.build()
    assert [problem.file for problem in report.problems] == ["leeg.txt"]
    assert own_keys(bench) == {"wespen"}


def test_a_newer_version_of_a_document_replaces_it(bench: Bench, inbox: Path) -> None:
    bench.build(change=bench.choose(inbox / "wespen.txt"))
    (inbox / "wespen.txt").write_text("Wespen eten in 2024 vooral jam.\n", encoding="utf-8")
    bench.build(change=bench.choose(inbox / "wespen.txt"))
    assert [p.text for p in bench.catalog().passages_of("wespen")] == ["Wespen eten in 2024 vooral jam."]
    assert [p.name for p in bench.store.documents.rglob("*")] == ["wespen.txt"]


@pytest.mark.parametrize("fault", ["corpus", "busy", "disk", "name"])
def test_a_failed_build_undoes_the_change(
    bench: Bench, inbox: Path, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.build(change=bench.choose(inbox / "wespen.txt"))
    before = state(bench)
    (inbox / "wespen.txt").write_text("Een andere tekst over wespen en jam.\n", encoding="utf-8")
    (inbox / "mieren.txt").write_text("Mieren zijn ook geen bijen, zegt de stad.\n", encoding="utf-8")
    change = bench.choose(inbox / "wespen.txt", inbox / "mieren.txt")
    if fault == "corpus":
        edit(bench.corpus / NOTE, " [@nota2024, p. 1]", "")
        with pytest.raises(CorpusError):
            bench.build(change=change)
    elif fault == "busy":
        with bench.store.writing(), pytest.raises(IndexBusy):
            bench.build(change=change)
    elif fault == "name":
        with pytest.raises(DocumentError, match="weg"):
            bench.build(change=Change(change.add, ("wespen", "weg")))
    else:
        copy = shutil.copyfile

        def full(source: Path, target: Path) -> None:
            copy(source, target)
            if "mieren" in target.name:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))

        monkeypatch.setattr("bot.ingest.own_documents.shutil.copyfile", full)
        with pytest.raises(StorageError, match="schijf is vol"):
            bench.build(change=change)
    assert {path: content for path, (content, _) in state(bench).items()} == {p: c for p, (c, _) in before.items()}


@pytest.mark.parametrize("name", ["nota2024", "rapport2019", "kosten-bijen"])
def test_an_own_document_never_gets_the_key_of_a_source_or_card(bench: Bench, inbox: Path, name: str) -> None:
    (inbox / f"{name}.txt").write_text(WASPS, encoding="utf-8")
    bench.build(change=bench.choose(inbox / f"{name}.txt"))
    (key,) = own_keys(bench)
    assert key == f"{name}.txt"
    source = bench.catalog().sources[key]
    assert (source.own, source.is_note, source.author) == (True, False, "Eigen document")
    assert all("wespennesten" not in p.text for p in bench.catalog().passages_of(name))
    assert ChainStatus.OWN_DOCUMENT.value == "eigen-document"


def test_two_documents_that_differ_in_suffix_keep_apart(bench: Bench, inbox: Path) -> None:
    (inbox / "wespen.md").write_text("Een *andere* tekst over wespen.\n", encoding="utf-8")
    bench.build(change=bench.choose(inbox))
    assert len(own_keys(bench)) == 2


def test_a_copy_of_a_cited_work_gives_its_own_words(bench: Bench) -> None:
    bench.store.originals.mkdir(parents=True)
    words = "De totale kosten van bijenopvang in Nederland kwamen in 2024 uit op 1,3 miljard euro.\n"
    (bench.store.originals / "nota2024.txt").write_text(words, encoding="utf-8")
    (bench.store.originals / "nota2024.html").write_text(f"<p>{words}</p>", encoding="utf-8")
    (bench.store.originals / "onbekend2020.txt").write_text(WASPS, encoding="utf-8")
    bench.build()
    bench.ids()
    passages = bench.catalog().passages_of("nota2024")
    (literal,) = [p for p in passages if p.kind is PassageKind.ORIGINAL]
    assert literal.text == words.strip()
    assert own_keys(bench) == set()
    assert bench.catalog().sources["nota2024"].is_note
    assert bench.catalog().passages_of("onbekend2020") == []


def test_a_plain_folder_is_a_corpus_of_documents(bench: Bench, inbox: Path) -> None:
    (inbox / "deel").mkdir()
    (inbox / "deel" / "mieren.md").write_text("# Mieren\n\nMieren zijn in 2020 geteld in de stad.\n", encoding="utf-8")
    (inbox / ".verborgen.txt").write_text(WASPS, encoding="utf-8")
    bench.corpus = inbox
    bench.build()
    assert own_keys(bench) == {"wespen", "deel/mieren"}
    (inbox / "deel" / "mieren.md").rename(inbox / "mieren.md")
    bench.build()
    assert own_keys(bench) == {"wespen", "mieren"}
    assert bench.embedded == []


def test_an_index_within_the_folder_is_no_document(bench: Bench, inbox: Path) -> None:
    inside = Bench(inbox / "index", inbox)
    inside.build()
    assert own_keys(inside) == {"wespen"}
    assert inside.build().unchanged


def test_a_name_that_is_no_text_is_no_obstacle(bench: Bench, inbox: Path) -> None:
    odd = os.fsdecode(b"caf\xe9.txt")
    try:
        (inbox / odd).write_text(WASPS, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    bench.build(change=bench.choose(inbox / odd))
    assert own_keys(bench) == {"caf?"}


def test_what_a_dead_process_left_in_the_folder_is_tidied(bench: Bench, inbox: Path) -> None:
    bench.build(change=bench.choose(inbox / "wespen.txt"))
    (bench.store.documents / ".weerwoord-oud-mieren.txt").write_text(WASPS, encoding="utf-8")
    (inbox / "mieren.txt").write_text("Mieren zijn ook geen bijen.\n", encoding="utf-8")
    change = bench.choose(inbox / "mieren.txt")
    assert change.add[0].name == PurePosixPath("mieren.txt")
    bench.build(change=change)
    assert sorted(p.name for p in bench.store.documents.iterdir()) == ["mieren.txt", "wespen.txt"]
