"""What a claim compares, and which figure is the larger."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.answering.claim_opposites import FALLS, RISES
from bot.answering.claim_reading import Evidence, Read, clauses, countries, numbers_in, places_in
from bot.domain.numbers import Number, figures_only

_FROM_TO = re.compile(r"\bvan\b(?P<first>.{1,60}?)\bnaar\b(?P<second>.{1,60})", re.IGNORECASE)
_MORE = re.compile(r"meer|groter|hoger|meest\w*|grootste|hoogste", re.IGNORECASE)
_COMPARES = re.compile(
    r"(?P<first>\d(?:[^,;]|,(?=\d)){0,60}?)(?<!\bnaar\s)(?<!\btot\s)(?<!\bvan\s)(?<!\bmet\s)(?<!\bvoor\s)\b(?P<how>meer|minder|groter|kleiner|hoger|lager)\s(?:[^\W\d]+\s){0,4}?dan\s(?P<second>[^,;]{0,40}\d(?:[^,;]|,(?=\d))*)",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\b(?P<how>meer|minder|groter|kleiner|hoger|lager)\b[^;]*?\bdan\b[^,;]*,\s(?P<first>[^;]*\d[^;]*?)\stegen\s(?P<second>[^;]*)",
    re.IGNORECASE,
)
_THAN_YEAR = re.compile(
    r"\b(?P<how>meer|minder|groter|kleiner|hoger|lager)e?\b[^,;]{0,60}?\bdan\sin\s(?P<year>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_SET_AGAINST = re.compile(r"(?P<first>[^;]*\d[^;]*?),?\s(?:tegen|tegenover)\s(?P<second>[^;]*\d[^;]*)", re.IGNORECASE)
_BEST = re.compile(r"\b(?:meesten?|minsten?|meest|minst|grootste|kleinste|hoogste|laagste)\b", re.IGNORECASE)
_FOLLOWED = re.compile(r"\bgevolgd door\b", re.IGNORECASE)
_THAN = re.compile(
    r"\b(?:dan|than|que)\b(?!\s+(?:\d|de\s+helft|een\s+(?:kwart|derde|kwart|vijfde|miljoen|miljard|jaar)|twee|drie|ooit|in\s+(?:19|20)\d\d|eerder|voorheen))",
    re.IGNORECASE,
)
_HOW = re.compile(r"\b(?:meer|groter|hoger|minder|kleiner|lager)\b", re.IGNORECASE)
_EXCEEDS = re.compile(
    r"^((?:De|Het|[A-Z][\w-]+)\b(?<!In\b)(?<!Volgens\b)(?<!Sinds\b)(?<!Tussen\b)[^,;]{2,80}?)\s(?:overtr(?:of|eft|offen|effen)|"
    r"overst(?:eeg|ijgt|egen|ijgen))\s"
    r"(in\s(?:19|20)\d\d\s)?"
)
"""Only where the subject comes first: "In 2022 overtrof A B" leaves open which is which."""
_TRAILS = re.compile(r"\sbl(?:eef|ijft|even|ijven)\b([^,;]*?)\sachter bij\s", re.IGNORECASE)
_REPORT_TAIL = re.compile(r",\s(?:zag|ziet|vond|vindt|aldus|schrijft|schreef|stelt|stelde|zei|zegt|meldt|meldde)\s.*$")
_WORD = re.compile(r"[^\W\d_]{4,}")
_BOUNDS = (
    (
        re.compile(r"\b(?:meer dan|ruim)\s(?:de\s|een\s|€\s?)?$", re.IGNORECASE),
        re.compile(
            r"\b(?:meer|ruim|boven|over|minstens|minimaal|hoger|groter|vanaf|iets|ten minste|veel)\b|>", re.IGNORECASE
        ),
    ),
    (
        re.compile(r"\b(?:minder dan|bijna)\s(?:de\s|een\s|€\s?)?$", re.IGNORECASE),
        re.compile(
            r"\b(?:minder|bijna|onder|krap|hooguit|maximaal|lager|kleiner|net|vrijwel|ongeveer)\b|<", re.IGNORECASE
        ),
    ),
)
"""What a claim says of a figure, and what the evidence must then say near it."""
_REACH = 60
_OVER = re.compile(r"\b(?:meer dan|ruim|minstens|boven|hoger dan|groter dan)\s(?:de\s|een\s|€\s?)?$", re.IGNORECASE)
_UNDER = re.compile(
    r"\b(?:minder dan|bijna|hooguit|onder|lager dan|kleiner dan|krap)\s(?:de\s|een\s|€\s?)?$", re.IGNORECASE
)
_DENIED_BOUND = re.compile(r"\b(?:niet|geen|nooit)\s$", re.IGNORECASE)
"""What a claim says of the very figure of which the evidence says the opposite."""
_NOT = re.compile(r"\b(?:niet|geen|nooit)\b", re.IGNORECASE)
_COMPARATIVE = re.compile(
    r"\b(?:meer|minder|liever|anders|more|less|fewer|plus|moins|mieux|\w{3,}ere?)\b", re.IGNORECASE
)


def passed(claim: Read, cover: Sequence[Evidence]) -> str:
    """Finds "meer dan 81 miljoen" where the evidence says "81 miljoen"."""
    for number in figures_only(claim.numbers):
        for side, words in _BOUNDS:
            if side.search(claim.text[: number.start]) and not _compares(claim, number, more=side is _BOUNDS[0][0]):
                given = [(e.read.text, n) for e in cover for n in e.read.numbers if number.same_as(n)]
                if given and not any(words.search(text[: n.end][-_REACH:]) for text, n in given):
                    return number.text
    return ""


def other_side(claim: Read, cover: Sequence[Evidence]) -> str:
    """Finds "minder dan 11 procent" where the evidence says "meer dan 11 procent"."""
    for number in figures_only(claim.numbers):
        mine = _side(claim.text, number)
        theirs = [_side(e.read.text, n) for e in cover for n in e.read.numbers if number.same_as(n)]
        if mine and theirs and all(side == -mine for side in theirs):
            return number.text
    return ""


def _side(text: str, number: Number) -> int:
    """1 where a text says more than a figure, -1 where it says less, 0 where it says neither; "niet boven" is less."""
    before = text[: number.start]
    for side, words in ((1, _OVER), (-1, _UNDER)):
        match = words.search(before)
        if match:
            return -side if _DENIED_BOUND.search(before[: match.start()]) else side
    return 0


def against_course(claim: Read, cover: Sequence[Evidence]) -> str:
    """Finds "gehalveerd" where the evidence has "van 70 miljoen in 2010 naar 140 miljoen in 2014"."""
    rises, falls = RISES.search(claim.text), FALLS.search(claim.text)
    if bool(rises) == bool(falls) or len(figures_only(claim.numbers)) > 1:
        return ""
    for evidence in cover[:1]:
        line = _FROM_TO.search(evidence.read.text)
        start, end = (_first_figure(line["first"]), _first_figure(line["second"])) if line else (None, None)
        if start and end and start.unit is end.unit and len(start.values) == len(end.values) == 1:
            low, high = max(start.values), max(end.values)
            hit = rises or falls
            if hit and low != high and (high > low) != bool(rises) and not _NOT.search(claim.text):
                return hit.group()
    return ""


def _compares(claim: Read, number: Number, *, more: bool) -> bool:
    """True for "23 procent, meer dan de 22 procent van 2013": another figure is as said."""
    others = [n for n in figures_only(claim.numbers) if n.end <= number.start and n.unit is number.unit]
    return any((max(n.values) > max(number.values)) == more for n in others)


def against_theirs(claim: Read, cover: Sequence[Evidence]) -> str:
    """Finds "een kleiner deel dan in 2017" where the evidence has "10,0 procent, tegen 8,3 procent in 2017"."""
    said = _THAN_YEAR.search(claim.text)
    for evidence in cover if said else ():
        text = evidence.read.text
        match = _SET_AGAINST.search(text)
        if said is None or match is None or said["year"] not in match["second"]:
            continue
        one, other = _first_figure(match["first"], last=True), _first_figure(match["second"])
        if one is None or other is None or one.unit is not other.unit:
            continue
        if (_MORE.fullmatch(said["how"]) is not None) != (max(one.values) > max(other.values)):
            return said["how"]
    return ""


def against_figures(claim: Read) -> str:
    """A direction or an order that the claim's own figures contradict: "daalt van 5 naar 7"."""
    line = _FROM_TO.search(claim.text)
    if line:
        start, end = _first_figure(line["first"]), _first_figure(line["second"])
        before = clauses(claim.text[: line.start("second")].rstrip(" ,"))[-1:]
        if start and end and start.unit is end.unit and len(start.values) == len(end.values) == 1:
            low, high = max(start.values), max(end.values)
            rises, falls = any(map(RISES.search, before)), any(map(FALLS.search, before))
            if rises != falls and ((rises and high < low) or (falls and high > low)):
                return line.group().strip()
    return _wrong_order(claim)


