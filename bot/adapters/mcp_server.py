"""Weerwoord for assistants that speak the Model Context Protocol."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ResourceNotFoundError, ToolError
from mcp_types import ToolAnnotations

from bot.answering.programs import Programs
from bot.errors import UnknownName, WeerwoordError

_INSTRUCTIONS = (
    "Weerwoord beantwoordt vragen over migratie en ontwikkelingssamenwerking, in het Nederlands. Onder elke zin staat "
    "een bron. Geef 'sentences' door met hun bronnen ('cites' verwijst naar 'n' in 'sources'), noem bij een cijfer het "
    "jaar, en geef 'warnings' door. Bij 'refused' staat het niet in de bronnen: zeg dat, en vul niets aan."
)
_READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
_JSON = "application/json"


def make_server(programs: Programs, version: str) -> MCPServer[Any]:
    """The server with its tools and resources; ``run("stdio")`` keeps stdout for the protocol."""
    server: MCPServer[Any] = MCPServer(
        "weerwoord", title="Weerwoord", instructions=_INSTRUCTIONS, version=version, log_level="WARNING"
    )
    _add_tools(server, programs)
    _add_resources(server, programs)
    return server


def _add_tools(server: MCPServer[Any], programs: Programs) -> None:
    @server.tool(title="Stel een vraag", annotations=_READS)
    def ask(question: str, context: str = "", form: str = "", only: dict[str, Any] | None = None) -> dict[str, Any]:
        """Answer a question on migration and development cooperation with a source under every sentence, or refuse.

        context: the question before, for a follow-up. form: "", "alinea", "60s", "punten" or "mail".
        only: narrow to sources, with some of organisations, countries, from_year, to_year, kinds.
        """
        return _told(lambda: programs.ask(question, context, form, only))

    @server.tool(title="Zoek passages", annotations=_READS)
    def search(question: str, k: int = 10, only: dict[str, Any] | None = None) -> dict[str, Any]:
        """Find the k (1-100) best passages; only: as for ask."""
        return _told(lambda: {"hits": programs.search(question, k, only)})

    @server.tool(title="Toon een bron", annotations=_READS)
    def source(key: str) -> dict[str, Any]:
        """Show a source by its key: title, author, year, address, passages, and the figures that rest on it."""
        return _told(lambda: programs.source(key))

    @server.tool(title="Toon een cijfer", annotations=_READS)
    def figure(id: str) -> dict[str, Any]:
        """Show a figure of the ledger by its id: value, unit, period, source, status, and its newest successor."""
        return _told(lambda: programs.figure(id))


def _add_resources(server: MCPServer[Any], programs: Programs) -> None:
    @server.resource("weerwoord://sources", title="Alle bronnen", mime_type=_JSON)
    def sources() -> str:
        """Every source, without passages."""
        return _read(programs.sources)

    @server.resource("weerwoord://cards", title="Alle kaarten", mime_type=_JSON)
    def cards() -> str:
        """Every talking-point card: slug, theme and question."""
        return _read(programs.cards)

    @server.resource("weerwoord://source/{key}", title="Eén bron", mime_type=_JSON)
    def one_source(key: str) -> str:
        """A source with its passages."""
        return _read(lambda: programs.source(key))

    @server.resource("weerwoord://card/{slug}", title="Eén kaart", mime_type=_JSON)
    def one_card(slug: str) -> str:
        """A card: question, answer, counter-argument and reply, with citations."""
        return _read(lambda: programs.card(slug))


def _told(call: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return call()
    except WeerwoordError as error:
        raise ToolError(str(error)) from None


def _read(call: Callable[[], Any]) -> str:
    try:
        return json.dumps(call(), ensure_ascii=False)
    except UnknownName as error:
        raise ResourceNotFoundError(str(error)) from None
    except WeerwoordError as error:
        raise ResourceError(str(error)) from None
