"""A short run of each fuzzing target; the long one is ``python -m tests.chaos.fuzz --minutes 30 TARGET``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chaos.fuzz import run


@pytest.mark.parametrize(
    ("target", "examples"), [("readers", 25), ("citations", 12), ("numbers", 150), ("questions", 30), ("outside", 60)]
)
def test_nothing_unexpected_comes_out(tmp_path: Path, target: str, examples: int) -> None:
    run(target, tmp_path, examples, seed=1)
