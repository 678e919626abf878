"""Domain objects to and from plain JSON values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from bot.domain.cards import Card, Wording
from bot.domain.figures import Figure
from bot.domain.outside import OutsideSubject
from bot.domain.passages import Citation, Passage, PassageKind, Sentence, SentenceKind
from bot.domain.sources import ChainStatus, ReadDepth, Source
from bot.domain.thesaurus import Concept


def to_plain(value: Passage | Source | Card | Figure | Concept | OutsideSubject) -> dict[str, Any]:
    """A JSON-ready dict of a domain object."""
    plain = asdict(value)
    if isinstance(value, Figure):
        plain["value"] = str(value.value)
        plain["high"] = None if value.high is None else str(value.high)
    return plain


def sentence_from(plain: Mapping[str, Any]) -> Sentence:
    """A sentence from its plain form."""
    against = plain["against"]
    return Sentence(
        text=plain["text"],
        citations=tuple(Citation(**c) for c in plain["citations"]),
        kind=SentenceKind(plain["kind"]),
        holder=plain["holder"],
        against=Citation(**against) if against else None,
        line=plain["line"],
        asked=tuple(plain["asked"]),
    )


def passage_from(plain: Mapping[str, Any]) -> Passage:
    """A passage from its plain form."""
    return Passage(
        id=plain["id"],
        key=plain["key"],
        kind=PassageKind(plain["kind"]),
        sentences=tuple(sentence_from(s) for s in plain["sentences"]),
        heading=tuple(plain["heading"]),
        locator=plain["locator"],
        questions=tuple(plain["questions"]),
        countries=tuple(plain["countries"]),
        themes=tuple(plain["themes"]),
    )


def source_from(plain: Mapping[str, Any]) -> Source:
    """A source from its plain form."""
    return Source(**{**plain, "read": ReadDepth(plain["read"])})


def card_from(plain: Mapping[str, Any]) -> Card:
    """A card from its plain form."""
    parts = {
        name: tuple(sentence_from(s) for s in plain[name])
        for name in ("answer", "key_points", "counter", "reply", "caveats")
    }
    return Card(
        slug=plain["slug"],
        theme=plain["theme"],
        countries=tuple(plain["countries"]),
        question=plain["question"],
        wordings=tuple(Wording(**w) for w in plain["wordings"]),
        figures=tuple(plain["figures"]),
        **parts,
    )


def figure_from(plain: Mapping[str, Any]) -> Figure:
    """A ledger row from its plain form."""
    high = plain["high"]
    return Figure(
        **{
            **plain,
            "value": Decimal(plain["value"]),
            "high": None if high is None else Decimal(high),
            "status": ChainStatus(plain["status"]),
        }
    )


def concept_from(plain: Mapping[str, Any]) -> Concept:
    """A concept from its plain form."""
    sequences = {name: tuple(plain[name]) for name in ("words", "loaded", "not_same")}
    return Concept(id=plain["id"], term=plain["term"], remark=plain["remark"], **sequences)


def outside_from(plain: Mapping[str, Any]) -> OutsideSubject:
    """An outside subject from its plain form."""
    return OutsideSubject(plain["id"], plain["subject"], tuple(plain["questions"]))
