"""What a reader of a document can't see: characters that show nothing or turn the order of others around."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.ingest.characters import normalise_characters

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
_NOTHING = re.compile("[\u200b-\u200d\u2060-\u2064\u180e\u034f\u115f\u1160\u3164\uffa0]")
_MANY = 50
_LONGEST_NAME = 100


def character_remarks(texts: Iterable[str]) -> list[str]:
    """Remarks on invisible characters of a raw text; cleaning leaves them out.

    A few zero-width characters are usual on web pages and are not worth a remark.
    """
    turning = nothing = 0
    for text in texts:
        turning += len(_TURNING.findall(text))
        nothing += len(_NOTHING.findall(text))
    remarks = []
    if turning:
        remarks.append(f"{turning} tekens die tekst verbergen of omdraaien zijn weggelaten; kijk het document na")
    if nothing >= _MANY:
        remarks.append(f"{nothing} onzichtbare tekens zijn weggelaten; kijk het document na")
    return remarks


def word_remarks(words: int) -> list[str]:
    """The remark on words that a reader can't see, none for 0."""
    if not words:
        return []
    count = "1 onzichtbaar woord is" if words == 1 else f"{words} onzichtbare woorden zijn"
    return [f"{count} weggelaten (wit op wit, piepklein of verborgen); kijk het document na"]


def shown_name(name: str) -> str:
    """A file name for messages and as a source key: one line, without characters that hide, turn or steer."""
    text = " ".join(normalise_characters(name.encode("utf-8", "replace").decode()).split())
    return text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 1]}…"
