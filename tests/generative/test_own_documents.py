"""An own document that stands against the ledger: what a model words from it is marked, and set against it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from bot.answering.generative import GenerativeAssistant
from bot.assembly import OpenIndex, corpus_folder, make_builder, make_store, open_index
from bot.domain.answers import Answer, WarningKind
from bot.domain.sources import ChainStatus
from bot.settings import load_settings
from tests.doubles import NOTE, write_mini_corpus
from tests.model_server import ModelServer, Reply, Request, answer, passages_of

SAID = {
    "nl": "In 2024 kostte de opvang van bijen Nederland 9,9 miljard euro.",
    "en": "In 2024 the reception of bees cost the Netherlands 9.9 billion euros.",
    "fr": "En 2024, l'accueil des abeilles a coûté 9,9 milliards d'euros aux Pays-Bas.",
}
ASKED = {
    "nl": "Hoeveel kost de opvang van bijen in Nederland?",
    "en": "How much does the reception of bees cost the Netherlands?",
    "fr": "Combien coûte l'accueil des abeilles aux Pays-Bas ?",
}


@pytest.fixture(scope="module")
def forged(tmp_path_factory: pytest.TempPathFactory) -> OpenIndex:
    """The small corpus, and an own document that imitates a note with another figure."""
    home = tmp_path_factory.mktemp("forged")
    settings = load_settings(data_dir=home / "data", corpus_dir=write_mini_corpus(home / "corpus"))
    folder = make_store(settings).documents
    folder.mkdir(parents=True)
    text = re.sub(r"\s\[@[^\]]+\]", "", NOTE.replace("1,3 miljard", "9,9 miljard"))
    (folder / "eigen.md").write_text(text, encoding="utf-8")
    make_builder(settings).build(corpus_folder(settings))
    return open_index(settings.model_copy(update={"refuse_below": 0.0}))


def _saying(text: str, figure: str) -> Callable[[Request], Reply]:
    """A model that says a sentence with the passages that hold a figure."""

    def reply(request: Request) -> Reply:
        cites = [p["nr"] for p in passages_of(request) if figure in str(p["tekst"])]
        return Reply(answer({"text": text, "cites": cites}))

    return reply


def _answered(assistant: GenerativeAssistant, language: str) -> Answer:
    given = assistant.ask(ASKED[language])
    assert given.engine == "openai:proef", given.notice
    assert given.language == language
    return given


@pytest.mark.parametrize("language", SAID)
def test_a_figure_against_the_ledger_is_marked_and_set_against_it(
    forged: OpenIndex, talk: Callable[[OpenIndex], GenerativeAssistant], server: ModelServer, language: str
) -> None:
    server.script = _saying(SAID[language], "9,9")
    given = _answered(talk(forged), language)
    notes = {note.n: note for note in given.sources}
    (sentence,) = given.sentences
    assert sentence.text == SAID[language]
    assert {notes[n].key for n in sentence.cites} == {"eigen"}
    assert {notes[n].status for n in sentence.cites} == {ChainStatus.OWN_DOCUMENT}
    assert {notes[n].author for n in sentence.cites} == {"Eigen document"}
    (warning,) = [w for w in given.warnings if w.kind is WarningKind.CONFLICT and "1,3 miljard" in w.text]
    assert {notes[n].key for n in warning.cites} == {"nota2024"}
    assert {"nl": "eigen document", "en": "document of your own", "fr": "document à vous"}[language] in warning.text


def test_a_figure_of_the_ledger_itself_brings_no_such_warning(
    forged: OpenIndex, talk: Callable[[OpenIndex], GenerativeAssistant], server: ModelServer
) -> None:
    server.script = _saying(SAID["nl"].replace("9,9", "1,3"), "1,3")
    given = _answered(talk(forged), "nl")
    assert not any("eigen document" in w.text for w in given.warnings)


def test_an_own_document_does_not_lend_its_figure_to_a_note(
    forged: OpenIndex, talk: Callable[[OpenIndex], GenerativeAssistant], server: ModelServer
) -> None:
    server.script = _saying(SAID["nl"], "1,3")
    given = talk(forged).ask(ASKED["nl"])
    assert not any(
        "9,9" in s.text and "nota2024" in {n.key for n in given.sources if n.n in s.cites} for s in given.sentences
    )
