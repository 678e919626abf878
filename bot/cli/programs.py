"""``weerwoord mcp`` and ``weerwoord api-token``."""

from __future__ import annotations

import hashlib
import secrets
from importlib.metadata import version

from bot.adapters.logs import log_to
from bot.adapters.metrics import answered
from bot.answering.programs import Programs
from bot.assembly import OpenIndex, make_store, open_index
from bot.ingest.newest import Newest
from bot.settings import Settings


def serve_mcp(settings: Settings) -> None:
    """Speak the Model Context Protocol on stdin and stdout until stdin ends.

    Raises:
        IndexFault: there is no index; told before the first message.
    """
    from bot.adapters.mcp_server import make_server

    log_to(settings.log_format, settings.log_file)
    store = make_store(settings)
    store.check(store.current())
    newest: Newest[OpenIndex] = Newest(store, lambda: open_index(settings), lambda index: index.folder)
    programs = Programs(newest.get, answered("mcp"))
    make_server(programs, version("weerwoord")).run("stdio")


def make_token() -> None:
    """Print a new token for the HTTP API, and the line for the settings; the token itself is kept nowhere."""
    token = secrets.token_urlsafe(32)
    print(f"Sleutel, voor het programma (bewaar hem; hij staat nergens anders): {token}")
    print(f'Regel voor weerwoord.toml:  api_tokens = ["{hashlib.sha256(token.encode()).hexdigest()}"]')
