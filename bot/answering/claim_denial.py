"""Negation in a claim, against that in its evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.claim_reading import Evidence, Read, clauses, replaced

_NOT = re.compile(
    r"\b(?:niet|geen|nooit|nauwelijks|evenmin|niemand|nergens|niets|noch|amper|in\splaats\svan|not|no|never|aucune?|jamais|"
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
    r"\w{3,}(?:loos|loze|loosheid)|overstap\w*|overgaan|zelden|behalve|stop\w*|afwijz\w*|voorkom\w*|tekort\w*|mist|missen|gebrek|st(?:er[fv]|ier[fv]|orv)\w*|overl(?:e|ij|ee)d\w*|"
    r"raa?dt?\w*\b[^,;]*\baf)\b",
    re.IGNORECASE,
)
_REFUSES = re.compile(
    r"\b(?:weiger\w*|verbied\w*|verboden|afgewezen|verw[eio]+rp\w*|tegenhoud\w*|mislukt\w*)\b|\bw(?:ijst|ijzen|ees|ezen)\b[^,;]*\baf\b",
    re.IGNORECASE,
)
_NOT_ONLY = re.compile(r"\bniet\s+(?:alleen|enkel|slechts|meer\s+dan)\b|\bniet zozeer\b|\bzo niet\b", re.IGNORECASE)
_NOT_JUST = re.compile(r"\bniet\s+(?:alleen|enkel|slechts|uitsluitend)\b", re.IGNORECASE)
_JUST = re.compile(r"\b(?:alleen|enkel|slechts|uitsluitend)\b(?!\s+(?:al|maar)\b)", re.IGNORECASE)
_CONTRAST = re.compile(r"\bin\splaats\svan\b|(?:,|\ben|\bmaar)\s(?:niet|geen)\b", re.IGNORECASE)
_LEADING = re.compile(r"(?i:volgens)\s(?:\S+\s?){1,4}$|(?:\S+\s){0,3}\S*\d\S*(?:\s\S+)?$")
_ASKS = re.compile(r"(?:of|wat|welke?|dat|hoe|waarom|wie|waar|wanneer)\b", re.IGNORECASE)
_MAIN = re.compile(
    r"(?:is|was|zijn|waren|werd|werden|wordt|worden|kan|kon|kunnen|konden|had|hadden|heeft|hebben|staat|stond)\b"
)
_CEASES = re.compile(r"\b(?:ge)?stop\w*|\bop(?:ge|te)?h(?:oud|ield)\w*", re.IGNORECASE)
_SHORT = 5
_VERB_FIRST = re.compile(
    r"^(?!(?:tegen|tussen|binnen|buiten|tijdens|volgens|met|want|maar|\w*dat|wat|en|tot|niet|uit|dit|toen)\b)"
    r"[a-z]*(?:t|en|de|is|was|kan|wil)\s+(?:[A-Z1]|de\s|het\s|een\s|er\s|zij\s|ze\s|hij\s|men\s|volgens\s)"
)
_NEGATED_SHARE = 0.5
_AFFIRMED_SHARE = 0.7
_STEM = 6
_NO_CONTENT = {"voor", "langer", "niet", "geen", "nooit", "volgen", "maar", "zijn", "word", "worden", "wordt"}
_WORD = re.compile(r"[^\W\d_]{4,}")


def negation_differs(claim: Read, cover: Sequence[Evidence]) -> bool:
    """True when a claim denies what its evidence says, or the other way round."""
    said = _negations(claim.text)
    if said and not any(_negations(e.read.text) or _denies_more(e.read.text, claim.text) for e in cover):
        return True
    if _opens_only(claim.text, cover) or any(_denies_first(claim.text, e.read.text) for e in cover[:1]):
        return True
    if not said and not _DENIES.search(claim.text) and any(_tells_absent(claim.text, e.read.text) for e in cover):
        return True
    mine, theirs = _parts(claim.text), [part for e in cover for part in _parts(e.read.text)]
    return (
        any(_tells_denied(mine, clause, theirs) for clause in theirs)
        or any(_denies_told(clause, theirs) for clause in mine)
        or any(
            _negated_otherwise(one, other) and not _told(one, other, mine, theirs) for one in mine for other in theirs
        )
    )


def _denies_more(evidence: str, claim: str) -> bool:
    """True when the evidence has a word of denial that the claim does not use for itself ("slechte opvang")."""
    mine = {m.group().lower()[:5] for m in _DENIES.finditer(claim)}
    return any(m.group().lower()[:5] not in mine for m in _DENIES.finditer(evidence))


def _opens_only(claim: str, cover: Sequence[Evidence]) -> bool:
    """Finds "niet alleen in Turkije" where the evidence says "alleen in Turkije"."""
    if not _NOT_JUST.search(claim):
        return False
    return any(_JUST.search(_NOT_JUST.sub(" ", e.read.text)) for e in cover) and not any(
        _NOT_JUST.search(e.read.text) for e in cover
    )


def _denies_first(claim: str, evidence: str) -> bool:
    """Finds "kijkt niet naar mensen maar naar plaatsen" for "kijkt naar mensen en niet naar plaatsen"."""
    contrast = _CONTRAST.search(evidence)
    denials = list(_NOT.finditer(_NOT_ONLY.sub(" ", claim)))
    if contrast is None or len(denials) != 1 or _negations(evidence) != 1:
        return False
    first, other = (_short(evidence[: contrast.start()]), _short(evidence[contrast.end() :]))
    after = [w[:_SHORT] for w in _WORD.findall(_NOT_ONLY.sub(" ", claim)[denials[0].end() :].lower())][:2]
    return bool(set(after) & (first - other)) and not set(after) & (other - first)


def _short(text: str) -> set[str]:
    return {w[:_SHORT] for w in _WORD.findall(text.lower())}


def _negations(text: str) -> int:
    return len(_NOT.findall(_NOT_ONLY.sub(" ", text)))


def _parts(text: str) -> list[str]:
    """Clauses; one that begins with its verb belongs to what stands before it ("Op de vraag …, geeft Partos …")."""
    found: list[str] = []
    for clause in clauses(text):
        opens = len(found) == 1 and _LEADING.match(found[0]) is not None  # "In 2020, …"
        opens = opens or (len(found) == 1 and _ASKS.match(found[0]) is not None and _MAIN.match(clause) is not None)
        if found and (opens or _VERB_FIRST.match(clause) or _STANCE.match(clause)):
            found[-1] = f"{found[-1]} {clause}"
        else:
            found.append(clause)
    return found


def _tells_denied(mine: Sequence[str], clause: str, theirs: Sequence[str]) -> bool:
    """True when the clause of a claim that comes nearest to a denial in the evidence is none."""
    denied, without = _negations(clause), _WITHOUT.search(clause)
    if not denied and not without:
        return False
    words = _stems(clause)
    nearest = max(mine, key=lambda part: (len(words & _stems(part)), _negations(part)))
    after = mine[mine.index(nearest) + 1 :][:1]
    if after and _negations(after[0]) and len(_stems(after[0]) & words) >= max(1, len(_stems(after[0])) - 1):
        nearest = f"{nearest} {after[0]}"  # "A en B niet" is one clause
    if denied and _told_denial(mine, clause):
        return False
    shared = len(words & _stems(nearest))
    if (
        shared < max(2, _NEGATED_SHARE * len(words))
        or _negations(nearest)
        or (without and not denied and any(map(_AGAINST.search, mine)))
    ):
        return False
    if denied and _CEASES.search(clause) and not _CEASES.search(nearest):
        return False  # "niet gestopt" is "gebleven"
    told = _stems(nearest)
    if any(told & words <= _stems(part) for part in theirs if part != clause and not _says_no(part)):
        return False  # another clause of the evidence says it plainly
    if denied and _REFUSES.search(clause):
        return True  # "niet afgewezen": that it was refused is no way to say so
    held = len(_DENIES.findall(clause)) if denied else 0
    return len(_DENIES.findall(nearest)) <= held


def _told(one: str, other: str, mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """True when a clause that lacks a denial has it in the next clause, or is said plainly elsewhere."""
    if _negations(one):
        return not _negations(other) and _told_denial(theirs, one)
    words = _stems(one)
    return _told_denial(mine, other) or any(words <= _stems(part) for part in theirs if not _says_no(part))


def _says_no(clause: str) -> bool:
    return _negations(clause) > 0 or _WITHOUT.search(clause) is not None


def _told_denial(mine: Sequence[str], clause: str) -> bool:
    """True when some clause of a claim denies what stands just after, or else just before, a denial in the evidence."""
    denied = _scope(clause)
    return any(denied & _stems(part) for part in mine if _negations(part)) if denied else False


def _scope(clause: str) -> set[str]:
    """The two content words after a negation; those before it where nothing follows."""
    bare = _NOT_ONLY.sub(" ", clause)
    found: set[str] = set()
    for match in _NOT.finditer(bare):
        after = [w for w in _WORD.findall(bare[match.end() :].lower()) if w[:_STEM] not in _NO_CONTENT]
        before = [w for w in _WORD.findall(bare[: match.start()].lower()) if w[:_STEM] not in _NO_CONTENT]
        found.update(w[:_STEM] for w in after[:2] or before[-2:])
    return found


def _denies_told(clause: str, theirs: Sequence[str]) -> bool:
    """True when the clause of the evidence that says nearly all that a denial denies is none."""
    words = _stems(clause)
    if not _negations(clause) or len(words) < 3 or _told_denial(theirs, clause):
        return False
    nearest = max(theirs, key=lambda part: (len(words & _stems(part)), _negations(part)), default="")
    said = nearest.lower()
    return sum(word in said for word in words) >= _AFFIRMED_SHARE * len(words) and not (
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
