"""The language of the interface: Dutch sentences are the keys, catalogues hold French and English.

The visitor's choice stands in the address (``?taal=fr``), so a reload and a shared link keep it; no cookie is set.
"""

from __future__ import annotations

import gettext
import io
from functools import cache
from pathlib import Path

import streamlit as st
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from streamlit.runtime.scriptrunner import get_script_run_ctx

DUTCH = "nl"
LANGUAGES = {"nl": "Nederlands", "fr": "Français", "en": "English"}
ADDRESS = "taal"
FOLDER = Path(__file__).parents[1] / "locale"
DOMAIN = "weerwoord"
_KEPT = "ww_taal"
_CHOICE = "ww_taalkeuze"


def _(text: str) -> str:
    """The sentence in the visitor's language; the Dutch one where a translation is missing.

    Fill placeholders after translating: ``_("Bewaard: {name}").format(name=name)``.
    """
    return translations(current_language()).gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """The form for ``count`` things, in the visitor's language."""
    return translations(current_language()).ngettext(one, many, count)


def N_(text: str) -> str:
    """Marks a sentence of a table for translation; ``_(TABLE[key])`` translates it when it is shown."""
    return text


def current_language() -> str:
    """Code of the language in which this visitor sees the interface; Dutch outside a page."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return DUTCH
    kept = st.session_state.get(_KEPT, DUTCH)
    return kept if kept in LANGUAGES else DUTCH


def settle_language(default: str) -> str:
    """Decide the language of this run: the address, else what was chosen before, else the setting.

    Call it once, before anything is drawn.
    """
    asked = st.query_params.get(ADDRESS, "")
    language = asked if asked in LANGUAGES else st.session_state.get(_KEPT, default)
    st.session_state[_KEPT] = language
    _keep_in_address(language, default)
    return str(language)


def show_choice(default: str) -> None:
    """Draw the selector."""
    names = list(LANGUAGES)
    st.selectbox(
        _("Taal van de knoppen en menu’s"),
        names,
        index=names.index(current_language()),
        format_func=LANGUAGES.__getitem__,
        key=_CHOICE,
        on_change=_choose,
        args=(default,),
        label_visibility="collapsed",
    )


def _choose(default: str) -> None:
    language = st.session_state[_CHOICE]
    st.session_state[_KEPT] = language
    _keep_in_address(language, default)


def _keep_in_address(language: str, default: str) -> None:
    if language == default:
        st.query_params.pop(ADDRESS, None)
    elif st.query_params.get(ADDRESS) != language:
        st.query_params[ADDRESS] = language


def read_catalog(language: str) -> Catalog:
    """The catalogue of a language, as its translators keep it."""
    with (FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


@cache
def translations(language: str) -> gettext.NullTranslations:
    """Translations of a language, read from its catalogue: no compiled file that could lag behind."""
    if language == DUTCH:
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, read_catalog(language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