def _wrong_order(claim: Read) -> str:
    """Finds "12 is minder dan 5", and "de minste, 9, gevolgd door 4"."""
    match = _COMPARES.search(claim.text) or _AGAINST.search(claim.text)
    best, then = _BEST.search(claim.text), _FOLLOWED.search(claim.text)
    if match:
        how, first, second = match["how"], match["first"], match["second"]
    elif best and then:
        how, first, second = best.group(), claim.text[: then.start()], claim.text[then.end() :]
    else:
        return ""
    one, other = _first_figure(first, last=True), _first_figure(second)
    if one is None or other is None or one.unit is not other.unit or len(one.values) + len(other.values) > 2:
        return ""
    return how if (_MORE.fullmatch(how) is not None) != (max(one.values) > max(other.values)) else ""


def _first_figure(text: str, *, last: bool = False) -> Number | None:
    found = figures_only(numbers_in(text))
    return found[-1 if last else 0] if found else None


def reversed_order(claim: Read, cover: Sequence[Evidence]) -> str:
    """Finds "van 2 naar 5" told as "van 5 naar 2"."""
    mine = _FROM_TO.search(claim.text)
    for evidence in cover if mine else ():
        theirs = _FROM_TO.search(evidence.read.text)
        if mine and theirs:
            start, end = numbers_in(mine["first"]), numbers_in(mine["second"])
            if any(a.same_as(b) for a in start for b in numbers_in(theirs["second"])) and any(
                a.same_as(b) for a in end for b in numbers_in(theirs["first"])
            ):
                return mine["first"].strip()
    return ""


