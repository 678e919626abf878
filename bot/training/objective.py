"""What the student learns, and the loop that teaches it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional

from bot.ports import Progress, Vectors

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Schedule:
    """How long and how fast to learn."""

    epochs: int = 5
    batch: int = 768
    rate: float = 2e-3
    decay: float = 0.8
    temperature: float = 0.05
    contrast: float = 0.3
    """Weight of telling the right target from the others in the batch, beside 1 - cosine."""
    drop: float = 0.1
    """Share of pieces left out of a text at random, so that the rest must carry its meaning."""


class Example(NamedTuple):
    """Pieces of a text and the row of the teacher's vector that it must land on."""

    ids: Ids
    target: int


def train_table(
    start: Vectors, examples: list[Example], targets: Vectors, schedule: Schedule, seed: int, progress: Progress | None
) -> Vectors:
    """Move the piece vectors so that the mean over a text points where the teacher points.

    Args:
        start: first vectors, shape (pieces, width).
        examples: texts with their targets.
        targets: unit vectors, shape (targets, width).
        schedule: how long and how fast.
        seed: makes the run repeatable.
        progress: told each epoch.

    Returns:
        Vectors of the same shape as ``start``.
    """
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    bag = _bag(start)
    goals = torch.from_numpy(targets)
    optimizer = torch.optim.SparseAdam(list(bag.parameters()), lr=schedule.rate)
    for epoch in range(schedule.epochs):
        order = random.permutation(len(examples))
        for begin in range(0, len(order), schedule.batch):
            batch = [examples[i] for i in order[begin : begin + schedule.batch]]
            loss = _loss(bag, batch, goals, schedule, random)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()  # type: ignore[no-untyped-call]
        for group in optimizer.param_groups:
            group["lr"] *= schedule.decay
        if progress:
            progress("leerronde", epoch + 1, schedule.epochs)
    return np.ascontiguousarray(bag.weight.detach().numpy())


@dataclass(frozen=True)
class Adaptation:
    """How far the texts of a corpus may move the table.

    Attributes:
        share: of the move that is kept. Half of it keeps nearly all that is gained on the corpus, and nearly all that
            the table knew of other texts.
    """

    epochs: int = 3
    batch: int = 256
    rate: float = 2e-3
    temperature: float = 0.05
    drop: float = 0.1
    share: float = 0.5


def adapt_table(
    table: Vectors,
    pairs: list[tuple[Ids, Ids]],
    seed: int,
    how: Adaptation = Adaptation(),
) -> Vectors:
    """Draw texts that belong together to each other, away from the others in the batch.

    Args:
        table: trained vectors, shape (pieces, width).
        pairs: pieces of a question and of its answer, or of two questions with one answer.
        seed: makes the run repeatable.
        how: how fast and how far.

    Returns:
        Vectors of the same shape as ``table``.
    """
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    bag = _bag(table)
    optimizer = torch.optim.SparseAdam(list(bag.parameters()), lr=how.rate)
    for _ in range(how.epochs):
        order = random.permutation(len(pairs))
        for begin in range(0, len(order), how.batch):
            batch = [pairs[i] for i in order[begin : begin + how.batch]]
            ones, others = (
                _unit_sums(bag, [_thinned(pair[side], how.drop, random) for pair in batch]) for side in (0, 1)
            )
            near, right = ones @ others.T / how.temperature, torch.arange(len(batch))
            loss = 0.5 * (functional.cross_entropy(near, right) + functional.cross_entropy(near.T, right))
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()  # type: ignore[no-untyped-call]
    moved = bag.weight.detach().numpy()
    return np.ascontiguousarray(table + np.float32(how.share) * (moved - table))


def _thinned(ids: Ids, drop: float, random: np.random.Generator) -> Ids:
    kept = ids[random.random(len(ids)) >= drop] if len(ids) > 2 else ids
    return kept if len(kept) else ids


def _bag(start: Vectors) -> torch.nn.EmbeddingBag:
    bag = torch.nn.EmbeddingBag(start.shape[0], start.shape[1], mode="sum", sparse=True)
    bag.weight.data = torch.from_numpy(start.copy())
    return bag


def _unit_sums(bag: torch.nn.EmbeddingBag, texts: list[Ids]) -> torch.Tensor:
    offsets = np.concatenate([[0], np.cumsum([len(ids) for ids in texts])[:-1]])
    summed: torch.Tensor = bag(torch.from_numpy(np.concatenate(texts)), torch.from_numpy(offsets))
    return functional.normalize(summed, dim=-1, eps=1e-6)


def _loss(
    bag: torch.nn.EmbeddingBag,
    batch: list[Example],
    goals: torch.Tensor,
    schedule: Schedule,
    random: np.random.Generator,
) -> torch.Tensor:
    lengths = np.array([len(example.ids) for example in batch])
    flat = torch.from_numpy(np.concatenate([example.ids for example in batch]))
    offsets = torch.from_numpy(np.concatenate([[0], np.cumsum(lengths)[:-1]]))
    kept = (random.random(len(flat)) >= schedule.drop) | np.repeat(lengths < 3, lengths)
    out = functional.normalize(
        bag(flat, offsets, per_sample_weights=torch.from_numpy(kept.astype(np.float32))), dim=-1, eps=1e-6
    )
    rows = np.array([example.target for example in batch])
    goal = goals[torch.from_numpy(rows)]
    near = out @ goal.T / schedule.temperature
    same = torch.from_numpy(rows[:, None] == rows[None, :]) & ~torch.eye(len(rows), dtype=torch.bool)
    near = near.masked_fill(same, -1e4)
    right = torch.arange(len(batch))
    contrast = functional.cross_entropy(near, right) + functional.cross_entropy(near.T, right)
    return schedule.contrast * 0.5 * contrast + (1.0 - (out * goal).sum(dim=1)).mean()
