"""Each rule of ``weerwoord corpus check`` on a mini corpus: one that breaks it, and the good one that does not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.adapters.pandoc import PandocReader
from bot.adapters.syllables import dutch_syllables
from bot.domain.passages import DocumentText, PageText
from bot.ingest.checks.coverage import cover
from bot.ingest.checks.run import check_corpus
from bot.ingest.corpus import load_corpus
from bot.ingest.problems import Problem, Severity

BIBLIOGRAPHY = [
    {"id": "nota", "title": "De nota", "author": [{"literal": "Partos"}], "issued": {"date-parts": [[2020]]}},
    {"id": "undp", "title": "Het rapport", "author": [{"literal": "UNDP"}], "issued": {"date-parts": [[2019]]}},
]
NOTE = """---
key: nota
read: full
countries: [NL]
themes: [hulp]
---
# De nota

## Hoeveel mensen vertrokken?

::: vragen
- Hoeveel mensen vertrokken er?
:::

In 2018 vertrokken 3.069 mensen uit het dorp [@nota, p. 2].

::: {.standpunt houder="Partos"}
Partos wil meer geld voor scholen [@nota, p. 2].
:::

::: {.tegenspraak tegen="nota, p. 2"}
De nota telt in 2018 3.069 mensen [@nota, p. 2]. UNDP telt in 2019 1.970 mensen [@undp, samenvatting].
:::
"""
REPORT = """---
key: undp
read: part
countries: [AF]
themes: [hulp]
---
# Het rapport

## Hoeveel mensen sprak UNDP?

::: vragen
- Hoeveel mensen sprak UNDP?
:::

UNDP sprak in 2019 met 1.970 mensen [@undp, samenvatting].
"""
CARD = """---
slug: vertrek
theme: hulp
countries: [NL]
question: Hoeveel mensen vertrekken er?
wordings:
  neutraal: [Hoeveel vertrekken er?, Wie vertrekt er?]
  vijandig: [Gaan ze allemaal weg?]
  en: [How many leave?]
  fr: [Combien partent ?]
figures: [vertrek-2018-nota]
---
## Antwoord
Uit het dorp vertrokken in 2018 volgens de nota 3.069 mensen naar de stad en naar andere landen [@nota, p. 2]. De \
mensen uit het dorp gingen op reis omdat zij in de stad werk en een school voor hun kinderen zochten [@nota, p. 2]. \
UNDP sprak in 2019 met veel mensen [@undp, samenvatting].

## Kernpunten
- In 2018 vertrokken 3.069 mensen [@nota, p. 2].
- UNDP sprak in 2019 met 1.970 mensen [@undp, samenvatting].
- De nota telt anders dan UNDP [@nota, p. 2].

## Tegenargument
Iedereen wil weg.

## Weerwoord
Toegegeven: de nota noemt een hoog aantal [@nota, p. 2].

