"""Documents that can't be read: one clear sentence for each, and nothing else escapes."""

from __future__ import annotations

import contextlib
import io
import os
import zipfile
from pathlib import Path

import pytest
from fpdf import FPDF
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.adapters.documents import LocalDocumentReader
from bot.errors import DocumentError
from bot.ingest.reading import Limits


@pytest.fixture
def reader() -> LocalDocumentReader:
    return LocalDocumentReader()


def make_pdf(pages: int = 3) -> bytes:
    pdf = FPDF()
    pdf.set_font("helvetica", size=11)
    for number in range(1, pages + 1):
        pdf.add_page()
        pdf.text(10, 20, f"De tekst van bladzijde {number} gaat over migratie.")
    return bytes(pdf.output())


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def _encrypted() -> bytes:
    pdf = FPDF()
    pdf.set_encryption(owner_password="a", user_password="b")
    pdf.add_page()
    return bytes(pdf.output())


def _scanned() -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.image(Image.new("RGB", (40, 40), "grey"), x=10, y=10, w=100)
    return bytes(pdf.output())


def _zip(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


ZERO_PAGES = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)
BOMB = {"word/document.xml": b"<w>" + b" " * 300_000_000}

BAD = [
    ("geheim.pdf", _encrypted, "wachtwoord"),
    ("half.pdf", lambda: make_pdf()[:700], "beschadigd"),
    ("rommel.pdf", lambda: b"%PDF-1.7\nrommel", "beschadigd"),
    ("scan.pdf", _scanned, "OCR"),
    ("niets.pdf", lambda: ZERO_PAGES, ""),
    ("leeg.txt", lambda: b"", "leeg"),
    ("wit.txt", lambda: b" \n\f\n ", "leeg"),
    ("programma.pdf", lambda: b"MZ\x90\0\x03" + b"\0" * 100, "programma"),
    ("tekst.pdf", lambda: b"gewone tekst", "PDF"),
    ("foto.txt", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "afbeelding"),
    ("oud.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".docx"),
    ("geheim.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "wachtwoord"),
    ("blad.xlsx", lambda: _zip({"xl/workbook.xml": b"<x/>"}), "zipbestand"),
    ("geen.docx", lambda: _zip({"a.txt": b"x"}), "DOCX"),
    ("stuk.docx", lambda: b"PK\x03\x04rommel", "DOCX"),
    ("leegxml.docx", lambda: _zip({"word/document.xml": b"<a"}), "beschadigd"),
    ("entiteit.docx", lambda: _zip({"word/document.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}), "XML"),
    ("bom.docx", lambda: _zip(BOMB), "te groot"),
    ("ruis.txt", lambda: bytes(range(256)) * 4, "geen leesbare tekst"),
    ("tabel.csv", lambda: b"a;b\n1;2\n", ".csv"),
]


@pytest.mark.parametrize(("name", "make", "part"), BAD, ids=[name for name, _, _ in BAD])
def test_refusals(reader: LocalDocumentReader, tmp_path: Path, name: str, make: object, part: str) -> None:
    with pytest.raises(DocumentError) as caught:
        reader.read(write(tmp_path, name, make()))  # type: ignore[operator]
    message = str(caught.value)
    assert message.startswith(name)
    assert part in message
    assert "\n" not in message
    assert message.endswith(".")


def test_a_bomb_that_lies_about_its_size(reader: LocalDocumentReader, tmp_path: Path) -> None:
    data = bytearray(_zip({"word/document.xml": b" " * 100_000_000}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    with pytest.raises(DocumentError):
        reader.read(write(tmp_path, "leugen.docx", bytes(data)))


def test_missing_folder_and_no_permission(
    reader: LocalDocumentReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(DocumentError, match="bestaat niet"):
        reader.read(tmp_path / "weg.pdf")
    with pytest.raises(DocumentError, match="is een map"):
        reader.read(tmp_path)
    path = write(tmp_path, "dicht.txt", b"tekst")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(DocumentError, match="leesrechten"):
        reader.read(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(reader: LocalDocumentReader, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp.txt")
    with pytest.raises(DocumentError, match="geen gewoon bestand"):
        reader.read(tmp_path / "pijp.txt")


@pytest.mark.parametrize(
    ("limits", "part"),
    [(Limits(max_bytes=100), "te groot"), (Limits(max_pages=2), "bladzijden"), (Limits(max_chars=50), "te veel tekst")],
)
def test_limits(tmp_path: Path, limits: Limits, part: str) -> None:
    with pytest.raises(DocumentError, match=part):
        LocalDocumentReader(limits).read(write(tmp_path, "groot.pdf", make_pdf()))
    with pytest.raises(DocumentError, match=part):
        LocalDocumentReader(limits).read(write(tmp_path, "groot.txt", b"veel woorden\f" * 20))


def test_cut_short_pdf_is_refused_or_remarked(reader: LocalDocumentReader, tmp_path: Path) -> None:
    data = make_pdf()
    try:
        document = reader.read(write(tmp_path, "half.pdf", data[: len(data) - 300]))
    except DocumentError:
        return
    assert any("niet volledig" in problem for problem in document.problems)


_SEEDS = {
    ".pdf": make_pdf(1),
    ".txt": "Eén zin.\f".encode(),
    ".md": b"# Kop\n\n*tekst*",
    ".docx": _zip({"word/document.xml": b"<w/>"}),
}


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_only_document_errors_escape(tmp_path: Path, data: st.DataObject) -> None:
    suffix = data.draw(st.sampled_from(sorted(_SEEDS)))
    content = bytearray(data.draw(st.one_of(st.binary(max_size=300), st.just(_SEEDS[suffix]))))
    for _ in range(data.draw(st.integers(0, 8))):
        if content:
            at = data.draw(st.integers(0, len(content) - 1))
            content[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=5))
    with contextlib.suppress(DocumentError):
        LocalDocumentReader().read(write(tmp_path, "ruis" + suffix, bytes(content)))
