"""The blessed baseline: per-case verdicts of a run that somebody took as the measure, with a reason."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.errors import UsageError
from bot.ingest.write_faults import write_error
from eval.questions import Case
from eval.records import Record, record_from, record_of
from eval.runs import Run

FILE = Path(__file__).resolve().parent / "baseline.json"
_KEPT_SPLIT = "dev"
"""Answers are kept for this split only; of the test split only scores, so that nobody tunes on them."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """A blessed run.

    Attributes:
        reason: why it was blessed.
        run: what the run was made with.
        cases: id to its record as kept.
    """

    reason: str
    run: Mapping[str, Any]
    cases: Mapping[str, Mapping[str, Any]]

    @property
    def corpus_hash(self) -> str:
        """The corpus that the run was made on."""
        return str(self.run.get("corpus_hash", ""))

    def records(self, cases: Sequence[Case]) -> list[Record]:
        """The records of those cases that the baseline has.

        Raises:
            UsageError: a record is damaged.
        """
        try:
            return [record_from(case, self.cases[case.id]) for case in cases if case.id in self.cases]
        except (KeyError, TypeError) as error:
            raise UsageError(f"De basis is beschadigd: {error}. Maak hem opnieuw met: weerwoord eval bless.") from error


def bless(run: Run, reason: str, path: Path = FILE) -> Baseline:
    """Make a run the baseline.

    Raises:
        UsageError: no reason, or the run is not a whole one.
        StorageError: the file can't be written.
    """
    if not reason.strip():
        raise UsageError('Zegen een run met een reden: --reason "…".')
    selection = run.info.selection
    if not run.info.finished or selection.get("tag") or selection.get("id"):
        raise UsageError(f"Run {run.info.name} is niet af of bevat niet alle vragen van zijn deel.")
    described = {k: v for k, v in asdict(run.info).items() if k not in ("lost", "seconds", "finished")}
    baseline = Baseline(reason.strip(), described, {r.case.id: _kept(record_of(r), r.case) for r in run.results})
    _write(path, baseline)
    return baseline


def read_baseline(path: Path = FILE) -> Baseline:
    """The baseline.

    Raises:
        UsageError: there is none, or it can't be read.
    """
    try:
        return Baseline(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise UsageError('Er is nog geen basis. Maak hem met: weerwoord eval bless RUN --reason "…"') from error
    except (OSError, ValueError, TypeError) as error:
        raise UsageError(f"De basis {path} is niet te lezen: {error}.") from error


def _kept(record: Record, case: Case) -> dict[str, Any]:
    plain = record.to_dict()
    if case.split != _KEPT_SPLIT:
        plain.pop("said", None)
    return plain


def _write(path: Path, baseline: Baseline) -> None:
    """One line a case, so that a difference of two baselines can be read."""
    head = json.dumps({"reason": baseline.reason, "run": baseline.run}, ensure_ascii=False, indent=1)[:-2]
    lines = ",\n".join(
        f"  {json.dumps(name)}: {json.dumps(plain, ensure_ascii=False)}" for name, plain in baseline.cases.items()
    )
    aside = path.with_suffix(".new")
    try:
        aside.write_text(f'{head},\n "cases": {{\n{lines}\n }}\n}}\n', encoding="utf-8")
        os.replace(aside, path)
    except OSError as error:
        raise write_error(path, error) from error
