"""The model on the page, in the shell and in kept conversations."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from bot.answering.progress import Progress, WithoutModel
from bot.assembly import corpus_folder, make_builder, open_index
from bot.cli.main import app
from bot.domain.answers import Answer, AnswerSentence, answer_from_dict
from bot.domain.filters import SourceFilter
from bot.errors import SettingsError
from bot.settings import Settings, load_settings
from bot.ui import desk
from bot.ui.desk import Desk
from bot.ui.progress_view import progress_html, show_writing
from tests.model_server import Reply, Request, answer, passages_of
from tests.ui.fakes import CARDS, answered

QUESTION = "Hoeveel kost de bijenopvang in Nederland?"
TRUE = "De opvang van bijen kostte Nederland 1,3 miljard euro in 2024."


def true_sentence(request: Request) -> Reply:
    cites = [p["nr"] for p in passages_of(request) if "1,3 miljard" in p["tekst"]]
    return Reply(answer({"text": TRUE, "cites": cites[:2]}))


@pytest.fixture
def built(mini_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    make_builder(mini_settings).build(corpus_folder(mini_settings))
    monkeypatch.setenv("WEERWOORD_DATA_DIR", str(mini_settings.data_dir))
    return mini_settings


def test_the_shell_answers_with_the_model_that_the_settings_name(built, server, monkeypatch):
    server.script = true_sentence
    monkeypatch.setenv("WEERWOORD_MODEL", "openai:proef")
    monkeypatch.setenv("WEERWOORD_MODEL_BASE_URL", server.url)
    result = CliRunner().invoke(app, ["ask", "--json", "--form", "qa", QUESTION])
    assert result.exit_code == 0, result.output
    given = json.loads(result.stdout)
    assert (given["engine"], given["prompt"]) == ("openai:proef", "antwoord@2 qa@1")
    assert given["sentences"][0]["text"] == TRUE
    assert "Eén alinea van 40" in str(server.requests[0]["messages"][0]["content"])


def test_a_form_without_a_model_is_a_sentence(built):
    result = CliRunner().invoke(app, ["ask", "--form", "post", QUESTION])
    assert result.exit_code == 2
    assert "taalmodel nodig" in result.output


def test_without_a_key_the_extractive_answer_says_so(built, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY")
    index = open_index(built.model_copy(update={"model": "openai:proef"}))
    assert isinstance(index.answerer, WithoutModel)
    given = index.answerer.ask(QUESTION)
    assert given.engine == "extractive"
    assert "OPENAI_API_KEY" in str(given.notice)
    assert answer_from_dict(given.to_dict()).notice == given.notice


@pytest.mark.parametrize(
    "wrong",
    [{"model": "gpt"}, {"model_base_url": "ftp://x"}, {"model_timeout_s": 0}, {"daily_tokens": -1}],
)
def test_settings_are_bounded(wrong):
    with pytest.raises(SettingsError, match=next(iter(wrong))):
        load_settings(**wrong)


def test_the_extractive_path_imports_no_langchain(built):
    code = (
        "import sys\nfrom bot.assembly import open_index\nfrom bot.settings import load_settings\n"
        f"answer = open_index(load_settings(), one_shot=True).answerer.ask({QUESTION!r})\n"
        "import bot.ui.questions\n"
        "assert answer.sentences\nprint([m for m in sys.modules if m.startswith('langchain')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.strip() == "[]"


class Writing:
    """Streams what a test gives it."""

    def __init__(self, *steps: Progress | Answer) -> None:
        self.steps = steps

    def ask(self, question: str, context: str = "", *, only: SourceFilter | None = None) -> Answer:
        raise AssertionError("the page streams")

    def stream(
        self, question: str, context: str = "", form: str = "qa", only: SourceFilter | None = None
    ) -> Iterator[Progress | Answer]:
        yield from self.steps


SETTLED = AnswerSentence("Opvang kostte 10 euro in 2024.", (1,), "fact", 2024)


def test_the_page_settles_on_the_checked_answer(monkeypatch):
    given = answered("Wat kost opvang?")
    steps = (Progress((), "Opvang kostte"), Progress((SETTLED,), "Partos vindt"), given)
    st.cache_resource.clear()
    monkeypatch.setattr(desk, "open_desk", lambda settings: Desk(Path("v1"), Writing(*steps), CARDS))
    page = AppTest.from_file(str(Path(desk.__file__).with_name("app.py")), default_timeout=30).run()
    page = page.chat_input[0].set_value("Wat kost opvang?").run()
    shown = "\n".join(element.proto.body for element in page.get("html"))
    assert not page.exception
    assert 'class="ww-ongecontroleerd"' not in shown
    assert "Opvang kostte 10 euro" in shown


def test_unchecked_text_is_marked_and_escaped():
    shown = progress_html(Progress((SETTLED,), "<img src=x> ···"))
    assert '<span class="ww-ongecontroleerd">&lt;img src=x&gt; ···</span>' in shown
    assert "nog niet gecontroleerd" in shown
    assert '<sup><span class="ww-noot">1</span></sup>' in shown
    assert "nog niet gecontroleerd" not in progress_html(Progress((SETTLED,), ""))


def test_tokens_are_drawn_together(monkeypatch):
    drawn: list[str] = []

    class Place:
        def html(self, body: str) -> None:
            drawn.append(body)

        def empty(self) -> None:
            drawn.append("")

    monkeypatch.setattr(st, "empty", Place)
    now = [0.0]

    def tick() -> float:
        now[0] += 0.004
        return now[0]

    words = [Progress((), "woord " * n) for n in range(1, 101)]
    given = show_writing(Writing(*words, answered("?")), "?", "", clock=tick)
    assert given.sentences
    assert "woord" in drawn[1]
    assert len(drawn) < 20
