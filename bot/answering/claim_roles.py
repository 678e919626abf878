"""Who does what to whom: two parties of a sentence that changed places make it as false as a wrong name.

No parser is at hand. A party is a noun; its role is the preposition before it, or for two bare ones their order. Two
parties are exchanged when each stands in the role of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from bot.answering.claim_parties import (
    ARTICLES,
    BARE,
    BY,
    LINKS,
    MARKERS,
    OBJECT,
    OF,
    STOPS,
    TO,
    UNKNOWN,
    WORD,
    Party,
    parties_of,
)
from bot.answering.claim_reading import Evidence, Read, places_in

_PASSIVE = re.compile(
    r"\b(?:word\w*|werd\w*|is|zijn|was|waren|geworden)\b|\bge\w+[dt]\s+door\b|\b(?:be|ver|ont)\w+d\s+door\b"
)
_SAME = 0.6
_GIVES = re.compile(r"\b(?:gaf|geeft|gaven|gegeven|schonk\w*|stuur\w*|betaal\w*|leen(?:t|de|den))\b", re.IGNORECASE)
_GETS = re.compile(r"\b(?:kreeg|kregen|krijg\w*|gekregen|ontv[aio]ng\w*)\b", re.IGNORECASE)


def exchanged(claim: Read, marked: str, cover: Sequence[Evidence]) -> str:
    """Two parties of a claim that have each other's role in its evidence, "" when none.

    Args:
        marked: the claim in Dutch words with its prepositions and articles.
    """
    mine = parties_of(claim, marked)
    given = [_Given(e, parties_of(e.read, e.read.text)) for e in cover]
    for one in given:
        shared = len(claim.terms & one.evidence.read.terms)
        if shared < _SAME * (len(claim.terms) or 1):
            continue
        for first, second, said in _relations(mine, marked):
            told = one.relation(first, second)
            if (
                told is None
                or said != told[::-1]
                or _within(said, mine[first], mine[second])
                or _coordinated(first, second, marked, one.evidence.read.text)
            ):
                continue
            if any(other.relation(first, second) == said for other in given):
                continue
            text = one.evidence.read.text
            if not _same_deed(claim, one) or (OBJECT in said and _gets(claim.text) != _gets(text)):
                continue
            return f"{first} / {second}"
    return _converse(claim, mine, given)


class _Given:
    """A sentence of the evidence with its parties."""

    def __init__(self, evidence: Evidence, parties: dict[str, Party]) -> None:
        self.evidence, self.parties = evidence, parties

    def relation(self, first: str, second: str) -> tuple[str, str] | None:
        """The roles of two parties, None where a sentence lacks one or they are nouns only by guess."""
        one, other = self.parties.get(first), self.parties.get(second)
        if one is None or other is None or not (one.noun and other.noun):
            return None
        return _roles(one, other, _is_passive(self.evidence.read.text))


def _relations(parties: dict[str, Party], text: str) -> Iterator[tuple[str, str, tuple[str, str]]]:
    passive = _is_passive(text)
    for one, other in combinations(parties.values(), 2):
        roles = _roles(one, other, passive)
        if roles:
            yield one.key, other.key, roles


def _is_passive(text: str) -> bool:
    return _PASSIVE.search(text) is not None


def _roles(one: Party, other: Party, passive: bool) -> tuple[str, str] | None:
    a, b = one.role, other.role
    if abs(one.at - other.at) == 1:
        return None  # parts of one name or noun
    if one.clause != other.clause and {a, b} <= {BARE, TO}:
        return None
    if a == b == BARE and one.named != other.named and one.at and other.at:
        return None  # a name is who acts, wherever it stands
    if UNKNOWN in (a, b):
        return None
    if a == b:
        if a != BARE:
            return None
        return (BARE, OBJECT) if one.at < other.at else (OBJECT, BARE)
    if passive and {a, b} == {BY, BARE}:
        return (BARE, OBJECT) if a == BY else (OBJECT, BARE)
    if {a, b} == {BARE, TO}:
        return (BARE, OBJECT) if a == BARE else (OBJECT, BARE)
    return a, b


def _within(roles: tuple[str, str], one: Party, other: Party) -> bool:
    """True for a thing in a place, which may be told either way: "in de woestijn van Niger" is "in Niger"."""
    return set(roles) == {"in", OF} and one.named != other.named


def _gets(text: str) -> bool:
    return _GETS.search(text) is not None


def _coordinated(first: str, second: str, *texts: str) -> bool:
    """True where one text lists two parties side by side: "A en B" is "B en A"."""
    for text in texts:
        words = WORD.findall(text.lower())
        places = [(n, next(iter(places_in(w.capitalize())), "") or w) for n, w in enumerate(words)]
        named = [(n, w) for n, w in places if w.startswith((first[:5], second[:5]))]
        for (a, one), (b, other) in pairwise(named):
            between = words[a + 1 : b]
            if one[:4] != other[:4] and between and any(w in LINKS for w in between) and _lists(between):
                return True
    return False


def _lists(between: Sequence[str]) -> bool:
    """True where only links, articles and other items of a list stand between two items."""
    return (
        len(between) <= 8
        and not any(w in MARKERS or w in STOPS for w in between)
        and all(
            w in LINKS or w in ARTICLES or n + 1 == len(between) or between[n + 1] in LINKS or n == 0
            for n, w in enumerate(between)
        )
    )


def _same_deed(claim: Read, given: _Given) -> bool:
    """True where a claim and its evidence share a word that is no party in either: the verb."""
    theirs = {t.stem for t in given.evidence.read.tokens} - {k for k, p in given.parties.items() if p.noun}
    return bool({t.stem for t in claim.tokens} & theirs | _verbs(claim.text) & _verbs(given.evidence.read.text))


def _verbs(text: str) -> set[str]:
    """Verbs that are too common to be content words."""
    return {w for w in WORD.findall(text.lower()) if w in _COMMON_VERBS}


_COMMON_VERBS = frozenset(
    "gaf geeft gaven geven vindt vinden zegt zei zeiden laat laten liet had hadden heeft hebben noemt noemen "  # noqa: SIM905
    "krijgt kreeg kregen wil willen wilde maakt maakte".split()
)


def _converse(claim: Read, mine: dict[str, Party], given: Sequence[_Given]) -> str:
    """The party that gets in a claim what it gives in the evidence, or the other way round."""
    for one in given:
        text = one.evidence.read.text
        for mine_does, theirs_does in ((_GETS, _GIVES), (_GIVES, _GETS)):
            if not mine_does.search(claim.text) or mine_does.search(text) or not theirs_does.search(text):
                continue
            if theirs_does.search(claim.text):
                continue
            acting, acted = _subject(mine), _subject(one.parties)
            if acting and acting == acted:
                return acting
    return ""


def _subject(parties: dict[str, Party]) -> str:
    bare = [p for p in parties.values() if p.role == BARE and p.noun]
    return min(bare, key=lambda p: p.at).key if bare else ""
