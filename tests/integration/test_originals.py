"""The two notes themselves, read as a user's own documents. Skipped where the copies are absent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from wordfreq import zipf_frequency

from bot.adapters.documents import LocalDocumentReader
from bot.domain.passages import DocumentText
from bot.ingest.sentences import split_sentences

ORIGINALS = Path(__file__).parents[2].parent / "shared" / "originals"


def _is_word(word: str) -> bool:
    return zipf_frequency(word, "nl") >= 1.5


def _read(name: str) -> DocumentText:
    path = ORIGINALS / name
    if not path.is_file():
        pytest.skip(f"the original {name} is not in {ORIGINALS}")
    return LocalDocumentReader(is_word=_is_word).read(path)


@pytest.fixture(scope="module")
def elf() -> DocumentText:
    return _read("elf2020.txt")


@pytest.fixture(scope="module")
def partos() -> DocumentText:
    return _read("partos2024.txt")


def text_of(document: DocumentText, page: int | None = None) -> str:
    return "\n".join(p for part in document.pages if page in (None, part.number) for p in part.paragraphs)


def normalised(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


def test_pages(elf: DocumentText, partos: DocumentText) -> None:
    assert [page.number for page in elf.pages] == list(range(1, 20))
    assert [page.number for page in partos.pages] == [1, 2, 3]
    assert not elf.pages[0].paragraphs
    assert elf.pages[1].paragraphs[0] == "INLEIDING"
    assert elf.pages[9].paragraphs[0] == "2.1 SHIFT WEG VAN DE ARMSTE MENSEN IN DE ARMSTE LANDEN"


@pytest.mark.parametrize("name", ["elf2020.txt", "partos2024.txt"])
def test_no_debris(name: str) -> None:
    text = text_of(_read(name))
    assert not re.search(r"https?:|www\.|\.pdf|%20|\.html", text, re.IGNORECASE)
    assert not re.search(r"[^\W\d_]{4}\d", text)
    assert not re.search(r"[a-z%)’”][.,”’]\d", text)
    assert not re.search(r"[a-z]\. \d{1,2}(?=\n|$| [A-Z])", text)
    assert not re.search(r"[^\W\d_]-\n|\w- (?!en |of |als |and |transit|fiscaal)", re.sub(r"\d-|[A-Z]-", "", text))
    assert "  " not in text
    assert "paper\n" not in text


_JOINED = (
    "migratiebeleid gemeenschappelijk grondoorzaken ontwikkelingssamenwerking EU-lidstaten 4de-pijler-organisaties "
    "diaspora-organisaties socio-cultureel migratiemanagement-maatregelen International irreguliere omkaderd "
    "migratiecijfers gezondheids- herkomst-, Mensenrechtencommissaris middenveldorganisaties capactiteitsversterking "
    "Understanding IDA18 levenssituaties arbeidsmarkt ambtsgenoot import Op_vragen"
)


@pytest.mark.parametrize("word", _JOINED.split())
def test_joined_words(elf: DocumentText, word: str) -> None:
    assert word.replace("_", " ") in text_of(elf)


@pytest.mark.parametrize(
    "footnote",
    [
        "Accord_de_Gouvernement",
        "Free Minds",
        "Zoals Mexico",
        "leven in ontwikkelingslanden",
        "Adcies",
        "Werelbank",
        "Zie ook",
    ],
)
def test_no_footnote_text(elf: DocumentText, footnote: str) -> None:
    assert footnote not in text_of(elf)


@pytest.mark.parametrize(
    ("page", "figure"),
    [
        (4, "3.069 Afrikaanse migranten"),
        (5, "steeg in 2018 met 9,6% tot 529 miljard dollar"),
        (5, "een daling van 3,5% van het aantal mensen dat moet leven met minder dan 1 dollar per dag"),
        (5, "3.6 keer zo hoog"),
        (6, "1,2% van de export en 3,6% van de import uit dat land"),
        (10, "84 op 1.000 kinderen"),
        (10, "meer dan 4.2 miljard EUR"),
        (15, "15.9 miljoen of 78% van alle vluchtelingen. 5.8 miljoen mensen"),
        (19, "EUTFS post-2020"),
    ],
)
def test_figures(elf: DocumentText, page: int, figure: str) -> None:
    assert figure in text_of(elf, page)


def test_partos_figures(partos: DocumentText) -> None:
    expected = "Het gaat in 2024 om 1,3 miljard euro, en dat is ongeveer 20 procent van de begroting. Daardoor"
    assert expected in text_of(partos, 2)
    assert "2024 gaat het om ruim 1,3 miljard euro, 20 procent van de totale uitgaven" in text_of(partos, 3)


KEPT = [
    (2, "In 2015 en 2016 nam het aantal asielaanvragen in Europa toe."),
    (2, "Alleen dient die de juiste prioriteiten voor ogen te houden, met realistische verwachtingen."),
    (3, "Het Belgische federale regeerakkoord maakte deze koppeling al in 2014."),
    (3, "Ook onderzoek van het Centre d’Économie de"),
    (4, "Sorbonne geeft dat aan."),
    (
        4,
        "die migreren en zijn meer ontwikkelde samenlevingen ook meer mobiel.",
    ),
    (4, "ook het fysieke en digitale geweld neemt toe."),
    (5, "Ook klimaatverandering heeft een toenemende invloed op migratiebewegingen."),
    (5, "Geldtransfers vormen een onmisbare inkomstenbron voor naar schatting 750 miljoen mensen."),
    (5, "die de armste mensen in de armste landen meestal niet bereiken."),
    (6, "Dat is meer dan drie keer het streefdoel van 3%"),
    (6, "Remittances are now the largest source of foreign exchange earnings in the LMICs excluding China."),
    (7, "Ook in China werden de meeste internetbedrijven opgericht door teruggekeerde migranten."),
    (7, "(bv. Antwerpen, Wallonie-Bruxelles, Brussel) maar het federale ontwikkelingsbeleid heeft"),
    (8, "Van de 164 miljoen arbeidsmigranten wereldwijd zijn er 42% vrouwen."),
    (9, "Migratie leidt niet automatisch tot ontwikkeling."),
    (9, "Dit percentage mag dan wel gedaald zijn sinds 2016 (16,8%): het blijft een grote hap uit de totale hulp."),
    (10, "Een focus op regio’s met hoge migratiecijfers, leidt de schaarse middelen"),
    (10, "projecten van het EUTF is cruciaal voor de implementatie ervan."),
    (11, "Niet alleen ngo’s, ook het Europees Parlement, de VN-rapporteur"),
    (12, "Belgische en Europese beleidsmakers uitten de voorbije jaren meermaals hun ongenoegen"),
    (12, "Op vragen om legale toegangswegen te openen voor studenten"),
    (13, "Zo is Libië het nummer één ontvangende land in het EUTF."),
    (14, "Daarnaast is het onvoldoende om in te zetten op “jobs en meer investeringen”"),
    (14, "de wet van 19 maart 2013 betreffende de Belgische Ontwikkelingssamenwerking."),
    (15, "80% van de Afrikaanse migratie vindt plaats binnen het eigen continent."),
    (15, "Velen verblijven in lage of middeninkomenslanden"),
    (16, "Een dergelijke visie en strategie vertrekt best van de Global Compact for Migration"),
    (17, "Ga voor een groeipad naar de 0,7% van het bni voor ontwikkelingssamenwerking."),
    (17, "Reken de kosten van de opvang van vluchtelingen in België niet aan als ODA."),
    (18, "waar ze actief zijn (vaak, maar niet uitsluitend, hun herkomstland)."),
    (18, "cash-programma’s (zoals ESSN in Turkije)."),
    (19, "begeleiding voor kwetsbare migranten ongeacht hun migratiestatus."),
]


@pytest.mark.parametrize(("page", "sentence"), KEPT)
def test_sentences_are_kept(elf: DocumentText, page: int, sentence: str) -> None:
    assert normalised(sentence) in normalised(text_of(elf, page))


@pytest.mark.parametrize("name", ["elf2020.txt", "partos2024.txt"])
def test_no_word_of_the_body_is_lost(name: str) -> None:
    """Every longer word of the raw body lines, first and last of a line aside, stands in the text."""
    path = ORIGINALS / name
    clean = normalised(text_of(_read(name))).split()
    body = [
        line
        for line in path.read_text(encoding="utf-8").split("\n")
        if len(line) > 60
        and " " in line
        and not re.search(r"https?:|www\.|[\w%]+/[\w%]+|^\d{1,2} |%20", line, re.IGNORECASE)
    ]
    seen = " " + " ".join(clean) + " "
    lost = []
    for line in body:
        words = [w for w in normalised(re.sub(r"\d+", " ", line)).split()[1:-1] if len(w) > 3]
        lost += [(line, w) for w in words if f" {w} " not in seen]
    assert not lost


def test_sentence_lengths(elf: DocumentText) -> None:
    sentences = [s for page in elf.pages for p in page.paragraphs for s in split_sentences(p)]
    assert 250 < len(sentences) < 420
    assert max(len(s) for s in sentences) < 700
