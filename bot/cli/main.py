"""Commands and their options."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal, Optional

import typer

from bot.cli.running import configured, end_with_errors
from eval.cli import eval_app

app = typer.Typer(
    name="weerwoord",
    help="Antwoorden met bron over migratie en ontwikkelingssamenwerking, zonder internet.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
corpus_app = typer.Typer(help="Het corpus nakijken en originelen ophalen.", no_args_is_help=True)
app.add_typer(corpus_app, name="corpus")
app.add_typer(eval_app, name="eval")

IndexDir = Annotated[Optional[Path], typer.Option("--index", help="Map van de index.")]
CorpusDir = Annotated[Optional[Path], typer.Option("--corpus", help="Corpus of map met documenten.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON in plaats van tekst.")]
Batch = Annotated[Optional[Path], typer.Option("--batch", help='JSON-regels {"id": …, "q": …}; "-" is invoer.')]
Context = Annotated[str, typer.Option("--context", help="De vraag hiervoor, voor een vervolgvraag.")]
Form = Annotated[
    Optional[Literal["qa", "spoken", "bullets", "mail", "post"]],
    typer.Option("--form", help="Vorm van het antwoord, alleen met een taalmodel: gesproken, drie punten, mail, post."),
]
K = Annotated[int, typer.Option("-k", min=1, max=200, help="Aantal passages.")]


@app.command()
@end_with_errors
def ask(
    question: Annotated[Optional[str], typer.Argument(help="Uw vraag.")] = None,
    as_json: AsJson = False,
    batch: Batch = None,
    context: Context = "",
    index: IndexDir = None,
    form: Form = None,
) -> None:
    """Stel een vraag en krijg een antwoord met bronnen."""
    from bot.cli.asking import ask_batch, ask_once

    settings = configured(index_dir=index)
    if batch is not None:
        ask_batch(settings, batch, form or "")
    else:
        ask_once(settings, question, context, as_json=as_json, form=form or "")


@app.command()
@end_with_errors
def search(
    question: Annotated[Optional[str], typer.Argument(help="Zoekvraag.")] = None,
    as_json: AsJson = False,
    batch: Batch = None,
    k: K = 10,
    index: IndexDir = None,
) -> None:
    """Zoek passages."""
    from bot.cli.asking import search_batch, search_once

    settings = configured(index_dir=index)
    if batch is not None:
        search_batch(settings, batch, k)
    else:
        search_once(settings, question, k, as_json=as_json)


@app.command("index")
@end_with_errors
def index_command(
    corpus: CorpusDir = None,
    index: IndexDir = None,
    add: Annotated[Optional[list[Path]], typer.Option("--add", help="Voeg een eigen document of map toe.")] = None,
    remove: Annotated[Optional[list[str]], typer.Option("--remove", help="Haal een eigen document weg.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Bouw ook opnieuw als er niets veranderd is.")] = False,
    as_json: AsJson = False,
) -> None:
    """Maak de index, of breng hem bij."""
    from bot.cli.indexing import build_index

    settings = configured(index_dir=index, corpus_dir=corpus)
    build_index(settings, add=add or [], remove=remove or [], force=force, as_json=as_json)


@app.command()
@end_with_errors
def serve(
    index: IndexDir = None,
    port: Annotated[Optional[int], typer.Option("--port", help="Poort.")] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open de browser.")] = True,
) -> None:
    """Open de chat in de browser."""
    from bot.cli.indexing import ensure_index
    from bot.ui.serve import serve as run

    settings = configured(index_dir=index, port=port)
    ensure_index(settings)
    raise typer.Exit(run(settings, open_browser=browser))


@app.command()
@end_with_errors
def rehearse(
    theme: Annotated[str, typer.Option("--theme", help="Onderwerp, bijvoorbeeld asielkosten; leeg is alles.")] = "",
    setting: Annotated[str, typer.Option("--setting", help="Plaats: marktkraam, raadsvergadering, talkshow …")] = "",
    opponent: Annotated[str, typer.Option("--opponent", help="Tegenspeler: nieuwsgierig, sceptisch, vijandig …")] = "",
    minutes: Annotated[int, typer.Option("--minutes", min=5, max=20, help="5, 10 of 20 minuten.")] = 10,
    person: Annotated[str, typer.Option("--person", help="Wie er oefent.")] = "",
    as_json: AsJson = False,
    index: IndexDir = None,
) -> None:
    """Oefen met lastige vragen, op de regel."""
    from bot.cli.rehearsing import rehearse as run

    settings = configured(index_dir=index)
    raise typer.Exit(
        run(
            settings,
            theme=theme,
            setting=setting,
            opponent=opponent,
            minutes=minutes,
            person=person,
            as_json=as_json,
        )
    )


@app.command()
@end_with_errors
def doctor(as_json: AsJson = False, index: IndexDir = None) -> None:
    """Kijk na wat er geïnstalleerd is, waar de index ligt en wat er mis is."""
    from bot.cli.checkup import doctor as run

    raise typer.Exit(run(configured(index_dir=index), as_json=as_json))


@app.command()
@end_with_errors
def bench(
    as_json: AsJson = False,
    quick: Annotated[bool, typer.Option("--quick", help="Minder herhalingen.")] = False,
    sizes: Annotated[str, typer.Option("--sizes", help="Ook groei meten, bijvoorbeeld 1000,10000.")] = "",
) -> None:
    """Meet snelheid en geheugen op deze computer."""
    from bot.cli.benchmark import run

    run(configured(), as_json=as_json, quick=quick, sizes=[int(s) for s in sizes.split(",") if s])


@corpus_app.command("check")
@end_with_errors
def corpus_check(corpus: CorpusDir = None, as_json: AsJson = False) -> None:
    """Kijk het corpus na zoals een eindredacteur."""
    from bot.cli.corpus import check

    raise typer.Exit(check(configured(corpus_dir=corpus), as_json=as_json))


@app.command()
@end_with_errors
def fetch(
    keys: Annotated[Optional[list[str]], typer.Argument(help="Sleutels van bronnen.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Alle bronnen.")] = False,
    to: Annotated[Optional[Path], typer.Option("--to", help="Andere map voor de originelen.")] = None,
    as_json: AsJson = False,
    index: IndexDir = None,
) -> None:
    """Haal originele rapporten op bij hun uitgevers."""
    from bot.cli.fetching import fetch as run

    raise typer.Exit(run(configured(index_dir=index), keys or [], everything=everything, to=to, as_json=as_json))


@app.command("train-embedder")
@end_with_errors
def train_embedder(
    data: Annotated[Path, typer.Option("--data", help="Map met trainingsdata.")],
    out: Annotated[Path, typer.Option("--out", help="Map voor het model.")],
    seed: Annotated[int, typer.Option("--seed", help="Toevalsgetal.")] = 1,
) -> None:
    """Train het ingebouwde Nederlandse taalmodel opnieuw."""
    from bot.cli.training import train

    train(data, out, seed)


def main() -> None:
    """Entry point of the console command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    app()
