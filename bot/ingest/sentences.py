"""Cuts Dutch, English and French running text into sentences. Nothing is lost but white space at the cuts."""

from __future__ import annotations

import re

_CLOSERS = "\"'\u201d\u2019»)\\]\u203a"
_OPENERS = "\"'\u201c\u2018\u201e«(\\[¿¡\u2039"
_STOP = re.compile(rf"(?<![.!?…])[.!?…]++(?P<closers>(?:\s?»|[{_CLOSERS}])*+)(?=(?P<gap>\s++)\S)")
_BLANK = re.compile(r"\n[ \t\r]*\n\s*")
_OPENING = re.compile(rf"[{_OPENERS}]*\s?")
_APOSTROPHE_START = re.compile(r"[\u2019'\u2018`](?:s|t|n|k|m|ns)\s+[^\W\d_a-z]")
_NUMBERING = re.compile(r"[(\[]?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[ivxIVX]{1,5}|[a-zA-Z])\.[)\]]?")
_INITIALS = re.compile(r"(?:[^\W\d_a-zà-ÿ]\.-?)+")
_DOTTED = re.compile(r"(?:[a-zà-ÿ]{1,3}\.)+[a-zà-ÿ]{1,4}\.", re.IGNORECASE)
_NUMBER = re.compile(r"[\dIVXLC§][\dIVXLC.,:\-\u2013]*(?:\b|$)")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NEVER_LAST = _words(
    # Dutch
    "bv bijv bvb blz ca dr drs ds ing ir mr mevr mw dhr jhr mgr prof st vs vgl cf zgn zgh resp incl excl evt nl mn "
    "afd alg art.l bijl fig tab tel zgnd sr.h hr wnd "
    # English and French
    "mrs ms messrs eg ie viz approx mme mmes mlle mlles mm p.ex par.ex"
)
_BEFORE_NUMBER = _words(
    "nr nrs no nos n° art artt p pp pag blz vol ed hst hfst hfdst hoofdst cap par v jan feb febr mrt apr jun jul aug "
    "sep sept okt oct nov dec janv févr avr juil déc §"
)
_MAY_BE_LAST = _words(
    "enz e.a e.d etc mln mld mio mrd jl a.u.b n.v.t p.m a.m v.chr n.chr u.s u.k e.u v.s u.n d.c inc ltd co corp "
    "al jr sr min max dec univ dept gov gen sen rep vzw.a s.a b.v n.v p.j"
)
_STARTERS = _words(
    # Words that open a sentence but hardly ever a name.
    "de het een dit dat deze die er in op om bij voor van met na naar door uit over onder tussen tegen tijdens sinds "
    "hij zij ze wij we ik je jij u men wie wat waar wanneer waarom hoe ook maar en of want dus daar daarom daardoor "
    "daarnaast daarbij bovendien toch echter zo als indien hoewel omdat terwijl volgens niet geen veel alle vooral "
    "hun hierdoor hiermee hierbij zulke sommige vandaag dankzij daarmee dan nu "
    "the a an this that these those it he she they you i at on by for from with to as if when while although but and "
    "or so however moreover there here our their his her its what who where why how not no many most some all after "
    "before since under between during according "
    "le la les un une des ce cet cette ces il elle ils elles nous vous on en au aux du dans par pour avec sur sous "
    "mais et ou donc car si quand lorsque bien selon depuis pendant entre après avant"
)

_PARTICLES = _words("de het le la les du des")
_LOOK_BACK = 100


def split_sentences(text: str) -> list[str]:
    """The sentences of a running text, in order.

    A blank line always ends a sentence. Joined without white space the result equals the text without white space.
    """
    sentences: list[str] = []
    for block in _BLANK.split(text):
        sentences.extend(_split_block(block))
    return sentences


def _split_block(block: str) -> list[str]:
    pieces: list[str] = []
    start = 0
    for stop in _STOP.finditer(block):
        if _is_end(block, start, stop):
            pieces.append(block[start : stop.end()].strip())
            start = stop.end()
    pieces.append(block[start:].strip())
    return [piece for piece in pieces if piece]


def _is_end(block: str, start: int, stop: re.Match[str]) -> bool:
    following = block[stop.end("gap") : stop.end("gap") + 60]
    if not _can_open(following):
        return False
    marks = stop.group()[: len(stop.group()) - len(stop.group("closers"))]
    if marks != ".":
        return True
    words = block[max(start, stop.start() - _LOOK_BACK) : stop.start() + 1].split()
    word = words[-1]
    if not word.strip(_OPENERS + ".") or stop.group("closers").strip("'\u2019\"\u201d"):
        return True
    if len(words) == 1 and _NUMBERING.fullmatch(word):
        return False
    return _word_may_end(word, words[-2] if len(words) > 1 else "", following)


def _word_may_end(word: str, before: str, following: str) -> bool:
    """Whether the stop after this word (which still has it) closes a sentence; ``before`` is the word before it."""
    bare = word.lstrip(_OPENERS)
    name = bare.rstrip(".").lower()
    first = _first_word(following)
    if name in _MAY_BE_LAST:
        return first in _STARTERS
    if name in _NEVER_LAST:
        return False
    if name in _BEFORE_NUMBER:
        return not _NUMBER.match(_OPENING.sub("", following, count=1))
    if _INITIALS.fullmatch(bare):
        middle_name = first in _PARTICLES and before.lstrip(_OPENERS)[:1].isupper()
        return first in _STARTERS and not middle_name
    return not _DOTTED.fullmatch(bare)


def _first_word(following: str) -> str:
    match = re.match(rf"[{_OPENERS}]*([^\W\d_]+)", following)
    return match.group(1).lower() if match else ""


def _can_open(following: str) -> bool:
    """Whether a sentence may start here: a capital, a digit, a bullet or a letter without case."""
    if _APOSTROPHE_START.match(following):
        return True
    opening = _OPENING.match(following)
    rest = following[opening.end() :] if opening else following
    if not rest:
        return False
    first = rest[0]
    if first.isdigit():
        return not following.startswith(("(", "["))
    if first.isalpha():
        return not first.islower()
    return first in "•▪◦‣●€$£#@" or rest.startswith(("...", "…"))
