from __future__ import annotations

import pytest

from bot.retrieval.spelling import Speller

SPELLER = Speller(["ontwikkelingssamenwerking", "vluchteling", "migratie", "hulp"], lambda word: word == "vibratie")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("vluchtelig", "vluchteling"),
        ("migartie", "migratie"),
        ("ontwikkelingsamenwerkign", "ontwikkelingssamenwerking"),
        ("vluchteling", "vluchteling"),
        ("vibratie", "vibratie"),
        ("hulpp", "hulp"),
        ("hul", "hul"),
        ("kernkoppen", "kernkoppen"),
    ],
)
def test_only_unknown_words_are_corrected(written: str, read: str) -> None:
    assert SPELLER.correct(written) == read
