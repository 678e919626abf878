"""The HTTP API beside the pages: the same answers as JSON, figures for Prometheus, and whether all is well."""

from __future__ import annotations

import asyncio
import json
import logging
import math
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.adapters import metrics
from bot.adapters.logs import event, new_request_id, request_id
from bot.answering.programs import Programs
from bot.errors import IndexFault, ServiceError, StorageError, UnknownName, UsageError, WeerwoordError
from bot.settings import Settings
from bot.ui.api_limits import Busy, RateLimit, Workers, token_name

_LARGEST = 64 * 1024
_BODY_S = 10.0
_REQUEST_NAME = re.compile(r"[\w-]{1,64}", re.ASCII)
_CLOSED = "Voor deze API is een sleutel nodig. Geef hem mee: Authorization: Bearer … (zie docs/programs.md)."
_STATUS: tuple[tuple[type[WeerwoordError], int], ...] = (
    (UnknownName, 404),
    (UsageError, 400),
    (IndexFault, 503),
    (StorageError, 503),
    (ServiceError, 502),
)
_ASK_FIELDS = frozenset(("question", "context", "form", "only"))
_SEARCH_LISTS = {"organisation": "organisations", "country": "countries", "kind": "kinds"}
_SEARCH_YEARS = ("from_year", "to_year")


class Health(NamedTuple):
    """How the program is.

    Attributes:
        good: whether it can answer.
        told: the whole report, JSON-ready.
        figures: in Prometheus' form.
    """

    good: bool
    told: dict[str, Any]
    figures: bytes


class _Refused(Exception):
    def __init__(self, status: int, told: str, wait: float = 0.0) -> None:
        super().__init__(told)
        self.status, self.wait = status, wait


