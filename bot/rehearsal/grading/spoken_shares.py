"""Shares as people say them, in the forms that the reader of running text knows."""

from __future__ import annotations

import re

from bot.rehearsal.grading.number_slips import number_of

_COUNT = r"een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|[1-9]|10"
_TOTAL = r"twee|drie|vier|vijf|zes|zeven|acht|negen|tien|[2-9]|10|20|100"
_HEDGE = r"bijna|ruim|ongeveer|zo'n|circa|minder dan|meer dan|net geen"
_PLURAL = re.compile(
    r"\b((?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|\d)\s+)(derde|vierde|vijfde|zesde|zevende|achtste|tiende)n\b",
    re.I,
)
_OF_TEN = re.compile(
    r"\b(een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|[1-9])\s+van\s+(?:de|elke|iedere)\s+(tien|10)\b", re.I
)
_NOUN_BETWEEN = re.compile(
    rf"\b({_COUNT})\s+([^\W\d_]{{3,}})\s+op\s+(?:de\s+|elke\s+|iedere\s+)?({_TOTAL})\b(?!\s*(?:%|procent|jaar))", re.I
)
_OUT_OF_EACH = re.compile(
    rf"\bvan\s+(?:elke|iedere)\s+({_TOTAL})\s+([^\W\d_]+)\s+([^\W\d_]+)(\s+er)?\s+((?:{_HEDGE})\s+)?({_COUNT})\b", re.I
)
_SLASH = re.compile(r"(?<![\d/])([1-9])/([2-9]|10|12|20)(?=\s+(?:van|deel|der|komt|is|was|van)\b)", re.I)
_SMALL = re.compile(
    r"\b(?:een|één|1)\s+(elfde|twaalfde|vijftiende|twintigste)\b(?!\s+(?:keer|maal|eeuw|artikel|plaats))", re.I
)
_OF_MANY = re.compile(
    rf"\b({_COUNT})\s+op\s+(?:de|elke|iedere)\s+(twintig|vijfentwintig|dertig|veertig|vijftig|honderd)\b", re.I
)
_PARTS = {"elfde": 11, "twaalfde": 12, "vijftiende": 15, "twintigste": 20}


def shares_as_fractions(text: str) -> str:
    """Turns "één euro op de vijf", "negen van de tien" and "1/5 van" into "… op de …"."""
    text = _PLURAL.sub(r"\1\2", text)
    text = _OF_TEN.sub(r"\1 op de \2", text)
    text = _OUT_OF_EACH.sub(lambda m: f"{m[2]} {m[3]}{m[4] or ''} {m[5] or ''}{m[6]} op de {m[1]}", text)
    text = _NOUN_BETWEEN.sub(r"\1 op de \3 \2", text)
    text = _OF_MANY.sub(lambda m: f"{m[1]} op de {number_of(m[2])}", text)
    text = _SLASH.sub(r"\1 op de \2", text)
    return _SMALL.sub(lambda m: f"1 op de {_PARTS[m[1].lower()]}", text)
