"""Positions name their holder; contradictions show both sides."""

from __future__ import annotations

import re

from bot.domain.passages import SentenceKind
from bot.ingest.checks.material import Material, Placed
from bot.ingest.problems import Problem

_NAME = re.compile(r"[\w.\-&]+")
_NOT_A_NAME = frozenset(
    {"de", "het", "een", "van", "der", "den", "en", "of", "voor", "op", "in", "minister", "premier", "staatssecretaris"}
)
_LEAST_PART = 6


def position_without_holder(material: Material) -> list[Problem]:
    """A ``standpunt`` block says whose position it holds."""
    return [
        placed.error("standpunt-zonder-houder", f'zet houder="…" bij het blok: {placed.quote}.')
        for placed in material.sentences
        if placed.sentence.kind is SentenceKind.POSITION and not placed.sentence.holder
    ]


def holder_not_named(material: Material) -> list[Problem]:
    """Each sentence of a position names its holder."""
    return [
        placed.error("houder-niet-genoemd", f"noem {placed.sentence.holder} in de zin: {placed.quote}.")
        for placed in material.sentences
        if placed.sentence.kind is SentenceKind.POSITION and placed.sentence.holder and not _names_holder(placed)
    ]


def _names_holder(placed: Placed) -> bool:
    """True when a name of the holder, or its initials, stands in the sentence, alone or in a compound."""
    names = _NAME.findall(placed.sentence.holder)
    initials = "".join(name[0] for name in names if name[0].isupper()).lower()
    words = [word.lower().strip(".-") for word in _NAME.findall(placed.sentence.text)]
    parts = {name.lower().strip(".-") for name in names} - _NOT_A_NAME
    in_compound = any(part in word for part in parts if len(part) >= _LEAST_PART for word in words)
    return not parts or bool({*parts, initials} & set(words)) or in_compound


def conflict_without_claim(material: Material) -> list[Problem]:
    """A ``tegenspraak`` block says which claim it answers."""
    return [
        block.sentences[0].warning("tegenspraak-zonder-tegen", 'zet tegen="sleutel, vindplaats" bij het blok.')
        for block in material.conflicts()
        if block.against is None
    ]


def conflict_one_sided(material: Material) -> list[Problem]:
    """A ``tegenspraak`` block cites the claim and something else."""
    problems: list[Problem] = []
    for block in material.conflicts():
        if block.against is None:
            continue
        cited = {citation for placed in block.sentences for citation in placed.sentence.citations}
        if block.against.key not in {c.key for c in cited} or len(cited) < 2:
            message = f"het blok noemt niet beide kanten: {block.against.key} en een andere bron of vindplaats."
            problems.append(block.sentences[0].warning("tegenspraak-eenzijdig", message))
    return problems
