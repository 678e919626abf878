"""``weerwoord corpus check``: what an editor would remark, file by file, and what the corpus covers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.assembly import CheckedCorpus, check_corpus_folder
from bot.errors import CorpusError
from bot.ingest.checks.coverage import Coverage, cover
from bot.ingest.problems import Problem, Severity
from bot.settings import Settings

_READ = {"full": "helemaal", "part": "deels", "abstract": "samenvatting", "none": "niet"}


def check(settings: Settings, *, as_json: bool) -> int:
    """Print what is wrong with the corpus.

    Returns:
        0 without errors (warnings may remain), else the exit code of a corpus at fault.

    Raises:
        CorpusError: the folder holds no corpus.
    """
    checked = check_corpus_folder(settings)
    coverage = cover(checked.corpus)
    if as_json:
        print(json.dumps(_as_plain(checked, coverage), ensure_ascii=False, indent=1))
    else:
        _show(checked.problems, coverage)
    return CorpusError.exit_code if _errors(checked.problems) else 0


def _errors(problems: Sequence[Problem]) -> int:
    return sum(problem.severity is Severity.ERROR for problem in problems)


def _as_plain(checked: CheckedCorpus, coverage: Coverage) -> dict[str, Any]:
    corpus, problems = checked
    rules = Counter((problem.severity.value, problem.rule) for problem in problems)
    return {
        "errors": _errors(problems),
        "warnings": len(problems) - _errors(problems),
        "rules": [{"severity": s, "rule": rule, "count": count} for (s, rule), count in sorted(rules.items())],
        "problems": [asdict(problem) for problem in problems],
        "totals": {
            "sources": len(corpus.sources),
            "digests": len(corpus.digest_keys()),
            "cards": len(corpus.cards),
            "figures": len(corpus.figures),
            "concepts": len(corpus.concepts),
        },
        "sources": [asdict(row) for row in coverage.sources],
        "themes": [asdict(row) for row in coverage.themes],
    }


def _show(problems: Sequence[Problem], coverage: Coverage) -> None:
    out = Console(highlight=False, soft_wrap=True)
    for file, group in groupby(sorted(problems, key=lambda p: (p.file, p.line)), key=lambda p: p.file):
        out.print(Text(f"\n{file}", style="bold"))
        for problem in group:
            out.print(_line(problem))
    out.print()
    out.print(_theme_table(coverage))
    out.print()
    out.print(_source_table(coverage))
    errors = _errors(problems)
    for (severity, rule), count in sorted(Counter((p.severity.value, p.rule) for p in problems).items()):
        out.print(f"  {count:4} {severity:13} {rule}")
    style = "bold red" if errors else "bold green"
    out.print(Text(f"\n{errors} fout(en), {len(problems) - errors} waarschuwing(en).", style=style))


def _line(problem: Problem) -> Text:
    is_error = problem.severity is Severity.ERROR
    text = Text(f"  {problem.line or '-':>5}  ")
    text.append("fout" if is_error else "let op", style="red" if is_error else "yellow")
    text.append(f"  {problem.message} ")
    text.append(f"[{problem.rule}]", style="dim")
    return text


def _theme_table(coverage: Coverage) -> Table:
    table = _table("Dekking per thema", "Thema", "Kaarten", "Digests", "Cijfers")
    for row in coverage.themes:
        table.add_row(row.theme, str(row.cards), str(row.digests), str(row.figures))
    return table


def _source_table(coverage: Coverage) -> Table:
    table = _table("Dekking per bron", "Sleutel", "Gelezen", "Zinnen", "Cijfers", "Kaarten")
    for row in coverage.sources:
        read = "geen digest" if row.read is None else _READ[row.read.value]
        table.add_row(row.key, read, str(row.sentences), str(row.figures), str(row.cards))
    return table


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", box=SIMPLE)
    for column in columns:
        is_count = column in ("Kaarten", "Digests", "Cijfers", "Zinnen")
        table.add_column(column, justify="right" if is_count else "left", no_wrap=True)
    return table
