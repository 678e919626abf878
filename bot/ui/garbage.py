"""Garbage collection on a server that keeps much open.

Streamlit ends each drawing of a page with a full collection, which walks through everything that Python keeps: a
quarter of a second with an open index, during which nobody else is served. What stays for good is therefore frozen,
that is, taken out of what a collection looks at. An index version that nobody uses any more goes nevertheless: nothing
in it refers to itself in a circle, so the last reader who leaves it frees it (``tests/integration/test_let_go.py``).
"""

from __future__ import annotations

import gc


def keep_for_good() -> None:
    """What is there now stays; a collection no longer looks at it."""
    gc.collect()
    gc.freeze()
