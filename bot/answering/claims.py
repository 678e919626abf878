"""A sentence that a model wrote may be shown only when the passages that it cites carry it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from bot.answering.claim_bonds import turned_way, wrong_bond
from bot.answering.claim_course import against_amounts
from bot.answering.claim_doubt import BOUND, DoubtModel, Sign, read_doubt, signs_of
from bot.answering.claim_figures import wrong_country, wrong_figure, wrong_unit, wrong_year
from bot.answering.claim_foreign_denial import denied_abroad
from bot.answering.claim_frame import long_forms
from bot.answering.claim_gloss import Glosser
from bot.answering.claim_gloss_table import LANGUAGES
from bot.answering.claim_groups import wrong_group
from bot.answering.claim_makers import told_of_another
from bot.answering.claim_meaning import Carried, Meaning
from bot.answering.claim_names import Names, countries_by_name, names_of
from bot.answering.claim_order import against_facts
from bot.answering.claim_plain_denial import plainly_denied
from bot.answering.claim_reading import Evidence, Read, Reader
from bot.answering.claim_roles import exchanged
from bot.answering.claim_scope import surer, widened
from bot.answering.claim_wording import (
    against_own_figures,
    beyond_all,
    bounded,
    converse,
    denied,
    equalled,
    opposed,
    turned,
    worded,
)
from bot.domain.figures import Figure
from bot.domain.numbers import Unit
from bot.domain.passages import Passage
from bot.domain.sources import Source
from bot.ports import Catalog, Embedders, Lexicon
from bot.retrieval.analysis import Analyzer
from bot.retrieval.logistic import Array


class Bounds(NamedTuple):
    """Least support of a sentence (docs/decisions/012-model-text.md)."""

    share: float
    cosine: float
    worst: float
    loose: int
    inserted: int


_ALL_WORDS = 0.95
"""From this share on the meaning of the whole adds nothing: a short sentence lies far from a long one."""
DUTCH = Bounds(0.25, 0.0, 0.22, 9, 2)
"""What refuses a Dutch sentence without weighing: above all a clause of which nothing stands in the evidence."""
FOREIGN = Bounds(0.6, 0.4, 0.34, 2, 2)
"""For ``foreign.yaml``: a gloss has few words of its own, so what it says differently is no paraphrase."""


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
    NO_CLAIM = "is geen hele zin die iets meedeelt"
    MARKUP = "opmaak, adressen en aanwijzingen horen niet in een zin"


_FEWEST = 4
"""Words of the shortest sentence that can tell something: "Partos wil dat niet"."""
_Tests = Sequence[tuple[Fault, Callable[[], str]]]
_Signs = Sequence[tuple[Sign, Fault, Callable[[], str]]]


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


def make_checker(catalog: Catalog, analyzer: Analyzer, lexicon: Lexicon, embedders: Embedders | None) -> ClaimChecker:
    """A checker over one index version.

    Args:
        embedders: None compares words only, and judges Dutch alone.
    """

    def is_word(word: str) -> bool:
        return lexicon.frequency(word) > 0 or bool(analyzer.split(word))

    names = Names(names_of(catalog) | countries_by_name(), is_word)
    glosser = Glosser(analyzer, catalog.concepts, embedders, names.known) if embedders else None
    meaning = Meaning(embedders.passages if embedders else None)
    return ClaimChecker(Reader(analyzer), meaning, names, catalog.sources, catalog.figures, glosser)


class ClaimChecker:
    """Compares sentences with the passages that they cite.

    Args:
        sources: bibliography, for authors, titles and years.
        figures: the ledger.
        glosser: for claims in other languages than Dutch; None refuses them all.
        doubt: weights of what is weighed together; None takes those that are shipped.
    """

    def __init__(
        self,
        reader: Reader,
        meaning: Meaning,
        names: Names,
        sources: Mapping[str, Source],
        figures: Mapping[str, Figure],
        glosser: Glosser | None = None,
        doubt: DoubtModel | None = None,
    ) -> None:
        self._given = doubt
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
        if _says_nothing(text):
            return Judgement(Fault.NO_CLAIM)
        claim, cover = self._read(text, passages, language)
        for fault, find in self._sure(claim, cover, passages, is_position):
            detail = find()
            if detail:
                return Judgement(fault, detail, tuple(cover))
        foreign = language != "nl"
        failed: list[tuple[Sign, Fault, str]] = []
        if denial := denied_abroad(text, language, cover):
            return Judgement(Fault.FLIPPED, denial, tuple(cover))
        for sign, fault, find in self._unsure(claim, cover, self._marked(text, cover, language)):
            detail = find()
            if detail and foreign:
                return Judgement(fault, detail, tuple(cover))
            if detail:
                failed.append((sign, fault, detail))
        carried = self._meaning.carried(claim, cover, self._context(cover, passages), short_clauses=foreign)
        signs = frozenset(sign for sign, _, _ in failed)
        if _falls_short(carried, FOREIGN) if foreign else self._doubts(claim, cover, carried, signs):
            fault, detail = next(((fault, detail) for _, fault, detail in failed), (Fault.SUPPORT, ""))
            return Judgement(fault, detail, tuple(cover), carried)
        return Judgement(None, "", tuple(cover), carried)

    def signs(self, text: str, passages: Sequence[Passage]) -> Array | None:
        """What is weighed of a Dutch sentence, in the order of ``SIGNS``; None where a sure check refuses it."""
        claim, cover = self._read(text, passages, "nl")
        if any(find() for _, find in self._sure(claim, cover, passages, is_position=False)):
            return None
        carried = self._meaning.carried(claim, cover, self._context(cover, passages))
        if _falls_short(carried, DUTCH):
            return None
        failed = frozenset(sign for sign, _, find in self._unsure(claim, cover, text) if find())
        return signs_of(claim, cover, carried, failed)

    def _doubts(self, claim: Read, cover: Sequence[Evidence], carried: Carried, failed: frozenset[Sign]) -> bool:
        return _falls_short(carried, DUTCH) or self._doubt.chance(signs_of(claim, cover, carried, failed)) >= BOUND

    @cached_property
    def _doubt(self) -> DoubtModel:
        """Read when first needed: ``eval.verifier_fit`` learns new weights without the old."""
        return self._given or read_doubt()

    def _read(self, text: str, passages: Sequence[Passage], language: str) -> tuple[Read, list[Evidence]]:
        """A claim in Dutch words, and what covers it."""
        evidence = self._reader.evidence(passages)
        if self._glosser is None or language == "nl":
            claim = self._reader.read(text)
            return claim, self._reader.cover(claim, evidence)
        rough = self._glosser.gloss(text, language, [e.read.text for e in evidence], roughly=True)
        cover = self._reader.cover(self._reader.read(rough), evidence)
        return self._reader.read(self._glosser.gloss(text, language, [e.read.text for e in cover])), cover

    def _marked(self, text: str, cover: Sequence[Evidence], language: str) -> str:
        """A claim in Dutch words with the prepositions."""
        if self._glosser is None or language == "nl":
            return text
        return self._glosser.gloss(text, language, [e.read.text for e in cover], marked=True)

    def _sure(self, claim: Read, cover: Sequence[Evidence], passages: Sequence[Passage], is_position: bool) -> _Tests:
        """What refuses a sentence by itself: numbers, years, units, countries, names, holders, words that turn it."""
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
            (Fault.COUNTRY, lambda: wrong_group(claim, cover)),
            (Fault.NAME, lambda: self._names.strange(claim, cover, labels)),
            (Fault.HOLDER, lambda: self._names.attribution(claim, cover)),
            (Fault.HOLDER, lambda: told_of_another(claim, cover)),
            (Fault.HOLDER, lambda: "standpunt" if is_position and not self._names.of(claim.text) else ""),
            (Fault.FLIPPED, lambda: turned_way(claim, cover)),
            (Fault.FLIPPED, lambda: against_own_figures(claim, cover)),
            (Fault.FLIPPED, lambda: worded(claim, cover)),
            (Fault.FLIPPED, lambda: equalled(claim, cover)),
            (Fault.FLIPPED, lambda: against_amounts(claim, cover)),
            (Fault.FLIPPED, lambda: plainly_denied(claim, cover)),
            (Fault.FLIPPED, lambda: against_facts(claim, self._reader.evidence(passages))),
        ]

    @staticmethod
    def _unsure(claim: Read, cover: Sequence[Evidence], marked: str) -> _Signs:
        """What also hits good paraphrases."""
        return [
            (Sign.CONTRARY, Fault.FLIPPED, lambda: opposed(claim, cover)),
            (Sign.DENIAL, Fault.FLIPPED, lambda: denied(claim, cover)),
            (Sign.TURN, Fault.FLIPPED, lambda: turned(claim, cover)),
            (Sign.BOUND, Fault.FLIPPED, lambda: bounded(claim, cover)),
            (Sign.ROLES, Fault.ROLES, lambda: "" if converse(claim, cover) else exchanged(claim, marked, cover)),
            (Sign.ALL, Fault.SCOPE, lambda: "" if beyond_all(claim, cover) else widened(claim, cover)),
            (Sign.HEDGE, Fault.SCOPE, lambda: surer(claim, cover)),
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


def _says_nothing(text: str) -> bool:
    """True for a question, a bare "Ja." and a name alone: nothing in them can be held against a passage."""
    words = [word for word in text.split() if any(letter.isalnum() for letter in word)]
    return len(words) < _FEWEST or text.rstrip(" \"'”’)").endswith("?")


def _falls_short(carried: Carried, bounds: Bounds) -> bool:
    return (
        carried.share < bounds.share
        or (carried.cosine < bounds.cosine and carried.share < _ALL_WORDS)
        or carried.worst < bounds.worst
        or carried.loose > bounds.loose
        or carried.inserted > bounds.inserted
    )