@dataclass(frozen=True)
class Api:
    """What the routes work with.

    Attributes:
        health: looked at anew for each request.
    """

    settings: Settings
    programs: Programs
    health: Callable[[], Health]
    workers: Workers = field(default_factory=Workers)
    watching: Workers = field(default_factory=lambda: Workers(1, 10))

    @property
    def is_closed(self) -> bool:
        """Whether a request needs a token."""
        return self.settings.login_file is not None or bool(self.settings.api_tokens)

    def routes(self) -> list[BaseRoute]:
        """The addresses of the API; what lies under /api and is not there gets an answer in JSON too."""
        limit, watch = RateLimit(self.settings.api_per_minute), RateLimit(self.settings.api_per_minute)
        return [
            self._route("/api/ask", "POST", self._ask, limit),
            self._route("/api/search", "GET", self._search, limit),
            self._route("/api/source/{key:path}", "GET", self._source, limit),
            self._route("/api/figure/{id:path}", "GET", self._figure, limit),
            self._route("/api/{rest:path}", "", _nothing, limit),
            self._route("/health", "GET", self._health, watch, public=True),
            self._route("/metrics", "GET", self._metrics, watch),
        ]

    def _route(
        self,
        path: str,
        method: str,
        handle: Callable[[Request], Awaitable[Response]],
        limit: RateLimit,
        *,
        public: bool = False,
    ) -> Route:
        async def answer(request: Request) -> Response:
            started = time.perf_counter()
            given = request.headers.get("x-request-id", "")
            name = given if _REQUEST_NAME.fullmatch(given) else new_request_id()
            mark = request_id.set(name)
            try:
                response = await self._guarded(request, method, handle, limit, public=public)
                took = round((time.perf_counter() - started) * 1000, 1)
                event("request", path=path, method=request.method[:10], status=response.status_code, ms=took)
            finally:
                request_id.reset(mark)
            metrics.count_request(path, response.status_code)
            response.headers["x-request-id"] = name
            response.headers["cache-control"] = "no-store"
            return response

        return Route(path, answer, methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])

    async def _guarded(
        self,
        request: Request,
        method: str,
        handle: Callable[[Request], Awaitable[Response]],
        limit: RateLimit,
        *,
        public: bool,
    ) -> Response:
        try:
            self._admit(request, limit, public=public)
            if method and request.method not in (method, "HEAD" if method == "GET" else method):
                raise _Refused(405, f"Gebruik {method} op dit adres.")
            return await handle(request)
        except _Refused as refusal:
            return _error(refusal.status, str(refusal), refusal.wait)
        except Busy:
            return _error(503, "Er wachten al te veel vragen. Probeer het zo opnieuw.", 1.0)
        except WeerwoordError as error:
            return _error(next((status for kind, status in _STATUS if isinstance(error, kind)), 500), str(error))
        except ClientDisconnect:
            return _error(400, "De verbinding is verbroken.")
        except Exception:
            logging.getLogger("weerwoord").exception("defect")
            return _error(500, "Er ging iets mis in Weerwoord. Het staat in het logboek.")

    def _admit(self, request: Request, limit: RateLimit, *, public: bool) -> None:
        """Let a request in.

        Raises:
            _Refused: from another site's page, too often, or without a token where one is needed.
        """
        if request.headers.get("sec-fetch-site", "none") in ("cross-site", "same-site"):
            raise _Refused(403, "De API antwoordt programma's, geen pagina's van andere websites.")
        token = self._token(request)
        wait = limit.wait(token or (request.client.host if request.client else ""))
        if wait:
            raise _Refused(429, f"Te veel verzoeken. Wacht {math.ceil(wait)} s en probeer het opnieuw.", wait)
        if self.is_closed and not token and not public:
            raise _Refused(401, _CLOSED)

    def _token(self, request: Request) -> str:
        return token_name(request.headers.get("authorization", ""), self.settings.api_tokens)

    async def _ask(self, request: Request) -> Response:
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            raise _Refused(415, "Stuur JSON, met Content-Type: application/json.")
        given = _object(await _body(request))
        unknown = sorted(set(given) - _ASK_FIELDS)
        if unknown:
            raise UsageError(f"Onbekend veld: {', '.join(unknown)[:200]}. Kies uit: {', '.join(sorted(_ASK_FIELDS))}.")
        if "question" not in given:
            raise UsageError("Het veld 'question' ontbreekt.")
        return JSONResponse(await self.workers.run(lambda: self.programs.ask(**given)))

    async def _search(self, request: Request) -> Response:
        query = request.query_params
        unknown = sorted(set(query) - {"q", "k", *_SEARCH_LISTS, *_SEARCH_YEARS})
        if unknown or "q" not in query:
            raise UsageError(
                "Vraag als /api/search?q=…; daarbij mag k, organisation, country, kind, from_year, to_year."
            )
        only: dict[str, Any] = {to: query.getlist(name) for name, to in _SEARCH_LISTS.items() if name in query}
        only |= {name: _number(query[name]) for name in _SEARCH_YEARS if name in query}
        k = _number(query.get("k", "10"))
        return JSONResponse(await self.workers.run(lambda: self.programs.search(query["q"], k, only)))

    async def _source(self, request: Request) -> Response:
        return JSONResponse(await self.workers.run(lambda: self.programs.source(request.path_params["key"])))

    async def _figure(self, request: Request) -> Response:
        return JSONResponse(await self.workers.run(lambda: self.programs.figure(request.path_params["id"])))

    async def _health(self, request: Request) -> Response:
        health = await self.watching.run(self.health)
        told = {"status": health.told["status"]} if self.is_closed and not self._token(request) else health.told
        return JSONResponse(told, 200 if health.good else 503)

    async def _metrics(self, request: Request) -> Response:
        health = await self.watching.run(self.health)
        return Response(health.figures, media_type=metrics.MEDIA_TYPE)


async def _nothing(request: Request) -> Response:
    raise _Refused(404, "Dit adres is er niet. Er zijn /api/ask, /api/search, /api/source/… en /api/figure/….")


async def _body(request: Request) -> bytes:
    """The body of a request, of at most 64 kB, within ten seconds."""
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(_BODY_S):
            async for part in request.stream():
                size += len(part)
                if size > _LARGEST:
                    raise _Refused(413, f"Het verzoek is te groot; hooguit {_LARGEST // 1024} kB.")
                parts.append(part)
    except TimeoutError:
        raise _Refused(408, "Het verzoek kwam niet op tijd binnen.") from None
    return b"".join(parts)


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise UsageError("De inhoud is geen geldige JSON.") from None
    if not isinstance(value, dict):
        raise UsageError('Stuur een JSON-object, bijvoorbeeld {"question": "Zorgt hulp voor meer migratie?"}.')
    return value


def _number(text: str) -> int | str:
    """The number, or the text itself, which is then refused by name."""
    return int(text) if re.fullmatch(r"\d{1,6}", text, re.ASCII) else text


def _error(status: int, told: str, wait: float = 0.0) -> Response:
    headers = {"retry-after": str(math.ceil(wait))} if wait else {}
    if status == 401:
        headers["www-authenticate"] = "Bearer"
    return JSONResponse({"error": told}, status, headers)
