"""What a trial of a language model came to: counts, and every sentence to read."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from eval.model_trial import Outcome, Tried


def summary(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Counts, and seconds at the median and the 95th percentile."""
    asked = [o for o in outcomes if not o.refused]
    tried = [t for o in asked for t in o.tried]
    whole = [o for o in asked if o.tried and not o.engine.startswith("extract")]
    return {
        "questions": len(outcomes),
        "refused_by_evidence": len(outcomes) - len(asked),
        "answered_by_model": len(whole),
        "answered_without_model": dict(Counter(o.notice for o in asked if o not in whole)),
        "sentences_written": sum(not t.mended for t in tried),
        "passed_at_once": sum(not t.mended and not t.why for t in tried),
        "written_again": sum(t.mended for t in tried),
        "passed_then": sum(t.mended and not t.why for t in tried),
        "refused_for": dict(Counter(t.why.partition(" (")[0] for t in tried if t.why).most_common()),
        "figures_without_source_on_screen": sum(len(o.unsupported) for o in outcomes),
        "seconds": _spread([o.seconds for o in asked]),
        "seconds_to_first_words": _spread([o.first for o in asked if o.first is not None]),
    }


def as_plain(outcomes: Sequence[Outcome], model: str, form: str) -> dict[str, Any]:
    """For programs: the summary and every question."""
    return {"model": model, "form": form, **summary(outcomes), "rows": [asdict(o) for o in outcomes]}


def report(outcomes: Sequence[Outcome], model: str) -> str:
    """Markdown to read: every sentence with what became of it."""
    lines = [f"# Proef met {model}", "", *_told(summary(outcomes)), ""]
    for outcome in outcomes:
        lines += [f"## {outcome.question}", ""]
        lines += ["- Geweigerd: de bronnen zwijgen."] if outcome.refused else []
        lines += [f"- {'✓' if not t.why else '✗'} {_flat(t.text)}{_reason(t)}" for t in outcome.tried]
        lines += [f"- Niet door het model: {outcome.notice}"] if outcome.notice else []
        lines += [f"- **Zonder bron op het scherm: {', '.join(outcome.unsupported)}**"] if outcome.unsupported else []
        lines += [f"- {outcome.seconds:.1f} s", ""]
    return "\n".join(lines)


def told(outcomes: Sequence[Outcome], model: str) -> str:
    """The summary in Dutch lines."""
    return "\n".join((f"Proef met {model}", *_told(summary(outcomes))))


def _told(found: dict[str, Any]) -> list[str]:
    written, again = found["sentences_written"], found["written_again"]
    seconds, first = found["seconds"], found["seconds_to_first_words"]
    return [
        f"- Vragen: {found['questions']}; geweigerd omdat de bronnen zwijgen: {found['refused_by_evidence']}.",
        f"- Door het model beantwoord: {found['answered_by_model']}.",
        *(f"- Zonder model beantwoord: {n}. {why}" for why, n in found["answered_without_model"].items()),
        f"- Zinnen van het model: {written}; meteen goed: {found['passed_at_once']}; "
        f"opnieuw geschreven: {again}, daarvan goed: {found['passed_then']}.",
        *(f"  - geweigerd, {n} keer: {why}" for why, n in found["refused_for"].items()),
        f"- Getallen op het scherm zonder bron: {found['figures_without_source_on_screen']}.",
        f"- Seconden tot het antwoord: midden {seconds['p50']}, 95 procent {seconds['p95']}; "
        f"tot de eerste woorden: midden {first['p50']}, 95 procent {first['p95']}.",
    ]


def _reason(tried: Tried) -> str:
    again = " (tweede keer)" if tried.mended else ""
    return f"{again} [{', '.join(map(str, tried.cites)) or 'geen passage'}]{f': {tried.why}' if tried.why else ''}"


def _flat(text: str) -> str:
    return " ".join(text.split()).replace("<", "‹").replace("|", "¦")[:600]


def _spread(values: Sequence[float]) -> dict[str, float]:
    ordered = sorted(values) or [0.0]
    last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return {"p50": round(statistics.median(ordered), 2), "p95": round(last, 2)}
