"""English and French questions get an answer in their language, judged by Dutch passages."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from bot.adapters import model_faults
from bot.answering.claim_foreign_numbers import dutch_numbers
from bot.answering.claims import Fault
from bot.answering.forms import Form, as_text
from bot.answering.notices import has_translation, told
from bot.answering.told_remarks import told_warning
from bot.cli.rendering import print_answer
from bot.domain.answers import Answer
from bot.domain.numbers import find_numbers
from bot.ui.answer_view import text_html
from eval.verifier_eval import judge, scores
from eval.verifier_pairs import ROLES, SUPPORTED, read_pairs
from tests.generative.test_claims import PASSAGE
from tests.model_server import Reply, Request, answer, passages_of

ENGLISH = "How much of its aid budget did the Netherlands spend on asylum reception?"
FRENCH = "Quelle part de l'aide les Pays-Bas ont-ils dépensée pour l'accueil des demandeurs d'asile ?"


@pytest.mark.parametrize(
    ("text", "language", "dutch"),
    [
        ("€1.3 billion", "en", "1,3 miljard euro"),
        ("1.3 billion euros", "en", "1,3 miljard euro"),
        ("1,3 milliard d'euros", "fr", "1,3 miljard euro"),
        ("13,6 billions de dollars", "fr", "13,6 biljoen dollar"),
        ("1,2 billion d'euros", "fr", "1,2 biljoen euro"),
        ("EUR 1,300,000,000", "en", "1,3 miljard euro"),
        ("1 300 000 000 euros", "fr", "1,3 miljard euro"),
        ("1,970 people", "en", "1.970"),
        ("twenty-five percent", "en", "25 procent"),
        ("vingt-cinq pour cent", "fr", "25 procent"),
        ("quatre-vingt-dix pour cent", "fr", "90 procent"),
        ("one in five", "en", "één op de vijf"),
        ("une personne sur cinq", "fr", "één op de vijf"),
        ("two-thirds", "en", "twee derde"),
        ("half of them", "en", "de helft"),
        ("la moitié des réfugiés", "fr", "de helft"),
        ("a million people", "en", "1 miljoen"),
        ("un million de personnes", "fr", "1 miljoen"),
        ("the 1990s", "en", "de jaren negentig"),
        ("les années 1990", "fr", "de jaren negentig"),
        ("les années 2000 à 2014", "fr", "2000 tot 2014"),
        ("25 November 2023", "en", "25 november 2023"),
        ("November 25, 2023", "en", "25 november 2023"),
        ("le 1er janvier 2022", "fr", "1 januari 2022"),
    ],
)
def test_a_number_is_the_same_in_three_languages(checker, text, language, dutch):
    gloss = checker._glosser.gloss(text, language, [dutch])
    found, wanted = find_numbers(gloss), find_numbers(dutch)
    assert len(found) == len(wanted) > 0, gloss
    assert all(one.same_as(other) for one, other in zip(found, wanted, strict=True)), gloss


@pytest.mark.parametrize(
    ("text", "language", "evidence", "gloss"),
    [
        ("Non, c'était 17 euros.", "fr", "Het was 17 euro.", "Nee, 17 euro."),
        ("No, it was 17 euros.", "en", "Het was 17 euro.", "Nee, 17 euro."),
        ("Yes, it was 17 euros.", "en", "Het was 17 euro.", "Ja, 17 euro."),
        (
            "Elles ne valaient plus que 17 euros.",
            "fr",
            "Ze waren nog maar 17 euro waard.",
            "valaient nog maar 17 euro.",
        ),
        ("It was just over 17 euros.", "en", "Het was ruim 17 euro.", "ruim 17 euro."),
        ("L'étude d'Adams et Page", "fr", "Het onderzoek van Adams en Page", "onderzoek van Adams en Page"),
        ("A page of the study", "en", "Het onderzoek telt een pagina.", "pagina van onderzoek"),
        ("Doté de 17 euros, le fonds", "fr", "Het fonds heeft 17 euro.", "doté van 17 euro, fonds"),
        ("parmi les pays d'Asie", "fr", "Van de landen in Azië", "landen van Azië"),
    ],
)
def test_a_gloss_keeps_what_decides_a_claim(checker, text, language, evidence, gloss):
    assert checker._glosser.gloss(text, language, [evidence]) == gloss


def test_english_points_are_dutch_commas():
    assert dutch_numbers("1,234.50 and 0.7 but 2023", "en") == "1.234,5 and 0,7 but 2023"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("In 2024 the reception of asylum seekers cost the Netherlands €1.3 billion.", "en"),
        ("En 2024, l'accueil des demandeurs d'asile a coûté 1,3 milliard d'euros aux Pays-Bas.", "fr"),
        ("According to Partos, aid should fight poverty.", "en"),
        ("Selon Partos, l'aide doit combattre la pauvreté.", "fr"),
        ("Aid can slow down migration a little.", "en"),
    ],
)
def test_what_the_passage_says_passes(checker, text, language):
    judgement = checker.check(text, [PASSAGE], language=language)
    assert judgement.passed, judgement


@pytest.mark.parametrize(
    ("text", "language", "fault"),
    [
        ("In 2024 the reception of asylum seekers cost the Netherlands €1.4 billion.", "en", Fault.NUMBER),
        ("In 2024 the reception of asylum seekers cost the Netherlands €1.3 million.", "en", Fault.NUMBER),
        ("In 2021 the reception of asylum seekers cost the Netherlands €1.3 billion.", "en", Fault.NUMBER),
        ("In 2024 the reception of asylum seekers cost Belgium €1.3 billion.", "en", Fault.COUNTRY),
        ("Oxfam argues that aid should fight poverty.", "en", Fault.NAME),
        ("Selon Partos, l'aide ne doit pas combattre la pauvreté.", "fr", Fault.FLIPPED),
        ("Tous les migrants envoient de l'argent chez eux.", "fr", Fault.SCOPE),
        ("L'aide doit combattre la pauvreté.", "fr", Fault.HOLDER),
        ("Dans l'eau chaude, les poissons nagent volontiers.", "fr", Fault.SUPPORT),
    ],
)
def test_what_it_does_not_say_is_refused(checker, text, language, fault):
    assert checker.check(text, [PASSAGE], language=language).fault is fault


def test_a_language_that_nobody_reads_is_refused(checker):
    assert checker.check("Die Hilfe sinkt.", [PASSAGE], language="de").fault is Fault.LANGUAGE


@pytest.mark.parametrize(("question", "language", "name"), [(ENGLISH, "en", "Engels"), (FRENCH, "fr", "Frans")])
def test_the_answer_is_in_the_language_of_the_question(assistant, server, question, language, name):
    told_in = {
        "en": "In 2023 the reception of asylum seekers took {} percent of Dutch aid.",
        "fr": "En 2023, l'accueil des demandeurs d'asile prenait {} % de l'aide néerlandaise.",
    }

    def script(request: Request) -> Reply:
        assert f"in het {name}" in request["messages"][0]["content"]
        every = [p["nr"] for p in passages_of(request)]
        rows = [{"text": told_in[language].format(share), "cites": every} for share in ("17,7", "88,8")]
        dutch = {"text": "De opvang van asielzoekers kostte Nederland in 2023 geld.", "cites": every}
        return Reply(answer(*rows, dutch))

    server.script = script
    given = assistant.ask(question)
    texts = " ".join(s.text for s in given.sentences)
    assert "88,8" not in texts
    assert "De opvang" not in texts
    assert given.engine == "extractive" or ("17,7" in texts and given.left_out == 2)
    assert given.language == language


def test_refusal_and_notice_are_in_that_language_too(assistant, server):
    refused: Answer = assistant.ask("How many moons does the planet Jupiter have?")
    assert refused.refusal == "That is not in my sources."
    server.replies(Reply(status=401))
    given = assistant.ask(ENGLISH)
    assert "refused the key" in str(given.notice)
    assert "in the Dutch of the sources" in str(given.notice)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_warning_of_the_app_is_told_and_the_corpus_is_quoted(real_index, language):
    """Every way in which a warning is made, over the questions of all cards: none is left in bare Dutch."""
    kept = 0
    for card in real_index.catalog.cards.values():
        for question in card.questions[:2]:
            for warning in real_index.assistant.ask(question).warnings:
                told_text = told_warning(warning, language).text
                kept += 1
                assert told_text != warning.text
                outside = re.sub(r"[“«‘].*[”»’]", "", told_text, flags=re.DOTALL)
                outside = re.sub(r"(in Dutch|en néerlandais) : .*|in Dutch: .*", "", outside)
                assert not re.search(r"\b(deze|het|een|niet|over|van)\b", outside, re.IGNORECASE), told_text
                assert told_warning(warning, "nl") == warning
    assert kept > 20


def test_around_an_english_answer_the_app_speaks_english(assistant, server):
    """Marks, forms, the page and the shell; only quotes of the corpus stay Dutch, and say so."""
    server.script = lambda request: Reply(answer(_english(request)))
    given = assistant.ask(ENGLISH)
    assert given.written_in == "en", given.notice
    mail = as_text(given, Form.MAIL)
    assert mail.startswith("Dear …,")
    assert "\nSources:\n" in mail
    assert mail.rstrip().endswith("Kind regards,")
    assert "My source" in as_text(given, Form.SPOKEN)
    page = text_html(given, "v0")
    assert 'lang="en"' in page
    assert "Nederlands" not in page
    shown = io.StringIO()
    print_answer(replace(given, related=()), Console(width=100, file=shown))
    shell = shown.getvalue()
    assert "In our words, in Dutch" in shell
    assert not re.search(r"Let op|Bronnen|zoals de bronnen", shell)


def _english(request: Request) -> dict[str, object]:
    cites = [p["nr"] for p in passages_of(request) if "17,7" in p["tekst"]]
    return {"text": "In 2023 the reception of asylum seekers took 17.7 percent of Dutch aid.", "cites": cites[:2]}


def test_only_a_dutch_answer_to_a_foreign_question_says_that_it_is_dutch(assistant, server, real_index):
    server.replies(Reply(status=401))
    fallen = assistant.ask(ENGLISH)
    assert fallen.written_in == "nl"
    assert "Dit antwoord is in het Nederlands" in text_html(fallen, "v0")
    refused = assistant.ask("How many moons does the planet Jupiter have?")
    assert "That is not in my sources." in text_html(refused, "v0")
    assert "Dit antwoord is in het Nederlands" not in text_html(refused, "v0")
    plain = real_index.assistant.ask("How many moons does the planet Jupiter have?")
    assert "Dit antwoord is in het Nederlands" in text_html(plain, "v0")


def test_every_failure_can_be_told_in_every_language():
    faults = {fault.text for fault in model_faults.FAULTS.values()}
    assert [text for text in faults if not has_translation(text)] == []
    assert told("Iets onbekends.", "en") == "The language model could not be used."
    assert told("Iets onbekends.", "nl") == "Iets onbekends."


def test_the_verifier_does_not_get_worse_across_languages(checker):
    """The floors lie a little under what was measured (docs/decisions/012-model-text.md)."""
    every = [p for p in read_pairs() if p.language != "nl"]
    pairs = [p for p in every if not p.id.startswith("vreemde")]
    assert len(pairs) >= 60
    by_label = {score.label: score for score in scores(judge(checker, pairs))}
    assert by_label["alle getalfouten"].recall >= 0.98
    assert by_label["alle andere fouten"].recall >= 0.94
    assert by_label[ROLES].recall >= 0.5
    assert by_label[SUPPORTED].recall >= 0.95
    free = {s.label: s for s in scores(judge(checker, [p for p in every if p.id.startswith("vreemde")]))}
    assert free[SUPPORTED].recall >= 0.58  # freely worded: the list of words knows too few of theirs
    assert free["alle andere fouten"].recall >= 0.78