## Let op
- UNDP telde in 2019 1.970 mensen [@undp, samenvatting].
"""
LEDGER = """id,indicator,label,value,high,qualifier,unit,country,period,source,locator,status,successor,note
vertrek-2018-nota,vertrek,mensen die vertrokken,3069,,,personen,NL,2018,nota,p. 2,bevestigd,,
gesprekken-2019-undp,gesprekken,mensen met wie UNDP sprak,1970,,,personen,AF,2019,undp,samenvatting,bevestigd,,
"""
THESAURUS = "- {id: hulp, term: hulp, nl: [steun]}\n- {id: geld, term: geld, nl: [poen]}\n"
FILES = {
    "bibliography.json": json.dumps(BIBLIOGRAPHY, indent=1),
    "notes/nota.md": NOTE,
    "reports/undp.md": REPORT,
    "cards/vertrek.md": CARD,
    "figures.csv": LEDGER,
    "thesaurus.yaml": THESAURUS,
}
SYLLABLES = dutch_syllables()


class RememberingReader:
    """Pandoc, called once for each text of the whole module."""

    def __init__(self) -> None:
        self._trees: dict[str, dict[str, object]] = {}

    def read(self, texts: Sequence[str]) -> list[dict[str, object]]:
        new = [text for text in texts if text not in self._trees]
        self._trees |= dict(zip(new, PandocReader().read(new), strict=True))
        return [self._trees[text] for text in texts]


READER = RememberingReader()


def check(folder: Path, originals: dict[str, DocumentText] | None = None, **changed: str) -> list[Problem]:
    """Problems of the good corpus with some files replaced."""
    files = FILES | changed
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return check_corpus(load_corpus(folder, READER), SYLLABLES, originals)


def rules(problems: list[Problem]) -> set[tuple[str, str]]:
    return {(problem.severity.value, problem.rule) for problem in problems}


def test_good_corpus_is_clean(tmp_path: Path) -> None:
    pages = (PageText(1, ("Omslag",)), PageText(2, ("In 2018 vertrokken 3.069 mensen.",)))
    assert check(tmp_path, {"nota": DocumentText("De nota", pages)}) == []


ROW = "{id},vertrek,mensen die vertrokken,{value},,{qualifier},{unit},NL,{period},nota,p. 2,{status},{successor},\n"


def row(
    id: str, value: str = "3069", qualifier: str = "", unit: str = "personen", period: str = "2019", **more: str
) -> str:
    values = {"status": "bevestigd", "successor": "", **more}
    return ROW.format(id=id, value=value, qualifier=qualifier, unit=unit, period=period, **values)


OLD = LEDGER.replace("p. 2,bevestigd,", "p. 2,achterhaald,vertrek-2019-nota")
SAID_2019 = NOTE.replace("## Hoeveel", "In 2019 vertrokken 4.000 mensen [@nota, p. 2].\n\n## Hoeveel", 1)
F, W = "fout", "waarschuwing"
C, N, R, L, B, T = (
    "cards/vertrek.md",
    "notes/nota.md",
    "reports/undp.md",
    "figures.csv",
    "bibliography.json",
    "thesaurus.yaml",
)
NEWER = "vertrek-2019-nota"
HARD = "verantwoordelijkheidsdragers internationale ontwikkelingssamenwerkingsorganisaties"
WHY = "omdat zij in de stad werk en een school voor hun kinderen zochten "
BROKEN = [
    (F, "cijfer-niet-in-register", L, LEDGER.replace("3069", "3070")),
    (F, "cijfer-niet-in-register", L, LEDGER.replace("3069,,,personen", "3069,,,eur")),
    (F, "cijfer-zonder-jaar", R, REPORT.replace("sprak in 2019 met", "sprak met")),
    (F, "onbekende-bron", L, LEDGER + row("x").replace(",nota,", ",weg,")),
    (W, "register-zonder-zin", L, LEDGER + row("x", "12345")),
    (F, "opvolger", L, OLD),
    (F, "opvolger", L, OLD + row(NEWER, period="2017")),
    (F, "opvolger", L, OLD + row(NEWER, unit="procent")),
    (F, "opvolger", L, OLD + row(NEWER, qualifier="raming")),
    (F, "opvolger", L, OLD + row(NEWER).replace(",vertrek,", ",anders,")),
    (F, "opvolger", L, OLD + row(NEWER, status="achterhaald", successor="vertrek-2018-nota")),
    (F, "opvolger", L, LEDGER + row("x", successor="vertrek-2018-nota")),
    (W, "indicator-dubbel", L, LEDGER + row("x").replace(",vertrek,", ",vertrokken,")),
    (F, "kaart-niet-gedragen", C, CARD.replace("- In 2018 vertrokken 3.069", "- In 2018 vertrokken 3.096")),
    (F, "kaart-niet-gedragen", C, CARD.replace("- In 2018 vertrokken", "- In 2017 vertrokken")),
    (W, "andere-vindplaats", C, CARD.replace("3.069 mensen [@nota, p. 2]", "3.069 mensen [@nota, p. 3]")),
    (F, "achterhaald-cijfer", L, OLD + row(NEWER, "4000")),
    (W, "weinig-vraagvormen", C, CARD.replace("  fr: [Combien partent ?]\n", "")),
    (F, "dubbele-vraag", C, CARD.replace("Wie vertrekt er?", "Hoeveel mensen vertrekken er")),
    (F, "antwoord-lengte", C, CARD.replace("naar de stad en naar andere landen ", "").replace(WHY, "")),
    (F, "drie-kernpunten", C, CARD.replace("- De nota telt anders dan UNDP [@nota, p. 2].\n", "")),
    (F, "dood-cijfer", C, CARD.replace("[vertrek-2018-nota]", "[bestaat-niet]")),
    (W, "lange-zin", R, REPORT.replace("1.970 mensen", "1.970 mensen " + "en nog meer " * 10)),
    (W, "zin-leunt-op-vorige", R, REPORT.replace("UNDP sprak", "Deze groep sprak")),
    (W, "te-moeilijk", R, REPORT.replace("1.970 mensen", f"1.970 {HARD}")),
    (W, "dubbele-zin", R, f"{REPORT}\nUNDP sprak in 2019 met 1.970 mensen [@undp, bijlage].\n"),
    (F, "standpunt-zonder-houder", N, NOTE.replace(' houder="Partos"', "")),
    (F, "houder-niet-genoemd", N, NOTE.replace("Partos wil", "De sector wil")),
    (W, "tegenspraak-zonder-tegen", N, NOTE.replace(' tegen="nota, p. 2"', "")),
    (W, "tegenspraak-eenzijdig", N, NOTE.replace("De nota telt in 2018 3.069 mensen [@nota, p. 2]. ", "")),
    (W, "bron-ongebruikt", B, json.dumps([*BIBLIOGRAPHY, {"id": "los", "title": "Los"}])),
    (W, "woord-dubbel", T, THESAURUS.replace("poen", "Steun")),
    (F, "onbekende-bron", R, REPORT.replace("[@undp, samenvatting]", "[@weg, samenvatting]")),
    (F, "zin-zonder-bron", R, REPORT.replace(" [@undp, samenvatting]", "")),
    (F, "kop", R, REPORT.replace("read: part", "read: part\nkleur: rood")),
]


@pytest.mark.parametrize(("severity", "rule", "file", "text"), BROKEN, ids=lambda value: str(value)[:30])
def test_broken_corpus_is_remarked(tmp_path: Path, severity: str, rule: str, file: str, text: str) -> None:
    assert text != FILES[file]
    found = check(tmp_path, **{file: text})
    assert (severity, rule) in rules(found), found
    assert all(problem.message.strip() for problem in found)


GOOD = [
    (L, LEDGER.replace("3069,,", "1,3069,")),
    (R, REPORT.replace("UNDP sprak in 2019", "Op 13 mei 2019 noemde UNDP de verdragen 189 en 190, en sprak")),
    (N, NOTE.replace('houder="Partos"', 'houder="Vereniging Partos"')),
    (C, CARD.replace("Toegegeven: de nota", "Toegegeven: Partos")),
]


@pytest.mark.parametrize(("file", "text"), GOOD, ids=lambda value: str(value)[:30])
def test_good_variant_is_clean(tmp_path: Path, file: str, text: str) -> None:
    assert text != FILES[file]
    assert check(tmp_path, **{file: text}) == []


def test_newer_value_under_let_op_is_enough(tmp_path: Path) -> None:
    ledger = OLD + row("vertrek-2019-nota", "4000")
    card = CARD.replace("## Let op\n", "## Let op\n- In 2019 vertrokken 4.000 mensen [@nota, p. 2].\n")
    found = check(tmp_path, **{"figures.csv": ledger, "notes/nota.md": SAID_2019, "cards/vertrek.md": card})
    assert found == []


def test_cited_source_without_digest_is_remarked(tmp_path: Path) -> None:
    bibliography = json.dumps([*BIBLIOGRAPHY, {"id": "los", "title": "Los"}])
    note = NOTE.replace("scholen [@nota, p. 2]", "scholen [@nota, p. 2; @los]")
    found = check(tmp_path, **{"bibliography.json": bibliography, "notes/nota.md": note})
    assert rules(found) == {("waarschuwing", "bron-zonder-digest")}


def test_figure_not_on_the_page_is_an_error(tmp_path: Path) -> None:
    pages = (PageText(1, ("3.069",)), PageText(2, ("In 2018 vertrokken 3.096 mensen.",)))
    found = check(tmp_path, {"nota": DocumentText("De nota", pages)})
    assert rules(found) == {("fout", "niet-op-pagina")}
    footnote = NOTE.replace("vertrokken 3.069", "vertrokken volgens een voetnoot 3.069").replace(
        "telt in", "telt (voetnoot) in"
    )
    assert check(tmp_path, {"nota": DocumentText("De nota", pages)}, **{"notes/nota.md": footnote}) == []


def test_message_hints_at_a_near_row(tmp_path: Path) -> None:
    problems = check(tmp_path, **{"figures.csv": LEDGER.replace("3069", "3070")})
    assert any("lijkt op rij 'vertrek-2018-nota' met 3070" in problem.message for problem in problems)


def test_problem_names_file_and_line(tmp_path: Path) -> None:
    problem = next(p for p in check(tmp_path, **{"figures.csv": LEDGER.replace("1970", "1971")}) if "undp.md" in p.file)
    assert (problem.file, problem.line, problem.severity) == ("reports/undp.md", 15, Severity.ERROR)


def test_coverage_counts(tmp_path: Path) -> None:
    check(tmp_path)
    coverage = cover(load_corpus(tmp_path, READER))
    note = next(row for row in coverage.sources if row.key == "nota")
    assert (note.sentences, note.figures, note.cards) == (4, 1, 1)
    assert [(t.theme, t.cards, t.digests, t.figures) for t in coverage.themes] == [("hulp", 1, 2, 2)]


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("Afrika", 3),
        ("ontwikkelingssamenwerking", 8),
        ("België", 3),
        ("IAO", 3),
        ("geld", 1),
        ("euro", 2),
        ("ideeën", 3),
    ],
)
def test_dutch_syllables(word: str, count: int) -> None:
    assert SYLLABLES(word) == count
