"""Words of a claim that say nothing by themselves, and abbreviations with what they stand for."""

from __future__ import annotations

import re

FRAME = frozenset(
    # words that join or order
    "zowel alsook evenals evenzo tevens eveneens daarbij daarbovenop bovenop daarnaast bovendien overigens trouwens "  # noqa: SIM905
    "voorts verder kortom namelijk immers echter daarentegen niettemin desondanks desalniettemin intussen ondertussen "
    "inmiddels vervolgens daarna daarvoor ervoor erna nadien voordien hierbij hierdoor daardoor zodoende bijgevolg "
    "aldus althans ofwel oftewel enerzijds anderzijds waarbij waarna waarvoor hierover daarover hiervan daarmee "
    # verbs that only tie a figure to its subject
    "bedraagt bedragen bedroeg bedroegen beliep beliepen telt tellen telde telden geteld neerkomt neerkwam "
    "uitkomt uitkwam kwam komt lag lagen ligt liggen stond stonden vormde vormden vormt vormen betrof betreft gold "
    "golden geldt gelden ging gaat ging betekent betekende "
    # sums and manners of speaking
    "totaal samen gezamenlijk tezamen sprake wijze manier geval opzicht".split()
)
"""Surfaces that count neither for nor against a claim, unless the evidence has them too."""

HEADS = frozenset(
    "medio zowel tevens eveneens daarbovenop bovenop evenzo voorts overigens trouwens kortom niettemin desondanks "  # noqa: SIM905
    "ondertussen vervolgens daarna daarvoor nadien voordien hierbij hierdoor daardoor zodoende bijgevolg aldus "
    "enerzijds anderzijds opvallend mogelijk vermoedelijk waarschijnlijk wellicht misschien aanvankelijk "
    "achteraf vooraf vooral gemiddeld doorgaans meestal vaak soms zelden grofweg ongeveer pakweg zowat nagenoeg "
    "vrijwel gedurende sedert tijdens halverwege begin eind midden einde uiteindelijk sindsdien destijds "
    "ofschoon waarnaast evenveel evenmin waarom wanneer waarmee opnieuw opgeteld ter".split()
)
"""Words at the head of a sentence that are no names, though a small corpus may lack them."""

_LONG_FORMS = (
    ("bni", "bruto nationaal inkomen"),
    ("bbp", "bruto binnenlands product"),
    ("oda", "officiële ontwikkelingshulp"),
    ("ngo's", "niet-gouvernementele organisaties"),
    ("vn", "verenigde naties"),
    ("eu", "europese unie"),
    ("vs", "verenigde staten"),
)
_NAMED_RUN = re.compile(
    r"(?<![\w.])[A-Z][a-zà-ÿ]+(?:\s(?:(?:for|of|the|and|van|voor|de|het|der|en)\s)?[A-Z][a-zà-ÿ]+)+"
)


def long_forms(text: str) -> str:
    """What the abbreviations of a text stand for, and the abbreviations of what it writes out; "" when it has none."""
    lowered = text.lower()
    found = [
        f"{short} {written}"
        for short, written in _LONG_FORMS
        if written in lowered or re.search(rf"(?<!\w){re.escape(short)}(?!\w)", lowered)
    ]
    return " ".join(found)


def initials(text: str) -> set[str]:
    """Lower-case initials of names of several words: "epc" for "European Policy Centre"."""
    runs = (match.group() for match in _NAMED_RUN.finditer(text))
    return {"".join(w[0] for w in run.split() if w[0].isupper()).lower() for run in runs} - {""}
