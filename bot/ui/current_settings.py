"""The settings of this process, as the pages read them."""

from __future__ import annotations

import os
from functools import lru_cache

from bot.settings import Settings, load_settings

_PREFIX = "WEERWOORD_"


def current_settings() -> Settings:
    """Settings of this process; ``serve`` hands its own over through the environment.

    Read once for each environment: a page asks for them several times while it is drawn.

    Raises:
        SettingsError: an unknown name or a value out of bounds.
    """
    return _read(tuple(sorted((name, value) for name, value in os.environ.items() if name.startswith(_PREFIX))))


@lru_cache(maxsize=8)
def _read(environment: tuple[tuple[str, str], ...]) -> Settings:
    return load_settings()
