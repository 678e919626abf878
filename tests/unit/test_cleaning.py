"""Cleaning: broken words, footnotes and their marks, running heads, odd characters; and what must stay."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.characters import normalise_characters
from bot.ingest.cleaning import clean_pages, clean_paragraphs
from bot.ingest.hyphens import HyphenJoiner
from bot.ingest.marks import strip_marks

_KNOWN = "migratiebeleid organisatie organisaties pijler diaspora beleid international migration zee eend auto"
WORDS = frozenset(_KNOWN.split())


def is_word(word: str) -> bool:
    return word in WORDS


def cleaned(*pages: str) -> list[tuple[str, ...]]:
    return [page.paragraphs for page in clean_pages(pages, is_word)]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("het migra-", "tiebeleid", "het migratiebeleid"),
        ("de 28 EU-", "lidstaten", "de 28 EU-lidstaten"),
        ("4de-pijler-", "organisaties", "4de-pijler-organisaties"),
        ("4de-pijler-or-", "ganisaties", "4de-pijler-organisaties"),
        ("socio-", "cultureel", "socio-cultureel"),
        ("Caritas Inter-", "national", "Caritas International"),
        ("in 2018-", "2019", "in 2018-2019"),
        ("handels-", "en ontwikkelingsbeleid", "handels- en ontwikkelingsbeleid"),
        ("sub-", "Sahara", "sub-Sahara"),
        ("ONTWIKKELINGS-", "SAMENWERKING", "ONTWIKKELINGSSAMENWERKING"),
        ("migratiemanage-", "ment-maatregelen", "migratiemanagement-maatregelen"),
        ("de zee-", "eend", "de zee-eend"),
        ("een gedachte -", "of niet", "een gedachte - of niet"),
        ("gewoon", "verder", "gewoon verder"),
    ],
)
def test_hyphens(left: str, right: str, expected: str) -> None:
    assert HyphenJoiner(is_word).join(left, right) == expected


def test_the_documents_own_spelling_decides() -> None:
    joiner = HyphenJoiner(is_word, ["Elke diaspora-organisatie telt."])
    assert joiner.join("een diaspora-", "organisatie") == "een diaspora-organisatie"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vertrouwen.9 Bovendien", "vertrouwen. Bovendien"),
        ("rampen en geweld1. De rest", "rampen en geweld. De rest"),
        ("van de begroting3. Daardoor", "van de begroting. Daardoor"),
        ("de begroting3 daalt", "de begroting daalt"),
        ("voorspoed in regio’s2.", "voorspoed in regio’s."),
        ("migreren weer4.", "migreren weer."),
        ("20 procent.8 Daarmee", "20 procent. Daarmee"),
        ("in 2018.29 In", "in 2018. In"),
        ("de stromen.” 1", "de stromen.” 1"),
        ("woord[12] en woord.[3]", "woord en woord."),
        ("geweld¹. Vijf m² en 10⁶.", "geweld. Vijf m² en 10⁶."),
    ],
)
def test_marks_without_a_block(text: str, expected: str) -> None:
    assert strip_marks([text]) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "3.069 migranten, 9,6% en 3,5%, in 2018.",
        "IDA18, COVID-19, CO2, H2O, G20, B1, PM10 en EU27.",
        "15.9 miljoen of 4.2 miljard, 3.6 keer, 1.000 kinderen, 11.11.11 telt.",
        "Zie art.3, nr.5, p.12 en blz.8.",
        "Op 12.30 uur, 31.12.2018. De rest (zie 2.2) en 2016 (16,8%).",
        "De 2030 Agenda, 20 tot 30 procent, 5 km2 en 10 m2.",
        "tussen 7 en 12 procent. 12 landen deden mee.",
        "-3% in 2018, $529 billion, $5.",
    ],
)
def test_real_numbers_stay(text: str) -> None:
    assert strip_marks([text]) == [text]
    assert strip_marks([text], frozenset(range(90, 99))) == [text]


def test_known_numbers_decide() -> None:
    known = frozenset((2, 12, 38, 65))
    text = "in 2014. 2 Ook zo PALIM65 Garandeer; Parlement38, de rest12 en woord77."
    assert [" ".join(t.split()) for t in strip_marks([text], known)] == [
        "in 2014. Ook zo PALIM Garandeer; Parlement, de rest en woord77."
    ]


def test_co2_stays_beside_footnote_two() -> None:
    assert strip_marks(["De CO2 daalt.2 Ja, IDA18 ook."], frozenset((2, 18))) == ["De CO2 daalt. Ja, IDA18 ook."]


FOOTNOTED = """De tekst van een bladzijde loopt hier over een volle regel en ze heeft een mark.11 Dan
volgt nog een zin over het migra-
tiebeleid van de EU-
lidstaten12 en dat is alles.

11 UNHCR, Global Trends, 2018. https://www.unhcr.org/5d08
d7ee7.pdf
12 84% van de vluchtelingen leven in ontwikkelingslanden.

