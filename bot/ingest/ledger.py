"""The figure ledger ``figures.csv``."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

from bot.domain.figures import Figure
from bot.domain.sources import ChainStatus
from bot.ingest.corpus_text import read_text
from bot.ingest.problems import Problem

FILE = "figures.csv"
COLUMNS = (
    "id", "indicator", "label", "value", "high", "qualifier", "unit", "country", "period", "source", "locator",
    "status", "successor", "note",
)  # fmt: skip
UNITS = frozenset({"procent", "procentpunt", "eur", "usd", "personen", "landen", "jaar", "maanden", "aantal", "factor"})
QUALIFIERS = frozenset({"", "ca", "meer-dan", "minder-dan", "bijna", "raming"})
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PERIOD = re.compile(r"\d{4}(?:-\d{4}|-(?:0[1-9]|1[0-2]))?")
_VALUE = re.compile(r"-?\d+(?:\.\d+)?")


class Ledger(NamedTuple):
    """Figures by id, and what is wrong with the file."""

    figures: dict[str, Figure]
    problems: list[Problem]


def read_ledger(folder: Path) -> Ledger:
    """Read ``figures.csv`` of a corpus folder; an absent file is an empty ledger."""
    path = folder / FILE
    if not path.exists():
        return Ledger({}, [])
    figures: dict[str, Figure] = {}
    problems: list[Problem] = []
    text, faults = read_text(path, FILE)
    if text is None:
        return Ledger({}, faults)
    rows = csv.DictReader(io.StringIO(text, newline=""))
    if tuple(rows.fieldnames or ()) != COLUMNS:
        message = f"de kolommen moeten zijn: {','.join(COLUMNS)}."
        return Ledger({}, [Problem(FILE, 1, "kolommen", message)])
    for row in rows:
        line = rows.line_num
        wrong = _problems(row, line)
        if not wrong and row["id"] in figures:
            message = f"id '{row['id']}' staat ook op regel {figures[row['id']].line}."
            wrong = [Problem(FILE, line, "dubbele-id", message)]
        problems.extend(wrong)
        if not wrong:
            figures[row["id"]] = _figure(row, line)
    problems.extend(_dead_successors(figures))
    return Ledger(figures, problems)


def _problems(row: Mapping[str, str | None], line: int) -> list[Problem]:
    if None in row or any(row[column] is None for column in COLUMNS):
        return [Problem(FILE, line, "kolommen", "de rij heeft te veel of te weinig kolommen; zet tekst met komma's in "
                        "aanhalingstekens.")]  # fmt: skip
    values = {column: row[column] or "" for column in COLUMNS}
    checks = [
        (bool(_SLUG.fullmatch(values["id"])), "id", "gebruik kleine letters, cijfers en streepjes"),
        (bool(_SLUG.fullmatch(values["indicator"])), "indicator", "gebruik kleine letters, cijfers en streepjes"),
        (bool(values["label"].strip()), "label", "zeg wat er gemeten is"),
        (values["unit"] in UNITS, "unit", f"kies uit {', '.join(sorted(UNITS))}; reken een andere munt niet om"),
        (values["qualifier"] in QUALIFIERS, "qualifier", f"kies uit {', '.join(sorted(QUALIFIERS - {''}))} of leeg"),
        (bool(_PERIOD.fullmatch(values["period"])), "period", "schrijf 2018, 2015-2016 of 2024-05"),
        (bool(values["country"].strip()), "country", "noem een land, EU, AF of world"),
        (bool(values["source"].strip()), "source", "noem de sleutel van de bron"),
        (values["status"] in {s.value for s in ChainStatus}, "status", "kies een status uit corpus/README.md"),
        (values["status"] != ChainStatus.SUPERSEDED or bool(values["successor"]), "successor",
         "een achterhaald cijfer noemt de id van zijn opvolger"),
    ]  # fmt: skip
    found = [
        Problem(FILE, line, column, f"kolom '{column}' is '{values[column]}': {advice}.")
        for good, column, advice in checks
        if not good
    ]
    for column in ("value", "high"):
        advice = _value_advice(values[column], optional=column == "high")
        if advice:
            found.append(Problem(FILE, line, column, f"kolom '{column}' is '{values[column]}': {advice}."))
    return found


def _value_advice(text: str, *, optional: bool) -> str:
    if _VALUE.fullmatch(text) or (optional and not text):
        return ""
    if re.fullmatch(r"\d+,\d+", text):
        return f"schrijf een punt in plaats van een komma ({text.replace(',', '.')})"
    if re.search(r"\d\s*(?:-|–|tot)\s*\d", text):
        return "zet bij een reeks de onderkant in 'value' en de bovenkant in 'high'"
    if re.search(r"ca\.?|circa|meer|minder|bijna|ruim|ongeveer|>|<|~", text):
        return "zet een woord als ca. of meer dan in 'qualifier'"
    if re.search(r"€|\$|£|%|eur|usd|gbp|euro|dollar|procent", text, re.IGNORECASE):
        return "zet munt of procent in 'unit'"
    return "schrijf een heel getal uit, met een punt voor decimalen (1300000000)"


def _figure(row: Mapping[str, str], line: int) -> Figure:
    return Figure(
        id=row["id"],
        indicator=row["indicator"],
        label=row["label"],
        value=_decimal(row["value"]),
        high=_decimal(row["high"]) if row["high"] else None,
        qualifier=row["qualifier"],
        unit=row["unit"],
        country=row["country"],
        period=row["period"],
        source=row["source"],
        locator=row["locator"],
        status=ChainStatus(row["status"]),
        successor=row["successor"],
        note=row["note"],
        line=line,
    )


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:  # pragma: no cover - checked before
        raise AssertionError(text) from error


def _dead_successors(figures: Mapping[str, Figure]) -> list[Problem]:
    return [
        Problem(FILE, f.line, "opvolger", f"opvolger '{f.successor}' van '{f.id}' bestaat niet in het cijferregister.")
        for f in figures.values()
        if f.successor and f.successor not in figures
    ]
