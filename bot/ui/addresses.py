"""Addresses of sources and figures; the visitor's language goes along."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from bot.ui.language import ADDRESS as LANGUAGE


def source_address(key: str) -> str:
    """Where the page of a source stands."""
    return _address("bronnen", bron=key)


def figure_address(name: str) -> str:
    """Where a ledger row stands."""
    return _address("cijfers", cijfer=name)


def source_figures_address(key: str) -> str:
    """Where the ledger rows of a source stand."""
    return _address("cijfers", bron=key)


def _address(page: str, **query: str) -> str:
    if get_script_run_ctx(suppress_warning=True) is not None and (language := st.query_params.get(LANGUAGE)):
        query[LANGUAGE] = language
    return f"/{page}?{urlencode(query)}"
