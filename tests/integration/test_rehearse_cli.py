"""``weerwoord rehearse`` with answers from a pipe."""

from __future__ import annotations

import io
import json
import sys

import pytest

from bot.cli.rehearsing import rehearse
from bot.errors import UsageError
from bot.settings import Settings
from bot.storage.progress import ProgressStore


def run(settings: Settings, monkeypatch: pytest.MonkeyPatch, lines: str, person: str, *, as_json: bool) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
    return rehearse(
        settings,
        theme="asielkosten",
        setting="raadsvergadering",
        opponent="feitenchecker",
        minutes=5,
        person=person,
        as_json=as_json,
    )


def test_piped_answers_get_feedback_and_are_kept(
    real_settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = "In 2016 was 16,8 procent van de Belgische hulp opvang van vluchtelingen.\n"
    assert run(real_settings, monkeypatch, answer + "Geen idee.\n", "pijp", as_json=True) == 0
    told = json.loads(capsys.readouterr().out)
    assert [r["answer"] for r in told["rounds"]] == [answer.strip(), "Geen idee."]
    assert told["rounds"][0]["figures"][0]["verdict"] == "juist"
    assert told["rounds"][1]["rating"] == "again"
    assert all(r["model_line"] for r in told["rounds"])
    assert len(ProgressStore(real_settings.database).reviews("pijp")) == 2


def test_stopping_halfway_keeps_what_was_answered(
    real_settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(real_settings, monkeypatch, "Geen idee.\n", "halverwege", as_json=False) == 0
    out = capsys.readouterr().out
    assert "Dit kernpunt ontbrak" in out
    assert "Toegeven en ombuigen" in out
    assert "Klaar: 1 vraag" in out
    assert len(ProgressStore(real_settings.database).reviews("halverwege")) == 1


def test_no_answer_at_all(
    real_settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(real_settings, monkeypatch, "", "niemand", as_json=False) == 0
    assert "Er is niets geoefend" in capsys.readouterr().out


def test_an_unknown_theme_is_refused(real_settings: Settings) -> None:
    with pytest.raises(UsageError, match="bestaat niet"):
        rehearse(
            real_settings, theme="maan", setting="talkshow", opponent="sceptisch", minutes=5, person="x", as_json=True
        )
