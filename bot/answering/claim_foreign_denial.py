"""Words of denial in English and French claims, where the Dutch evidence denies nothing.

A gloss turns "useless" into one Dutch word among many, and nothing tells that it denies. So the claim is read in its
own language: a word that denies needs something in the evidence that does, in whatever way, and that the claim does not
tell with another word of its own ("tegen" is no excuse where the claim has "against").
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.answering.claim_reading import Evidence

_ENGLISH = (
    r"useless|pointless|powerless|futile|fail(?:s|ed|ing|ure)?|(?<!a )little|(?<!a )few|hardly|barely|scarcely|"
    r"far from|anything but|lack(?:s|ed|ing)?|absen(?:t|ce)|withh(?:eld|old\w*)|impossible|illegal|"
    r"bann?(?:s|ed)?|forb[ia]d\w*|"
    r"un(?:able|published|likely|willing|available|known|clear|proven|supported|successful|true|related)|prohibit\w*|"
    r"refus\w*|reject\w*|den(?:y|ies|ied)|rul(?:e|es|ed|ing) out|exclud\w*|omit\w*|ignor\w*|doubt\w*|neglect\w*|"
    r"abandon\w*|halt\w*|ceas\w*|stop(?:s|ped|ping)?|scrap(?:s|ped)?|instead of|nowhere|nobody|no one|none|nothing|"
    r"cannot|no longer|without(?! error| delay)|"
    r"prevent\w*|block\w*|discourag\w*|at odds with|contradict\w*|disprov\w*|refut\w*"
)
_FRENCH = (
    r"inutiles?|vaine?s?|impuissante?s?|échou\w*|échec\w*|(?<!un )peu(?! à)|guère|à peine|loin d|tout sauf|manqu\w*|"
    r"absen\w*|fai(?:t|sait) défaut|impossibles?|illég\w*|interdi\w*|refus\w*|rejet\w*|nie|nient|exclu\w*|"
    r"om(?:et|is)\w*|ignor\w*|dout\w*|néglig\w*|abandonn\w*|renonc\w*|(?<!sans )cess\w*|supprim\w*|empêch\w*|bloqu\w*|"
    r"dissuad\w*|au lieu d|"
    r"aucune?|personne ne|rien|jamais|sans(?! erreur| délai| cesse| doute)|"
    r"incapables?|contredi\w*|réfut\w*|dément\w*"
)
_DENIALS: Mapping[str, re.Pattern[str]] = {
    language: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for language, words in (("en", _ENGLISH), ("fr", _FRENCH))
}
_EVIDENCE = re.compile(
    r"\b(?:niet|geen|nooit|nauwelijks|evenmin|niemand|nergens|niets|noch|amper|weinig|zonder|tegen\w*|slechts|alleen|enkel|"
    r"pas|maar|los|weg|af|behalve|zelden|liever|eerder|minder\w*|klein\w*|gering\w*|beperkt\w*|lage?r?|laag|zwak\w*|"
    r"moeilijk\w*|lastig\w*|slecht\w*|verkeerd\w*|fout\w*|twijfel\w*|betwijfel\w*|omstreden|illegal\w*|irregulier\w*|"
    r"ontbr\w+|onmogelijk|mislukt\w*|weiger\w*|verb[io]ed\w*|verbod\w*|afgewezen|afwijz\w*|w(?:ijst|ijzen|ees|ezen)|"
    r"verw(?:erp|ierp|orp)\w*|sto(?:p|pt|pte|pten|ppen)|gestopt|stopgezet|voorkom\w*|verhinder\w*|belemmer\w*|rem\w*|"
    r"afrem\w*|ontmoedig\w*|schrap\w*|geschrapt|\w*tekort\w*|\w*gebrek\w*|stuk\w*|spaak\w*|mist|missen|weggelaten|uitgesloten|uitsluit\w*|"
    r"bots\w*|strijdig\w*|tegenspre\w*|weerle\w*|ontken\w*|hou(?:d|dt|den)|hield\w*|laat|laten|liet\w*|dicht|sluit\w*|"
    r"gesloten|einde?|eindig\w*|faal\w*|\w{3,}(?:loos|loze)|on(?!t|der|s\b|ze\b|geveer)[a-z]{4,}|in plaats van|nul)\b",
    re.IGNORECASE,
)
"""Whatever may be a reason to deny; broad, for it excuses a word."""
_MIRRORED = tuple(
    (re.compile(rf"\b(?:{dutch})\b", re.IGNORECASE), re.compile(rf"\b(?:{foreign})\b", re.IGNORECASE))
    for dutch, foreign in (
        (r"tegen", r"against|contre|oppos\w*"),
        (r"zonder", r"without|sans"),
        (r"(?:af)?rem\w*", r"slow\w*|curb\w*|brak\w*|frein\w*|ralenti\w*|reduc\w*|rédui\w*"),
        (r"minder\w*", r"less|fewer|moins|diminu\w*|decreas\w*"),
        (r"klein\w*|gering\w*|lage?r?|laag|beperkt\w*", r"small\w*|low\w*|limited|petit\w*|faibl\w*|bas\w*|limité\w*"),
        (r"slecht\w*|zwak\w*", r"bad\w*|poor\w*|wors\w*|weak\w*|mauvais\w*|pire|faibl\w*"),
        (r"illegal\w*|irregulier\w*", r"illegally|irregular\w*|illégalement|irréguli\w*|clandestin\w*"),
        (r"pas|slechts|alleen|enkel|maar", r"only|just|but|until|seul\w*|que|qu|mais|uniquement"),
        (r"gesloten|dicht|sluit\w*", r"clos\w*|shut\w*|ferm\w*"),
        (r"einde?|eindig\w*", r"end\w*|fin\w*"),
        (r"onderzocht|onder\w*", r"stud\w*|research\w*|étud\w*"),
    )
)
"""Dutch words that may deny, and what tells them in a claim: told so, they excuse nothing else."""


def denied_abroad(text: str, language: str, cover: Sequence[Evidence]) -> str:
    """The word by which a claim denies what no word of its evidence does, "" when none.

    Args:
        text: the claim in its own language.
    """
    pattern = _DENIALS.get(language)
    for hit in pattern.finditer(text) if pattern else ():
        rest = f"{text[: hit.start()]} {text[hit.end() :]}"
        told = [dutch for dutch, foreign in _MIRRORED if foreign.search(rest)]
        if not any(_excuses(e.read.text, told) for e in cover):
            return hit.group()
    return ""


def _excuses(evidence: str, told: Sequence[re.Pattern[str]]) -> bool:
    for pattern in told:
        evidence = pattern.sub(" ", evidence)
    return _EVIDENCE.search(evidence) is not None