def swapped(claim: Read, evidence: Read) -> str:
    """Finds "A meer dan B" told as "B meer dan A", or as "B overtreft A"."""
    for mine in _compared(_in_words(claim.text)):
        for theirs in _compared(_in_words(evidence.text)):
            sides, others = _sides(mine), _sides(theirs)
            if sides and others:
                straight = len(sides[0] & others[0]) + len(sides[1] & others[1])
                there, here = (sides[0] & others[1]) - others[0], (sides[1] & others[0]) - others[1]
                moved = there and not sides[1] & others[1]
                if moved or len(sides[0] & others[1]) + len(sides[1] & others[0]) > straight or (there and here):
                    return "vergelijking"
    return ""


def same_order(claim: Read, cover: Sequence[Evidence]) -> bool | None:
    """Whether a claim puts two countries in the order of its evidence: "B minder dan A" is "A meer dan B".

    Returns:
        None where one of them compares no two countries, or not the same two.
    """
    mine = _ranked(claim.text)
    for evidence in cover[:1] if mine else ():
        theirs = _ranked(evidence.read.text)
        if mine and theirs and {mine.first, mine.second} == {theirs.first, theirs.second}:
            return (mine.first == theirs.first) == (mine.more == theirs.more)
    return None


class _Ranked(NamedTuple):
    """Two countries of which the first has more, or less, than the second."""

    first: str
    second: str
    more: bool


def _ranked(text: str) -> _Ranked | None:
    text = _in_words(text)
    thans = list(_THAN.finditer(text))
    if len(thans) != 1:
        return None
    before, after = text[: thans[0].start()], text[thans[0].end() :]
    ways = {_MORE.fullmatch(m.group()) is not None for m in _HOW.finditer(before)}
    first, second = countries(places_in(before)), countries(places_in(after))
    if len(ways) != 1 or len(first) != 1 or len(second) != 1 or first == second or _NOT.search(before):
        return None
    return _Ranked(min(first), min(second), ways.pop())


def _in_words(text: str) -> str:
    """A text in which "A overtreft B" is "A meer dan B", and "A blijft achter bij B" is "A minder dan B"."""
    return _TRAILS.sub(r" minder\1 dan ", _EXCEEDS.sub(_more_than, text))


def _more_than(match: re.Match[str]) -> str:
    return f"{match[1]} {match[2] or ''}meer dan "


def _compared(text: str) -> list[str]:
    """A text with one comparison as a whole, so that lists stay whole; else its clauses."""
    return [text] if len(_THAN.findall(text)) == 1 else clauses(text)


def _sides(text: str) -> tuple[frozenset[str], frozenset[str]] | None:
    than = _THAN.search(text)
    if than is None or not _COMPARATIVE.search(text[: than.start()]):
        return None
    text = _REPORT_TAIL.sub("", text)
    than = _THAN.search(text) or than
    before, after = (_WORD.findall(part.lower()) for part in (text[: than.start()], text[than.end() :]))
    return frozenset(map(_single, before)), frozenset(map(_single, after))


def _single(word: str) -> str:
    """A word without the ending of a plural."""
    return word.removesuffix("en").removesuffix("s")
