"""``weerwoord rehearse`` with answers from a pipe."""

from __future__ import annotations

import io
import json
import re
import sys

import pytest

from bot.cli.rehearsing import Talk, rehearse
from bot.errors import UsageError
from bot.settings import Settings
from bot.storage.progress import ProgressStore
from tests.model_server import Reply, Request, answer, model_server, passages_of


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


class Terminal(io.StringIO):
    """Lines that a person types."""

    def isatty(self) -> bool:
        """A terminal."""
        return True


def first_sentence(request: Request) -> Reply:
    """A model that says the first sentence of the first passage, and a figure that no passage has."""
    passage = passages_of(request)[0]
    said = re.split(r"(?<=[^\d]\.)\s", passage["tekst"])[0]
    lie = {"text": "In 2031 ging er 77 miljard euro naar asielopvang.", "cites": [passage["nr"]]}
    return Reply(answer({"text": said, "cites": [passage["nr"]]}, lie))


@pytest.mark.parametrize("wanted", ["j", "n"])
def test_a_configured_model_betters_an_answer_on_the_terminal(
    real_settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], wanted: str
) -> None:
    lines = "België telde in 2018 meer dan 11 procent van zijn hulp als opvang.\nGeen idee.\nGeen idee.\nGeen idee.\n"
    with model_server(first_sentence) as server:
        settings = real_settings.model_copy(update={"model": "openai:proef", "model_base_url": server.url})
        monkeypatch.setattr(sys, "stdin", Terminal(lines))
        asked: list[str] = []
        hear = Talk.hear

        def answering(talk: Talk) -> tuple[str, float]:
            return (wanted, 0.0) if asked and "taalmodel" in asked[-1] else hear(talk)

        say = Talk.say
        monkeypatch.setattr(Talk, "say", lambda talk, text="": (asked.append(text), say(talk, text))[1])
        monkeypatch.setattr(Talk, "hear", answering)
        rehearse(
            settings, theme="asielkosten", setting="", opponent="", minutes=5, person=f"model-{wanted}", as_json=False
        )
        out = capsys.readouterr().out
        assert bool(server.requests) is (wanted == "j")
    assert ("Zo kan het beter:" in out) is (wanted == "j")
    assert "77 miljard" not in out
    assert len(ProgressStore(real_settings.database).reviews(f"model-{wanted}")) >= 1
