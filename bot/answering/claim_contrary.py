"""Words that deny what another says: a family of words has two sides, and a denial changes the side.

"niet gelijk" stands on the side of "ongelijk", "niet meetellen" on that of "buiten de cijfers houden".
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.answering.claim_reading import clauses

NOT = r"\b(?:niet|geen|nooit|nauwelijks|evenmin|niemand|nergens|niets|noch|amper|allerminst|geenszins|verre\svan)\b"
_DENIED = re.compile(NOT, re.IGNORECASE)
_NOT_ONLY = re.compile(r"\bniet\s+(?:alleen|enkel|slechts|uitsluitend|meer\s+dan)\b", re.IGNORECASE)
_ROOTS = (
    "gelijk", "eens", "populair", "nodig", "noodzakelijk", "terecht", "eerlijk", "duidelijk", "bekend", "zeker",
    "voorspelbaar", "betrouwbaar", "haalbaar", "voldoende", "wettig", "vergelijkbaar", "afhankelijk", "bereikbaar",
    "zichtbaar", "menselijk", "waarschijnlijk", "geschikt", "tevreden", "gewenst", "stabiel", "verenigbaar", "mogelijk",
    "veranderd", "gunstig", "vrijwillig", "volledig", "nauwkeurig", "aanvaardbaar", "houdbaar", "rechtvaardig",
)  # fmt: skip
"""Of adjectives that "on-" denies."""
_OTHERS: tuple[tuple[str, str, str], ...] = (
    ("juist", r"klopt|klopte|kloppen|correct|juist(?=[.,;)]|$)|juiste", r"onjuiste?|foute?|verkeerde?|valse?"),
    ("loven", r"prees|prezen|prijst|geprezen|looft", r"bekritis\w+|kritiek op|hekel(?:t|de|en)|veroorde\w+"),
    ("bevestigen", r"bevestig\w*", r"weerleg\w*|ontkracht\w*"),
    (
        "instemmen",
        r"goedgekeurd|goedkeur\w*|steunt|steunen|steunde\w*|keur\w*\b[^;]{1,80}\bgoed|onderschrij\w*|omarm\w*|"
        r"ingestemd|stem(?:t|de|den|men)\b[^;,]{0,60}\bin\b|ga(?:at|an)\b[^;,]{0,40}\bakkoord|ging(?:en)?\b[^;,]{0,40}\bakkoord",
        r"afgewezen|afwijz\w*|w(?:ijst|ijzen|ees|ezen)\b[^;]{1,80}\baf|verw(?:erp|ierp|orp)\w*",
    ),
    (
        "meetellen",
        r"meetel\w*|meegeteld|mee te tellen|tel(?:t|len|de|den|ling)",
        r"buiten\b[^;,]{1,40}\b(?:houd|hield|gehoud)\w*|uitsluit\w*|uitgesloten|weggelaten|weglaten|"
        r"l(?:iet|ieten|aat|aten)\b[^;,]{0,80}\bweg",
    ),
    ("binnen", r"binnen", r"buiten de|over de (?:lands)?grens\w*|grensoverschrijdend\w*"),
    (
        "blijven",
        r"bl(?:ijft|ijven|eef|even)|gebleven|(?:be)?ho(?:ort|ren|orden?)",
        r"verl(?:aat|aten|iet|ieten)|vertrek\w*|vertrok\w*|we(?:g)trek\w*",
    ),
    ("dempen", r"demp\w*|milder\w*|verzacht\w*|minder erg\w*", r"erger\w*|vererger\w*|aanwakker\w*|verhevig\w*"),
    (
        "vasthouden",
        r"h(?:oudt|ield|ouden|ielden)\b[^,;]{0,40}\bvast|vasthoud\w*|vastgehouden",
        r"los|l(?:aat|iet|ieten)\b[^,;]{0,40}\bvallen|loslat\w*|losgelaten|opgeven|opgegeven",
    ),
    ("vaker", r"vaker|steeds meer", r"minder vaak|steeds minder|zeldener"),
    ("verschillen", r"verschil\w*", r"gelijk|hetzelfde|dezelfde"),
    ("dicht", r"dicht ?bij|vlak ?bij|nabij", r"ver (?:van|af|weg)"),
    (
        "werkzaam",
        r"werkzaam|werkt(?:e|en)?|goede? middel|doeltreffende?|effectief|effectieve",
        r"on(?:werkzaam|doeltreffende?)|ineffectie\w*",
    ),
    ("direct", r"directe?|rechtstreekse?", r"indirecte?"),
    ("stabiel", r"stabiele?", r"[io]nstabiele?"),
    ("open", r"open|opent|openen|geopend", r"gesloten|sluiten|sluit"),
    ("nakomen", r"na(?:kom|gekom)\w*|kom\w*\b[^,;]{1,60}\bna", r"gebroken|bre(?:ek|k)\w*|sch(?:end|ond)\w*"),
    ("beginnen", r"beg(?:in|on)\w*|begonnen|start\w*|gestart", r"be[eë]indig\w*|gestopt|stop(?:t|te|ten|pen)"),
    ("voortzetten", r"blijven|voortz\w+|doorga\w+", r"stop(?:t|te|ten|pen)|gestopt|op(?:ge)?houden"),
    ("los", r"gekoppeld|koppel\w*|gebonden|verbonden|verbind\w*", r"los|losgekoppeld|ontkoppel\w*"),
    ("twijfel", r"zeker|overtuigd|vaststaat|vast\sstaat", r"betwijfel\w*|twijfel\w*"),
    ("overdreven", r"overdr\w+|overschat\w*", r"onderschat\w*"),
    ("vol", r"(?:zin|hoop)vol\w*|kansrijke?", r"(?:zin|kans|hope)lo(?:os|ze)"),
    ("uitzondering", r"uitzondering", r"(?:de )?regel"),
    ("bindend", r"bindende?", r"vrijblijvende?"),
    ("vertrouwen", r"vertrouwen|vertrouwt", r"wantrouw\w*"),
    ("toestaan", r"toegestaan|toestaa[nt]|toestond\w*|sta(?:at|an)\b[^;,]{0,60}\btoe", r"verbied\w*|verboden|verbood"),
)


_FOUND = re.compile(
    r"\b(?:(?:terug|aan)ge(?:vonden|troffen)|gevonden|(?:terug )?te (?:vinden|lezen|zien)|"
    r"gelezen worden|worden gelezen|"
    r"vind(?:t|en)?\b[^,;]{1,80}\bterug|vond(?:en)?\b[^,;]{1,80}\bterug|"
    r"sta(?:at|an)\b[^,;]{0,40}\b(?:woordelijk|letterlijk|gewoon|wel degelijk)|"
    r"erin voork(?:omt|omen|wam|wamen))(?=[\s,.;)]|$)",
    re.IGNORECASE,
)
"""Words for what stands in a text and was seen there; they have no opposite but a denial."""


class _Family(NamedTuple):
    """Words of one kind.

    Attributes:
        word: what stands for all that affirm.
        denied: a denial of what denies.
    """

    word: str
    affirms: re.Pattern[str]
    denies: re.Pattern[str]
    denied: re.Pattern[str]


def _family(word: str, affirms: str, denies: str) -> _Family:
    denied = rf"{NOT}\s(?:[^\s,;]+\s){{0,3}}?(?:{denies})\b"
    return _Family(word, *(re.compile(p, re.I) for p in (rf"\b(?:{affirms})\b", rf"\b(?:{denies})\b", denied)))


_FAMILIES = (
    *(_family(root, rf"{root}e?", rf"on{root}e?|niet-{root}e?") for root in _ROOTS),
    *(_family(*row) for row in _OTHERS),
)


def denials(text: str) -> int:
    """How often a text denies."""
    return len(_DENIED.findall(_NOT_ONLY.sub(" ", text)))


def alike(claim: str, evidence: str) -> tuple[str, str]:
    """Both texts with the same word where the one denies and the other has a word that does: "niet gelijk"."""
    for family in _FAMILIES:
        for one, other in ((claim, evidence), (evidence, claim)):
            if family.denies.search(one) and family.affirms.search(other) and not family.affirms.search(one):
                claim, evidence = _plain(claim, family), _plain(evidence, family)
                break
    if _FOUND.search(claim) and _FOUND.search(evidence):
        return _FOUND.sub(_seen, claim), _FOUND.sub(_seen, evidence)
    return claim, evidence


def _seen(match: re.Match[str]) -> str:
    return "niet vinden" if _DENIED.search(match.group()) else "vinden"


def _plain(text: str, family: _Family) -> str:
    """A text with a family's words in one form; "niet vertrekken" is "blijven"."""
    text = family.denied.sub(family.word, text)
    return family.affirms.sub(family.word, family.denies.sub(f"niet {family.word}", text))


