"""Page "Bronnen": who rests on whom, what is shown of a source, and own documents with all that can go wrong."""

from __future__ import annotations

import errno
import io
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from fpdf import FPDF
from PIL import Image
from streamlit.testing.v1 import AppTest

from bot.adapters.pdf_picture import draw_page
from bot.adapters.pdf_script import has_script
from bot.adapters.sqlite_catalog import SqliteCatalog
from bot.assembly import OpenIndex, make_builder, make_store
from bot.domain.sources import ReadDepth, Source
from bot.errors import DocumentError, IndexBusy, StorageError
from bot.settings import Settings, load_settings
from bot.ui import access, desk, uploads
from bot.ui.access import Person
from bot.ui.chain_picture import chain_svg
from bot.ui.chart_drawing import LIGHT
from bot.ui.desk import Desk
from bot.ui.indexing_job import Indexing, Job, Wishes
from bot.ui.library import Library, Mentions
from bot.ui.originals_view import document_path
from bot.ui.source_list import ListFilter, listed_sources
from bot.ui.source_view import digest_html, head_html
from bot.ui.uploads import safe_name, stage
from tests.ui.fakes import FakeAssistant

APP = Path(desk.__file__).with_name("app.py")
WASPS = "Wespen zijn geen bijen. De gemeente telde in 2023 precies 4.321 wespennesten in de stad."


class Sent:
    """A file as the browser sends it."""

    def __init__(self, name: str, data: bytes = b"x") -> None:
        self.name, self._data = name, data

    @property
    def size(self) -> int:
        return len(self._data)

    def getbuffer(self) -> memoryview:
        return memoryview(self._data)


def make_pdf(*texts: str) -> bytes:
    pdf = FPDF()
    for text in texts:
        pdf.add_page()
        pdf.set_font("helvetica", size=12)
        pdf.set_xy(15, 30)
        pdf.multi_cell(120, 7, text)
    return bytes(pdf.output())


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"a" * 205_000_000)
    return out.getvalue()


@pytest.fixture(scope="module")
def library(real_index: OpenIndex) -> Library:
    return Library(real_index.catalog, real_index.folder)


# relations


def test_a_note_rests_on_reports_and_they_on_no_note(library: Library) -> None:
    notes = [key for key, source in library.sources.items() if source.is_note]
    assert notes
    for key in notes:
        mentions = library.mentions(key)
        assert mentions.down
        assert not {name for name, _ in mentions.up} - {n for n in notes if n != key}
    assert any(name in notes for name, _ in library.mentions("clemens2018deterring").up)


def test_cards_and_figures_are_found_by_their_source(library: Library) -> None:
    cards = library.cards_on("clemens2018deterring")
    assert cards
    assert {row.source for row in library.figures_of("clemens2018deterring")} == {"clemens2018deterring"}
    cited = {c.key for card in cards for s in (*card.answer, *card.counter, *card.reply) for c in s.citations}
    assert "clemens2018deterring" in cited


def test_a_conflict_names_both_sides(library: Library) -> None:
    conflicts = library.conflicts("clemens2018deterring")
    assert library.is_contested("clemens2018deterring")
    assert any(c.against == "clemens2018deterring" and len(c.sentences) > 1 for c in conflicts)


def test_coverage_counts_sources_cards_and_sentences(library: Library) -> None:
    rows = {row.theme: row for row in library.coverage}
    assert sum(row.cards for row in rows.values()) == len(library.catalog.cards)
    assert all(0 <= row.read <= row.sources for row in rows.values())
    assert all(row.sentences for row in rows.values() if row.sources)


def test_the_picture_escapes_names_and_says_what_is_left_out() -> None:
    sources = {f"k{n}": Source(f"k{n}", "T", f"<b>Auteur {n}", 2020) for n in range(10)}
    up = tuple((f"k{n}", 1) for n in range(1, 10))
    svg = chain_svg(sources["k0"], Mentions((), up), sources, LIGHT)
    assert "<b>" not in svg
    assert "&lt;b&gt;Auteur" in svg
    assert "en nog 3, zie de lijst" in svg
    assert chain_svg(sources["k0"], Mentions(), sources, LIGHT) == ""


def test_search_and_filters(library: Library) -> None:
    everything = listed_sources(ListFilter(), library)
    assert len(everything) == len(library.sources)
    assert everything[0].is_note
    unread = listed_sources(ListFilter(depths=(ReadDepth.NONE,)), library)
    assert {s.read for s in unread} == {ReadDepth.NONE}
    assert [s.key for s in listed_sources(ListFilter(words="deterring emigration"), library)] == [
        "clemens2018deterring"
    ]
    assert listed_sources(ListFilter(words="bestaatnietwoord"), library) == []
    assert all(library.is_contested(s.key) for s in listed_sources(ListFilter(contested=True), library))


