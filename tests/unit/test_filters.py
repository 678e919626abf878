"""Which sources a filter lets through."""

from __future__ import annotations

import pytest

from bot.domain.filters import SourceFilter, SourceKind
from bot.domain.passages import Citation, Sentence
from bot.domain.sources import Source

PARTOS = Source("partos2024", "Vragen", "Partos", 2024, is_note=True)
ILO = Source("ilo", "Arbeid", "International Labour Organization", 2020, publisher="ILO")
CNCD = Source("cncd", "Nota", "CNCD-11.11.11", None)
OWN = Source("stuk", "Stuk", "Philo Ilonka", 2025, own=True)
EVERY = (PARTOS, ILO, CNCD, OWN)


@pytest.mark.parametrize(
    ("only", "passing"),
    [
        (SourceFilter(), EVERY),
        (SourceFilter(kinds=(SourceKind.NOTE,)), (PARTOS,)),
        (SourceFilter(kinds=(SourceKind.REPORT, SourceKind.OWN)), (ILO, CNCD, OWN)),
        (SourceFilter(organisations=("ilo",)), (ILO,)),
        (SourceFilter(organisations=("partos", "labour organization")), (PARTOS, ILO)),
        (SourceFilter(organisations=("11.11.11",)), ()),
        (SourceFilter(organisations=("CNCD-11.11.11",)), (CNCD,)),
        (SourceFilter(organisations=("(",)), ()),
        (SourceFilter(organisations=(" ",)), ()),
        (SourceFilter(from_year=2024), (PARTOS, OWN)),
        (SourceFilter(to_year=2024), (PARTOS, ILO)),
        (SourceFilter(from_year=2020, to_year=2020), (ILO,)),
        (SourceFilter(kinds=(SourceKind.OWN,), from_year=2026), ()),
    ],
)
def test_sources_that_pass(only: SourceFilter, passing: tuple[Source, ...]) -> None:
    assert tuple(s for s in EVERY if only.allows(s)) == passing


def test_countries() -> None:
    assert SourceFilter().allows_about(())
    assert SourceFilter(countries=("BE", "NL")).allows_about(("EU", "BE"))
    assert not SourceFilter(countries=("BE",)).allows_about(())


def test_a_sentence_keeps_only_citations_that_pass() -> None:
    sources = {s.key: s for s in EVERY}
    sentence = Sentence("Zin.", (Citation("partos2024", "p. 2"), Citation("ilo"), Citation("onbekend")))
    narrowed = SourceFilter(kinds=(SourceKind.REPORT,)).narrowed(sentence, sources)
    assert narrowed is not None
    assert narrowed.citations == (Citation("ilo"),)
    assert SourceFilter(from_year=2030).narrowed(sentence, sources) is None
