"""A claim of a model and the sentences that it cites, read closely enough to compare."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from bot.domain.numbers import Number, Unit, find_numbers, missing_from
from bot.domain.passages import Passage, Sentence
from bot.retrieval.analysis import Analyzer, Token, fold
from bot.retrieval.places import PLACES

_MOST = 3
_ADDS_FROM, _ADDS = 0.2, 2
_CLAUSE = re.compile(
    r"\s*[;:]\s+|,\s+|\s+(?=(?:maar|terwijl|want|omdat|doordat|waardoor|hoewel|tegen|tegenover|en|but|while|because)\s)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(\btussen\s[^,;:]{1,40}?)\sen\s", re.IGNORECASE)
_YEARS = re.compile(r"(\b(?:19|20)\d\d) en (?=(?:19|20)\d\d\b)")
_CONTINENT = r"(?:Afrika|Azië|Europa|Amerika)"
_CONTINENTS_BESIDE = re.compile(rf"\b({_CONTINENT}) en (?={_CONTINENT}\b)")
_JOINED = "\x01en\x01"
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_PIECE = re.compile(r"[^\W_](?:[\w.\-'’,]*[^\W_])?|%")
_ALIKE = 0.6
_BESIDE = re.compile(
    r"(?<=\d)\s(?:tegenover|tegen|versus|naar|vergeleken met|en (?:daarna|later|toen|vervolgens|dan))(?=\s\d)",
    re.IGNORECASE,
)
_COMPOUND = ("zuid-afrika", "zuid-soedan", "zuid-korea", "noord-korea")
"""Countries whose names hold that of another place."""
_CONTINENTS = frozenset({"europa", "afrika"})
ABBREVIATED = {"vs": "vs", "eu": "europa", "us": "vs", "uk": "vk", "vk": "vk", "gb": "vk"}


@dataclass(frozen=True, slots=True)
class Read:
    """One sentence, read.

    Attributes:
        words: all words, lower case, in order.
        terms: lemmas and parts of compounds.
        places: countries and regions that it names, as folded Dutch names.
    """

    text: str
    words: tuple[str, ...]
    tokens: tuple[Token, ...]
    terms: frozenset[str]
    numbers: tuple[Number, ...]
    places: frozenset[str]

    @property
    def years(self) -> frozenset[int]:
        """Years that it names."""
        return frozenset(int(v) for n in self.numbers if n.unit is Unit.YEAR for v in n.values)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a cited passage.

    Attributes:
        around: what stands above and just before it: headings and the sentence before.
    """

    sentence: Sentence
    passage: Passage
    read: Read
    around: Read


