"""Reports for programs: JSON and JUnit XML."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from eval.gate import Gate
from eval.records import record_of
from eval.runs import Run
from eval.summary import Summary

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_json(run: Run, summary: Summary, gate: Gate | None = None) -> dict[str, Any]:
    """A run as one object."""
    judged: dict[str, Any] = {"run": asdict(run.info), "summary": asdict(summary)}
    if gate is not None:
        judged["gate"] = {
            "passed": gate.passed,
            "reasons": sorted(gate.reasons),
            "notes": list(gate.notes),
            "breaches": [breach._asdict() for breach in gate.breaches],
            "comparison": asdict(gate.comparison),
        }
    judged["cases"] = [{"id": r.case.id, "question": r.case.question, **record_of(r).to_dict()} for r in run.results]
    return judged


def write_json(path: Path, run: Run, summary: Summary, gate: Gate | None = None) -> None:
    """Write the object."""
    path.write_text(json.dumps(as_json(run, summary, gate), ensure_ascii=False, indent=1), encoding="utf-8")


def write_junit(path: Path, run: Run, gate: Gate | None = None) -> None:
    """One test case a question: wrong is a failure, a failed model an error; a broken hard rule is one of its own."""
    suite = ElementTree.Element("testsuite", name="weerwoord eval", timestamp=run.info.started)
    wrong = errors = 0
    for result in run.results:
        seconds = f"{result.milliseconds / 1000:.3f}"
        case = ElementTree.SubElement(suite, "testcase", classname=result.case.split, name=result.case.id, time=seconds)
        if result.failed:
            errors += 1
            ElementTree.SubElement(case, "error", message=_clean(result.error))
        elif not result.right:
            wrong += 1
            failure = ElementTree.SubElement(case, "failure", message=_clean(result.case.question))
            failure.text = _clean("\n".join(result.scores["right"].why))
    for breach in gate.breaches if gate else ():
        wrong += 1
        case = ElementTree.SubElement(suite, "testcase", classname=f"regel.{breach.rule}", name=breach.id)
        failure = ElementTree.SubElement(case, "failure", message=_clean(breach.question))
        failure.text = _clean("\n".join(breach.details))
    suite.attrib |= {"tests": str(len(suite)), "failures": str(wrong), "errors": str(errors)}
    ElementTree.ElementTree(suite).write(path, encoding="utf-8", xml_declaration=True)


def _clean(text: str) -> str:
    """Without the characters that XML does not allow."""
    return _NOT_XML.sub("\ufffd", text)
