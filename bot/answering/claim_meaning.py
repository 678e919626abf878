"""How much of a claim's content its evidence carries, by words and by meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

import numpy as np

from bot.answering.claim_frame import FRAME
from bot.answering.claim_reading import Evidence, Read, clauses, replaced
from bot.ports import Embedder, Vectors
from bot.retrieval.analysis import Token

_KEPT = 50_000
_AKIN_FROM = 0.6
_PART = 0.7
_KIN, _ROOT, _SAME_ROOT = 0.8, 6, 0.6
_CLAUSE_WORDS, _SHORT_CLAUSE = 4, 3
_WHO = re.compile(r",?\s(?:en\s)?(?=(?:wie|wat)\s)")
"""Before a clause that stands for a noun: "en wie om hen heen woont"."""
_FIGURE = re.compile(r"\d[\d.,]*")
_LINKS = frozenset(
    "namelijk daarentegen bovendien daarnaast echter immers bijgevolg oftewel hetzelfde dezelfde slechts juist "  # noqa: SIM905
    "maximaal ieder hoewel ondanks niet geen meer minder weinig veel bijna ruim ongeveer circa krap minstens "
    "hooguit".split()
)
"""Words that join clauses, or that are judged by themselves elsewhere."""
_APOSTROPHE = re.compile(r"['’](?=s$)")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


class Carried(NamedTuple):
    """How far evidence carries a claim.

    Attributes:
        share: part of the content words that stand there, or near synonyms of them, 0 to 1.
        cosine: of the claim and the evidence as a whole.
        loose: the longest run of content words without support.
        worst: share of the clause that is carried least.
        inserted: most unsupported content words put into an otherwise equal sentence at one place, beyond those they
            stand for.
    """

    share: float
    cosine: float
    loose: int
    worst: float
    inserted: int = 0


class Meaning:
    """Measures support.

    Args:
        embedder: for single words and whole sentences; None compares words only.
    """

    def __init__(self, embedder: Embedder | None) -> None:
        self._embedder = embedder
        self._words: dict[str, Vectors] = {}

    def carried(
        self, claim: Read, cover: Sequence[Evidence], context: frozenset[str], *, short_clauses: bool = False
    ) -> Carried:
        """Compare a claim with its evidence.

        Args:
            context: terms of headings and source labels, which also count.
            short_clauses: judge also clauses of a few words by themselves.
        """
        if not cover:
            return Carried(0.0, 0.0, len(claim.tokens), 0.0, len(claim.tokens))
        terms = frozenset(t for e in cover for t in e.read.terms) | context
        surfaces = sorted({t.surface for e in cover for t in e.read.tokens})
        tokens = [t for t in claim.tokens if t.surface not in FRAME | _LINKS or t.stem in terms]
        worth = self._worth(tokens, terms, surfaces)
        share = sum(worth) / (len(worth) or 1)
        inserted = max(_inserted(claim, tokens, worth, e) for e in cover)
        worst = _worst(claim, tokens, worth, short_clauses)
        return Carried(share, self._cosine(claim, cover), _longest(worth), worst, inserted)

    def _worth(self, tokens: Sequence[Token], terms: frozenset[str], surfaces: list[str]) -> list[float]:
        worth = [_literal(token, terms) for token in tokens]
        absent = [place for place, value in enumerate(worth) if value < 1.0]
        if self._embedder is None or not absent or not surfaces:
            return worth
        theirs = self._vectors(surfaces)
        mine = self._vectors([tokens[place].surface for place in absent])
        for place, near in zip(absent, (mine @ theirs.T).max(axis=1), strict=True):
            if near >= _AKIN_FROM:
                worth[place] = max(worth[place], min(1.0, float(near) + 0.1))
        return worth

    def _vectors(self, words: Sequence[str]) -> Vectors:
        kept = self._words  # visitors share this; another may begin a new one meanwhile
        fresh = [w for w in dict.fromkeys(words) if w not in kept]
        if fresh and self._embedder is not None:
            kept.update(zip(fresh, self._embedder.embed_passages(fresh), strict=True))
            if len(kept) > _KEPT:
                self._words = {}
        return np.stack([kept[w] for w in words])

    def _cosine(self, claim: Read, cover: Sequence[Evidence]) -> float:
        if self._embedder is None:
            return 1.0
        vectors = self._embedder.embed_passages([claim.text, *(e.read.text for e in cover)])
        whole = vectors[1:].sum(axis=0)
        length = float(np.linalg.norm(whole)) or 1.0
        return max(float(vectors[0] @ whole) / length, float((vectors[1:] @ vectors[0]).max()))


def _literal(token: Token, terms: frozenset[str]) -> float:
    if token.stem in terms:
        return 1.0
    if any(_kin(token.stem, term) for term in terms):
        return _KIN
    if token.parts:
        return _PART * sum(part in terms for part in token.parts) / len(token.parts)
    return 0.0


def _kin(word: str, other: str) -> bool:
    """True for two forms of one root: "ondervoeding" and "ondervoed"."""
    if len(word) < _ROOT or word[:_ROOT] != other[:_ROOT]:
        return False
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False)))
    return same >= _SAME_ROOT * max(len(word), len(other))


def _longest(worth: Sequence[float]) -> int:
    longest = run = 0
    for value in worth:
        run = 0 if value >= 0.5 else run + 1
        longest = max(longest, run)
    return longest


def _inserted(claim: Read, tokens: Sequence[Token], worth: Sequence[float], evidence: Evidence) -> int:
    """Unsupported words at one place, less the words of the evidence that stood there."""
    loose = {token.surface for token, value in zip(tokens, worth, strict=True) if value < 0.5}
    theirs = {token.surface for token in evidence.read.tokens}
    return max(
        (
            sum(word.lower() in loose for word in mine) - sum(word.lower() in theirs for word in instead)
            for mine, instead in replaced(claim.text, evidence.read.text)
            if len(mine) > len(instead)
        ),
        default=0,
    )


def _worst(claim: Read, tokens: Sequence[Token], worth: Sequence[float], short_clauses: bool) -> float:
    """The share of the clause that is carried least."""
    counted = _LINKS.union(*(n.text.lower().split() for n in claim.numbers))
    by_word = {t.surface: value for t, value in zip(tokens, worth, strict=True) if t.surface not in counted}
    least = 1.0
    for clause in clauses(_WHO.sub(" ", claim.text)):
        words = [w.lower() for w in _WORD.findall(clause)]
        held = [by_word[w] for w in (_APOSTROPHE.split(word)[0] for word in words) if w in by_word]
        held += [1.0] * len(_FIGURE.findall(clause))  # each was found in the evidence
        if held and (len(words) >= _CLAUSE_WORDS or (short_clauses and len(words) >= _SHORT_CLAUSE)):
            least = min(least, sum(held) / len(held))
    return least
