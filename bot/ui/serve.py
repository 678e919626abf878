"""``weerwoord serve``: the web page, from this computer to its own browser."""

from __future__ import annotations

import asyncio
import errno
import json
import logging
import os
import socket
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.errors import UsageError
from bot.settings import Settings

if TYPE_CHECKING:
    from streamlit.starlette import App

_PREFIX = "WEERWOORD_"
_ADDRESS_IN_USE = (errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", errno.EADDRINUSE))


def serve(settings: Settings, *, open_browser: bool) -> int:
    """Serve the page until Ctrl-C.

    Args:
        settings: host, port and where everything lies.
        open_browser: open the page in the user's browser, where there is one.

    Returns:
        0 after a normal end.

    Raises:
        UsageError: the page can't stand at this host and port, told with what to do.
    """
    problem = port_problem(settings.host, settings.port)
    if problem:
        raise UsageError(problem)
    os.environ.update(as_environment(settings))
    from bot.ui.look import streamlit_options

    logging.getLogger("uvicorn.error").addFilter(_is_serious)
    try:
        _make_app(page_address(settings), open_browser=open_browser).run(config=streamlit_options(settings))
    except KeyboardInterrupt:
        print("\nWeerwoord is gestopt.")
    return 0


def page_address(settings: Settings) -> str:
    """Address to type in a browser on this computer."""
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


def port_problem(host: str, port: int) -> str:
    """Why the page can't be served there, as a Dutch sentence; "" when it can."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            if os.name == "posix":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except PermissionError:
        return f"Poort {port} mag u niet gebruiken. Kies een andere, bijvoorbeeld: weerwoord serve --port 8600"
    except socket.gaierror:
        return f"Het adres '{host}' bestaat niet. Kies --host 127.0.0.1"
    except OSError as error:
        if error.errno in _ADDRESS_IN_USE:
            other = port + 1 if port < 65535 else 8600
            return (
                f"Poort {port} is al in gebruik, misschien door een ander venster van Weerwoord. "
                f"Sluit dat, of kies een andere poort: weerwoord serve --port {other}"
            )
        return f"Op {host} poort {port} kan geen pagina staan: {error.strerror or error}."
    return ""


def as_environment(settings: Settings) -> dict[str, str]:
    """Settings as ``WEERWOORD_*``: how they reach the page script, which Streamlit runs by its path."""
    return {_PREFIX + name.upper(): _as_text(getattr(settings, name)) for name in type(settings).model_fields}


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Path):
        return str(value.resolve())
    return value if isinstance(value, str) else json.dumps(value)


def _make_app(address: str, *, open_browser: bool) -> App:
    import streamlit as st
    from starlette.middleware import Middleware

    from bot.ui.shell import SecurityHeaders, routes

    @asynccontextmanager
    async def announce(app: App) -> AsyncIterator[dict[str, Any]]:
        print(f"Weerwoord staat klaar op {address} (stoppen: Ctrl-C)", flush=True)
        if open_browser:
            asyncio.get_running_loop().run_in_executor(None, _open, address)
        yield {}

    return st.App(
        Path(__file__).with_name("app.py"),
        lifespan=announce,
        routes=routes(),
        middleware=[Middleware(SecurityHeaders)],
        on_script_error=_show_defect,
    )


def _open(address: str) -> None:
    try:
        webbrowser.open(address)
    except webbrowser.Error:
        print("Er is geen browser gevonden; open het adres zelf.", flush=True)


def _show_defect(error: Exception) -> bool:
    """A defect in Dutch; Streamlit has written the traceback to the terminal."""
    import streamlit as st

    from bot.ui.answer_view import notice_html

    st.html(notice_html("Er ging iets mis in Weerwoord. Laad de pagina opnieuw; uw gesprek is bewaard."))
    return True


def _is_serious(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING
