"""Page "Cijfers": which rows a chart may show, what leaves as a file, and the page over the whole ledger."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from bot.assembly import OpenIndex
from bot.domain.figures import Figure
from bot.domain.sources import ChainStatus, Source
from bot.ui import desk
from bot.ui.chart_drawing import COLOURS, LIGHT, PAPER, chart_of, row_names
from bot.ui.chart_files import chart_png, figures_csv
from bot.ui.chart_list import CHARTS, NORM, ChartForm, ChartPlan, RowName, Series
from bot.ui.chart_points import choose_points, norm_row
from bot.ui.desk import Desk
from bot.ui.figure_table import FigureFilter, chosen_rows, has_words
from bot.ui.figure_view import chart_list_html, figure_html
from bot.ui.figure_words import period_text, short_value, value_text
from bot.ui.wording import STATUS
from tests.ui.fakes import FakeAssistant

APP = Path(desk.__file__).with_name("app.py")
SERIES = Series("Nederland", "bijen", "NL", "eur")
SOURCE = Source("nota", "De nota", "De Club", 2024)


def row(name: str, year: str, value: str = "1", **changes: Any) -> Figure:
    values: dict[str, Any] = {
        "indicator": "bijen", "label": "kosten van bijen", "high": None, "qualifier": "", "unit": "eur",
        "country": "NL", "source": "nota", "locator": "p. 1", "status": ChainStatus.CONFIRMED, **changes,
    }  # fmt: skip
    return Figure(id=name, value=Decimal(value), period=year, **values)


def plan(form: ChartForm = ChartForm.BARS, rows: RowName = RowName.SERIES) -> ChartPlan:
    return ChartPlan("bijen", "Bijen", "Uitleg.", form, (SERIES,), "euro", rows=rows)


def drawn(*rows: Figure, form: ChartForm = ChartForm.BARS) -> list[str]:
    return [p.figure.id for p in choose_points(plan(form), {r.id: r for r in rows}).points]


def test_of_a_year_the_preferred_row_is_drawn_and_the_others_are_told() -> None:
    rows = [row("a", "2020", "9"), row("b", "2020", "7", note="Voorkeurscijfer voor 2020."), row("c", "2020", "7")]
    (point,) = choose_points(plan(), {r.id: r for r in rows}).points
    assert (point.figure.id, [r.id for r in point.also], [r.id for r in point.others]) == ("b", ["c"], ["a"])
    html = chart_list_html(plan(), choose_points(plan(), {r.id: r for r in rows}), {"nota": SOURCE})
    assert "niet getekend" in html
    assert 'href="/bronnen?bron=nota"' in html


def test_an_outcome_goes_before_an_estimate_and_a_whole_year_before_a_part() -> None:
    assert drawn(row("a", "2020", qualifier="raming"), row("b", "2020", "2")) == ["b"]
    assert drawn(row("a", "2020", note="Stand in mei, nog niet het hele jaar."), row("b", "2020", "2")) == ["b"]
    assert drawn(row("a", "2020-03"), row("b", "2020-06", "2")) == ["b"]


def test_a_later_edition_replaces_a_figure_but_an_old_year_stays() -> None:
    old = row("oud", "2019", status=ChainStatus.SUPERSEDED, successor="nieuw")
    first = row("eerst", "2020", "5", status=ChainStatus.SUPERSEDED, successor="nieuw")
    assert drawn(old, first, row("nieuw", "2020", "6")) == ["oud", "nieuw"]


def test_a_disputed_figure_is_left_out_and_told_unless_it_is_preferred() -> None:
    disputed = row("a", "2020", status=ChainStatus.CONTRADICTED)
    data = choose_points(plan(), {"a": disputed})
    assert (data.points, data.left_out) == ((), (disputed,))
    assert "spreken elkaar tegen" in chart_list_html(plan(), data, {})
    assert drawn(row("a", "2020", status=ChainStatus.CONTRADICTED, note="Voorkeurscijfer voor 2020.")) == ["a"]


def test_periods_of_years_other_units_and_other_countries_stay_out() -> None:
    assert drawn(row("a", "2019-2020"), row("b", "2020", unit="usd"), row("c", "2020", country="BE")) == []


def test_a_line_never_bridges_a_year_a_definition_or_an_estimate() -> None:
    rows = [
        row("a", "2015"), row("b", "2016"), row("c", "2018"), row("d", "2019", label="kosten van bijen (voorlopig)"),
        row("e", "2020", label="kosten van bijen en wespen"), row("f", "2021", label="kosten van bijen en wespen"),
        row("g", "2022", label="kosten van bijen en wespen", qualifier="raming"),
    ]  # fmt: skip
    data = choose_points(plan(ChartForm.LINES), {r.id: r for r in rows})
    assert [p.run for p in data.points] == [0, 0, 1, 2, 3, 3, 4]
    assert [p.provisional for p in data.points] == [False, False, False, True, False, False, True]


def test_too_few_points_make_no_chart() -> None:
    assert not choose_points(plan(), {r.id: r for r in (row("a", "2019"), row("b", "2020"))}).enough
    assert not choose_points(plan(ChartForm.RANKING), {"a": row("a", "2019")}).enough
    assert not choose_points(plan(), {}).enough


def test_every_chart_shows_only_rows_of_the_ledger(real_index: OpenIndex) -> None:
    figures, sources = real_index.catalog.figures, real_index.catalog.sources
    for chart in CHARTS:
        data = choose_points(chart, figures)
        assert data.enough, chart.slug
        spec = chart_of(chart, data, sources, LIGHT).to_dict()
        shown = [value for value in _data(spec) if "getal" in value]
        assert shown, chart.slug
        allowed = {(float(p.figure.value / chart.scale), p.figure.year) for p in data.points}
        assert {(value["getal"], value["jaar"]) for value in shown} <= allowed
        assert all(value["bron"] and value["status"] and value["periode"] for value in shown)
        text = chart_list_html(chart, data, sources)
        assert all(value_text(p.figure) in text and p.figure.source in text for p in data.points)


def test_a_series_holds_one_unit_and_a_run_one_definition(real_index: OpenIndex) -> None:
    for chart in CHARTS:
        runs: dict[tuple[str, int], set[tuple[str, str, str]]] = {}
        for point in choose_points(chart, real_index.catalog.figures).points:
            row = point.figure
            assert (row.unit, row.indicator) == (point.series.unit, point.series.indicator)
            runs.setdefault((point.series.name, point.run), set()).add((row.indicator, row.country, row.unit))
        if chart.form is ChartForm.LINES:
            assert all(len(kinds) == 1 for kinds in runs.values())


def test_charts_load_nothing_and_their_colours_stand_out(real_index: OpenIndex) -> None:
    for chart in CHARTS:
        data = choose_points(chart, real_index.catalog.figures)
        spec = chart_of(chart, data, real_index.catalog.sources, PAPER).to_dict()
        assert [value for key, value in _pairs(spec) if key in ("url", "href")] == []
        assert json.dumps(spec).count("http") == json.dumps(spec).count("https://vega.github.io/schema")
    for colour in COLOURS:
        for ground in ("#fcfbf8", "#14191c", "#ffffff"):
            assert _contrast(colour, ground) >= 3.0, (colour, ground)


def test_a_picture_and_its_figures_can_be_saved(real_index: OpenIndex) -> None:
    figures, sources = real_index.catalog.figures, real_index.catalog.sources
    chart = next(c for c in CHARTS if c.form is ChartForm.LINES)
    data, norm = choose_points(chart, figures), norm_row(NORM, figures)
    assert norm is not None
    assert norm.value == Decimal("0.7")
    picture = chart_png(chart, data, sources, norm)
    assert picture.startswith(b"\x89PNG")
    assert len(picture) > 20_000
    rows = list(
        csv.DictReader(
            io.StringIO(figures_csv([p.figure for p in data.points], sources).decode("utf-8-sig")), delimiter=";"
        )
    )
    assert len(rows) == len(data.points)
    assert all(line["bron"] and line["status"] and line["periode"] for line in rows)
    assert {line["id"] for line in rows} == {p.figure.id for p in data.points}


def test_a_cell_is_never_a_formula() -> None:
    text = figures_csv([row("a", "2020", "-3.5", label='=HYPERLINK("x")', note="@som")], {}).decode("utf-8-sig")
    (line,) = csv.DictReader(io.StringIO(text), delimiter=";")
    assert (line["wat"], line["opmerking"], line["getal"]) == ('\'=HYPERLINK("x")', "'@som", "-3,5")


def test_figures_in_words() -> None:
    assert value_text(row("a", "2020", "1300000000", qualifier="raming")) == "1,3 miljard euro (raming)"
    assert short_value(row("a", "2020", "6000", high=Decimal(10000), unit="usd"), 1) == "6.000–10.000"
    assert short_value(row("a", "2020", "42500000", qualifier="bijna"), 10**6) == "bijna 42,5"
    assert [period_text(p) for p in ("2018", "2015-2016", "2025-06")] == ["2018", "2015–2016", "juni 2025"]


def test_rows_of_one_name_are_numbered() -> None:
    rows = [row("a", "2020", "1"), row("b", "2020", "2"), row("c", "2019", "2")]
    ranking = plan(ChartForm.RANKING, RowName.SOURCE)
    data = choose_points(ranking, {r.id: r for r in rows})
    assert row_names(ranking, data.points, {"nota": SOURCE}) == [
        "De Club, 2020 [1]",
        "De Club, 2020 [2]",
        "De Club, 2019",
    ]


def test_search_and_filters(real_index: OpenIndex) -> None:
    figures, sources = real_index.catalog.figures, real_index.catalog.sources
    rows = chosen_rows(
        FigureFilter("asiel belgische", countries=("BE",), from_year=2015, to_year=2018), figures, sources
    )
    assert rows
    assert all(r.country == "BE" and 2015 <= r.year <= 2018 for r in rows)
    assert has_words("BELGIE enquete", ["Enquête in België"])
    assert chosen_rows(FigureFilter("bestaatnietwoord"), figures, sources) == []
    doubted = chosen_rows(FigureFilter(statuses=(ChainStatus.CONTRADICTED,)), figures, sources)
    assert {r.status for r in doubted} == {ChainStatus.CONTRADICTED}


def test_hostile_words_of_a_ledger_stay_words() -> None:
    bad = row("a", "2020", label="<script>alert(1)</script>", note="<img src=x onerror=y>", source='"><b>')
    html = figure_html(bad, None, None)
    assert "<script>" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, real_index: OpenIndex) -> AppTest:
    st.cache_resource.clear()
    opened = Desk(real_index.folder, FakeAssistant(), ())
    monkeypatch.setattr(desk, "shared_desk", lambda: opened)
    return AppTest.from_file(str(APP), default_timeout=60).run()


def shown(test: AppTest) -> str:
    assert not test.exception
    return "\n".join(element.proto.body for element in test.get("html"))


def test_the_page_draws_every_chart_with_its_list(page: AppTest) -> None:
    test = page.switch_page("views/cijfers.py").run()
    html = shown(test)
    assert all(chart.title in html for chart in CHARTS)
    assert len(test.get("vega_lite_chart")) + len(test.get("arrow_vega_lite_chart")) == len(CHARTS)
    assert sum(e.label == "Alle punten met hun bron" for e in test.expander) == len(CHARTS)


def test_the_table_is_searched_and_filtered(page: AppTest, real_index: OpenIndex) -> None:
    test = page.switch_page("views/cijfers.py").run()
    test = test.radio[0].set_value("tabel").run()
    assert len(test.dataframe[0].value) == len(real_index.catalog.figures)
    test = test.text_input[0].set_value("remittances indië bestaatniet").run()
    assert "Geen cijfer past bij deze keuze" in shown(test)
    test = test.text_input[0].set_value("ontheemden").run()
    assert 10 < len(test.dataframe[0].value) < 200
    assert set(test.dataframe[0].value["status"]) <= set(STATUS.values())


def test_an_address_opens_one_row_with_its_newer_figure(page: AppTest) -> None:
    test = page.switch_page("views/cijfers.py")
    test.query_params["cijfer"] = "ontheemden-2018-unhcr2019"
    html = shown(test.run())
    assert "70,8 miljoen" in html
    assert "Er is een nieuwer cijfer" in html


def test_an_address_opens_the_rows_of_a_source(page: AppTest) -> None:
    test = page.switch_page("views/cijfers.py")
    test.query_params["bron"] = "unhcr2019globaltrends"
    test.run()
    assert not test.exception
    assert set(test.dataframe[0].value["bron"].str.partition("#")[0]) == {"/bronnen?bron=unhcr2019globaltrends"}


def _data(spec: Any) -> list[dict[str, Any]]:
    """Data inside a chart, which altair keeps under names of its own."""
    return [value for found in spec["datasets"].values() for value in found]


def _pairs(spec: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(spec, dict):
        for key, value in spec.items():
            yield key, value
            yield from _pairs(value)
    elif isinstance(spec, list):
        for value in spec:
            yield from _pairs(value)


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
