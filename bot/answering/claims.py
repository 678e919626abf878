"""A sentence that a model wrote may be shown only when the passages that it cites carry it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from bot.answering.claim_bonds import turned_way, wrong_bond
from bot.answering.claim_figures import wrong_country, wrong_figure, wrong_unit, wrong_year
from bot.answering.claim_frame import long_forms
from bot.answering.claim_gloss import Glosser
from bot.answering.claim_gloss_table import LANGUAGES
from bot.answering.claim_meaning import Carried, Meaning
from bot.answering.claim_names import Names, countries_by_name, names_of
from bot.answering.claim_reading import Evidence, Read, Reader
from bot.answering.claim_roles import exchanged
from bot.answering.claim_scope import widened
from bot.answering.claim_wording import flipped
from bot.domain.figures import Figure
from bot.domain.numbers import Unit
from bot.domain.passages import Passage
from bot.domain.sources import Source
from bot.ports import Catalog, Embedder, Lexicon
from bot.retrieval.analysis import Analyzer


class Bounds(NamedTuple):
    """Least support of a sentence (docs/decisions/012-model-text.md)."""

    share: float
    cosine: float
    worst: float
    loose: int
    inserted: int


_ALL_WORDS = 0.95
"""From this share on the meaning of the whole adds nothing: a short sentence lies far from a long one."""
DUTCH = Bounds(0.5, 0.4, 0.33, 3, 1)
"""Chosen on the development part of the Dutch pairs."""
FOREIGN = Bounds(0.6, 0.4, 0.34, 2, 2)
"""The same for ``foreign.yaml``; stricter on words without support, for a gloss leaves few of them."""


class Fault(StrEnum):
    """Why a sentence of a model was refused; the text is what the model is told."""

    INVENTED = "verwijst naar een passage die er niet is"
    NO_CITATION = "verwijst naar geen passage"
    NUMBER = "dit getal of jaar staat niet in de aangehaalde passage"
    UNIT = "de eenheid bij dit getal is anders in de passage"
    YEAR = "de passage geeft dit cijfer voor een ander jaar"
    COUNTRY = "de passage geeft dit cijfer voor een ander land"
    NAME = "deze naam of dit land staat niet in de aangehaalde passage"
    HOLDER = "dit is een standpunt; noem wie dat vindt"
    FLIPPED = "dit keert om wat de passage zegt"
    ROLES = "wie wat doet, is verwisseld"
    SCOPE = "dit is ruimer of stelliger dan de passage"
    SUPPORT = "de aangehaalde passage zegt dit niet"
    LOADED = "herhaalt een geladen woord uit de vraag"
    LANGUAGE = "de zin is niet in de taal van de vraag"
    MARKUP = "opmaak, adressen en aanwijzingen horen niet in een zin"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The outcome for one sentence.

    Attributes:
        fault: None when the sentence may be shown.
        detail: the word at fault.
        evidence: the sentences that carry it.
        carried: how far, for the evaluation.
    """

    fault: Fault | None
    detail: str = ""
    evidence: tuple[Evidence, ...] = ()
    carried: Carried | None = field(default=None, compare=False)

    @property
    def passed(self) -> bool:
        """True when the sentence may be shown."""
        return self.fault is None


def make_checker(catalog: Catalog, analyzer: Analyzer, lexicon: Lexicon, embedder: Embedder | None) -> ClaimChecker:
    """A checker over one index version."""

    def is_word(word: str) -> bool:
        return lexicon.frequency(word) > 0 or bool(analyzer.split(word))

    names = Names(names_of(catalog) | countries_by_name(), is_word)
    glosser = Glosser(analyzer, catalog.concepts, embedder, names.known) if embedder else None
    return ClaimChecker(Reader(analyzer), Meaning(embedder), names, catalog.sources, catalog.figures, glosser)


