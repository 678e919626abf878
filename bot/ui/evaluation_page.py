"""Page "Evaluatie": the evaluation questions beside the chat, and running them."""

from __future__ import annotations

import streamlit as st

from bot.ui.language import _
from bot.ui.plain import html


def show() -> None:
    """Draw the page."""
    st.html(f'<h1 class="ww-naam">{html(_("Evaluatie"))}</h1>')
