"""A figure of the ledger as Dutch text."""

from __future__ import annotations

from bot.domain.figures import Figure

_SIZES = ((10**12, " biljoen"), (10**9, " miljard"), (10**6, " miljoen"))
_UNITS = {"eur": " euro", "usd": " dollar", "procent": " procent", "procentpunt": " procentpunt", "jaar": " jaar",
          "maanden": " maanden", "landen": " landen"}  # fmt: skip
_QUALIFIERS = {"ca": "ongeveer ", "meer-dan": "meer dan ", "minder-dan": "minder dan ", "bijna": "bijna "}


def figure_text(figure: Figure) -> str:
    """A ledger value in Dutch notation: "1,3 miljard euro", "ongeveer 8 procent", "2 tot 5 miljard euro"."""
    value, high, words = figure.value, figure.high, ""
    if figure.unit in ("eur", "usd", "personen", "aantal"):
        for size, name in _SIZES:
            if abs(value) >= size:
                value, words = value / size, name
                high = high / size if high is not None else None
                break
    shown = _dutch(f"{value:,f}") + (f" tot {_dutch(f'{high:,f}')}" if high is not None else "")
    return f"{_QUALIFIERS.get(figure.qualifier, '')}{shown}{words}{_UNITS.get(figure.unit, '')}"


def _dutch(number: str) -> str:
    text = number.replace(",", " ").replace(".", ",").replace(" ", ".")
    return text.rstrip("0").rstrip(",") if "," in text else text
