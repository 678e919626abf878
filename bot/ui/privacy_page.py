"""Page "Mijn gegevens": what is stored about the visitor, to take along or delete."""

from __future__ import annotations

import streamlit as st

from bot.ui.language import _
from bot.ui.plain import html


def show() -> None:
    """Draw the page."""
    st.html(f'<h1 class="ww-naam">{html(_("Mijn gegevens"))}</h1>')
