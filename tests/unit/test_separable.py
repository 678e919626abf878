"""A verb and the particle that stands apart from it are one word."""

from __future__ import annotations

from functools import cache

import pytest

from bot.adapters.lexicon import FullLexicon
from bot.retrieval.analysis import Analyzer


@cache
def analyzer() -> Analyzer:
    return Analyzer(FullLexicon())


def stems(text: str) -> list[str]:
    return [token.stem for token in analyzer().tokens(text)]


@pytest.mark.parametrize(
    ("apart", "together"),
    [
        ("Ze pikken onze banen in.", "inpikken"),
        ("Hoeveel mensen keren echt terug?", "terugkeren"),
        ("Vangt België zijn deel op, en wat kost dat?", "opvangen"),
        ("Stuur ze gewoon weg!", "wegsturen"),
        ("Neemt migratie af als de hulp groeit?", "afnemen"),
        ("Hoeveel stuurt een migrant op naar huis?", "opsturen"),
    ],
)
def test_a_verb_takes_its_particle_back(apart: str, together: str) -> None:
    assert together in stems(apart)
    assert together in stems(f"Zij willen {together}.")


@pytest.mark.parametrize("text", ["Let op: dit cijfer is oud.", "Ik woon in Gent.", "Er kwam veel uit. Ze pikken dat."])
def test_no_verb_is_made_of_words_that_do_not_belong_together(text: str) -> None:
    assert not {"oplet", "inwonen", "uitpikken", "inikken"} & set(stems(text))


def test_the_bare_verb_stays_a_part() -> None:
    (token,) = [t for t in analyzer().tokens("Ze pikken dat in.") if t.surface == "pikken"]
    assert token.parts == tuple(t.stem for t in analyzer().tokens("pikken"))


def test_of_two_particles_each_takes_a_verb_of_its_own() -> None:
    assert {"opvangen", "terugsturen"} <= set(stems("Vangt u hen op, of stuurt u hen terug?"))
