"""Fetching from a server that misbehaves, on this computer only."""

from __future__ import annotations

import errno
import gzip
import io
import os
import random
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, Any

import pytest

from bot.adapters.download import HttpDownloader, Timeouts, is_public, retrying
from bot.errors import StorageError
from bot.ingest.fetching import Rules, Visitor
from bot.ingest.originals import Fetcher, Original, Outcome, read_manifest

PDF = b"%PDF-1.4\n" + random.Random(1).randbytes(300_000) + b"\n%%EOF\n"
HALF = len(PDF) // 2
PAGE = b"<!DOCTYPE html><html><body>Een pagina.</body></html>"
MAX = 1_000_000
ETAG = '"versie-1"'
BOMB = gzip.compress(b"%PDF-" + bytes(20 * MAX))


@dataclass
class Site:
    """A server and what it was asked; ``pages`` maps a path to what answers it."""

    pages: dict[str, Callable[[Handler], None]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    port: int = 0
    tls: bool = False

    def url(self, path: str, host: str = "bron.test") -> str:
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def times(self, path: str) -> int:
        return self.paths().count(path)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        self.site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        page = self.site.pages.get(self.path.partition("?")[0])
        try:
            page(self) if page else self.answer(404, b"niets")
        except (ConnectionError, TimeoutError, ssl.SSLError):
            self.close_connection = True

    def answer(self, status: int, body: bytes = b"", *, length: bool = True, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if length:
            self.send_header("Content-Length", str(len(body)))
        else:
            self.close_connection = True
        self.end_headers()
        self.wfile.write(body)

    def cut(self) -> None:
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        return


def start(site: Site, context: ssl.SSLContext | None = None) -> ThreadingHTTPServer:
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("SiteHandler", (Handler,), {"site": site}))
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        site.tls = True
    site.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    return server


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    server = start(made)
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test may look up a name or leave this computer."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded(self: socket.socket, address: Any) -> None:
        assert address[0] == "127.0.0.1", f"verbinding met {address}"
        connect(self, address)

    def literal(host: Any, *args: Any, **kwargs: Any) -> Any:
        assert host == "127.0.0.1", f"naam opgezocht: {host}"
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket, "getaddrinfo", literal)


def local(host: str, port: int) -> list[str]:
    return ["127.0.0.1"]


def loopback_or_public(address: str) -> bool:
    return address == "127.0.0.1" or is_public(address)


class Bench:
    """A fetcher into a folder, with short times; ``slept`` holds the waits between attempts."""

    def __init__(
        self, site: Site, folder: Path, open_part: Callable[[Path, str], IO[bytes]] | None = None, **http: Any
    ) -> None:
        self.site, self.folder, self.slept = site, folder, list[float]()
        rules = Rules(max_bytes=MAX, pause=0.0, ports=frozenset({80, 443, site.port}))
        given = {"timeouts": Timeouts(1.0, 0.3, 1.0), "resolver": local, "allowed": loopback_or_public, **http}
        more = {"open_part": open_part} if open_part else {}
        visitor = Visitor(HttpDownloader(**given), rules)
        self.fetcher = Fetcher(folder, visitor, retrying(3, 1.0, self.slept.append), rules, **more)

    def get(self, path: str, kind: str = "report", host: str = "bron.test") -> Outcome:
        return self.fetcher.fetch(Original("bron", self.site.url(path, host), kind))

    @property
    def names(self) -> list[str]:
        return sorted(p.name for p in self.folder.iterdir())


@pytest.fixture
def bench(site: Site, tmp_path: Path) -> Bench:
    return Bench(site, tmp_path / "originals")


def whole(handler: Handler) -> None:
    handler.answer(200, PDF, Content_Type="application/pdf")


def in_turn(*pages: Callable[[Handler], None]) -> Callable[[Handler], None]:
    """Each page once, the last for ever after."""
    left = list(pages)
    return lambda handler: (left.pop(0) if len(left) > 1 else left[0])(handler)


def cut_in_half(handler: Handler, *, etag: str = ETAG) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(PDF)))
    handler.send_header("ETag", etag)
    handler.end_headers()
    handler.wfile.write(PDF[:HALF])
    handler.cut()


