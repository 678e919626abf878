"""Asking a publisher's server: which addresses, how politely, and what an answer is. ``originals`` keeps what comes."""

from __future__ import annotations

import re
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from bot.errors import ServiceError

AGENT = "Weerwoord/0.1 (+originelen voor eigen gebruik)"
_REDIRECTS = (301, 302, 303, 307, 308)
_SECRET = re.compile(r"(?i)([?&][^=&#]*(?:token|sig|key|secret|passw|credential|auth|session)[^=&#]*=)[^&#]*")


class FetchError(ServiceError):
    """One original can't be fetched; the text says why, without naming secrets."""


class PassingFault(FetchError):
    """A fault that may be gone at the next attempt; ``retry_after`` in seconds where the server said so."""

    def __init__(self, message: str, retry_after: float = 0.0) -> None:
        super().__init__(message)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's answer; header names in lower case, chunks without content encoding and at most 64 KiB each."""

    status: int
    headers: Mapping[str, str]
    chunks: Iterator[bytes]

    @property
    def length(self) -> int:
        """The length that the server announces, 0 when it does not."""
        value = self.headers.get("content-length", "").strip()
        return int(value[:18]) if value.isdecimal() else 0

    @property
    def encoded(self) -> bool:
        """True when the body travels compressed, so that ranges do not count its own bytes."""
        return self.headers.get("content-encoding", "").lower() not in ("", "identity")

    @property
    def validator(self) -> str:
        """What tells this version of the file from another: a strong ETag or a date, "" without one."""
        etag = self.headers.get("etag", "")
        return "" if self.encoded else etag if etag.startswith('"') else self.headers.get("last-modified", "")

    def continues(self, start: int, validator: str) -> bool:
        """True when a partial answer goes on at ``start`` and is not of another version."""
        found = re.match(r"bytes (\d+)-", self.headers.get("content-range", ""))
        here = found is not None and int(found[1]) == start
        return self.status == 206 and here and not self.encoded and self.validator in ("", validator)

    def check(self, longest_wait: float) -> None:
        """Let only a whole answer through.

        Raises:
            PassingFault: too busy or out of order, for no longer than ``longest_wait`` seconds.
            FetchError: refused, gone, or busy for longer.
        """
        if self.status == 200:
            return
        if self.status in (408, 425, 429) or self.status >= 500:
            wait = _retry_after(self.headers.get("retry-after", ""))
            if wait > longest_wait:
                raise FetchError(f"de server vraagt {wait:.0f} seconden te wachten; probeer het later opnieuw")
            raise PassingFault(f"de server is bezet of in storing ({self.status}); probeer het later opnieuw", wait)
        if self.status in (401, 402, 403, 451):
            raise FetchError(f"de server geeft het bestand niet aan een programma ({self.status})")
        if self.status in (404, 410):
            raise FetchError(f"het bestand staat niet meer op dit adres ({self.status})")
        raise FetchError(f"de server gaf een onverwacht antwoord ({self.status})")


class Http(Protocol):
    """One request over the net, without redirects, cookies or retries."""

    def get(self, url: str, headers: Mapping[str, str]) -> AbstractContextManager[Reply]:
        """The answer, readable inside the ``with``.

        Raises:
            PassingFault: a timeout, a cut connection.
            FetchError: the address is not allowed or not understood.
        """
        ...


@dataclass(frozen=True, slots=True)
class Rules:
    """Bounds: bytes of an original, redirects, seconds between requests to a host and of a wait asked for, ports."""

    max_bytes: int = 60_000_000
    max_redirects: int = 5
    pause: float = 1.0
    longest_wait: float = 60.0
    ports: frozenset[int] = frozenset({80, 443})


def shown_url(url: str) -> str:
    """An address that may be printed and kept: without user info or the values of secret parameters."""
    return _SECRET.sub(r"\1…", re.sub(r"(?<=//)[^/?#]*@", "", url))


