"""Letters without their accents."""

from __future__ import annotations

import unicodedata


def without_accents(text: str, *, fold: bool = True) -> str:
    """The text with "é" as "e".

    Args:
        fold: also take forms apart that only look different ("ﬁ" becomes "fi", "²" becomes "2").
    """
    plain = unicodedata.normalize("NFKD" if fold else "NFD", text)
    return "".join(c for c in plain if not unicodedata.combining(c))
