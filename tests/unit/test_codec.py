"""Domain objects survive the way to JSON and back, whatever text they hold."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.cards import Card, Wording
from bot.domain.codec import card_from, concept_from, figure_from, passage_from, source_from, to_plain
from bot.domain.figures import Figure
from bot.domain.passages import Citation, Passage, PassageKind, Sentence, SentenceKind, passage_id
from bot.domain.sources import ChainStatus, ReadDepth, Source
from bot.domain.thesaurus import Concept

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_TEXTS = st.lists(_TEXT, max_size=3).map(tuple)
_CITATION = st.builds(Citation, _TEXT, _TEXT)
_SENTENCE = st.builds(
    Sentence,
    _TEXT,
    st.lists(_CITATION, max_size=3).map(tuple),
    st.sampled_from(SentenceKind),
    _TEXT,
    st.none() | _CITATION,
    st.integers(0, 9999),
)
_SENTENCES = st.lists(_SENTENCE, max_size=3).map(tuple)
_PASSAGE = st.builds(
    Passage, _TEXT, _TEXT, st.sampled_from(PassageKind), _SENTENCES, _TEXTS, _TEXT, _TEXTS, _TEXTS, _TEXTS
)
_SOURCE = st.builds(
    Source, _TEXT, _TEXT, _TEXT, st.none() | st.integers(), read=st.sampled_from(ReadDepth), is_note=st.booleans()
)
_WORDINGS = st.lists(st.builds(Wording, _TEXT, _TEXT), max_size=2).map(tuple)
_CARD = st.builds(
    Card, _TEXT, _TEXT, _TEXTS, _TEXT, _WORDINGS, _TEXTS, _SENTENCES, _SENTENCES, _SENTENCES, _SENTENCES, _SENTENCES
)
_NUMBER = st.decimals(allow_nan=False, allow_infinity=False)
_FIGURE = st.builds(
    Figure,
    *[_TEXT] * 3,
    _NUMBER,
    st.none() | _NUMBER,
    *[_TEXT] * 6,
    st.sampled_from(ChainStatus),
    _TEXT,
    _TEXT,
    st.integers(0, 9999),
)
_CONCEPT = st.builds(Concept, _TEXT, _TEXT, _TEXTS, _TEXTS, _TEXTS, _TEXT)


def again(value: Any) -> Any:
    return json.loads(json.dumps(to_plain(value), ensure_ascii=False))


@settings(max_examples=40, deadline=None)
@given(_PASSAGE, _SOURCE, _CARD, _FIGURE, _CONCEPT)
def test_every_object_survives(passage: Passage, source: Source, card: Card, figure: Figure, concept: Concept) -> None:
    assert passage_from(again(passage)) == passage
    assert source_from(again(source)) == source
    assert card_from(again(card)) == card
    assert figure_from(again(figure)) == figure
    assert concept_from(again(concept)) == concept


def test_a_figure_keeps_its_form() -> None:
    figure = Figure(
        "a", "b", "c", Decimal("1.50"), Decimal("2E+3"), "", "eur", "NL", "2024", "k", "p. 1", ChainStatus.CONFIRMED
    )
    back = figure_from(again(figure))
    assert (str(back.value), str(back.high)) == ("1.50", "2E+3")


@settings(max_examples=40, deadline=None)
@given(_TEXT, _SENTENCES, st.integers(0, 3))
def test_an_id_follows_from_content_alone(key: str, sentences: tuple[Sentence, ...], ordinal: int) -> None:
    moved = tuple(Sentence(s.text, s.citations, s.kind, s.holder, s.against, s.line + 7) for s in sentences)
    assert passage_id(key, sentences, ordinal) == passage_id(key, moved, ordinal)
    assert passage_id(key, sentences, ordinal) != passage_id(key, sentences, ordinal + 1)
    assert passage_id(key, sentences, ordinal) != passage_id(key + "x", sentences, ordinal)
