"""What a chart and the ledger are as files: a picture, and the figures with their sources."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from textwrap import wrap
from typing import Any

import vl_convert

from bot.domain.figures import Figure
from bot.domain.sources import Source
from bot.ui.chart_drawing import PAPER, chart_of
from bot.ui.chart_list import ChartPlan
from bot.ui.chart_points import ChartData
from bot.ui.figure_words import period_text, source_text, status_text, value_text
from bot.ui.language import _

_WIDTH, _SCALE, _LINE = 720, 2, 105
_NOWHERE = ["data:"]
_FORMULA = re.compile(r"^\s*[=+\-@\t\r]")


def chart_png(plan: ChartPlan, data: ChartData, sources: Mapping[str, Source], norm: Figure | None = None) -> bytes:
    """The chart as a picture on white, with its title and its sources; made without network."""
    rows = [row for point in data.points for row in (point.figure, *point.also)] + ([norm] if norm else [])
    names = dict.fromkeys(sources[row.source].label if row.source in sources else row.source for row in rows)
    below = [*wrap(_(plan.reading), _LINE), *wrap(_("Bronnen: {names}").format(names="; ".join(sorted(names))), _LINE)]
    chart = chart_of(plan, data, sources, PAPER, norm)
    spec: dict[str, Any] = chart.to_dict()
    spec |= {"width": _WIDTH, "padding": 24, "title": {"text": _(plan.title), "subtitle": below}}
    return bytes(vl_convert.vegalite_to_png(spec, scale=_SCALE, allowed_base_urls=_NOWHERE))


def figures_csv(rows: Iterable[Figure], sources: Mapping[str, Source]) -> bytes:
    """Rows for a spreadsheet: semicolons and decimal commas, as Dutch and Belgian spreadsheets read them."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([
        _("wat"), _("waarde"), _("getal"), _("tot"), _("eenheid"), _("land"), _("periode"), _("bron"), _("titel"),
        _("plaats"), _("adres"), _("status"), _("opmerking"), "id", _("indicator"), _("nieuwer"),
    ])  # fmt: skip
    for row in rows:
        source = sources.get(row.source)
        writer.writerow(map(_cell, (
            row.label, value_text(row), _number(row.value), _number(row.high) if row.high is not None else "", row.unit,
            row.country, period_text(row.period), source_text(row, source), source.title if source else "",
            row.locator, source.url if source else "", status_text(row), row.note, row.id, row.indicator,
            row.successor,
        )))  # fmt: skip
    return out.getvalue().encode("utf-8-sig")


def _number(value: object) -> str:
    return f"{value:f}".replace(".", ",")


def _cell(text: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{text}" if _FORMULA.match(text) and not re.fullmatch(r"-?[\d,]+", text) else text