def test_hostile_titles_and_addresses_stay_words() -> None:
    bad = Source("k", "<img src=x onerror=y>", "<script>", None, url="javascript:alert(1)", publisher="<b>")
    html = head_html(bad, ["<i>"])
    assert not any(mark in html for mark in ("<img", "<script", "javascript:", "<b>", "<i>"))
    assert digest_html((), {}) == '<div class="ww-samenvatting"></div>'


# uploads


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\windows\\nota.PDF", "nota.pdf"),
        ("/absoluut/pad.md", "pad.md"),
        (".verborgen.txt", "verborgen.txt"),
        ("a" * 300 + ".pdf", "a" * 100 + ".pdf"),
        ("é" * 300 + ".pdf", "é" * 100 + ".pdf"),
        ("con.txt", "_con.txt"),
        ("na\x00am\n<x>.pdf", "naamx.pdf"),
        ("cijfers\u202efdp.exe", "cijfersfdp.exe"),
        ("...", "document"),
        ("", "document"),
        ("zonder", "zonder"),
    ],
)
def test_a_name_is_one_file_in_one_folder(sent: str, kept: str) -> None:
    assert safe_name(sent) == kept
    assert safe_name(kept) == kept


def test_uploads_are_put_aside_under_safe_names(tmp_path: Path) -> None:
    staged = stage([Sent("../a.txt", b"een"), Sent("b.txt", b"twee")], tmp_path, 1)
    assert [p.read_bytes() for p in staged.paths] == [b"een", b"twee"]
    assert all(p.parent == staged.folder and tmp_path in p.parents for p in staged.paths)
    assert staged.renamed == (("../a.txt", "a.txt"),)


def test_too_large_or_twice_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="te groot"):
        stage([Sent("a.txt", b"x" * 1_100_000)], tmp_path, 1)
    with pytest.raises(DocumentError, match="Twee bestanden heten"):
        stage([Sent("x/A.txt"), Sent("y/a.txt")], tmp_path, 1)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told_and_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, data: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StorageError, match="De schijf is vol"):
        stage([Sent("a.txt")], tmp_path, 1)
    assert list((tmp_path / uploads.FOLDER).iterdir()) == []


# the job


@pytest.fixture
def built(mini_settings: Settings, mini_corpus: Path) -> Settings:
    make_builder(mini_settings).build(mini_corpus)
    return mini_settings


def done(job: Job) -> Job:
    until = time.monotonic() + 300
    while job.running and time.monotonic() < until:
        time.sleep(0.05)
    assert not job.running
    return job


def library_of(settings: Settings) -> Library:
    folder = make_store(settings).current()
    return Library(SqliteCatalog(folder), folder)


def test_good_documents_go_in_bad_ones_are_told_and_all_comes_out_again(built: Settings) -> None:
    indexing = Indexing()
    sent = [
        Sent("wespen.pdf", make_pdf(WASPS, " ")),
        Sent("stuk.pdf", b"MZ" + bytes(range(256)) * 9),
        Sent("bom.docx", bomb()),
    ]
    staged = stage(sent, built.data_dir, built.max_upload_mb)
    job = done(indexing.start(Wishes(staged), built))
    assert (job.failed, job.taken) == ("", ["wespen.pdf"])
    assert [name for name, _ in job.refused] == ["stuk.pdf", "bom.docx"]
    assert "Windows-programma" in job.refused[0][1]
    assert "uitgepakt te groot" in job.refused[1][1]
    assert job.problems == [("wespen.pdf", "pagina 2 heeft geen tekst")]
    library = library_of(built)
    assert str(library.version) == job.version
    assert library.sources["wespen"].own
    assert "4.321 wespennesten" in library.originals("wespen")[0].text
    assert document_path(make_store(built), "wespen", library) == make_store(built).documents / "wespen.pdf"
    assert not staged.folder.exists()

    job = done(indexing.start(Wishes(remove=("wespen.pdf",)), built))
    assert job.failed == ""
    assert "wespen" not in library_of(built).sources
    assert list(make_store(built).documents.rglob("*")) == []


def test_another_process_that_indexes_is_told_and_nothing_changes(built: Settings) -> None:
    before = make_store(built).current()
    staged = stage([Sent("wespen.txt", WASPS.encode())], built.data_dir, 1)
    with make_store(built).writing():
        job = done(Indexing().start(Wishes(staged), built))
    assert "Een ander proces bouwt nu de index" in job.failed
    assert make_store(built).current() == before
    assert not staged.folder.exists()
    assert not make_store(built).documents.exists()


