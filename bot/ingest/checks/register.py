"""The ledger itself: sources, sentences, successors, indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.figures import Figure
from bot.domain.numbers import figures_only
from bot.domain.sources import ChainStatus
from bot.ingest.checks.figures import row_holds
from bot.ingest.checks.material import Material, warning
from bot.ingest.ledger import FILE
from bot.ingest.problems import Problem

_WORD = re.compile(r"[^\W\d_]{3,}")
_FILLER = """
van het een voor met aan uit tot dat die der den des door naar per bij als over onder volgens eind midden sinds alle
totale totaal aantal bedrag raming nederland nederlandse belgië belgische wereld wereldwijd
"""
_NOT_STEM = frozenset(_FILLER.split())


def unknown_source(material: Material) -> list[Problem]:
    """Each row names a source of the bibliography."""
    return [
        Problem(FILE, row.line, "onbekende-bron", f"bron '{row.source}' van '{row.id}' is niet in bibliography.json.")
        for row in material.corpus.figures.values()
        if row.source not in material.corpus.sources
    ]


def row_without_sentence(material: Material) -> list[Problem]:
    """The value of each row stands in a digest sentence that cites its source."""
    problems: list[Problem] = []
    for row in material.corpus.figures.values():
        sentences = material.digest_sentences_by_source.get(row.source, ())
        if not any(row_holds(row, number) for placed in sentences for number in figures_only(placed.numbers)):
            message = f"'{row.id}' ({row.value:f} {row.unit}) staat in geen zin die {row.source} als bron heeft."
            problems.append(warning(FILE, "register-zonder-zin", message, row.line))
    return problems


def wrong_successor(material: Material) -> list[Problem]:
    """A successor measures the same thing, for a later or revised period, and is itself the newest."""
    figures = material.corpus.figures
    return [
        Problem(FILE, row.line, "opvolger", f"opvolger '{row.successor}' van '{row.id}' {fault}.")
        for row in figures.values()
        if row.successor in figures
        for fault in _faults(row, figures[row.successor], material)
    ]


def _faults(row: Figure, successor: Figure, material: Material) -> Iterator[str]:
    if row.id == successor.id:
        yield "is de rij zelf"
        return
    if row.status is not ChainStatus.SUPERSEDED:
        yield f"hoort alleen bij de status 'achterhaald', niet bij '{row.status.value}'"
    if successor.status is ChainStatus.SUPERSEDED:
        yield f"is zelf achterhaald; noem de nieuwste rij ('{successor.successor}')"
    if row.indicator != successor.indicator and "vergelijken" not in row.note:
        yield (
            f"heeft een andere indicator ('{successor.indicator}', niet '{row.indicator}'); is hij toch de opvolger, "
            "zeg dan in 'note' waarom de reeksen niet één op één te vergelijken zijn"
        )
    if row.unit != successor.unit:
        yield f"heeft een andere eenheid ({successor.unit}, niet {row.unit})"
    if successor.qualifier == "raming" and not _is_forecast(row, material):
        yield "is een raming; een raming volgt geen uitkomst op"
    if _moment(successor) < _moment(row):
        yield f"is ouder ({successor.period}, niet later dan {row.period})"


def _moment(row: Figure) -> tuple[int, int]:
    month = re.fullmatch(r"\d{4}-(\d\d)", row.period)
    return row.year, int(month[1]) if month else 12


def _is_forecast(row: Figure, material: Material) -> bool:
    """True for an estimate, and for a figure about a year after its source."""
    source = material.corpus.sources.get(row.source)
    published = source.year if source else None
    return row.qualifier == "raming" or (published is not None and row.year > published)


def similar_indicators(material: Material) -> list[Problem]:
    """Rows that measure the same by their label share one indicator, so that series can be drawn."""
    by_stem: dict[tuple[frozenset[str], str], dict[str, Figure]] = {}
    for row in material.corpus.figures.values():
        stem = label_stem(row.label)
        if stem:
            by_stem.setdefault((stem, row.unit), {}).setdefault(row.indicator, row)
    problems: list[Problem] = []
    for found in by_stem.values():
        if len(found) > 1:
            last = max(found.values(), key=lambda row: row.line)
            names = ", ".join(f"'{name}'" for name in sorted(found))
            message = f"de indicatoren {names} meten hetzelfde volgens hun label (“{last.label}”); kies er één."
            problems.append(warning(FILE, "indicator-dubbel", message, last.line))
    return problems


def label_stem(label: str) -> frozenset[str]:
    """The content words of a label, without years, countries and filler."""
    return frozenset(word for word in _WORD.findall(label.lower()) if word not in _NOT_STEM)
