"""A ledger row, and the points of a chart, as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.domain.figures import Figure
from bot.domain.sources import ChainStatus, Source
from bot.ui.addresses import figure_address, source_address
from bot.ui.chart_list import ChartForm, ChartPlan
from bot.ui.chart_points import ChartData, Point
from bot.ui.figure_words import period_text, source_text, status_text, value_text
from bot.ui.language import _
from bot.ui.plain import html
from bot.ui.wording import STATUS_MEANING, country_name

_WORRYING = frozenset({ChainStatus.CONTRADICTED, ChainStatus.SUPERSEDED, ChainStatus.NOT_FOUND})


def figure_html(row: Figure, later: Figure | None, source: Source | None) -> str:
    """One row whole: value, period, source with place, what its status means, the newer figure."""
    newer = ""
    if later is not None:
        words = _("Er is een nieuwer cijfer: {value} ({period}).")
        newer = f"<p>{html(words.format(value=value_text(later), period=period_text(later.period)))}</p>"
    note = f'<p class="ww-stilletjes">{html(row.note)}</p>' if row.note else ""
    where = f"{country_name(row.country)}, {period_text(row.period)}"
    return (
        f'<section class="ww-vak" aria-label="{html(_("Gekozen cijfer"))}">'
        f'<p class="ww-groot">{html(value_text(row))}</p>'
        f"<p>{html(row.label)} · {html(where)}</p>"
        f"<p>{_source_link(row, source)}</p>"
        f'<p><span class="ww-status ww-{row.status.value}">{html(status_text(row))}</span>: '
        f"{html(_(STATUS_MEANING[row.status]))}</p>{newer}{note}</section>"
    )


def figures_html(rows: Iterable[Figure]) -> str:
    """Rows of one source as a list; each opens on page "Cijfers"."""
    return f'<ul class="ww-lijstje">{"".join(_figure_line(row) for row in rows)}</ul>'


def _figure_line(row: Figure) -> str:
    status = f'<span class="ww-status ww-{row.status.value}">{html(status_text(row))}</span>'
    link = f'<a href="{html(figure_address(row.id))}" target="_self">{html(value_text(row))}</a>'
    where = f"{country_name(row.country)}, {period_text(row.period)}"
    return f"<li><strong>{link}</strong>: {html(row.label)} <small>({html(where)})</small> {status}</li>"


def chart_list_html(plan: ChartPlan, data: ChartData, sources: Mapping[str, Source], norm: Figure | None = None) -> str:
    """Every point of a chart with its source, and what was left out, for who can't see or hover."""
    parts: list[str] = []
    for series in plan.series:
        points = [point for point in data.points if point.series == series]
        if points:
            if len(plan.series) > 1:
                parts.append(f'<h3 class="ww-kop">{html(_(series.name))}</h3>')
            parts.append(f'<ul class="ww-lijstje">{"".join(_point_line(point, sources) for point in points)}</ul>')
    if norm is not None:
        parts.append(f'<h3 class="ww-kop">{html(_("norm"))}</h3><ul class="ww-lijstje">{_line(norm, sources)}</ul>')
    if data.left_out:
        title = _("Niet getekend: de bronnen spreken elkaar tegen, of het cijfer is niet teruggevonden")
        lines = "".join(_line(row, sources) for row in data.left_out)
        parts.append(f'<h3 class="ww-kop">{html(title)}</h3><ul class="ww-lijstje">{lines}</ul>')
    if plan.form is not ChartForm.RANKING:
        words = _("Jaren zonder cijfer in het register blijven leeg.")
        parts.append(f'<p class="ww-opmerking">{html(words)}</p>')
    return "".join(parts)


def _point_line(point: Point, sources: Mapping[str, Source]) -> str:
    row = point.figure
    more = "".join(f"; {_source_link(other, sources.get(other.source))}" for other in _other_sources(point))
    others = "".join(
        f"<li>{html(_('niet getekend:'))} {_words(other)} {_source_link(other, sources.get(other.source))}</li>"
        for other in point.others
    )
    nested = f"<ul>{others}</ul>" if others else ""
    mark = f' <span class="ww-merk">{html(_("begroting, raming of voorlopig"))}</span>' if point.provisional else ""
    return f"<li>{_words(row)}{mark} {_source_link(row, sources.get(row.source))}{more}{_status(row)}{nested}</li>"


def _other_sources(point: Point) -> list[Figure]:
    seen = {(point.figure.source, point.figure.locator)}
    kept = []
    for row in point.also:
        if (row.source, row.locator) not in seen:
            seen.add((row.source, row.locator))
            kept.append(row)
    return kept


def _line(row: Figure, sources: Mapping[str, Source]) -> str:
    return f"<li>{_words(row)} {_source_link(row, sources.get(row.source))}{_status(row)}</li>"


def _words(row: Figure) -> str:
    return f"<strong>{html(period_text(row.period))}: {html(value_text(row))}</strong>, {html(row.label)}."


def _status(row: Figure) -> str:
    worry = f'<span class="ww-status ww-{row.status.value}">{html(status_text(row))}</span>'
    note = f" <small>{html(row.note)}</small>" if row.note else ""
    return (f" {worry}" if row.status in _WORRYING else "") + note


def _source_link(row: Figure, source: Source | None) -> str:
    return f'<a href="{html(source_address(row.source))}" target="_self">{html(source_text(row, source))}</a>'
