"""Collections after a drawing: seldom, and where Streamlit does them."""

from __future__ import annotations

import inspect

import pytest
from streamlit.runtime.scriptrunner import script_runner

from bot.ui import garbage


def test_many_drawings_are_followed_by_one_collection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script_runner, "gc", script_runner.gc)
    done: list[int] = []
    monkeypatch.setattr(garbage.gc, "collect", lambda generation: done.append(generation) or 7)
    garbage.collect_rarely(every_s=3600)
    assert [script_runner.gc.collect(2) for _ in range(5)] == [7, 0, 0, 0, 0]
    assert done == [2]
    garbage.collect_rarely(every_s=0)
    assert [script_runner.gc.collect(2) for _ in range(2)] == [7, 7]


def test_streamlit_asks_nothing_else_of_it() -> None:
    source = inspect.getsource(script_runner)
    assert source.count("gc.") == source.count("gc.collect(2)") == 1
