"""Negation in a claim, against that in its evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile

from bot.answering.claim_contrary import NAMES_LISTED, alike, contrary
from bot.answering.claim_reading import Evidence, Read, clauses, replaced

_NOT = re.compile(
    r"\b(?:niet|geen|nooit|nauwelijks|evenmin|niemand|nergens|niets|noch|amper|allerminst|geenszins|verre\svan|in\splaats\svan|not|no|never|aucune?|jamais|"
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
    r"\b(?:verkeerd\w*|fout\w*|bots(?:t|en|te|ten)|strijdig\w*|onjuist\w*|onterecht\w*|uitsluit\w*|uitgesloten|"
    r"betwijfel\w*|"
    r"weinig|onvoldoende|alleen|enkel|slechts|pas|anders dan|onbekend|onduidelijk|slechte?|voorzichtig\w*|"
    r"\w{3,}(?:loos|loze|loosheid)|overstap\w*|overgaan|zelden|behalve|stop\w*|afwijz\w*|voorkom\w*|tekort\w*|mist|missen|gebrek|st(?:er[fv]|ier[fv]|orv)\w*|overl(?:e|ij|ee)d\w*|"
    r"buiten\b[^,;]{1,40}\b(?:houd|hield|gehoud)\w*|raa?dt?\w*\b[^,;]*\baf)\b",
    re.IGNORECASE,
)
_REFUSES = re.compile(
    r"\b(?:weiger\w*|verbied\w*|verboden|afgewezen|verw[eio]+rp\w*|tegenhoud\w*|mislukt\w*)\b|\bw(?:ijst|ijzen|ees|ezen)\b(?:[^,;]|(?<=\d),(?=\d))*\baf\b",
    re.IGNORECASE,
)
_NOT_ONLY = re.compile(r"\bniet\s+(?:alleen|enkel|slechts|meer\s+dan)\b|\bniet zozeer\b|\bzo niet\b", re.IGNORECASE)
_NOT_JUST = re.compile(r"\bniet\s+(?:alleen|enkel|slechts|uitsluitend)\b", re.IGNORECASE)
_JUST = re.compile(r"\b(?:alleen|enkel|slechts|uitsluitend|eenzijdige?)\b(?!\s+(?:al|maar)\b)", re.IGNORECASE)
_CONTRAST = re.compile(r"\bin\splaats\svan\b|(?:,|\ben|\bmaar)\s(?:niet|geen)\b", re.IGNORECASE)
_EXCLUDED = re.compile(
    r"(?:,|\ben)\sniet\s(?:(?:in|op|met|aan|naar|voor|uit|van|door|bij)\s)?(?:de\s|het\s)?"
    r"(?P<what>(?:[^\W\d_]+\s)?[^\W\d_]+)(?=[.,;])",
    re.IGNORECASE,
)
_RATHER = re.compile(r"\b(?:liever|eerder|boven|anders|uitgezonderd|behalve)\b", re.IGNORECASE)
_LEADING = re.compile(r"(?i:volgens)\s(?:\S+\s?){1,4}$|(?:\S+\s){0,3}\S*\d\S*(?:\s\S+)?$")
_ASKS = re.compile(r"(?:of|wat|welke?|dat|hoe|waarom|wie|waar|wanneer)\b", re.IGNORECASE)
_MAIN = re.compile(
    r"(?:is|was|zijn|waren|werd|werden|wordt|worden|kan|kon|kunnen|konden|had|hadden|heeft|hebben|staat|stond)\b"
)
_CEASES = re.compile(r"\b(?:ge)?stop\w*|\bop(?:ge|te)?h(?:oud|ield)\w*", re.IGNORECASE)
_SHORT = 5
_EXCUSES = 0.5
"""Of the words of a claim that the best sentence has, what another must have to excuse a denial."""
_REFUSAL = re.compile(
    r"\b(?:weiger\w*|verbied\w*|verboden|afgewezen|verw(?:erp|ierp|orp)\w*|lieten weg|liet weg|weggelaten|zonder|"
    r"ontbre\w+|ontbra\w+)\b|"
    r"\bbuiten (?:beschouwing|beeld|schot)\b",
    re.I,
)
_NONE = re.compile(
    r"\b(?:geen|weinig|nauwelijks|amper|onvoldoende|te\sweinig)\s+(?:een\s|enkele?\s)?"
    r"(?:(?:goed|groot|sterk|duidelijk|echt|extra|eigen|veel|hard)e?\s)?(?P<none>(?:[^\W\d_]{3,}e\s)?[^\W\d_]{4,})",
    re.IGNORECASE,
)
_LIMITS = re.compile(
    r"\b(?:alleen|enkel|slechts|uitsluitend|(?:de|het|als)\senige|maar|pas|puur|louter|beperkt\w*|uitzondering\w*|tenzij|mits|behalve|nog|vooral)\b",
    re.I,
)
_WITH_OR_NOT = re.compile(r"\bmet\s(?:en|of)\szonder\b", re.IGNORECASE)
_WITHOUT_ALONE = re.compile(r"\bzonder\b", re.IGNORECASE)
_NEITHER = re.compile(r"\b(?:niet|noch)\s([^\W\d_]+)\s(?:niet|noch)\s", re.IGNORECASE)
_ASIDE = re.compile(r",\s(?:(?:volgens|aldus)\s[^,;]{2,50}|in\s[^\s,;\d]+),", re.IGNORECASE)
_FIRST = re.compile(r"\beerste?\b|\bpas\b", re.IGNORECASE)
_FIRST_KNOWN = re.compile(
    r"\b(?:niet|geen)\b(?=[^;.]*\b(?:voordat|voor)\b)|\b(?:nog\s)?(?:nooit|niet)\s(?:eerder|daarvoor)\b", re.IGNORECASE
)
"""Nothing before something is that first."""
_VERB_FIRST = re.compile(
    r"^(?!(?:tegen|tussen|binnen|buiten|tijdens|volgens|met|want|maar|\w*dat|wat|en|tot|niet|uit|dit|toen)\b)"
    r"[a-z]*(?:t|en|de|is|was|kan|wil)\s+(?:[A-Z1]|de\s|het\s|een\s|er\s|zij\s|ze\s|hij\s|men\s|volgens\s)"
)
_NEGATED_SHARE = 0.5
_AFFIRMED_SHARE = 0.7
_SAYS_NO = re.compile(rf"{_DENIES.pattern}|{_REFUSES.pattern}|\b[^\W\d_]{{3,}}vrij\b|\btegen\b", re.IGNORECASE)
_SMALL = re.compile(
    rf"{_DENIES.pattern}|\b(?:klein\w*|gering\w*|lage?r?|laag|beperkt\w*|minder|zwakk?e?)\b", re.IGNORECASE
)
_JUST_SOME = re.compile(rf"{_JUST.pattern}(?!\s+(?:\S+\s)?\d)", re.IGNORECASE)
"""A limit on what is counted by no number."""
_STEM = 6
_NO_CONTENT = {"voor", "langer", "niet", "geen", "nooit", "volgen", "maar", "zijn", "word", "worden", "wordt"}
_WORD = re.compile(r"[^\W\d_]{4,}")


_IN_WORDS = re.compile(
    r"\b(?:(?:nutte|zin|machte|kans|vruchte)lo(?:os|ze)|faal\w*|gefaald|weinig|weerle\w*|ontkracht\w*|verzuim\w*|nagelaten|"
    r"achtergehouden|achterwege|uitgebleven|ingetrokken|tekortgeschoten|stopgezet|geschrapt|bezuinig\w*|verergert?\w*|"
    r"(?:hield|houdt|houden|hielden)\b[^,;]{1,80}\bachter|(?:liet|laat|lieten|laten)\b[^,;]{1,40}\bna|"
    r"(?:zag|ziet|zagen|zien)\b[^,;]{1,40}\baf van|bl(?:eef|even|ijft|ijven)\b[^,;]{1,80}\buit|"
    r"(?:laat|laten|liet|lieten|bl(?:eef|even|ijft|ijven))\b[^;]{0,120}?\bon(?:ge|be|ver)[a-z]{3,}(?:d|t|en)|"
    r"sch(?:oot|iet|oten|ieten)\b[^,;]{1,60}\btekort|sl(?:uit|oot|uiten|oten)\b[^,;]{0,40}\buit|in twijfel|"
    r"^Dat\b.{5,160}?\bbestreden\b|bestrijd(?:t|en)\sdat\b|spr(?:eekt|eken|ak|aken)\b[^;]{0,60}\btegen(?=[.,;]|$)|tegengesproken|"
    r"zw(?:ijgt|eeg|ijgen|egen)\b[^,;]{0,40}\bover|verzw(?:ijgt|eeg|ijgen|egen)|neg(?:eert|eerde|eren|eerden)|ontken(?:t|de|den|nen)|"
    r"g(?:aat|aan|ing|ingen)\b[^,;]{0,60}\bvoorbij aan|"
    r"sl(?:aat|oeg|aan|oegen)\b[^,;]{1,60}\bover(?=[.,;]|\s(?:bij|in|als|waar|wanneer)\b)|"
    r"tr(?:ok|ekt|okken|ekken)\b[^,;]{1,80}\bin(?=[.,;]|$))(?=[\s.,;]|$)",
    re.IGNORECASE,
)
"""Verbs and adjectives that deny without a negation."""
EXCUSES = re.compile(
    rf"{_NOT.pattern}|\b(?:weinig|zonder|slechts|alleen|enkel|pas|behalve|zelden|minder\w*|klein\w*|gering\w*|beperkt\w*|"
    r"bescheiden|zwak\w*|moeilijk\w*|lastig\w*|slecht\w*|verkeerd\w*|fout\w*|twijfel\w*|betwijfel\w*|omstreden|ontbr\w+|"
    r"onmogelijk|mislukt\w*|weiger\w*|verb[io]ed\w*|afgewezen|afwijz\w*|verw(?:erp|ierp|orp)\w*|w(?:ijst|ijzen|ees|ezen)|"
    r"stop\w*|gestopt|voorkom\w*|verhinder\w*|schrap\w*|geschrapt|\w*tekort\w*|\w*gebrek\w*|mist|missen|weggelaten|"
    r"uitsluit\w*|uitgesloten|bots\w*|tegenspre\w*|weerle\w*|ontken\w*|neg(?:eer|er)\w*|zw(?:ijg|eeg|eg)\w*|faal\w*|stuk\w*|spaak\w*|zorg\w*|erger\w*|"
    r"verlie\w*|verlor\w*|schaars\w*|af|weg|daal\w*|daling\w*|gedaald|kort\w*|sn(?:ijd|eed|oei)\w*|bezuinig\w*|trok|trekt|ingetrokken|"
    r"\w{3,}(?:loos|loze)|on(?!t|der|s\b|ze\b|geveer)[a-z]{4,})\b",
    re.IGNORECASE,
)


def denied_in_words(claim: Read, cover: Sequence[Evidence]) -> str:
    """Finds "nutteloos tegen armoede" for "helpt tegen armoede": a word that denies where the evidence has none."""
    for hit in _IN_WORDS.finditer(claim.text):
        rest = _stems(f"{claim.text[: hit.start()]} {claim.text[hit.end() :]}")
        excuses = (m.group() for e in cover for m in EXCUSES.finditer(e.read.text))
        if cover and not any(_stem(word.lower()) not in rest for word in excuses):
            return hit.group()
    return ""


def negation_differs(claim: Read, cover: Sequence[Evidence]) -> bool:
    """True when a claim denies what its evidence says, or the other way round."""
    if not cover:
        return False
    said = _FIRST_KNOWN.sub("eerst ", claim.text) if any(_FIRST.search(e.read.text) for e in cover) else claim.text
    said = _once(said, any(_WITH_OR_NOT.search(e.read.text) for e in cover))
    said, texts = _in_their_words(said, claim, cover), [_once(e.read.text) for e in cover]
    for place, text in enumerate(texts):
        said, texts[place] = alike(said, text)
    near = _near(claim, cover, texts)
    if any(contrary(claim.text, e.read.text) for e in cover[:1]):
        return True
    if not _negations(said) and any(_tells_excluded(claim, e.read) for e in cover[:1]):
        return True
    lemmas = {t.surface: t.stem for e in cover for t in e.read.tokens}
    if not _negations(said) and any(_tells_none(said, text, texts, claim.terms, lemmas) for text in near):
        return True
    return _denies_otherwise(said, texts, near)


def _tells_excluded(claim: Read, evidence: Read) -> bool:
    """Finds "zoekt het in strengere wetten" for "zoekt het in geld, niet in strengere wetten"."""
    match = _EXCLUDED.search(evidence.text)
    if match is None or _RATHER.search(claim.text) or _DENIES.search(claim.text):
        return False
    left_out, told = set(match["what"].lower().split()), set(evidence.text[: match.start()].lower().split())
    stems = {t.stem for t in evidence.tokens if t.surface in left_out}
    return bool(stems) and stems <= claim.terms and not left_out <= told


def _once(text: str, both: bool = False) -> str:
    """A text in which "met en zonder" is no denial, and "niet A noch B" one.

    Args:
        both: the evidence has "met en zonder", so that "zonder" denies nothing.
    """
    text = _WITHOUT_ALONE.sub("met", text) if both else text
    return _NEITHER.sub(r"niet \1 of ", _WITH_OR_NOT.sub("met", text))


def _in_their_words(text: str, claim: Read, cover: Sequence[Evidence]) -> str:
    """A claim with the forms that the evidence has of its words: "doorging" for "doorgegaan"."""
    forms = {t.stem: t.surface for e in reversed(cover) for t in e.read.tokens}
    theirs = {t.surface for e in cover for t in e.read.tokens}
    for token in claim.tokens:
        form = forms.get(token.stem, "")
        if form and token.surface not in theirs and not _only_another_ending(form, token.surface):
            text = re.sub(rf"\b{re.escape(token.surface)}\b", form, text, flags=re.IGNORECASE)
    return text


def _only_another_ending(one: str, other: str) -> bool:
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return same >= min(len(one), len(other)) - 1


def _near(claim: Read, cover: Sequence[Evidence], texts: Sequence[str]) -> list[str]:
    """The sentences that say enough of a claim to excuse a denial in it."""
    held = [len(claim.terms & e.read.terms) for e in cover]
    return [text for text, n in zip(texts, held, strict=True) if n >= _EXCUSES * max(held)]


def _denies_otherwise(claim: str, texts: Sequence[str], near: Sequence[str]) -> bool:
    said = _negations(claim)
    if said and not any(_negations(text) or _denies_more(_but_for(text, claim), claim) for text in near):
        return True
    refusal = _REFUSAL.search(claim)
    if refusal and not said and not any(_negations(t) or _SAYS_NO.search(t) or refusal.group() in t for t in near):
        return True
    if any(_denies_first(claim, text) for text in texts[:1]) or _opens_only(claim, texts):
        return True
    if not said and not _DENIES.search(claim) and any(_tells_absent(claim, text) for text in texts):
        return True
    if _only_some(claim, near):
        return True
    mine, theirs = _parts(claim), [part for text in texts for part in _parts(text)]
    return (
        any(_tells_denied(mine, clause, theirs) for clause in theirs)
        or any(_denies_told(clause, theirs) for clause in mine)
        or any(
            _negated_otherwise(one, other) and not _told(one, other, mine, theirs) for one in mine for other in theirs
        )
    )


def _tells_none(
    claim: str, evidence: str, texts: Sequence[str], terms: frozenset[str], lemmas: Mapping[str, str]
) -> bool:
    """True when a claim without a denial names what the evidence says there is none, or little, of.

    Args:
        terms: lemmas of the claim.
        lemmas: those of the evidence, by word.
    """
    if _NONE.search(claim) or _small(claim) - _small(evidence):
        return False
    words = _stems(claim)
    for match in _NONE.finditer(evidence):
        stems, whole = _stems(match["none"]), [w for w in match["none"].lower().split() if w in lemmas]
        if stems and (stems <= words or (whole and all(lemmas[w] in terms for w in whole))):
            rest = [evidence[: match.start()], evidence[match.end() :], *(t for t in texts if t != evidence)]
            if not any(stems <= _stems(text) for text in rest):
                return True
    return False


def _small(text: str) -> set[str]:
    """The beginnings of words by which a text says no, or little."""
    return {m.group().lower()[:_SHORT] for m in _SMALL.finditer(text)}


def _only_some(claim: str, near: Sequence[str]) -> bool:
    """Finds "telt alleen migranten met papieren" where the evidence knows no such limit."""
    only = _JUST_SOME.search(_NOT_JUST.sub(" ", claim))
    return only is not None and not any(
        _LIMITS.search(text) or _negations(text) or _DENIES.search(text) for text in near
    )


def _denies_more(evidence: str, claim: str) -> bool:
    """True when the evidence has a word of denial that the claim does not use for itself ("slechte opvang")."""
    mine = {m.group().lower()[:5] for m in _DENIES.finditer(claim)}
    return any(m.group().lower()[:5] not in mine for m in _DENIES.finditer(evidence))


def _but_for(evidence: str, claim: str) -> str:
    """The evidence without an "alleen" that stands with what a claim denies: "noemt alleen steun" affirms the steun."""
    denied = _scope(claim)

    def kept(match: re.Match[str]) -> str:
        after = _WORD.findall(evidence[match.end() :].lower())[:2]
        return " " if denied & {_stem(word) for word in after} else match.group()

    return _JUST.sub(kept, evidence)


def _opens_only(claim: str, texts: Sequence[str]) -> bool:
    """Finds "niet alleen in Turkije" where the evidence says "alleen in Turkije"."""
    if not _NOT_JUST.search(claim):
        return False
    return any(_JUST.search(_NOT_JUST.sub(" ", t)) for t in texts) and not any(map(_NOT_JUST.search, texts))


def _denies_first(claim: str, evidence: str) -> bool:
    """Finds "kijkt niet naar mensen maar naar plaatsen" for "kijkt naar mensen en niet naar plaatsen"."""
    contrast = _CONTRAST.search(evidence)
    denials = list(_NOT.finditer(_NOT_ONLY.sub(" ", claim)))
    if contrast is None or len(denials) != 1 or _negations(evidence) != 1:
        return False
    first, other = (_short(evidence[: contrast.start()]), _short(evidence[contrast.end() :]))
    bare = _NOT_ONLY.sub(" ", claim)
    before, after = (
        [w[:_SHORT] for w in _WORD.findall(part.lower())]
        for part in (bare[: denials[0].start()], bare[denials[0].end() :])
    )
    if set(after[:2]) & (other - first):
        return False
    return bool(set(after[:2]) & (first - other) or set(before[-2:]) & (other - first))


def _short(text: str) -> set[str]:
    return {w[:_SHORT] for w in _WORD.findall(text.lower())}


def _negations(text: str) -> int:
    return len(_NOT.findall(_NOT_ONLY.sub(" ", text)))


def _parts(text: str) -> list[str]:
    """Clauses; one that begins with its verb belongs to what stands before it ("Op de vraag …, geeft Partos …")."""
    found: list[str] = []
    for clause in clauses(NAMES_LISTED.sub(r"\1 ", _ASIDE.sub("", text))):
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
    """The two content words after a negation; all before it where nothing follows."""
    bare = _NOT_ONLY.sub(" ", clause)
    found: set[str] = set()
    for match in _NOT.finditer(bare):
        after = [w for w in _WORD.findall(bare[match.end() :].lower()) if w[:_STEM] not in _NO_CONTENT]
        before = [w for w in _WORD.findall(bare[: match.start()].lower()) if w[:_STEM] not in _NO_CONTENT]
        found.update(_stem(w) for w in after[:2] or before)
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
    return {_stem(w) for w in _WORD.findall(text.lower())} - _NO_CONTENT


def _stem(word: str) -> str:
    return word[:-2] if len(word) == _STEM + 1 and word.endswith("en") else word[:_STEM]


def _negated_otherwise(mine: str, theirs: str) -> bool:
    """True for two nearly equal clauses of which one has a negation more."""
    chunks = replaced(mine, theirs)
    ours, others = (" ; ".join(" ".join(pair[side]) for pair in chunks) for side in (0, 1))
    plain = others if _negations(ours) > _negations(others) else ours
    return _negations(ours) != _negations(others) and not (_DENIES.search(plain) or _AGAINST.search(plain))
