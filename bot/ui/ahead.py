"""What is made ready at start, so that no visitor waits for it."""

from __future__ import annotations

import importlib
import inspect
import time
from contextlib import suppress

from bot.errors import WeerwoordError
from bot.ui import desk as office
from bot.ui.garbage import collect_rarely, forget_widgets, keep_for_good

_PAGES = ("retention", "questions", "rehearsal", "sources_page", "evaluation_page", "privacy_page")
_CHARTS = "figures_page"
_AGAIN_S = (60.0, 600.0, 3600.0)
"""Some pages read what they need when somebody first opens them."""


def open_ahead() -> None:
    """Before the page is announced: what a first page and a first answer need; a fault shows on the page."""
    for name in _PAGES:
        importlib.import_module(f"bot.ui.{name}")
    inspect.stack()  # Streamlit asks for it at its first element; the first time Python looks through all modules
    with suppress(WeerwoordError):
        office.newest_desk().get()
    keep_for_good()
    collect_rarely()
    forget_widgets()


def warm_up() -> None:
    """After that, in a thread of its own: some answers, what the pages know of the sources, the charts."""
    from bot.ui.library import open_library

    with suppress(WeerwoordError):
        desk = office.newest_desk().get()
        desk.warm_up()
        library = open_library(desk)
        library.read_all()
        from bot.ui.chart_cards import chart_cards

        chart_cards(library, "light")
        chart_cards(library, "dark")
        importlib.import_module(f"bot.ui.{_CHARTS}")
    keep_for_good()
    for pause in _AGAIN_S:
        time.sleep(pause)
        keep_for_good()
