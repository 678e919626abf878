"""Sentence splitting: the hard cases, and that no text is ever lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ingest.sentences import split_sentences

ONE_SENTENCE = [
    "Dat kost 1,3 mld. euro in o.a. Mali, bijv. Bamako, d.w.z. veel.",
    "Zie blz. 12, art. 3, nr. 4 en p. 5 van hfst. 2.",
    "Het gaat m.b.t. De Croo om ca. 20 procent i.p.v. 10 procent.",
    "Prof. dr. A. de Vries en drs. J.P. Balkenende spraken met M. Clemens en George W. Bush.",
    "11.11.11 telde 3.069 migranten en CNCD-11.11.11 telde 1.970.",
    "In 2018 steeg het met 9,6% tot 529 miljard dollar.",
    "Dat toont onderzoek aan (zie bv. Niger, Libië) enz. in de regio.",
    "The U.S. Government and St. Mary's vs. Dr. Smith, e.g. Mrs. Jones, i.e. nobody.",
    "Clemens et al. (2018) en De Haas e.a. (2019) vonden dat.",
    "M. Dupont habite à Paris, p. ex. près de Mme. Curie.",
    "“Waarom zou dat zo zijn?” vroeg de minister van Ontwikkelingssamenwerking.",
    "Het bedrag … is niet bekend.",
    "1. De wetenschappelijke literatuur over de link tussen migratie en ontwikkeling.",
    "Op 3 jan. 2018 begon het.",
]

SPLITS = [
    ("De rest niet, enz. De helft wel.", ["De rest niet, enz.", "De helft wel."]),
    ("Dat was in 2018. In 2019 niet.", ["Dat was in 2018.", "In 2019 niet."]),
    ("Dat wil 11.11.11. Daarna volgt meer.", ["Dat wil 11.11.11.", "Daarna volgt meer."]),
    ("Blijven groot. 820 miljoen mensen lijden.", ["Blijven groot.", "820 miljoen mensen lijden."]),
    ("“Nee.” Hij ging. (Zie hoger.) Dat is zo.", ["“Nee.”", "Hij ging.", "(Zie hoger.)", "Dat is zo."]),
    ("Wat?! Echt niet... Of toch? Ja!", ["Wat?!", "Echt niet...", "Of toch?", "Ja!"]),
    ("Hij sliep. ’s Avonds at hij. 't Is zo.", ["Hij sliep.", "’s Avonds at hij.", "'t Is zo."]),
    ("He lives in the U.S. The end.", ["He lives in the U.S.", "The end."]),
    ("Il part. « Non. » Elle reste.", ["Il part.", "« Non. »", "Elle reste."]),
    ("Meer dan 4.2 miljard EUR. 85% daarvan.", ["Meer dan 4.2 miljard EUR.", "85% daarvan."]),
    ("Het was state of the art. De rest niet.", ["Het was state of the art.", "De rest niet."]),
    ("Een kop\n\nEen zin. Nog een.", ["Een kop", "Een zin.", "Nog een."]),
    ("Dat is plan B. Dat werkt.", ["Dat is plan B.", "Dat werkt."]),
    ("Eerste zin. Élan is een woord.", ["Eerste zin.", "Élan is een woord."]),
    ("Dat kost 2 mln. Dat is veel.", ["Dat kost 2 mln.", "Dat is veel."]),
]


@pytest.mark.parametrize("text", ONE_SENTENCE)
def test_keeps_one_sentence_whole(text: str) -> None:
    assert split_sentences(text) == [text]


@pytest.mark.parametrize(("text", "expected"), SPLITS)
def test_splits(text: str, expected: list[str]) -> None:
    assert split_sentences(text) == expected


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\t \n"])
def test_nothing_from_nothing(text: str) -> None:
    assert split_sentences(text) == []


_PIECES = st.sampled_from(
    [*"aAzZéÉ1935.!?…,;:()[]\"'“”‘’«» \n\t-–•", "enz.", "bv.", "M. ", "p. 3", "’s ", "11.11.11", "\n\n", "... ", "?! "]
)


@given(st.one_of(st.text(), st.lists(_PIECES).map("".join)))
@settings(max_examples=500)
def test_no_text_is_lost(text: str) -> None:
    sentences = split_sentences(text)
    assert "".join("".join(sentences).split()) == "".join(text.split())
    assert all(sentence == sentence.strip() and sentence for sentence in sentences)


@given(st.lists(_PIECES).map("".join))
def test_splitting_again_changes_nothing(text: str) -> None:
    for sentence in split_sentences(text):
        assert "".join(split_sentences(sentence)).replace(" ", "") == sentence.replace(" ", "")


def test_long_text_is_fast() -> None:
    text = "Dat is een zin van 12 woorden over migratie en ontwikkeling in 2018. " * 20_000
    assert len(split_sentences(text)) == 20_000
    assert split_sentences("." * 200_000) == ["." * 200_000]
    assert len(split_sentences("a. " * 100_000)) >= 1
