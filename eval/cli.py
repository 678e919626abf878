"""``weerwoord eval``: run, compare, bless, gate."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated, Optional

import typer

from bot.cli.running import configured, end_with_errors

eval_app = typer.Typer(help="De evaluatie: vragen stellen, vergelijken, zegenen, bewaken.", no_args_is_help=True)

Split = Annotated[str, typer.Option("--split", help="dev (met uw eigen vragen), test, own of all.")]
Jobs = Annotated[int, typer.Option("--jobs", min=1, max=64, help="Aantal processen.")]
Out = Annotated[Optional[Path], typer.Option("--out", help="Map voor de runs.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON in plaats van tekst.")]
BaselineFile = Annotated[Optional[Path], typer.Option("--baseline", help="Ander bestand voor de basis.")]
_JOBS = min(2, os.cpu_count() or 1)


@eval_app.command("run")
@end_with_errors
def run_command(
    split: Split = "dev",
    tag: Annotated[str, typer.Option("--tag", help="Alleen vragen met dit label.")] = "",
    name: Annotated[str, typer.Option("--id", help="Alleen deze vraag.")] = "",
    jobs: Jobs = _JOBS,
    resume: Annotated[bool, typer.Option("--resume", help="Ga verder met een afgebroken run.")] = False,
    out: Out = None,
    state: Annotated[Optional[Path], typer.Option("--state", help="Houd in dit bestand bij hoe ver de run is.")] = None,
    as_json: AsJson = False,
) -> None:
    """Stel de vragen en beoordeel de antwoorden."""
    from eval.commands import choose, printed, run

    settings, selection = configured(), choose(split, tag, name)
    done = run(settings, selection, jobs=jobs, resume=resume, out=out, state=state)
    printed(done, as_json=as_json)
    if selection.whole and not as_json:
        from eval.attacked import measure_attacks

        print(measure_attacks(settings).sentence)


@eval_app.command("attacks")
@end_with_errors
def attacks_command(as_json: AsJson = False) -> None:
    """Probeer alle aanvallen op de antwoorden; eindigt met 1 als er een doorkomt."""
    from eval.attacked import measure_attacks

    found = measure_attacks(configured())
    if as_json:
        through = [attack._asdict() for attack in found.through]
        print(json.dumps({"engine": found.engine, "tried": found.tried, "through": through}, ensure_ascii=False))
    else:
        print(found.sentence, *(f"  {attack.place}: {attack.text}" for attack in found.through), sep="\n")
    raise typer.Exit(1 if found.through else 0)


@eval_app.command("model")
@end_with_errors
def model_command(
    questions: Annotated[Optional[Path], typer.Option("--questions", help="Bestand met een vraag per regel.")] = None,
    most: Annotated[int, typer.Option("--most", min=1, max=1000, help="Hoeveel vragen.")] = 30,
    form: Annotated[str, typer.Option("--form", help="qa, spoken, bullets, mail of post.")] = "qa",
    to: Annotated[Optional[Path], typer.Option("--to", help="Leesbaar verslag, elke zin met het oordeel.")] = None,
    as_json: AsJson = False,
) -> None:
    """Probeer het taalmodel van de instellingen: welke zinnen komen door de controle, en welke niet, en waarom."""
    from eval.commands import try_out

    try_out(configured(), questions, most, form, to, as_json=as_json)


@eval_app.command("compare")
@end_with_errors
def compare_command(
    before: Annotated[str, typer.Argument(help='Een run, of "basis".')],
    after: Annotated[str, typer.Argument(help='Een run, of "laatste".')] = "laatste",
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Vergelijk twee runs vraag voor vraag."""
    from eval.commands import compare_runs

    compare_runs(configured(), before, after, out=out, as_json=as_json)


@eval_app.command("bless")
@end_with_errors
def bless_command(
    run: Annotated[str, typer.Argument(help="De run die de basis wordt.")],
    reason: Annotated[str, typer.Option("--reason", help="Waarom.")] = "",
    out: Out = None,
    file: BaselineFile = None,
) -> None:
    """Maak van een run de basis waarmee de poort vergelijkt."""
    from eval.baseline import FILE
    from eval.commands import bless_run

    print(bless_run(configured(), run, reason, out=out, file=file or FILE))


@eval_app.command("gate")
@end_with_errors
def gate_command(
    split: Split = "dev",
    jobs: Jobs = _JOBS,
    out: Out = None,
    given: Annotated[str, typer.Option("--run", help="Beoordeel deze run in plaats van een nieuwe.")] = "",
    as_json: AsJson = False,
    file: BaselineFile = None,
) -> None:
    """Zeg of deze versie uit mag; eindigt met 1 als dat niet zo is."""
    from eval.baseline import FILE
    from eval.commands import gate, gate_printed

    done = gate(configured(), split, jobs=jobs, out=out, given=given, file=file or FILE)
    gate_printed(done, as_json=as_json)
    raise typer.Exit(0 if done.gate.passed else 1)


@eval_app.command("check")
@end_with_errors
def check_command(
    files: Annotated[Optional[list[Path]], typer.Argument(help="Bestanden met vragen; zonder: alle vragen.")] = None,
) -> None:
    """Kijk vragen na: vorm, plaatsen, feiten, en of ze niet letterlijk in het corpus staan."""
    from eval.commands import check_questions

    found = check_questions(configured(), files or [])
    for fault in found:
        print(fault)
    print("Alle vragen zijn in orde." if not found else f"{len(found)} keer iets mis.")
    raise typer.Exit(3 if found else 0)


@eval_app.command("export")
@end_with_errors
def export_command(
    run: Annotated[str, typer.Argument(help='Een run, of "laatste".')] = "laatste",
    to: Annotated[Optional[Path], typer.Option("--to", help="Bestand; zonder: standaarduitvoer.")] = None,
    out: Out = None,
) -> None:
    """Schrijf een run als JSON-regels voor programma's die een taalmodel laten oordelen."""
    from eval.commands import export_run

    export_run(configured(), run, out=out, to=to)


@eval_app.command("list")
@end_with_errors
def list_command(out: Out = None) -> None:
    """Noem de bewaarde runs, oudste eerst."""
    from eval.commands import store_of

    for info in store_of(configured(), out).infos():
        state = "af" if info.finished else "afgebroken"
        print(json.dumps([info.name, state, info.selection, info.total], ensure_ascii=False))