def contrary(claim: str, evidence: str) -> str:
    """The family on whose other side a claim stands, "" when none."""
    for family in _FAMILIES:
        if not (family.denies.search(claim) or family.denies.search(evidence)):
            continue  # "niet" alone is read elsewhere
        mine = _sides(claim, family)
        if len(mine) == 1:
            theirs = _sides(evidence, family)
            if len(theirs) == 1 and mine != theirs:
                return family.word
    seen, held = _seen_in(claim), _seen_in(evidence)
    return "vinden" if len(seen) == len(held) == 1 and seen != held else ""


def _seen_in(text: str) -> set[bool]:
    """Whether a text says that something was seen, that it was not, or both."""
    parts = (clause for clause in clauses(text) if _FOUND.search(clause))
    return {denials(clause) % 2 == 0 for clause in parts}


def _sides(text: str, family: _Family) -> set[bool]:
    """On which sides of a family the clauses of a text stand; none for a text without such a word of denial."""
    found: set[bool] = set()
    for clause in clauses(text):
        denies = family.denies.search(clause) is not None
        affirms = family.affirms.search(family.denies.sub(" ", clause)) is not None
        if denies and affirms:
            return {True, False}
        if denies or affirms:
            found.add((denies + denials(clause)) % 2 == 0)
    return found
