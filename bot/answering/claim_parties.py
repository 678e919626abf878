"""The nouns of a sentence with their roles: the preposition before them, or none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.answering.claim_reading import Read, places_in
from bot.retrieval.analysis import fold
from bot.retrieval.stopwords import DUTCH

WORD = re.compile(r"§|\d+(?:[.,/]\d+)*|[^\W\d_]+(?:[-'’][^\W\d_]+)*|11\.11\.11|[,;:()]")
BARE, OBJECT, OF, TO, BY, UNKNOWN = "bare", "object", "van", "aan", "door", "§"
_OTHERS = re.findall(
    r"\w+", "in bij dan voor tegen volgens met op over onder boven tussen zonder tot namens om via per sinds tijdens na"
)
MARKERS = {
    **dict.fromkeys(("van", "uit", "vanuit"), OF),
    **dict.fromkeys(("aan", "naar"), TO),
    "door": BY,
    "binnen": "in",
    "aldus": "volgens",
    UNKNOWN: UNKNOWN,
    **{word: word for word in _OTHERS},
}
"""The role that a preposition gives."""
ARTICLES = frozenset(
    "de het een geen dit deze zijn haar hun elk elke ieder iedere alle enkele sommige veel vele weinig minder "  # noqa: SIM905
    "meer meeste ongeveer ruim bijna zo'n circa minstens hooguit miljoen miljard ook juist eigen andere nieuwe "
    "beide".split()
)
_NEVER = frozenset(
    "niet geen meer minder mens alleen samen vaak soms altijd meestal gemiddeld groot veel eerst laatst deel helft "  # noqa: SIM905
    "drie vier vijf zes zeven acht negen tien jaar maand week dag uur kwartaal procent euro dollar miljoen miljard "
    "ongeveer hoog laag eind begin midden najaar voorjaar januari februari maart april mei juni juli augustus "
    "september oktober november december".split()
)
"""Lemmas that are no party: quantities, measures, adverbs."""
_REPORTS = frozenset(
    "vindt vinden vond vonden stelt stellen stelde schrijft schrijven schreef schreven meldt melden meldde "  # noqa: SIM905
    "zegt zei zeggen betoogt concludeert waarschuwt denkt denken verwacht verwachten ziet zien zag zagen "
    "constateert noemt noemde".split()
)
"""Verbs whose subject is a source, wherever it stands."""
LINKS = frozenset({"en", "of", ",", "én"})
_OPENERS = frozenset({"die", "dat", "waar", "waarin", "omdat", "hoewel", "als", "wie", "terwijl", "want"})
STOPS = frozenset({";", ":", ","})
_NOUN = re.compile(
    r"(?:ing|ingen|heid|heden|tie|ties|teit|teiten|schap|schappen|ment|menten|isme|isten|aars?|ers|nis|nissen|gang|"
    r"landen|steun|geld|hulp|beleid|fonds)$"
)
_THAN_FIGURE = re.compile(
    r"\b(meer|minder|hoger|lager)\s+dan\s+(?=(?:de\s|een\s)?(?:\d|twee|drie|vier|vijf|zes|helft|kwart|derde))", re.I
)
_PEOPLE = frozenset({"landen", "burgers", "lidstaten", "staten", "leden", "inwoners", "land"})
_YEAR = re.compile(r"(?:19|20)\d\d$")
_REWRITTEN = (
    (re.compile(r"\bin (?:feite|totaal|principe|het algemeen|de praktijk)\b", re.I), ""),
    (re.compile(r"\bin opdracht van\b", re.I), "door"),
    (re.compile(r"\b(onder|boven|dan) (?:die|dat) van\b", re.I), r"\1"),
    (_THAN_FIGURE, r"\1 "),
)
_ADJECTIVE = re.compile(r"(?:lijk|isch|ig|baar|loos|zaam|aal|eel)$")


class Party(NamedTuple):
    """A noun of a sentence.

    Attributes:
        key: lemma, or the folded name of a place.
        role: preposition, or bare.
        at: its place among the words.
        clause: number of the clause.
        noun: True where its surroundings or its form show that it is one.
        named: True for a name.
    """

    key: str
    role: str
    at: int
    clause: int
    noun: bool
    named: bool


def parties_of(read: Read, text: str) -> dict[str, Party]:
    """The nouns of a text that occur once, by key."""
    for pattern, new in _REWRITTEN:
        text = pattern.sub(new, text)
    words = WORD.findall(text)
    stems = {t.surface: t.stem for t in read.tokens}
    found: list[Party] = []
    clause, counted = 0, False
    for at, word in enumerate(words):
        counted |= word[0].isdigit()
        if word in STOPS or word in _OPENERS or (word == "en" and counted):
            clause, counted = clause + 1, False
        place = _place(word)
        if _is_attribute(word, place):
            found.append(Party(place, OF, at, clause, True, True))
            continue
        key = place or stems.get(word.lower(), "") or _noun_among(words, at)
        if key and _may_be_party(words, at, key, place):
            role, shown = _role(words, at, [p for p in found if p.clause == clause or words[p.at + 1] == ","])
            noun = bool(place) or shown or _NOUN.search(word.lower()) is not None or (at > 0 and word[0].isupper())
            named = bool(place) or (at > 0 and word[0].isupper()) or word[1:].lower() != word[1:]
            found.append(Party(key, role, at, clause, noun or at == 0, named))
    once = [p.key for p in found]
    return {p.key: p for p in found if once.count(p.key) == 1}


def _place(word: str) -> str:
    return "eu" if "EU" in word.split("-") else next(iter(places_in(word)), "")


def _noun_among(words: Sequence[str], at: int) -> str:
    """A word that is a verb elsewhere, used as a noun: "de wil om te vertrekken"; "" for others."""
    before, after = (words[n].lower() if 0 <= n < len(words) else "" for n in (at - 1, at + 1))
    plain = words[at].lower() in DUTCH and words[at].lower() not in MARKERS.keys() | ARTICLES
    return words[at].lower() if plain and before in ("de", "het", "een") and after in MARKERS else ""


def _is_attribute(word: str, place: str) -> bool:
    """True for "Syrische" and for "EU-eisen", not for "Syriërs", "Turkije" and "EU-landen"."""
    if not place:
        return False
    head, _, rest = word.partition("-")
    if rest and _place(head) == place:
        return not rest[0].isupper() and rest not in _PEOPLE
    return word[-1] == "e" and fold(word.lower()) != place


def _may_be_party(words: Sequence[str], at: int, key: str, place: str) -> bool:
    lowered = words[at].lower()
    if place:
        return True
    following = words[at + 1] if at + 1 < len(words) else ""
    attribute = (
        lowered == words[at]
        and _modifies(lowered)
        and following[:1].islower()
        and following not in DUTCH | MARKERS.keys()
    )
    return not (
        key.startswith("#")
        or key in _NEVER
        or (lowered in DUTCH and not _noun_among(words, at))
        or lowered in MARKERS
        or (at > 0 and words[at - 1] == "te")
        or attribute
        or _ADJECTIVE.search(lowered)
    )


def _role(words: Sequence[str], at: int, found: Sequence[Party]) -> tuple[str, bool]:
    """The role of the word at a place, and whether an article or preposition shows it to be a noun."""
    back, shown = at - 1, False
    if at + 1 < len(words) and words[at + 1].lower() in _REPORTS:
        return MARKERS["volgens"], True
    if back > 0 and words[back] == "(" and found and found[-1].at == back - 1:
        return found[-1].role, shown  # "de hulp (ODA)"
    while back >= 0:
        word = words[back].lower()
        if word == "van" and found and found[-1].role == "volgens" and found[-1].at == back - 1:
            return found[-1].role, True  # "volgens het onderzoek van X"
        if word in MARKERS:
            return MARKERS[word], True
        if word in _REPORTS:
            return (MARKERS["volgens"] if words[at][0].isupper() else BARE), True
        if word in LINKS and found and found[-1].at == back - 1:
            return found[-1].role, shown or found[-1].noun
        if word in ARTICLES or (word[0].isdigit() and not _YEAR.match(word) and word != "11.11.11"):
            shown = True
        elif not (
            _modifies(words[back], words[back - 1] if back else "")
            or _names(words[back : back + 2], back)
            or _is_attribute(words[back], _place(words[back]))
        ):
            break
        back -= 1
    return BARE, shown


def _modifies(word: str, before: str = "de") -> bool:
    """True for a word that may stand between an article and its noun; a past tense ("steunde") may not."""
    if not word.islower() or word in DUTCH or _NOUN.search(word) or not word.endswith("e"):
        return False
    return not word.endswith(("de", "te")) or before.lower() in ARTICLES | MARKERS.keys()


def _names(words: Sequence[str], at: int) -> bool:
    """True for the first of two capitalised words: a name of several words, save a verb at the head."""
    return len(words) > 1 and at > 0 and all(w[0].isupper() for w in words)