def test_a_second_job_waits_its_turn(mini_settings: Settings, tmp_path: Path) -> None:
    indexing = Indexing(("sleep", "30"))
    job = indexing.start(Wishes(remove=("x",)), mini_settings)
    staged = stage([Sent("wespen.txt", WASPS.encode())], tmp_path, 1)
    with pytest.raises(IndexBusy, match="al een document verwerkt"):
        indexing.start(Wishes(staged), mini_settings)
    assert not staged.folder.exists()
    while indexing._process is None and job.running:
        time.sleep(0.01)
    indexing.stop()
    assert "brak af" in done(job).failed


def test_a_worker_that_talks_nonsense_is_a_failure(mini_settings: Settings) -> None:
    assert "brak af" in done(Indexing(("echo", "geen json")).start(Wishes(), mini_settings)).failed
    assert "brak af" in done(Indexing(("/bestaat/niet",)).start(Wishes(), mini_settings)).failed


# originals


def test_a_page_is_drawn_with_its_passage_marked(tmp_path: Path) -> None:
    path = tmp_path / "wespen.pdf"
    path.write_bytes(make_pdf("Een ander verhaal.", WASPS))
    plain, marked = draw_page(path, 2), draw_page(path, 2, ["De gemeente telde in 2023 precies\n4.321 wespen-nesten"])
    assert (plain.pages, plain.marked, marked.marked) == (2, 0, 1)
    colours = {colour for _, colour in Image.open(io.BytesIO(marked.png)).convert("RGB").getcolors(1 << 24) or []}
    assert any(r > 240 and g > 190 and b < 120 for r, g, b in colours)
    assert draw_page(path, 1, [WASPS]).marked == 0


@pytest.mark.parametrize("data", [b"", b"geen pdf", b"%PDF-1.7\nstuk", make_pdf("Eén bladzijde.")])
def test_a_page_that_cannot_be_drawn_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "stuk.pdf"
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=r"Bladzijde 2 van stuk\.pdf is niet als beeld te tonen"):
        draw_page(path, 2)


def test_a_script_in_a_pdf_is_noticed(tmp_path: Path) -> None:
    clean = make_pdf(WASPS)
    action = b"/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"
    for name, data, wanted in (
        ("schoon.pdf", clean, False),
        ("script.pdf", clean.replace(b"/Type /Catalog", action), True),
        ("tekst.txt", b"/JavaScript", False),
    ):
        (tmp_path / name).write_bytes(data)
        assert has_script(tmp_path / name) is wanted
    assert not has_script(tmp_path / "weg.pdf")


# the page


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, real_index: OpenIndex) -> AppTest:
    st.cache_resource.clear()
    opened = Desk(real_index.folder, FakeAssistant(), ())
    monkeypatch.setattr(desk, "shared_desk", lambda: opened)
    return AppTest.from_file(str(APP), default_timeout=60).run().switch_page("views/bronnen.py")


def shown(test: AppTest) -> str:
    assert not test.exception
    return "\n".join(element.proto.body for element in test.get("html"))


def test_the_list_is_searched_and_a_source_opened(page: AppTest, library: Library) -> None:
    test = page.run()
    assert f"{len(library.sources)} bronnen" in shown(test)
    test = test.text_input[0].set_value("deterring emigration").run()
    assert "1 bron<" in shown(test)
    test = next(b for b in test.button if b.key == "ww_bronknop_clemens2018deterring").click().run()
    html = shown(test)
    assert "".join(test.query_params["bron"]) == "clemens2018deterring"
    assert "Deterring Emigration with Foreign Aid" in html
    assert "Wij lazen alleen de samenvatting." in html
    assert "Wat spreekt elkaar tegen" in html
    assert "Wie steunt op wie" in html
    assert "Cijfers uit deze bron" in html
    test = next(b for b in test.button if b.key == "ww_terug").click().run()
    assert "bron" not in test.query_params


def test_an_unknown_key_in_the_address_is_told(page: AppTest) -> None:
    page.query_params["bron"] = "<b>weg</b>"
    html = shown(page.run())
    assert "Deze bron is er niet of niet meer" in html
    assert "<b>weg" not in html


def test_a_reader_sees_no_way_to_add(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    assert any(e.label == "Eigen document toevoegen" for e in page.run().expander)
    reader = Person("lezer", roles=frozenset(("reader",)))
    monkeypatch.setattr(access, "current_settings", lambda: load_settings(host="0.0.0.0"))
    monkeypatch.setattr(access, "_guest", lambda: reader)
    test = page.run()
    assert not any(e.label == "Eigen document toevoegen" for e in test.expander)
    assert "bronnen" in shown(test)
