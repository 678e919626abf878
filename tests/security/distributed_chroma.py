"""The part of a distributed Chroma's HTTP interface that Weerwoord uses, on loopback; it keeps every request.

It works out a search from the expression that is sent, as Chroma's documentation describes it: ``$knn`` gives the place
of a record in one ranking, ``default`` to a record that the ranking left out, and the lowest total comes first.
"""

from __future__ import annotations

import base64
import json
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np

_NUMBERS = {
    "$sum": lambda parts: sum(parts),
    "$mul": lambda parts: float(np.prod(parts)),
    "$div": lambda parts: parts[0] / parts[1],
    "$sub": lambda parts: parts[0] - parts[1],
}


class DistributedChroma:
    """Collections in memory; ``requests`` holds (method, end of the path, body) of each request."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, str, Any]] = []
        self.collections: dict[str, dict[str, Any]] = {}
        self.refuses_search = False
        chroma = self

        class Handler(BaseHTTPRequestHandler):
            def _answer(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                body = json.loads(self.rfile.read(length)) if length else None
                path = self.path.split("?")[0].removeprefix("/api/v2")
                path = path.removeprefix("/tenants/default_tenant/databases/default_database")
                chroma.requests.append((self.command, path, body))
                status, answer = chroma.answer(self.command, path, body)
                data = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_DELETE = _answer

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def sent(self, end: str, method: str = "POST") -> list[Any]:
        """The bodies of requests whose path ends so."""
        return [body for how, path, body in self.requests if how == method and path.endswith(end)]

    def answer(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        if path == "/pre-flight-checks":
            return 200, {"max_batch_size": 1000, "supports_base64_encoding": True}
        if path == "/collections" and method == "POST":
            return 200, self._new(body)
        if path == "/collections":
            return 200, [self._model(name) for name in self.collections]
        name, _, action = path.removeprefix("/collections/").partition("/")
        found = name if name in self.collections else self._by_id(name)
        if not found:
            return 404, {"error": "NotFoundError", "message": "no such collection"}
        if action:
            return self._act(self.collections[found], action, body)
        if method == "DELETE":
            del self.collections[found]
            return 200, {}
        return 200, self._model(found)

    def _new(self, body: Any) -> Any:
        self.collections[body["name"]] = {"id": str(uuid.uuid4()), "schema": body["schema"], "records": {},
                                          "metadata": body["metadata"]}  # fmt: skip
        return self._model(body["name"])

    def _act(self, collection: dict[str, Any], action: str, body: Any) -> tuple[int, Any]:
        records: dict[str, Any] = collection["records"]
        if action == "add":
            metadatas = body["metadatas"] or [None] * len(body["ids"])
            for name, vector, metadata in zip(body["ids"], body["embeddings"], metadatas, strict=True):
                if isinstance(vector, str):
                    vector = np.frombuffer(base64.b64decode(vector), dtype=np.float32)
                records[name] = (np.asarray(vector, dtype=np.float32), metadata or {})
            return 201, {}
        if action == "count":
            return 200, len(records)
        if action == "query":
            return 200, _queried(records, body)
        if action == "search" and not self.refuses_search:
            found = [_searched(records, search) for search in body["searches"]]
            empty = [None] * len(found)
            return 200, {
                "ids": [[name for name, _ in one] for one in found],
                "scores": [[score for _, score in one] for one in found],
                "documents": empty, "embeddings": empty, "metadatas": empty,
                "select": [search["select"]["keys"] for search in body["searches"]],
            }  # fmt: skip
        return 500, {"error": "InternalError", "message": "no"}

    def _by_id(self, wanted: str) -> str:
        return next((name for name, it in self.collections.items() if it["id"] == wanted), "")

    def _model(self, name: str) -> Any:
        it = self.collections[name]
        return {
            "id": it["id"], "name": name, "metadata": it["metadata"], "dimension": None, "tenant": "default_tenant",
            "database": "default_database", "configuration_json": {}, "schema": it["schema"], "log_position": 0,
            "version": 0,
        }  # fmt: skip


def _queried(records: dict[str, Any], body: Any) -> Any:
    (asked,) = body["query_embeddings"]
    far = sorted((1.0 - float(vector @ np.asarray(asked)), name) for name, (vector, _) in records.items())
    best = far[: body["n_results"]]
    nothing = dict.fromkeys(("documents", "embeddings", "metadatas", "uris"))
    ids, distances = [name for _, name in best], [distance for distance, _ in best]
    return {"ids": [ids], "distances": [distances], "include": ["distances"], **nothing}


def _searched(records: dict[str, Any], search: Any) -> list[tuple[str, float]]:
    rankings: dict[str, dict[str, int]] = {}
    _rank_all(search["rank"], records, rankings)
    names = sorted({name for ranking in rankings.values() for name in ranking})
    scored = [(name, _number(search["rank"], name, rankings)) for name in names]
    return sorted(scored, key=lambda pair: pair[1])[: search["limit"]["limit"]]


def _rank_all(part: Any, records: dict[str, Any], rankings: dict[str, dict[str, int]]) -> None:
    for kind, inner in part.items():
        if kind == "$knn":
            rankings[json.dumps(inner)] = _ranking(inner, records)
        elif kind != "$val":
            for one in inner.values() if isinstance(inner, dict) else inner:
                _rank_all(one, records, rankings)


def _ranking(knn: Any, records: dict[str, Any]) -> dict[str, int]:
    if knn["key"] == "#embedding":
        asked = np.asarray(knn["query"], dtype=np.float32)
        scores = {name: float(vector @ asked) for name, (vector, _) in records.items()}
    else:
        asked = dict(zip(knn["query"]["indices"], knn["query"]["values"], strict=True))
        scores = {}
        for name, (_, metadata) in records.items():
            held = metadata.get(knn["key"], {"indices": [], "values": []})
            score = sum(asked.get(i, 0.0) * v for i, v in zip(held["indices"], held["values"], strict=True))
            if score > 0:
                scores[name] = score
    best = sorted(scores, key=lambda name: -scores[name])[: knn["limit"]]
    return {name: place for place, name in enumerate(best)}


def _number(part: Any, name: str, rankings: dict[str, dict[str, int]]) -> float:
    ((kind, inner),) = part.items()
    if kind == "$val":
        return float(inner)
    if kind == "$knn":
        assert inner["return_rank"]
        return float(rankings[json.dumps(inner)].get(name, inner["default"]))
    parts = [inner["left"], inner["right"]] if isinstance(inner, dict) else inner
    return float(_NUMBERS[kind]([_number(one, name, rankings) for one in parts]))
