"""Words that deny what another says: a family of words has two sides, and a denial changes the side.

"niet gelijk" stands on the side of "ongelijk", "niet meetellen" on that of "buiten de cijfers houden".
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.answering.claim_reading import clauses

NOT = r"\b(?:niet|geen|nooit|nauwelijks|evenmin|niemand|nergens|niets|noch|amper|allerminst|geenszins|verre\svan)\b"
_DENIED = re.compile(NOT, re.IGNORECASE)
NAMES_LISTED = re.compile(
    r"(?<!^)(\b[A-Z][\w-]+)(?:,|\sen)\s(?=(?:[A-Z][\w-]+(?:,\s|\sen\s|\s))+(?:niet|geen|nooit)\b)"
)
"""Names side by side: "Mali en Niger niet" is one clause with what stands before it."""
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
        r"l(?:iet|ieten|aat|aten)\b[^;,]{0,80}\b(?:weg|buiten)",
    ),
    ("binnen", r"binnen", r"buiten de|over de (?:lands)?grens\w*|grensoverschrijdend\w*"),
    (
        "blijven",
        r"bl(?:ijft|ijven|eef|even)|gebleven|(?:be)?ho(?:ort|ren|orden?)",
        r"verl(?:aat|aten|iet|ieten)|vertrek\w*|vertrok\w*|we(?:g)trek\w*|"
        r"verder (?:ge)?(?:trek|trok|reis|reiz)\w*|door(?:ge)?(?:reis|reiz|trek|trok)\w*",
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
    ("voortzetten", r"bl(?:ijft|ijven|eef|even)|voortz\w+|doorga\w+", r"stop(?:t|te|ten|pen)|gestopt|op(?:ge)?houden"),
    ("los", r"gekoppeld|koppel\w*|gebonden|verbonden|verbind\w*", r"los|losgekoppeld|ontkoppel\w*"),
    ("twijfel", r"zeker|overtuigd|vaststaat|vast\sstaat", r"betwijfel\w*|twijfel\w*"),
    ("overdreven", r"overdr\w+|overschat\w*", r"onderschat\w*"),
    ("vol", r"(?:zin|hoop)vol\w*|kansrijke?", r"(?:zin|kans|hope)lo(?:os|ze)"),
    ("uitzondering", r"uitzondering", r"(?:de )?regel"),
    ("bindend", r"bindende?", r"vrijblijvende?"),
    ("mogelijk", r"mogelijk|denkbaar", r"uitgesloten|onmogelijk|ondenkbaar"),
    ("erkennen", r"eens|erken(?:t|de|den|nen)", r"betwist(?:e|en|te|ten)?|oneens"),
    (
        "vlot",
        r"zonder (?:veel |enige )?moeite|moeiteloos|vlot|gemakkelijk",
        r"nauwelijks|amper|met (?:veel )?moeite|moeizaam",
    ),
    ("vertrouwen", r"vertrouwen|vertrouwt", r"wantrouw\w*"),
    ("toestaan", r"toegestaan|toestaa[nt]|toestond\w*|sta(?:at|an)\b[^;,]{0,60}\btoe", r"verbied\w*|verboden|verbood"),
)


_SAME: tuple[tuple[str, str], ...] = (
    (
        "gevonden",
        r"(?:terug|aan)ge(?:vonden|troffen)|gevonden|(?:terug )?te (?:vinden|lezen|zien)|gelezen worden|worden gelezen|"
        r"v(?:ind(?:t|en)?|ond(?:en)?)\b[^,;]{1,80}\bterug|"
        r"sta(?:at|an)\b[^,;]{0,40}\b(?:woordelijk|letterlijk|gewoon|wel degelijk)|erin voork(?:omt|omen|wam|wamen)",
    ),
    ("bindend", r"bindende?|bindt"),
    (
        "gericht",
        r"gericht|richt(?:te|ten|en)? zich|(?:bedoeld|bestemd) voor|voor\b[^,;]{1,60}\b(?:bedoeld|bestemd)|"
        r"geld(?:t|en) voor",
    ),
    (
        "nagezocht",
        r"nagezocht|uitgezocht|nagekeken|nagegaan|gecontroleerd|opgezocht|na te gaan|vastgesteld|vast te stellen|"
        r"nagetrokken",
    ),
    ("gelukt", r"gelukt|lukt|lukte|slaag(?:t|de|den)|geslaagd|is erin geslaagd"),
    ("aangetoond", r"aangetoond|bewezen|toon(?:t|de|den)\b[^,;]{1,60}\baan|bewijz(?:en|t)|bewees|bewezen"),
    ("gehaald", r"gehaald|haal(?:t|de|den)|bereikt(?:e|en)?|bereik(?:en|t)"),
    (
        "deelgenomen",
        r"deelgenomen|deelne(?:emt|men)|n(?:eemt|am|emen|amen)\b[^,;]{0,40}\bdeel|"
        r"d(?:oet|eed|oen|eden) mee|mee(?:gedaan|doen)",
    ),
    ("ingegaan", r"ingegaan|ging(?:en)? in|van kracht|in werking"),
)
"""Words that say the same and have no opposite but a denial."""


_NOTHING_OF = re.compile(
    r"\b(?:wil|wilde|willen|wilden|wou)\b(?P<before>[^,;]*?)\b(?:niets?|niet) van\b(?P<what>[^,;]*?)\bweten\b",
    re.IGNORECASE,
)


_SILENT = re.compile(r"\b(?:zwijg(?:t|en)|zweeg|zwegen)\b", re.IGNORECASE)
_NO_QUALMS = re.compile(
    r"\b(?:heeft|hebben|had|hadden|maakt|maken|maakte|maakten|ziet|zien|zag|zagen)\s(?P<between>[^,;]{0,40}?)"
    r"(?:geen|weinig|nauwelijks)\s(?:enkele?\s|enig\s)?(?:moeite|problemen|probleem|bezwaar|bezwaren)\s?"
    r"(?:er)?(?:mee|tegen|in|met|van)?\b",
    re.IGNORECASE,
)
"""What is a wish in other words: "heeft er geen moeite mee dat"."""


class _Family(NamedTuple):
    """Words of one kind.

    Attributes:
        word: what stands for all that affirm.
        denied: a denial of what denies.
        adjective: a word that "on-" denies; before its noun ("ongewenste migratie") no denial of the clause is its own.
    """

    word: str
    affirms: re.Pattern[str]
    denies: re.Pattern[str]
    denied: re.Pattern[str]
    adjective: bool = False


def _family(word: str, affirms: str, denies: str, *, adjective: bool = False) -> _Family:
    denied = rf"{NOT}\s(?:[^\s,;]+\s){{0,3}}?(?:{denies})\b"
    one, other, both = (re.compile(p, re.I) for p in (rf"\b(?:{affirms})\b", rf"\b(?:{denies})\b", denied))
    return _Family(word, one, other, both, adjective)


_SYNONYMS = tuple((word, re.compile(rf"\b(?:{words})(?=[\s,.;:)]|$)", re.IGNORECASE)) for word, words in _SAME)
_FEW = re.compile(r"\b(?:minderheid|wein?ig|weinige|kleine? deel|klein deel)\b", re.IGNORECASE)
_MOST = re.compile(r"\b(?:meeste|meerderheid|merendeel|grootste deel|grotendeels|meestal)\b", re.IGNORECASE)
_FAMILIES = (
    *(_family(root, rf"{root}e?", rf"on{root}e?|niet-{root}e?", adjective=True) for root in _ROOTS),
    *(_family(*row) for row in _OTHERS),
)


def denials(text: str) -> int:
    """How often a text denies."""
    return len(_DENIED.findall(_NOT_ONLY.sub(" ", text)))


def alike(claim: str, evidence: str) -> tuple[str, str]:
    """Both texts with the same word where the one denies and the other has a word that does: "niet gelijk"."""
    claim, evidence = _said_plainly(claim), _said_plainly(evidence)
    for family in () if _few_and_most(claim, evidence) else _FAMILIES:
        for one, other in ((claim, evidence), (evidence, claim)):
            if family.denies.search(one) and family.affirms.search(other) and not family.affirms.search(one):
                claim, evidence = _plain(claim, family), _plain(evidence, family)
                break
    for word, same in _SYNONYMS:
        if same.search(claim) and same.search(evidence):
            claim, evidence = _in_one_word(claim, word, same), _in_one_word(evidence, word, same)
    return claim, evidence


def _in_one_word(text: str, word: str, same: re.Pattern[str]) -> str:
    return same.sub(lambda m: f"niet {word}" if _DENIED.search(m.group()) else word, text)


def _plain(text: str, family: _Family) -> str:
    """A text with a family's words in one form; "niet vertrekken" and "vertrekken … niet" are "blijven"."""
    text = family.denied.sub(family.word, text)
    for clause in clauses(text) if family.denies.search(text) else ():
        if family.denies.search(clause) and len(_DENIED.findall(clause)) == 1:
            plain = family.denies.sub(family.word, _DENIED.sub("", clause))
            text = text.replace(clause, " ".join(plain.split()))
    return family.affirms.sub(family.word, family.denies.sub(f"niet {family.word}", text))


