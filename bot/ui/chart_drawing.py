"""Charts as Vega-Lite: data inside, nothing loaded, colours that stand out on light and on dark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import altair as alt

from bot.domain.figures import Figure
from bot.domain.sources import Source
from bot.ui.chart_list import ChartForm, ChartPlan, RowName
from bot.ui.chart_points import ChartData, Point, definition
from bot.ui.figure_words import period_text, short_value, source_text, status_text, value_text
from bot.ui.language import _
from bot.ui.wording import country_name

Drawn = alt.LayerChart | alt.FacetChart
COLOURS = ("#20889c", "#c2571a", "#7f62c4", "#6f7b82")
"""Contrast of each with the page's ground is at least 3 : 1, light and dark."""
_SHAPES = ("circle", "square", "triangle-up", "diamond")
_HEIGHT, _ROW_HEIGHT, _ROW_WORDS = 300, 40, 22
_FAINT = 0.22
_BREAK = "|"
_THOUSANDS = "replace(format(datum.value, ','), ',', '.')"
_DECIMALS = "replace(format(datum.value, '~f'), '.', ',')"
_TOOLTIP = ("wat", "waarde", "periode", "bron", "status", "opmerking")


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours of text and lines on a ground."""

    text: str
    quiet: str
    grid: str
    ground: str = "transparent"
    font: str = "'Source Sans', 'Liberation Sans', sans-serif"


LIGHT = Ink("#1d2529", "#4d585e", "#dcd8ce")
DARK = Ink("#e9e6df", "#b3b9bb", "#333d43")
PAPER = Ink("#1d2529", "#4d585e", "#dddddd", "#ffffff", "'Liberation Sans', sans-serif")


def chart_of(
    plan: ChartPlan, data: ChartData, sources: Mapping[str, Source], ink: Ink, norm: Figure | None = None
) -> Drawn:
    """The chart, without a width or title.

    Args:
        norm: a figure to draw as a line across a chart of lines.
    """
    values = [_values(plan, point, sources) for point in data.points]
    if plan.form is ChartForm.RANKING:
        for name, value in zip(row_names(plan, data.points, sources), values, strict=True):
            value["rij"] = _BREAK.join(wrap(name, _ROW_WORDS))
        drawn = _ranking(plan, values, ink)
    else:
        drawn = _years(plan, data.points, values, ink, norm)
    return _styled(drawn, ink)


def row_names(plan: ChartPlan, points: Sequence[Point], sources: Mapping[str, Source]) -> list[str]:
    """What each row of a ranking is called; equal names are numbered."""
    names = [_row_name(plan, point, sources) for point in points]
    return [f"{n} [{names[: i + 1].count(n)}]" if names.count(n) > 1 else n for i, n in enumerate(names)]


def _row_name(plan: ChartPlan, point: Point, sources: Mapping[str, Source]) -> str:
    row = point.figure
    if plan.rows is RowName.SOURCE:
        source = sources.get(row.source)
        return f"{source.author if source else row.source}, {row.period}"
    if plan.rows is RowName.COUNTRY:
        return country_name(row.country)
    if plan.rows is RowName.LABEL:
        return str(definition(row).removeprefix(plan.cut))
    return f"{_(point.series.name)} ({period_text(row.period)})"


def _values(plan: ChartPlan, point: Point, sources: Mapping[str, Source]) -> dict[str, Any]:
    row = point.figure
    names = [source_text(figure, sources.get(figure.source)) for figure in (row, *point.also)]
    return {
        "jaar": row.year,
        "reeks": _(point.series.name),
        "getal": float(row.value / plan.scale),
        "tot": float((row.high if row.high is not None else row.value) / plan.scale),
        "voorlopig": point.provisional,
        "lijn": f"{point.series.name}-{point.run}",
        "wat": f"{_(point.series.name)}: {row.label}",
        "waarde": value_text(row),
        "kort": short_value(row, plan.scale),
        "periode": period_text(row.period),
        "bron": "; ".join(dict.fromkeys(names)),
        "status": status_text(row),
        "opmerking": row.note or "–",
    }


def _tooltip() -> list[alt.Tooltip]:
    titles = (_("wat"), _("waarde"), _("periode"), _("bron"), _("status"), _("opmerking"))
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in zip(_TOOLTIP, titles, strict=True)]


def _years(
    plan: ChartPlan, points: Sequence[Point], values: list[dict[str, Any]], ink: Ink, norm: Figure | None
) -> Drawn:
    years = list(range(min(v["jaar"] for v in values), max(v["jaar"] for v in values) + 1))
    names = list(dict.fromkeys(_(point.series.name) for point in points))
    axis = alt.Axis(title=None, labelAngle=0, labelOverlap="parity", labelPadding=8, grid=False)
    base = alt.Chart(alt.InlineData(values=values)).encode(
        x=alt.X(
            "jaar:O",
            axis=axis,
            scale=alt.Scale(domain=years, padding=0.6 if plan.form is ChartForm.LINES else alt.Undefined),
        ),
        color=alt.Color("reeks:N", title=None, sort=names, scale=_scale(names), legend=_legend(names)),
        tooltip=_tooltip(),
    )
    most = max([v["tot"] for v in values] + ([float(norm.value / plan.scale)] if norm is not None else []))
    scale = alt.Scale(domain=[0, most * 1.12], nice=plan.form is ChartForm.BARS)
    y = alt.Y("getal:Q", title=_(plan.axis), axis=_number_axis(values), scale=scale)
    if plan.form is ChartForm.BARS:
        bars = base.mark_bar(strokeWidth=1.5, cornerRadiusEnd=1).encode(
            y=y,
            stroke=alt.Stroke("reeks:N", legend=None, scale=_scale(names)),
            fillOpacity=alt.condition("datum.voorlopig", alt.value(_FAINT), alt.value(1)),
        )
        if len(names) > 1:
            bars = bars.encode(xOffset=alt.XOffset("reeks:N", sort=names))
        return alt.layer(bars).properties(height=_HEIGHT)
    lines = base.mark_line(strokeWidth=2).encode(y=y, detail="lijn:N", tooltip=alt.value(None))
    marks = base.mark_point(size=75, strokeWidth=2, opacity=1).encode(
        y=y,
        shape=alt.Shape("reeks:N", title=None, sort=names, scale=_shapes(names), legend=_legend(names)),
        fill=alt.Fill("reeks:N", legend=None, scale=_scale(names)),
        fillOpacity=alt.condition("datum.voorlopig", alt.value(0), alt.value(1)),
    )
    extra = _norm_line(norm, float(norm.value / plan.scale), years[0], ink) if norm is not None else []
    return alt.layer(*extra, lines, marks).properties(height=_HEIGHT)


def _norm_line(norm: Figure, height: float, first: int, ink: Ink) -> list[alt.Chart]:
    text = f"{_('norm')}: {value_text(norm)}"
    base = alt.Chart(alt.InlineData(values=[{"norm": height, "jaar": first, "tekst": text}]))
    rule = base.mark_rule(strokeDash=[6, 4], strokeWidth=1.5, color=ink.quiet).encode(y="norm:Q")
    words = base.mark_text(align="left", dx=-8, dy=-8, fontSize=13, color=ink.text).encode(
        x="jaar:O", y="norm:Q", text="tekst:N"
    )
    return [rule, words]


def _ranking(plan: ChartPlan, values: list[dict[str, Any]], ink: Ink) -> Drawn:
    order = [v["rij"] for v in sorted(values, key=lambda v: (-v["getal"], -v["tot"], v["rij"]))]
    axis = alt.Axis(title=None, labelExpr=f"split(datum.label, '{_BREAK}')", labelLimit=260, grid=False, ticks=False)
    most = max(v["tot"] for v in values)
    x = alt.X("getal:Q", title=_(plan.axis), axis=_number_axis(values), scale=alt.Scale(domain=[0, most * 1.35]))
    base = alt.Chart(alt.InlineData(values=values)).encode(
        y=alt.Y("rij:N", sort=order, axis=axis), x=x, tooltip=_tooltip()
    )
    words = base.mark_text(align="left", dx=9, fontSize=13, color=ink.text).encode(
        x=alt.X("tot:Q", axis=_number_axis(values)), text="kort:N"
    )
    if plan.rows is RowName.SOURCE:
        span = base.mark_rule(strokeWidth=4, color=COLOURS[0]).encode(x2="tot:Q")
        ends = [base.mark_point(size=90, filled=True, opacity=1, color=COLOURS[0])]
        ends.append(ends[0].encode(x=alt.X("tot:Q")))
        return alt.layer(span, *ends, words).properties(height=alt.Step(_ROW_HEIGHT))
    bars = base.mark_bar(height=20, color=COLOURS[0], cornerRadiusEnd=2)
    return alt.layer(bars, words).properties(height=alt.Step(_ROW_HEIGHT))


def _number_axis(values: Sequence[Mapping[str, Any]]) -> alt.Axis:
    large = max(v["tot"] for v in values) >= 1000
    return alt.Axis(labelExpr=_THOUSANDS if large else _DECIMALS, tickCount=5)


def _scale(names: Sequence[str]) -> alt.Scale:
    return alt.Scale(domain=list(names), range=list(COLOURS[: len(names)]))


def _shapes(names: Sequence[str]) -> alt.Scale:
    return alt.Scale(domain=list(names), range=list(_SHAPES[: len(names)]))


def _legend(names: Sequence[str]) -> alt.Legend | None:
    return alt.Legend(orient="top", direction="horizontal", symbolOpacity=1) if len(names) > 1 else None


def _styled(chart: Drawn, ink: Ink) -> Drawn:
    words: dict[str, Any] = {"labelColor": ink.text, "titleColor": ink.quiet, "labelFontSize": 13, "titleFontSize": 13}
    axis = {**words, "gridColor": ink.grid, "domainColor": ink.quiet, "tickColor": ink.quiet, "titleFontWeight": 400}
    styled: Drawn = chart.configure(
        background=ink.ground,
        font=ink.font,
        axis=alt.AxisConfig(**axis),
        legend=alt.LegendConfig(**words),
        view=alt.ViewConfig(stroke=None),
        title=alt.TitleConfig(
            color=ink.text, anchor="start", fontSize=17, subtitleColor=ink.quiet, subtitleFontSize=12
        ),
    )
    return styled
