"""Figures and works told of another, and denials that nothing in the evidence excuses."""

from __future__ import annotations

import pytest

from bot.answering.claims import Fault
from tests.generative.test_claims import _passage

BANK = (
    "De Wereldbank telde 647 miljard dollar in 2023 en schatte 685 miljard dollar voor 2024.",
    "De nota van 11.11.11 noemt 529 miljard dollar voor 2018.",
)
PAPER = ("Een werkdocument van De Haas uit 2010 heeft een eigen deel over de migratiebult.",)
NOTE = ("Migratie en ontwikkelingssamenwerking (beleidsnota van 11.11.11, 2020)",)


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("11.11.11 schat de geldzendingen voor 2024 op 685 miljard dollar.", BANK),
        ("Volgens 11.11.11 gaat het in 2024 om 685 miljard dollar.", BANK),
        ("De nota van 11.11.11 telde 647 miljard dollar in 2023.", BANK),
        ("De Wereldbank noemt 529 miljard dollar voor 2018.", BANK),
        ("11.11.11 publiceerde in 2010 een werkdocument met een eigen deel over de migratiebult.", PAPER),
        ("In een werkdocument van 11.11.11 uit 2010 gaat een deel over de migratiebult.", PAPER),
        ("Het werkdocument uit 2010 met een deel over de migratiebult is van 11.11.11.", PAPER),
    ],
)
def test_it_is_refused(checker, text, given):
    assert checker.check(text, [_passage(*given, heading=NOTE)]).fault in (Fault.HOLDER, Fault.NAME)


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("De Wereldbank schat de geldzendingen voor 2024 op 685 miljard dollar.", BANK),
        ("Voor 2024 ging de Wereldbank uit van 685 miljard dollar; 11.11.11 noemt voor 2018 529 miljard dollar.", BANK),
        ("De Haas schreef in 2010 een werkdocument met een eigen deel over de migratiebult.", PAPER),
        ("In het werkdocument dat De Haas in 2010 uitbracht, gaat een deel over de migratiebult.", PAPER),
    ],
)
def test_told_of_its_own_maker_it_passes(checker, text, given):
    judgement = checker.check(text, [_passage(*given, heading=NOTE)])
    assert judgement.passed, judgement


@pytest.mark.parametrize(
    ("text", "given"),
    [
        (
            "Het rapport uit 2019 meldt dat 16,4 procent van de inwoners van België geen migrant is.",
            "Migranten zijn 16,4 procent van de bevolking van België, meldt het rapport uit 2019.",
        ),
        ("De projecten waren in 2018 nog niet begonnen.", "De projecten waren in 2018 pas begonnen."),
        ("De projecten leverden in 2018 niets op.", "De projecten waren in 2018 nieuw, maar leverden al iets op."),
        ("De nota zwijgt over de rapporteur bij de kritiek.", "De nota noemt de rapporteur bij de kritiek."),
        ("De nota slaat de rapporteur over bij de kritiek.", "De nota noemt de rapporteur bij de kritiek."),
        ("Bij de kritiek laat de nota de rapporteur onvermeld.", "De nota noemt de rapporteur bij de kritiek."),
    ],
)
def test_a_plain_denial_is_a_turn(checker, text, given):
    assert checker.check(text, [_passage(given)]).fault is Fault.FLIPPED


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("In 2017 gold de wet nog niet.", "De wet gold pas in 2018; in 2017 was er geen wet."),
        ("Nog geen derde, 31,5 procent, ging naar arme landen.", "Naar arme landen ging 31,5 procent."),
    ],
)
def test_a_denial_that_says_the_same_is_none(checker, text, given):
    judgement = checker.check(text, [_passage(given)])
    assert judgement.passed, judgement