def _said_plainly(text: str) -> str:
    """A text in which "wil niet van een plafond weten" is "wijst een plafond af", and no objection is a wish."""
    text = _NO_QUALMS.sub(lambda m: f"wil {m['between']}", _SILENT.sub("zegt niets", text))
    return _NOTHING_OF.sub(lambda m: f"{m['before']} {m['what']} afgewezen", text)


def _few_and_most(claim: str, evidence: str) -> bool:
    """True where "een minderheid vertrekt" is told as "de meesten blijven"."""
    return any(_FEW.search(a) and _MOST.search(b) for a, b in ((claim, evidence), (evidence, claim)))


def few_of_the_other(claim: str, evidence: str) -> bool:
    """The same where the two also have words of opposite sides: what turns twice does not turn."""
    return _few_and_most(claim, evidence) and any(
        family.denies.search(one) and family.affirms.search(other)
        for family in _FAMILIES
        for one, other in ((claim, evidence), (evidence, claim))
    )


def contrary(claim: str, evidence: str) -> str:
    """The family on whose other side a claim stands, "" when none."""
    claim, evidence = _said_plainly(claim), _said_plainly(evidence)
    if _few_and_most(claim, evidence):
        return ""
    for family in _FAMILIES:
        if not (family.denies.search(claim) or family.denies.search(evidence)):
            continue  # "niet" alone is read elsewhere
        if not any(family.affirms.search(family.denies.sub(" ", text)) for text in (claim, evidence)):
            continue  # as it is where both say it with the word that denies
        mine = _sides(claim, family)
        if len(mine) == 1:
            theirs = _sides(evidence, family)
            if len(theirs) == 1 and mine != theirs:
                return family.word
    for word, same in _SYNONYMS:
        said, told = _told(claim, same), _told(evidence, same)
        if len(said) == len(told) == 1 and said != told:
            return word
    return ""


def _told(text: str, same: re.Pattern[str]) -> set[bool]:
    """Whether a text affirms such a word, denies it, or both."""
    return {denials(clause) % 2 == 0 for clause in clauses(text) if same.search(clause)}


def _sides(text: str, family: _Family) -> set[bool]:
    """On which sides of a family the clauses of a text stand; none for a text without such a word of denial."""
    found: set[bool] = set()
    for clause in clauses(NAMES_LISTED.sub(r"\1 ", text)):
        denies, affirms = family.denies.search(clause), family.affirms.search(family.denies.sub(" ", clause))
        if denies and affirms:
            return {True, False}
        hit = denies or affirms
        if hit:
            before_noun = family.adjective and hit.group().endswith("e")
            found.add(((denies is not None) + (0 if before_noun else denials(clause))) % 2 == 0)
    return found
