"""``python -m eval.chain_bench``: what the chain and the verification cost beyond the model's own time.

The model is a double that answers at once, with sentences of the passages and with altered ones, in pieces as a stream.
Its own pauses are not counted. Figures are of this computer; nothing passes or fails by them.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.answering.generative import GenerativeAssistant
from bot.answering.progress import Progress
from bot.assembly import open_index
from bot.ports import ModelTurn
from bot.settings import load_settings

_PIECES = 60


class AtOnce:
    """Implements ``ChatModel``: writes the first sentence of five passages, and one with another figure."""

    name = "proef:meteen"

    def __init__(self) -> None:
        self.first = 0.0

    def stream(self, turn: ModelTurn, schema: Mapping[str, Any], seconds: float) -> Iterator[dict[str, Any]]:
        """Ever larger parts of the answer; ``first`` is when the first went out."""
        line = next((row for row in turn.user.splitlines() if row.startswith('[{"nr"')), "[]")
        shown = [(p["nr"], p["tekst"].split(". ")[0].rstrip(".") + ".") for p in json.loads(line)[:5]]
        rows = [{"text": text, "cites": [nr], "kind": "fact", "holder": ""} for nr, text in shown]
        rows += [{**rows[0], "text": f"In 2031 was dat 987 miljard euro, want {rows[0]['text']}"}] if rows else []
        self.first = self.first or time.perf_counter()
        for done in range(len(rows)):
            text = str(rows[done]["text"])
            for end in range(1, len(text), max(1, len(text) * len(rows) // _PIECES)):
                yield {"refused": False, "sentences": [*rows[:done], {"text": text[:end]}]}
        yield {"refused": False, "sentences": rows}


def measure(assistant: GenerativeAssistant, model: AtOnce, questions: Sequence[str]) -> dict[str, Any]:
    """Milliseconds of overhead, and from the model's first words to those on screen, over the answered questions."""
    overhead: list[float] = []
    computing: list[float] = []
    first: list[float] = []
    for question in questions:
        shown = model.first = 0.0
        started = time.process_time()
        for step in assistant.stream(question):
            if isinstance(step, Progress):
                shown = shown or (time.perf_counter() if step.pending or step.settled else 0.0)
            elif shown:
                overhead.append(step.ms.answer)
                computing.append((time.process_time() - started) * 1000)
                first.append((shown - model.first) * 1000)
    return {
        "questions": len(questions),
        "answered": len(overhead),
        "overhead_ms": _spread(overhead),
        "first_words_ms": _spread(first),
        "processor_ms_with_search": _spread(computing),
        "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
    }


def _spread(values: list[float]) -> dict[str, float]:
    ordered = sorted(values) or [0.0]
    last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return {"p50": round(statistics.median(ordered), 1), "p95": round(last, 1), "max": round(ordered[-1], 1)}


def main() -> None:
    """Ask the cards' own questions and print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=100)
    most = parser.parse_args().most
    index = open_index(load_settings())
    model = AtOnce()
    assistant = index.generative(model)
    questions = [card.question for card in index.catalog.cards.values()][:most]
    measure(assistant, model, questions[:3])  # warms what is read once
    print(json.dumps(measure(assistant, model, questions), indent=1))


if __name__ == "__main__":
    main()
