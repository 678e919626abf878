"""A builder that is killed at any step leaves the index in use whole, and the next build needs no help."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.build_bench import Bench, edit

_BUILD = """
import sys
from pathlib import Path
from tests.build_bench import Bench

def stop(what, done, total):
    if what == sys.argv[3]:
        print("here", flush=True)
        sys.stdin.read()

Bench(Path(sys.argv[1]), Path(sys.argv[2])).build(progress=stop)
"""


@pytest.mark.parametrize("step", ["betekenis berekenen", "vectoren", "woordenindex"])
def test_killed_in_mid_build(step: str, tmp_path: Path, mini_corpus: Path) -> None:
    bench = Bench(tmp_path / "index", mini_corpus)
    first = bench.build()
    before = bench.ids()
    edit(mini_corpus / "notes" / "nota2024.md", "op rust", "op stilte")
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", _BUILD, str(tmp_path / "index"), str(mini_corpus), step],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    process.kill()
    process.communicate()
    assert bench.store.current() == first.folder
    assert bench.store.check(first.folder, thorough=True)
    assert bench.ids() == before
    assert len(list((bench.store.root / "versions").iterdir())) == 2
    report = bench.build()
    assert report.embedded == 1
    assert bench.ids() != before
    assert sorted((bench.store.root / "versions").iterdir()) == [first.folder, report.folder]
