"""``weerwoord bench --only-sizes``: an index of any size, and how long it takes to make its vector store again."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.growth import measure_growth
from bot.cli.main import app
from bot.settings import Settings


def test_each_size_is_built_searched_and_mended(mini_settings: Settings, tmp_path: Path) -> None:
    (row,) = measure_growth(mini_settings, tmp_path / "bench", [60])
    assert row["passages"] == 60
    assert row["recovery_s"] > 0
    assert row["build_s"] > 0
    assert 0 < row["search_p50_ms"] <= row["search_p95_ms"]


@pytest.mark.parametrize("words", [["--only-sizes"], ["--sizes", "veel"], ["--sizes", "10,-5"], ["--sizes", "0"]])
def test_sizes_that_are_none_are_refused(words: list[str]) -> None:
    done = CliRunner().invoke(app, ["bench", *words])
    assert done.exit_code == 2
    assert "hele getallen met komma's" in done.stderr
