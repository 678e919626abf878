"""How build time, query time, memory and disk grow: passages recombined from the corpus."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.assembly import STATIC, OpenIndex, corpus_folder, make_builder, make_embedder, open_index
from bot.cli.recovery import STORE, measure_recovery
from bot.settings import Settings, load_settings

_QUERIES = 40
_PER_FILE = 2000


def measure_growth(settings: Settings, folder: Path, sizes: Sequence[int]) -> list[dict[str, Any]]:
    """Build and query an index for each number of passages, and mend it when its vector store is gone.

    Args:
        folder: for the indexes; one of the built-in corpus is made for its sentences, with the built-in model.
    """
    home = folder / "growth"
    own = load_settings(**{**settings.model_dump(), "data_dir": home, "index_dir": home / "index", "embedder": STATIC})
    make_builder(own).build(corpus_folder(own))
    texts = sentences_of(open_index(own))
    return [_measure(settings, folder / f"growth-{size}", size, texts) for size in sizes]


def sentences_of(index: OpenIndex) -> list[str]:
    """All sentences of an index, to make passages of."""
    keys = list(index.catalog.sources)
    return [s.text for key in keys for p in index.catalog.passages_of(key) for s in p.sentences]


def write_passages(folder: Path, size: int, sentences: Sequence[str], chooser: random.Random) -> None:
    """Write text documents that hold so many passages together, each of three sentences that never stood together."""
    folder.mkdir(parents=True, exist_ok=True)
    for start in range(0, size, _PER_FILE):
        paragraphs = [
            " ".join(chooser.sample(sentences, 3)) + f" Kenmerk {start + n}."
            for n in range(min(_PER_FILE, size - start))
        ]
        (folder / f"groei-{start:07d}.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")


def _measure(settings: Settings, folder: Path, size: int, sentences: Sequence[str]) -> dict[str, Any]:
    corpus = folder / "corpus"
    chooser = random.Random(size)
    write_passages(corpus, size, sentences, chooser)
    own = load_settings(
        **{**settings.model_dump(), "data_dir": folder, "index_dir": folder / "index", "corpus_dir": corpus}
    )
    report = make_builder(own).build(corpus_folder(own))
    bare = _bare_seconds(own, corpus)
    assistant = open_index(own).assistant
    questions = [" ".join(chooser.choice(sentences).split()[:9]) for _ in range(_QUERIES)]
    times = sorted(_search_ms(assistant, q) for q in questions)
    disk = sum(p.stat().st_size for p in report.folder.rglob("*") if p.is_file())
    return {
        "passages": report.passages,
        "build_s": round(report.seconds, 1),
        "bare_embedder_s": round(bare, 1),
        "search_p50_ms": round(statistics.median(times), 2),
        "search_p95_ms": round(times[int(len(times) * 0.95)], 2),
        "peak_mb_of_this_process": _peak_mb(),
        "disk_mb": round(disk / 1e6, 1),
        "recovery_s": measure_recovery(own, [STORE])[STORE],
    }


def _bare_seconds(settings: Settings, corpus: Path) -> float:
    """How long the embedder alone takes over the same texts."""
    embedder = make_embedder(settings)
    texts = [part for path in sorted(corpus.iterdir()) for part in path.read_text(encoding="utf-8").split("\n\n")]
    started = time.perf_counter()
    embedder.embed_passages(texts)
    return time.perf_counter() - started


def _search_ms(assistant: Any, question: str) -> float:
    started = time.perf_counter()
    assistant.search(question)
    return (time.perf_counter() - started) * 1000


def _peak_mb() -> float | None:
    try:
        import resource
        import sys
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1e6 if sys.platform == "darwin" else 1e3), 1)