def rest(handler: Handler) -> None:
    start = int(handler.headers["Range"].removeprefix("bytes=").rstrip("-"))
    assert handler.headers["If-Range"] == ETAG
    body = PDF[start:]
    handler.answer(206, body, ETag=ETAG, Content_Range=f"bytes {start}-{len(PDF) - 1}/{len(PDF)}")


def test_ok(site: Site, bench: Bench) -> None:
    site.pages["/a.pdf"] = whole
    seen: list[tuple[str, int, int]] = []
    outcome = bench.fetcher.fetch(Original("bron", site.url("/a.pdf")), lambda *step: seen.append(step))
    assert (outcome.status, outcome.file) == ("fetched", "bron.pdf")
    assert (bench.folder / "bron.pdf").read_bytes() == PDF
    assert bench.names == ["bron.pdf", "manifest.json"]
    assert seen[-1] == ("bron", len(PDF), len(PDF))
    sent = site.asked[-1][1]
    assert sent["host"] == f"bron.test:{site.port}"
    assert sent["user-agent"] == "Weerwoord/0.1 (+originelen voor eigen gebruik)"
    assert sent["accept-encoding"] == "identity"
    assert not {"cookie", "authorization", "referer"} & set(sent)
    assert bench.get("/a.pdf").status == "present"
    assert site.times("/a.pdf") == 1


def test_cookies_are_not_sent_back(site: Site, bench: Bench) -> None:
    site.pages["/a.pdf"] = lambda h: h.answer(302, Location="/b.pdf", Set_Cookie="volg=mij; Path=/")
    site.pages["/b.pdf"] = whole
    assert bench.get("/a.pdf").status == "fetched"
    assert all("cookie" not in headers for _, headers in site.asked)
    assert read_manifest(bench.folder)["bron"].final_url == site.url("/b.pdf")


def test_chunked_body(site: Site, bench: Bench) -> None:
    def chunked(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for begin in range(0, len(PDF), 100_000):
            piece = PDF[begin : begin + 100_000]
            handler.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        handler.wfile.write(b"0\r\n\r\n")

    site.pages["/a.pdf"] = chunked
    assert bench.get("/a.pdf").bytes == len(PDF)


def test_cut_in_mid_body_goes_on_where_it_was(site: Site, bench: Bench) -> None:
    site.pages["/a.pdf"] = in_turn(cut_in_half, rest)
    assert bench.get("/a.pdf").status == "fetched"
    assert (bench.folder / "bron.pdf").read_bytes() == PDF
    assert site.asked[-1][1]["range"] == f"bytes={HALF}-"
    assert len(bench.slept) == 1
    assert bench.names == ["bron.pdf", "manifest.json"]


def test_a_next_run_goes_on_too(site: Site, bench: Bench, tmp_path: Path) -> None:
    site.pages["/a.pdf"] = in_turn(cut_in_half, lambda h: h.answer(503))
    assert "503" in bench.get("/a.pdf").reason
    assert (bench.folder / "bron.part").stat().st_size == HALF
    site.pages["/a.pdf"] = rest
    assert Bench(site, bench.folder).get("/a.pdf").status == "fetched"
    assert (bench.folder / "bron.pdf").read_bytes() == PDF


def test_server_that_ignores_range(site: Site, bench: Bench) -> None:
    site.pages["/a.pdf"] = in_turn(cut_in_half, whole)
    assert bench.get("/a.pdf").status == "fetched"
    assert (bench.folder / "bron.pdf").read_bytes() == PDF
    assert "range" in site.asked[-1][1]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda h: h.answer(206, b"x" * 50, ETag='"versie-2"', Content_Range=f"bytes {HALF}-{HALF + 49}/{len(PDF)}"),
        lambda h: h.answer(206, b"x" * 50, ETag=ETAG, Content_Range=f"bytes 7-56/{len(PDF)}"),
        lambda h: h.answer(206, b"x" * 50, ETag=ETAG),
        lambda h: h.answer(416, b"", Content_Range="bytes */10"),
    ],
    ids=["etag", "place", "no-place", "416"],
)
def test_wrong_continuation_starts_anew(site: Site, bench: Bench, wrong: Callable[[Handler], None]) -> None:
    site.pages["/a.pdf"] = in_turn(cut_in_half, wrong, whole)
    assert bench.get("/a.pdf").status == "fetched"
    assert (bench.folder / "bron.pdf").read_bytes() == PDF
    assert "range" not in site.asked[-1][1]


def test_without_a_strong_validator_nothing_is_pasted_together(site: Site, bench: Bench) -> None:
    site.pages["/a.pdf"] = in_turn(lambda h: cut_in_half(h, etag='W/"zwak"'), whole)
    assert bench.get("/a.pdf").status == "fetched"
    assert "range" not in site.asked[-1][1]


def test_a_part_of_another_address_is_not_used(site: Site, bench: Bench) -> None:
    site.pages["/oud.pdf"] = in_turn(cut_in_half, lambda h: h.answer(503))
    site.pages["/nieuw.pdf"] = whole
    bench.get("/oud.pdf")
    assert bench.get("/nieuw.pdf").status == "fetched"
    assert "range" not in site.asked[-1][1]


def drip(handler: Handler, pause: float, *, head: bool = False) -> None:
    if not head:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(PDF)))
        handler.end_headers()
    for byte in b"HTTP/1.1 200 OK\r\nX-Traag: " + b"a" * 100 if head else PDF:
        handler.wfile.write(bytes([byte]))
        time.sleep(pause)


@pytest.mark.parametrize(("pause", "head"), [(0.6, False), (0.1, False), (0.1, True)], ids=["read", "total", "head"])
def test_slow_drip_ends_in_time(site: Site, tmp_path: Path, pause: float, head: bool) -> None:
    site.pages["/a.pdf"] = lambda h: drip(h, pause, head=head)
    bench = Bench(site, tmp_path, timeouts=Timeouts(1.0, 0.2, 0.3))
    began = time.monotonic()
    assert "niet op tijd" in bench.get("/a.pdf").reason
    assert time.monotonic() - began < 2.5
    assert site.times("/a.pdf") == 3
    assert not (tmp_path / "bron.pdf").exists()


def nonsense(handler: Handler) -> None:
    handler.wfile.write(b"onzin onzin\r\n\r\n")
    handler.cut()


def test_server_that_says_nothing_or_nonsense(site: Site, bench: Bench) -> None:
    site.pages["/weg.pdf"] = Handler.cut
    site.pages["/onzin.pdf"] = nonsense
    assert "brak af" in bench.get("/weg.pdf").reason
    assert "brak af" in bench.get("/onzin.pdf").reason


def test_nobody_listens(site: Site, bench: Bench) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        site.port = taken.getsockname()[1]
        assert "brak af of kwam niet tot stand" in Bench(site, bench.folder).get("/a.pdf").reason


@pytest.mark.parametrize(
    ("status", "word"), [(404, "404"), (410, "410"), (403, "programma"), (304, "304"), (204, "204")]
)
def test_final_statuses_are_asked_once(site: Site, bench: Bench, status: int, word: str) -> None:
    site.pages["/a.pdf"] = lambda h: h.answer(status)
    assert word in bench.get("/a.pdf").reason
    assert site.times("/a.pdf") == 1
    assert bench.slept == []


def test_robots(site: Site, bench: Bench) -> None:
    site.pages["/robots.txt"] = lambda h: h.answer(
        200, b"User-agent: weerwoord\nDisallow: /dicht\n", Content_Type="text/plain"
    )
    site.pages["/dicht.pdf"] = site.pages["/open.pdf"] = whole
    assert "robots.txt" in bench.get("/dicht.pdf").reason
    assert bench.get("/open.pdf").status == "fetched"
    assert site.paths() == ["/open.pdf"]
    assert len(site.asked) == 2


def test_robots_in_disorder_or_behind_403(site: Site, tmp_path: Path) -> None:
    site.pages["/a.pdf"] = whole
    site.pages["/robots.txt"] = lambda h: h.answer(500)
    assert "robots.txt" in Bench(site, tmp_path / "a").get("/a.pdf").reason
    assert site.paths() == []
    site.pages["/robots.txt"] = lambda h: h.answer(403)
    assert Bench(site, tmp_path / "b").get("/a.pdf").status == "fetched"


def test_429_with_retry_after(site: Site, bench: Bench) -> None:
    site.pages["/a.pdf"] = in_turn(lambda h: h.answer(429, Retry_After="13"), whole)
    assert bench.get("/a.pdf").status == "fetched"
    assert bench.slept == [13.0]
    site.pages["/b.pdf"] = lambda h: h.answer(429, Retry_After="86400")
    (bench.folder / "bron.pdf").unlink()
    assert "86400 seconden" in bench.get("/b.pdf").reason
    assert site.times("/b.pdf") == 1


def test_500_twice_then_ok(site: Site, bench: Bench) -> None:
    site.pages["/a.pdf"] = in_turn(lambda h: h.answer(500), lambda h: h.answer(502), whole)
    assert bench.get("/a.pdf").status == "fetched"
    assert [round(wait - 0.1) for wait in bench.slept] == [1, 2]


def test_redirect_loop(site: Site, bench: Bench) -> None:
    site.pages["/a.pdf"] = lambda h: h.answer(302, Location="/b.pdf")
    site.pages["/b.pdf"] = lambda h: h.answer(302, Location="/a.pdf")
    assert "meer dan 5 keer" in bench.get("/a.pdf").reason
    assert len(site.paths()) == 6


@pytest.mark.parametrize(
    ("target", "word"),
    [
        ("http://10.0.0.1/a.pdf", "intern"),
        ("http://[::1]/a.pdf", "intern"),
        ("http://[::ffff:127.0.0.1]/", "intern"),
        ("http://169.254.169.254/latest/meta-data/", "intern"),
        ("//192.168.1.1/", "intern"),
        ("file:///etc/passwd", "http://"),
        ("gopher://bron.test/", "http://"),
        ("http://bron.test:6379/", "poort 6379"),
        ("http://jan:geheim@bron.test/", "wachtwoord"),
    ],
)
def test_redirects_to_where_nobody_should_go(site: Site, tmp_path: Path, target: str, word: str) -> None:
    def resolver(host: str, port: int) -> list[str]:
        return ["127.0.0.1"] if host == "bron.test" else [host]

    site.pages["/a.pdf"] = lambda h: h.answer(301, Location=target)
    outcome = Bench(site, tmp_path, resolver=resolver).get("/a.pdf")
    assert word in outcome.reason
    assert "geheim" not in outcome.reason


@pytest.mark.parametrize(
    "address", ["10.0.0.1", "::1", "::ffff:127.0.0.1", "169.254.169.254", "127.0.0.1", "100.64.1.1", "fe80::1%eth0"]
)
def test_names_that_mean_an_inner_address(site: Site, tmp_path: Path, address: str) -> None:
    for answers in ([address], ["93.184.216.34", address]):
        bench = Bench(site, tmp_path, resolver=lambda host, port, given=answers: given, allowed=is_public)
        assert "intern of bijzonder netwerk" in bench.get("/a.pdf").reason
        assert bench.slept == []
    assert site.asked == []


def test_dns_rebinding(site: Site, tmp_path: Path) -> None:
    """Each connection looks up once and goes to the address that was checked; a changed answer is checked again."""
    looked_up: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"] if len(looked_up) <= 2 else ["10.0.0.1"]

    site.pages["/a.pdf"] = lambda h: h.answer(302, Location="/b.pdf")
    site.pages["/b.pdf"] = whole
    assert "intern" in Bench(site, tmp_path, resolver=rebinding).get("/a.pdf").reason
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a.pdf"]
    assert looked_up == ["bron.test"] * 3


def test_unknown_name(site: Site, tmp_path: Path) -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "onbekend")

    bench = Bench(site, tmp_path, resolver=unknown)
    assert "niet te vinden" in bench.get("/a.pdf").reason
    assert bench.slept == []


def test_second_address_when_the_first_is_dead(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guarded = socket.socket.connect

    def dead(self: socket.socket, address: Any) -> None:
        if address[0] == "127.0.0.2":
            raise ConnectionRefusedError
        guarded(self, address)

    look_up = socket.getaddrinfo
    monkeypatch.setattr(socket.socket, "connect", dead)
    monkeypatch.setattr(
        socket, "getaddrinfo",
        lambda host, port, *a, **k: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]
        if host == "127.0.0.2" else look_up(host, port, *a, **k),
    )  # fmt: skip
    site.pages["/a.pdf"] = whole
    both: dict[str, Any] = {"resolver": lambda host, port: ["127.0.0.2", "127.0.0.1"], "allowed": lambda address: True}
    assert Bench(site, tmp_path, **both).get("/a.pdf").status == "fetched"


def bomb(handler: Handler) -> None:
    handler.answer(200, BOMB, Content_Encoding="gzip")


@pytest.mark.parametrize(
    "page",
    [
        lambda h: h.answer(200, PDF + bytes(MAX)),
        lambda h: h.answer(200, PDF + bytes(MAX), length=False),
        bomb,
    ],
    ids=["length", "no-length", "gzip-bomb"],
)
def test_too_large(site: Site, bench: Bench, page: Callable[[Handler], None]) -> None:
    site.pages["/a.pdf"] = page
    assert "groter dan 1 MB" in bench.get("/a.pdf").reason
    assert bench.names == []
    assert site.times("/a.pdf") == 1


@pytest.mark.parametrize("cut", [False, True])
def test_gzip(site: Site, bench: Bench, cut: bool) -> None:
    packed = gzip.compress(PDF)
    body = packed[:-20] if cut else packed
    site.pages["/a.pdf"] = lambda h: h.answer(200, body, Content_Encoding="gzip", ETag=ETAG)
    outcome = bench.get("/a.pdf")
    if cut:
        assert "brak af" in outcome.reason
        assert all("range" not in headers for _, headers in site.asked)
    else:
        assert (bench.folder / "bron.pdf").read_bytes() == PDF


def test_what_is_no_gzip(site: Site, bench: Bench) -> None:
    site.pages["/a.pdf"] = lambda h: h.answer(200, PDF, Content_Encoding="gzip")
    assert "niet te lezen" in bench.get("/a.pdf").reason


def test_web_page_for_a_pdf(site: Site, bench: Bench) -> None:
    site.pages["/a.pdf"] = lambda h: h.answer(200, PAGE, Content_Type="application/pdf")
    outcome = bench.get("/a.pdf", "webpage")
    assert "gaf een webpagina in plaats van een PDF; open" in outcome.reason
    assert outcome.url == site.url("/a.pdf")
    assert bench.names == []


def test_web_page_for_a_web_page_and_for_a_report(site: Site, bench: Bench) -> None:
    site.pages["/pagina"] = lambda h: h.answer(200, PAGE, Content_Type="text/html; charset=utf-8")
    assert "niet het document zelf" in bench.get("/pagina", "report").reason
    assert bench.get("/pagina", "article-newspaper").file == "bron.html"


@pytest.mark.parametrize("declared", ["text/html", "application/octet-stream", "image/png", "", "\tonzin"])
def test_pdf_by_its_first_bytes(site: Site, bench: Bench, declared: str) -> None:
    site.pages["/download"] = lambda h: h.answer(200, PDF, Content_Type=declared)
    assert bench.get("/download").file == "bron.pdf"


@pytest.mark.parametrize(
    ("body", "word"), [(b"", "leeg"), (b"\x89PNG\r\n", "geen PDF"), (b"{}", "geen PDF")], ids=["empty", "png", "json"]
)
def test_what_is_no_document(site: Site, bench: Bench, body: bytes, word: str) -> None:
    site.pages["/a.pdf"] = lambda h: h.answer(200, body, Content_Type="application/pdf")
    assert word in bench.get("/a.pdf").reason
    assert bench.names == []


class Faulty(io.FileIO):
    """A file whose disk fails after the first piece."""

    fault: BaseException = OSError(errno.ENOSPC, "No space left on device")

    def write(self, data: Any) -> int:
        if self.tell():
            raise self.fault
        return super().write(data)


def faulty(fault: BaseException) -> Callable[[Path, str], IO[bytes]]:
    kind = type("FaultyNow", (Faulty,), {"fault": fault})
    return lambda path, mode: kind(path, mode)


def test_disk_full(site: Site, tmp_path: Path) -> None:
    site.pages["/a.pdf"] = whole
    with pytest.raises(StorageError, match="schijf is vol"):
        Bench(site, tmp_path, faulty(OSError(errno.ENOSPC, "vol"))).get("/a.pdf")
    assert not (tmp_path / "bron.pdf").exists()
    assert not (tmp_path / "manifest.json").exists()


def test_no_write_permission(site: Site, tmp_path: Path) -> None:
    site.pages["/a.pdf"] = whole
    with pytest.raises(StorageError, match="Geen schrijfrechten"):
        Bench(site, tmp_path, faulty(PermissionError(errno.EACCES, "nee"))).get("/a.pdf")
    if os.name == "posix" and os.geteuid() != 0:
        shut = tmp_path / "dicht"
        shut.mkdir(mode=0o500)
        with pytest.raises(StorageError, match="Geen schrijfrechten"):
            Bench(site, shut).get("/a.pdf")


def test_interrupted_keeps_the_part_and_goes_on(site: Site, tmp_path: Path) -> None:
    site.pages["/a.pdf"] = lambda h: h.answer(200, PDF, ETag=ETAG)
    with pytest.raises(KeyboardInterrupt):
        Bench(site, tmp_path, faulty(KeyboardInterrupt())).get("/a.pdf")
    kept = (tmp_path / "bron.part").stat().st_size
    assert 0 < kept < len(PDF)
    site.pages["/a.pdf"] = rest
    assert Bench(site, tmp_path).get("/a.pdf").status == "fetched"
    assert site.asked[-1][1]["range"] == f"bytes={kept}-"
    assert (tmp_path / "bron.pdf").read_bytes() == PDF


def test_proxy_of_the_environment_only_when_asked_for(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    proxy = Site()
    server = start(proxy)
    monkeypatch.setenv("http_proxy", f"http://jan:geheim@127.0.0.1:{proxy.port}")
    site.pages["/a.pdf"] = proxy.pages[site.url("/a.pdf")] = whole
    try:
        assert Bench(site, tmp_path / "a").get("/a.pdf").status == "fetched"
        assert proxy.asked == []
        assert Bench(site, tmp_path / "b", use_proxy=True).get("/a.pdf").status == "fetched"
        assert proxy.asked[-1][0] == site.url("/a.pdf")
        assert "proxy-authorization" in proxy.asked[-1][1]
        inner = Bench(site, tmp_path / "c", use_proxy=True, resolver=lambda host, port: ["10.0.0.1"])
        assert "intern" in inner.get("/a.pdf").reason
    finally:
        server.shutdown()
        server.server_close()


def _certificate(folder: Path, name: str) -> Path:
    x509 = pytest.importorskip("cryptography.x509")
    from datetime import UTC, datetime, timedelta

    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(1)).not_valid_after(now + timedelta(1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "server.pem"
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path


def test_https_keeps_name_and_checks_certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection goes to the checked address; the server is asked for, and checked against, the name."""
    path = _certificate(tmp_path, "bron.test")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    asked_for: list[str | None] = []
    context.sni_callback = lambda _socket, name, _context: asked_for.append(name)
    secure = Site({"/a.pdf": whole, "/laag.pdf": lambda h: h.answer(302, Location="http://bron.test/a.pdf")})
    server = start(secure, context)
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    try:
        assert "certificaat" in Bench(secure, tmp_path / "a").get("/a.pdf").reason
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        trusting = Bench(secure, tmp_path / "b", use_proxy=True)
        assert "onbeveiligd" in trusting.get("/laag.pdf").reason
        assert trusting.get("/a.pdf").status == "fetched"
        assert set(asked_for) == {"bron.test"}
        assert "certificaat" in trusting.fetcher.fetch(Original("x", secure.url("/a.pdf", "ander.test"))).reason
    finally:
        server.shutdown()
        server.server_close()
