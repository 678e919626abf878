"""The pages, in the order of the menu; the first is the one at "/"."""

from __future__ import annotations

from typing import NamedTuple

from bot.ui.access import Role
from bot.ui.language import N_


class PageEntry(NamedTuple):
    """A page: its address, its name in the menu, its file in ``views/``, and the role that may see it."""

    path: str
    title: str
    file: str
    role: Role = "reader"


PAGES = (
    PageEntry("vragen", N_("Vragen"), "vragen.py"),
    PageEntry("oefenen", N_("Oefenen"), "oefenen.py"),
    PageEntry("bronnen", N_("Bronnen"), "bronnen.py"),
    PageEntry("cijfers", N_("Cijfers"), "cijfers.py"),
    PageEntry("evaluatie", N_("Evaluatie"), "evaluatie.py", "evaluator"),
    PageEntry("gegevens", N_("Mijn gegevens"), "gegevens.py"),
)
SCROLL_SCRIPT = "/weerwoord/scroll.js"
"""Served by this program; brings the newest question to the top of the window."""
BASE_SCRIPT = "/weerwoord/adres.js"
"""Served by this program; tells Streamlit where its server is, which it would else look for below each page first."""
LANGUAGE_SCRIPT = "/weerwoord/taal-{language}.js"
"""Served by this program; tells the browser in which language the interface is."""
