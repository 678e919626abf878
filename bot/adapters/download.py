"""Requests over the net: every connection goes to an address that was checked, and ends in time.

Built from httpx's addresses, headers and certificates on httpcore, the layer below it: a client of httpx would add
cookies, a log line with each address, and a name that is looked up again after the check.
"""

from __future__ import annotations

import ipaddress
import random
import socket
import ssl
import time
import urllib.request
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import httpcore
import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from bot.ingest.fetching import FetchError, PassingFault, Reply
from bot.ingest.originals import Record, Retry

Resolver = Callable[[str, int], Sequence[str]]
"""The addresses of a host name, for a port."""

_PIECE = 65_536
_TUNNELS = [
    ipaddress.ip_network(n) for n in ("2002::/16", "2001::/32", "64:ff9b::/96", "64:ff9b:1::/48", "192.88.99.0/24")
]
_HEADERS = {"Accept": "application/pdf,text/html;q=0.9,*/*;q=0.8", "Accept-Encoding": "identity"}


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds to connect, between two pieces of an answer, and for one whole request."""

    connect: float = 10.0
    read: float = 20.0
    total: float = 300.0


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host name by the system."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """True for an address on the internet: not private, local, shared, reserved or hiding another address."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and (ip.ipv4_mapped or ip.is_site_local or ip.scope_id):
        return False
    if any(ip in network for network in _TUNNELS):
        return False
    unusual = ip.is_multicast or ip.is_reserved or ip.is_loopback or ip.is_link_local or ip.is_unspecified
    return ip.is_global and not unusual


