"""``weerwoord train-embedder``."""

from __future__ import annotations

from pathlib import Path

from bot.cli.indexing import progress_bar


def train(data: Path, out: Path, seed: int) -> None:
    """Train the static Dutch embedder again from a folder of data."""
    from bot.training.static_embedder import train as run

    with progress_bar(enabled=True) as progress:
        report = run(data, out, seed=seed, progress=progress)
    print(report)
