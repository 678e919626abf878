"""A run as JSON lines for tools that let a language model judge (DeepEval, ragas)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from eval.results import CaseResult
from eval.runs import Run


def judged_lines(run: Run) -> Iterator[str]:
    """One object a line, for the questions that were answered.

    Fields: "id", "run", "question", "answer", "contexts" (the quotes of the footnotes), "reference" (the required facts
    as one text), "split", "tags", "right" (what the deterministic measures say).
    """
    for result in run.results:
        plain = _plain(run, result)
        if plain is not None:
            yield json.dumps(plain, ensure_ascii=False)


def _plain(run: Run, result: CaseResult) -> dict[str, Any] | None:
    case, answer = result.case, result.answer
    if answer is None or answer.refused or not answer.sentences:
        return None
    return {
        "id": case.id,
        "run": run.info.name,
        "question": f"{case.context} {case.question}".strip(),
        "answer": " ".join(sentence.text for sentence in answer.sentences),
        "contexts": list(dict.fromkeys(note.quote for note in answer.sources if note.quote)),
        "reference": ". ".join(fact.say for fact in case.facts),
        "split": case.split,
        "tags": list(case.tags),
        "right": result.right,
    }
