"""Colours and other options of Streamlit. Contrast of text on its ground is at least 4.5 : 1."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import Any

from bot.settings import Settings
from bot.ui.shell import allowed_hosts

_LIGHT = {
    "primaryColor": "#0b5a6b",
    "backgroundColor": "#fcfbf8",
    "secondaryBackgroundColor": "#f1eee7",
    "textColor": "#1d2529",
    "linkColor": "#0b5a6b",
    "borderColor": "#d5d0c4",
    "codeTextColor": "#1d2529",
}
_DARK = {
    "primaryColor": "#2a7f92",
    "backgroundColor": "#14191c",
    "secondaryBackgroundColor": "#1f272b",
    "textColor": "#e9e6df",
    "linkColor": "#86cddb",
    "borderColor": "#3a454b",
    "codeTextColor": "#e9e6df",
}


@cache
def icon_address() -> str:
    """The icon as an address that holds it: a file would be read and registered at each drawing of a page."""
    picture = Path(__file__).with_name("icon.png").read_bytes()
    return f"data:image/png;base64,{b64encode(picture).decode()}"


def streamlit_options(settings: Settings, public_name: str = "") -> dict[str, Any]:
    """Options for ``App.run``: given here, so that a wheel works from any folder.

    Args:
        public_name: name of the server as a team's visitors know it, "" without.
    """
    options: dict[str, Any] = {
        "server.address": settings.host,
        "server.port": settings.port,
        "server.headless": True,
        "server.allowedHosts": allowed_hosts(settings.host, public_name),
        "server.fileWatcherType": "none",
        "server.runOnSave": False,
        "server.maxUploadSize": settings.max_upload_mb,
        "server.showEmailPrompt": False,
        "server.enableCORS": True,
        "server.enableXsrfProtection": True,
        "secrets.files": [],  # only ``login_file`` counts
        "browser.gatherUsageStats": False,
        "client.showErrorDetails": "none",
        "client.showErrorLinks": "false",
        "client.toolbarMode": "minimal",
        "logger.hideWelcomeMessage": True,
        "theme.baseRadius": "0.5rem",
        "theme.linkUnderline": True,
        "theme.showWidgetBorder": True,
    }
    for name, colours in (("light", _LIGHT), ("dark", _DARK)):
        options.update({f"theme.{name}.{key}": value for key, value in colours.items()})
    return options
