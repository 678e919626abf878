"""Words that turn a sentence round: negations and opposites."""

from __future__ import annotations

import re

_NEGATION = re.compile(
    r"\b(niet|geen|nooit|nergens|niemand|niets|nauwelijks|zonder|onwaar|onzin|flauwekul|fout|ni)\b", re.IGNORECASE
)
_AXES = tuple(
    (re.compile(rf"\b(?:{one})", re.IGNORECASE), re.compile(rf"\b(?:{other})", re.IGNORECASE))
    for one, other in (
        (r"stijg\w*|toenemen|toename|neemt?\b.{0,20}\btoe\b|gestegen|omhoog|groei\w*|gegroeid",
         r"daal\w*|dalen|daling|gedaald|afnemen|afname|neemt?\b.{0,20}\baf\b|omlaag|verlaag\w*|krimp\w*"),
        (r"meer\b|hoger\w*|groter\w*|meeste\w*|grootste", r"minder\w*|lager\w*|kleiner\w*|minste\b|kleinste|weinig\w*"),
        (r"binnen\b", r"buiten\b"),
        (r"goedkoper\w*|goedkoop", r"duurder\w*|duur\b"),
        (r"sneller\w*|snel\b", r"langzamer\w*|langzaam|trager\w*|traag"),
        (r"altijd|alle\b|iedereen", r"zelden|nooit|niemand"),
        (r"verplicht\w*", r"vrijwillig\w*|niet verplicht"),
        (r"sterk\w*|goed\b|veilig\w*", r"zwak\w*|slecht\w*|onveilig\w*"),
        (r"eerst\b|korte termijn", r"lange termijn|pas later"),
    )
)  # fmt: skip

_UP = re.compile(
    r"\b(?:meer(?!\s+dan)|hoger\w*|groter\w*|(?:ge)?stijg\w*|steeg|stegen|gestegen|toename|toegenomen|groei\w*|gegroeid|"
    r"omhoog|verhoog\w*|verhoging|extra|erbij|duurder)\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:minder(?!\s+dan)|lager\w*|kleiner\w*|da(?:al|l)\w*|gedaald|afname|afgenomen|krimp\w*|gekrompen|omlaag|"
    r"verlaag\w*|verlaging|eraf|goedkoper|zak(?:t|te|ten|ken)|gezakt|slink\w*|slonk\w*|geslonken|terugge?lop\w*|kelder\w*)\b",
    re.IGNORECASE,
)


def direction(text: str) -> int:
    """1 for a text that only speaks of more, -1 for one that only speaks of less, 0 for both or neither."""
    return bool(_UP.search(text)) - bool(_DOWN.search(text))


def negations(text: str) -> int:
    """How often a text denies."""
    return len(_NEGATION.findall(text))


def opposed(one: str, other: str) -> bool:
    """True when one text goes only one way on some axis where the other goes only the other way."""
    for up, down in _AXES:
        first = (bool(up.search(one)), bool(down.search(one)))
        second = (bool(up.search(other)), bool(down.search(other)))
        if first in ((True, False), (False, True)) and second == (first[1], first[0]):
            return True
    return False
