"""Which of two things a claim puts above the other, in words without figures, against its evidence.

"A is meer dan B", "A overtreft B", "B blijft achter bij A" and "A is de grootste" are read as one form: two sides and a
pole. Told with the sides turned or with the other pole, and not with both, it is the opposite.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.answering.claim_opposites import FALLS, RISES
from bot.answering.claim_reading import Evidence, Read, clauses
from bot.domain.numbers import find_years

_SCALES: tuple[tuple[str, str, str], ...] = (
    (
        "maat",
        r"meer|hogere?|grotere?|vaker|talrijker|ruimere?|bredere?|zwaardere?|zwaarder|sterkere?|langere?",
        r"minder|lagere?|kleinere?|zeldener|geringere?|smallere?|lichtere?|lichter|zwakkere?|kortere?",
    ),
    ("gehalte", r"betere?", r"slechtere?"),
    ("bezit", r"rijkere?|welvarender|beter af", r"armere?|slechter af"),
    ("prijs", r"duurdere?", r"goedkopere?"),
    ("tempo", r"snellere?", r"tragere?|langzamere?"),
)
_BESTS: tuple[tuple[str, str, str], ...] = (
    (
        "maat",
        r"hoogste|grootste|meeste?n?|zwaarst\w*|sterkste?|langste?|vaakst|koplopers?|koppositie|bovenaan|"
        r"(?:op de )?eerste plaats",
        r"laagste|kleinste|minste?n?|lichtst\w*|zwakste?|kortste?|geringste?|hekkensluiters?|onderaan|"
        r"(?:op de )?laatste plaats",
    ),
    ("gehalte", r"best(?:e|en)?", r"slechtst(?:e|en)?"),
    ("bezit", r"rijkste?n?", r"armste?n?"),
    ("prijs", r"duurste", r"goedkoopste?"),
    ("tempo", r"snelste?", r"traagste?|langzaamste?"),
)
_GOOD = frozenset({"maat", "gehalte", "bezit"})
"""Scales of which the upper pole of one may be told by that of another: "lager opgeleid" is not "beter opgeleid"."""


def _poles(scales: tuple[tuple[str, str, str], ...]) -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    return tuple(
        (name, pole, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
        for name, more, less in scales
        for pole, words in ((1, more), (-1, less))
    )


_COMPARATIVES, _SUPERLATIVES = _poles(_SCALES), _poles(_BESTS)
_THAN = re.compile(
    r"\bdan\b(?!\s+(?:ook|wel|ooit|elders|elke?\b|ieder\w*|alle\b|welke?\b|enig\w*|gedacht|verwacht|voorheen|vroeger|(?!(?:19|20)\d\d\b)\d))",
    re.IGNORECASE,
)
_AS_MUCH = re.compile(
    r"\b(?P<times>\d+(?:,\d+)?|twee|drie|vier|vijf|tien|anderhalve?|meerdere)\s?(?:keer|maal)\szo\s"
    r"(?P<how>\w+)\b(?P<between>[^;.]{0,80}?)\bals\b|\bdubbel\szo\s(?P<how2>\w+)\b(?P<between2>[^;.]{0,80}?)\bals\b",
    re.IGNORECASE,
)
_NOT_AS_MUCH = re.compile(
    r"\b(?:niet|minder)\szo\s(?P<how>\w+)\b(?P<between>[^;.]{0,80}?)\bals\b|\bhalf\szo\s\w+\b(?P<between2>[^;.]{0,80}?)\bals\b",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"\bboven\s(?:(?:dat|die)\s(?:van|aan|voor|in|uit|bij|door|naar)|(?:het\sniveau|de\swaarde)\svan)\b", re.IGNORECASE
)
_BELOW = re.compile(
    r"\bonder\s(?:(?:dat|die)\s(?:van|aan|voor|in|uit|bij|door|naar)|(?:het\sniveau|de\swaarde)\svan)\b", re.IGNORECASE
)
_WINS = re.compile(
    r"\b(?:overtr(?:of|eft|offen|effen)|overst(?:eeg|ijgt|egen|ijgen)|w(?:int|on|onnen|innen)\shet\svan|versloeg|verslaat)\b",
    re.IGNORECASE,
)
_NP = r"(?:(?:de|het|een|die|dat|deze)\s[^,;.]+?|[A-Z][\w-]+)"
_WINS_INVERTED = re.compile(
    rf"^(?:(?:In|Sinds|Tot)\s[^,;]{{2,20}}?|Daarmee|Toen|Zo)\s(?:overtr(?:of|eft|offen|effen)|overst(?:eeg|ijgt|egen|ijgen)|"
    rf"versloeg|verslaat)\s(?P<one>{_NP})\s(?P<other>(?:(?:de|het|die|dat|deze)\s|[A-Z])[^,;.]*)"
)
"""Where the verb comes before its subject the object is last."""
_LOSES = re.compile(
    r"\b(?:bl(?:eef|ijft|even|ijven)\b(?P<kept>[^,;]{0,60}?)\sachter\s(?:bij|op)|d(?:oet|eed|oen|eden)\sonder\svoor|"
    r"verl(?:iest|oor|iezen|oren)\shet\b(?P<lost>[^,;]{0,40}?)\svan|l(?:egt|egde|eggen|egden)\shet\saf\stegen|moe(?:t|st)(?:en)?\b[^,;]{0,30}?voor\slaten\sgaan)\b",
    re.IGNORECASE,
)
_NONE_SO = re.compile(
    r"^(?P<lead>[^,;]{0,30}?)\b(?:nergens|niemand|geen\s\w+)\b(?P<rest>[^;]*?)\bzo(?:\s?veel|\s(?P<how>\w+))\b"
    r"(?P<between>[^;]*?)\bals\b(?P<whom>[^;.]*)\.?$",
    re.IGNORECASE,
)
_NONE_MORE = re.compile(
    r"^(?P<lead>[^,;]{0,30}?)\b(?:nergens|niemand|geen\s\w+)\b(?P<rest>[^;]*?)\b(?:(?P<more>meer|hogere?|grotere?|vaker)|"
    r"(?P<less>minder|lagere?|kleinere?|zeldener))\b(?P<between>[^;]*?)\bdan\b(?P<whom>[^;.]*)\.?$",
    re.IGNORECASE,
)
"""Of which nothing goes beyond: "geen land meer dan India"."""
_LOW = re.compile(r"(?:laag|klein|weinig|zwak|slecht|kort|arm|licht)$", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:niet|geen|nooit|nauwelijks|evenmin|evenveel|zelden|noch)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|(?:19|20)\d\d")
_END = re.compile(r"[,;:]\s|\s(?:volgens|aldus|omdat|want|maar|terwijl)\s")
_REPORTED = re.compile(
    r"\s(?:volgens|aldus)\s(?:(?:de|het|een)\s)?(?:[a-z]+\s)?(?:(?:[A-Z][^\s,;]*|\((?:19|20)\d\d\)|11\.11\.11)(?:\s(?:en|van)(?:\s(?:de|het))?(?=\s[A-Z1]))?\s?)+"
)
"""Whose word it is, in the middle of a sentence."""
_FRAME = re.compile(r"^(?:(?:[Vv]olgens|[Ii]n|[Bb]ij|[Tt]ussen)\s[^,]{1,60},\s)")
_EMPTY = frozenset(
    "dat die dit deze zijn was waren werd worden heeft hebben had van voor met door over naar bij uit het een als zich "  # noqa: SIM905
    "volgens veel vaak weinig mensen keer maal meer minder opzicht aandeel deel volgen liggen lag ligt komen "
    "krijgen".split()
)
_QUALITY = re.compile(
    r"\b(?:minder|zo)\s(?:goed|slecht|arm|rijk|groot|klein|hoog|laag|vaak|zwaar|sterk|zwak|snel|duur|lang|kort)\b",
    re.IGNORECASE,
)
"""What is more or less so: "minder goed"."""
_ENOUGH = 2


class Ranking(NamedTuple):
    """Two sides, of which the first stands higher or lower.

    Attributes:
        scale: on which, a name of ``_SCALES``.
        pole: 1 where the first side is the upper, -1 where it is the lower.
        first: words of the one side.
        second: words of the other, none where the first is above or below all.
    """

    scale: str
    pole: int
    first: frozenset[str]
    second: frozenset[str]


def ranked_alike(claim: Read, cover: Sequence[Evidence]) -> bool | None:
    """Whether a claim puts two things in the order in which its evidence puts them.

    Returns:
        None where one of them ranks nothing, or other things, or where that is not certain.
    """
    return next(((mine.pole == theirs.pole) != crossed for mine, theirs, crossed in _pairs(claim, cover)), None)


def turned_twice(claim: Read, cover: Sequence[Evidence]) -> bool:
    """True for "B minder dan A" where the evidence has "A meer dan B", and for "nergens zoveel als in A"."""
    for mine, theirs, crossed in _pairs(claim, cover):
        if (mine.pole == theirs.pole) != crossed:
            return crossed or says_beyond_all(claim)
    return False


def says_beyond_all(claim: Read) -> bool:
    """True for "nergens zoveel als" and "geen land meer dan"."""
    return _beyond_all(claim.text) != claim.text


def _pairs(claim: Read, cover: Sequence[Evidence]) -> Iterator[tuple[Ranking, Ranking, bool]]:
    """What a claim and a sentence of its evidence rank, and whether their sides are crossed."""
    mine = ranking(claim)
    for evidence in cover if mine else ():
        theirs = ranking(evidence.read)
        crossed = _crossed(mine, theirs) if mine and theirs and _comparable(mine, theirs) else None
        if mine and theirs and crossed is not None:
            yield mine, theirs, crossed


def _comparable(mine: Ranking, theirs: Ranking) -> bool:
    return mine.scale == theirs.scale or {mine.scale, theirs.scale} <= _GOOD


def _crossed(mine: Ranking, theirs: Ranking) -> bool | None:
    """Whether the first side of the one is the second of the other, None where that is not certain."""
    straight = len(mine.first & theirs.first) + len(mine.second & theirs.second)
    across = len(mine.first & theirs.second) + len(mine.second & theirs.first)
    if mine.second and theirs.second:
        own, other = mine.first & theirs.first, mine.second & theirs.second
        away, back = mine.first & theirs.second, mine.second & theirs.first
        if own and other and not (away and back):
            return False
        if away and back and not other:
            return True
    if not mine.second and not theirs.second:
        return False if straight >= _ENOUGH else None
    if not mine.second or not theirs.second:
        return _places_alone(mine, theirs)
    return across > straight if abs(straight - across) >= _ENOUGH else None


def _places_alone(mine: Ranking, theirs: Ranking) -> bool | None:
    """The same where one of the two says "het meest": on which side of the other stands what it is about?"""
    alone, pair = (mine, theirs) if theirs.second else (theirs, mine)
    on_first, on_second = len(alone.first & pair.first), len(alone.first & pair.second)
    whole = pair.second <= alone.first
    if whole and on_first < len(pair.first) / 2:
        return True
    return False if on_first >= _ENOUGH and not on_second else None


def ranking(read: Read) -> Ranking | None:
    """What a sentence ranks; None for one that ranks nothing, more than once, or denies it."""
    text = in_one_form(_beyond_all(_FRAME.sub("", _REPORTED.sub(" ", read.text))))
    thans = list(_THAN.finditer(text))
    if len(thans) > 1 or _DENIED.search(text):
        return None
    if not thans:
        return _superlative(read, text) or _course(text)
    before, after = text[: thans[0].start()], _END.split(text[thans[0].end() :])[0]
    parts = _END.split(before)
    before = parts[-1] if len(parts[-1].split()) > _ENOUGH else before  # "…, meer dan"
    poles = {(scale, pole) for scale, pole, words in _COMPARATIVES if words.search(before)}
    scale_pole = _one(poles)
    if scale_pole is None:
        return None
    one, other = _words(before, read), _words(after, read)
    return Ranking(*scale_pole, one - other, other - one) if one - other and other - one else None


def _superlative(read: Read, text: str) -> Ranking | None:
    hits = [(scale, pole, hit) for scale, pole, words in _SUPERLATIVES for hit in words.finditer(text)]
    if len(hits) != 1:
        return None
    part = next((p for p in clauses(text) if hits[0][2].group() in p), "")
    scale_pole, words = hits[0][:2], _words(part, read)
    return Ranking(*scale_pole, words, frozenset()) if words else None


def _course(text: str) -> Ranking | None:
    """The later of two years above or below the earlier: "daalde van 2015 tot 2019"."""
    rises, falls, years = RISES.search(text), FALLS.search(text), sorted(set(find_years(text)))
    if bool(rises) == bool(falls) or len(years) != 2:
        return None
    return Ranking("maat", 1 if rises else -1, frozenset({str(years[1])}), frozenset({str(years[0])}))


def _beyond_all(text: str) -> str:
    """A text in which "nergens zoveel als in Libanon" and "geen land meer dan Libanon" are "in Libanon het meest"."""

    def so(match: re.Match[str]) -> str:
        best = "de minste" if _LOW.search(match["how"] or "") else "de meeste"
        return f"{match['lead']} {match['whom']} {match['rest']} {best} {match['between']}"

    def more(match: re.Match[str]) -> str:
        best = "de meeste" if match["more"] else "de minste"
        return f"{match['lead']} {match['whom']} {match['rest']} {best} {match['between']}"

    return _NONE_MORE.sub(more, _NONE_SO.sub(so, text))


def _one(poles: set[tuple[str, int]]) -> tuple[str, int] | None:
    """The scale and the pole; "minder goed" and "lager opgeleid" stand low, two scales at odds nowhere."""
    if not poles:
        return None
    signs = {pole for _, pole in poles}
    names = sorted(scale for scale, _ in poles)
    if len(signs) > 1 or (len(names) > 1 and not set(names) <= _GOOD):
        return None
    return names[0], signs.pop()


def in_one_form(text: str) -> str:
    """A text in which every way to put one above another is "meer … dan" or "minder … dan"."""
    text = _WINS_INVERTED.sub(lambda m: f"{m['one']} meer dan {m['other']}", text)
    text = _LOSES.sub(lambda m: f"minder {m['kept'] or m['lost'] or ''} dan", _WINS.sub("meer dan", text))
    text = _ABOVE.sub("meer dan", _BELOW.sub("minder dan", text))
    text = _NOT_AS_MUCH.sub(lambda m: f"minder {m['how'] or ''} {m['between'] or m['between2'] or ''} dan", text)
    return _AS_MUCH.sub(lambda m: f"meer {m['how'] or m['how2'] or ''} {m['between'] or m['between2'] or ''} dan", text)


def _words(text: str, read: Read) -> frozenset[str]:
    """Lemmas and years of a part of a sentence."""
    bare = _QUALITY.sub(" ", text)
    for _, _, words in _COMPARATIVES:
        bare = words.sub(" ", bare)
    held = {word.lower() for word in _WORD.findall(bare)}
    lemmas = frozenset(t.stem for t in read.tokens if t.surface in held and len(t.stem) > 2)
    return (lemmas | frozenset(w for w in held if w.isdigit())) - _EMPTY
