"""Text that was pasted with its make-up: tags and pictures are taken out, the words stay."""

from __future__ import annotations

import re
from html import unescape

_UNSEEN = re.compile(r"<(script|style|svg|head)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_PICTURE = re.compile(r"!\[[^\]\n]*\]\([^()\n]*\)|\bdata:image/[\w.+-]+;base64,[A-Za-z0-9+/=]*")


def plain_words(text: str) -> str:
    """The words of a pasted text; the text itself when nothing in it is make-up.

    "a < b" stays: a tag begins with a letter right after its bracket.
    """
    bare = _TAG.sub(" ", _PICTURE.sub(" ", _UNSEEN.sub(" ", text)))
    return text if bare == text else " ".join(unescape(bare).split())
