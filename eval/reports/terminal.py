"""Reports on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from eval.comparison import Comparison, Flip
from eval.gate import RULES, Gate
from eval.gone import gone_sentences
from eval.records import Said
from eval.runs import Run
from eval.summary import Line, Summary

_WIDE = 140
_MOST = 25
_GONE = 10


def make_console() -> Console:
    """Wide enough for a table where the output is no terminal."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_WIDE)


def print_run(run: Run, summary: Summary, console: Console) -> None:
    """A run's figures with 95 percent intervals."""
    info = run.info
    console.print(Text(f"Run {info.name}: {summary.cases} vragen in {info.seconds:.0f} s", style="bold"))
    console.print(Text(f"commit {info.commit[:8] or '–'}, corpus {info.corpus_hash[:8]}, taalmodel {info.embedder}"))
    console.print(_table("Maat", summary.lines))
    rates = summary.refusals
    console.print(
        f"Weigeren: {_percent(rates.precision)} terecht, {_percent(rates.recall)} van wat geweigerd moest worden. "
        f"Bewijsscore: {summary.calibration_error:.3f} gemiddeld ernaast. "
        f"Tijd per vraag: mediaan {summary.time.median:.0f} ms, 95% onder {summary.time.p95:.0f} ms."
    )
    console.print(_table("Goed per label", summary.tags))
    if summary.failed:
        console.print(Text(f"{summary.failed} vragen zonder oordeel, want het model faalde of was te laat."))
    _print_lines(info.lost, console)


def print_comparison(comparison: Comparison, notes: Sequence[str], console: Console) -> None:
    """What changed between two runs."""
    _print_lines(notes, console)
    moved = [change for change in comparison.changes if change.better or change.worse]
    if not moved and not comparison.flips and not comparison.altered:
        console.print(f"Geen verschil op {comparison.shared} vragen.")
    if moved:
        table = Table("Maat", "n", "voor", "na", "verschil (95%)", "beter", "slechter", "p", "p (Holm)")
        for change in moved:
            low, high = change.interval
            spread = f"{change.after - change.before:+.3f} [{low:+.3f}, {high:+.3f}]"
            cells = (change.title, str(change.n), f"{change.before:.3f}", f"{change.after:.3f}", spread)
            counts = (str(len(change.better)), str(len(change.worse)), f"{change.p:.4f}", f"{change.adjusted:.4f}")
            table.add_row(*cells, *counts, style="bold red" if change.is_loss else "")
        console.print(table)
    _print_gone(comparison, console)
    lost = [flip for flip in comparison.flips if not flip.now_right]
    gained = [flip for flip in comparison.flips if flip.now_right]
    for title, flips in (("Was goed, nu fout", lost), ("Was fout, nu goed", gained)):
        _print_flips(f"{title}: {len(flips)}", flips, console, answers=True)
    _print_flips(f"Zelfde oordeel, ander antwoord: {len(comparison.altered)}", comparison.altered, console)


def print_gate(gate: Gate, console: Console) -> None:
    """Whether the run may ship, and what to look at first."""
    for breach in gate.breaches:
        console.print(Text(f"HARDE REGEL {RULES[breach.rule]}: {breach.id}", style="bold red"))
        console.print(Text(f"  {breach.question}"))
        for detail in breach.details[:5]:
            console.print(Text(f"  · {detail}"))
    print_comparison(gate.comparison, gate.notes, console)
    for change in gate.comparison.losses:
        console.print(Text(f"VERLIES {change.title}: {change.before:.3f} → {change.after:.3f}", style="bold red"))
        console.print(Text(f"  {', '.join(change.worse[:_MOST])}"))
    console.print(Text(gate.words, style="bold green" if gate.passed else "bold red"))


def _print_gone(comparison: Comparison, console: Console) -> None:
    gone = gone_sentences(comparison)
    if not gone:
        return
    console.print(Text("\nZinnen die niet meer gezegd worden, die van de meeste vragen eerst", style="bold"))
    for one in gone[:_GONE]:
        console.print(Text(f"  · {one}"))
    if len(gone) > _GONE:
        console.print(f"  … en nog {len(gone) - _GONE}; ze staan in het rapport.")


def _print_flips(title: str, flips: Sequence[Flip], console: Console, *, answers: bool = False) -> None:
    if not flips:
        return
    console.print(Text(f"\n{title}", style="bold"))
    for flip in flips[:_MOST]:
        console.print(Text(f"{flip.id}  {flip.question}"))
        for change in flip.changes:
            console.print(Text(f"  · {change}"))
        if answers and flip.before is not None and flip.after is not None and flip.before != flip.after:
            console.print(side_by_side(flip))
    if len(flips) > _MOST:
        console.print(f"… en nog {len(flips) - _MOST}; ze staan alle in het rapport.")


def side_by_side(flip: Flip) -> Table:
    """Both answers next to each other."""
    table = Table("voor", "na", expand=True)
    table.add_row(_answer(flip.before), _answer(flip.after))
    return table


def _answer(said: Iterable[Said] | None) -> Text:
    lines = [f"{s.text} [{'; '.join(s.places)}]" for s in said or ()]
    return Text("\n".join(lines) or "geen antwoord")


def _table(title: str, lines: Sequence[Line]) -> Table:
    table = Table(title, "n", "gemiddeld", "95%")
    for line in lines:
        low, high = line.interval
        table.add_row(line.title, str(line.n), f"{line.mean:.3f}", f"{low:.2f}–{high:.2f}")
    return table


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.0f}%"


def _print_lines(lines: Iterable[str], console: Console) -> None:
    for line in lines:
        console.print(Text(f"Let op: {line}", style="yellow"))
