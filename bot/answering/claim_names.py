"""Who and what a claim names: it must stand in the evidence, and a position keeps its holder."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from bot.answering.claim_frame import HEADS, initials
from bot.answering.claim_reading import NAMES, Evidence, Read, clauses, countries, country_names, places_in, replaced
from bot.domain.numbers import Unit
from bot.domain.passages import SentenceKind
from bot.ports import Catalog
from bot.retrieval.analysis import fold
from bot.retrieval.places import PLACES
from bot.retrieval.stopwords import DUTCH, ENGLISH, FRENCH

_NAME = r"[A-Z][\w.\-&/]*[\w]"
_CAPITAL = re.compile(rf"(?<![\w.]){_NAME}|\b11\.11\.11\b")
_VIEW = (
    r"vind(?:t|en)|wil|willen|pleit(?:en)?|vraagt|vragen|eist|eisen|stelt|stellen|noemt|waarschuwt|waarschuwen|"
    r"hoopt|verwacht(?:en)?|ziet|zien|rekent|roept|roepen|adviseert|raadt|bepleit|steunt|verwerpt|bekritiseert|betoogt|"
    r"meent|gelooft|beveelt|bevelen|kiest|benadrukt|acht|schrijft|schreef|schrijven|meldt|meldde|zegt|zei|concludeert|"
    r"constateert|vreest|wijst|legt(?=\s(?:de\s)?(?:oorzaak|schuld|nadruk|verantwoordelijkheid))|"
    r"(?:komt|kwam|komen|kwamen)(?=\s[^,;]*\buit\sop\b)"
)
_VIEW_PAST = (
    r"vond(?:en)?|wilden?|pleitten?|vroeg(?:en)?|eisten?|stelden?|waarschuwden?|hoopten?|zag|zagen|riep(?:en)?|adviseerden?|"
    r"raadden?|raden|steunden?|verwierp(?:en)?|betoogden?|meenden?|kozen|koos|concludeerden?|denkt|denken|dacht(?:en)?|"
    r"benadrukten?|vreesden?|wees|wezen|toonden?|uitten?|noemden?"
)
_VIEW_ALSO = (
    r"oordeel(?:t|de|den)|oordelen|schat(?:ten?|te)?|bereken(?:t|de|den|en)|erken(?:t|de|den|nen)|beschouw(?:t|de|den|en)|"
    r"voorspel(?:t|de|den|len)|veronderstel(?:t|de|den|len)|vermeld(?:t|de|den|en)|beschrijf?t|beschre(?:ef|ven)|"
    r"onderstre(?:ept|epte|pen)|(?:gaat|gaan|ging|gingen)\s(?:er(?:van)?\s)?(?:[^\s,;]+\s){0,6}?(?:van\s)?uit|houdt|hield|"
    r"rekende|baseer(?:t|de)"
)
"""Verbs that name a holder in a claim, but are too common to make a position of a sentence of a source."""
_VIEWED = re.compile(
    rf"\b(?:{_VIEW}|{_VIEW_PAST}|{_VIEW_ALSO}|haalt|halen|haalde|volgens|aldus|according|selon|"
    r"(?:geschreven|opgesteld|gemaakt|bedacht|volgens)\s(?:\w+\s)?door)\b|standpunt|mening|in de ogen van|wat betreft|"
    r"in de woorden van",
    re.IGNORECASE,
)
_PARTY = rf"(?:{_NAME}|11\.11\.11)"
_LOWER = r"[a-zà-ÿ]+"
_OPENERS = (
    "Verder|Daarnaast|Ook|Bovendien|Toch|Daarom|Tegelijk|Daarbij|Daarmee|Daarvoor|Eerder|Later|Nu|Zo|Wel|Dus|Vooral|Liever|"
    "Zelf|Inmiddels|Intussen|Sindsdien|Uiteindelijk|Hierdoor|Voorts|Tevens"
)
_OPENS = re.compile(rf"(?:{_OPENERS})\b")
"""Words with a capital only because they begin a sentence."""
_SPOKE = re.compile(
    rf"^(?!(?:Voor|In|Van|Op|Met|Bij|Over|Tussen|Sinds|Tot|Uit|Naar|Onder|Na|Om|{_OPENERS})\s)"
    rf"(?P<who>(?:De nota van |De |Het |Een )?{_PARTY}"
    rf"(?:[\s,]+(?:en|de|van|het|der|voor|partners|collega's|anderen|haar|zijn|hun|medeauteurs?|medewerkers|{_PARTY}))*?)"
    rf"(?:\s\(\d{{4}}\)|\s(?:uit|van)\s\d{{4}})?\s+(?:{_VIEW}|{_VIEW_PAST})\b"
)
_ACCORDING = re.compile(
    rf"\b(?:[Vv]olgens|[Aa]ccording to|[Ss]elon)\s+(?:{_LOWER}\s+){{0,5}}?(?P<who>{_PARTY}(?:\s(?:en\s)?{_PARTY})*"
    rf"(?:(?:\s\d{{4}})?\s(?:van|uit)\s(?:de\s|het\s)?{_PARTY})?)"
)
_INVERTED = re.compile(
    rf"^(?:Voor|Over|Van|Bij|In)\s[^,;]{{1,40}}?\s(?:{_VIEW}|{_VIEW_PAST})\s(?:de\s|het\s)?"
    rf"(?P<who>{_PARTY}(?:\s(?:en\s)?{_PARTY})*)"
)
_AFTERWARDS = re.compile(
    rf",\s(?:concludeer(?:t|de)|stel(?:t|de)|vindt|vond|betoogt?(?:de)?|waarschuw(?:t|de)|meent|noem(?:t|de)|oordeel(?:t|de)|schr(?:ijft|eef)|zegt|zei|meld(?:t|de)|aldus)\s(?:de\s|het\s)?(?:[a-z]+\svan\s(?:de\s|het\s)?)?(?P<who>{_PARTY}(?:\s{_PARTY})*)"
)
_UNNAMED = re.compile(
    r"\bvolgens\s(?:[a-zë]+\s){0,2}(?:krant|studie|studies|onderzoek\w*|rapport|auteurs?|minister|premier|makers|critici|"
    r"organisaties?|schrijvers?|econo\w+|jurist\w*|deskundige\w*)\b",
    re.IGNORECASE,
)
_ACCORDING_ANY = re.compile(r"\b(?:volgens|according to|selon)\b", re.IGNORECASE)
_LOOSE_HOLDERS = frozenset({"partners", "collega's", "commissie", "europese", "nederlandse", "belgische", "nota"})
_HEADS = frozenset(
    "slechts hoewel ondanks dankzij vanwege wegens behalve bovendien daarnaast daarentegen echter enkel minder "  # noqa: SIM905
    "meer minstens hooguit bijna ruim circa rond tegelijk vandaag momenteel intussen inmiddels eerst later "
    "vroeger eerder ieder iedereen elders nergens overal zowel noch hetzij indien tenzij zodra zolang naarmate "
    "doordat zodat gezien wereldwijd jaarlijks samen alleen zelden nooit geen niet niemand twee drie vier vijf "
    "zes zeven acht negen tien elf twaalf honderd member several various however although despite both each "
    "between among according".split()
)
_COMMON = DUTCH | ENGLISH | FRENCH | _HEADS | HEADS
_COMMON_FORM = re.compile(
    r"(?:\w{3}(?:ing|ingen|heid|heden|atie|aties|teit|schap|schappen|lijk|lijke|ische|achtig|loze|bare|ende|elen|eren|"
    r"sten|aars|ers|enen|igen|ige|werking|beleid|kosten|landen|mensen|cijfers))$"
)
"""Endings of ordinary words; few names end so."""
_CLAUSES = re.compile(r"[;,]\s+|\s(?=(?:maar|terwijl)\s)")
_THEIRS = (
    r"(?:\d|miljoen|miljard|procent|cijfers?|getal\w*|raming\w*|schatting\w*|bedrag\w*|nota|studies?|onderzoek|rapport|verslag|"
    r"advies|standpunt|oordeel|beeld|prognose|verwachting\w*)"
)
"""What a claim may say is of a holder: "de schatting van de Wereldbank"."""
_BARE = re.compile(
    rf"(?:(?:volgens|aldus)\s+\S+(?:\s\S+){{0,7}}|[a-z]+t\s+\S+(?:\s\S+){{0,3}}|(?:zo|{_VIEW}|{_VIEW_PAST}|{_VIEW_ALSO})\s\S+(?:\s\S+){{0,7}})[.]?$",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"(?:(?:alleen|ook|zelfs|vooral|juist|pas)\s)?(?:waar\w*|als|wie|wanneer|omdat|hoewel|zolang|sinds|zodra|of|welke?|hoe|dat|wat|om)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\s(?:die|dat)\s")
_VERB_HEAD = re.compile(r"[a-zà-ÿ]+(?:t|en|de)\s(?!dat\b)")
_GOES_ON = re.compile(r"[a-zà-ÿ]+\s(?:volgens|aldus)\s")
_WANTED = (
    r"(?:\b(?:is|zijn|was|waren)\svoor|\bvoor|\b(?:moet(?:en)?|moest(?:en)?|mag|mogen|hoef(?:t|ven)|hoort|zou(?:den)?)"
    r"\s(?:\S+\s){0,3}?van)"
)
"""Before whose wish or view it is: "moet van", "is voor"."""
_SAID = (
    r"(?:gevraagd|geëist|genoemd|gezegd|gezien|gewild|gevreesd|geschreven|gemeld|geprezen|gesteund|gewezen|bepleit|betoogd|"
    r"betwijfeld|beschouwd|beschreven|benadrukt|bekritiseerd|verwacht|verworpen|vermeld|voorgesteld|voorspeld|aanbevolen|"
    r"afgewezen|afgekeurd|opgeroepen|gewaarschuwd|geadviseerd|geconcludeerd|toegeschreven)"
)
"""What is done "door" whoever thinks so."""
_MAKER = re.compile(r"\(([^()]*)\)")
"""Whose work a heading names, in brackets."""
_WHOLE, _ABBREVIATED, _LONG_NAME = r"(?![^\W\d_])", 3, 8
_OWNED = re.compile(r"(?<!nota )(?<!studie )(?<!rapport )\bvan\s(?:de\s|het\s)?[^\s,;]+")
_OF = re.compile(r"\b([a-z]{4,})\svan\s(?:de\s|het\s)?([A-Z]{2,})\b")
_ACTED = re.compile(r"\b(?:steunt|steunden?|kiest|kiezen|koos|kozen)$")
"""Verbs for what someone did as well as for a view."""
_CONDITION = re.compile(r"[A-Z][a-z]{2,}t\s(?:het|de|een|er|men)\b")
"""A verb that opens a condition: "Neemt het bedrag toe, dan …"."""
_LONG = re.compile(r"[^\W\d_]{4,}")
_ROOT, _ENDING = 7, 3
_INVERSION = (
    r"\b(?!(?:van|voor|met|over|door|aan|bij|naar|uit|in|op|tegen|tussen|onder|binnen|zonder|dan|en|of)\s)"
    r"[a-zà-ÿ]{3,}\s"
)
_TITLE = r"(?:minister|premier|staatssecretaris|commissaris|rapporteur|voorzitter|directeur|president|onderzoekers?)"
_WORK_SAYS = re.compile(
    rf"\b(?:krant|studies?|onderzoek\w*|rapport|auteurs?|{_TITLE}|makers|critici|organisaties?|schrijvers?|econo\w+|"
    rf"jurist\w*|deskundige\w*)\b[^,;]{{0,40}}?\b(?:{_VIEW}|{_VIEW_PAST}|{_VIEW_ALSO}|laat|liet|toont|blijkt)\b",
    re.IGNORECASE,
)
_ALIASES = {"arbeidsorganisatie": "iao", "wereldvoedselprogramma": "wfp",
            "unie": "eu", "naties": "vn", "eu": "europese unie", "vn": "verenigde naties", "who": "wereldgezondheids",
            "sub-sahara-afrika": "sahara", "vluchtelingenorganisatie": "unhcr", "noodfonds": "eutf",
            "eutf": "noodfonds"}  # fmt: skip
_MONTHS = frozenset("januari februari maart april mei juni juli augustus september oktober november december".split())  # noqa: SIM905


class Names:
    """Knows names at the head of a sentence, where every word has a capital.

    Args:
        known: names of the corpus: organisations, authors, holders.
        is_word: True for an ordinary lower-case word.
    """

    def __init__(self, known: Iterable[str], is_word: Callable[[str], bool]) -> None:
        self._known = {part.lower() for name in known for part in _CAPITAL.findall(name) if len(part) > 1}
        self._is_word = is_word

    @property
    def known(self) -> frozenset[str]:
        """Lower-case parts of names of the corpus."""
        return frozenset(self._known)

    def of(self, text: str) -> frozenset[str]:
        """Names of organisations, people and things in a text, lower case; countries are not among them."""
        found: set[str] = set()
        for match in _CAPITAL.finditer(text):
            word = match.group()
            lowered = word.lower().removesuffix("'s").removesuffix("-")
            if self._skipped(word):
                continue
            before = text[: match.start()].rstrip()
            at_head = not before or before[-1] in '.!?:"“‘'
            if at_head and _CONDITION.match(text[match.start() :]):
                continue
            plain = not word[1:].isupper() and lowered not in self._known
            plain = plain and (self._is_word(lowered) or _COMMON_FORM.search(lowered) is not None)
            if at_head and plain:
                continue
            found.add(lowered)
        spoke = _SPOKE.match(text)
        if spoke and spoke["who"][:1].isupper():
            found.update(w.lower() for w in _CAPITAL.findall(spoke["who"]) if not self._skipped(w))
        return frozenset(found)

    @staticmethod
    def _skipped(word: str) -> bool:
        lowered = word.lower()
        return lowered in PLACES or fold(lowered) in NAMES or lowered in _COMMON or lowered in _MONTHS or len(word) < 2

    def strange(self, claim: Read, cover: Sequence[Evidence], labels: str) -> str:
        """The first name or country of a claim that its evidence lacks, "" when all stand there.

        Args:
            labels: authors and titles of the cited sources.
        """
        here = " ".join(e.read.text for e in cover)
        near = " ".join((*(e.around.text for e in cover), labels, *(e.sentence.holder for e in cover)))
        said = countries(claim.places)
        held = frozenset(p for e in cover for p in e.read.places)
        around = frozenset(p for e in cover for p in e.around.places)
        alone = countries(frozenset(p for e in cover for p in places_in(e.passage.text)))
        for place in sorted(p for p in said - held if not re.search(rf"\b{re.escape(p)}", fold(here.lower()))):
            if countries(held) or (place not in around and alone != {place}):
                return place
        labelled = places_in(labels)
        for place in sorted(claim.places - said - held - around - labelled):
            if held:
                return place
        return self._strange_name(claim, here.lower(), near.lower()) or self._exchanged(claim, cover, near.lower())

    def _strange_name(self, claim: Read, here: str, near: str) -> str:
        others = self.of(here) if here else frozenset()
        for name in sorted(self.of(claim.text)):
            stem = _head(name)
            if (
                _ALIASES.get(name, name) in here
                or stem in here
                or re.search(rf"\b{re.escape(name.split('-')[0])}\b", here)
                or _is_made_of(name, here)
            ):
                continue
            if stem not in near or (others and _ACCORDING_ANY.search(claim.text)):
                return name
        return ""

    def _exchanged(self, claim: Read, cover: Sequence[Evidence], near: str) -> str:
        """A name that took the place of another in an otherwise equal sentence."""
        for evidence in cover:
            for mine, theirs in replaced(claim.text, evidence.read.text):
                new, old = self.of(" ".join(["x", *mine])), self.of(" ".join(["x", *theirs]))
                here = evidence.read.text.lower()
                if _CONDITION.match(claim.text) or _OPENS.match(claim.text):
                    new -= {claim.text.split()[0].lower()}
                if not (new and old) or any(n in here or _head(n) in here or _is_made_of(n, here) for n in new):
                    continue
                if all("-" in n and n.split("-")[0] in {o.split("-")[0] for o in old} for n in new):
                    continue  # "EU-landen" for "EU-lidstaten"
                if _head(min(new)) not in near:
                    return min(new)
        return ""

    def attribution(self, claim: Read, cover: Sequence[Evidence]) -> str:
        """The holder whose position a claim gives as a fact, or gives to another; "" when that is in order."""
        said = _spoken(claim.text)
        other = self._of_another(claim, cover, said) or self._of_stranger(claim, cover)
        if other:
            return other
        for evidence in cover[:1]:
            holder = holder_of(evidence)
            if holder and not _mentions(said, holder):
                if not _by_title(claim.text, evidence, holder):
                    return holder
                continue
            if holder and not _VIEWED.search(claim.text) and not _in_front(holder, claim.text):
                return holder
            if holder and _late(claim.text, evidence.read.text, _parts(holder)):
                return holder
            spoken = _ACCORDING_ANY.search(said) or self.of(claim.text) or _WORK_SAYS.search(claim.text)
            if _UNNAMED.search(evidence.read.text) and not spoken:
                return "volgens wie"
        return ""

    def _of_another(self, claim: Read, cover: Sequence[Evidence], said: str) -> str:
        """The holder of the sentence that says what a claim says, where the claim names the holder of another."""
        if len(cover) < 2 or not _VIEWED.search(claim.text):
            return ""
        shared = [len(claim.terms & e.read.terms - self._naming(e)) for e in cover]
        best = cover.index(self._nearest(claim, cover))
        holder = holder_of(cover[best])
        if not holder or _mentions(said, holder):
            return ""
        named = [n for n, e in enumerate(cover) if n != best and any(p in said for p in _parts(holder_of(e) or "?"))]
        return holder if named and all(shared[best] >= shared[n] + 2 for n in named) else ""

    def _of_stranger(self, claim: Read, cover: Sequence[Evidence]) -> str:
        """The holder of the sentence that says what a claim says, where that sentence lacks whom the claim names."""
        named = _told_by(claim.text)
        if named is None or not cover:
            return ""
        best = self._nearest(claim, cover)
        holder = holder_of(best)
        if not holder or _mentions(_OWNED.sub(" ", claim.text.lower()), holder):
            return ""
        near = f"{_spoken(best.read.text)} {holder} {' '.join(_MAKER.findall(best.around.text))}".lower()
        return "" if _mentions(near, named["who"]) else holder

    def _nearest(self, claim: Read, cover: Sequence[Evidence]) -> Evidence:
        """The sentence that says most of what a claim says: its figures first, then its words."""
        figures = [n for n in claim.numbers if n.unit is not Unit.YEAR]

        def worth(evidence: Evidence) -> tuple[int, int]:
            held = sum(any(n.same_as(o) for o in evidence.read.numbers) for n in figures)
            return held, len(claim.terms & evidence.read.terms - self._naming(evidence))

        return max(cover, key=worth)

    @staticmethod
    def _naming(evidence: Evidence) -> frozenset[str]:
        """The terms of a sentence that only say whose view it is."""
        names = set(_parts(holder_of(evidence) or "?"))
        return frozenset(t.stem for t in evidence.read.tokens if t.surface in names or t.is_name)


def _spoken(text: str) -> str:
    """A text in lower case, also with hyphens: "VN commissie" and "commissie van de VN" are "VN-commissie"."""
    turned = _OF.sub(lambda m: f"{m[2]}-{m[1]}", text)
    return f"{text} {text.replace(' ', '-')} {turned} {' '.join(sorted(initials(text)))}".lower()


def _mentions(said: str, holder: str) -> bool:
    """True when a lower-case text names a holder; a short name only as a word: "eu" is not in "europees"."""
    return any(
        re.search(rf"(?<![^\W_]){re.escape(part)}{_WHOLE if len(part) <= _ABBREVIATED else ''}", said)
        or (len(part) >= _LONG_NAME and part in said)
        for part in _parts(holder)
    )


def _by_title(claim: str, evidence: Evidence, holder: str) -> bool:
    """True for "De minister zei" where the evidence has "minister De Croo"."""
    title = re.search(rf"\b{_TITLE}\b", claim, re.IGNORECASE)
    if title is None or not _VIEWED.search(claim):
        return False
    texts = f"{evidence.read.text} {holder}".lower()
    return any(re.search(rf"{title.group().lower()}\s(?:\S+\s)?{re.escape(p)}", texts) for p in _parts(holder))


def _in_front(holder: str, claim: str) -> bool:
    """True when a holder is among the first words, or in brackets, as one who says or does what follows."""
    heads = " ".join(" ".join(clause.lower().split()[:4]) for clause in clauses(claim))
    said = claim.lower()
    return any(
        part in heads
        or re.search(rf"\({re.escape(part)}", said)
        or re.search(rf"{_INVERSION}(?:de\s|het\s)?{re.escape(part)}", said)
        or re.search(rf"{_THEIRS}\s(?:van|bij)\s(?:de\s|het\s)?{re.escape(part)}", said)
        or re.search(rf"{_WANTED}\s(?:de\s|het\s)?{re.escape(part)}", said)
        or re.search(rf"\bdoor\s(?:de\s|het\s)?{re.escape(part)}\b[^,;]{{0,60}}?\s{_SAID}\b", said)
        or re.search(rf"\b{_SAID}\sdoor\s(?:de\s|het\s)?{re.escape(part)}", said)
        for part in _parts(holder)
    )


def _late(claim: str, evidence: str, holder: list[str]) -> bool:
    """True when a claim tells the first of two views as a fact, and names the holder only with the second."""
    parts, others = _CLAUSES.split(claim), clauses(evidence)
    if len(parts) > 1 and _RELATIVE.search(parts[0]) and _VERB_HEAD.match(parts[1]):
        parts = [f"{parts[0]} {parts[1]}", *parts[2:]]
    if len(parts) > 2 and _GOES_ON.match(parts[2]):
        parts = [f"{parts[0]} {parts[2]}", *parts[3:]]  # "A, een B, is volgens C"
    if len(parts) < 2 or _SUBORDINATE.match(claim) or not any(part in others[0].lower() for part in holder):
        return False
    first, same = (frozenset(w[:6] for w in _LONG.findall(text.lower())) for text in (parts[0], others[0]))
    held = any(part in _spoken(text) for part in holder for text in (parts[0], *(p for p in parts if _BARE.match(p))))
    return not held and len(first) > 2 and len(first & same) >= 0.8 * len(first)


def _is_made_of(name: str, here: str) -> bool:
    """True for a compound of words of the evidence, and for another form of one of them."""
    words = _LONG.findall(here)
    if len(name) > _ROOT and any(name[:_ROOT] == w[:_ROOT] and abs(len(name) - len(w)) <= _ENDING for w in words):
        return True
    return any(len(p) > 3 and name.startswith(p) and name[len(p) :].lstrip("-") in words for p in words)


def _head(name: str) -> str:
    """What a name must share: "oeso" of "oeso-cijfers", "assad" of "assads"."""
    head = name.split("-")[0]
    head = head if len(head) > 3 else name
    return head.rstrip("s'") if len(head) > 4 else head


def names_of(catalog: Catalog) -> set[str]:
    """Authors, publishers and holders of positions of a corpus."""
    found = {name for source in catalog.sources.values() for name in (source.author, source.publisher)}
    for card in catalog.cards.values():
        for part in (card.answer, card.key_points, card.counter, card.reply, card.caveats):
            found.update(sentence.holder for sentence in part)
    for key in catalog.sources:
        found.update(sentence.holder for passage in catalog.passages_of(key) for sentence in passage.sentences)
    return found


def countries_by_name() -> set[str]:
    """Dutch names of the world's countries, those of one word."""
    return {name for name in country_names("nl").values() if " " not in name}


