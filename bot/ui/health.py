"""Whether the running program can answer: its index, its folder, its language model."""

from __future__ import annotations

import os
from contextlib import suppress
from importlib.metadata import version
from typing import Any

from bot.adapters import metrics
from bot.answering.progress import WithoutModel
from bot.assembly import OpenIndex, make_store
from bot.errors import WeerwoordError
from bot.settings import Settings
from bot.ui.api import Health
from bot.ui.desk import shared_index

_OK = "ok"


def look(settings: Settings) -> Health:
    """How the program is now; nothing is changed, and no question is asked."""
    checks = {"index": _OK, "storage": _OK}
    index: OpenIndex | None = None
    try:
        index = shared_index()
        make_store(settings).check(index.folder)
    except WeerwoordError as error:
        checks["index"] = str(error)
    folder = next(place for place in (settings.data_dir, *settings.data_dir.parents) if place.exists())
    if not os.access(folder, os.W_OK):
        checks["storage"] = "In de gegevensmap mag niet geschreven worden."
    good = index is not None
    told: dict[str, Any] = {
        "status": _OK if good and set(checks.values()) == {_OK} else "fault",
        "version": version("weerwoord"),
        "index": _index(index),
        "checks": checks,
        "model": _model(settings, index),
    }
    name, passages = (index.folder.name, index.manifest.passages) if index else ("", 0)
    return Health(good, told, metrics.figures(name, passages, _open_sessions()))


def _index(index: OpenIndex | None) -> dict[str, Any] | None:
    if index is None:
        return None
    it = index.manifest
    return {"version": index.folder.name, "passages": it.passages, "questions": it.questions, "created": it.created}


def _model(settings: Settings, index: OpenIndex | None) -> str:
    """How the language model is: "none", "ready", "resting" after failures, or "unavailable"."""
    if not settings.model:
        return "none"
    if index is None or isinstance(index.answerer, WithoutModel):
        return "unavailable"
    parts = getattr(index.answerer, "parts", None)
    return "resting" if parts is not None and parts.chain.is_resting else "ready"


def _open_sessions() -> int | None:
    """How many pages are open, None when Streamlit does not say."""
    from streamlit.runtime import exists, get_instance

    with suppress(AttributeError):
        return len(get_instance()._session_mgr.list_active_sessions()) if exists() else None
    return None
