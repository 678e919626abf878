"""The real corpus keeps its own rules."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.adapters.documents import LocalDocumentReader
from bot.adapters.pandoc import PandocReader
from bot.adapters.syllables import dutch_syllables
from bot.cli.corpus import check
from bot.errors import CorpusError
from bot.ingest.checks.run import check_corpus, read_originals
from bot.ingest.corpus import Corpus, load_corpus
from bot.ingest.problems import Severity
from bot.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
ORIGINALS = (ROOT.parent / "shared" / "originals", ROOT / "shared" / "originals")
SHEETS = (ROOT.parent / "shared" / "facts", ROOT / "shared" / "facts")
MOST_WARNINGS = 20


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(ROOT / "corpus", PandocReader())


def test_no_errors_and_few_warnings(corpus: Corpus) -> None:
    problems = check_corpus(corpus, dutch_syllables())
    assert [str(p) for p in problems if p.severity is Severity.ERROR] == []
    assert len(problems) <= MOST_WARNINGS, "\n".join(str(p) for p in problems)


def test_figures_stand_on_the_pages_of_the_notes(corpus: Corpus) -> None:
    folder = next((path for path in ORIGINALS if path.is_dir()), None)
    if folder is None:
        pytest.skip("the notes themselves are not here")
    texts = read_originals(folder, corpus, LocalDocumentReader())
    assert set(texts) == {"elf2020", "partos2024"}
    problems = check_corpus(corpus, dutch_syllables(), texts)
    assert [str(p) for p in problems if p.rule == "niet-op-pagina"] == []


def test_every_source_has_a_digest(corpus: Corpus) -> None:
    assert corpus.sources.keys() == corpus.digest_keys()
    sheets = next((path for path in SHEETS if path.is_dir()), None)
    if sheets is not None:
        keys = {path.stem for path in sheets.glob("*.md")} - {"FORMAT"}
        assert keys <= corpus.digest_keys()


def test_corpus_has_its_size(corpus: Corpus) -> None:
    assert len(corpus.digest_keys()) >= 117
    assert len(corpus.cards) >= 60
    assert len(corpus.figures) > 300


def test_institutions_are_no_persons() -> None:
    entries = json.loads((ROOT / "corpus" / "bibliography.json").read_text(encoding="utf-8"))
    names = [a["family"] for entry in entries for a in entry.get("author", []) if "family" in a]
    marks = ("UN ", "FOD", "European", "International", "Minist", "Belg", "UNHCR", "Partos", "compiled")
    assert [name for name in names if name.startswith(marks)] == []


def test_command_prints_json_and_returns_zero(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings(corpus_dir=ROOT / "corpus", index_dir=tmp_path)
    assert check(settings, as_json=True) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["errors"] == 0
    assert printed["totals"]["cards"] >= 60
    assert {"key", "label", "read", "sentences", "figures", "cards"} == set(printed["sources"][0])


def test_command_returns_three_with_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bibliography.json").write_text('[{"id": "a", "title": "A"}, {"id": "a", "title": "A"}]')
    assert check(Settings(corpus_dir=tmp_path, index_dir=tmp_path), as_json=False) == 3
    assert "dubbele-sleutel" in capsys.readouterr().out


def test_folder_without_corpus_is_told(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"bibliography\.json"):
        check(Settings(corpus_dir=tmp_path, index_dir=tmp_path), as_json=False)
