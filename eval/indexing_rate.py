"""``python -m eval.indexing_rate``: passages a second of a build, against those of its embedder alone.

Both are measured twice on the same texts, in turn; the build adds them to an index that holds a few, so that what is
done once (loading the embedder and the vector store, looking up the common words) counts for neither. Passages are
sentences of the corpus, recombined.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bot.adapters.sentence_transformer import MINILM
from bot.assembly import make_builder, make_embedder
from bot.ports import Embedder
from bot.settings import load_settings
from eval.variants import fresh_index

_SENTENCES = 3
_FIRST = 8


def texts_of(folder: Path, count: int) -> list[str]:
    """So many passages of three sentences each, the same at each call."""
    catalog = fresh_index(folder).catalog
    sentences = [s.text for key in catalog.sources for p in catalog.passages_of(key) for s in p.sentences]
    chooser = random.Random(count)
    return [f"{' '.join(chooser.sample(sentences, _SENTENCES))} Kenmerk {n}." for n in range(count)]


def build_seconds(folder: Path, embedder: str, texts: Sequence[str]) -> tuple[float, int]:
    """Seconds that it takes to add passages to an index that holds a few, and how many these were."""
    corpus = folder / "documenten"
    corpus.mkdir(parents=True)
    settings = load_settings(data_dir=folder / "data", corpus_dir=corpus, embedder=embedder)
    (corpus / "eerste.txt").write_text("\n\n".join(texts[:_FIRST]), encoding="utf-8")
    make_builder(settings).build(corpus)
    (corpus / "teksten.txt").write_text("\n\n".join(texts[_FIRST:]), encoding="utf-8")
    report = make_builder(settings).build(corpus)
    return report.seconds, report.embedded


def bare_seconds(embedder: Embedder, texts: Sequence[str]) -> float:
    """Seconds that the embedder alone takes over the texts."""
    started = time.perf_counter()
    embedder.embed_passages(texts)
    return time.perf_counter() - started


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--embedder", default=MINILM)
    parser.add_argument("--passages", type=int, default=400)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = texts_of(folder / "corpus", options.passages)
        embedder = make_embedder(load_settings(data_dir=folder, embedder=options.embedder))
        bare_seconds(embedder, texts[:_FIRST])
        rates: dict[str, list[float]] = {"bare": [], "build": []}
        for turn in range(2):
            rates["bare"].append(len(texts) / bare_seconds(embedder, texts))
            seconds, passages = build_seconds(folder / f"build-{turn}", options.embedder, texts)
            rates["build"].append(passages / seconds)
    bare, build = max(rates["bare"]), max(rates["build"])
    share = f"{build / bare:.0%}"
    print(f"{options.embedder}, {len(texts)} passages, a second: alone {bare:.1f}, build {build:.1f} ({share})")


if __name__ == "__main__":
    main()