class ClaimChecker:
    """Compares sentences with the passages that they cite.

    Args:
        sources: bibliography, for authors, titles and years.
        figures: the ledger.
        glosser: for claims in other languages than Dutch; None refuses them all.
    """

    def __init__(
        self,
        reader: Reader,
        meaning: Meaning,
        names: Names,
        sources: Mapping[str, Source],
        figures: Mapping[str, Figure],
        glosser: Glosser | None = None,
    ) -> None:
        self._reader, self._meaning, self._names, self._glosser = reader, meaning, names, glosser
        self._sources = sources
        self._figures: dict[str, list[Figure]] = {}
        for figure in figures.values():
            self._figures.setdefault(figure.source, []).append(figure)

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes of the languages in which sentences can be judged."""
        return ("nl", *LANGUAGES) if self._glosser else ("nl",)

    def check(
        self, text: str, passages: Sequence[Passage], *, is_position: bool = False, language: str = "nl"
    ) -> Judgement:
        """Judge a sentence by the passages that it cites.

        Args:
            is_position: the model says that it is a position.
            language: of the sentence; one of ``languages``.
        """
        if not passages:
            return Judgement(Fault.NO_CITATION)
        if language not in self.languages:
            return Judgement(Fault.LANGUAGE)
        claim, cover = self._read(text, passages, language)
        for fault, find in self._tests(claim, cover, passages, is_position, self._marked(text, cover, language)):
            detail = find()
            if detail:
                return Judgement(fault, detail, tuple(cover))
        foreign = language != "nl"
        carried = self._meaning.carried(claim, cover, self._context(cover, passages), short_clauses=foreign)
        if _falls_short(carried, FOREIGN if foreign else DUTCH):
            return Judgement(Fault.SUPPORT, "", tuple(cover), carried)
        return Judgement(None, "", tuple(cover), carried)

    def _read(self, text: str, passages: Sequence[Passage], language: str) -> tuple[Read, list[Evidence]]:
        """A claim in Dutch words, and what covers it."""
        evidence = self._reader.evidence(passages)
        if self._glosser is None or language == "nl":
            claim = self._reader.read(text)
            return claim, self._reader.cover(claim, evidence)
        rough = self._glosser.gloss(text, language, [e.read.text for e in evidence])
        cover = self._reader.cover(self._reader.read(rough), evidence)
        return self._reader.read(self._glosser.gloss(text, language, [e.read.text for e in cover])), cover

    def _marked(self, text: str, cover: Sequence[Evidence], language: str) -> str:
        """A claim in Dutch words with the prepositions."""
        if self._glosser is None or language == "nl":
            return text
        return self._glosser.gloss(text, language, [e.read.text for e in cover], marked=True)

    def _tests(
        self, claim: Read, cover: Sequence[Evidence], passages: Sequence[Passage], is_position: bool, marked: str
    ) -> list[tuple[Fault, Callable[[], str]]]:
        keys = {c.key for e in cover for c in e.sentence.citations} | {p.key for p in passages}
        cited = [self._sources[k] for k in sorted(keys) if k in self._sources]
        issued = frozenset(source.year for source in cited if source.year)
        labels = " . ".join(f"{source.author} {source.title} {source.publisher}" for source in cited)
        return [
            (Fault.NUMBER, lambda: wrong_figure(claim, cover, issued, self._in_ledger)),
            (Fault.NUMBER, lambda: wrong_bond(claim, cover)),
            (Fault.UNIT, lambda: wrong_unit(claim, cover)),
            (Fault.YEAR, lambda: wrong_year(claim, cover)),
            (Fault.COUNTRY, lambda: wrong_country(claim, cover)),
            (Fault.NAME, lambda: self._names.strange(claim, cover, labels)),
            (Fault.HOLDER, lambda: self._names.attribution(claim, cover)),
            (Fault.HOLDER, lambda: "standpunt" if is_position and not self._names.of(claim.text) else ""),
            (Fault.FLIPPED, lambda: turned_way(claim, cover)),
            (Fault.FLIPPED, lambda: flipped(claim, cover)),
            (Fault.ROLES, lambda: exchanged(claim, marked, cover)),
            (Fault.SCOPE, lambda: widened(claim, cover)),
        ]

    def _context(self, cover: Sequence[Evidence], passages: Sequence[Passage]) -> frozenset[str]:
        around = frozenset(t for e in cover for t in e.around.terms)
        around |= frozenset(t for e in cover for t in self._reader.read(long_forms(e.read.text)).terms)
        keys = {c.key for e in cover for c in e.sentence.citations} | {p.key for p in passages}
        labels = (self._sources[k] for k in keys if k in self._sources)
        return around.union(*(self._reader.read(f"{s.author} . {s.title}").terms for s in labels))

    def _in_ledger(self, value: Decimal, unit: Unit, cover: Sequence[Evidence]) -> bool:
        keys = {c.key for e in cover for c in e.sentence.citations}
        rows = [figure for key in keys for figure in self._figures.get(key, ())]
        wanted = value.normalize()
        return any(
            wanted in {row.value.normalize(), row.high.normalize() if row.high is not None else None}
            and (row.unit == "procent") == (unit is Unit.PERCENT)
            for row in rows
        )


def _falls_short(carried: Carried, bounds: Bounds) -> bool:
    return (
        carried.share < bounds.share
        or (carried.cosine < bounds.cosine and carried.share < _ALL_WORDS)
        or carried.worst < bounds.worst
        or carried.loose > bounds.loose
        or carried.inserted > bounds.inserted
    )
