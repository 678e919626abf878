"""Bad corpora: each mistake is told with file and line in Dutch, and the index in use stays."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.adapters.pandoc import PandocReader
from bot.errors import CorpusError
from bot.ingest.corpus import load_corpus
from bot.ingest.indexed_questions import indexed_questions
from bot.ingest.problems import raise_if_errors
from tests.doubles import BIBLIOGRAPHY, LEDGER

Spoil = Callable[[Path], object]
NOTE, CARD, FIGURES = "notes/nota2024.md", "cards/kosten-bijen.md", "figures.csv"
ASKED = "questions/nota2024.yaml"


def swap(file: str, old: str, new: str) -> Spoil:
    """Replace the first occurrence of a text in a file."""

    def spoil(corpus: Path) -> None:
        text = (corpus / file).read_text(encoding="utf-8")
        assert old in text
        (corpus / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def put(file: str, content: bytes) -> Spoil:
    return lambda corpus: (corpus / file).write_bytes(content)


def append(file: str, text: str) -> Spoil:
    return lambda corpus: (corpus / file).open("a", encoding="utf-8").write(text)


def copy(file: str, to: str) -> Spoil:
    return lambda corpus: (corpus / to).write_bytes((corpus / file).read_bytes())


def ledger(old: str, new: str) -> Spoil:
    return swap(FIGURES, old, new)


LATIN = "# Kop\n\nTweeënhalf miljoen [@nota2024, p. 1].\n".encode("latin-1")
TWICE = json.dumps([*BIBLIOGRAPHY, BIBLIOGRAPHY[0]], indent=1).encode()

BAD: dict[str, tuple[Spoil, str, str]] = {
    "unknown citation key": (swap(NOTE, "[@nota2024, p. 1]", "[@nergens, p. 1]"), rf"{NOTE}:15: ", "nergens"),
    "citation without locator": (swap(NOTE, "[@nota2024, p. 1]", "[@nota2024]"), rf"{NOTE}:15: ", "vindplaats"),
    "sentence without citation": (swap(NOTE, " [@nota2024, p. 1]", ""), rf"{NOTE}:15: ", "zonder bronvermelding"),
    "citation without sentence": (append(NOTE, "\n[@nota2024, p. 9]\n"), rf"{NOTE}:\d+: ", "geen zin"),
    "citation in mid-sentence": (
        swap(NOTE, "in 2024 [@nota2024, p. 1].", "[@nota2024, p. 1] in 2024."),
        rf"{NOTE}:15: ",
        "eind van de zin",
    ),
    "broken YAML": (swap(NOTE, "countries: [NL]", "countries: [NL"), rf"{NOTE}:[45]: ", "YAML-kop is stuk"),
    "no YAML head": (swap(NOTE, "---\nkey", "key"), rf"{NOTE}:1: ", "YAML-kop"),
    "YAML head that is a list": (
        swap(NOTE, "key: nota2024\nread: full\ncountries: [NL]\nthemes: [hulp]", "- a"),
        rf"{NOTE}:1: ",
        "velden",
    ),
    "unknown YAML field": (swap(NOTE, "read: full", "read: full\nkleur: rood"), rf"{NOTE}:4: ", "kleur"),
    "missing YAML field": (swap(NOTE, "countries: [NL]\n", ""), rf"{NOTE}:1: ", "countries"),
    "wrong YAML value": (swap(NOTE, "read: full", "read: half"), rf"{NOTE}:3: ", "read"),
    "digest of an unknown source": (swap(NOTE, "key: nota2024", "key: onbekend"), rf"{NOTE}:2: ", "onbekend"),
    "duplicate key": (copy(NOTE, "reports/anders.md"), r"reports/anders\.md:2: ", "nota2024"),
    "duplicate slug": (copy(CARD, "cards/tweede.md"), r"cards/tweede\.md:2: ", "kosten-bijen"),
    "duplicate bibliography key": (put("bibliography.json", TWICE), r"bibliography\.json:3\d: ", "twee keer"),
    "broken bibliography": (put("bibliography.json", b'[\n{"id": "a",}\n]'), r"bibliography\.json:2: ", "JSON"),
    "bibliography that is no list": (put("bibliography.json", b'{"id": "a"}'), r"bibliography\.json:1: ", "lijst"),
    "bibliography not UTF-8": (put("bibliography.json", b'[\n{"id": "\xe9"}]'), r"bibliography\.json:2: ", "UTF-8"),
    "digest not UTF-8": (put("notes/extra.md", LATIN), r"notes/extra\.md:3: ", "UTF-8"),
    "ledger not UTF-8": (
        put(FIGURES, LEDGER.replace("2024", "2024\xa0", 1).encode("latin-1")),
        rf"{FIGURES}:2: ",
        "UTF-8",
    ),
    "thesaurus not UTF-8": (put("thesaurus.yaml", b"- id: a\n  term: \xe9\n"), r"thesaurus\.yaml:2: ", "UTF-8"),
    "broken thesaurus": (put("thesaurus.yaml", b"- id: a\n  nl: [b\n"), r"thesaurus\.yaml:\d: ", "stuk"),
    "thesaurus that is no list": (put("thesaurus.yaml", b"id: a\n"), r"thesaurus\.yaml:1: ", "lijst"),
    "ledger: comma": (ledger("1300000000,", '"1,3",'), rf"{FIGURES}:2: ", "punt in plaats van een komma"),
    "ledger: range": (ledger("1970,", "1970-2100,"), rf"{FIGURES}:3: ", "bovenkant in 'high'"),
    "ledger: ca.": (ledger("1970,", "ca. 1970,"), rf"{FIGURES}:3: ", "qualifier"),
    "ledger: currency in the value": (ledger("1300000000,", "€1300000000,"), rf"{FIGURES}:2: ", "unit"),
    "ledger: other currency": (ledger(",eur,", ",gbp,"), rf"{FIGURES}:2: ", "andere munt"),
    "ledger: extra column in a row": (ledger("bevestigd,,", "bevestigd,,,te veel"), rf"{FIGURES}:2: ", "kolommen"),
    "ledger: column lacking in a row": (ledger("bevestigd,,", "bevestigd"), rf"{FIGURES}:2: ", "kolommen"),
    "ledger: extra column in the head": (
        ledger("successor,note", "successor,note,kleur"),
        rf"{FIGURES}:1: ",
        "kolommen",
    ),
    "ledger: dead successor": (ledger("bevestigd,,", "achterhaald,nl-weg-2025,"), rf"{FIGURES}:2: ", "nl-weg-2025"),
    "ledger: outdated without successor": (ledger("bevestigd,,", "achterhaald,,"), rf"{FIGURES}:2: ", "opvolger"),
    "ledger: duplicate id": (
        append(FIGURES, "nl-bijen-2024,x,x,1,,,eur,NL,2024,nota2024,p. 1,bevestigd,,\n"),
        rf"{FIGURES}:6: ",
        "regel 2",
    ),
    "ledger: unknown status": (ledger("bevestigd", "zeker"), rf"{FIGURES}:2: ", "status"),
    "card without section": (swap(CARD, "## Tegenargument\n", ""), rf"{CARD}:\d+: ", "## Tegenargument"),
    "card with an empty section": (
        swap(CARD, "Dat is toch veel te veel geld voor insecten.\n", ""),
        rf"{CARD}:21: ",
        "## Tegenargument",
    ),
    "card with an unknown section": (swap(CARD, "## Let op", "## Letop"), rf"{CARD}:27: ", "Letop"),
    "card with a dead figure": (
        swap(CARD, "figures: [nl-bijen-2024]", "figures: [nl-weg-2024]"),
        rf"{CARD}:13: ",
        "nl-weg-2024",
    ),
    "card without other wordings": (
        lambda corpus: (corpus / CARD).write_text(
            re.sub(
                r"wordings:.*?figures",
                "wordings: {}\nfigures",
                (corpus / CARD).read_text(encoding="utf-8"),
                flags=re.DOTALL,
            ),
            encoding="utf-8",
        ),
        rf"{CARD}:6: ",
        "vraagvormen",
    ),
    "card: uncited answer": (swap(CARD, " [@nota2024, p. 1]", ""), rf"{CARD}:16: ", "zonder bronvermelding"),
    "questions for a sentence that is not there": (swap(ASKED, "1,3 miljard", "2,4 miljard"), rf"{ASKED}:3: ", "begin"),
    "questions for several sentences": (
        swap(ASKED, "De opvang van bijen kostte Nederland 1,3 miljard", "De"),
        rf"{ASKED}:",
        "3 zinnen",
    ),
    "question file of another name": (swap(ASKED, "key: nota2024", "key: nota2025"), rf"{ASKED}:1: ", "nota2025.yaml"),
    "question file without digest": (
        copy(ASKED, "questions/weg2020.yaml"),
        r"questions/weg2020.yaml:1: ",
        "nota2024.yaml",
    ),
    "questions: broken YAML": (append(ASKED, "  - ["), rf"{ASKED}:\d+: ", "stuk"),
    "questions: unknown field": (append(ASKED, "kleur: rood\n"), rf"{ASKED}: ", "kleur"),
    "unclosed block at the end": (
        append(NOTE, '\n::: {.standpunt houder="A"}\nA vindt dit [@nota2024, p. 2].\n'),
        rf"{NOTE}:2\d: ",
        "niet gesloten",
    ),
    "unclosed block before another": (
        swap(NOTE, "[@nota2024, p. 2].\n:::\n", "[@nota2024, p. 2].\n"),
        rf"{NOTE}:18: ",
        "niet gesloten",
    ),
    "unclosed block before a heading": (
        append(NOTE, "\n::: vragen\n- Wat?\n\n## Kop\n\n"),
        rf"{NOTE}:\d+: ",
        "volgende kop",
    ),
    "closing mark without a block": (append(NOTE, "\n:::\n"), rf"{NOTE}:\d+: ", "geen blok open"),
}


def test_the_small_corpus_itself_is_good(mini_corpus: Path) -> None:
    corpus = load_corpus(mini_corpus, PandocReader())
    assert corpus.problems == []
    assert len(corpus.cards) == 1


def test_questions_reach_the_sentence_that_they_were_written_for(mini_corpus: Path) -> None:
    passages = load_corpus(mini_corpus, PandocReader()).passages
    asked = {q.text: q for q in indexed_questions(passages)}["Wat zijn we kwijt aan insectenhotels?"]
    assert asked.sentence.startswith("De opvang van bijen kostte Nederland 1,3 miljard euro")
    assert [p.id for p in passages if asked.text in p.all_questions] == list(asked.passage_ids)


def test_questions_whose_digest_is_gone_are_told(mini_corpus: Path) -> None:
    moved = (mini_corpus / ASKED).read_text(encoding="utf-8").replace("nota2024", "weg2020")
    (mini_corpus / "questions" / "weg2020.yaml").write_text(moved, encoding="utf-8")
    problems = load_corpus(mini_corpus, PandocReader()).problems
    assert [(p.file, p.rule) for p in problems] == [("questions/weg2020.yaml", "vragen")]


@pytest.mark.parametrize("name", BAD)
def test_a_mistake_is_told_with_file_and_line(name: str, mini_corpus: Path) -> None:
    spoil, place, words = BAD[name]
    spoil(mini_corpus)
    with pytest.raises(CorpusError) as caught:
        raise_if_errors(load_corpus(mini_corpus, PandocReader()).problems)
    lines = str(caught.value).splitlines()
    assert lines[0] == "De corpus klopt niet, de index is niet veranderd:"
    told = [line for line in lines[1:] if re.match(place, line) and words in line]
    assert told, str(caught.value)
    assert told[0].endswith("]")


def test_all_mistakes_are_told_at_once(mini_corpus: Path) -> None:
    for name in ("unknown citation key", "ledger: comma", "card: uncited answer"):
        BAD[name][0](mini_corpus)
    files = {problem.file for problem in load_corpus(mini_corpus, PandocReader()).problems}
    assert {NOTE, CARD, FIGURES} <= files


def test_a_long_list_is_cut_off_with_the_number_that_follows(mini_corpus: Path) -> None:
    (mini_corpus / NOTE).open("a", encoding="utf-8").write("\n\n".join(f"\nZin nummer {n} hier." for n in range(30)))
    with pytest.raises(CorpusError, match="en nog 10 fouten") as caught:
        raise_if_errors(load_corpus(mini_corpus, PandocReader()).problems)
    assert len(str(caught.value).splitlines()) == 22


def test_a_folder_without_bibliography_is_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"bibliography\.json"):
        load_corpus(tmp_path, PandocReader())


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(mini_corpus: Path) -> None:
    before = [p.id for p in load_corpus(mini_corpus, PandocReader()).passages]
    for path in [p for p in mini_corpus.rglob("*") if p.is_file()]:
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    corpus = load_corpus(mini_corpus, PandocReader())
    assert corpus.problems == []
    assert [p.id for p in corpus.passages] == before
