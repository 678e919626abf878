"""Sentences, citations and blocks from Pandoc Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.pandoc import PandocReader
from bot.domain.passages import Citation, SentenceKind
from bot.ingest.syntax import parse_reference, read_sections

READER = PandocReader()


def sentences(text: str):
    (tree,) = READER.read([text])
    return [s for section in read_sections(tree) for block in section.blocks for s in block.sentences]


def test_sentence_keeps_text_and_all_citations():
    (found,) = sentences("Het kost 1,3 miljard euro [@a2024, p. 2; @b2024].")
    assert found.text == "Het kost 1,3 miljard euro."
    assert found.citations == (Citation("a2024", "p. 2"), Citation("b2024"))


def test_two_sentences_on_one_line_are_two():
    found = sentences("Een feit [@a, p. 1]. Nog een feit [@b, p. 2].")
    assert [(s.text, s.citations[0].key) for s in found] == [("Een feit.", "a"), ("Nog een feit.", "b")]


def test_uncited_sentence_has_no_citations_and_the_next_keeps_its_own():
    found = sentences("Zonder bron staat dit hier. Met bron staat dit er [@a, p. 1].")
    assert [len(s.citations) for s in found] == [0, 1]


def test_numbers_with_points_do_not_end_a_sentence():
    (found,) = sentences("UNDP sprak 1.970 mensen, zegt 11.11.11 [@a, p. 1].")
    assert found.text == "UNDP sprak 1.970 mensen, zegt 11.11.11."


def test_blocks_give_kind_holder_and_what_is_contradicted():
    text = (
        '::: {.standpunt houder="Partos"}\nPartos vindt dit [@a, p. 1].\n:::\n\n'
        '::: {.tegenspraak tegen="a, p. 1"}\nB zegt wat anders [@b, p. 2].\n:::\n'
    )
    position, conflict = sentences(text)
    assert (position.kind, position.holder) == (SentenceKind.POSITION, "Partos")
    assert (conflict.kind, conflict.against) == (SentenceKind.CONFLICT, Citation("a", "p. 1"))


def test_questions_are_kept_apart_from_text():
    (tree,) = READER.read(["## Kop\n\n::: vragen\n- Wat is dit?\n:::\n\nEen feit [@a, p. 1].\n"])
    (section,) = read_sections(tree)
    assert section.questions == ["Wat is dit?"]
    assert [s.text for b in section.blocks for s in b.sentences] == ["Een feit."]


def test_citation_in_mid_sentence_is_reported():
    (tree,) = READER.read(["Dit [@a, p. 1] staat er.\n"])
    (section,) = read_sections(tree)
    assert section.blocks[0].misplaced


def test_many_texts_in_one_call_equal_single_calls():
    texts = ["# A\n\nEen [@a, p. 1].", "# B\n\n::: vragen\n- Wat?\n:::\n\nTwee [@b, p. 2]."]
    alone = [read_sections(READER.read([text])[0]) for text in texts]
    assert alone == [read_sections(tree) for tree in READER.read(texts)]


def test_unclosed_block_does_not_swallow_the_next_text():
    texts = ["::: standpunt\nA [@a, p. 1].", "Twee [@b, p. 2]."]
    trees = READER.read(texts)
    assert len(trees) == 2
    assert [s.text for sec in read_sections(trees[1]) for b in sec.blocks for s in b.sentences] == ["Twee."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a, p. 5", Citation("a", "p. 5")),
        ("a", Citation("a")),
        ("@a", Citation("a")),
        ("", None),
        ("@", None),
        ("@ , p. 1", None),
    ],
)
def test_reference(text, expected):
    assert parse_reference(text) == expected


_WORD = st.text("abcdefghijklmnopqrstuvwxyzéëï", min_size=2, max_size=9)
_SENTENCE = st.lists(_WORD, min_size=2, max_size=8).map(lambda words: " ".join(words).capitalize())


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(_SENTENCE, st.sampled_from(["a2020", "b2019"]), st.sampled_from(["p. 1", "p. 12-13"])),
        min_size=1,
        max_size=5,
    )
)
def test_every_sentence_and_citation_survives(rows):
    text = " ".join(f"{sentence} [@{key}, {place}]." for sentence, key, place in rows)
    assert [(s.text[:-1], s.citations) for s in sentences(text)] == [
        (sentence, (Citation(key, place),)) for sentence, key, place in rows
    ]