def holder_of(evidence: Evidence) -> str:
    """Whose view a sentence gives, "" for a plain fact."""
    named = _told_by(evidence.read.text, evidence)
    if named:
        return str(named["who"])
    return evidence.sentence.holder if evidence.sentence.kind is SentenceKind.POSITION else ""


def _told_by(text: str, evidence: Evidence | None = None) -> re.Match[str] | None:
    """Where a text names whose view it is, as "who".

    Args:
        evidence: whose text it is; None for a claim.
    """
    spoke = _SPOKE.match(text)
    if spoke and (not spoke["who"][:1].isupper() or (evidence and _did(spoke.group(), evidence))):
        spoke = None
    return _ACCORDING.search(text) or spoke or _INVERTED.match(text) or _AFTERWARDS.search(text)


def _did(spoken: str, evidence: Evidence) -> bool:
    """True when a plain fact tells what someone did: "De EU steunde een project"."""
    return evidence.sentence.kind is not SentenceKind.POSITION and _ACTED.search(spoken) is not None


def _parts(holder: str) -> list[str]:
    """The words by which a holder may be called."""
    words = [w.lower() for w in re.findall(r"11\.11\.11|[^\W_][\w\-]+", holder)]
    kept = [w for w in words if w not in _COMMON and not w.isdigit()]
    return [w for w in kept if w not in _LOOSE_HOLDERS] or kept or words
