"""``weerwoord mcp`` in a process of its own, spoken to by the package's own client."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import ClientSession, MCPError, StdioServerParameters
from mcp.client.stdio import stdio_client

from bot.assembly import make_builder, open_index
from bot.settings import Settings

QUESTION = "Hoeveel kost de opvang van bijen?"
BAD: Sequence[tuple[str, dict[str, Any], str]] = (
    ("ask", {"question": ""}, "De vraag is leeg"),
    ("ask", {"question": "x" * 3000}, "3000 tekens"),
    ("ask", {"question": QUESTION, "form": "gedicht"}, "'form' moet"),
    ("ask", {"question": QUESTION, "only": {"land": "NL"}}, "'only' kent land niet"),
    ("ask", {}, "question"),
    ("search", {"question": QUESTION, "k": 0}, "'k' moet"),
    ("source", {"key": "nee"}, "Er is geen bron 'nee'"),
    ("figure", {"id": "nee"}, "Er is geen cijfer 'nee'"),
    ("weg", {}, "weg"),
)


@pytest.fixture
def built(mini_settings: Settings, mini_corpus: Path) -> Settings:
    make_builder(mini_settings).build(mini_corpus)
    return mini_settings


def environment(settings: Settings) -> dict[str, str]:
    return {"WEERWOORD_DATA_DIR": str(settings.data_dir), "PYTHONPATH": str(Path(__file__).parents[2])}


def test_tools_and_resources(built: Settings, tmp_path: Path) -> None:
    anyio.run(_speak, built, tmp_path)


async def _speak(settings: Settings, folder: Path) -> None:
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "bot.cli", "mcp"], env=environment(settings), cwd=folder
    )
    index = open_index(settings)
    with (folder / "err").open("w+") as errors:
        async with stdio_client(server, errlog=errors) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            tools = {tool.name: tool for tool in (await session.list_tools()).tools}
            assert set(tools) == {"ask", "search", "source", "figure"}
            assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools.values())

            given = await _call(session, "ask", {"question": QUESTION})
            expected = index.assistant.ask(QUESTION).to_dict()
            del given["ms"], expected["ms"]
            assert given == expected
            assert given["sentences"]
            assert len((await _call(session, "search", {"question": QUESTION, "k": 2}))["hits"]) == 2
            row = next(iter(index.catalog.figures.values()))
            assert (await _call(session, "figure", {"id": row.id}))["value"] == str(row.value)
            source = await _call(session, "source", {"key": row.source})
            assert row.id in source["figures"]

            for name, arguments, told in BAD:
                result = await session.call_tool(name, arguments)
                assert result.is_error, name
                assert told in result.content[0].text  # type: ignore[union-attr]
                assert "Traceback" not in result.content[0].text  # type: ignore[union-attr]

            listed = await _resource(session, "weerwoord://cards")
            card = await _resource(session, f"weerwoord://card/{listed[0]['slug']}")
            assert card["answer"][0]["citations"]
            assert (await _resource(session, f"weerwoord://source/{row.source}"))["key"] == row.source
            assert {s["key"] for s in await _resource(session, "weerwoord://sources")} == set(index.catalog.sources)
            with pytest.raises(MCPError, match="Er is geen kaart 'nee'"):
                await session.read_resource("weerwoord://card/nee")
        errors.seek(0)
        assert "bijen" not in errors.read()


async def _call(session: ClientSession, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    result = await session.call_tool(name, arguments)
    assert not result.is_error, result.content
    assert isinstance(result.structured_content, dict)
    assert json.loads(result.content[0].text) == result.structured_content  # type: ignore[union-attr]
    return result.structured_content


async def _resource(session: ClientSession, address: str) -> Any:
    return json.loads((await session.read_resource(address)).contents[0].text)  # type: ignore[union-attr]


def test_stdout_carries_nothing_but_the_protocol(built: Settings, tmp_path: Path) -> None:
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "proef", "version": "1"}}
    messages = [
        "dit is geen JSON",
        json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello}),
        json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}),
    ]
    run = subprocess.run(
        [sys.executable, "-m", "bot.cli", "mcp"],
        input="\n".join(messages) + "\n",
        env=environment(built),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    assert [json.loads(line)["jsonrpc"] for line in run.stdout.splitlines()].count("2.0") == len(
        run.stdout.splitlines()
    )
    assert '"id":1' in run.stdout.replace(" ", "")


def test_without_index_it_says_so(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "bot.cli", "mcp"],
        input="",
        env={"WEERWOORD_DATA_DIR": str(tmp_path / "leeg"), "PYTHONPATH": str(Path(__file__).parents[2])},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (run.returncode, run.stdout) == (3, "")
    assert "Er is nog geen index" in run.stderr
