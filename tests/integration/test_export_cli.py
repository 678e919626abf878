"""``weerwoord export`` and ``ask --to``: files that read back, and bad input that costs nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pypandoc
import pytest

from bot.assembly import make_builder
from bot.settings import Settings
from bot.storage.conversations import ConversationStore
from tests.shell import Inside, Shell
from tests.ui.fakes import answered, refused


@pytest.fixture
def command(mini_settings: Settings, mini_corpus: Path, tmp_path: Path) -> Shell:
    make_builder(mini_settings).build(mini_corpus)
    return Inside(tmp_path, mini_settings.data_dir)


@pytest.fixture
def talked(mini_settings: Settings, command: Shell) -> str:
    store = ConversationStore(mini_settings.database)
    name = store.create("Over opvang")
    store.append(name, "Wat kost opvang?", answered("Wat kost opvang?"))
    store.append(name, "En het weer?", refused("En het weer?"))
    return name


def test_ask_to_a_word_file(command: Shell, tmp_path: Path) -> None:
    target = tmp_path / "antwoord.docx"
    done = command("ask", "Hoeveel kost de opvang van bijen?", "--to", str(target))
    assert (done.code, done.err) == (0, "")
    text = pypandoc.convert_file(str(target), "markdown", extra_args=["--wrap=none"])
    assert "1,3 miljard" in text
    assert "[^1]: De Club (2024), p. 1. *De nota*." in text
    assert "# Bronnen" in text
    assert "nota2024" in text


def test_conversation_by_name_and_the_last_one(command: Shell, talked: str, tmp_path: Path) -> None:
    for arguments in ([talked], ["--last"]):
        target = tmp_path / "gesprek.md"
        assert command("export", *arguments, "--to", str(target)).code == 0
        text = target.read_text(encoding="utf-8")
        assert text.startswith("# Over opvang\n")
        assert "## En het weer?\n\nDat staat niet in mijn bronnen." in text
        target.unlink()
    assert command("export", "--last", "--to", str(tmp_path / "bronnen.json")).code == 0
    assert [item["id"] for item in json.loads((tmp_path / "bronnen.json").read_text())] == ["partos2024"]


def test_bad_input_is_a_sentence_and_keeps_the_old_file(command: Shell, talked: str, tmp_path: Path) -> None:
    old = tmp_path / "oud.md"
    old.write_text("oud")
    style = tmp_path / "x.csl"
    style.write_text("onzin")
    cases = [
        (["export", "--last"], "Zeg waarheen"),
        (["export", "--to", str(old)], "--last voor het laatste"),
        (["export", talked, "--last", "--to", str(old)], "--last voor het laatste"),
        (["export", "weg", "--to", str(old)], f"De laatste zijn: {talked}"),
        (["export", talked, "--person", "ander", "--to", str(old)], "geen gesprekken"),
        (["export", "--last", "--to", str(tmp_path / "a.pdf")], "welk soort bestand"),
        (["export", "--last", "--to", str(tmp_path / "weg" / "a.md")], "map die bestaat"),
        (["ask", "x", "--json", "--to", str(old)], "zonder --json"),
        (["ask", "", "--to", str(old)], "De vraag is leeg"),
    ]
    for arguments, told in cases:
        done = command(*arguments)
        assert (done.code, done.out) == (2, ""), arguments
        assert told in done.err
    assert old.read_text() == "oud"
    assert [path.name for path in tmp_path.glob(".oud*")] == []


def test_new_token_is_shown_once_with_its_hash(command: Shell) -> None:
    first, second = command("api-token").out, command("api-token").out
    assert 'api_tokens = ["' in first
    assert first != second
