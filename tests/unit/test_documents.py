"""Reading users' documents of every format."""

from __future__ import annotations

import time
from pathlib import Path

import pypandoc
import pytest
from fpdf import FPDF

from bot.adapters.documents import LocalDocumentReader
from bot.adapters.html_text import HtmlText

try:
    import trafilatura  # noqa: F401

    HAS_TRAFILATURA = True
except ImportError:
    HAS_TRAFILATURA = False
needs_trafilatura = pytest.mark.skipif(not HAS_TRAFILATURA, reason="trafilatura (lxml-html-clean) is not installed")

WORDS = frozenset(("migratiebeleid", "organisaties"))
LINES = (
    "Dit is de externalisering van het migra-",
    "tiebeleid in 2018, met 9,6% en 3.069",
    "mensen uit de 28 EU-",
    "lidstaten.",
)


@pytest.fixture
def reader() -> LocalDocumentReader:
    return LocalDocumentReader(is_word=WORDS.__contains__)


def make_pdf(pages: int = 3, title: str = "") -> bytes:
    pdf = FPDF()
    pdf.set_title(title)
    for number in range(1, pages + 1):
        pdf.add_page()
        pdf.set_font("helvetica", size=8)
        pdf.text(10, 8, "Nota migratie 2020 | Weerwoord")
        pdf.text(100, 287, str(number))
        pdf.set_font("helvetica", size=14)
        pdf.text(10, 25, f"Hoofdstuk {number}")
        pdf.set_font("helvetica", size=11)
        for at, line in enumerate(LINES):
            pdf.text(10, 40 + 6 * at, line)
        pdf.set_xy(9, 75)
        pdf.write(6, "Een alinea met een mark")
        pdf.char_vpos = "SUP"
        pdf.write(6, str(number))
        pdf.char_vpos = "LINE"
        pdf.write(6, ". De uitstoot is zo.")
        pdf.set_font("helvetica", size=8)
        pdf.text(10, 268, f"{number} UNHCR, Global Trends, 2019. https://www.unhcr.org/5d08d-")
        pdf.text(10, 272, "7ee7.pdf")
    return bytes(pdf.output())


def make_docx(markdown: str, folder: Path) -> bytes:
    path = folder / "made.docx"
    pypandoc.convert_text(markdown, "docx", format="markdown", outputfile=str(path))
    return path.read_bytes()


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_pdf(reader: LocalDocumentReader, tmp_path: Path) -> None:
    document = reader.read(write(tmp_path, "nota.pdf", make_pdf(title="Nota over migratie")))
    assert document.title == "Nota over migratie"
    assert document.problems == ()
    assert [page.number for page in document.pages] == [1, 2, 3]
    assert document.pages[1].paragraphs == (
        "Hoofdstuk 2",
        "Dit is de externalisering van het migratiebeleid in 2018, met 9,6% en 3.069 mensen uit de 28 EU-lidstaten.",
        "Een alinea met een mark. De uitstoot is zo.",
    )


def test_pdf_under_another_name(reader: LocalDocumentReader, tmp_path: Path) -> None:
    assert len(reader.read(write(tmp_path, "nota.txt", make_pdf())).pages) == 3


def test_two_columns_are_read_one_after_the_other(reader: LocalDocumentReader, tmp_path: Path) -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=10)
    pdf.text(15, 15, "Een kop die over de volle breedte van deze bladzijde loopt, zoals bij een artikel.")
    for at in range(12):
        pdf.text(15, 30 + 5 * at, f"de linkerkolom heeft hier haar regel {at}")
        pdf.text(110, 30 + 5 * at, f"de rechterkolom heeft hier haar regel {at}")
    text = " ".join(reader.read(write(tmp_path, "kolommen.pdf", bytes(pdf.output()))).pages[0].paragraphs)
    assert text.index("linkerkolom heeft hier haar regel 11") < text.index("rechterkolom heeft hier haar regel 0")


