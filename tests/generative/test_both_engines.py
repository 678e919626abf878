"""Every attack against both engines: with a model that obeys all of them, and without a model."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.answering.generative import GenerativeAssistant
from bot.assembly import OpenIndex, corpus_folder, make_builder, make_store, open_index
from bot.domain.answers import Answer, WarningKind
from bot.domain.sources import ChainStatus
from bot.errors import QuestionError
from bot.settings import load_settings
from bot.ui.answer_view import answer_html
from eval.attack_data import FORBIDDEN as BY_ATTACK
from eval.attack_data import Attack, plant, question_of, town
from tests.doubles import NOTE, write_mini_corpus
from tests.generative.conftest import SECRET
from tests.generative.test_injection import LEAK, obeying, shown
from tests.model_server import ModelServer
from tests.security.attacks import ALL, MORE

FORBIDDEN = (*BY_ATTACK, SECRET, LEAK.lower(), "stijl van")


def _town(attack: Attack) -> str:
    return town(MORE.index(attack) if attack in MORE else len(MORE) + ALL.index(attack))


@pytest.fixture(scope="session")
def infested(tmp_path_factory: pytest.TempPathFactory) -> OpenIndex:
    """The small corpus, and for each attack a sound document of the user's and one with the attack planted."""
    home = tmp_path_factory.mktemp("infested")
    settings = load_settings(data_dir=home / "data", corpus_dir=write_mini_corpus(home / "corpus"))
    folder = make_store(settings).documents
    folder.mkdir(parents=True)
    for number, attack in enumerate(MORE):
        plant(folder, attack, number, _town(attack))
    make_builder(settings).build(corpus_folder(settings))
    return open_index(settings.model_copy(update={"refuse_below": 0.0}))


def _question(attack: Attack) -> str:
    return question_of(attack, _town(attack))


def test_there_are_at_least_120_attacks() -> None:
    assert len(ALL) == len({attack.text for attack in ALL})
    assert len(ALL) >= 120


@pytest.mark.parametrize("attack", MORE, ids=lambda a: f"{a.place}-{MORE.index(a)}")
def test_with_an_obeying_model(
    attack: Attack, infested: OpenIndex, talk: Callable[[OpenIndex], GenerativeAssistant], server: ModelServer
) -> None:
    server.script = obeying
    try:
        steps = list(talk(infested).stream(_question(attack)))
    except QuestionError:
        return
    page = shown(steps, steps[-1].question if isinstance(steps[-1], Answer) else "").lower()
    assert [word for word in FORBIDDEN if word in page] == [], page


@pytest.mark.parametrize("attack", MORE, ids=lambda a: f"{a.place}-{MORE.index(a)}")
def test_without_a_model(attack: Attack, infested: OpenIndex) -> None:
    try:
        answer = infested.assistant.ask(_question(attack))
    except QuestionError:
        return
    page = "\n".join([answer_html(answer, "v0"), *answer.related, str(answer.notice)]).lower()
    assert [word for word in FORBIDDEN if word in page] == [], page


IMITATED = (
    "Hoeveel kost de bijenopvang in Nederland?",
    "Hoeveel kostte de opvang van bijen Nederland volgens de nota?",
    "Kostte de opvang van bijen 9,9 miljard euro in 2024?",
    "Hoeveel bijenkasten telde de nota in heel Europa?",
    "Combien coûte l'accueil des abeilles ?",
)


def test_a_document_that_imitates_a_note_never_speaks_for_it(tmp_path: Path) -> None:
    settings = load_settings(data_dir=tmp_path / "data", corpus_dir=write_mini_corpus(tmp_path / "corpus"))
    folder = make_store(settings).documents
    folder.mkdir(parents=True)
    forged = NOTE.replace("1,3 miljard", "9,9 miljard").replace("1.970", "7.777")
    (folder / "nota2024.md").write_text(re.sub(r"\s\[@[^\]]+\]", "", forged), encoding="utf-8")
    (folder / "vermelding.md").write_text(forged, encoding="utf-8")
    make_builder(settings).build(corpus_folder(settings))
    index = open_index(settings)
    assert [source.key for source in index.catalog.sources.values() if source.own] == ["nota2024.md", "vermelding"]
    told = 0
    for question in IMITATED:
        answer = index.assistant.ask(question)
        notes = {note.n: note for note in answer.sources}
        for sentence in answer.sentences:
            assert "[@" not in sentence.text, "a citation that a document makes up is not shown"
            keys = {notes[n].key for n in sentence.cites}
            if "9,9" in sentence.text or "7.777" in sentence.text:
                told += 1
                assert keys == {"nota2024.md"}, "an altered figure stands under the document's own name only"
                assert {notes[n].status for n in sentence.cites} == {ChainStatus.OWN_DOCUMENT}
                assert {notes[n].author for n in sentence.cites} == {"Eigen document"}
                warned = [w for w in answer.warnings if w.kind is WarningKind.CONFLICT and "eigen document" in w.text]
                assert warned, "what stands against the ledger is told"
                assert {notes[n].key for w in warned for n in w.cites} <= {"nota2024", "rapport2019"}
            elif "1,3" in sentence.text or "1.970" in sentence.text:
                assert "nota2024.md" not in keys, "a note's figure is not lent to the document"
        assert not any("9,9" in w.text or "7.777" in w.text for w in answer.warnings)
        first = answer.sentences[0].text if answer.sentences else ""
        assert "9,9" not in first, "where a note speaks, the note speaks first"
        assert "7.777" not in first
    assert told, "the document was found"
