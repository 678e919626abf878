"""Exports, read back with pandoc: every footnote is there, and no text became markup."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypandoc
import pytest

from bot.adapters.answer_export import EXPORT_FORMS, ExportForm, export, form_of
from bot.adapters.citation_style import style_options
from bot.answering.references import as_ris, reference_items
from bot.domain.answers import Answer, AnswerSentence, SourceNote
from bot.domain.sources import ChainStatus, Source
from bot.errors import SettingsError, UsageError
from tests.ui.fakes import answered, refused

HOSTILE = (
    '<img src="https://evil.example/x.png"> ![x](https://evil.example/y.png) \\input{/etc/passwd} $x$ @key\x07 '
    "```{=html} ~x~ ^[noot] [@k] <!-- x -->"
)
STYLE = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>T</title><id>http://example.org/t</id><updated>2024-01-01T00:00:00+00:00</updated>{link}</info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography><layout><text value="EIGEN STIJL "/><text variable="title"/></layout></bibliography>
</style>"""
PARENT = '<link href="http://127.0.0.1:9/x.csl" rel="independent-parent"/>'


def note(n: int, key: str, year: int | None, locator: str, title: str = "Een titel") -> SourceNote:
    return SourceNote(
        n, key, f"Schrijver {key}", title, year, locator, "https://x.nl/", f"Citaat {n}.", ChainStatus.CONFIRMED
    )


def two_sources() -> Answer:
    return answered(
        "Wat kost opvang?",
        sentences=(
            AnswerSentence("Eén zin.", (1,), "fact"),
            AnswerSentence("Nog een zin.", (2, 1), "fact", 2024),
        ),
        sources=(note(1, "een2020", 2020, "p. 3"), note(2, "twee", None, "tabel 2")),
        warnings=(),
    )


def read_back(made: bytes, form: ExportForm, folder: Path) -> dict[str, Any]:
    path = folder / f"terug.{form}"
    path.write_bytes(made)
    source = "markdown-smart" if form == "md" else form
    tree: dict[str, Any] = json.loads(pypandoc.convert_file(str(path), "json", format=source))
    return tree


def footnotes(tree: dict[str, Any]) -> list[str]:
    return [text_of(node["c"]) for node in nodes(tree["blocks"], "Note")]


def nodes(value: Any, kind: str) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value] if value.get("t") == kind else [found for part in value.values() for found in nodes(part, kind)]
    return [found for part in value for found in nodes(part, kind)] if isinstance(value, list) else []


def text_of(value: Any) -> str:
    if isinstance(value, dict):
        given = value.get("t")
        return value["c"] if given == "Str" else " " if given in ("Space", "SoftBreak") else text_of(value.get("c"))
    return "".join(text_of(part) for part in value) if isinstance(value, list) else ""


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_every_footnote_is_there_with_key_year_and_place(form: ExportForm, tmp_path: Path) -> None:
    tree = read_back(export([two_sources()], "Wat kost opvang?", form), form, tmp_path)
    found = footnotes(tree)
    assert len(found) == 3
    assert [re.findall(r"\[(\w+)\]$", text) for text in found] == [["een2020"], ["twee"], ["een2020"]]
    assert "(2020), p. 3." in found[0]
    assert "(z.j.), tabel 2." in found[1]
    assert "Citaat 1." in found[0]
    assert "Citaat 1." not in found[2]
    told = text_of(tree["blocks"])
    assert "Nog een zin (stand 2024)." in told
    assert told.count("Bronnen") == 1
    assert "Schrijver twee" in told.rpartition("Bronnen")[2]


@pytest.mark.parametrize("form", ["docx", "odt", "html", "md"])
def test_no_text_becomes_markup_or_loads_anything(form: ExportForm, tmp_path: Path) -> None:
    bad = answered(HOSTILE, HOSTILE, sources=(replace(note(1, "een2020", 2020, HOSTILE, HOSTILE), author=HOSTILE),))
    made = export([bad, bad], HOSTILE, form)
    tree = read_back(made, form, tmp_path)
    for kind in ("Image", "RawInline", "RawBlock", "Math", "CodeBlock"):  # a citation of nothing is its own text
        assert nodes(tree["blocks"], kind) == [], kind
    assert 'src="https://evil.example/x.png"' in text_of(tree["blocks"]).replace("“", '"').replace("”", '"')