def test_page_without_text_is_remarked(reader: LocalDocumentReader, tmp_path: Path) -> None:
    pdf = FPDF()
    pdf.set_font("helvetica", size=11)
    for text in ("Eerste bladzijde met tekst.", "", "Derde bladzijde met tekst."):
        pdf.add_page()
        pdf.text(10, 20, text)
    document = reader.read(write(tmp_path, "gat.pdf", bytes(pdf.output())))
    assert [page.number for page in document.pages] == [1, 2, 3]
    assert document.problems == ("pagina 2 heeft geen tekst",)


def test_docx(reader: LocalDocumentReader, tmp_path: Path) -> None:
    markdown = "# De kop\n\nEen *zin* met een noot[^1].\n\n- punt een\n- punt twee\n\n"
    markdown += "| a | b |\n|---|---|\n| 1 | 2,5 |\n\n[^1]: De noot."
    document = reader.read(write(tmp_path, "stuk.docx", make_docx(markdown, tmp_path)))
    assert document.title == "De kop"
    assert document.pages[0].number is None
    assert document.pages[0].paragraphs == (
        "De kop",
        "Een zin met een noot.",
        "punt een",
        "punt twee",
        "a | b",
        "1 | 2,5",
    )


@needs_trafilatura
def test_html(reader: LocalDocumentReader, tmp_path: Path) -> None:
    body = "".join(
        f"<p>Alinea {n} is een lange zin over migratie en samenwerking<sup>{n}</sup>.</p>" for n in range(1, 9)
    )
    head = "<html><head><title>Titel</title></head><body><nav>menu</nav><article><h1>Kop</h1>"
    html = f"{head}{body}</article></body></html>"
    document = reader.read(write(tmp_path, "pagina.html", html.encode()))
    text = " ".join(document.pages[0].paragraphs)
    assert document.title == "Kop"
    assert "Alinea 8 is een lange zin over migratie en samenwerking." in text
    assert "menu" not in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_text_encodings(reader: LocalDocumentReader, tmp_path: Path, encoding: str) -> None:
    text = "Financiële steun aan één land.\r\n\r\nDat kost 1,3 miljard euro per jaar: reëel.\r\n"
    document = reader.read(write(tmp_path, "tekst.txt", text.encode(encoding)))
    assert document.pages[0].number is None
    assert document.pages[0].paragraphs[0] == "Financiële steun aan één land."


def test_form_feeds_are_page_breaks(reader: LocalDocumentReader, tmp_path: Path) -> None:
    document = reader.read(write(tmp_path, "tekst.txt", b"\fTweede bladzijde.\n\fDerde bladzijde.\n\f"))
    assert [(page.number, page.paragraphs) for page in document.pages] == [
        (1, ()),
        (2, ("Tweede bladzijde.",)),
        (3, ("Derde bladzijde.",)),
    ]


def test_markdown(reader: LocalDocumentReader, tmp_path: Path) -> None:
    text = '---\ntitle: "De titel"\ntags: [a]\n---\n\n# Kop\n\nEen **vette** [link](http://x.be) en `code`.\n\n'
    text += "* punt\n\n<b>x</b> kost $5 en $6\n"
    document = reader.read(write(tmp_path, "stuk.md", text.encode()))
    assert document.title == "De titel"
    assert document.pages[0].paragraphs == ("Kop", "Een vette link en code.", "punt", "x kost $5 en $6")


def test_language(tmp_path: Path) -> None:
    reader = LocalDocumentReader(language_of=lambda text: "nl" if "de" in text else "")
    assert reader.read(write(tmp_path, "a.txt", b"de tekst")).language == "nl"


def test_plain_html_text() -> None:
    html = "<title>T &amp; U</title><body><nav>menu</nav><h1>Kop</h1><script>x<p></script>"
    html += "<p>Een<br>twee <b>drie</b><!-- z -->"
    page = HtmlText(html)
    assert (page.title, page.heading, page.paragraphs) == ("T & U", "Kop", ["Kop", "Een", "twee drie"])


@pytest.mark.parametrize("opening", ["<!--", "<a ", "<script>", "<![CDATA[", "<"])
def test_odd_html_takes_no_time(opening: str) -> None:
    start = time.perf_counter()
    HtmlText(opening * 200_000)
    assert time.perf_counter() - start < 5
