"""The program against a Chroma server: the same answers; away, slow, emptied or lying, it costs no answer."""

from __future__ import annotations

import multiprocessing
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import numpy as np
import pytest

from bot.adapters import chroma_server
from bot.adapters.chroma_server import ServerIndex, ServerIndexBuilder, SteadyIndex
from bot.adapters.exact_index import ExactIndex
from bot.assembly import make_builder, make_store, open_index
from bot.cli.indexing import ensure_index
from bot.cli.main import main
from bot.errors import IndexDamaged, ServiceError, SettingsError
from bot.settings import Settings, load_settings
from tests.contract.test_vector_index import ids_of, unit_rows
from tests.security.chroma_process import ChromaProcess

QUESTION = "Hoeveel kost de bijenopvang in Nederland?"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaProcess]:
    process = ChromaProcess(tmp_path_factory.mktemp("chroma"))
    process.start()
    yield process
    process.stop()


@pytest.fixture
def at_server(mini_settings: Settings, server: ChromaProcess) -> Settings:
    return load_settings(data_dir=mini_settings.data_dir, corpus_dir=mini_settings.corpus_dir, chroma=server.address)


def names(server: ChromaProcess) -> set[str]:
    api = chroma_server.Server(server.address, 5.0)
    found = {collection.name for collection in api.api.list_collections()}
    api.close()
    return found


def forget(server: ChromaProcess, name: str) -> None:
    api = chroma_server.Server(server.address, 5.0)
    api.api.delete_collection(name=name)
    api.close()


def searched(settings: Settings) -> dict[str, float]:
    """Every passage with its score; the order of equal ones is free."""
    vectors = open_index(settings).searcher.legs.vectors
    found = vectors.search(unit_rows(1, seed=4, dimension=_dimension(settings))[0], 1000)
    vectors.close()
    return {hit.id: round(hit.score, 3) for hit in found}


def _dimension(settings: Settings) -> int:
    store = make_store(settings)
    return store.manifest(store.current()).dimension


def build(settings: Settings, *, force: bool = False) -> str:
    assert settings.corpus_dir is not None
    return make_builder(settings).build(settings.corpus_dir, force=force).mended


def version(root: Path, number: int = 1) -> Path:
    folder = root / "versions" / f"v{number:03d}-{root.name}" / "chroma"
    folder.parent.mkdir(parents=True)
    return folder


def test_it_finds_what_exact_search_finds(server: ChromaProcess, tmp_path: Path) -> None:
    rows, ids = unit_rows(2300), ids_of(2300)
    folder = version(tmp_path / "wide")
    builder = ServerIndexBuilder(server.address)
    builder.build(folder, ids, rows)
    index, exact = builder.open(folder), ExactIndex(ids, rows)
    assert index.count() == 2300
    for query in unit_rows(10, seed=2):
        found, expected = index.search(query, 10), exact.search(query, 10)
        assert [hit.id for hit in found] == [hit.id for hit in expected]
        np.testing.assert_allclose([h.score for h in found], [h.score for h in expected], atol=1e-5)
    assert index.search(rows[0], 0) == []
    index.close()


def test_one_setting_moves_the_program_to_a_server_and_back_and_an_emptied_one_is_filled(
    mini_settings: Settings, at_server: Settings, server: ChromaProcess, capsys: pytest.CaptureFixture[str]
) -> None:
    build(mini_settings)
    before = searched(mini_settings)
    away = load_settings(data_dir=at_server.data_dir, corpus_dir=at_server.corpus_dir, chroma="http://127.0.0.1:9")
    with pytest.raises(ServiceError, match="is niet te bereiken"):
        build(away)
    ensure_index(away)
    assert "gaat verder met de vorige" in capsys.readouterr().err
    assert len(make_store(away).versions()) == 1, "nothing half is left"
    assert build(at_server) == "De vectoren van de index zijn opnieuw in Chroma gezet."
    folder = make_store(at_server).current()
    assert f"weerwoord-{folder.name}" in names(server)
    assert not list((folder / "chroma").glob("*.sqlite3"))
    assert searched(at_server) == before
    assert build(at_server) == ""
    forget(server, f"weerwoord-{folder.name}")
    assert searched(at_server) == before, "the kept vectors answer meanwhile"
    assert build(at_server) == "De vectoren van de index zijn opnieuw in Chroma gezet."
    assert ServerIndexBuilder(server.address).is_whole(make_store(at_server).current() / "chroma")
    assert searched(at_server) == before
    assert build(mini_settings) == "De vectoren van de index zijn opnieuw in Chroma gezet."
    assert searched(mini_settings) == before


