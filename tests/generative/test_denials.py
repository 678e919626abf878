"""Denials told with another word, and parties that changed places, in three languages."""

from __future__ import annotations

import pytest

from bot.answering.claim_contrary import alike, contrary
from bot.answering.claims import Fault
from tests.generative.test_claims import _passage


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("De last is gelijk verdeeld.", "De last is ongelijk verdeeld."),
        ("Het bedrag is fout.", "Het bedrag klopte."),
        ("Zij bekritiseert het land.", "Zij prees het land."),
        ("Deskundigen zijn het eens.", "Deskundigen zijn het niet eens, zij zijn het oneens."),
        (
            "Het plan wijst de norm niet af.",
            "Het plan wijst de norm van 0,7 procent af en verwerpt hem, niet goedgekeurd.",
        ),
    ],
)
def test_the_other_side_of_a_family_is_contrary(claim, evidence):
    assert contrary(claim, evidence)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("De last is niet gelijk verdeeld.", "De last is ongelijk verdeeld."),
        ("De cijfers bevestigen noch weerleggen het.", "De cijfers bevestigen of weerleggen het niet."),
        ("Deskundigen zijn het oneens.", "Deskundigen zijn het niet eens."),
        ("De hulp daalt.", "De hulp daalt."),
    ],
)
def test_a_denial_of_the_opposite_is_not_contrary(claim, evidence):
    assert not contrary(claim, evidence)


def test_texts_get_the_same_word_for_what_they_deny():
    assert alike("niet gelijk", "ongelijk") == ("niet gelijk", "niet gelijk")
    assert alike("zij vertrekken niet", "zij blijven") == ("zij blijven", "zij blijven")
    assert alike("zij gaan niet vertrekken", "zij blijven") == ("zij gaan blijven", "zij blijven")


@pytest.mark.parametrize(
    ("language", "text", "given"),
    [
        ("en", "The measures are popular in Africa.", "De maatregelen zijn in Afrika onpopulair."),
        ("en", "Belgium refused to ratify the treaty in June 2023.", "België bekrachtigde het verdrag in juni 2023."),
        (
            "fr",
            "Pour 2017, l'OIT ne compte que les migrants avec papiers.",
            "De IAO telt voor 2017 migranten met en zonder papieren mee.",
        ),
        ("en", "There are plenty of legal routes to Europe.", "Er zijn nauwelijks legale wegen naar Europa."),
        ("fr", "Le rapporteur a critiqué le Niger en 2018.", "De rapporteur prees Niger in 2018."),
        ("nl", "De experts zijn het eens over hulp.", "De experts zijn het oneens over hulp."),
    ],
)
def test_a_denial_by_another_word_is_refused(checker, language, text, given):
    assert checker.check(text, [_passage(given)], language=language).fault is Fault.FLIPPED


@pytest.mark.parametrize(
    ("language", "text", "given"),
    [
        (
            "fr",
            "La charge de l'accueil n'est pas répartie de manière égale.",
            "De last van de opvang is ongelijk verdeeld.",
        ),
        ("en", "In 2018 experts disagreed on aid.", "In 2018 waren deskundigen het niet eens over hulp."),
        (
            "en",
            "The figures neither confirm nor refute the 85 percent.",
            "De cijfers bevestigen of weerleggen de 85 procent niet.",
        ),
        ("fr", "Depuis 2016, les fonds ne sont qu'une exception.", "Sinds 2016 zijn de fondsen een uitzondering."),
    ],
)
def test_the_same_denial_by_another_word_passes(checker, language, text, given):
    judgement = checker.check(text, [_passage(given)], language=language)
    assert judgement.passed, judgement


@pytest.mark.parametrize(
    ("language", "text", "given"),
    [
        (
            "en",
            "In 2018 the trust fund gave Belgium 10 million euros.",
            "België gaf in 2018 10 miljoen euro aan het noodfonds.",
        ),
        ("en", "The EU follows Niger's demands in exchange for money.", "Niger volgt EU-eisen in ruil voor geld."),
        (
            "fr",
            "L'AIV n'a répondu au gouvernement que le 28 mai 2025.",
            "Het kabinet antwoordde de AIV pas op 28 mei 2025.",
        ),
        (
            "nl",
            "De AIV antwoordde het kabinet pas op 28 mei 2025.",
            "Het kabinet antwoordde de AIV pas op 28 mei 2025.",
        ),
        ("nl", "Het actieplan kwam voort uit het EU-noodfonds.", "Het EU-noodfonds kwam voort uit het actieplan."),
    ],
)
def test_parties_that_changed_places_are_refused(checker, language, text, given):
    assert checker.check(text, [_passage(given)], language=language).fault is Fault.ROLES


@pytest.mark.parametrize(
    ("language", "text", "given"),
    [
        ("en", "In 2018 Niger was praised by the rapporteur.", "De rapporteur prees Niger in 2018."),
        ("fr", "L'étude a été commandée par l'institut.", "De studie werd gemaakt in opdracht van het instituut."),
        (
            "nl",
            "Het noodfonds kreeg in 2018 10 miljoen euro van België.",
            "België gaf in 2018 10 miljoen euro aan het noodfonds.",
        ),
    ],
)
def test_the_same_roles_told_the_other_way_round_pass(checker, language, text, given):
    judgement = checker.check(text, [_passage(given)], language=language)
    assert judgement.passed, judgement
