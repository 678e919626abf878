"""Damaged and malicious documents: read without what is hidden, or refused with a sentence, and the rest goes on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.adapters.documents import LocalDocumentReader
from bot.adapters.isolated_reader import IsolatedReader
from bot.errors import DocumentError
from bot.ingest.documents import find_documents, read_documents
from bot.ingest.own_documents import OwnDocuments, choose_documents
from bot.ingest.reading import Limits
from tests.chaos.hostile import NAMES, ODD, READABLE, REFUSED, SEEN, exploding_form, write_all

posix = pytest.mark.skipif(os.name != "posix", reason="these limits and names are POSIX's")


@pytest.fixture(scope="module")
def reader() -> Iterator[IsolatedReader]:
    one = IsolatedReader(seconds=30.0)
    yield one
    one.close()


@pytest.mark.parametrize("name", READABLE)
def test_what_can_be_seen_is_read_and_nothing_else(reader: IsolatedReader, tmp_path: Path, name: str) -> None:
    path = write_all(tmp_path, {name: READABLE[name]})[0]
    text = reader.read(path)
    content = " ".join(p for page in text.pages for p in page.paragraphs)
    assert SEEN in content.replace("  ", " ")
    assert "negenhonderd" not in content + text.title
    assert not set("\u202e\u202c\u200b") & set(content)


@pytest.mark.parametrize(
    "name", ["wit.pdf", "klein.pdf", "naast.pdf", "doorzichtig.pdf", "wit.docx", "verborgen.docx", "klein.docx",
             "wit.html", "klein.html", "tags.txt", "bidi.txt", "zonder-breedte.txt"],
)  # fmt: skip
def test_what_was_hidden_is_told(tmp_path: Path, name: str) -> None:
    text = LocalDocumentReader().read(write_all(tmp_path, {name: READABLE[name]})[0])
    assert len(text.problems) == 1
    assert "weggelaten" in text.problems[0]


@pytest.mark.parametrize("name", ["donker.pdf", "donker.docx", "script.pdf", "utf16.txt"])
def test_nothing_is_told_where_nothing_is_hidden(tmp_path: Path, name: str) -> None:
    assert LocalDocumentReader().read(write_all(tmp_path, {name: READABLE[name]})[0]).problems == ()


@pytest.mark.parametrize("name", REFUSED)
def test_the_rest_is_refused_with_a_sentence(reader: IsolatedReader, tmp_path: Path, name: str) -> None:
    with pytest.raises(DocumentError) as caught:
        reader.read(write_all(tmp_path, {name: REFUSED[name]})[0])
    assert str(caught.value).startswith(name)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("name", ODD)
def test_bombs_end_within_the_limits(reader: IsolatedReader, tmp_path: Path, name: str) -> None:
    path = write_all(tmp_path, {name: ODD[name]})[0]
    result = read_documents(find_documents(path.parent), reader)
    told = [problem.file for problem in result.problems]
    assert result.passages or told == [name]


@posix
def test_a_document_without_end_is_given_up_and_the_next_is_read(tmp_path: Path) -> None:
    endless, good = tmp_path / "eindeloos.pdf", write_all(tmp_path, {"goed.txt": READABLE["cp1252.txt"]})[0]
    endless.write_bytes(exploding_form())
    reader = IsolatedReader(seconds=3.0)
    with pytest.raises(DocumentError, match=r"eindeloos\.pdf (kost meer dan 3 seconden|liet het lezen vastlopen)"):
        reader.read(endless)
    assert reader.read(good).pages
    reader.close()


@posix
def test_a_worker_that_hangs_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = write_all(tmp_path, {"goed.txt": READABLE["utf16.txt"]})[0]
    other = write_all(tmp_path, {"ander.txt": READABLE["cp1252.txt"]})[0]
    reader = IsolatedReader(seconds=30.0)
    assert reader.read(good).pages
    assert reader._worker is not None
    process = reader._worker.process
    os.kill(process.pid, 19)  # SIGSTOP: it hangs
    monkeypatch.setattr(reader, "_seconds", 0.5)
    with pytest.raises(DocumentError, match="seconden"):
        reader.read(other)
    assert process.poll() is not None
    monkeypatch.setattr(reader, "_seconds", 30.0)
    assert reader.read(other).pages
    reader.close()


@posix
def test_a_worker_that_dies_is_replaced_and_the_document_tried_again(tmp_path: Path) -> None:
    paths = write_all(tmp_path, {"een.txt": READABLE["utf16.txt"], "twee.txt": READABLE["cp1252.txt"]})
    reader = IsolatedReader(seconds=30.0)
    assert reader.read(paths[0]).pages
    assert reader._worker is not None
    reader._worker.process.kill()
    reader._worker.process.wait()
    assert reader.read(paths[1]).pages
    reader.close()


@posix
def test_memory_is_limited_and_the_next_document_is_read(tmp_path: Path) -> None:
    big = tmp_path / "groot.txt"
    big.write_text("De bij telt. " * 3_000_000, encoding="utf-8")
    good = write_all(tmp_path, {"goed.txt": READABLE["cp1252.txt"]})[0]
    reader = IsolatedReader(Limits(max_chars=100_000_000), seconds=60.0, memory_mb=80)
    with pytest.raises(DocumentError, match=r"groot\.txt (vraagt te veel geheugen|liet het lezen vastlopen)"):
        reader.read(big)
    assert reader.read(good).pages
    reader.close()


def test_the_same_content_is_read_once(tmp_path: Path) -> None:
    path = write_all(tmp_path, {"een.txt": READABLE["cp1252.txt"]})[0]
    reader = IsolatedReader()
    assert reader.read(path) is reader.read(path)
    path.write_text("Iets heel anders over een bij.", encoding="utf-8")
    assert "anders" in reader.read(path).pages[0].paragraphs[0]
    reader.close()


def test_what_fails_is_named_and_the_rest_goes_on(reader: IsolatedReader, tmp_path: Path) -> None:
    small = {n: REFUSED[n] for n in ("half.pdf", "lachen.docx", "programma.pdf")}
    write_all(tmp_path, {**small, "goed.txt": READABLE["cp1252.txt"]})
    result = read_documents(find_documents(tmp_path), reader)
    assert [problem.file for problem in result.problems] == sorted(small)
    assert list(result.sources) == ["goed"]


@posix
def test_hostile_names_in_a_folder(tmp_path: Path) -> None:
    folder, secret = tmp_path / "map", tmp_path / "geheim.txt"
    folder.mkdir()
    secret.write_text("Dit is van iemand anders en hoort er niet bij.", encoding="utf-8")
    for name in NAMES:
        (folder / name).write_text(f"{SEEN} Uit bestand {NAMES.index(name)}.", encoding="utf-8")
    (folder / "verwijzing.txt").symlink_to(secret)
    change = choose_documents([folder], LocalDocumentReader())
    messages = [str(problem) for problem in change.problems]
    assert any("buiten de map" in message for message in messages)
    assert any("te lange naam" in message for message in messages)
    assert all(message.isprintable() for message in messages)
    own = tmp_path / "index" / "documents"
    with OwnDocuments(own).changed(change):
        pass
    inside = [path for path in own.rglob("*") if path.is_file()]
    assert len(inside) == len(change.add) >= 4
    assert not (tmp_path / "erg.txt").exists()
    result = read_documents(find_documents(own), LocalDocumentReader())
    assert len(result.sources) == len(inside)
    assert all(key.isprintable() and source.title.isprintable() for key, source in result.sources.items())
    for key in result.sources:
        assert OwnDocuments(own).find(key)


def test_an_ordinary_batch_pays_for_one_process(tmp_path: Path) -> None:
    paths = []
    for number in range(20):
        paths.append(tmp_path / f"stuk-{number}.txt")
        paths[-1].write_text(f"{SEEN} Nummer {number}.", encoding="utf-8")
    reader = IsolatedReader()
    reader.read(paths[0])
    assert reader._worker is not None
    first = reader._worker.process.pid
    for path in paths:
        reader.read(path)
    assert reader._worker.process.pid == first
    reader.close()
