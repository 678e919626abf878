"""Garbage collection on a server that keeps much open.

Streamlit ends each drawing of a page with a full collection, which walks through everything that Python keeps: a
quarter of a second with an open index, during which nobody else is served. What stays for good is therefore frozen,
that is, taken out of what a collection looks at. An index version that nobody uses any more goes nevertheless: nothing
in it refers to itself in a circle, so the last reader who leaves it frees it (``tests/integration/test_let_go.py``).
And with many visitors one collection serves them all: at most one in some seconds. Python's own collections go on.

Streamlit remembers every button that a visitor was ever shown, with the answer that the button belongs to, as long as
the page is open: some 30 kB a question. All but the last of them are forgotten.
"""

from __future__ import annotations

import gc
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streamlit.runtime.state.session_state import SessionState

_EVERY_S = 10.0
_REMEMBERED = 200
"""So many widgets that are no longer shown stay known: a click may be on its way while its button goes."""


def keep_for_good() -> None:
    """What is there now stays; a collection no longer looks at it."""
    gc.collect()
    gc.freeze()


def collect_rarely(every_s: float = _EVERY_S) -> None:
    """Let the end of a drawing collect at most once in so many seconds."""
    from streamlit.runtime.scriptrunner import script_runner

    script_runner.gc = _Rarely(every_s)  # type: ignore[assignment, attr-defined]


def forget_widgets() -> None:
    """Let the end of a whole drawing forget the widgets of earlier ones."""
    from streamlit.runtime.scriptrunner import get_script_run_ctx
    from streamlit.runtime.state.session_state import SessionState

    remove = SessionState._remove_stale_widgets

    def remove_and_forget(self: SessionState, active_widget_ids: frozenset[str]) -> None:
        remove(self, active_widget_ids)
        context = get_script_run_ctx()
        if context is not None and not context.fragment_ids_this_run:
            _forget(self, active_widget_ids)

    SessionState._remove_stale_widgets = remove_and_forget  # type: ignore[method-assign]


def _forget(state: SessionState, shown: frozenset[str]) -> None:
    """Forget the oldest widgets that are not shown and hold no value."""
    known, keys = state._new_widget_state.widget_metadata, state._key_id_mapper
    held = state._new_widget_state.states.keys() | state._old_state.keys() | state._query_param_bound_widget_ids
    old = [name for name in known if name not in shown and name not in held]
    for name in old[: max(0, len(old) - _REMEMBERED)]:
        del known[name]
        key = keys.id_key_mapping.get(name)
        if key is not None and keys.get_id_from_key(key) == name:
            keys.delete(key)


class _Rarely:
    """The part of ``gc`` that Streamlit uses after a drawing."""

    def __init__(self, every_s: float) -> None:
        self._every_s = every_s
        self._next = 0.0
        self._lock = threading.Lock()

    def collect(self, generation: int = 2) -> int:
        """Collect, unless it was done a moment ago; the number of objects found."""
        with self._lock:
            now = time.monotonic()
            if now < self._next:
                return 0
            self._next = now + self._every_s
        return gc.collect(generation)
