"""The generative chain over the whole corpus, with the real client and a model that does what a test says."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from bot.answering.generative import GenerativeAssistant
from bot.answering.notices import GAVE_UP, INSTEAD, NOTHING_LEFT
from bot.answering.progress import Progress
from bot.assembly import OpenIndex
from bot.domain.answers import Answer
from bot.errors import QuestionError, SettingsError
from eval.model_trial import unsupported_numbers
from tests.generative.conftest import SECRET
from tests.model_server import ModelServer, Reply, Request, answer, passages_of

QUESTION = "Wat is het EU-noodfonds voor Afrika?"


def first_sentences(request: Request) -> list[dict[str, object]]:
    return [{"text": re.split(r"(?<=[^\d]\.)\s", p["tekst"])[0], "cites": [p["nr"]]} for p in passages_of(request)[:5]]


def honest(request: Request) -> Reply:
    return Reply(answer(*first_sentences(request)))


def steps(assistant: GenerativeAssistant, question: str = QUESTION, context: str = "") -> tuple[list[Progress], Answer]:
    every = list(assistant.stream(question, context))
    assert isinstance(every[-1], Answer)
    return [s for s in every if isinstance(s, Progress)], every[-1]


def test_an_honest_model_gets_its_sentences_shown_with_footnotes(assistant, server):
    server.script = honest
    reply = assistant.ask(QUESTION, name="x")
    assert (reply.id, reply.engine, reply.prompt) == ("x", "openai:proef", "antwoord@2 qa@1")
    assert reply.notice is None
    assert len(reply.sentences) >= 3
    assert {n for s in reply.sentences for n in s.cites} <= {n.n for n in reply.sources}
    assert all(s.cites for s in reply.sentences)
    assert reply.to_dict()["prompt"] == "antwoord@2 qa@1"


def test_the_evidence_gate_refuses_before_the_model_is_asked(assistant, server):
    assert assistant.ask("Hoeveel manen heeft Jupiter?").refused
    assert server.requests == []
    with pytest.raises(QuestionError):
        assistant.ask("")


def test_text_streams_and_footnote_numbers_never_change(assistant, server):
    server.script = honest
    seen, reply = steps(assistant)
    assert sum(bool(p.pending) for p in seen) > 5
    for before, after in pairwise(seen):
        assert after.settled[: len(before.settled)] == before.settled
    assert reply.sentences[: len(seen[-1].settled)] == seen[-1].settled


def test_unchecked_text_shows_no_figure_and_no_strange_word(assistant, server):
    server.replies(answer({"text": "In 2031 kreeg het noodfonds 987 miljard euro van Greenpeace.", "cites": [1]}), "{}")
    seen, reply = steps(assistant)
    shown = " ".join(p.pending for p in seen)
    assert "het" in shown.split()
    assert not any(c.isdigit() for c in shown)
    assert "Greenpeace" not in shown
    assert reply.engine == "extractive"
    assert reply.left_out >= 1


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply(status=401, error=f"Incorrect key {SECRET}"), "weigerde de sleutel"),
        (Reply(status=429, headers={"Retry-After": "0"}), "te druk"),
        (Reply(status=500, headers={"Retry-After": "0"}), "gaf een fout"),
        (Reply(status=400, error="maximum context length exceeded"), "te lang"),
        (Reply("geen json"), "geen bruikbaar antwoord"),
        (Reply('{"iets": "anders"}'), "geen bruikbaar antwoord"),
        (Reply(""), "geen bruikbaar antwoord"),
        (Reply("{}", finish="content_filter"), "weigerde deze vraag"),
        (Reply('{"refused": true, "sentences": []}'), GAVE_UP),
        (Reply('{"refused": false, "sentences": []}'), NOTHING_LEFT),
        (Reply('{"refused": false, "sentences": [1, "x", {"text": 3, "cites": "1"}]}'), NOTHING_LEFT),
    ],
)
def test_any_failure_gives_the_extractive_answer_and_one_sentence(assistant, server, real_index, reply, why):
    server.replies(reply)
    given = assistant.ask(QUESTION)
    plain = real_index.assistant.ask(QUESTION)
    assert given.sentences == plain.sentences
    assert given.engine == "extractive"
    assert why in str(given.notice)
    assert str(given.notice).endswith(INSTEAD)
    assert SECRET not in str(given.to_dict())


def test_a_server_killed_in_mid_answer_still_gives_a_sourced_answer(assistant, server):
    server.script = lambda request: replace(honest(request), cut_after=20)
    seen, reply = steps(assistant)
    assert seen
    assert reply.sentences
    assert reply.sources
    assert "verbrak de verbinding" in str(reply.notice)


def test_a_stalling_server_is_given_up(server, real_index, talk: Callable[[OpenIndex], GenerativeAssistant]):
    impatient = OpenIndex(
        real_index.settings.model_copy(update={"model_timeout_s": 0.4}), real_index.folder, real_index.manifest
    )
    server.script = lambda request: replace(honest(request), stall_after=5)
    reply = talk(impatient).ask(QUESTION)
    assert "niet op tijd" in str(reply.notice)
    assert reply.sentences


def test_a_refused_sentence_is_mended_once_with_the_reason(assistant, server):
    def script(request: Request) -> Reply:
        if "afgekeurde" in str(request["messages"]).lower() and "reden" in request["messages"][-1]["content"]:
            assert "staat niet in de aangehaalde passage" in request["messages"][-1]["content"]
            return Reply(answer({"text": good[0]["text"], "cites": [1]}))
        good[:] = first_sentences(request)
        wrong = {"text": "Het noodfonds kreeg in 2031 77 miljard euro.", "cites": [1]}
        return Reply(answer(wrong, *good[1:3]))

    good: list[dict[str, object]] = []
    server.script = script
    reply = assistant.ask(QUESTION)
    assert len(server.requests) == 2
    assert reply.sentences[0].text == good[0]["text"]
    assert reply.left_out == 0


def test_an_invented_citation_is_counted_and_never_shown(assistant, server):
    def script(request: Request) -> Reply:
        good = first_sentences(request)
        return Reply(answer(good[0], {**good[1], "cites": [99]}))

    server.script = script
    reply = assistant.ask(QUESTION)
    assert len(reply.sentences) == 1
    assert reply.left_out == 1


def test_a_follow_up_is_written_out_before_the_search(assistant, server):
    def script(request: Request) -> Reply:
        if "vervolgvraag" in request["messages"][0]["content"]:
            return Reply('{"question": "Hoeveel van de Nederlandse hulp gaat naar asielopvang?"}')
        return honest(request)

    server.script = script
    reply = assistant.ask("En in Nederland?", "Hoeveel van de Belgische hulp gaat naar asielopvang?")
    assert reply.question == "En in Nederland?"
    assert len(server.requests) >= 2
    assert "Nederlandse hulp gaat naar asielopvang" in server.requests[1]["messages"][1]["content"]


def test_an_unknown_form_is_refused(assistant):
    with pytest.raises(SettingsError, match="Onbekende vorm"):
        assistant.ask(QUESTION, form="rap")


def _altered(text: str) -> str:
    return re.sub(r"\d", lambda m: str((int(m.group()) + 3) % 9 + 1), text, count=1)


LIES: tuple[Callable[[str], str], ...] = (
    _altered,
    lambda t: re.sub(r"\b(20\d)(\d)\b", lambda m: m[1] + str((int(m[2]) + 4) % 10), t),
    lambda t: t.replace("miljoen", "miljard").replace("procent", "procentpunt").replace("euro", "dollar"),
    lambda t: t.rstrip(".") + ", en dat kostte 471 miljoen euro.",
    lambda t: "In 1987 gold dat ook al voor 83 procent van de gevallen.",
    lambda t: t,
)


def test_a_hundred_questions_to_a_liar_show_not_one_unsupported_number(assistant, server: ModelServer, real_index):
    """Every number on screen stands in the quotes under it; unchecked text shows none at all."""
    cards = sorted(real_index.catalog.cards.values(), key=lambda c: c.slug)
    questions = [q for card in cards for q in card.questions[:2]][:100]
    turn = [0]

    def liar(request: Request) -> Reply:
        turn[0] += 1
        rows = first_sentences(request)
        told = [{**r, "text": LIES[(turn[0] + n) % len(LIES)](str(r["text"]))} for n, r in enumerate(rows)]
        return Reply(answer(*told), piece=200)

    server.script = liar
    generated = 0
    for question in questions:
        seen, reply = steps(assistant, question)
        generated += reply.engine == "openai:proef"
        assert not any(c.isdigit() for p in seen for c in p.pending)
        assert unsupported_numbers(reply) == [], question
    assert generated > 50
    assert threading.active_count() < 40
