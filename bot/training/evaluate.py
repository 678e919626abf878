"""Judges an embedder on texts that no training saw: the figures of the model card.

Run: ``python -m bot.training.evaluate --data DIR [--corpus DIR] [--model FOLDER|minilm|NAME]``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from bot.adapters.static_embedder import StaticEmbedder, packaged_model
from bot.errors import WeerwoordError
from bot.ports import Embedder
from bot.training.corpus_questions import held_out_questions, read_sections
from bot.training.data import read_held_out, read_ntrex

_BLOCK = 4
_ENGLISH = {"the", "is", "how", "what", "does", "do", "are", "many", "which", "why", "did", "who", "of"}
_FRENCH = {"les", "des", "est", "le", "la", "quel", "quelle", "combien", "pourquoi", "qui", "du", "comment", "sont"}


@dataclass(frozen=True)
class Task:
    """Queries, passages, and for each query the number of the passage that it must find."""

    name: str
    queries: list[str]
    passages: list[str]
    right: list[int]


@dataclass(frozen=True)
class Score:
    """Shares from 0 to 1 over the queries of a task; one passage is right for each query."""

    task: str
    queries: int
    passages: int
    recall_at_1: float
    mrr_at_10: float
    ndcg_at_10: float


def tasks(data_dir: Path, corpus_dir: Path | None = None) -> list[Task]:
    """All tasks: sentences across languages, opening sentence -> rest of the text, questions of the corpus."""
    made = []
    ntrex = read_ntrex(data_dir)
    english, dutch, french = ([getattr(t, f) for t in ntrex] for f in ("english", "dutch", "french"))
    for name, queries, passages in (
        ("ntrex nl->en", dutch, english),
        ("ntrex en->nl", english, dutch),
        ("ntrex nl->fr", dutch, french),
        ("ntrex fr->nl", french, dutch),
        ("ntrex fr->en", french, english),
    ):
        made.append(Task(name, queries, passages, list(range(len(queries)))))
    for origin, pairs in read_held_out(data_dir).items():
        dutch_side, english_side = [p.other for p in pairs], [p.english for p in pairs]
        made.append(Task(f"{origin} nl->en", dutch_side, english_side, list(range(len(pairs)))))
        made.append(Task(f"{origin} en->nl", english_side, dutch_side, list(range(len(pairs)))))
    starts = range(0, len(ntrex) - _BLOCK + 1, _BLOCK)
    rest = [" ".join(dutch[i + 1 : i + _BLOCK]) for i in starts]
    for language, side in (("nl", dutch), ("en", english), ("fr", french)):
        made.append(Task(f"opening {language}->rest nl", [side[i] for i in starts], rest, list(range(len(rest)))))
    return made + (_corpus_tasks(corpus_dir) if corpus_dir else [])


def _corpus_tasks(corpus_dir: Path) -> list[Task]:
    sections = read_sections(corpus_dir)
    grouped: dict[str, list[tuple[str, int]]] = {"nl": [], "en": [], "fr": []}
    for question, section in held_out_questions(sections):
        grouped[_language(question)].append((question, section))
    texts = [section.text for section in sections]
    return [
        Task(f"corpus questions {language}", [q for q, _ in pairs], texts, [i for _, i in pairs])
        for language, pairs in grouped.items()
        if pairs
    ]


def _language(question: str) -> str:
    words = set(question.lower().replace("'", " ").split())
    english, french = len(words & _ENGLISH), len(words & _FRENCH)
    if english > french and not words & {"de", "het", "een", "van", "hoe", "wat", "er"}:
        return "en"
    return "fr" if french and not words & {"het", "een", "van", "hoe", "wat", "er", "hoeveel", "waarom"} else "nl"


def judge(embedder: Embedder, task: Task) -> Score:
    """Rank all passages for each query by cosine and measure where the right one stands.

    Ties count against the embedder: an equal passage stands before the right one.
    """
    near = embedder.embed_queries(task.queries) @ embedder.embed_passages(task.passages).T
    rows = np.arange(len(task.queries))
    right = near[rows, task.right]
    ranks = (near >= right[:, None]).sum(axis=1)
    top = ranks <= 10
    return Score(
        task=task.name,
        queries=len(task.queries),
        passages=len(task.passages),
        recall_at_1=round(float((ranks == 1).mean()), 3),
        mrr_at_10=round(float(np.where(top, 1.0 / ranks, 0.0).mean()), 3),
        ndcg_at_10=round(float(np.where(top, 1.0 / np.log2(1.0 + ranks), 0.0).mean()), 3),
    )


def report(scores: Sequence[Score], name: str) -> str:
    """The scores as a table."""
    lines = [name, f"{'task':24}{'queries':>8}{'texts':>7}{'R@1':>7}{'MRR@10':>8}{'nDCG@10':>9}"]
    lines += [
        f"{s.task:24}{s.queries:8}{s.passages:7}{s.recall_at_1:7.3f}{s.mrr_at_10:8.3f}{s.ndcg_at_10:9.3f}"
        for s in scores
    ]
    return "\n".join(lines)


def open_embedder(model: str | None) -> Embedder:
    """The packaged model, a folder of a static model, ``minilm``, or a sentence-transformers name or folder."""
    folder = Path(model) if model else packaged_model()
    if (folder / "config.json").is_file() and not (folder / "modules.json").is_file():
        return StaticEmbedder(folder)
    from bot.adapters.sentence_transformer import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder(str(model))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table to standard error and the same as JSON to standard output; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bot.training.evaluate", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="map met de trainingsbestanden")
    parser.add_argument("--corpus", type=Path, help="map van het corpus, voor de vragen in de samenvattingen")
    parser.add_argument("--model", help="map van een model, een naam, of minilm; anders het meegeleverde model")
    options = parser.parse_args(arguments)
    try:
        embedder = open_embedder(options.model)
        scores = [judge(embedder, task) for task in tasks(options.data, options.corpus)]
    except WeerwoordError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(report(scores, embedder.name), file=sys.stderr)
    print(json.dumps({"model": embedder.name, "scores": [asdict(s) for s in scores]}, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
