"""Prompts are validated data."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.answering.prompts import FORMS, load_prompts
from bot.assembly import data_folder
from bot.errors import SettingsError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(data_folder("prompts"), tmp_path / "prompts")


def test_every_form_is_there_with_a_version(folder):
    book = load_prompts(folder)
    assert tuple(book.forms) == FORMS
    assert book.answer.record == "antwoord@2"
    assert book.form("spoken").most_words == 165


def test_every_missing_variable_is_named_at_once(folder):
    with pytest.raises(SettingsError, match=r"ontbreekt: stijl, vorm, taal, passages; onbekend: extra\."):
        load_prompts(folder).answer.fill(vraag="?", extra="x")


def test_a_value_is_never_a_template(folder):
    turn = load_prompts(folder).condense.fill(vorige="{{vraag}}", vraag="geheim")
    assert "{{vraag}}" in turn.user


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("stijl.yaml", "kind: text", "kind: text\ntemperature: 2", "temperature"),
        ("antwoord.yaml", "[stijl, vorm, taal, vraag, passages]", "[stijl, vraag]", "passages, taal, vorm"),
        ("vorm-qa.yaml", "version: 1", "version: nul", "version"),
        ("vorm-qa.yaml", "kind: form", "kind: [", "niet te lezen"),
    ],
)
def test_a_broken_file_is_named(folder, file, old, new, fault):
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(SettingsError, match=fault) as caught:
        load_prompts(folder)
    assert file in str(caught.value)


def test_absent_prompts_are_all_named(folder):
    (folder / "stijl.yaml").unlink()
    (folder / "vorm-mail.yaml").unlink()
    with pytest.raises(SettingsError, match="stijl, mail"):
        load_prompts(folder)


def test_an_unknown_form_is_refused(folder):
    with pytest.raises(SettingsError, match="Kies uit: qa, spoken"):
        load_prompts(folder).form("rap")
