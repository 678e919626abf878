"""A run as one page of HTML: no scripts, nothing from elsewhere, every text escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from eval.comparison import Comparison, Flip
from eval.gate import RULES, Gate
from eval.gone import gone_sentences
from eval.records import Said
from eval.reports.svg import Bar, Point, bars, history, scatter
from eval.results import CaseResult
from eval.runs import Run
from eval.summary import Line, Summary

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.2rem}table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;padding:.25rem .6rem;border-bottom:1px solid #ddd;vertical-align:top}figure{margin:1.2rem 0}
figcaption{font-weight:600}svg{width:100%;max-width:44rem;font:12px system-ui,sans-serif}svg text{fill:currentColor}
.balk{fill:#2f6f9f}.spreiding{stroke:#c2571a;stroke-width:2;fill:none}.as,.lijn{stroke:#888;fill:none}
.lijn{stroke-dasharray:4 4}.reeks{stroke:#2f6f9f;stroke-width:2;fill:none}.punt{fill:#2f6f9f}
.dicht{color:#a3260f}.open{color:#1d6b35}.twee{display:grid;grid-template-columns:1fr 1fr;gap:1rem}
.bron{color:#5c5c5c;font-size:.85em}details{border-bottom:1px solid #ddd;padding:.3rem 0}summary{cursor:pointer}
@media(max-width:40rem){.twee{grid-template-columns:1fr}}
@media(prefers-color-scheme:dark){body{background:#16191c;color:#e8e8e8}th,td,details{border-color:#3a3f44}
.balk,.punt{fill:#6fb1e0}.reeks{stroke:#6fb1e0}.dicht{color:#ff8f78}.open{color:#7fd39a}.bron{color:#b0b0b0}}
"""
_SLOWEST, _TAGS, _LONG = 12, 30, 60


def write_page(path: Path, run: Run, summary: Summary, past: Sequence[Bar], gate: Gate | None = None) -> None:
    """Write the page.

    Args:
        past: the share of right answers of earlier runs, oldest first.
    """
    title = f"Weerwoord: run {run.info.name}"
    body = [f"<h1>{escape(title)}</h1>", _about(run, summary)]
    if gate is not None:
        body.append(_gate(gate))
    body += [
        "<h2>Maten</h2>",
        _measures(summary.lines),
        "<h2>Plaatjes</h2>",
        history("Goed beantwoord of geweigerd, per run", past),
        scatter("Bewijsscore tegen wat te beantwoorden was", _bins(summary), "bewijsscore", "te beantwoorden"),
        bars("Goed per label", [_bar(line) for line in summary.tags[:_TAGS]]),
        bars("Traagste vragen", _slowest(run.results)),
        "<h2>Fout of zonder oordeel</h2>",
        *(_case(result) for result in run.results if not result.right),
        "<h2>Goed</h2>",
        *(_case(result) for result in run.results if result.right),
    ]
    path.write_text(_document(title, "".join(body)), encoding="utf-8")


def comparison_html(comparison: Comparison) -> str:
    """Flips with both answers side by side."""
    lost = [flip for flip in comparison.flips if not flip.now_right]
    gained = [flip for flip in comparison.flips if flip.now_right]
    gone = _list(map(str, gone_sentences(comparison)))
    parts = [f"<h3>Zinnen die niet meer gezegd worden</h3>{gone}"] if gone else []
    for title, flips in (
        ("Was goed, nu fout", lost),
        ("Was fout, nu goed", gained),
        ("Zelfde oordeel, ander antwoord", comparison.altered),
    ):
        if flips:
            parts.append(f"<h3>{title}: {len(flips)}</h3>{''.join(_flip(flip) for flip in flips)}")
    return "".join(parts) or f"<p>Geen verschil op {comparison.shared} vragen.</p>"


def _document(title: str, body: str) -> str:
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><style>{_STYLE}</style></head>'
        f"<body>{body}</body></html>\n"
    )