def test_collections_go_with_their_versions_and_others_stay(server: ChromaProcess, tmp_path: Path) -> None:
    builder = ServerIndexBuilder(server.address)
    other, first, second = version(tmp_path / "ander"), version(tmp_path / "eigen"), version(tmp_path / "eigen", 2)
    for folder in (other, first, second):
        builder.build(folder, ids_of(3), unit_rows(3))
    shutil.rmtree(first.parent)
    builder.build(version(tmp_path / "eigen", 3), ids_of(3), unit_rows(3))
    found = names(server)
    assert f"weerwoord-{first.parent.name}" not in found
    assert {"weerwoord-v001-ander", "weerwoord-v002-eigen", "weerwoord-v003-eigen"} <= found


def test_what_a_dead_writer_left_is_written_anew(server: ChromaProcess, tmp_path: Path) -> None:
    folder = version(tmp_path / "half")
    builder = ServerIndexBuilder(server.address)
    builder.build(folder, ids_of(9), unit_rows(9))
    api = chroma_server.Server(server.address, 5.0)
    api.collection("weerwoord-v001-half").delete(ids=["p0001", "p0002"])
    api.close()
    assert not builder.is_whole(folder)
    with pytest.raises(IndexDamaged, match="7 van 9"):
        builder.open(folder)
    builder.build(folder, ids_of(9), unit_rows(9))
    assert builder.is_whole(folder)


