"""Which row of the ledger a sentence of a user's own document gives another value for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.answering.own_figures import contradicted
from bot.domain.figures import Figure
from bot.domain.sources import ChainStatus

ROWS = (
    Figure("a", "opvang", "kosten van asielopvang", Decimal(1_300_000_000), None, "", "eur", "NL", "2024", "nota",
           "p. 1", ChainStatus.CONFIRMED),
    Figure("b", "deel", "deel van vluchtelingen in armere landen", Decimal(73), Decimal(75), "", "procent", "", "2023",
           "nota", "p. 2", ChainStatus.CONFIRMED),
)  # fmt: skip


def words(text: str) -> set[str]:
    return {word.strip(".,").lower() for word in text.split()} - {"van", "in", "de"}


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("De kosten van asielopvang waren in 2024 9,9 miljard euro.", "a"),
        ("De kosten van asielopvang waren in 2024 1,3 miljard euro.", ""),
        ("De kosten van asielopvang waren in 2024 1,31 miljard euro.", ""),
        ("De kosten van asielopvang waren in 2019 9,9 miljard euro.", ""),
        ("De kosten van asielopvang in België waren in 2024 9,9 miljard euro.", ""),
        ("De kosten van asielopvang stegen in 2024 met 12 procent.", ""),
        ("De kosten van brood waren in 2024 9,9 miljard euro.", ""),
        ("De kosten van asielopvang waren hoog.", ""),
        ("Het deel van vluchtelingen in armere landen was 20 procent in 2023.", "b"),
        ("Het deel van vluchtelingen in armere landen was 74 procent in 2023.", ""),
    ],
)
def test_only_another_figure_about_the_same_thing_contradicts(text: str, row: str) -> None:
    found = contradicted(text, ROWS, words)
    assert (found.id if found else "") == row