def check_url(url: str, ports: frozenset[int]) -> SplitResult:
    """The parts of an address that may be asked for.

    Raises:
        FetchError: another scheme than http(s), user info, another port, or no address at all.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise FetchError("het adres is geen geldig webadres") from error
    if parts.scheme not in ("http", "https"):
        raise FetchError("het adres begint niet met http:// of https://")
    if "@" in parts.netloc:
        raise FetchError("het adres bevat een gebruikersnaam of wachtwoord, en dat mag niet")
    if not parts.hostname or re.search(r"[\s\\\x00-\x1f\x7f]", url):
        raise FetchError("het adres is geen geldig webadres")
    if port not in ports:
        raise FetchError(f"het adres gebruikt poort {port}, en dat mag niet")
    return parts


class Visitor:
    """Asks politely: robots.txt, a pause between requests to a host, a few redirects, each checked.

    One request at a time; not for use from several threads.
    """

    def __init__(
        self,
        http: Http,
        rules: Rules,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._http, self._rules, self._sleep, self._clock = http, rules, sleep, clock
        self._robots: dict[str, RobotFileParser] = {}
        self._last: dict[str, float] = {}

    @contextmanager
    def visit(self, url: str, headers: Mapping[str, str], *, robots: bool = True) -> Iterator[tuple[str, Reply]]:
        """The final address and its answer.

        Raises:
            FetchError: not allowed by the rules or by robots.txt, or redirected too often.
        """
        for _ in range(self._rules.max_redirects + 1):
            parts = check_url(url, self._rules.ports)
            delay = self._allowed(parts, url) if robots else 0.0
            with self._polite(parts, delay), self._http.get(url, {"User-Agent": AGENT, **headers}) as reply:
                target = reply.headers.get("location", "") if reply.status in _REDIRECTS else ""
                if not target:
                    yield url, reply
                    return
            url = _next(url, target)
        raise FetchError(f"de server stuurt meer dan {self._rules.max_redirects} keer door")

    @contextmanager
    def _polite(self, parts: SplitResult, delay: float) -> Iterator[None]:
        host = parts.hostname or ""
        due = self._last.get(host, float("-inf")) + max(self._rules.pause, delay) - self._clock()
        if due > 0:
            self._sleep(due)
        try:
            yield
        finally:
            self._last[host] = self._clock()

    def _allowed(self, parts: SplitResult, url: str) -> float:
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._read_robots(site)
        rules = self._robots[site]
        if not rules.can_fetch(AGENT, url):
            raise FetchError("de server vraagt programma's om weg te blijven (robots.txt)")
        return min(float(rules.crawl_delay(AGENT) or 0), self._rules.longest_wait)

    def _read_robots(self, site: str) -> RobotFileParser:
        rules, text = RobotFileParser(), b""
        with self.visit(f"{site}/robots.txt", {}, robots=False) as (_, reply):
            if reply.status == 200:
                for chunk in reply.chunks:
                    text += chunk
                    if len(text) > 500_000:
                        break
            elif reply.status >= 500 or reply.status == 429:
                text = b"User-agent: *\nDisallow: /"
        rules.parse(text.decode("utf-8-sig", "replace").splitlines())
        return rules


def _next(url: str, target: str) -> str:
    try:
        found = urljoin(url, target)
    except ValueError as error:
        raise FetchError("de server stuurt door naar iets dat geen webadres is") from error
    if url.startswith("https:") and found.startswith("http:"):
        raise FetchError("de server stuurt door van https naar onbeveiligd http")
    return found


def _retry_after(value: str) -> float:
    if value.strip().isdecimal():
        return float(value.strip()[:9])
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, IndexError):
        return 0.0
    return max(0.0, moment.timestamp() - time.time())


def recognise(path: Path, declared: str) -> str:
    """The suffix that fits a file's content; "" for what is no PDF, DOCX, web page or text.

    The first bytes decide; the declared content type only tells text from what has no mark of its own.
    """
    with path.open("rb") as handle:
        head = handle.read(8192)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:2048].lower()
    if b"%pdf-" in start[:1024] and not start.startswith(b"<"):
        return ".pdf"
    if head.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(path) as parts:
                return ".docx" if "word/document.xml" in parts.namelist() else ""
        except (zipfile.BadZipFile, ValueError, OverflowError):
            return ""
    if start.startswith(b"<") and re.search(rb"<(!doctype html|html|head|body)\b", start):
        return ".html"
    return ".txt" if declared == "text/plain" and b"\0" not in head else ""
