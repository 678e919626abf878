"""A small OpenID Connect provider on loopback: discovery, authorize, token with a signed ID token, keys, logout."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "weerwoord", "geheim-van-de-client-0123456789"
_KEY_NAME = {"kid": "sleutel-1", "use": "sig"}


@dataclass
class Provider:
    """What the provider says and what it was asked.

    Attributes:
        person: claims of whoever logs in.
        changes: claims that replace those of a good token, for instance another ``exp``.
        key: with which tokens are signed; its public half is published as ``published``.
        seen: paths asked, in order.
    """

    person: dict[str, Any]
    address: str = ""
    changes: dict[str, Any] = field(default_factory=dict)
    published: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, _KEY_NAME, private=True))
    key: RSAKey | None = None
    seen: list[str] = field(default_factory=list)
    pending: dict[str, dict[str, str]] = field(default_factory=dict)

    def metadata(self) -> dict[str, Any]:
        """The discovery document."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/jwks",
            "end_session_endpoint": f"{self.address}/logout",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }

    def code_for(self, asked: dict[str, str]) -> str:
        """Where the browser goes after the person said yes."""
        code = secrets.token_urlsafe(8)
        self.pending[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """The tokens for a code that was given out; None for a client or a verifier that is not right."""
        asked = self.pending.pop(form.get("code", ""), None)
        credentials = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        verifier = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).decode().rstrip("=")
        if asked is None or authorization != f"Basic {credentials}" or challenge != asked["code_challenge"]:
            return None
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 600, "nonce": asked["nonce"]}
        header = {"alg": "RS256", "kid": _KEY_NAME["kid"]}
        signed = jwt.encode(header, {**claims, **self.person, **self.changes}, self.key or self.published)
        return {"access_token": secrets.token_urlsafe(8), "token_type": "Bearer", "expires_in": 600, "id_token": signed}


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        """Discovery, keys, the page that asks for consent, logout."""
        url = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(url.query).items()}
        self.provider.seen.append(url.path)
        if url.path == "/.well-known/openid-configuration":
            self._json(self.provider.metadata())
        elif url.path == "/jwks":
            self._json({"keys": [self.provider.published.as_dict(private=False)]})
        elif url.path == "/authorize" and asked.get("client_id") == CLIENT:
            link = self.provider.code_for(asked).replace("&", "&amp;")
            self._send(200, "text/html", f'<title>Provider</title><a href="{link}">Ga door</a>'.encode())
        elif url.path == "/logout":
            self.send_response(302)
            self.send_header("Location", asked["post_logout_redirect_uri"])
            self.end_headers()
        else:
            self._send(404, "text/plain", b"?")

    def do_POST(self) -> None:
        """The token endpoint."""
        self.provider.seen.append(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        token = self.provider.token(form, self.headers.get("Authorization", ""))
        if token is None:
            self._send(400, "application/json", b'{"error": "invalid_grant"}')
        else:
            self._json(token)

    def _json(self, value: dict[str, Any]) -> None:
        self._send(200, "application/json", json.dumps(value).encode())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Silence."""


@contextmanager
def oidc_provider(person: dict[str, Any]) -> Iterator[Provider]:
    """A running provider for whom this person logs in."""
    provider = Provider(person)
    handler = type("Handler", (_Handler,), {"provider": provider})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    provider.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
