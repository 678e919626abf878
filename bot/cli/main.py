"""Commands and their options."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal, Optional

import typer

from bot.cli.running import configured, end_with_errors
from bot.domain.filters import SourceKind
from bot.errors import UsageError
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
    Optional[Literal["alinea", "60s", "punten", "mail", "post", "qa", "spoken", "bullets"]],
    typer.Option("--as", "--form", help="Vorm: alinea, 60s (hardop), punten (drie), mail; met een taalmodel ook post."),
]
Organisations = Annotated[
    Optional[list[str]], typer.Option("--organisation", help="Alleen bronnen van deze organisatie of schrijver.")
]
Countries = Annotated[
    Optional[list[str]], typer.Option("--country", help="Alleen over dit land: NL, BE, EU, AF, world.")
]
FromYear = Annotated[Optional[int], typer.Option("--from-year", min=1900, max=2100, help="Bronnen vanaf dit jaar.")]
ToYear = Annotated[Optional[int], typer.Option("--to-year", min=1900, max=2100, help="Bronnen tot en met dit jaar.")]
Kinds = Annotated[
    Optional[list[SourceKind]],
    typer.Option("--kind", help="Soort bron: nota, rapport of eigen document."),
]
_TO = "Bewaar als bestand: .docx, .odt, .html, .md, of de bronnen als .bib, .ris of .json."
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
    organisation: Organisations = None,
    country: Countries = None,
    from_year: FromYear = None,
    to_year: ToYear = None,
    kind: Kinds = None,
    to: Annotated[Optional[Path], typer.Option("--to", help=_TO)] = None,
) -> None:
    """Stel een vraag en krijg een antwoord met bronnen."""
    from bot.cli.asking import Wish, ask_batch, ask_once
    from bot.cli.narrowing import chosen_filter

    settings = configured(index_dir=index)
    wish = Wish(form or "", chosen_filter(organisation, country, from_year, to_year, kind))
    if to is not None and (batch is not None or as_json or form):
        raise UsageError("Gebruik --to zonder --json, --batch en --as.")
    if batch is not None:
        ask_batch(settings, batch, wish)
    else:
        ask_once(settings, question, context, as_json=as_json, wish=wish, target=to)


@app.command()
@end_with_errors
def search(
    question: Annotated[Optional[str], typer.Argument(help="Zoekvraag.")] = None,
    as_json: AsJson = False,
    batch: Batch = None,
    k: K = 10,
    index: IndexDir = None,
    organisation: Organisations = None,
    country: Countries = None,
    from_year: FromYear = None,
    to_year: ToYear = None,
    kind: Kinds = None,
) -> None:
    """Zoek passages."""
    from bot.cli.asking import search_batch, search_once
    from bot.cli.narrowing import chosen_filter

    settings = configured(index_dir=index)
    only = chosen_filter(organisation, country, from_year, to_year, kind)
    if batch is not None:
        search_batch(settings, batch, k, only)
    else:
        search_once(settings, question, k, as_json=as_json, only=only)


@app.command("export")
@end_with_errors
def export_command(
    conversation: Annotated[Optional[str], typer.Argument(help="Code van het gesprek, zoals in het adres.")] = None,
    last: Annotated[bool, typer.Option("--last", help="Het laatste gesprek.")] = False,
    to: Annotated[Optional[Path], typer.Option("--to", help=_TO)] = None,
    person: Annotated[str, typer.Option("--person", help="Van wie; alleen na inloggen nodig.")] = "",
    index: IndexDir = None,
) -> None:
    """Bewaar een gesprek als document met voetnoten en bronnenlijst."""
    from bot.cli.exporting import export_conversation

    if to is None:
        raise UsageError("Zeg waarheen, bijvoorbeeld: weerwoord export --last --to gesprek.docx")
    export_conversation(configured(index_dir=index), conversation or "", to, last=last, person=person)


@app.command()
@end_with_errors
def mcp(index: IndexDir = None) -> None:
    """Antwoord andere assistenten over het Model Context Protocol, op de standaardinvoer."""
    from bot.cli.programs import serve_mcp

    serve_mcp(configured(index_dir=index))


@app.command("api-token")
@end_with_errors
def api_token() -> None:
    """Maak een sleutel waarmee een ander programma de API mag gebruiken."""
    from bot.cli.programs import make_token

    make_token()


@app.command("index")
@end_with_errors
def index_command(
    corpus: CorpusDir = None,
    index: IndexDir = None,
    add: Annotated[Optional[list[Path]], typer.Option("--add", help="Voeg een eigen document of map toe.")] = None,
    remove: Annotated[Optional[list[str]], typer.Option("--remove", help="Haal een eigen document weg.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Bouw ook opnieuw als er niets veranderd is.")] = False,
    rollback: Annotated[bool, typer.Option("--rollback", help="Ga terug naar de vorige versie van de index.")] = False,
    as_json: AsJson = False,
) -> None:
    """Maak de index, of breng hem bij."""
    from bot.cli.indexing import build_index, roll_back_index

    settings = configured(index_dir=index, corpus_dir=corpus)
    if rollback:
        if add or remove or force or corpus:
            raise UsageError("Gebruik --rollback alleen, zonder --add, --remove, --force of --corpus.")
        roll_back_index(settings, as_json=as_json)
        return
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
    from bot.ui.evaluation_port import provide
    from bot.ui.serve import serve as run
    from eval.desk import EvaluationDesk

    settings = configured(index_dir=index, port=port)
    ensure_index(settings)
    provide(EvaluationDesk)
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


@app.command("backup")
@end_with_errors
def backup_command(
    target: Annotated[Path, typer.Argument(help="Bestand dat gemaakt wordt, bijvoorbeeld kopie.zip.")],
    as_json: AsJson = False,
    index: IndexDir = None,
) -> None:
    """Bewaar gesprekken, voortgang, eigen documenten en instellingen in één bestand, ook terwijl Weerwoord draait."""
    from bot.cli.backup import backup

    backup(configured(index_dir=index), target, as_json=as_json)


@app.command("restore")
@end_with_errors
def restore_command(
    source: Annotated[Path, typer.Argument(help="Bestand van 'weerwoord backup'.")],
    as_json: AsJson = False,
    index: IndexDir = None,
) -> None:
    """Zet een reservekopie terug; wat er stond, blijft apart bewaard."""
    from bot.cli.backup import restore

    restore(configured(index_dir=index), source, as_json=as_json)


@app.command("audit")
@end_with_errors
def audit_command(
    to: Annotated[Optional[Path], typer.Option("--to", help="Bestand voor de lijst van onderdelen.")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Kijk bekende fouten niet na op internet.")] = False,
    as_json: AsJson = False,
) -> None:
    """Toon de licenties van wat geïnstalleerd is, en kijk na of er fouten in bekend zijn."""
    from bot.cli.audit import audit

    raise typer.Exit(audit(to=to, offline=offline, as_json=as_json))


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
    only_sizes: Annotated[bool, typer.Option("--only-sizes", help="Alleen de groei meten.")] = False,
) -> None:
    """Meet snelheid en geheugen op deze computer."""
    from bot.cli.benchmark import run

    numbers = [part.strip() for part in sizes.split(",") if part.strip()]
    if not all(part.isdigit() and int(part) > 0 for part in numbers) or (only_sizes and not numbers):
        raise UsageError("Noem de aantallen passages als hele getallen met komma's, bijvoorbeeld --sizes 1000,10000.")
    run(configured(), as_json=as_json, quick=quick, sizes=[int(n) for n in numbers], only_sizes=only_sizes)


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
    if sys.argv[1:2] == ["index"]:
        from bot.adapters.priority import step_back

        step_back()
    app()