class Reader:
    """Reads sentences, each once."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._kept: dict[str, Read] = {}

    def read(self, text: str) -> Read:
        """A text, read."""
        known = self._kept.get(text)
        if known is None:
            tokens = tuple(t for t in self._analyzer.tokens(text) if not t.stem.startswith("#"))
            terms = frozenset(term for t in tokens for term in (t.stem, *t.parts))
            words = tuple(w.lower() for w in _WORD.findall(text))
            known = Read(text, words, tokens, terms, tuple(numbers_in(text)), places_in(text))
            if len(self._kept) > 20_000:
                self._kept = {}
            self._kept[text] = known
        return known

    def evidence(self, passages: Sequence[Passage]) -> list[Evidence]:
        """Every sentence of the cited passages."""
        found: list[Evidence] = []
        for passage in passages:
            before = ""
            for sentence in passage.sentences:
                around = self.read(" . ".join((*passage.heading, before)))
                found.append(Evidence(sentence, passage, self.read(sentence.text), around))
                before = sentence.text
        return found

    def cover(self, claim: Read, evidence: Sequence[Evidence]) -> list[Evidence]:
        """The one to three sentences that hold most of a claim: first its figures, then its words."""
        lacking, wanted = list(claim.numbers), set(claim.terms)
        left, chosen = list(evidence), list[Evidence]()
        while left and len(chosen) < _MOST and (lacking or wanted):
            best = max(left, key=lambda e: _worth(e, wanted, lacking, claim))
            figures, _, shared = _worth(best, wanted, lacking, claim)
            enough = min(_ADDS_FROM * max(len(claim.terms), 4), _ADDS)
            if chosen and not figures and shared < enough:
                best = max(left, key=lambda e: len(wanted & e.read.terms))
                if len(wanted & best.read.terms) < enough:
                    break
            chosen.append(best)
            left.remove(best)
            lacking = missing_from(lacking, best.read.numbers)
            wanted -= best.read.terms
        return chosen


def _worth(evidence: Evidence, wanted: set[str], lacking: list[Number], claim: Read) -> tuple[int, float, int]:
    absent = missing_from(lacking, evidence.read.numbers)
    held = len(lacking) - len(absent)
    shared = len(wanted & evidence.read.terms)
    near = len(claim.terms & evidence.read.terms) + 2 * len(claim.places & evidence.read.places)
    return held, near / (1 + 0.01 * len(evidence.read.terms)), shared


@lru_cache(maxsize=4096)
def _clauses(text: str) -> tuple[str, ...]:
    text = _CONTINENTS_BESIDE.sub(lambda m: f"{m[1]}{_JOINED}", text)
    joined = _BETWEEN.sub(lambda m: f"{m[1]}{_JOINED}", _YEARS.sub(lambda m: f"{m[1]}{_JOINED}", text))
    return tuple(part.replace(_JOINED, " en ") for part in _CLAUSE.split(joined) if part.strip())


def clauses(text: str) -> list[str]:
    """The clauses of a sentence, roughly; "tussen … en …" and "2025 en 2026" stay one."""
    return list(_clauses(text))


@lru_cache(maxsize=4096)
def replaced(mine: str, theirs: str) -> tuple[tuple[list[str], list[str]], ...]:
    """Where two nearly equal texts differ, as words of the one and of the other; () for texts that are not."""
    one, other = _PIECE.findall(mine), _PIECE.findall(theirs)
    matcher = SequenceMatcher(None, [w.lower() for w in one], [w.lower() for w in other], autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE or matcher.ratio() < _ALIKE:
        return ()
    return tuple((one[a:b], other[c:d]) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal")


def clause_with(text: str, wanted: Callable[[Number], bool]) -> str:
    """The first clause with such a number; the whole text when there is none."""
    return next((part for part in clauses(text) if any(wanted(n) for n in numbers_in(part))), text)


def numbers_in(text: str) -> list[Number]:
    """The numbers of a text; "5 tegen 7 procent" are two percentages, as "5 en 7 procent" are."""
    return find_numbers(_BESIDE.sub(lambda match: " en".ljust(len(match.group())), text.replace("Eén", "Één")))


def places_in(text: str) -> frozenset[str]:
    """Countries and regions in a text, as folded Dutch names."""
    found: set[str] = set()
    for word in _WORD.findall(text):
        lowered = word.lower()
        if word[0].isupper() or any(part.isupper() for part in word.split("-")[1:]):
            name = next((n for n in map(_place, (lowered, *lowered.split("-"))) if n), "")
            if not name:
                name = next(
                    (ABBREVIATED[p.lower()] for p in word.split("-") if p.isupper() and p.lower() in ABBREVIATED), ""
                )
            if name:
                found.add(name)
    return frozenset(found)


def _place(word: str) -> str:
    folded = fold(word)
    if folded.startswith(_COMPOUND):
        return next(name for name in _COMPOUND if folded.startswith(name))
    return PLACES.get(word, folded if folded in NAMES else "")


NAMES = frozenset(PLACES.values())
"""Dutch names of places, folded."""


def countries(places: frozenset[str]) -> frozenset[str]:
    """Places without continents."""
    return places - _CONTINENTS


def country_names(language: str) -> dict[str, str]:
    """Names of the world's countries by their code of two letters."""
    from babel import Locale

    named = {str(code): str(name) for code, name in Locale(language).territories.items()}
    return {code: name for code, name in named.items() if len(code) == 2 and code.isalpha()}
