"""A figure stays with the words that it stood with: of another thing it is as false as a wrong figure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.claim_reading import NAMES, Evidence, Read, places_in
from bot.domain.numbers import Number, Unit, figures_only
from bot.retrieval.analysis import fold

_STEM = 6
_AND_DID = re.compile(r"\ben\s[a-zà-ÿ]{2,}(?:t|de|te|den|ten)\s")
_OPENING = 3
"""Words of a sentence that may be the subject of all its verbs: "De Wereldbank telde … en schatte …"."""
_SHORTEST = 4
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NAMED = re.compile(r"(?<![.\w])[A-Z][\w-]+")
_NEXT = re.compile(r"\s+(?:[^\W\d_]+e\s+)?(?P<noun>[^\W\d_]{4,})")
_PLACE = r"(?P<where>[A-Z][\w-]+(?:(?:,\s|\sen\s|\s)[A-Z][\w-]+)*)"
_TOWARDS = re.compile(rf"\b[Nn]aar\s(?:de\s|het\s)?{_PLACE}")
_FROM = re.compile(rf"\b(?:[Uu]it|[Vv]anuit)\s(?:de\s|het\s)?{_PLACE}")
_WHERE = re.compile(rf"\b(?:[Ii]n|[Nn]aar|[Bb]innen)\s(?:de\s|het\s|heel\s)?{_PLACE}")
_WAYS = tuple(re.compile(rf"\b{word}\s(?:de\s|het\s)?{_PLACE}") for word in ("naar", "uit", "door", "aan"))
_LINKING = frozenset(
    "miljard miljoen procent euro dollar ongeveer minstens hooguit bijna ruim samen waren werden hebben heeft kwamen "  # noqa: SIM905
    "jaar eind begin midden volgens daarvan mensen meer minder voor naar tussen sinds alle deze zijn maar".split()
)


def wrong_bond(claim: Read, cover: Sequence[Evidence]) -> str:
    """The first figure of a claim that stands with the words of another, "" when none."""
    return (
        _counted_otherwise(claim, cover)
        or _crossed(claim, cover)
        or _neighbours(claim, cover)
        or _borrowed(claim, cover)
    )


def turned_way(claim: Read, cover: Sequence[Evidence]) -> str:
    """The country to or from which a claim goes, where the evidence goes to or from another; "" when none."""
    for way in _WAYS:
        mine = _places_after(way, claim.text)
        theirs = frozenset(p for e in cover for p in _places_after(way, e.read.text))
        known = frozenset(p for e in cover for p in e.read.places)
        if mine and theirs and not mine & theirs and mine <= known:
            return min(mine)
    for way, other in ((_TOWARDS, _FROM), (_FROM, _TOWARDS)):
        mine = _places_after(way, claim.text) - _places_after(other, claim.text)
        there = frozenset(p for e in cover for p in _places_after(way, e.read.text))
        against = mine & frozenset(p for e in cover for p in _places_after(other, e.read.text)) - there
        if against:
            return min(against)
    return _elsewhere(claim, cover)


def _elsewhere(claim: Read, cover: Sequence[Evidence]) -> str:
    """Finds "twee derde trekt naar Duitsland" for "twee derde blijft in Afrika", where an institute is German."""
    mine = frozenset(place for place in _places_after(_WHERE, claim.text) if place in NAMES)
    theirs = frozenset(p for e in cover for p in _places_after(_WHERE, e.read.text) if p in NAMES)
    named = frozenset(p for e in cover for w in _NAMED.findall(e.read.text) if (p := fold(w.lower())) in NAMES)
    away = mine - theirs - named
    return min(away) if theirs and away and away == mine and figures_only(claim.numbers) else ""


def _places_after(way: re.Pattern[str], text: str) -> frozenset[str]:
    return frozenset(p for match in way.finditer(text) for p in (places_in(match["where"]) or {match["where"].lower()}))


def _counted_otherwise(claim: Read, cover: Sequence[Evidence]) -> str:
    """Finds "zes netwerken" where the evidence counts three."""
    held = [(n, _noun(e.read.text, n)) for e in cover for n in e.read.numbers]
    for number in claim.numbers:
        noun = _noun(claim.text, number) if number.written_out and number.unit is Unit.NONE else ""
        if noun and not any(number.same_as(n) for n, _ in held) and any(noun == other for _, other in held):
            return number.text
    return ""


def _noun(text: str, number: Number) -> str:
    match = _NEXT.match(text[number.end :])
    return match["noun"].lower()[:_STEM] if match and number.unit is Unit.NONE else ""


def _crossed(claim: Read, cover: Sequence[Evidence]) -> str:
    """Finds "5 in kampen en 7 in steden" for "7 in kampen en 5 in steden"."""
    for evidence in cover:
        mine, theirs = _company(claim), _company(evidence.read)
        numbers = figures_only(evidence.read.numbers)
        moved = [
            (theirs[word], number)
            for word, number in mine.items()
            if word in theirs and not number.same_as(theirs[word]) and any(number.same_as(n) for n in numbers)
        ]
        for old, new in moved:
            if any(other_new.same_as(old) and other_old.same_as(new) for other_old, other_new in moved):
                return new.text
    return ""


def _neighbours(claim: Read, cover: Sequence[Evidence]) -> str:
    """Finds "B 11 procent" for "A 11 procent, B 7 procent"."""
    figures = figures_only(claim.numbers)
    words, subject = _stems(claim.text), next(iter(_WORD.findall(claim.text)), "").lower()[:_STEM]
    for number in figures if len(figures) == 1 else ():
        for evidence in cover:
            near = _company(evidence.read)
            mine = {word for word, other in near.items() if other.same_as(number)}
            theirs = {word for word, other in near.items() if not other.same_as(number)}
            opens = _shared_subject(evidence.read)
            shared = theirs & words
            if mine - words and (subject in theirs - opens or (shared - opens and not mine & words)):
                return number.text
    return ""


def _shared_subject(read: Read) -> set[str]:
    """The words that open a sentence whose figures have no other subject: "De Wereldbank telde 5 en schatte 7"."""
    figures = figures_only(read.numbers)
    between = read.text[figures[0].end : figures[-1].start] if figures else ""
    if _NAMED.search(between) or not _AND_DID.search(between):
        return set()
    return {word[:_STEM].lower() for word in _WORD.findall(read.text)[:_OPENING]}


def _company(read: Read) -> dict[str, Number]:
    """The figure that stands nearest to each word, where a text has several of a kind."""
    figures = figures_only(read.numbers)
    if len(figures) < 2 or len({n.unit for n in figures}) > 1:
        return {}
    found: dict[str, Number] = {}
    for match in _WORD.finditer(read.text):
        word = match.group().lower()
        if len(word) >= _SHORTEST and word not in _LINKING:
            by_distance = sorted(figures, key=lambda n: _distance(read.text, match.start(), match.end(), n))
            near, next_one = (_distance(read.text, match.start(), match.end(), n) for n in by_distance[:2])
            if near * 2 < next_one:
                found.setdefault(word[:_STEM], by_distance[0])
    return found


def _distance(text: str, start: int, end: int, number: Number) -> float:
    """Characters between a word and a figure; a comma or "en" between them counts as far."""
    between = text[end : number.start] if end <= number.start else text[number.end : start]
    return len(between) + 60 * len(re.findall(r"[,;:]|\ben\b", between))


def _borrowed(claim: Read, cover: Sequence[Evidence]) -> str:
    """The figures of a claim, all from one sentence, with the subject of another, which has figures of its own."""
    figures, words = figures_only(claim.numbers), _stems(claim.text)
    for number in figures[:1] if len(cover) > 1 else ():
        holding = [e for e in cover if all(any(f.same_as(n) for n in e.read.numbers) for f in figures)]
        others = [
            e
            for e in cover
            if e not in holding
            and any(n.unit is number.unit for n in figures_only(e.read.numbers))
            and not any(f.same_as(n) for f in figures for n in e.read.numbers)
        ]
        if not holding or not others:
            continue
        near = set().union(*(_stems(e.read.text) for e in holding))
        for other in others:
            if claim.years - other.read.years and any(claim.years <= e.read.years for e in holding):
                continue
            theirs = _stems(other.read.text)
            own = min(len(_stems(e.read.text) - words) for e in holding)
            moved = (words & theirs) - near
            if len(figures) > 1:
                moved &= _names([other])
            if len(figures) > 1 and moved and _names(holding) - words:
                return number.text
            if moved and own and len(words & theirs) >= len(words & near):
                return number.text
    return ""


def _names(sentences: Sequence[Evidence]) -> set[str]:
    return {w for e in sentences for m in _NAMED.finditer(e.read.text) for w in _stems(m.group())}


def _stems(text: str) -> set[str]:
    words = (w.lower() for w in _WORD.findall(text))
    return {w[:_STEM] for w in words if len(w) >= _SHORTEST and w not in _LINKING}