https://www.unhcr.org/5d08d7ee7.pdf
"""


def test_a_footnote_block_leaves_the_text() -> None:
    page = clean_pages([FOOTNOTED], is_word)[0]
    assert page.paragraphs == (
        "De tekst van een bladzijde loopt hier over een volle regel en ze heeft een mark. Dan volgt nog een zin over "
        "het migratiebeleid van de EU-lidstaten en dat is alles.",
    )
    assert page.footnotes == {
        11: "UNHCR, Global Trends, 2018. https://www.unhcr.org/5d08d7ee7.pdf",
        12: "84% van de vluchtelingen leven in ontwikkelingslanden.",
    }


def test_numbered_lists_and_tables_are_no_footnotes() -> None:
    text = "1. Wat doet de sector?\nNiets in 2019.\n\n2. Waarom?\nDaarom.\n\n1 Mali 2018 5,2\n2 Niger 2019 4,1\n"
    joined = " ".join(cleaned(text)[0])
    for part in ("Wat doet de sector?", "Daarom.", "Mali 2018 5,2", "Niger 2019 4,1"):
        assert part in joined


def test_running_heads_and_page_numbers_go() -> None:
    pages = [
        f"Nota migratie 2020\n\n{word} is de tekst van deze bladzijde.\n\n{n}\n" for n, word in enumerate("ABCD", 1)
    ]
    assert cleaned(*pages) == [(f"{word} is de tekst van deze bladzijde.",) for word in "ABCD"]
    assert cleaned(*pages[:2]) == [(f"{word} is de tekst van deze bladzijde.",) for word in "AB"]


def test_page_number_with_logo_goes() -> None:
    pages = ["x"] * 9 + ["10\n\n11.\npaper\n\n2.1 SHIFT WEG\n\nDe tekst begint hier.\n"]
    assert cleaned(*pages)[9] == ("2.1 SHIFT WEG", "De tekst begint hier.")


def test_numbered_headings_at_the_top_stay() -> None:
    pages = [f"Hoofdstuk {n}\n\nTekst over onderwerp {word}.\n" for n, word in enumerate("ABCD", 1)]
    assert [page[0] for page in cleaned(*pages)] == [f"Hoofdstuk {n}" for n in range(1, 5)]


def test_repeated_sentences_and_equal_pages_stay() -> None:
    page = "Dit is een gewone zin van de tekst."
    assert cleaned(page, page, page) == [(page,)] * 3
    assert cleaned("Kort", "Kort") == [("Kort",), ("Kort",)]


def test_addresses_alone_on_a_line_go() -> None:
    text = "Eerst tekst.\n\nhttps://www.voorbeeld.be/een-\nheel/lang.pdf\n\nDan tekst (zie www.x.be) verder.\n"
    assert cleaned(text) == [("Eerst tekst.", "Dan tekst (zie www.x.be) verder.")]


def test_paragraphs_bullets_and_headings() -> None:
    text = (
        "Hulp aan mensen op de vlucht\n"
        "Tussen de 7 en 12 procent van de internationale migranten is gevlucht voor rampen en\n"
        "onderdrukking. Dat is zo – en dat zullen mensen blijven doen, ook als het anders gaat\n"
        "– tot een omslagpunt. Dit is het einde.\n"
        "• eerste punt dat\n\ndoorloopt\n• tweede punt\n"
        "3. VRAAG IN\nHOOFDLETTERS?\nHet antwoord.\n"
    )
    assert cleaned(text)[0] == (
        "Hulp aan mensen op de vlucht",
        "Tussen de 7 en 12 procent van de internationale migranten is gevlucht voor rampen en onderdrukking. Dat is zo "
        "– en dat zullen mensen blijven doen, ook als het anders gaat – tot een omslagpunt. Dit is het einde.",
        "eerste punt dat doorloopt",
        "tweede punt",
        "3. VRAAG IN HOOFDLETTERS?",
        "Het antwoord.",
    )


def test_a_sentence_over_a_page_break_stands_where_it_begins() -> None:
    first, second = cleaned("De overheid betaalt dit jaar de kosten van de op-", "vang van mensen. Dan meer.")
    assert first == ("De overheid betaalt dit jaar de kosten van de opvang van mensen.",)
    assert second == ("Dan meer.",)


def test_characters() -> None:
    text = "ﬁnan\u00adcie\u0308n\u00a0van\u200b 1\u202f000\u2011tal\x00\x07\r\nmigra\u00ad\ntie ĳs"
    assert normalise_characters(text) == "financiën van 1 000-tal\nmigra-\ntie ijs"


def test_whole_paragraphs() -> None:
    assert clean_paragraphs(["  Een\nzin.¹ ", "•", "", "Nog  een."]) == ("Een zin.", "Nog een.")


@given(st.lists(st.text(st.sampled_from("abcDE .,\n\f-1 2\u00ad•“”"), max_size=200), max_size=6))
def test_any_pages_can_be_cleaned(pages: list[str]) -> None:
    result = clean_pages(pages, is_word)
    assert [page.number for page in result] == list(range(1, len(pages) + 1))
    assert all(text and "\n" not in text for page in result for text in page.paragraphs)


@given(st.lists(st.text("abcdefgh", min_size=2, max_size=9), min_size=6, max_size=60))
def test_plain_words_are_never_lost(words: list[str]) -> None:
    text = "\n".join(" ".join(words[at : at + 5]) for at in range(0, len(words), 5))
    assert " ".join(" ".join(clean_pages([text])[0].paragraphs).split()) == " ".join(words)


@pytest.mark.parametrize(
    "text",
    [
        "woord " * 200_000,
        "een regel van de tekst\n" * 50_000,
        "a" * 500_000,
        "1,1" * 100_000,
        "1 a 2019\n2 b 2019\n3 c 2019\n" * 8_000,
        "/" * 300_000 + " x",
        "www.x\n" * 50_000,
        "-\n" * 100_000,
        "’" * 300_000,
        ". " * 200_000,
    ],
)
def test_large_and_odd_texts_take_no_time(text: str) -> None:
    start = time.perf_counter()
    clean_pages([text])
    assert time.perf_counter() - start < 20
