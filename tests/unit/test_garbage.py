"""Collections after a drawing: seldom, and where Streamlit does them; widgets that are gone are forgotten."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from streamlit.runtime.scriptrunner import script_runner
from streamlit.runtime.state.session_state import SessionState
from streamlit.testing.v1 import AppTest

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


def _many_buttons() -> None:
    import streamlit as st

    drawn = st.session_state["drawn"] = st.session_state.get("drawn", 0) + 1
    st.text_input("Naam", key="naam")
    for number in range(100):
        st.button(str(number), key=f"knop_{drawn}_{number}")
    st.button("Tel", key="tel", on_click=st.session_state.__setitem__, args=("geteld", drawn))


def test_widgets_that_are_long_gone_are_forgotten_and_the_others_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SessionState, "_remove_stale_widgets", SessionState._remove_stale_widgets)
    garbage.forget_widgets()
    page = AppTest.from_function(_many_buttons).run()
    page.text_input[0].set_value("Noor")
    for _ in range(9):
        page.run()
    state: Any = page.session_state
    while not isinstance(state, SessionState):
        state = state._state
    assert len(state._new_widget_state.widget_metadata) == 200 + 102
    assert len(state._key_id_mapper.id_key_mapping) == 200 + 102
    assert page.session_state["naam"] == page.text_input[0].value == "Noor"
    page.button(key="tel").click().run()
    assert page.session_state["geteld"] == 10
    assert not page.exception
