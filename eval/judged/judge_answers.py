"""Lets a language model judge the answers of a run, with DeepEval; its verdicts never open or close the gate.

In a virtual environment of its own::

    python -m venv oordeel && oordeel/bin/pip install -r eval/judged/requirements.txt
    weerwoord eval export laatste --to answers.jsonl
    oordeel/bin/python eval/judged/judge_answers.py answers.jsonl --base-url http://127.0.0.1:11434/v1 --model NAME

Nothing goes anywhere but to ``--base-url``: telemetry, update checks and the result cache are off.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

_OFF = {
    "DEEPEVAL_TELEMETRY_OPT_OUT": "1",
    "ERROR_REPORTING": "0",
    "DEEPEVAL_UPDATE_WARNING_OPT_IN": "0",
    "DEEPEVAL_DISABLE_DOTENV": "1",
    "DEEPEVAL_FILE_SYSTEM": "READ_ONLY",
    "CONFIDENT_OPEN_BROWSER": "0",
}
MEASURES = ("faithfulness", "relevancy")


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge a file of exported answers.

    Returns:
        0, or 2 for wrong use, 4 when the model judged not one answer.
    """
    options = _options(arguments)
    try:
        lines = options.answers.read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
        rows = [{name: row[name] for name in ("id", "question", "answer", "contexts")} for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"{options.answers} is niet te lezen als export van een run: {error!r}.", file=sys.stderr)
        return 2
    os.environ.update(_OFF)
    judged = [_judge(row, options) for row in rows[: options.limit]]
    report = {"model": options.model, "answers": len(judged), **_means(judged), "judged": judged}
    if options.out:
        options.out.write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
    for name in MEASURES:
        known = [row[name] for row in judged if row.get(name) is not None]
        mean = f"{fmean(known):.3f}" if known else "–"
        print(f"{name}: {mean} over {len(known)} van {len(judged)} antwoorden (oordeel van {options.model})")
    return 0 if any(row.get(name) is not None for row in judged for name in MEASURES) else 4


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Laat een taalmodel de antwoorden van een run beoordelen.")
    parser.add_argument("answers", type=Path, help="bestand van 'weerwoord eval export'")
    parser.add_argument("--base-url", required=True, help="adres van de server, met /v1")
    parser.add_argument("--model", required=True)
    parser.add_argument("--key-env", default="", help="omgevingsvariabele met de sleutel")
    parser.add_argument("--limit", type=int, default=None, help="hoogstens zoveel antwoorden")
    parser.add_argument("--out", type=Path, default=None, help="JSON met elk oordeel en de reden")
    return parser.parse_args(arguments)


def _judge(row: dict[str, Any], options: argparse.Namespace) -> dict[str, Any]:
    """The scores of one answer with their reasons; a model that fails is told and counts nowhere."""
    from deepeval.metrics import AnswerRelevancyMetric, FaithfulnessMetric  # type: ignore[import-not-found, unused-ignore]
    from deepeval.models import LocalModel  # type: ignore[import-not-found, unused-ignore]
    from deepeval.test_case import LLMTestCase  # type: ignore[import-not-found, unused-ignore]

    key = os.environ.get(options.key_env, "") or "geen"
    model = LocalModel(model=options.model, base_url=options.base_url, api_key=key, temperature=0)
    case = LLMTestCase(
        input=row["question"], actual_output=row["answer"], retrieval_context=row["contexts"] or ["(geen bron)"]
    )
    found: dict[str, Any] = {"id": row["id"]}
    for name, kind in zip(MEASURES, (FaithfulnessMetric, AnswerRelevancyMetric), strict=True):
        measure = kind(model=model, async_mode=False)
        try:
            measure.measure(case, _show_indicator=False)
        except Exception as error:  # whatever a model or its server does, the other answers are judged
            found[f"{name}_fault"] = f"{type(error).__name__}: {error}"
            continue
        found[name], found[f"{name}_reason"] = measure.score, measure.reason
    return found


def _means(judged: Sequence[dict[str, Any]]) -> dict[str, float | None]:
    known = {name: [row[name] for row in judged if row.get(name) is not None] for name in MEASURES}
    return {name: fmean(values) if values else None for name, values in known.items()}


if __name__ == "__main__":
    raise SystemExit(main())
