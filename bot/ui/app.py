"""The Streamlit script: chrome, style, the list of pages and who may see them."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

import streamlit as st

from bot.adapters.logs import event
from bot.errors import WeerwoordError
from bot.settings import Settings
from bot.ui import desk, state
from bot.ui.access import Person, current_person, is_open, must_log_in, refusal
from bot.ui.answer_view import notice_html
from bot.ui.language import _, settle_language, show_choice
from bot.ui.look import icon_address
from bot.ui.page_list import LANGUAGE_SCRIPT, PAGES
from bot.ui.plain import html
from bot.ui.retention import expire_daily

_HERE = Path(__file__).parent


def main() -> None:
    """Show the page that the address names, or the way in."""
    settings = desk.read_settings()
    language = settle_language(settings.ui_language)
    st.set_page_config(page_title="Weerwoord", page_icon=icon_address(), layout="centered")
    st.html(_HERE / "weerwoord.css")
    st.html(f'<script src="{LANGUAGE_SCRIPT.format(language=language)}"></script>', unsafe_allow_javascript=True)
    person = current_person()
    if must_log_in(person):
        _show_way_in(settings)
    else:
        _show_page(settings, person)


def _show_page(settings: Settings, person: Person) -> None:
    pages = {
        entry: st.Page(
            _HERE / "views" / entry.file,
            title=_(entry.title),
            url_path=entry.path,
            default=number == 0,
            visibility="visible" if person.may(entry.role) else "hidden",
        )
        for number, entry in enumerate(PAGES)
    }
    chosen = st.navigation(list(pages.values()))
    _show_chrome(settings, person)
    role = next(entry.role for entry, page in pages.items() if page == chosen)
    if not person.may(role):
        st.html(f'<h1 class="ww-naam">{html(chosen.title)}</h1>')
        st.html(notice_html(refusal(role)))
        return
    expire_daily(settings)
    try:
        chosen.run()
    except Exception as error:  # whatever it is, a visitor gets a sentence and keeps what was typed
        state.settled()
        event("page failed", logging.ERROR, page=chosen.url_path, error=type(error).__name__, where=_place(error))
        trouble = _("Er ging iets mis op deze pagina. Wat u vroeg is bewaard: laad de pagina opnieuw.")
        advice = _("Blijft het misgaan, draai dan 'weerwoord doctor' en meld wat die zegt.")
        st.html(notice_html(f"{trouble} {advice}"))


def _place(error: Exception) -> str:
    """Module and line where an error arose; its message may hold what a visitor wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""


def _show_chrome(settings: Settings, person: Person) -> None:
    """What stands on every page: language, who is logged in, and a warning on an open server."""
    with st.sidebar.container(key="ww_bezoek", gap="small"):
        show_choice(settings.ui_language)
        if settings.login_file:
            who = _("Ingelogd als {name}").format(name=person.name) if person.name else _("Ingelogd")
            st.html(f'<p class="ww-opmerking">{html(who)}</p>')
            st.button(_("Uitloggen"), key="ww_uitloggen", on_click=st.logout, width="stretch")
    if is_open(settings):
        st.html(
            notice_html(_("Anderen op dit netwerk kunnen deze pagina ook openen, zonder in te loggen."), alarm=False)
        )


def _show_way_in(settings: Settings) -> None:
    st.navigation([st.Page(_nothing, title="Weerwoord", url_path=entry.path) for entry in PAGES], position="hidden")
    st.html('<h1 class="ww-naam">Weerwoord</h1>')
    explanation = _("Log in met het account van uw organisatie. Daarna vindt u hier uw eigen gesprekken terug.")
    st.html(f'<p class="ww-inleiding">{html(explanation)}</p>')
    st.button(_("Inloggen"), key="ww_inloggen", on_click=st.login, type="primary")
    with st.container(key="ww_bezoek"):
        show_choice(settings.ui_language)


def _nothing() -> None:
    """Stands at each address until the visitor is logged in."""


try:
    main()
except WeerwoordError as error:
    st.html(notice_html(str(error)))