class _Stream(httpcore.NetworkStream):
    """A connection that never waits past the deadline of its request."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: float) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._inner.start_tls(ssl_context, server_hostname, _left(self._deadline, timeout))
        return _Stream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _CheckedBackend(httpcore.NetworkBackend):
    """Connects to the very address that ``addresses`` gave for a host."""

    def __init__(self, addresses: Resolver, deadline: float) -> None:
        self._addresses, self._deadline, self._inner = addresses, deadline, httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        fault: httpcore.NetworkError | httpcore.TimeoutException = httpcore.ConnectError("no address")
        for address in self._addresses(host, port):
            try:
                limit = _left(self._deadline, timeout)
                inner = self._inner.connect_tcp(address, port, limit, local_address, socket_options)
                return _Stream(inner, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
        raise fault


def _left(deadline: float, timeout: float | None) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("deadline")
    return left if timeout is None else min(left, timeout)


class HttpDownloader:
    """Implements ``Http``: one request a call, to a checked address, without redirects, cookies or log lines.

    Args:
        resolver: looks up host names.
        allowed: tells whether an address may be connected to.
        use_proxy: go through the proxy and trust the certificates that the environment names. The proxy then makes
            the connection, so only what the names mean on this computer can be checked.
    """

    def __init__(
        self,
        timeouts: Timeouts | None = None,
        resolver: Resolver = resolve,
        allowed: Callable[[str], bool] = is_public,
        *,
        use_proxy: bool = False,
    ) -> None:
        self._timeouts, self._resolver, self._allowed = timeouts or Timeouts(), resolver, allowed
        self._use_proxy = use_proxy

    @cached_property
    def _certificates(self) -> ssl.SSLContext:
        return httpx.create_ssl_context(trust_env=self._use_proxy)

    @contextmanager
    def get(self, url: str, headers: Mapping[str, str]) -> Iterator[Reply]:
        """The answer to one GET; see ``Http``."""
        try:
            request = httpx.Request("GET", url, headers={**_HEADERS, **headers, "Connection": "close"})
        except (httpx.InvalidURL, ValueError) as error:
            raise FetchError("het adres is geen geldig webadres") from error
        limits = {"connect": self._timeouts.connect, "read": self._timeouts.read, "write": self._timeouts.read}
        target = httpcore.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
        )
        raw = httpcore.Request("GET", target, headers=request.headers.raw, extensions={"timeout": limits})
        with _mapped(), self._pool(request.url) as pool:
            response = pool.handle_request(raw)
            try:
                found = dict(httpx.Headers(response.headers))
                yield Reply(response.status, found, _pieces(response.iter_stream(), found.get("content-encoding", "")))
            finally:
                response.close()

    def _pool(self, url: httpx.URL) -> httpcore.ConnectionPool:
        deadline = time.monotonic() + self._timeouts.total
        tls = self._certificates if url.scheme == "https" else None
        proxy = urllib.request.getproxies().get(url.scheme) if self._use_proxy else None
        if not proxy or urllib.request.proxy_bypass(url.host):
            backend = _CheckedBackend(self._checked, deadline)
            return httpcore.ConnectionPool(tls, max_keepalive_connections=0, network_backend=backend)
        self._checked(url.host, url.port or 443, unknown_ok=True)
        given = httpx.Proxy(proxy if "://" in proxy else f"http://{proxy}")
        through = httpcore.Proxy(str(given.url), given.raw_auth)
        backend = _CheckedBackend(self._resolver, deadline)
        return httpcore.ConnectionPool(tls, proxy=through, max_keepalive_connections=0, network_backend=backend)

    def _checked(self, host: str, port: int, *, unknown_ok: bool = False) -> Sequence[str]:
        try:
            addresses = self._resolver(host, port)
        except (OSError, UnicodeError) as error:
            if unknown_ok:
                return ()
            raise FetchError("de naam van de server is niet te vinden; is er internet?") from error
        if not all(self._allowed(address) for address in addresses):
            raise FetchError("het adres hoort bij een intern of bijzonder netwerk, en dat mag niet")
        return addresses


@contextmanager
def _mapped() -> Iterator[None]:
    """The faults of httpcore as our own."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise PassingFault("de server antwoordde niet op tijd; probeer het later opnieuw") from error
    except (httpcore.NetworkError, httpcore.RemoteProtocolError) as error:
        if isinstance(error.__context__, ssl.SSLCertVerificationError):
            raise FetchError("het certificaat van de server klopt niet") from error
        raise PassingFault("de verbinding met de server brak af of kwam niet tot stand") from error
    except (httpcore.ProtocolError, httpcore.ProxyError, httpcore.UnsupportedProtocol, zlib.error) as error:
        raise FetchError("de server gaf een antwoord dat niet te lezen is") from error


def _pieces(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """A body in pieces of at most 64 KiB, unpacked step by step, so that a small answer can't fill the memory."""
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        for chunk in chunks:
            yield from (chunk[start : start + _PIECE] for start in range(0, len(chunk), _PIECE))
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise FetchError("de server gaf een antwoord dat niet te lezen is")
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    for chunk in chunks:
        rest = chunk
        while rest:
            yield unpacker.decompress(rest, _PIECE)
            rest = unpacker.unconsumed_tail
    yield unpacker.flush()
    if not unpacker.eof:
        raise PassingFault("de verbinding brak af voor het einde van het bestand")


def retrying(attempts: int = 4, pause: float = 1.0, sleep: Callable[[float], None] = time.sleep) -> Retry:
    """Attempts again after a passing fault: 1, 2, 4 … seconds later, or as long as the server asks."""

    def wait(state: RetryCallState) -> float:
        fault = state.outcome.exception() if state.outcome else None
        asked = fault.retry_after if isinstance(fault, PassingFault) else 0.0
        return max(asked, pause * 2.0 ** (state.attempt_number - 1) * random.uniform(1.0, 1.25))

    def run(attempt: Callable[[], Record]) -> Record:
        again = retry_if_exception_type(PassingFault)
        retry = Retrying(retry=again, stop=stop_after_attempt(attempts), wait=wait, sleep=sleep, reraise=True)
        return retry(attempt)

    return run
