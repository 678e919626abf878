"""A Chroma server on another address, in the place of the embedded one.

Each index version has a collection of its own, named after its folder, written once by the process that holds the
write lock and only read after that. Any number of programs may read. A server that is away, slow or emptied costs no
answer: ``SteadyIndex`` then searches the vectors that every version keeps.
"""

from __future__ import annotations

import hashlib
import json
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

import httpx
import numpy as np

from bot.adapters.chroma_index import SPACE, nearest
from bot.errors import IndexDamaged, IndexFault, ServiceError, SettingsError, WeerwoordError
from bot.ports import Progress, Scored, VectorIndex, Vectors

_PREFIX, _RECORD = "weerwoord-", "server.json"
_BATCH = 1000
READ_S, _WRITE_S, _CONNECT_S = 3.0, 120.0, 2.0
_REST_S = 15.0
_REBUILD = "Zet de vectoren er opnieuw in met: weerwoord index"
_log = logging.getLogger(__name__)
T = TypeVar("T")


@contextmanager
def mapped(address: str) -> Iterator[None]:
    """Show every fault of the server or its client as one of ours, without what the server said."""
    import chromadb.errors

    try:
        yield
    except (WeerwoordError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except chromadb.errors.NotFoundError as error:
        raise IndexDamaged(f"De Chroma-server op {address} heeft deze index niet. {_REBUILD}") from error
    except httpx.TimeoutException as error:
        raise ServiceError(f"De Chroma-server op {address} antwoordt te laat. Werkt hij wel?") from error
    except httpx.TransportError as error:
        raise ServiceError(
            f"De Chroma-server op {address} is niet te bereiken. Start hem, of haal de instelling 'chroma' weg."
        ) from error
    except BaseException as error:
        raise ServiceError(
            f"De Chroma-server op {address} geeft een fout ({type(error).__name__}). Kijk in zijn logboek."
        ) from error


class Server:
    """Chroma's own HTTP client, with limits on time, without the environment's proxy and without redirects.

    Raises:
        SettingsError: the address is none.
    """

    def __init__(self, address: str, seconds: float) -> None:
        from chromadb.api import ServerAPI
        from chromadb.config import Settings, System

        parts = urlsplit(address)
        try:
            port = parts.port or (443 if parts.scheme == "https" else 8000)
        except ValueError:
            port = 0
        if parts.scheme not in ("http", "https") or not parts.hostname or not port or parts.username or parts.query:
            raise SettingsError("Schrijf het adres van de Chroma-server als http://naam:poort, zonder wachtwoord.")
        settings = Settings(
            chroma_api_impl="chromadb.api.fastapi.FastAPI",
            chroma_server_host=parts.hostname,
            chroma_server_http_port=port,
            chroma_server_ssl_enabled=parts.scheme == "https",
            anonymized_telemetry=False,
        )
        self.address = f"{parts.scheme}://{parts.hostname}:{port}"
        kind: Any = ServerAPI
        self.api: Any = System(settings).instance(kind)
        plain = self.api._session  # Chroma's own session waits for ever and takes the proxy of the environment
        self.api._session = httpx.Client(
            headers=plain.headers,
            timeout=httpx.Timeout(seconds, connect=_CONNECT_S),
            trust_env=False,
            follow_redirects=False,
        )
        plain.close()

    def collection(self, name: str) -> Any:
        """An existing collection."""
        return self._wrapped(self.api.get_collection(name=name))

    def new_collection(self, name: str, root: str, schema: Any = None) -> Any:
        """An empty collection; one of the same name, left by a writer that died, is removed first.

        Args:
            schema: which of its values are searched, None for the vectors alone.
        """
        import chromadb.errors

        with suppress(chromadb.errors.NotFoundError):
            self.api.delete_collection(name=name)
        form = {"configuration": SPACE} if schema is None else {"schema": schema}
        return self._wrapped(self.api.create_collection(name=name, metadata={"root": root}, **form))

    def remove_orphans(self, root: str, versions: frozenset[str]) -> None:
        """Remove collections of versions that this index root no longer has; those of other roots stay."""
        for found in self.api.list_collections():
            ours = found.name.startswith(_PREFIX) and (found.metadata or {}).get("root") == root
            if ours and found.name.removeprefix(_PREFIX) not in versions:
                self.api.delete_collection(name=found.name)

    def close(self) -> None:
        """Close the connections."""
        self.api._session.close()

    def _wrapped(self, model: Any) -> Any:
        from chromadb.api.models.Collection import Collection

        return Collection(client=self.api, model=model, embedding_function=None)


class ServerIndex:
    """Implements ``VectorIndex`` over one collection of a server."""

    def __init__(self, address: str, folder: Path, seconds: float = READ_S) -> None:
        name, expected, _ = read_record(folder)
        self._server = Server(address, seconds)
        try:
            with mapped(self._server.address):
                self._collection = self._server.collection(name)
                self._count = int(self._collection.count())
            if self._count != expected:
                raise IndexDamaged(f"De Chroma-server heeft {self._count} van {expected} passages. {_REBUILD}")
        except BaseException:
            self._server.close()
            raise

    def search(self, vector: Vectors, k: int) -> list[Scored]:
        """The k nearest ids, best first; score is the cosine.

        Raises:
            ServiceError: the server is away, slow or gives an error.
            IndexDamaged: the server no longer has the collection.
        """
        with mapped(self._server.address):
            return nearest(self._collection, self._count, vector, k)

    def count(self) -> int:
        """Number of vectors."""
        return self._count

    def close(self) -> None:
        """Close the connections."""
        self._server.close()


class ServerIndexBuilder:
    """Implements ``VectorIndexBuilder``; in the folder stands only which collection it is.

    Args:
        address: "http://name:port".
    """

    with_words = False
    """Whether words stand on the server too."""

    def __init__(self, address: str) -> None:
        self._address = address

    def build(self, folder: Path, ids: Sequence[str], vectors: Vectors, progress: Progress | None = None) -> None:
        """Write a new collection; then remove those of versions that are gone.

        Raises:
            ServiceError: the server is away or refuses.
            SettingsError: it can't do what the settings ask.
            OSError: the folder can't be written.
        """
        version = folder.parent.name
        root = hashlib.sha256(str(folder.parent.parent.resolve()).encode()).hexdigest()[:16]
        server = Server(self._address, _WRITE_S)
        try:
            with mapped(server.address):
                collection = self._empty(server, _PREFIX + version, root)
                words = self._words(folder, ids)
                for start in range(0, len(ids), _BATCH):
                    stop = min(start + _BATCH, len(ids))
                    rows = vectors[start:stop].astype(np.float32)
                    collection.add(
                        ids=list(ids[start:stop]), embeddings=rows, metadatas=words and list(islice(words, len(rows)))
                    )
                    if progress:
                        progress("vectoren", stop, len(ids))
                kept = frozenset(path.name for path in folder.parent.parent.iterdir())
                server.remove_orphans(root, kept | {version})
        finally:
            server.close()
        folder.mkdir(parents=True, exist_ok=True)
        record = {"collection": _PREFIX + version, "count": len(ids), "words": self.with_words}
        (folder / _RECORD).write_text(json.dumps(record), encoding="utf-8")

    def open(self, folder: Path) -> VectorIndex:
        """Open the collection of a folder for reading.

        Raises:
            IndexDamaged: the server does not have it, or not whole.
            ServiceError: the server is away.
        """
        return ServerIndex(self._address, folder)

    def is_whole(self, folder: Path) -> bool:
        """Whether the server has all vectors of a folder; True also when it can't be asked now."""
        try:
            ServerIndex(self._address, folder).close()
        except IndexDamaged:
            return False
        except ServiceError:
            return True
        return True

    def _empty(self, server: Server, name: str, root: str) -> Any:
        """A new collection."""
        return server.new_collection(name, root)

    def _words(self, folder: Path, ids: Sequence[str]) -> Iterator[Mapping[str, Any] | None] | None:
        """What is kept with each vector besides; None for nothing."""
        return None


class Steady(Generic[T]):
    """An index on a server that may fail: then it rests for 15 seconds, and one question tries it again.

    Args:
        open_server: opens the index on the server.
    """

    def __init__(self, open_server: Callable[[], T]) -> None:
        self._open_server = open_server
        self._lock = threading.Lock()
        self._server: T | None = None
        self._rest_until = 0.0

    def at_hand(self) -> T | None:
        """The server's index; None while it rests or another question is trying it."""
        if self._server is not None:
            return self._server
        if time.monotonic() < self._rest_until or not self._lock.acquire(blocking=False):
            return None
        try:
            self._server = self._server or self._open_server()
            _log.info("Chroma-server in gebruik")
        except (ServiceError, IndexFault) as error:
            self.rest(error)
        finally:
            self._lock.release()
        return self._server

    def rest(self, error: WeerwoordError) -> None:
        """Leave the server alone for a while."""
        # Not closed here: other questions may still be waiting in it; it goes when the last of them is done.
        self._server = None
        self._rest_until = time.monotonic() + _REST_S
        _log.warning("%s Weerwoord zoekt zolang in de bewaarde vectoren.", error)


class SteadyIndex(Steady[VectorIndex]):
    """Implements ``VectorIndex``: a server's, and without it the kept vectors, so that a question is always answered.

    Args:
        open_kept: opens the same vectors from the disk.
    """

    def __init__(self, open_server: Callable[[], VectorIndex], open_kept: Callable[[], VectorIndex]) -> None:
        super().__init__(open_server)
        self._open_kept = open_kept
        self._kept: VectorIndex | None = None

    def search(self, vector: Vectors, k: int) -> list[Scored]:
        """The k nearest ids, best first."""
        server = self.at_hand()
        if server is not None:
            try:
                return server.search(vector, k)
            except (ServiceError, IndexFault) as error:
                self.rest(error)
        return self._from_disk().search(vector, k)

    def count(self) -> int:
        """Number of vectors."""
        return self._from_disk().count()

    def close(self) -> None:
        """Close both."""
        for index in (self._server, self._kept):
            if index is not None:
                index.close()

    def _from_disk(self) -> VectorIndex:
        if self._kept is None:
            self._kept = self._open_kept()
        return self._kept


def read_record(folder: Path) -> tuple[str, int, bool]:
    """Name of the collection, number of vectors, and whether words stand there too.

    Raises:
        IndexDamaged: the folder was not written for a server.
    """
    try:
        record = json.loads((folder / _RECORD).read_text(encoding="utf-8"))
        return str(record["collection"]), int(record["count"]), bool(record.get("words", False))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(f"Deze index staat niet op een Chroma-server. {_REBUILD}") from error
