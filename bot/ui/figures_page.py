"""Page "Cijfers": the ledger as charts and as a table."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import streamlit as st

from bot.domain.figures import Figure, newest
from bot.domain.sources import ChainStatus
from bot.errors import WeerwoordError
from bot.ui.answer_view import notice_html
from bot.ui.chart_cards import ChartCard, chart_cards
from bot.ui.chart_files import chart_png, figures_csv
from bot.ui.figure_table import FigureFilter, chosen_rows, table_rows
from bot.ui.figure_view import figure_html
from bot.ui.language import _, ngettext
from bot.ui.library import Library, shared_library
from bot.ui.plain import html
from bot.ui.wording import STATUS, country_name

ONE = "cijfer"
"""In the address: the row to show."""
OF_SOURCE = "bron"
"""In the address: the source whose rows to show."""
_PART = "deel"
_CHARTS, _TABLE = "grafieken", "tabel"
_COLUMNS = ("waarde", "wat", "land", "periode", "bron", "plaats", "status", "nieuwer", "opmerking", "meting", "getal")
_MANY = "v"


def show() -> None:
    """Draw the page."""
    st.html(Path(__file__).with_name("library.css"))
    st.html(f'<h1 class="ww-naam">{html(_("Cijfers"))}</h1>')
    try:
        library = shared_library()
        _show_intro(library)
        if _chosen_part() == _TABLE:
            _show_table(library)
        else:
            _show_charts(library)
    except WeerwoordError as error:
        st.html(notice_html(str(error)))


def _show_intro(library: Library) -> None:
    text = _("Elk cijfer uit de bronnen, met jaar, vindplaats en hoe ver het is nagetrokken: {count} in totaal.")
    st.html(f'<p class="ww-inleiding">{html(text.format(count=_counted(len(library.figures))))}</p>')


def _counted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _chosen_part() -> str:
    """Charts or table; an address that names a row or a source means the table."""
    names = {_CHARTS: _("Grafieken"), _TABLE: _("Tabel")}
    asked = st.query_params.get(_PART, "")
    wanted = _TABLE if asked == _TABLE or {ONE, OF_SOURCE} & set(st.query_params) else _CHARTS
    part = st.radio(
        _("Wat wilt u zien?"),
        list(names),
        index=list(names).index(wanted),
        format_func=names.__getitem__,
        horizontal=True,
        key="ww_cijferdeel",
        on_change=_remember_part,
        label_visibility="collapsed",
    )
    return str(part)


def _remember_part() -> None:
    for name in (ONE, OF_SOURCE):
        st.query_params.pop(name, None)
    st.query_params[_PART] = st.session_state["ww_cijferdeel"]


# charts


def _show_charts(library: Library) -> None:
    for card in chart_cards(library, "dark" if st.context.theme.type == "dark" else "light"):
        st.html(f'<h2 class="ww-grafiekkop" id="{card.plan.slug}">{html(_(card.plan.title))}</h2>')
        if card.drawn:
            _show_chart(card, library)
        else:
            words = _("Het register heeft te weinig cijfers voor deze grafiek. Zie de tabel voor wat er is.")
            st.html(f'<p class="ww-opmerking">{html(words)}</p>')


def _show_chart(card: ChartCard, library: Library) -> None:
    plan = card.plan
    st.html(f'<p class="ww-opmerking">{html(_(plan.reading))}</p>')
    alt = _("{title}. Alle punten staan in de lijst onder de grafiek.").format(title=_(plan.title))
    st.vega_lite_chart(spec=card.spec, width="stretch", theme=None, alt=alt, key=f"ww_{plan.slug}")
    with st.expander(_("Alle punten met hun bron"), key=f"ww_punten_{plan.slug}"):
        st.html(card.points)
    with st.container(horizontal=True, gap="small", key=f"ww_bewaar_{plan.slug}"):
        st.download_button(
            _("Grafiek als PNG"),
            partial(chart_png, plan, card.data, library.sources, card.norm),
            file_name=f"weerwoord-{plan.slug}.png",
            mime="image/png",
            key=f"ww_png_{plan.slug}",
            on_click="ignore",
        )
        st.download_button(
            _("Cijfers als CSV"),
            card.csv,
            file_name=f"weerwoord-{plan.slug}.csv",
            mime="text/csv",
            key=f"ww_csv_{plan.slug}",
            on_click="ignore",
        )


# table


def _show_table(library: Library) -> None:
    only = _chosen_filter(library)
    rows = chosen_rows(only, library.figures, library.sources)
    if asked := library.figures.get(st.query_params.get(ONE, "")):
        rows = [asked]
        _show_one(asked, library)
        st.button(_("Alle cijfers tonen"), key="ww_alle_cijfers", on_click=_forget_one)
    if not rows:
        st.html(notice_html(_("Geen cijfer past bij deze keuze. Haal een filter weg of zoek op een ander woord.")))
        return
    count = ngettext("{n} cijfer", "{n} cijfers", len(rows)).format(n=_counted(len(rows)))
    st.html(f'<p class="ww-opmerking" role="status">{html(count)}</p>')
    picked = _show_rows(rows, library)
    if picked is not None and asked is None:
        _show_one(picked, library)
    st.download_button(
        _("Deze cijfers als CSV"),
        figures_csv(rows, library.sources),
        file_name="weerwoord-cijfers.csv",
        mime="text/csv",
        key="ww_csv_tabel",
        on_click="ignore",
    )


def _show_rows(rows: list[Figure], library: Library) -> Figure | None:
    """The table; the row that the visitor picked."""
    columns = {
        "wat": st.column_config.TextColumn(_("Wat"), width=300),
        "waarde": st.column_config.TextColumn(_("Waarde")),
        "land": st.column_config.TextColumn(_("Land")),
        "periode": st.column_config.TextColumn(_("Periode")),
        "bron": st.column_config.LinkColumn(_("Bron"), display_text=r"#(.*)$", width="medium"),
        "plaats": st.column_config.TextColumn(_("Plaats")),
        "status": st.column_config.TextColumn(_("Status")),
        "nieuwer": st.column_config.TextColumn(_("Nieuwer cijfer")),
        "opmerking": st.column_config.TextColumn(_("Opmerking")),
        "meting": st.column_config.TextColumn(_("Soort meting")),
        "getal": st.column_config.NumberColumn(_("Getal, om op te sorteren"), format="localized"),
    }
    chosen = st.dataframe(
        table_rows(rows, library.figures, library.sources),
        column_config=columns,
        column_order=_COLUMNS,
        hide_index=True,
        height=min(38 + 35 * len(rows), 520),
        key="ww_cijfertabel",
        on_select="rerun",
        selection_mode="single-row",
        alt=_("Tabel met cijfers. Hetzelfde staat in het CSV-bestand onder de tabel."),
    )
    picked = chosen["selection"]["rows"]
    return rows[picked[0]] if picked and picked[0] < len(rows) else None


def _show_one(row: Figure, library: Library) -> None:
    st.html(figure_html(row, newest(row, library.figures), library.sources.get(row.source)))


def _forget_one() -> None:
    st.query_params.pop(ONE, None)
    st.query_params[_PART] = _TABLE


def _chosen_filter(library: Library) -> FigureFilter:
    figures, sources = library.figures.values(), library.sources
    words = st.text_input(
        _("Zoek in de cijfers"), key="ww_zoekcijfer", placeholder=_("bijvoorbeeld: asiel België"), max_chars=200
    )
    asked = st.query_params.get(OF_SOURCE, "")
    keys = sorted({row.source for row in figures}, key=lambda key: sources[key].label if key in sources else key)
    years = sorted({row.year for row in figures})
    with st.expander(_("Filters"), key="ww_cijferfilters", expanded=asked in keys):
        left, right = st.columns(2)
        indicators = left.multiselect(
            _("Soort meting"),
            sorted({row.indicator for row in figures}),
            key=f"{_MANY}_meting",
            placeholder=_("Alle"),
            format_func=_measure_name,
        )
        countries = right.multiselect(
            _("Land"),
            sorted({row.country for row in figures}, key=country_name),
            key=f"{_MANY}_land",
            placeholder=_("Alle"),
            format_func=country_name,
        )
        chosen = left.multiselect(
            _("Bron"),
            keys,
            default=[asked] if asked in keys else [],
            key=f"{_MANY}_bron_{asked if asked in keys else ''}",
            placeholder=_("Alle"),
            format_func=lambda key: sources[key].label if key in sources else key,
        )
        statuses = right.multiselect(
            _("Status"),
            [status for status in ChainStatus if any(row.status is status for row in figures)],
            key=f"{_MANY}_status",
            placeholder=_("Alle"),
            format_func=lambda status: _(STATUS[status]),
        )
        first = left.selectbox(_("Vanaf jaar"), years, key=f"{_MANY}_vanaf")
        last = right.selectbox(_("Tot en met jaar"), years[::-1], key=f"{_MANY}_tot")
    return FigureFilter(
        words, tuple(indicators), tuple(countries), tuple(chosen), tuple(statuses), first or 0, last or 9999
    )


def _measure_name(indicator: str) -> str:
    """An indicator's id as words."""
    words = indicator.replace("-", " ")
    return words[:1].upper() + words[1:]
