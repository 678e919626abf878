"""Negation in a claim, against that in its evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.claim_reading import Evidence, Read, clauses, replaced

_NOT = re.compile(
    r"\b(?:niet|geen|nooit|nauwelijks|evenmin|niemand|nergens|niets|noch|amper|not|no|never|aucune?|jamais|"
    r"ne\s\w+\spas)\b|n't\b",
    re.IGNORECASE,
)
_WITHOUT = re.compile(
    r"\b(?:zonder|ontbr\w+|onmogelijk|mislukt\w*|weiger\w*|verbied\w*|verboden|afgewezen|verwerp\w*|tegenhoud\w*)\b|"
    r"\b(?:laat|laten|liet|lieten)\b[^,;]*\bweg\b|\bwegl(?:ie|a)t\w*\b|\bkant(?:te|ten)?\s+zich\s+tegen\b|"
    r"\b(?:is|was|zijn|waren|stemde[n]?)\b(?:\s[^\s,;]+){0,4}?\stegen\s(?!elkaar)(?!\d)",
    re.IGNORECASE,
)
"""Says no without a negation."""
_AGAINST = re.compile(rf"{_WITHOUT.pattern}|\btegen\b", re.IGNORECASE)
_STANCE = re.compile(r"tegen\s(?!\d)")
_ABSENT = re.compile(
    r"\b(?P<before>[^\W\d_]{4,})\s+(?:volledig\s+|vaak\s+)?ontbr\w+|\bontbr\w+\s+(?:het\s+aan\s+|een\s+|elke\s+)?(?P<after>[^\W\d_]{4,})|"
    r"\bzonder\s+(?:een\s+|de\s+|het\s+)?(?P<without>[^\W\d_]{4,}(?:\s[^\W\d_]{4,})?)|"
    r"\b(?:niet|behalve)\s(?:in\s|uit\s|voor\s)?(?-i:(?P<except>[A-Z][^\W\d_]{3,}))",
    re.IGNORECASE,
)
"""What the evidence says is not there."""
_DENIES = re.compile(
    rf"{_WITHOUT.pattern}|"
    r"\b(?:weinig|onvoldoende|alleen|enkel|slechts|pas|anders dan|onbekend|onduidelijk|slechte?|voorzichtig\w*|"
    r"zelden|behalve|stop\w*|afwijz\w*|voorkom\w*|"
    r"raa?dt?\w*\b[^,;]*\baf)\b",
    re.IGNORECASE,
)
_NOT_ONLY = re.compile(r"\bniet\s+(?:alleen|enkel|slechts|meer\s+dan)\b|\bniet zozeer\b|\bzo niet\b", re.IGNORECASE)
_VERB_FIRST = re.compile(
    r"^(?!(?:tegen|tussen|binnen|buiten|tijdens|volgens|met|want|maar|\w*dat|wat|en|tot|niet|uit|dit|toen)\b)"
    r"[a-z]*(?:t|en|de|is|was|kan|wil)\s+(?:[A-Z1]|de\s|het\s|een\s|er\s|zij\s|ze\s|hij\s|men\s|volgens\s)"
)
_NEGATED_SHARE = 0.5
_AFFIRMED_SHARE = 0.7
_STEM = 6
_NO_CONTENT = {"niet", "geen", "nooit", "volgen", "maar", "zijn", "word", "worden", "wordt"}
_WORD = re.compile(r"[^\W\d_]{4,}")


def negation_differs(claim: Read, cover: Sequence[Evidence]) -> bool:
    """True when a claim denies what its evidence says, or the other way round."""
    said = _negations(claim.text)
    if said and not any(_negations(e.read.text) or _DENIES.search(e.read.text) for e in cover):
        return True
    if not said and not _DENIES.search(claim.text) and any(_tells_absent(claim.text, e.read.text) for e in cover):
        return True
    mine, theirs = _parts(claim.text), [part for e in cover for part in _parts(e.read.text)]
    return (
        any(_tells_denied(mine, clause) for clause in theirs)
        or any(_denies_told(clause, theirs) for clause in mine)
        or any(_negated_otherwise(one, other) for one in mine for other in theirs)
    )


def _negations(text: str) -> int:
    return len(_NOT.findall(_NOT_ONLY.sub(" ", text)))


def _parts(text: str) -> list[str]:
    """Clauses; one that begins with its verb belongs to what stands before it ("Op de vraag …, geeft Partos …")."""
    found: list[str] = []
    for clause in clauses(text):
        if found and (_VERB_FIRST.match(clause) or _STANCE.match(clause)):
            found[-1] = f"{found[-1]} {clause}"
        else:
            found.append(clause)
    return found


def _tells_denied(mine: Sequence[str], clause: str) -> bool:
    """True when the clause of a claim that comes nearest to a denial in the evidence is none."""
    denied, without = _negations(clause), _WITHOUT.search(clause)
    if not denied and not without:
        return False
    words = _stems(clause)
    nearest = max(mine, key=lambda part: (len(words & _stems(part)), _negations(part)))
    after = mine[mine.index(nearest) + 1 :][:1]
    if after and _negations(after[0]) and len(_stems(after[0]) & words) >= max(1, len(_stems(after[0])) - 1):
        nearest = f"{nearest} {after[0]}"  # "A en B niet" is one clause
    shared = len(words & _stems(nearest))
    if (
        shared < max(2, _NEGATED_SHARE * len(words))
        or _negations(nearest)
        or (without and any(map(_AGAINST.search, mine)))
    ):
        return False
    held = {m.group().lower() for m in _DENIES.finditer(clause)} if denied else set()
    return not any(m.group().lower() not in held for m in _DENIES.finditer(nearest))


def _denies_told(clause: str, theirs: Sequence[str]) -> bool:
    """True when the clause of the evidence that says nearly all that a denial denies is none."""
    words = _stems(clause)
    if not _negations(clause) or len(words) < 3:
        return False
    nearest = max(theirs, key=lambda part: (len(words & _stems(part)), _negations(part)), default="")
    return len(words & _stems(nearest)) >= _AFFIRMED_SHARE * len(words) and not (
        _negations(nearest) or _DENIES.search(nearest)
    )


def _tells_absent(claim: str, evidence: str) -> bool:
    """True when a claim names what the evidence says is not there."""
    words = _stems(claim)
    absent = (_stems(" ".join(filter(None, match.groups()))) for match in _ABSENT.finditer(evidence))
    return any(stems and stems <= words for stems in absent)


def _stems(text: str) -> set[str]:
    return {w[:_STEM] for w in _WORD.findall(text.lower())} - _NO_CONTENT


def _negated_otherwise(mine: str, theirs: str) -> bool:
    """True for two nearly equal clauses of which one has a negation more."""
    chunks = replaced(mine, theirs)
    ours, others = (" ; ".join(" ".join(pair[side]) for pair in chunks) for side in (0, 1))
    plain = others if _negations(ours) > _negations(others) else ours
    return _negations(ours) != _negations(others) and not (_DENIES.search(plain) or _AGAINST.search(plain))
