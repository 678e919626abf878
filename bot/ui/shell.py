"""What goes around Streamlit's own web server: security headers, a start page, two small scripts."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.ui.access import GUEST_COOKIE
from bot.ui.language import ADDRESS, DUTCH, LANGUAGES, N_, translations
from bot.ui.page_list import BASE_SCRIPT, LANGUAGE_SCRIPT, PAGES, SCROLL_SCRIPT

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d+)?|\[[0-9A-Fa-f:]+\](:\d+)?")
_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self' blob:{socket}; media-src 'self' blob:; worker-src 'self' blob:; "
    "object-src 'none'; frame-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=({microphone}), geolocation=()",
}
_OVER_HTTPS = {"strict-transport-security": "max-age=31536000"}
_WILDCARDS = ("0.0.0.0", "::", "")
_SET_LANGUAGE = 'document.documentElement.lang = "{language}";\n'
_SET_BASE = 'window.__streamlit = { BACKEND_BASE_URL: location.origin + "/" };\n'
_NO_SCRIPT = N_("Weerwoord heeft JavaScript nodig. Zet het aan in uw browser.")
_YEAR_S = 365 * 86_400


class SecurityHeaders:
    """ASGI middleware: nothing from elsewhere is loaded, no other page may frame this one, no other name leads here.

    Args:
        app: what answers.
        hosts: names that a request may carry, "*" for any; Streamlit itself checks its websocket only.
        secure: visitors come over https, so cookies go over nothing else.
        microphone: pages may ask for it, for spoken answers.
    """

    def __init__(
        self, app: ASGIApp, hosts: Sequence[str] = ("*",), *, secure: bool = False, microphone: bool = False
    ) -> None:
        self._app = app
        self._hosts = frozenset(name.strip("[]").lower() for name in hosts)
        policy = _HEADERS["permissions-policy"].format(microphone="self" if microphone else "")
        self._headers = {**_HEADERS, "permissions-policy": policy, **(_OVER_HTTPS if secure else {})}
        self._secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with headers on each HTTP response; a request under another name is refused."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
        extra = {**self._headers, "content-security-policy": content_policy(host)}
        encoded = [(name.encode(), value.encode()) for name, value in extra.items()]

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [pair for pair in message.get("headers", ()) if pair[0].decode("latin-1").lower() not in extra]
                message = {**message, "headers": [*map(self._guarded, kept), *encoded]}
            await send(message)

        await (self._app if self._is_ours(host) else _refuse)(scope, receive, send_with_headers)

    def _is_ours(self, host: str) -> bool:
        if "*" in self._hosts:
            return True
        try:
            return (urlsplit(f"//{host}").hostname or "").rstrip(".") in self._hosts
        except ValueError:
            return False

    def _guarded(self, pair: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
        name, value = pair
        if self._secure and name.lower() == b"set-cookie" and b"; secure" not in value.lower():
            return name, value + b"; Secure"
        return pair


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    from starlette.responses import PlainTextResponse

    await PlainTextResponse("Onder dit adres is Weerwoord niet te vinden.", status_code=400)(scope, receive, send)


def content_policy(host: str) -> str:
    """The Content-Security-Policy; names the websocket for browsers where 'self' leaves it out."""
    socket = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return _POLICY.format(socket=socket)


def allowed_hosts(host: str, public_name: str = "") -> list[str]:
    """Host names that a request may carry; guards against DNS rebinding.

    Args:
        public_name: by which a team's proxy passes requests on, "" without.
    """
    if host in _WILDCARDS and not public_name:
        return ["*"]
    return list(dict.fromkeys([name for name in (host, public_name, "localhost", "127.0.0.1", "[::1]") if name]))


def start_page(streamlit_folder: Path, language: str = DUTCH) -> str:
    """Streamlit's own start page, in the visitor's language and without its inline script."""
    text = (streamlit_folder / "static" / "index.html").read_text(encoding="utf-8")
    text = text.replace('<html lang="en">', f'<html lang="{language}">')
    text = text.replace("<title>Streamlit</title>", "<title>Weerwoord</title>")
    text = text.replace("<head>", f'<head><script src="{BASE_SCRIPT}"></script>')
    text = re.sub(r"<script>\s*window\.prerenderReady = false\s*</script>", "", text)
    sentence = translations(language).gettext(_NO_SCRIPT)
    return re.sub(r"<noscript>.*?</noscript>", f"<noscript>{sentence}</noscript>", text, flags=re.S)


def routes(default_language: str = DUTCH, *, guests: bool = False) -> list[BaseRoute]:
    """The start page at each page's address, and the scripts.

    Args:
        default_language: of an address that names none.
        guests: give each browser a cookie that tells visitors without login apart.
    """
    import streamlit
    from starlette.responses import HTMLResponse, RedirectResponse, Response
    from starlette.routing import Route

    pages = {language: start_page(Path(streamlit.__file__).parent, language) for language in LANGUAGES}
    scroll = (Path(__file__).parent / "scroll.js").read_text(encoding="utf-8")

    async def show_page(request: Request) -> Response:
        page = pages.get(request.query_params.get(ADDRESS, ""), pages[default_language])
        response = HTMLResponse(page, headers={"cache-control": "no-cache"})
        if guests and GUEST_COOKIE not in request.cookies:
            _welcome(response)
        return response

    async def go_to_first(request: Request) -> Response:
        """The first page is at "/"; under its own name Streamlit would say that there is no such page."""
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"./{query}", status_code=307)

    def script(text: str) -> Callable[[Request], Awaitable[Response]]:
        async def show_script(request: Request) -> Response:
            return Response(text, media_type="text/javascript", headers={"cache-control": "no-cache"})

        return show_script

    scripts = {LANGUAGE_SCRIPT.format(language=name): _SET_LANGUAGE.format(language=name) for name in LANGUAGES}
    scripts |= {SCROLL_SCRIPT: scroll, BASE_SCRIPT: _SET_BASE}
    first, *others = (f"/{entry.path}" for entry in PAGES)
    paths = ["/", *others]
    return [
        Route(first, go_to_first),
        *(Route(path, show_page) for path in paths),
        *(Route(path, script(text)) for path, text in scripts.items()),
    ]


def _welcome(response: Response) -> None:
    response.set_cookie(
        GUEST_COOKIE, secrets.token_urlsafe(24), max_age=_YEAR_S, httponly=True, samesite="lax", path="/"
    )
