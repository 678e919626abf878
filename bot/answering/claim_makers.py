"""Who counted a figure and who wrote a work: told of another it is as false as another figure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.claim_reading import Evidence, Read, clause_with
from bot.domain.numbers import figures_only

_NAME = r"(?:[A-Z][\w.\-&]*\w|11\.11\.11)"
_WHO = rf"(?P<who>{_NAME}(?:(?:\s(?:en|van|de|het|der)){{0,2}}\s{_NAME})*)"
_COUNTS = (
    r"tel(?:t|de|den|len)|schat(?:te|ten|ten)?|raam(?:t|de|den)|bereken(?:t|de|den|en)|noem(?:t|de|den|en)|meld(?:t|de|den|en)|"
    r"becijfer(?:t|de|den)|verwacht(?:te|ten|en)?|ga(?:at|an)\suit|ging(?:en)?\suit|kom(?:t|en)\sop|kwam(?:en)?\sop"
)
_COUNTERS = (
    re.compile(
        rf"^(?:De |Het |Een )?(?:nota van (?:de |het )?|rapport van (?:de |het )?)?{_WHO}(?:\s\((?:19|20)\d\d\))?\s"
        rf"(?:{_COUNTS})\b"
    ),
    re.compile(
        rf"\b(?:[Vv]olgens|[Aa]ldus)\s(?:(?:de|het)\s)?(?:nota van (?:de |het )?|rapport van (?:de |het )?)?{_WHO}"
    ),
    re.compile(rf",\s(?:{_COUNTS}|schrijft|schreef|zegt|zei)\s(?:de\s|het\s)?{_WHO}"),
    re.compile(rf"^[A-Z][^,;]{{0,40}}?\s(?:{_COUNTS})\s(?:de\s|het\s)?(?:nota van (?:de |het )?)?{_WHO}"),
)
_WORK = r"(?P<work>werkdocument|studie|rapport|artikel|boek|onderzoek|verslag|advies|blog|essay|publicatie)"
_OF = re.compile(rf"\b{_WORK}\s(?:\((?:19|20)\d\d\)\s|uit\s(?:19|20)\d\d\s)?van\s(?:de\s|het\s)?{_WHO}", re.UNICODE)
_IS_OF = re.compile(rf"\b{_WORK}\b[^,;]{{0,120}}?\b(?:is|was|komt|kwam)\s(?:\w+\s)?van\s(?:de\s|het\s)?{_WHO}")
_MADE = re.compile(
    rf"^(?:De |Het )?{_WHO}\s(?:publiceerde|publiceert|schreef|schrijft|maakte|maakt|bracht|brengt|stelde|gaf)\b"
    rf"[^,;]{{0,30}}?\b(?:een|het|de|zijn|haar|hun)\s(?:\w+\s)?{_WORK}\b"
)
_LOOSE = frozenset(["de", "het", "een", "en", "van", "der", "nota", "rapport", "collega's", "anderen", "partners"])


def told_of_another(claim: Read, cover: Sequence[Evidence]) -> str:
    """Whose figure or work a claim gives to another, "" when it does not."""
    return _counted_by_another(claim, cover) or _written_by_another(claim, cover)


def _counted_by_another(claim: Read, cover: Sequence[Evidence]) -> str:
    """Finds "11.11.11 schat 685 miljard" where the World Bank did, and only counts of 11.11.11 stand beside it."""
    figures = figures_only(claim.numbers)
    said = _counter(claim.text) if figures else ""
    if not said:
        return ""
    for number in figures:
        if not _parts(said) & _parts(clause_with(claim.text, number.same_as)):
            continue
        holding = [e for e in cover if any(number.same_as(n) for n in e.read.numbers)]
        theirs = [_counter(e.read.text) for e in holding]
        own = any(_named(claim.text, who) for who in theirs) or any(_named(e.read.text, said) for e in holding)
        if holding and all(theirs) and not own:
            return theirs[0]
    return ""


def _counter(text: str) -> str:
    match = next((m for way in _COUNTERS if (m := way.search(text))), None)
    return match["who"] if match else ""


def _written_by_another(claim: Read, cover: Sequence[Evidence]) -> str:
    """Finds "11.11.11 publiceerde een werkdocument" for "een werkdocument van De Haas"."""
    mine = _makers(claim.text)
    for evidence in cover[:1]:
        theirs = _makers(evidence.read.text)
        for work, who in mine.items():
            given = theirs.get(work, "")
            if given and not _named(claim.text, given) and not _parts(who) & _parts(evidence.read.text):
                return given
    return ""


def _makers(text: str) -> dict[str, str]:
    """Who made each kind of work in a text."""
    return {m["work"]: m["who"] for way in (_OF, _IS_OF, _MADE) if (m := way.search(text))}


def _named(text: str, who: str) -> bool:
    return bool(_parts(who) & _parts(text))


def _parts(text: str) -> frozenset[str]:
    words = re.findall(r"11\.11\.11|[^\W_][\w-]+", text.lower())
    return frozenset(part for word in words for part in (word, *word.split("-"))) - _LOOSE
