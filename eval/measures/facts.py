"""Required-fact recall."""

from __future__ import annotations

import re

from eval.measures.sample import Sample, Score
from eval.questions import Fact


def fact_recall(sample: Sample) -> Score:
    """Share of the required facts that the answer says, in its sentences or its warnings; 0 for a refusal."""
    if not sample.must_answer:
        return Score(None)
    text = shown_text(sample)
    missing = tuple(f"niet gezegd: {fact.say}" for fact in sample.case.facts if not says(text, fact))
    return Score(1.0 - len(missing) / len(sample.case.facts), missing)


def shown_text(sample: Sample) -> str:
    """All that the answer tells the reader, apart from its sources."""
    if sample.answer.refused:
        return ""
    return " ".join([*(s.text for s in sample.answer.sentences), *(w.text for w in sample.answer.warnings)])


def says(text: str, fact: Fact) -> bool:
    """True when an accepted form stands in a text; "6,5" does not stand in "16,5" or "6,55"."""
    return any(holds(text, form) for form in fact.accept)


def holds(text: str, form: str) -> bool:
    """True when a form stands in a text, spaces and case apart; a number may not be part of a longer one."""
    wanted = re.escape(_plain(form))
    before = r"(?<!\d)(?<!\d[.,])" if form.strip()[:1].isdigit() else ""
    after = r"(?!\d|[.,]\d)" if form.strip()[-1:].isdigit() else ""
    return re.search(before + wanted + after, _plain(text)) is not None


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().lower()
