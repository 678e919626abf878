"""Removes what was kept longer than the setting allows."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import streamlit as st

from bot.errors import StorageError
from bot.settings import Settings
from bot.storage.personal import expire


@st.cache_data(ttl=timedelta(days=1), show_spinner=False)  # words for it would bring in pandas
def _expired(database: Path, days: int) -> int:
    return expire(database, days)


def expire_daily(settings: Settings) -> None:
    """Apply ``keep_days`` once a day, for a server that stays up."""
    if settings.keep_days:
        with suppress(StorageError):  # a failure is not cached, so the next page tries again
            _expired(settings.database, settings.keep_days)
