"""The pages, in the order of the menu; the first is the one at "/"."""

from __future__ import annotations

from typing import NamedTuple


class PageEntry(NamedTuple):
    """A page: its address, its name in the menu, its file in ``views/``."""

    path: str
    title: str
    file: str


PAGES = (
    PageEntry("vragen", "Vragen", "vragen.py"),
    PageEntry("oefenen", "Oefenen", "oefenen.py"),
    PageEntry("bronnen", "Bronnen", "bronnen.py"),
    PageEntry("cijfers", "Cijfers", "cijfers.py"),
    PageEntry("evaluatie", "Evaluatie", "evaluatie.py"),
    PageEntry("gegevens", "Mijn gegevens", "gegevens.py"),
)
SCROLL_SCRIPT = "/weerwoord/scroll.js"
"""Served by this program; brings the newest question to the top of the window."""
