"""``python -m eval.question_head``: learns the head of the question embedder from the questions of the corpus.

Questions that were written for the same sentence, for the same card, or of the same subject that the sources are silent
on are brought near to each other and away from all others. No question of the evaluation takes part.
"""

from __future__ import annotations

import argparse
from collections.abc import Hashable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.adapters.question_embedder import Head, packaged_head, write_head
from bot.adapters.sentence_encoder import SentenceEncoder
from bot.ingest.corpus import load_corpus
from bot.ingest.indexed_questions import indexed_questions, outside_questions
from bot.ports import IndexedQuestion, Vectors

_STEPS, _BATCH = 1000, 512
_HIDDEN, _DIMENSION = 512, 256
_RATE, _DECAY = 1e-3, 1e-3
_WARMTH, _WARMEST = 20.0, 60.0
"""A cosine is multiplied by this before the softmax: at the start, and at most."""
_SEED = 0


def grouped(questions: Sequence[IndexedQuestion]) -> list[npt.NDArray[np.int64]]:
    """Places of the questions that ask the same, in groups of two or more."""
    groups: dict[Hashable, list[int]] = {}
    for place, question in enumerate(questions):
        key = (question.subject, question.sentence or question.card or question.id)
        groups.setdefault((question.subject,) if question.subject else key, []).append(place)
    return [np.array(group) for group in groups.values() if len(group) > 1]


def learn_head(vectors: Vectors, groups: Sequence[npt.NDArray[np.int64]], name: str = "questions-nl-1") -> Head:
    """A head under which each question of a batch is nearest to its fellow.

    Args:
        vectors: of the encoder, shape (questions, 512).
        groups: places of questions that ask the same.
    """
    import torch
    from torch.nn import functional

    torch.manual_seed(_SEED)
    chooser = np.random.default_rng(_SEED)
    known = torch.tensor(vectors)
    _, _, axes = np.linalg.svd(vectors.T.astype(np.float64) @ vectors / len(vectors))
    straight = torch.tensor(axes[:_DIMENSION].T.copy(), dtype=torch.float32).requires_grad_()
    inward = (torch.randn(vectors.shape[1], _HIDDEN) * 0.04).requires_grad_()
    outward = torch.zeros(_HIDDEN, _DIMENSION).requires_grad_()
    warmth = torch.tensor(float(np.log(_WARMTH))).requires_grad_()
    optimiser = torch.optim.AdamW([straight, inward, outward, warmth], lr=_RATE, weight_decay=_DECAY)
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1, 0.05, _STEPS)
    chances = np.sqrt([len(group) for group in groups])
    batch = min(_BATCH, len(groups))
    own = torch.arange(batch)

    def headed(places: npt.NDArray[np.int64]) -> torch.Tensor:
        rows = known[torch.from_numpy(places)]
        return functional.normalize(rows @ straight + torch.relu(rows @ inward) @ outward, dim=1)

    for _ in range(_STEPS):
        chosen = chooser.choice(len(groups), size=batch, replace=False, p=chances / chances.sum())
        pairs = np.array([chooser.choice(groups[place], 2, replace=False) for place in chosen])
        cosines = warmth.exp().clamp(max=_WARMEST) * headed(pairs[:, 0]) @ headed(pairs[:, 1]).T
        loss = functional.cross_entropy(cosines, own) + functional.cross_entropy(cosines.T, own)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        schedule.step()
    return Head(name, *(part.detach().numpy().astype(np.float32) for part in (straight, inward, outward)))


def head_of(folder: Path) -> Head:
    """The head of a corpus folder."""
    from bot.adapters.pandoc import PandocReader

    corpus = load_corpus(folder, PandocReader())
    questions = [*indexed_questions(corpus.passages), *outside_questions(corpus.outside.values())]
    return learn_head(SentenceEncoder().encode([q.text for q in questions]), grouped(questions))


def main() -> None:
    """Learn and write."""
    from bot.assembly import data_folder

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=packaged_head(), help="folder of the head")
    options = parser.parse_args()
    write_head(options.to, head_of(data_folder("corpus")))


if __name__ == "__main__":
    main()
