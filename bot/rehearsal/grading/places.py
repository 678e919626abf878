"""The figures of an answer, each in its sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.domain.numbers import Number, figures_only, find_numbers
from bot.rehearsal.grading.bare import with_units
from bot.rehearsal.grading.figure_context import clause_of, countries_for, named_places, whole_years, years_for
from bot.rehearsal.grading.known import KnownFigure
from bot.rehearsal.grading.placing import Place
from bot.rehearsal.grading.rounding import hedge_at
from bot.rehearsal.grading.terms import Terms
from bot.rehearsal.grading.text import AnswerText, Said

_GOES_ON = re.compile(
    r"^(?:en\s+|maar\s+)?(?:toen|destijds|dat|het|er|daarvan|zo['’]n|ongeveer|ruim|bijna|goed\s+voor)\b"
    r"|\b(?:toen|destijds|dat\s+jaar)\b",
    re.IGNORECASE,
)


def places_of(answer: AnswerText, near: Sequence[KnownFigure], terms: Terms) -> list[Place]:
    """All figures of an answer in order; counting words without a unit are none."""
    found = []
    for at, said in enumerate(answer.sentences):
        around = " ".join(s.read for s in answer.sentences[max(0, at - 2) : at + 2])
        earlier = _year_before(answer.sentences, at)
        for number in with_units(said.read, figures_only(find_numbers(said.read)), near):
            clause = clause_of(said.read, number)
            found.append(
                Place(
                    number,
                    said,
                    hedge_at(said.read, number),
                    around,
                    years_for(said.read, number),
                    countries_for(said.read, number),
                    terms.pool(said.read),
                    terms.pool(clause),
                    named_places(clause),
                    earlier,
                )
            )
    return found


def _year_before(sentences: Sequence[Said], at: int) -> frozenset[int]:
    """The only year of the sentence before, where that has no figure of its own and this one goes on from it."""
    if not at or not _GOES_ON.search(sentences[at].read) or whole_years(sentences[at].read).any:
        return frozenset()
    before = sentences[at - 1].read
    dated = whole_years(before)
    if _figures(before) or dated.issued or dated.bounds or len(dated.years) != 1:
        return frozenset()
    return dated.years


def _figures(text: str) -> list[Number]:
    return figures_only(find_numbers(text))
