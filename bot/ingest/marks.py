"""Footnote marks glued to words and stops are taken out; real numbers stay."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from bot.ingest.footnotes import SUPERSCRIPTS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PLAIN = str.maketrans(SUPERSCRIPTS, "0123456789")
_RAISED = re.compile(rf"[ ]?(?P<n>[{SUPERSCRIPTS}]+(?:[,\u207b\u02d2 ][{SUPERSCRIPTS}]+)*)(?:[ ]+(?=[.,;:!?)]))?")
_BRACKETED = re.compile(r"(?<=[^\s(\[])\[\d{1,3}(?:[,;\u2013-]\s?\d{1,3})*\](?!\w)")
_CANDIDATE = re.compile(
    r"(?<![\d])(?P<n>[1-9]\d{0,2}(?:[,\u2013-][1-9]\d{0,2}){0,4})"
    r"(?![\w%‰€$°])(?![.,:/\u2013-]\d)(?!-\w)(?P<gap>[ ]+(?=[,;:)]))?"
)
_WORD_END = re.compile(r"(?P<word>[^\W\d_]+(?:[\u2019'][^\W\d_]+)*)$")
_STOP_END = re.compile(r"(?P<before>\S*?)(?P<stop>[.!?…]+)[\u201d\u2019\"'»)\]]*$")
_CLOSER_END = re.compile(r"(?P<before>\S+?)[,;:\u201d\u2019\"»)\]]+$")
_YEAR_STOP = re.compile(r"(?:^|[\s(\u201c\u2018])(?:19|20)\d\d$")
_CAPITAL_NEXT = re.compile(r"\s+[\u201c\u2018\"'(•]?\s*[^\W\d_a-zà-ÿ]|\s*$")
_UNITS = _words("m km cm mm dm hm")
_CODES = _words(
    "co ch h n o no nh so pm a b c d e f g m q t x y z v w p covid sars ida cop sdg ssp rcp ipv win web top mp "
    "artikel artikelen art bijlage annex figuur fig tabel tab hoofdstuk deel fase phase versie groep type categorie "
    "nr no pagina page blz stap scenario track route pillar catch formule euro ics schijf klasse level niveau"
)
_ABBREVIATIONS = _words("art artt nr no nrs p pp blz pag fig tab v vol hst hfdst par ed ca bv ch sec tel ext")
_EU_SIZES = frozenset((6, 9, 10, 12, 15, 25, 27, 28, 29))


def strip_marks(paragraphs: Sequence[str], known: Set[int] = frozenset()) -> list[str]:
    """The paragraphs of one page without footnote marks.

    Args:
        paragraphs: text in which runs of spaces are still as they were.
        known: numbers of the page's own footnotes; with them only these numbers count as marks, and marks that
            stand apart ("in 2014. 2") or behind capitals ("PALIM65") go too. Without them only sure cases go.
    """
    seen: set[int] = set()
    cleaned = [_strip_certain(_strip_raised(text), known, seen) for text in paragraphs]
    missing = set(known) - seen
    if missing:
        cleaned = [_strip_doubtful(text, missing) for text in cleaned]
    return cleaned


def _strip_raised(text: str) -> str:
    def keep(match: re.Match[str]) -> str:
        before = text[: match.start()]
        word = _WORD_END.search(before)
        is_power = before[-1:].isdigit() and not match.group().startswith(" ")
        if is_power or (word and word.group().lower() in _UNITS | {"co", "h", "x", "r"}):
            return match.group()
        return ""

    return _BRACKETED.sub("", _RAISED.sub(keep, text))


def _strip_certain(text: str, known: Set[int], seen: set[int]) -> str:
    def drop(match: re.Match[str]) -> str:
        numbers = [int(n) for n in re.split(r"\D+", match["n"])]
        before = text[max(0, match.start() - 60) : match.start()]
        if known and not set(numbers) <= known:
            return match.group()
        if not known and len(numbers) > 1:
            return match.group()
        if not _is_certain(before, numbers[0], text[match.end() :][:8], bool(known)):
            return match.group()
        seen.update(numbers)
        return ""

    return _CANDIDATE.sub(drop, text)


def _is_certain(before: str, number: int, after: str, has_notes: bool) -> bool:
    """Whether a number behind ``before`` is a mark by its place alone."""
    word = _WORD_END.search(before)
    if word:
        return _is_glued(word.group("word"), number, before[: word.start()], has_notes)
    stop = _STOP_END.search(before)
    if stop:
        return _is_after_stop(stop.group("before"), stop.group("stop"), after, before)
    closer = _CLOSER_END.search(before)
    return closer is not None and _ends_in_word(closer.group("before"), 2 if has_notes else 3)


def _is_glued(word: str, number: int, before: str, has_notes: bool) -> bool:
    if before[-1:].isdigit() or word.lower() in _CODES | _UNITS:
        return False
    letters = sum(1 for c in word if c.islower())
    return word[-1].islower() and letters >= (2 if has_notes else 3) and (has_notes or len(word) > 3)


def _is_after_stop(before: str, stop: str, after: str, text: str) -> bool:
    bare = before.strip("(\u201c\u2018\"'")
    if not bare:
        return False
    if bare[-1].isdigit():
        return _YEAR_STOP.search(text[: text.rindex(stop)]) is not None and _CAPITAL_NEXT.match(after) is not None
    if bare.lower() in _ABBREVIATIONS:
        return False
    return bare[-1] in '%)]\u201d\u2019"' or _ends_in_word(bare, 2)


def _ends_in_word(text: str, shortest: int) -> bool:
    """Whether the text ends in a word of so many letters, closing marks left out."""
    word = _WORD_END.search(text.rstrip(")]\u201d\u2019\"'»,;:.!?"))
    return word is not None and len(word.group("word")) >= shortest and word.group("word").lower() not in _CODES


def _strip_doubtful(text: str, missing: set[int]) -> str:
    """Take out known numbers that were not found glued: apart after a stop, or behind capitals and percentages."""

    def drop(match: re.Match[str]) -> str:
        numbers = [int(n) for n in re.split(r"\D+", match["n"])]
        if not missing.issuperset(numbers):
            return match.group()
        if not _is_doubtful(text[max(0, match.start() - 60) : match.start()], numbers[0], text[match.end() :][:8]):
            return match.group()
        missing.difference_update(numbers)
        return ""

    return _CANDIDATE.sub(drop, text)


def _is_doubtful(before: str, number: int, after: str) -> bool:
    word = _WORD_END.search(before)
    if word:
        name = word.group("word")
        if name.upper() == "EU":
            return number not in _EU_SIZES
        return len(name) > 1 and name.lower() not in _CODES | _UNITS
    if before.endswith("%"):
        return True
    if not before.endswith(" "):
        return False
    if _STOP_END.search(before.rstrip()):
        return _CAPITAL_NEXT.match(after) is not None
    return before.endswith("  ") and not after.strip()
