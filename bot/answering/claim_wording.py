"""Direction of a claim, against that of its evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.claim_comparison import (
    against_course,
    against_figures,
    against_theirs,
    other_side,
    passed,
    reversed_order,
    same_order,
    swapped,
)
from bot.answering.claim_contrary import contrary, few_of_the_other
from bot.answering.claim_denial import denied_in_words, negation_differs
from bot.answering.claim_opposites import FALLS, RISES, Turn, turns_of
from bot.answering.claim_ranking import ranked_alike, says_beyond_all, turned_twice
from bot.answering.claim_reading import Evidence, Read, clause_with, replaced
from bot.answering.claim_timing import dated_otherwise
from bot.domain.numbers import figures_only, missing_from

_LESS = re.compile(r"\bminder\s+(?P<quality>[a-zà-ÿ]{4,})", re.IGNORECASE)
_SAME = re.compile(
    r"\b(?:evenveel|even\s(?:veel|grote?|groot|hoge?|hoog|vaak|sterke?|zware?|zwaar|goede?|snelle?|lange?)|bl(?:eef|even|ijft)\b[^,;]{0,60}\bgelijk|"
    r"gelijk gebleven|stabiel|onveranderd|niet veranderd)\b",
    re.IGNORECASE,
)
_NEARLY_SAME = re.compile(r"\bdicht\s?bij\b|\bin de buurt van\b|\bvergelijkbaar\b", re.IGNORECASE)
_MORE_THAN = re.compile(r"\b(?:meer|minder|hoger|lager|groter|kleiner|vaker)\b[^,;]*\bdan\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:niet|geen|nauwelijks)\b", re.IGNORECASE)
_ONLY_WITH = re.compile(r"\bzonder\b[^;]*\b(?:niet|geen|nooit)\b|\b(?:niet|geen|nooit)\b[^;]*\bzonder\b", re.IGNORECASE)
_WITH = re.compile(r"\b(?:pas|alleen|slechts|enkel)\b[^;]*\bmet\b", re.IGNORECASE)
_NEARLY_WHOLE = 0.85


def denied(claim: Read, cover: Sequence[Evidence]) -> str:
    """A negation that only one of a claim and its evidence has, "" when none."""
    if not cover or turned_twice(claim, essential(claim, cover)):
        return ""  # "nergens zoveel als in Libanon" is "het meest in Libanon"
    return "ontkenning" if negation_differs(claim, essential(claim, cover)) else ""


def opposed(claim: Read, cover: Sequence[Evidence]) -> str:
    """The word on whose other side a claim stands than its evidence, "" when none."""
    if not cover or turned_twice(claim, essential(claim, cover)):
        return ""  # "de ene minder vaak dan de andere" is "de andere vaker dan de ene"
    return contrary(claim.text, essential(claim, cover)[0].read.text)


def worded(claim: Read, cover: Sequence[Evidence]) -> str:
    """A word that denies what the evidence does not, "" when none."""
    return denied_in_words(claim, essential(claim, cover)) if cover else ""


def equalled(claim: Read, cover: Sequence[Evidence]) -> str:
    """Finds "evenveel" where the evidence has more, less, a rise or a fall."""
    same = _SAME.search(claim.text)
    if same is None or not cover:
        return ""
    text = essential(claim, cover)[0].read.text
    differs = _MORE_THAN.search(text) or RISES.search(text) or FALLS.search(text)
    alike = _SAME.search(text) or _NOT.search(text) or any(_NEARLY_SAME.search(e.read.text) for e in cover)
    return same.group() if differs and not alike else ""


def against_own_figures(claim: Read, cover: Sequence[Evidence]) -> str:
    """A comparison that figures contradict, "" when none."""
    if not cover:
        return ""
    near = essential(claim, cover)
    return (
        against_figures(claim)
        or reversed_order(claim, near)
        or against_theirs(claim, near)
        or other_side(claim, near)
        or against_course(claim, near)
        or ("vergelijking" if same_order(claim, near) is False or ranked_alike(claim, near) is False else "")
        or dated_otherwise(claim, near)
    )


def bounded(claim: Read, cover: Sequence[Evidence]) -> str:
    """A figure that a claim makes a bound, "" when none."""
    return passed(claim, essential(claim, cover)) if cover else ""


def converse(claim: Read, cover: Sequence[Evidence]) -> bool:
    """True for "B minder dan A" where the evidence has "A meer dan B": turned twice is not turned."""
    if not cover:
        return False
    if turned_twice(claim, essential(claim, cover)):
        return True
    if not swapped(claim, cover[0].read):
        return False
    return bool(_turned_word(claim, cover[:1]) or _less_of(claim, cover[:1]))


def beyond_all(claim: Read, cover: Sequence[Evidence]) -> bool:
    """True for "nergens zoveel als in A" where the evidence has "in A het meest"."""
    return bool(cover) and says_beyond_all(claim) and ranked_alike(claim, essential(claim, cover)) is True


def turned(claim: Read, cover: Sequence[Evidence]) -> str:
    """The comparison that a claim turns round, "" when none."""
    if not cover or converse(claim, cover):
        return ""
    cover = essential(claim, cover)
    if same_order(claim, cover) or few_of_the_other(claim.text, cover[0].read.text):
        return ""
    return (
        _turned_word(claim, cover)
        or _turned_figure(claim, cover)
        or _one_turned(claim, cover)
        or _less_of(claim, cover)
        or _exchanged(claim, cover, turns_of(claim.text))
        or swapped(claim, cover[0].read)
    )


def _turned_word(claim: Read, cover: Sequence[Evidence]) -> str:
    """A word of which the evidence has only the opposite."""
    together = " ".join(e.read.text for e in cover)
    only_with = _ONLY_WITH.search(claim.text) is not None and _WITH.search(together) is not None
    for hit, mine, theirs in turns_of(claim.text):
        if only_with and hit.lower() == "zonder":
            continue  # "zonder werk niet" is "pas met werk"
        if not mine.search(together) and theirs.search(together) and not theirs.search(claim.text):
            return hit
    return ""


def essential(claim: Read, cover: Sequence[Evidence]) -> Sequence[Evidence]:
    """The one sentence that says nearly all that a claim says, if there is one: the others are then no excuse."""
    whole = claim.terms & frozenset(t for e in cover for t in e.read.terms)
    best = max(cover, key=lambda e: len(claim.terms & e.read.terms))
    held = len(claim.terms & best.read.terms) >= _NEARLY_WHOLE * len(whole)
    return [best] if held and not missing_from(claim.numbers, best.read.numbers) else cover


def _exchanged(claim: Read, cover: Sequence[Evidence], turns: Sequence[Turn]) -> str:
    """A word that took the place of its opposite in an otherwise equal sentence."""
    for evidence in cover if turns else ():
        for mine, theirs in replaced(claim.text, evidence.read.text):
            one, other = " ".join(mine), " ".join(theirs)
            for _, a, b in turns:
                hit = a.search(one)
                if hit and b.search(other) and not b.search(one) and not a.search(other):
                    return hit.group()
    return ""


def _one_turned(claim: Read, cover: Sequence[Evidence]) -> str:
    """One of several directions turned: more that rises, and less that falls, than in the evidence."""
    together = " ".join(e.read.text for e in cover)
    for rises, falls in ((RISES, FALLS), (FALLS, RISES)):
        mine, theirs = rises.findall(claim.text), falls.findall(claim.text)
        if len(mine) > len(rises.findall(together)) and len(theirs) < len(falls.findall(cover[0].read.text)):
            return str(mine[-1])
    return ""


def _less_of(claim: Read, cover: Sequence[Evidence]) -> str:
    """Finds "minder kwetsbaar" for "kwetsbaarder", and the other way round."""
    words = {word.lower() for e in cover for word in e.read.words}
    for match in _LESS.finditer(claim.text):
        quality = match["quality"].lower()
        held = {f"{quality}{ending}" for ending in ("er", "der", "ere", "dere")} & words
        if held and not any(re.search(rf"\bminder\s+{quality}", e.read.text, re.I) for e in cover):
            return match.group()
    for evidence in cover:
        for match in _LESS.finditer(evidence.read.text):
            quality = match["quality"].lower()
            said = re.search(rf"\b(?:meer|beter)\s+{quality}|\b{quality}d?ere?\b", claim.text, re.IGNORECASE)
            if said and not re.search(rf"\bminder\s+{quality}", claim.text, re.IGNORECASE):
                return said.group()
    return ""


def _turned_figure(claim: Read, cover: Sequence[Evidence]) -> str:
    """A figure that rises in the claim and falls in the evidence, or the other way round."""
    for number in figures_only(claim.numbers):
        mine = clause_with(claim.text, number.same_as)
        for evidence in cover:
            if any(number.same_as(n) for n in evidence.read.numbers):
                theirs = clause_with(evidence.read.text, number.same_as)
                for one, other in ((RISES, FALLS), (FALLS, RISES)):
                    if one.search(mine) and not one.search(theirs) and other.search(theirs) and not other.search(mine):
                        return number.text
    return ""
