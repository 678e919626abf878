"""What a claim puts before something else in time, against the dates of its evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.answering.claim_reading import Evidence, Read, clauses
from bot.domain.number_words import MONTHS
from bot.domain.numbers import find_years

_MONTHS = tuple(MONTHS.split("|")[:12])
_DAY = re.compile(rf"(?:\b(?P<day>\d\d?)\s)?\b(?P<month>{'|'.join(_MONTHS)})\s(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ONE, _OTHER = r"(?P<first>[^;]+?)", r"(?P<second>[^;]+)"
_VERB = (
    r"(?=(?:had|hadden|was|waren|sloot|sloten|kwam\w*|volgde\w*|werd\w*|begon\w*|ging\w*|gaf|kreeg\w*|maakte\w*|stelde\w*|"
    r"schreef\w*|nam\w*|verscheen)\s)"
)
"""Opens the main clause after a subordinate one."""


def _ways(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_BEFORE = _ways(
    rf"^(?:nog\s|al\s)?(?:voordat|vóórdat|voor|vóór)\s(?P<second>[^;,]+?),?\s{_VERB}(?P<first>[^;]+)$",
    rf"^{_ONE}\s(?:\w+\s)?(?:eerder\sdan|vroeger\sdan|ouder\sdan|van\seerdere\sdatum\sdan|voordat|vóórdat|"
    rf"(?<!dan\s)vóór|al\svoor|nog\svoor)\s{_OTHER}$",
    rf"^{_ONE}\s(?:gaat|ging|gaan|gingen)\s[^;,]{{0,40}}?\baan\s(?P<second>[^;,]+?)\svooraf\b",
    rf"^{_ONE}\s(?:gaat|ging|gaan|gingen)\s(?:\w+\s)?vooraf\saan\s{_OTHER}$",
    rf"^{_ONE}\s(?:werd|wordt)\s(?:\w+\s)?(?:ge|op)?volgd\sdoor\s{_OTHER}$",
    rf"^(?P<first>[^;,]+),\s(?:en\s)?(?:pas\s)?(?:daarna|later|vervolgens)\s{_OTHER}$",
    rf"^eerst\s(?P<first>[^;,]+),?\s(?:en\s)?(?:pas\s)?(?:daarna|later|vervolgens|dan)\s{_OTHER}$",
)
_AFTER = _ways(
    rf"^{_ONE}\s(?:\w+\s)?(?:later\sdan|jonger\sdan|van\slatere\sdatum\sdan|nadat|volgt(?:e|en)?\sop|volgden?\sop)\s"
    rf"{_OTHER}$",
    rf"^(?:pas\s|kort\s)?na\s(?P<second>[^;,]+?)\s{_VERB}(?P<first>[^;]+)$",
    rf"^(?:pas\s|kort\s)?nadat\s(?P<second>[^;,]+?),?\s{_VERB}(?P<first>[^;]+)$",
)
_THAN = re.compile(r"\bdan\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:niet|geen|nooit|pas)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_EMPTY = frozenset(
    "dat die dit deze zijn was waren werd worden heeft hebben had van voor met door over naar bij uit het een als zich "  # noqa: SIM905
    "volgens jaar eind begin midden datum eerder later komen gaan kwam".split()
)


class _Dated(NamedTuple):
    """What a clause of the evidence says happened when.

    Attributes:
        when: year, month and day, 0 for what it does not tell.
        words: lemmas of the clause.
    """

    when: tuple[int, int, int]
    words: frozenset[str]


def dated_otherwise(claim: Read, cover: Sequence[Evidence]) -> str:
    """The word by which a claim puts one thing before another that came first, "" when none does."""
    text = claim.text.rstrip(". ")
    ways = ((way, before) for before, group in ((True, _BEFORE), (False, _AFTER)) for way in group)
    order = next(((match, before) for way, before in ways if (match := way.match(text))), None)
    if order is None or _DENIED.search(text):
        return ""
    match, before = order
    if _THAN.search(match["first"]):
        return ""  # "meer dan het niveau van voor 2015"
    facts = [fact for e in cover for fact in _dated(e.read)]
    one, other = _words(match["first"], claim), _words(match["second"], claim)
    first = _date(match["first"], one - other, facts, claim)
    second = _date(match["second"], other - one, facts, claim)
    if first is None or second is None:
        return ""
    same = next((n for n in range(3) if first[n] != second[n] or not first[n]), None)
    if same is None or not first[same] or not second[same]:
        return ""
    return "volgorde" if (first < second) != before else ""


def _date(part: str, words: frozenset[str], facts: Sequence[_Dated], claim: Read) -> tuple[int, int, int] | None:
    """When a side of a claim was: the year in its own words, else that of the clause that says most of it."""
    own = find_years(part)
    if own:
        return (own[0], 0, 0) if len(set(own)) == 1 else None
    held = sorted(((len(fact.words & words), fact.when) for fact in facts), reverse=True)
    if not held or not held[0][0]:
        return None
    best = {when for n, when in held if n == held[0][0]}
    return best.pop() if len(best) == 1 else None


def _dated(read: Read) -> list[_Dated]:
    found: list[_Dated] = []
    for part in clauses(read.text):
        days, years = list(_DAY.finditer(part)), {int(y) for y in _YEAR.findall(part)}
        if len(days) == 1:
            when = (int(days[0]["year"]), _MONTHS.index(days[0]["month"].lower()) + 1, int(days[0]["day"] or 0))
        elif len(years) == 1:
            when = (years.pop(), 0, 0)
        else:
            continue
        found.append(_Dated(when, _words(part, read)))
    return found


def _words(text: str, read: Read) -> frozenset[str]:
    held = {word.lower() for word in _WORD.findall(text)}
    tokens = (t for t in read.tokens if t.surface in held and t.surface not in _MONTHS)
    return frozenset(w for t in tokens for w in (t.stem, *t.parts) if len(w) > 2) - _EMPTY
