"""Bad rows of the figure ledger: refused, with the line and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.ingest.ledger import read_ledger

LEDGER = """id,indicator,label,value,high,qualifier,unit,country,period,source,locator,status,successor,note
een,hulp,hulp per jaar,1300000000,,ca,eur,NL,2024,nota,p. 2,bevestigd,,
twee,vertrek,mensen die vertrokken,7,12,,procent,AF,2015-2016,nota,p. 3,alleen-nota,,
"""

BAD_ROWS = [
    ("1,5", "", "procent", "punt in plaats van een komma"),
    ("7-12", "", "procent", "bovenkant in 'high'"),
    ("ca. 80", "", "procent", "'qualifier'"),
    ("meer dan 80", "", "procent", "'qualifier'"),
    ("1.300.000", "", "eur", "schrijf een heel getal uit"),
    ("€ 12", "", "eur", "'unit'"),
    ("12", "", "gbp", "reken een andere munt niet om"),
    ("12", "ongeveer", "eur", "kies uit"),
    ("", "", "eur", "schrijf een heel getal uit"),
]


@pytest.mark.parametrize(("value", "qualifier", "unit", "advice"), BAD_ROWS)
def test_bad_ledger_row_gets_advice(tmp_path: Path, value: str, qualifier: str, unit: str, advice: str) -> None:
    bad = f'x,hulp,hulp per jaar,"{value}",,{qualifier},{unit},NL,2024,nota,p. 2,bevestigd,,\n'
    (tmp_path / "figures.csv").write_text(LEDGER + bad, encoding="utf-8")
    ledger = read_ledger(tmp_path)
    assert "x" not in ledger.figures
    assert [problem.line for problem in ledger.problems] == [4]
    assert advice in ledger.problems[0].message


def test_good_rows_are_read(tmp_path: Path) -> None:
    (tmp_path / "figures.csv").write_text(LEDGER, encoding="utf-8")
    ledger = read_ledger(tmp_path)
    assert ledger.problems == []
    assert [figure.year for figure in ledger.figures.values()] == [2024, 2016]


@pytest.mark.parametrize(
    ("row", "advice"),
    [
        ("x,hulp,label,1,,,eur,NL,24,nota,p. 2,bevestigd,,", "schrijf 2018"),
        ("x,hulp,label,1,,,eur,NL,2024,nota,p. 2,misschien,,", "status"),
        ("x,hulp,label,1,,,eur,NL,2024,nota,p. 2,achterhaald,,", "opvolger"),
        ("x,hulp,label,1,,,eur,NL,2024,nota,p. 2,bevestigd,weg,", "bestaat niet"),
        ("x,hulp,label, met komma,1,,,eur,NL,2024,nota,p. 2,bevestigd,,", "aanhalingstekens"),
        ("een,hulp,label,1,,,eur,NL,2024,nota,p. 2,bevestigd,,", "staat ook op regel 2"),
        ("X Y,hulp,label,1,,,eur,NL,2024,nota,p. 2,bevestigd,,", "kleine letters"),
    ],
)
def test_other_mistakes(tmp_path: Path, row: str, advice: str) -> None:
    (tmp_path / "figures.csv").write_text(f"{LEDGER}{row}\n", encoding="utf-8")
    problems = read_ledger(tmp_path).problems
    assert problems
    assert problems[0].line == 4
    assert any(advice in problem.message for problem in problems)
