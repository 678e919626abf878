"""``weerwoord serve``: the web page, from this computer to its own browser."""

from __future__ import annotations

import asyncio
import errno
import gc
import json
import logging
import os
import socket
import threading
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.adapters.logs import event, log_to
from bot.errors import StorageError, UsageError
from bot.settings import Settings

if TYPE_CHECKING:
    from streamlit.starlette import App

_PREFIX = "WEERWOORD_"
_CLOSED = (
    "Op {host} kan iedereen op uw netwerk bij deze pagina. Stel inloggen in met login_file (zie docs/access.md), "
    'of zet allow_open = true als u dat bewust wilt. Alleen voor uzelf? Zet host = "127.0.0.1".'
)
_OPEN = (
    "LET OP: deze pagina staat open voor iedereen op uw netwerk, zonder inloggen. Bezoekers kunnen lezen en oefenen, "
    "maar geen documenten beheren en niet toetsen."
)
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
    log_to(settings.log_format, settings.log_file)
    problem = port_problem(settings.host, settings.port)
    if problem:
        raise UsageError(problem)
    from bot.ui.access import is_open
    from bot.ui.login import login_host, read_login
    from bot.ui.look import streamlit_options

    if is_open(settings):
        if not settings.allow_open:
            raise UsageError(_CLOSED.format(host=settings.host))
        print(_OPEN, flush=True)
    login = read_login(settings.login_file) if settings.login_file else {}
    os.environ.update(as_environment(settings))
    _forget_what_is_old(settings)
    logging.getLogger("uvicorn.error").addFilter(_is_serious)
    options = streamlit_options(settings, login_host(login) if login else "")
    try:
        _make_app(settings, login, open_browser=open_browser).run(config=options)
    except KeyboardInterrupt:
        print("\nWeerwoord is gestopt.")
        gc.freeze()  # else Python's last collection walks through all packages, for seconds
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


def _forget_what_is_old(settings: Settings) -> None:
    from bot.storage.personal import expire

    try:
        count = expire(settings.database, settings.keep_days)
    except StorageError as error:
        print(f"Oude gesprekken zijn nog niet opgeruimd. {error}", flush=True)
    else:
        if count:
            print(f"Ouder dan {settings.keep_days} dagen en dus verwijderd: {count}.", flush=True)


def _make_app(settings: Settings, login: dict[str, Any], *, open_browser: bool) -> App:
    import streamlit as st
    from starlette.middleware import Middleware

    from bot.adapters.metrics import answered
    from bot.answering.programs import Programs
    from bot.ui.access import is_open
    from bot.ui.ahead import open_ahead, warm_up
    from bot.ui.api import Api
    from bot.ui.desk import shared_index
    from bot.ui.health import look
    from bot.ui.login import is_https, login_host
    from bot.ui.shell import SecurityHeaders, allowed_hosts, routes

    address = page_address(settings)
    api = Api(settings, Programs(shared_index, answered("api")), lambda: look(settings))
    hosts = allowed_hosts(settings.host, login_host(login) if login else "")

    @asynccontextmanager
    async def announce(app: App) -> AsyncIterator[dict[str, Any]]:
        open_ahead()
        threading.Thread(target=warm_up, name="opwarmen", daemon=True).start()
        print(f"Weerwoord staat klaar op {address} (stoppen: Ctrl-C)", flush=True)
        if open_browser:
            asyncio.get_running_loop().run_in_executor(None, _open, address)
        yield {}

    return st.App(
        Path(__file__).with_name("app.py"),
        secrets={"auth": login} if login else None,
        lifespan=announce,
        routes=[*routes(settings.ui_language, guests=is_open(settings)), *api.routes()],
        middleware=[
            Middleware(
                SecurityHeaders,
                hosts=hosts,
                secure=bool(login) and is_https(login),
                microphone=bool(settings.speech_base_url),
            )
        ],
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
    from bot.ui.language import _

    event("page-defect", logging.ERROR, error=type(error).__name__)
    st.html(notice_html(_("Er ging iets mis in Weerwoord. Laad de pagina opnieuw; uw gesprek is bewaard.")))
    return True


def _is_serious(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING
