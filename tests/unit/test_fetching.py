"""Fetching without a net: addresses, manners, answers, file types, the folder and the command."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import httpcore
import pytest

from bot.adapters.download import HttpDownloader, _mapped, _pieces, is_public, retrying
from bot.cli import fetching as command
from bot.errors import CorpusError, StorageError, UsageError
from bot.ingest.fetching import FetchError, PassingFault, Reply, Rules, Visitor, check_url, recognise, shown_url
from bot.ingest.originals import Fetcher, Original, Record, read_manifest
from bot.settings import Settings

PDF = b"%PDF-1.4\nvoorbeeld\n%%EOF\n"
PORTS = frozenset({80, 443})


class FakeHttp:
    """Answers from a table of (status, headers, body) by address; an exception is raised. Records the requests."""

    def __init__(self, answers: Mapping[str, object]) -> None:
        self.answers, self.asked = answers, list[str]()
        self.headers: list[Mapping[str, str]] = []

    def get(self, url: str, headers: Mapping[str, str]) -> AbstractContextManager[Reply]:
        return self._get(url, headers)

    @contextmanager
    def _get(self, url: str, headers: Mapping[str, str]) -> Iterator[Reply]:
        self.asked.append(url)
        self.headers.append(headers)
        answer = self.answers.get(url, (404, {}, b""))
        if isinstance(answer, Exception):
            raise answer
        assert isinstance(answer, tuple)
        status, given, body = answer
        yield Reply(status, given, iter([body] if body else []))


class FakeTime:
    def __init__(self) -> None:
        self.now, self.slept = 100.0, list[float]()

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def clock(self) -> float:
        return self.now


def make(folder: Path, answers: Mapping[str, object], rules: Rules | None = None) -> tuple[Fetcher, FakeHttp]:
    time, http = FakeTime(), FakeHttp(answers)
    bounds = rules or Rules()
    visitor = Visitor(http, bounds, time.sleep, time.clock)
    return Fetcher(folder, visitor, retrying(3, 0.0, time.sleep), bounds), http


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1", "172.16.3.4", "192.168.1.1", "127.0.0.1", "127.9.9.9", "0.0.0.0", "169.254.169.254", "100.64.0.1",
        "192.0.2.1", "198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.88.99.1", "::", "::1",
        "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::7f00:1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd12::1",
        "ff02::1", "2001:db8::1", "2002:7f00:1::", "2001:0:7f00:1::", "64:ff9b::7f00:1", "64:ff9b:1::1", "niets", "",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2a00:1450:400e:80d::200e", "2606:4700::1111"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("file:///etc/passwd", "http"),
        ("ftp://bron.test/a.pdf", "http"),
        ("javascript:alert(1)", "http"),
        ("//bron.test/a", "http"),
        ("https://jan:geheim@bron.test/a.pdf", "wachtwoord"),
        ("https://jan@bron.test/", "wachtwoord"),
        ("https://bron.test:8443/", "poort 8443"),
        ("https://bron.test:22/", "poort 22"),
        ("https:///a.pdf", "geldig"),
        ("https://bron.test:abc/", "geldig"),
        ("https://[::1/", "geldig"),
        ("https://bron.test\\@10.0.0.1/", "mag niet"),
        ("https://bron.test/a b.pdf", "geldig"),
        ("https://bron.test/a\x1b[31m", "geldig"),
    ],
)
def test_refused_urls_name_the_reason_and_no_secret(url: str, word: str) -> None:
    with pytest.raises(FetchError, match=word) as caught:
        check_url(url, PORTS)
    assert "geheim" not in str(caught.value)


def test_shown_url_hides_secrets_and_keeps_the_rest() -> None:
    shown = shown_url("https://jan:geheim@b.test/x?id=3&X-Amz-Signature=abc&token=def#deel")
    assert shown == "https://b.test/x?id=3&X-Amz-Signature=…&token=…#deel"


class TestManners:
    def visitor(self, answers: Mapping[str, object], **rules: object) -> tuple[Visitor, FakeHttp, FakeTime]:
        time, http = FakeTime(), FakeHttp(answers)
        return Visitor(http, Rules(**rules), time.sleep, time.clock), http, time  # type: ignore[arg-type]

    def visit(self, visitor: Visitor, url: str) -> str:
        with visitor.visit(url, {}) as (final, _):
            return final

    def test_robots_is_asked_once_and_a_host_gets_a_pause(self) -> None:
        answers: dict[str, object] = {
            "https://a.test/1": (200, {}, PDF),
            "https://a.test/2": (200, {}, PDF),
            "https://b.test/1": (200, {}, PDF),
        }
        visitor, http, time = self.visitor(answers)
        for url in answers:
            self.visit(visitor, url)
        robots = "https://a.test/robots.txt"
        assert http.asked == [robots, *list(answers)[:2], "https://b.test/robots.txt", "https://b.test/1"]
        assert time.slept == [1.0, 1.0, 1.0]
        assert all(h["User-Agent"].startswith("Weerwoord/0.1 (+originelen") for h in http.headers)

    @pytest.mark.parametrize(
        "robots",
        [
            (200, {}, b"User-agent: *\nDisallow: /prive/"),
            (200, {}, b"\xef\xbb\xbfUser-agent: weerwoord\nDisallow: /prive/\n\nUser-agent: *\nAllow: /"),
            (500, {}, b""),
            (503, {}, b""),
            (429, {}, b""),
        ],
    )
    def test_robots_says_no(self, robots: object) -> None:
        visitor, http, _ = self.visitor({"https://a.test/robots.txt": robots, "https://a.test/prive/1": (200, {}, PDF)})
        with pytest.raises(FetchError, match=r"robots\.txt"):
            self.visit(visitor, "https://a.test/prive/1")
        assert http.asked == ["https://a.test/robots.txt"]

    @pytest.mark.parametrize("robots", [(404, {}, b""), (403, {}, b""), (200, {}, b""), (200, {}, b"<html>\xff")])
    def test_robots_absent_or_no_robots_file(self, robots: object) -> None:
        visitor, _, _ = self.visitor({"https://a.test/robots.txt": robots, "https://a.test/1": (200, {}, PDF)})
        assert self.visit(visitor, "https://a.test/1") == "https://a.test/1"

    def test_crawl_delay_is_kept_but_bounded(self) -> None:
        robots: object = (200, {}, b"User-agent: *\nCrawl-delay: 7\nDisallow:")
        visitor, _, time = self.visitor({"https://a.test/robots.txt": robots, "https://a.test/1": (200, {}, PDF)})
        self.visit(visitor, "https://a.test/1")
        assert time.slept == [7.0]

    def test_robots_of_the_new_host_holds_after_a_redirect(self) -> None:
        answers: dict[str, object] = {
            "https://a.test/1": (302, {"location": "https://b.test/x"}, b""),
            "https://b.test/robots.txt": (200, {}, b"User-agent: *\nDisallow: /"),
        }
        with pytest.raises(FetchError, match="robots"):
            self.visit(self.visitor(answers)[0], "https://a.test/1")

    @pytest.mark.parametrize(
        ("target", "word"),
        [
            ("http://a.test/1", "onbeveiligd"),
            ("file:///etc/passwd", "http"),
            ("https://jan:geheim@a.test/", "wachtwoord"),
            ("https://a.test:22/", "poort"),
            ("https://[::1", "webadres"),
        ],
    )
    def test_redirects_that_are_refused(self, target: str, word: str) -> None:
        visitor, http, _ = self.visitor({"https://a.test/1": (301, {"location": target}, b"")})
        with pytest.raises(FetchError, match=word):
            self.visit(visitor, "https://a.test/1")
        assert http.asked == ["https://a.test/robots.txt", "https://a.test/1"]

    def test_five_redirects_and_no_more(self) -> None:
        answers: dict[str, object] = {f"https://a.test/{n}": (302, {"location": f"/{n + 1}"}, b"") for n in range(6)}
        answers["https://a.test/6"] = (200, {}, PDF)
        visitor, http, _ = self.visitor(answers)
        assert self.visit(visitor, "https://a.test/1") == "https://a.test/6"
        with pytest.raises(FetchError, match="meer dan 5 keer"):
            self.visit(visitor, "https://a.test/0")
        assert http.asked.count("https://a.test/6") == 1


class TestReply:
    def reply(self, status: int, **headers: str) -> Reply:
        return Reply(status, {name.replace("_", "-"): value for name, value in headers.items()}, iter(()))

    @pytest.mark.parametrize("status", [401, 403, 404, 410, 451, 418, 204, 304])
    def test_final_statuses(self, status: int) -> None:
        with pytest.raises(FetchError, match=str(status)) as caught:
            self.reply(status).check(60)
        assert not isinstance(caught.value, PassingFault)

    @pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
    def test_passing_statuses(self, status: int) -> None:
        with pytest.raises(PassingFault) as caught:
            self.reply(status, retry_after="7").check(60)
        assert caught.value.retry_after == 7

    def test_retry_after_as_date_past_nonsense_or_too_long(self) -> None:
        soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
        for value, low, high in (
            (soon, 25, 31),
            ("Mon, 01 Jan 2001 00:00:00 GMT", 0, 0),
            ("straks", 0, 0),
            ("-5", 0, 0),
        ):
            with pytest.raises(PassingFault) as caught:
                self.reply(429, retry_after=value).check(60)
            assert low <= caught.value.retry_after <= high
        with pytest.raises(FetchError, match="3600 seconden") as final:
            self.reply(429, retry_after="3600").check(60)
        assert not isinstance(final.value, PassingFault)

    def test_validator(self) -> None:
        assert self.reply(200, etag='"a"', last_modified="x").validator == '"a"'
        assert self.reply(200, etag='W/"a"', last_modified="x").validator == "x"
        assert self.reply(200, etag='W/"a"').validator == ""
        assert self.reply(200, etag='"a"', content_encoding="gzip").validator == ""

    @pytest.mark.parametrize(
        ("headers", "goes_on"),
        [
            ({"content_range": "bytes 5-9/10", "etag": '"a"'}, True),
            ({"content_range": "bytes 5-9/10"}, True),
            ({"content_range": "bytes 5-9/10", "etag": '"b"'}, False),
            ({"content_range": "bytes 4-9/10", "etag": '"a"'}, False),
            ({"content_range": "onzin"}, False),
            ({"content_range": "bytes 5-9/10", "content_encoding": "gzip"}, False),
            ({}, False),
        ],
    )
    def test_continues(self, headers: dict[str, str], goes_on: bool) -> None:
        assert self.reply(206, **headers).continues(5, '"a"') is goes_on
        assert not self.reply(416, **headers).continues(5, '"a"')

    @pytest.mark.parametrize("length", ["", "-1", "x", "1e9", "٣"])
    def test_lengths_that_say_nothing(self, length: str) -> None:
        assert self.reply(200, content_length=length).length in (0, 3)


def _zip(name: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parts:
        parts.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "declared", "suffix"),
    [
        (PDF, "application/pdf", ".pdf"),
        (PDF, "text/html", ".pdf"),
        (b"\xef\xbb\xbf\n" + PDF, "", ".pdf"),
        (b"<!DOCTYPE html><html>", "application/pdf", ".html"),
        (b"\n\n<!-- x --><HTML lang=nl>", "", ".html"),
        (b'<?xml version="1.0"?><!DOCTYPE html>', "application/xhtml+xml", ".html"),
        (b"<html><p>%PDF-1.4", "text/html", ".html"),
        (_zip("word/document.xml"), "application/octet-stream", ".docx"),
        (_zip("xl/workbook.xml"), "", ""),
        (b"PK\x03\x04kapot", "", ""),
        (b"Gewone tekst.", "text/plain", ".txt"),
        (b"Gewone tekst.", "", ""),
        (b"a\0b", "text/plain", ""),
        (b"a{color:red}", "text/css", ""),
        (b"\x89PNG....", "application/pdf", ""),
        (b"", "application/pdf", ""),
    ],
)
def test_recognise(tmp_path: Path, data: bytes, declared: str, suffix: str) -> None:
    path = tmp_path / "x.part"
    path.write_bytes(data)
    assert recognise(path, declared) == suffix


def test_every_fault_of_httpcore_is_mapped() -> None:
    faults = [c for n in httpcore.__all__ if isinstance(c := getattr(httpcore, n), type) and issubclass(c, Exception)]
    internal = {httpcore.ConnectionNotAvailable}
    assert len(faults) > 10
    for fault in set(faults) - internal:
        with pytest.raises(FetchError), _mapped():
            raise fault("geheim")


def test_only_passing_faults_are_tried_again() -> None:
    slept: list[float] = []
    faults: list[Exception] = [PassingFault("a"), PassingFault("b", 9.0), FetchError("c")]

    def attempt() -> Record:
        raise faults.pop(0)

    with pytest.raises(FetchError, match="c"):
        retrying(9, 1.0, slept.append)(attempt)
    assert 1.0 <= slept[0] <= 1.25
    assert slept[1] == 9.0
    faults[:] = [PassingFault(str(n)) for n in range(9)]
    with pytest.raises(PassingFault, match="2"):
        retrying(3, 1.0, slept.append)(attempt)


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip"])
def test_unknown_encodings_are_refused(encoding: str) -> None:
    with pytest.raises(FetchError):
        list(_pieces([b"x"], encoding))


@pytest.mark.parametrize("host", ["bron.test\n", "a" * 300, "exa mple"])
def test_odd_hosts_end_as_fetch_errors(host: str) -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise UnicodeError("te lang")

    with pytest.raises(FetchError), HttpDownloader(resolver=unknown).get(f"http://{host}/", {}):
        pass


class TestFolder:
    URL = "https://a.test/a.pdf"

    def test_fetched_noted_and_not_fetched_again(self, tmp_path: Path) -> None:
        fetcher, http = make(
            tmp_path, {self.URL: (200, {"content-type": "Application/PDF; q=1", "content-length": "9"}, PDF)}
        )
        first = fetcher.fetch(Original("bron2024", self.URL, "report"))
        assert (first.status, first.file, first.bytes) == ("fetched", "bron2024.pdf", len(PDF))
        asked = len(http.asked)
        assert fetcher.fetch(Original("bron2024", self.URL, "report")).status == "present"
        assert len(http.asked) == asked
        record = read_manifest(tmp_path)["bron2024"]
        assert record.content_type == "application/pdf"
        assert len(record.sha256) == 64
        assert datetime.fromisoformat(record.fetched).tzinfo is not None
        assert sorted(p.name for p in tmp_path.iterdir()) == ["bron2024.pdf", "manifest.json"]

    def test_a_new_address_replaces_our_copy_but_never_the_users(self, tmp_path: Path) -> None:
        other = "https://a.test/b"
        page = b"<!doctype html><p>nieuw"
        fetcher, http = make(tmp_path, {self.URL: (200, {}, PDF), other: (200, {}, page)})
        fetcher.fetch(Original("k", self.URL))
        assert fetcher.fetch(Original("k", other, "webpage")).file == "k.html"
        assert not (tmp_path / "k.pdf").exists()
        (tmp_path / "k.html").write_bytes(b"van de gebruiker")
        asked = len(http.asked)
        assert fetcher.fetch(Original("k", self.URL)).status == "present"
        (tmp_path / "m.pdf").write_bytes(b"van de gebruiker")
        assert fetcher.fetch(Original("m", self.URL)).status == "present"
        assert len(http.asked) == asked
        assert (tmp_path / "k.html").read_bytes() == (tmp_path / "m.pdf").read_bytes() == b"van de gebruiker"

    @pytest.mark.parametrize("key", ["../buiten", "a/b", ".verborgen", "", "c:\\x", "a\0"])
    def test_keys_that_are_no_file_name(self, tmp_path: Path, key: str) -> None:
        (tmp_path / "buiten.part").write_text("van een ander")
        fetcher, http = make(tmp_path / "map", {})
        assert "sleutel" in fetcher.fetch(Original(key, self.URL)).reason
        assert not http.asked
        assert (tmp_path / "buiten.part").exists()

    def test_no_address(self, tmp_path: Path) -> None:
        assert "geen webadres" in make(tmp_path, {})[0].fetch(Original("k", "")).reason

    def test_secrets_are_neither_kept_nor_told(self, tmp_path: Path) -> None:
        url = "https://a.test/a.pdf?token=geheim"
        fetcher, _ = make(tmp_path, {url: (200, {}, PDF)})
        assert "geheim" not in str(fetcher.fetch(Original("k", url)))
        assert "geheim" not in (tmp_path / "manifest.json").read_text(encoding="utf-8")
        assert "geheim" not in str(fetcher.fetch(Original("m", "https://jan:geheim@a.test/a.pdf")))

    @pytest.mark.parametrize("text", ["{", "[]", '{"k": 3}', '{"k": {"key": "k"}}', "\ufffd\0"])
    def test_damaged_manifest(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
        with pytest.raises(StorageError, match=r"manifest\.json"):
            make(tmp_path, {})[0].fetch(Original("k", self.URL))

    def test_a_pdf_cut_off_without_a_length(self, tmp_path: Path) -> None:
        outcome = make(tmp_path, {self.URL: (200, {}, PDF[:-8])})[0].fetch(Original("k", self.URL))
        assert "brak af" in outcome.reason
        assert not (tmp_path / "k.pdf").exists()


class TestCommand:
    @pytest.fixture
    def settings(self, tmp_path: Path) -> Settings:
        entries = [
            {"id": "partos2024", "type": "report", "title": "A", "URL": "https://a.test/a.pdf"},
            {"id": "Partos2023", "type": "webpage", "title": "B", "URL": "https://a.test/b"},
            {"id": "kapot", "type": "report", "title": "C", "URL": "https://a.test/weg.pdf"},
        ]
        corpus = tmp_path / "corpus"
        corpus.mkdir()
        (corpus / "bibliography.json").write_text(json.dumps(entries), encoding="utf-8")
        return Settings(data_dir=tmp_path / "data", corpus_dir=corpus)

    @pytest.fixture(autouse=True)
    def _offline(self, monkeypatch: pytest.MonkeyPatch) -> None:
        answers: dict[str, object] = {"https://a.test/a.pdf": (200, {}, PDF), "https://a.test/b": (200, {}, b"<html>")}
        monkeypatch.setattr(command, "make_fetcher", lambda settings, folder: make(folder, answers)[0])

    def run(
        self, settings: Settings, *keys: str, everything: bool = False, to: Path | None = None, js: bool = True
    ) -> int:
        return command.fetch(settings, list(keys), everything=everything, to=to, as_json=js)

    def test_all_some_failed(self, settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.run(settings, everything=True) == 4
        told = json.loads(capsys.readouterr().out)
        assert (told["fetched"], told["present"], told["failed"]) == (2, 0, 1)
        assert [r["file"] for r in told["results"]] == ["partos2024.pdf", "Partos2023.html", ""]
        assert (settings.index_root / "originals" / "partos2024.pdf").read_bytes() == PDF

    def test_text_names_what_to_open_by_hand(
        self, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert self.run(settings, "kapot", "partos2024", "kapot", to=tmp_path / "hier", js=False) == 4
        told = capsys.readouterr().out
        assert "1 opgehaald, 0 al aanwezig, 1 niet gelukt" in told
        assert "https://a.test/weg.pdf" in told
        assert "(404)" in told
        assert (tmp_path / "hier" / "partos2024.pdf").exists()

    def test_twice(self, settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.run(settings, "partos2024") == self.run(settings, "partos2024") == 0
        assert json.loads(capsys.readouterr().out.splitlines()[1])["present"] == 1

    @pytest.mark.parametrize(
        ("keys", "everything", "word"),
        [
            (["partos224"], False, "partos2024"),
            (["PARTOS2024"], False, "Bedoelt u partos2024"),
            (["partos"], False, "Partos2023"),
            (["xyz"], False, r"'xyz'\.$"),
            ([], False, "--all"),
            (["kapot"], True, "niet allebei"),
        ],
    )
    def test_wrong_use(self, settings: Settings, keys: list[str], everything: bool, word: str) -> None:
        with pytest.raises(UsageError, match=word) as caught:
            self.run(settings, *keys, everything=everything)
        assert caught.value.exit_code == 2

    def test_corpus_without_or_with_a_damaged_bibliography(self, settings: Settings) -> None:
        assert settings.corpus_dir is not None
        path = settings.corpus_dir / "bibliography.json"
        path.write_text("[", encoding="utf-8")
        with pytest.raises(CorpusError):
            self.run(settings, "kapot")
        path.unlink()
        with pytest.raises(UsageError, match=r"bibliography\.json"):
            self.run(settings, "kapot")

    def test_one_fetch_at_a_time(self, settings: Settings, tmp_path: Path) -> None:
        with command._only_one(tmp_path / "map"), pytest.raises(StorageError, match="ander proces"):
            self.run(settings, "kapot", to=tmp_path / "map")

    def test_folder_that_is_a_file(self, settings: Settings, tmp_path: Path) -> None:
        (tmp_path / "bestand").write_text("x")
        with pytest.raises(StorageError, match="bestand"):
            self.run(settings, "kapot", to=tmp_path / "bestand")
