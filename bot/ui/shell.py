"""What goes around Streamlit's own web server: security headers, a Dutch start page, one script."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from bot.ui.page_list import PAGES, SCROLL_SCRIPT

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d+)?|\[[0-9A-Fa-f:]+\](:\d+)?")
_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'{socket}; media-src 'self' blob:; worker-src 'self' blob:; "
    "object-src 'none'; frame-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
_WILDCARDS = ("0.0.0.0", "::", "")


class SecurityHeaders:
    """ASGI middleware: nothing from elsewhere is loaded, and no other page may frame this one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with headers on each HTTP response."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
        extra = {**_HEADERS, "content-security-policy": content_policy(host)}
        encoded = [(name.encode(), value.encode()) for name, value in extra.items()]

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [pair for pair in message.get("headers", ()) if pair[0].decode("latin-1").lower() not in extra]
                message = {**message, "headers": [*kept, *encoded]}
            await send(message)

        await self._app(scope, receive, send_with_headers)


def content_policy(host: str) -> str:
    """The Content-Security-Policy; names the websocket for browsers where 'self' leaves it out."""
    socket = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return _POLICY.format(socket=socket)


def allowed_hosts(host: str) -> list[str]:
    """Host names that a request may carry; guards against DNS rebinding."""
    if host in _WILDCARDS:
        return ["*"]
    return list(dict.fromkeys([host, "localhost", "127.0.0.1", "[::1]"]))


def start_page(streamlit_folder: Path) -> str:
    """Streamlit's own start page, in Dutch and without its inline script."""
    text = (streamlit_folder / "static" / "index.html").read_text(encoding="utf-8")
    text = text.replace('<html lang="en">', '<html lang="nl">')
    text = text.replace("<title>Streamlit</title>", "<title>Weerwoord</title>")
    text = re.sub(r"<script>\s*window\.prerenderReady = false\s*</script>", "", text)
    sentence = "Weerwoord heeft JavaScript nodig. Zet het aan in uw browser."
    return re.sub(r"<noscript>.*?</noscript>", f"<noscript>{sentence}</noscript>", text, flags=re.S)


def routes() -> list[BaseRoute]:
    """The start page at each page's address, and the scroll script."""
    import streamlit
    from starlette.responses import HTMLResponse, Response
    from starlette.routing import Route

    page = start_page(Path(streamlit.__file__).parent)
    script = (Path(__file__).parent / "scroll.js").read_text(encoding="utf-8")

    async def show_page(request: Request) -> Response:
        return HTMLResponse(page, headers={"cache-control": "no-cache"})

    async def show_script(request: Request) -> Response:
        return Response(script, media_type="text/javascript", headers={"cache-control": "no-cache"})

    paths = ["/", *(f"/{entry.path}" for entry in PAGES)]
    return [*(Route(path, show_page) for path in paths), Route(SCROLL_SCRIPT, show_script)]