def test_a_server_that_goes_and_comes_back_costs_no_answer(
    at_server: Settings, server: ChromaProcess, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(chroma_server, "_REST_S", 0.0)
    build(at_server)
    index = open_index(at_server)
    vectors = index.searcher.legs.vectors
    assert isinstance(vectors, SteadyIndex)
    answer = index.assistant.ask(QUESTION)
    assert vectors._server is not None
    server.stop()
    try:
        assert index.assistant.ask(QUESTION).sentences == answer.sentences
        assert vectors._server is None
        assert "is niet te bereiken" in caplog.text
        ensure_index(at_server)
    finally:
        server.start()
    assert index.assistant.ask(QUESTION).sentences == answer.sentences
    assert vectors._server is not None


def test_search_by_words_is_refused_at_the_start_by_a_chroma_that_is_not_distributed(
    at_server: Settings, server: ChromaProcess, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    build(at_server)
    before, collections = make_store(at_server).current(), names(server)
    hybrid = load_settings(**at_server.model_dump(exclude={"chroma_hybrid"}), chroma_hybrid=True)
    with pytest.raises(SettingsError, match="kan niet op woorden zoeken"):
        ensure_index(hybrid)
    for name in ("data_dir", "corpus_dir", "chroma"):
        monkeypatch.setenv(f"WEERWOORD_{name.upper()}", str(getattr(at_server, name)))
    monkeypatch.setenv("WEERWOORD_CHROMA_HYBRID", "true")
    monkeypatch.setattr("sys.argv", ["weerwoord", "serve", "--no-browser"])
    with pytest.raises(SystemExit) as stopped:
        main()
    told = capsys.readouterr().err
    assert stopped.value.code == 2
    assert "Zet de instelling 'chroma_hybrid' uit, of noem een andere server." in " ".join(told.split())
    assert "Traceback" not in told
    assert make_store(at_server).current() == before, "the index in use stays"
    assert names(server) == collections
    assert open_index(at_server).assistant.ask(QUESTION).sentences


def _read(address: str, folder: Path, count: int) -> int:
    index = ServerIndex(address, folder)
    rows = unit_rows(200)
    right = sum(index.search(rows[n % 200], 1)[0].id == f"p{n % 200:04d}" for n in range(count))
    index.close()
    return right


def test_several_processes_read_while_one_writes(server: ChromaProcess, tmp_path: Path) -> None:
    builder, root = ServerIndexBuilder(server.address), tmp_path / "samen"
    folder = version(root)
    builder.build(folder, ids_of(200), unit_rows(200))
    with multiprocessing.get_context("spawn").Pool(2) as readers:
        waiting = readers.starmap_async(_read, [(server.address, folder, 150)] * 2)
        for number in range(2, 6):
            builder.build(version(root, number), ids_of(300), unit_rows(300, seed=number))
        assert waiting.get(timeout=120) == [150, 150]


@pytest.fixture
def silent() -> Iterator[str]:
    """A server that takes the connection and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_a_server_that_hangs_is_left(silent: str, server: ChromaProcess, tmp_path: Path) -> None:
    folder = version(tmp_path / "stil")
    ServerIndexBuilder(server.address).build(folder, ids_of(5), unit_rows(5))
    with pytest.raises(ServiceError, match="antwoordt te laat"):
        ServerIndex(silent, folder, seconds=0.2)
    exact = ExactIndex(ids_of(5), unit_rows(5))
    steady = SteadyIndex(lambda: ServerIndex(silent, folder, seconds=0.2), lambda: exact)
    assert [steady.search(unit_rows(5)[2], 1)[0].id for _ in range(20)] == ["p0002"] * 20


class _Elsewhere(BaseHTTPRequestHandler):
    """Sends every request to another address, and counts what comes there."""

    target, arrived = "", 0

    def do_GET(self) -> None:
        if self.path.startswith("/geheim"):
            type(self).arrived += 1
        self.send_response(307)
        self.send_header("Location", f"{self.target}/geheim")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_DELETE = do_GET

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_redirect_is_not_followed(server: ChromaProcess, tmp_path: Path) -> None:
    folder = version(tmp_path / "door")
    ServerIndexBuilder(server.address).build(folder, ids_of(5), unit_rows(5))
    httpd = HTTPServer(("127.0.0.1", 0), _Elsewhere)
    _Elsewhere.target = f"http://127.0.0.1:{httpd.server_port}"
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    try:
        with pytest.raises(ServiceError, match="geeft een fout"):
            ServerIndex(_Elsewhere.target, folder)
        with pytest.raises(ServiceError):
            ServerIndexBuilder(_Elsewhere.target).build(version(tmp_path / "door2"), ids_of(2), unit_rows(2))
    finally:
        httpd.shutdown()
        httpd.server_close()
    assert _Elsewhere.arrived == 0


def test_the_proxy_of_the_environment_is_not_used(
    server: ChromaProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    folder = version(tmp_path / "proxy")
    builder = ServerIndexBuilder(server.address)
    builder.build(folder, ids_of(5), unit_rows(5))
    assert builder.is_whole(folder)


@pytest.mark.parametrize("address", ["ftp://x:1", "http://u:p@x:1", "http://x:99999", "x:8000", "http://x/?a=b"])
def test_a_bad_address_is_refused(address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        ServerIndexBuilder(address).build(version(tmp_path / "fout"), ids_of(1), unit_rows(1))
    if "99999" not in address:
        monkeypatch.setenv("WEERWOORD_CHROMA", address)
        with pytest.raises(SettingsError, match="chroma"):
            load_settings()


def test_a_folder_without_record_is_not_on_a_server(tmp_path: Path) -> None:
    started = time.monotonic()
    with pytest.raises(IndexDamaged, match="weerwoord index"):
        ServerIndexBuilder("http://127.0.0.1:9").open(tmp_path)
    assert not ServerIndexBuilder("http://127.0.0.1:9").is_whole(tmp_path)
    assert time.monotonic() - started < 5
