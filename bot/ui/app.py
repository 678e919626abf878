"""The Streamlit script: chrome, style and the list of pages."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from bot.ui.page_list import PAGES

_HERE = Path(__file__).parent


def main() -> None:
    """Show the page that the address names."""
    st.set_page_config(page_title="Weerwoord", page_icon=str(_HERE / "icon.png"), layout="centered")
    st.html(_HERE / "weerwoord.css")
    pages = [
        st.Page(_HERE / "views" / page.file, title=page.title, url_path=page.path, default=number == 0)
        for number, page in enumerate(PAGES)
    ]
    st.navigation(pages).run()


main()