def _about(run: Run, summary: Summary) -> str:
    info = run.info
    facts = (
        f"{summary.cases} vragen in {info.seconds:.0f} s, {summary.failed} zonder oordeel",
        f"commit {info.commit[:8] or 'onbekend'}, programma {info.code}, corpus {info.corpus_hash[:8]}",
        f"taalmodel {info.embedder}; "
        + ", ".join(f"{name} {value}" for name, value in info.settings.items() if value is not None),
        f"mediaan {summary.time.median:.0f} ms, 95% onder {summary.time.p95:.0f} ms per vraag",
    )
    return _list((*facts, *info.lost))


def _gate(gate: Gate) -> str:
    parts = [f'<h2 class="{"open" if gate.passed else "dicht"}">{escape(gate.words)}</h2>', _list(gate.notes)]
    for breach in gate.breaches:
        parts.append(
            f'<p class="dicht"><strong>{escape(RULES[breach.rule])}</strong>: {escape(breach.id)}, '
            f"{escape(breach.question)}</p>{_list(breach.details)}"
        )
    for change in gate.comparison.losses:
        parts.append(
            f'<p class="dicht"><strong>Verlies: {escape(change.title)}</strong>, {change.before:.3f} → '
            f"{change.after:.3f} (p {change.p:.4f}, na correctie {change.adjusted:.4f})</p>{_list(change.worse)}"
        )
    return "".join(parts) + comparison_html(gate.comparison)


def _measures(lines: Sequence[Line]) -> str:
    rows = "".join(
        f"<tr><td>{escape(line.title)}</td><td>{line.n}</td><td>{line.mean:.3f}</td>"
        f"<td>{line.interval.low:.2f}–{line.interval.high:.2f}</td></tr>"
        for line in lines
    )
    return f"<table><tr><th>maat</th><th>n</th><th>gemiddeld</th><th>95%</th></tr>{rows}</table>"


def _flip(flip: Flip) -> str:
    sides = f"<div>{_said(flip.before)}</div><div>{_said(flip.after)}</div>"
    return (
        f"<details><summary>{escape(flip.id)}: {escape(flip.question)}</summary>{_list(flip.changes)}"
        f'<div class="twee">{sides}</div></details>'
    )


def _said(said: Iterable[Said] | None) -> str:
    lines = [f'{escape(s.text)} <span class="bron">[{escape("; ".join(s.places))}]</span>' for s in said or ()]
    return f"<p>{'<br>'.join(lines) or 'geen antwoord'}</p>"


def _case(result: CaseResult) -> str:
    case, answer = result.case, result.answer
    shown = escape(result.error)
    if answer is not None and answer.refused:
        shown = escape(answer.refusal or "")
    elif answer is not None:
        notes = {note.n: f"{note.key}, {note.locator}" for note in answer.sources}
        shown = _said(Said(s.text, tuple(notes.get(n, f"noot {n}?") for n in s.cites)) for s in answer.sentences)
        shown += _list(warning.text for warning in answer.warnings)
    remarks = [f"{name}: {why}" for name, score in result.scores.items() if name != "right" for why in score.why]
    head = f"{escape(case.id)}: {escape(case.question)}"
    return f"<details><summary>{head}</summary>{_list(remarks)}{shown}</details>"


def _list(lines: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else ""


def _bar(line: Line) -> Bar:
    return Bar(line.title, line.mean, *line.interval, f"{100 * line.mean:.0f}% van {line.n}")


def _bins(summary: Summary) -> list[Point]:
    return [
        Point(b.predicted, b.answerable, b.n, f"{b.n} vragen: score {b.predicted:.2f}, deel {b.answerable:.2f}")
        for b in summary.calibration
    ]  # fmt: skip


def _slowest(results: Sequence[CaseResult]) -> list[Bar]:
    slowest = sorted(results, key=lambda r: -r.milliseconds)[:_SLOWEST]
    longest = max((r.milliseconds for r in slowest), default=0.0) or 1.0
    return [
        Bar(r.case.id[:_LONG], r.milliseconds / longest, 0.0, 0.0, f"{r.milliseconds:.0f} ms") for r in slowest
    ]  # fmt: skip
