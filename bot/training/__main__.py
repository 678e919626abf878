"""``python -m bot.training --data DIR --out DIR``: train the static embedder."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.errors import WeerwoordError
from bot.training.static_embedder import train


def main(arguments: Sequence[str] | None = None) -> int:
    """Train as asked and say in Dutch what came out; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bot.training", description="Traint het Nederlandse woordmodel.")
    parser.add_argument("--data", type=Path, required=True, help="map met de trainingsbestanden")
    parser.add_argument("--out", type=Path, required=True, help="map waar het model komt")
    parser.add_argument("--corpus", type=Path, help="map van het corpus: leert ook van de helft van zijn vragen")
    parser.add_argument("--cache", type=Path, help="map waar vectoren van de leraar bewaard blijven")
    parser.add_argument("--seed", type=int, default=0, help="zelfde getal, zelfde model")
    options = parser.parse_args(arguments)
    try:
        report = train(
            options.data,
            options.out,
            seed=options.seed,
            progress=_show,
            corpus_dir=options.corpus,
            cache_dir=options.cache,
        )
    except WeerwoordError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(
        f"Model {report.name} staat in {report.folder}: {report.pieces} woorddelen van {report.dimension} getallen, "
        f"{report.size_bytes / 1e6:.1f} MB, geleerd van {report.examples} voorbeelden."
    )
    return 0


def _show(what: str, done: int, total: int) -> None:
    print(f"{what}: {done} van {total}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
