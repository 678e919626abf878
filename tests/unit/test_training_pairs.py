from __future__ import annotations

from pathlib import Path

import numpy as np

from bot.training.corpus_questions import HELD_OUT_PERCENT, held_out_questions, learning_pairs, read_sections
from bot.training.data import is_held_out
from bot.training.objective import Adaptation, adapt_table
from tests.doubles import write_mini_corpus


def test_no_question_that_judges_is_learned(tmp_path: Path) -> None:
    corpus = write_mini_corpus(tmp_path)
    judged = {question for question, _ in held_out_questions(read_sections(corpus))}
    learned = {text for pair in learning_pairs(corpus) for text in pair}
    assert judged
    assert not judged & learned
    assert all(is_held_out(question, HELD_OUT_PERCENT) for question in judged)


def test_a_sentences_questions_are_learned_with_it_and_with_each_other(tmp_path: Path) -> None:
    pairs = learning_pairs(write_mini_corpus(tmp_path))
    assert ("Wat zijn we kwijt aan insectenhotels?", "What does sheltering bees cost?") in pairs
    assert any(one == "What does sheltering bees cost?" and "1,3 miljard" in other for one, other in pairs)


def test_texts_that_belong_together_come_nearer_by_the_share_that_is_kept() -> None:
    table = np.random.default_rng(0).normal(size=(12, 6)).astype(np.float32)
    pairs = [(np.array([2 * i, 2 * i + 1]), np.array([(2 * i + 2) % 12, (2 * i + 5) % 12])) for i in range(6)]

    def nearness(rows: np.ndarray) -> float:
        ones, others = (np.stack([rows[pair[side]].sum(axis=0) for pair in pairs]) for side in (0, 1))
        ones /= np.linalg.norm(ones, axis=1, keepdims=True)
        others /= np.linalg.norm(others, axis=1, keepdims=True)
        return float((ones * others).sum(axis=1).mean())

    whole = adapt_table(table, pairs, 0, Adaptation(epochs=30, rate=1e-2, share=1.0))
    half = adapt_table(table, pairs, 0, Adaptation(epochs=30, rate=1e-2, share=0.5))
    assert nearness(table) < nearness(half)
    np.testing.assert_allclose(half, (table + whole) / 2, atol=1e-6)
