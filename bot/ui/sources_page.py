"""Page "Bronnen": what each note and report says, who relies on it, and the user's own documents."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from bot.domain.filters import SourceKind, kind_of
from bot.domain.sources import ReadDepth, Source
from bot.errors import WeerwoordError
from bot.ingest.store import IndexStore
from bot.settings import Settings
from bot.ui import desk as office
from bot.ui import state
from bot.ui.access import current_person
from bot.ui.addresses import source_figures_address
from bot.ui.answer_view import notice_html
from bot.ui.chain_picture import chain_svg, chain_words
from bot.ui.chart_drawing import DARK, LIGHT
from bot.ui.figure_view import figures_html
from bot.ui.language import _, ngettext
from bot.ui.library import Library, shared_library
from bot.ui.originals_view import document_path, show_original
from bot.ui.own_documents_view import show_adding, show_removing
from bot.ui.plain import html, label
from bot.ui.source_list import ListFilter, listed_sources
from bot.ui.source_view import (
    DEPTHS,
    beside_html,
    conflicts_html,
    coverage_html,
    digest_html,
    head_html,
    list_line,
    mentions_html,
    source_name,
)
from bot.ui.wording import KINDS, country_name

ADDRESS = "bron"
"""In the address: the key of the source to show."""
_PAGE = 25
_SHOWN = "ww_bronnen_getoond"
_FIRST = 8
_PICTURE = 430


def show() -> None:
    """Draw the list, or the source that the address names."""
    st.html(Path(__file__).with_name("library.css"))
    settings = office.read_settings()
    try:
        library = shared_library()
        key = st.query_params.get(ADDRESS, "")
        if key in library.sources:
            _show_source(library.sources[key], library, settings)
            return
        st.html(f'<h1 class="ww-naam">{html(_("Bronnen"))}</h1>')
        if key:
            st.html(notice_html(_("Deze bron is er niet of niet meer. Kies er een uit de lijst.")))
        _show_list(library, settings)
    except WeerwoordError as error:
        st.html(notice_html(str(error)))


# the list


def _show_list(library: Library, settings: Settings) -> None:
    text = _("Wat elke nota en elk rapport zegt in onze eigen woorden, wie erop steunt en wie het tegenspreekt.")
    st.html(f'<p class="ww-inleiding">{html(text)}</p>')
    only = _chosen_filter(library)
    if current_person().may("editor"):
        show_adding(settings, library)
    found = listed_sources(only, library)
    if not found:
        st.html(notice_html(_("Geen bron past bij deze keuze. Haal een filter weg of zoek op een ander woord.")))
        return
    count = ngettext("{n} bron", "{n} bronnen", len(found)).format(n=len(found))
    st.html(f'<p class="ww-opmerking" role="status">{html(count)}</p>')
    most = st.session_state.get(_SHOWN, _PAGE)
    for source in found[:most]:
        _show_line(source, library)
    if len(found) > most:
        st.button(_("Meer bronnen tonen"), key="ww_meerbronnen", on_click=_show_more, width="stretch")
    with st.expander(_("Hoeveel er per thema is"), key="ww_dekking"):
        st.html(coverage_html(library.coverage))


def _show_more() -> None:
    st.session_state[_SHOWN] = st.session_state.get(_SHOWN, _PAGE) + 2 * _PAGE


def _show_line(source: Source, library: Library) -> None:
    with st.container(gap=None):
        st.button(
            label(source_name(source)),
            key=f"ww_bronknop_{source.key}",
            type="tertiary",
            on_click=_open,
            args=(source.key,),
        )
        contested = library.is_contested(source.key)
        st.html(list_line(source, library.themes[source.key], contested=contested))


def _open(key: str) -> None:
    st.query_params[ADDRESS] = key


def _back() -> None:
    st.query_params.pop(ADDRESS, None)


def _chosen_filter(library: Library) -> ListFilter:
    words = st.text_input(
        _("Zoek in de bronnen"), key="ww_zoekbron", placeholder=_("auteur, titel of onderwerp"), max_chars=200
    )
    with st.expander(_("Filters"), key="ww_bronfilters"):
        left, right = st.columns(2)
        themes = left.multiselect(
            _("Thema"),
            sorted({theme for group in library.themes.values() for theme in group}),
            format_func=office.theme_title,
            placeholder=_("Alle"),
            key="ww_bronthema",
        )
        countries = right.multiselect(
            _("Gaat over"),
            sorted({code for group in library.countries.values() for code in group}, key=country_name),
            format_func=country_name,
            placeholder=_("Alle"),
            key="ww_bronland",
        )
        there = {kind_of(source) for source in library.sources.values()}
        kinds = left.multiselect(
            _("Soort"),
            [kind for kind in SourceKind if kind in there],
            format_func=lambda kind: _(KINDS[kind]),
            placeholder=_("Alle"),
            key="ww_bronsoort",
        )
        depths = right.multiselect(
            _("Hoeveel gelezen"),
            list(ReadDepth),
            format_func=lambda depth: _(DEPTHS[depth]),
            placeholder=_("Alle"),
            key="ww_brondiepte",
        )
        contested = st.checkbox(_("Alleen bronnen met tegenspraak"), key="ww_bronstrijd")
    return ListFilter(words, tuple(kinds), tuple(themes), tuple(countries), tuple(depths), contested)


# one source


def _show_source(source: Source, library: Library, settings: Settings) -> None:
    st.button(_("← Alle bronnen"), key="ww_terug", type="tertiary", on_click=_back)
    st.html(head_html(source, library.themes[source.key]))
    if source.own and current_person().may("editor"):
        show_removing(source, settings, library)
    _show_text(source, library, settings)
    if conflicts := library.conflicts(source.key):
        _heading(_("Wat spreekt elkaar tegen"))
        st.html(conflicts_html(conflicts, library.sources))
    _show_chain(source, library)
    _show_cards(source, library)
    _show_figures(source, library)


def _heading(text: str) -> None:
    st.html(f'<h2 class="ww-grafiekkop">{html(text)}</h2>')


def _show_text(source: Source, library: Library, settings: Settings) -> None:
    digest, copy = library.digests[source.key], library.originals(source.key)
    path = document_path(IndexStore(settings.index_root), source.key, library) if copy else None
    if not digest:
        _heading(_("Wat Weerwoord ervan begrepen heeft"))
        if copy:
            show_original(source, path, library)
        return
    if not copy:
        _heading(_("Wat deze bron zegt, in onze woorden"))
        st.html(digest_html(digest, library.sources))
        return
    left, right = st.columns(2, gap="medium")
    with left:
        _heading(_("Wat deze bron zegt, in onze woorden"))
        st.html(beside_html(digest_html(digest, library.sources), _("Samenvatting")))
    with right:
        _heading(_("Het origineel"))
        show_original(source, path, library)


def _show_chain(source: Source, library: Library) -> None:
    mentions = library.mentions(source.key)
    ink = DARK if st.context.theme.type == "dark" else LIGHT
    picture = chain_svg(source, mentions, library.sources, ink)
    if not picture:
        return
    _heading(_("Wie steunt op wie"))
    st.image(picture, width=_PICTURE, alt=chain_words(source, mentions, library.sources))
    with st.expander(_("De hele lijst"), key=f"ww_keten_{source.key}"):
        st.html(mentions_html(mentions, library.sources))


def _show_cards(source: Source, library: Library) -> None:
    cards = library.cards_on(source.key)
    if not cards:
        return
    _heading(_("Vragen waarvan het antwoord op deze bron steunt"))
    for card in cards[:_FIRST]:
        _question(card.question, f"{source.key}_{card.slug}")
    if cards[_FIRST:]:
        with st.expander(_("Meer vragen"), key=f"ww_meervragen_{source.key}"):
            for card in cards[_FIRST:]:
                _question(card.question, f"{source.key}_{card.slug}")


def _question(question: str, name: str) -> None:
    if st.button(label(question), key=f"ww_knop_bron_{name}", width="stretch"):
        state.ask_next(question)
        st.query_params.clear()
        st.switch_page(str(Path(__file__).parent / "views" / "vragen.py"))


def _show_figures(source: Source, library: Library) -> None:
    rows = library.figures_of(source.key)
    if not rows:
        return
    _heading(_("Cijfers uit deze bron"))
    st.html(figures_html(rows[:_FIRST]))
    if len(rows) > _FIRST:
        words = _("Alle {n} cijfers van deze bron in de tabel").format(n=len(rows))
        address = html(source_figures_address(source.key))
        st.html(f'<p class="ww-regel"><a class="ww-verder" href="{address}" target="_self">{html(words)}</a></p>')