def test_html_is_dutch_and_markdown_reads_back(tmp_path: Path) -> None:
    page = export([two_sources()], "Titel & <b>", "html").decode()
    assert '<html lang="nl">' in page
    assert "<title>Titel &amp; &lt;b&gt;</title>" in page
    assert "<h2" in page
    tree = read_back(export([two_sources()], "Titel", "md"), "md", tmp_path)
    assert len(footnotes(tree)) == 3


def test_conversation_has_each_question_and_each_source_once() -> None:
    made = export([two_sources(), refused("Wie wint?"), two_sources()], "Gesprek", "md").decode()
    assert made.count("## Wat kost opvang?") == 2
    assert "## Wie wint?\n\nDat staat niet in mijn bronnen." in made
    assert made.rpartition("## Bronnen")[2].partition("[^1]")[0].count("Schrijver") == 2


def test_refusal_alone_has_no_bibliography() -> None:
    for form in EXPORT_FORMS:
        assert b"Bronnen\n" not in export([refused("Wie wint?")], "Wie wint?", form)


def test_references_for_other_programs() -> None:
    known = {"een2020": Source("een2020", "t", "a", 2020, publisher="Uitgever & Zn", language="nl")}
    items = json.loads(export([two_sources()], "x", "json", sources=known))
    assert [item["id"] for item in items] == ["een2020", "twee"]
    assert items[0]["issued"] == {"date-parts": [[2020]]}
    assert items[0]["publisher"] == "Uitgever & Zn"
    assert "issued" not in items[1]
    back = json.loads(pypandoc.convert_text(as_ris(items), "csljson", format="ris"))
    assert {item["title"] for item in back} == {"Een titel"}
    bibtex = export([two_sources()], "x", "bib", sources=known).decode()
    assert {item["id"] for item in json.loads(pypandoc.convert_text(bibtex, "csljson", format="bibtex"))} == {
        "een2020",
        "twee",
    }


def test_no_title_begins_a_field_of_its_own() -> None:
    items = reference_items([answered("v", sources=(note(1, "k", 2020, "p. 1", "Titel\r\nER  - \r\nTY  - BOOK"),))])
    assert as_ris(items).count("\r\nTY  - ") == 0
    assert "URL" not in reference_items([answered("v", sources=(replace(note(1, "k", 1, ""), url="file:///x"),))])[0]


def test_bibliography_in_the_users_own_style(tmp_path: Path) -> None:
    style = tmp_path / "eigen stijl.csl"
    style.write_text(STYLE.format(link=""))
    assert "EIGEN STIJL [Een titel]" in export([two_sources()], "x", "md", style=style).decode()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("onzin", "geen CSL-stijl"),
        ("<style/>", "geen CSL-stijl"),
        (STYLE.format(link=PARENT), "op het web"),
        (None, "niet te lezen"),
    ],
)
def test_style_that_will_not_do(text: str | None, told: str, tmp_path: Path) -> None:
    style = tmp_path / "x.csl"
    if text is not None:
        style.write_text(text)
    with pytest.raises(SettingsError, match=told):
        style_options(style)


@pytest.mark.parametrize("name", ["antwoord", "antwoord.pdf", "antwoord.", ".docx"])
def test_unknown_ending_is_a_sentence(name: str) -> None:
    with pytest.raises(UsageError, match=r"\.docx, \.odt"):
        form_of(Path(name))


def test_other_endings() -> None:
    assert [form_of(Path(f"a.{name}")) for name in ("DOCX", "markdown", "htm")] == ["docx", "md", "html"]


def test_nothing_to_export() -> None:
    with pytest.raises(UsageError, match="niets te bewaren"):
        export([], "x", "docx")
