"""What a card's caveat warns of."""

from __future__ import annotations

import pytest

from bot.answering.remarks import caveat_kind
from bot.domain.passages import Citation, Sentence

NOTE, REPORT = Citation("nota2024", "p. 1"), Citation("rapport2019", "p. 2")


@pytest.mark.parametrize(
    ("text", "citations", "kind"),
    [
        ("De nota telt 3.069 kasten, het rapport 1.970", (NOTE, REPORT), "conflict"),
        ("De nota noemt het een aanbeveling, maar het is een verdrag", (NOTE, REPORT), "conflict"),
        ("Het beeld is volgens onderzoekers onjuist", (NOTE,), "conflict"),
        ("Het totaal is waarschijnlijk te laag, maar het komt in de buurt", (NOTE,), "caveat"),
        ("De 1,3 miljard euro voor 2024 is een verwachting", (NOTE,), "caveat"),
        ("De studie is een masterproef die niet gelezen is", (NOTE, REPORT), "caveat"),
        ("De 22 procent is verouderd, in 2024 was het 28 procent", (NOTE, REPORT), "stale"),
        ("Nederland rekent anders dan België", (NOTE, REPORT), "country"),
    ],
)
def test_kind_of_a_caveat(text: str, citations: tuple[Citation, ...], kind: str) -> None:
    assert caveat_kind(Sentence(text, citations)) == kind
