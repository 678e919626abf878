"""Countries in a text, the Netherlands and Belgium above all: their figures must not be mixed up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.retrieval.analysis import fold
from bot.retrieval.places import PLACES

if TYPE_CHECKING:
    from bot.retrieval.query import Query

_WORDS = {
    "NL": re.compile(
        r"\b(nederland\w*|holland\w*|tweede kamer|den haag|partos|bhos|coa|dutch|the netherlands|the hague|pays-bas|"
        r"la haye|néerlandais\w*)\b",
        re.IGNORECASE,
    ),
    "BE": re.compile(
        r"\b(belgi\w*|belgen?|vlaams\w*|vlaander\w*|vlaming\w*|walloni\w*|waals\w*|brussel\w*|fedasil|11\.11\.11|enabel|"
        r"belgium|belgian\w*|belgique|belges?|flemish|flanders|flandre)\b",
        re.IGNORECASE,
    ),
}
_HOLDERS = re.compile(r"\b(partos|bhos|coa|fedasil|11\.11\.11|enabel)\b", re.IGNORECASE)
"""Organisations of the one country that speak of any."""
_ALL = frozenset(PLACES.values()) - {"afrika", "amerika", "europa"}
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_OTHER = 0.55


def named_countries(text: str) -> frozenset[str]:
    """The codes NL and BE, as far as a text names the countries."""
    return frozenset(code for code, pattern in _WORDS.items() if pattern.search(text))


def told_countries(text: str) -> frozenset[str]:
    """The same, where who says it does not count."""
    return named_countries(_HOLDERS.sub("", text))


def all_countries(text: str) -> frozenset[str]:
    """Every country that a text names, by its Dutch name without accents; continents are none."""
    return frozenset(PLACES.get(word, fold(word)) for word in _WORD.findall(text.lower())) & _ALL


def country_factor(query: Query, countries: Sequence[str]) -> float:
    """Less than 1 for a passage about the one country when the question names only the other."""
    if len(query.countries) != 1 or not countries:
        return 1.0
    (asked,) = query.countries
    other = "BE" if asked == "NL" else "NL"
    return _OTHER if other in countries and asked not in countries else 1.0
