"""Characters made regular: ligatures, soft hyphens, odd spaces, control characters."""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\u0132": "IJ",
    "\u0133": "ij",
}
_ODD_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
_INVISIBLE = (
    "\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\u180e\u061c\ufff9\ufffa\ufffb"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u034f\u115f\u1160\u3164\uffa0"
)
_INVISIBLE_RANGES = ((0x206A, 0x206F), (0xFE00, 0xFE0F), (0xE0000, 0xE01EF))
_LINE_ENDS = "\v\u0085\u2028\u2029\x1c\x1d\x1e"
_TABLE = str.maketrans(
    {
        **_LIGATURES,
        **dict.fromkeys(_ODD_SPACES, " "),
        **dict.fromkeys(_INVISIBLE, ""),
        **{chr(code): "" for first, last in _INVISIBLE_RANGES for code in range(first, last + 1)},
        **dict.fromkeys(_LINE_ENDS, "\n"),
        "\u2010": "-",
        "\u2011": "-",
    }
)
# A hyphen that only typesetting put there: soft hyphen, or what PDF readers write for it.
_SOFT_HYPHEN = re.compile("[\u00ad\x02\ufffe]")
_SOFT_HYPHEN_AT_END = re.compile("[\u00ad\x02\ufffe][ ]*(?=\n|$)")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\ufdd0-\ufdef\uffff]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def normalise_characters(text: str) -> str:
    """The text in NFC with plain spaces, line feeds as line ends (form feeds stay) and no invisible characters.

    A soft hyphen at a line end becomes a hyphen, elsewhere it goes.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE)
    text = _SOFT_HYPHEN.sub("", _SOFT_HYPHEN_AT_END.sub("-", text))
    text = _LONE_SURROGATE.sub("\ufffd", _CONTROL.sub("", text))
    return unicodedata.normalize("NFC", text)
