"""Which of several programs goes first on a busy processor."""

from __future__ import annotations

import os
from contextlib import suppress

_BEHIND = 10


def step_back() -> None:
    """Let other programs go first: whoever asks a question does not wait for an index that is being built beside it."""
    if hasattr(os, "nice"):
        with suppress(OSError):
            os.nice(_BEHIND)
