"""``weerwoord bench``: speed and memory on this computer, as a table or JSON."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.assembly import corpus_folder, make_builder, open_index
from bot.cli.growth import measure_growth
from bot.cli.recovery import measure_recovery, measure_switch, told
from bot.settings import Settings, load_settings


def run(settings: Settings, *, as_json: bool, quick: bool, sizes: Sequence[int], only_sizes: bool = False) -> None:
    """Measure and print.

    Args:
        sizes: numbers of passages at which growth is measured.
        only_sizes: measure nothing else.
    """
    with tempfile.TemporaryDirectory(prefix="weerwoord-bench-") as folder:
        figures: dict[str, Any] = {}
        if not only_sizes:
            figures = measure(settings, Path(folder), rounds=1 if quick else 3)
        if sizes:
            figures["growth"] = measure_growth(settings, Path(folder), sizes)
    if as_json:
        print(json.dumps(figures, ensure_ascii=False, indent=1))
    elif only_sizes:
        Console(highlight=False).print_json(json.dumps(figures["growth"]))
    else:
        _print(figures)


def measure(settings: Settings, folder: Path, rounds: int) -> dict[str, Any]:
    """Build an index of its own, ask every card's wordings, start the command from the shell."""
    own = load_settings(**{**settings.model_dump(), "data_dir": folder, "index_dir": folder / "index"})
    first = make_builder(own).build(corpus_folder(own)).seconds
    again = make_builder(own).build(corpus_folder(own)).seconds
    opened = open_index(own)
    started = time.perf_counter()
    assistant = opened.assistant
    assistant.ask("Zorgt ontwikkelingssamenwerking voor meer migratie?")
    warm_up = time.perf_counter() - started
    questions = [q for card in opened.catalog.cards.values() for q in card.questions]
    times = sorted(_ask_ms(assistant, q) for _ in range(rounds) for q in questions)
    size = round(sum(p.stat().st_size for p in opened.folder.rglob("*") if p.is_file()) / 1e6, 1)
    cold = [_cold(folder) for _ in range(rounds)]
    return {
        "passages": opened.manifest.passages,
        "first_index_s": round(first, 2),
        "unchanged_index_s": round(again, 3),
        "open_and_first_answer_s": round(warm_up, 3),
        "warm_ask_ms": {
            "n": len(times),
            "p50": round(statistics.median(times), 2),
            "p95": round(times[int(len(times) * 0.95)], 2),
            "max": round(times[-1], 2),
        },
        "cold_ask_s": round(statistics.median(c["seconds"] for c in cold), 2),
        "cold_ask_peak_mb": round(max(c["peak_mb"] for c in cold), 1),
        "recovery_s": measure_recovery(own),
        "switch": measure_switch(own, questions, switches=rounds),
        "index_mb": size,
        "cpu_count": os.cpu_count(),
        "python": sys.version.split()[0],
    }


def _ask_ms(assistant: Any, question: str) -> float:
    started = time.perf_counter()
    assistant.ask(question)
    return (time.perf_counter() - started) * 1000


_CHILD = """
import sys, runpy
sys.argv = ["weerwoord", "ask", "--json", "Waarom sturen migranten geld naar huis?"]
try:
    runpy.run_module("bot.cli", run_name="__main__")
except SystemExit:
    pass
try:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(peak / 1e6 if sys.platform == "darwin" else peak / 1e3, file=sys.stderr)
except ImportError:
    print(0, file=sys.stderr)
"""


def _cold(folder: Path) -> dict[str, float]:
    environment = {**os.environ, "WEERWOORD_DATA_DIR": str(folder), "WEERWOORD_INDEX_DIR": str(folder / "index")}
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _CHILD], env=environment, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "peak_mb": float(done.stderr.strip().splitlines()[-1])}


def _print(figures: dict[str, Any]) -> None:
    table = Table(title="Weerwoord op deze computer", show_header=False)
    warm = figures["warm_ask_ms"]
    table.add_row("Passages", str(figures["passages"]))
    table.add_row("Eerste index", f"{figures['first_index_s']} s")
    table.add_row("Onveranderd corpus", f"{figures['unchanged_index_s']} s na het opstarten")
    table.add_row("Warme vraag", f"p50 {warm['p50']} ms, p95 {warm['p95']} ms ({warm['n']} vragen)")
    table.add_row("Koude vraag vanuit de shell", f"{figures['cold_ask_s']} s, hooguit {figures['cold_ask_peak_mb']} MB")
    mended, switched = told(figures)
    table.add_row("Beschadigde index hersteld", mended)
    table.add_row("Wissel van index", switched)
    table.add_row("Index op schijf", f"{figures['index_mb']} MB")
    console = Console(highlight=False)
    console.print(table)
    if figures.get("growth"):
        console.print_json(json.dumps(figures["growth"]))
