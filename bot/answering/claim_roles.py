"""Who does what to whom: two parties of a sentence that changed places make it as false as a wrong name.

No parser is at hand. A party is a noun; its role is the preposition before it, or for two bare ones their order. Two
parties are exchanged when each stands in the role of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
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
from bot.answering.claim_reading import NAMES, Evidence, Read, places_in
from bot.retrieval.analysis import Token

_PASSIVE = re.compile(
    r"\b(?:word\w*|werd\w*|is|zijn|was|waren|geworden)\b|\bge\w+[dt]\s+door\b|\b(?:be|ver|ont)\w+d\s+door\b"
)
_SAME, _NEARLY = 0.6, 0.75
_HEAD = 2
"""A word with at most so many before it opens its sentence."""
_FAR = 8
_GOALS = frozenset({OBJECT, TO, "in", "voor", "over", "op", "bij"})
"""Roles of what something is done to; which of them depends on the verb."""
_SPEAKS = re.compile(
    r"\b(?:vraagt|vragen|vroeg(?:en)?|antwoord(?:t|de|den|en)?|prees|prezen|prijst|waarschuw\w*|bekritis\w*|beschuldig\w*|"
    r"dw[io]ng\w*|help(?:t|en)|hielp(?:en)?|betaal\w*|roept|riep(?:en)?)\b",
    re.IGNORECASE,
)
_EU, _EUROPE = "eu", "europa"
_EU_NOUN = re.compile(r"\bEU-(?!land|burger|lidsta|stat|leden|inwoner)([a-z]{4,})")
_SHARE_OF = re.compile(
    r"\b(?:een\s)?(?:groot|grote|klein|kleine|flink|belangrijk)?\s?(?:deel|meerderheid|helft|kwart|derde)\s+van\s",
    re.IGNORECASE,
)
_OPENING = re.compile(r"^((?:volgens|aldus)\s[^,;]{2,60}),", re.IGNORECASE)
"""In English and French a comma ends what opens a sentence."""
_GIVES = re.compile(r"\b(?:gaf|geeft|gaven|gegeven|schonk\w*|stuur\w*|betaal\w*|leen(?:t|de|den))\b", re.IGNORECASE)
_PAYS = re.compile(
    r"\b(?:gaf|gaven|geeft|geven|schonk\w*|stuur\w*|betaal\w*|leg(?:t|de|den|gen)|stort\w*|droeg\w*|draagt|dragen)\b",
    re.I,
)
_HAS = re.compile(r"\b(?:heeft|hebben|had|hadden|telt|telde\w*|kent|kende\w*)\b", re.IGNORECASE)
_COPULA = re.compile(r"\b(?:is|was|zijn|waren|blijft|bleef|bleven|vormt|vormde|vormen)\b", re.IGNORECASE)
_DONE = re.compile(
    r"\b(?:ge\w{2,}(?:d|t|en)|(?:be|ver|ont)\w{3,}(?:d|t))\b|\bte\s\w+en\b|\b(?:om|die|dat)\b", re.IGNORECASE
)
_COMPARES = re.compile(r"\b(?:dan|als)\s", re.IGNORECASE)
_MODAL = re.compile(
    r"(?:\S+\s){1,3}?(?:kan|kunnen|kon|konden|wil|willen|mag|mogen|zal|zullen|zou|zouden)\s(?:de\s|het\s)?(?P<next>[a-z]+)"
)
_PAIR = 2
_GETS = re.compile(r"\b(?:kreeg|kregen|krijg\w*|gekregen|ontv[aio]ng\w*)\b", re.IGNORECASE)


def exchanged(claim: Read, marked: str, cover: Sequence[Evidence]) -> str:
    """Two parties of a claim that have each other's role in its evidence, "" when none.

    Args:
        marked: the claim in Dutch words with its prepositions and articles.
    """
    if marked != claim.text:
        marked = _OPENING.sub(lambda m: f"{m[1]} ;", marked)
        claim, marked = _joined(claim, marked, cover)
    mine = _parties(claim, marked)
    given = [_Given(e, _parties(e.read, e.read.text)) for e in cover]
    for one in given:
        shared = len(claim.terms & one.evidence.read.terms)
        if shared < _SAME * (len(claim.terms) or 1):
            continue
        near = shared >= _NEARLY * len(claim.terms)
        for first, second, said in _relations(mine, marked, ordered=marked != claim.text):
            told = one.relation(first, second)
            if (
                told is None
                or not _reversed(said, told, near=near and _pay_alike(marked, one.evidence.read.text))
                or _within(said, mine[first], mine[second])
                or _owned(said, told, marked, one.evidence.read.text)
                or _coordinated(first, second, marked, one.evidence.read.text)
            ):
                continue
            if any(other.relation(first, second) == said for other in given):
                continue
            text = one.evidence.read.text
            places = near and mine[first].named and mine[second].named and MARKERS["volgens"] not in said
            if not (places or _same_deed(claim, one)) or (OBJECT in said and _gets(claim.text) != _gets(text)):
                continue
            return f"{first} / {second}"
    return _converse(claim, mine, given)


def _parties(read: Read, text: str) -> dict[str, Party]:
    """The parties of a text; of "een deel van X" that is X, and the EU is Europe."""
    heads = [replace(t, surface=t.surface[3:], stem=t.parts[1]) for t in read.tokens if _is_of_eu(t)]
    text = _EU_NOUN.sub(r"\1 van de EU", _SHARE_OF.sub("", text))
    found = parties_of(replace(read, tokens=(*read.tokens, *heads)), text)
    if _EU in found and _EUROPE not in found:
        found[_EUROPE] = found.pop(_EU)._replace(key=_EUROPE)
    return found


def _is_of_eu(token: Token) -> bool:
    return token.surface.startswith("eu-") and len(token.parts) > 1


class _Given:
    """A sentence of the evidence with its parties."""

    def __init__(self, evidence: Evidence, parties: dict[str, Party]) -> None:
        self.evidence, self.parties = evidence, parties

    def relation(self, first: str, second: str) -> tuple[str, str] | None:
        """The roles of two parties, None where a sentence lacks one or they are nouns only by guess."""
        one, other = self.parties.get(first), self.parties.get(second)
        if one is None or other is None or not (one.noun and other.noun):
            return None
        text = self.evidence.read.text
        if one.role == other.role == BARE and (_either_way(one, other, text) or _equates(text)):
            return None
        return _roles(one, other, self.evidence.read.text)


def _relations(parties: dict[str, Party], text: str, *, ordered: bool) -> Iterator[tuple[str, str, tuple[str, str]]]:
    for one, other in combinations(parties.values(), 2):
        roles = _roles(one, other, text, ordered=ordered)
        if roles:
            yield one.key, other.key, roles


def _either_way(one: Party, other: Party, text: str) -> bool:
    """True for "Migratie kan hulp verminderen": of two nouns around a modal verb either may act."""
    match = _MODAL.match(text)
    return (
        match is not None
        and sorted(p.at for p in (one, other))[0] <= _HEAD
        and not (one.named or other.named)
        and (match["next"].lower().startswith((one.key[:5], other.key[:5])))
    )


def _owned(said: tuple[str, str], told: tuple[str, str], *texts: str) -> bool:
    """True for "de belastingkracht van A is" and "A heeft een belastingkracht"."""
    return set(said) == set(told) == {BARE, OF} and sum(_HAS.search(text) is not None for text in texts) == 1


def _equates(text: str) -> bool:
    """True for "Migratie was de grootste zorg": what is the same may be told from either side."""
    return _COPULA.search(text) is not None and not (_DONE.search(text) or _COMPARES.search(text))


def _is_passive(text: str) -> bool:
    return _PASSIVE.search(text) is not None


def _roles(one: Party, other: Party, text: str, *, ordered: bool = False) -> tuple[str, str] | None:
    """The roles of two parties.

    Args:
        ordered: who acts comes first, as in English and French.
    """
    a, b = one.role, other.role
    if abs(one.at - other.at) == 1 and not ({one.key, other.key} <= NAMES | {_EU} and OF in (a, b)):
        return None  # parts of one name or noun
    if abs(one.at - other.at) == 2 and {a, b} == {BARE, MARKERS["volgens"]}:
        return None  # "minister De Croo"
    if one.clause != other.clause and {a, b} <= {BARE, TO}:
        return None
    if (
        a == b == BARE
        and one.named != other.named
        and one.at
        and other.at
        and not (ordered or _addresses(one, other, text))
    ):
        return None  # a name is who acts, wherever it stands
    if UNKNOWN in (a, b):
        return None
    if a == b:
        if a != BARE:
            return None
        return (BARE, OBJECT) if one.at < other.at else (OBJECT, BARE)
    if {a, b} == {BY, BARE} and _is_passive(text):
        return (BARE, OBJECT) if a == BY else (OBJECT, BARE)
    if {a, b} == {BARE, TO}:
        return (BARE, OBJECT) if a == BARE else (OBJECT, BARE)
    return a, b


def _joined(claim: Read, marked: str, cover: Sequence[Evidence]) -> tuple[Read, str]:
    """A gloss with the compounds of its evidence: "hulp organisaties" and "organisaties van hulp" as one word."""
    tokens = list(claim.tokens)
    for token in (t for e in cover for t in e.read.tokens if len(t.parts) == _PAIR):
        one, other = (re.escape(part) for part in token.parts)
        pattern = rf"\b(?:{one}\w{{0,3}}\s{other}\w{{0,3}}|{other}\w{{0,3}}\svan\s{one}\w{{0,3}})\b"
        new = re.sub(pattern, token.surface, marked, flags=re.IGNORECASE)
        if new != marked:
            marked = new
            tokens.append(token)
    for token in (t for e in cover for t in e.read.tokens if _is_of_eu(t)):
        marked = re.sub(rf"\bEU ({re.escape(token.parts[1])}\w{{0,2}})\b", r"\1 van de EU", marked)
    return replace(claim, tokens=tuple(tokens)), marked


def _pay_alike(one: str, other: str) -> bool:
    """True where both give or pay, in the same voice."""
    return all(map(_PAYS.search, (one, other))) and _is_passive(one) == _is_passive(other)


def _reversed(said: tuple[str, str], told: tuple[str, str], *, near: bool) -> bool:
    """True where each has the role of the other; in nearly equal sentences also "A betaalt aan B", "B betaalt in A"."""
    if said == told[::-1]:
        return True
    goals = (said[1], told[0]) if said[0] == BARE else (said[0], told[1])
    acts = (said[0] == BARE == told[1]) or (said[1] == BARE == told[0])
    return near and acts and BARE not in goals and set(goals) <= _GOALS


def _addresses(one: Party, other: Party, text: str) -> bool:
    """True where a sentence begins with one that speaks to the other: "het kabinet antwoordde de AIV"."""
    apart = abs(one.at - other.at)
    return min(one.at, other.at) <= _HEAD and apart <= _FAR and _SPEAKS.search(text) is not None


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
            moved = _from_and_to(mine, one.parties, mine_does is _GIVES)
            if moved:
                return moved
    return ""


def _from_and_to(mine: dict[str, Party], theirs: dict[str, Party], gives: bool) -> str:
    """The party to whom a claim gives what it gave in the evidence, or the other way round."""
    ways = (TO, OF) if gives else (OF, TO)
    return next((k for k, p in mine.items() if k in theirs and (p.role, theirs[k].role) == ways), "")


def _subject(parties: dict[str, Party]) -> str:
    bare = [p for p in parties.values() if p.role == BARE and p.noun]
    return min(bare, key=lambda p: p.at).key if bare else ""
