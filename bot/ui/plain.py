"""Text of documents, models and users, made inert before it reaches a page."""

from __future__ import annotations

import re
from html import escape

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_JOINER = "\u2060"  # invisible and without width: breaks the shape of an address or a shortcode
_COLON = re.compile(r":(?=\S)")
_ADDRESS = re.compile(r"(www|@)(?=\S)", re.I)


def html(text: str) -> str:
    """Text for use inside an HTML element or a quoted attribute."""
    return escape(text, quote=True)


def label(text: str) -> str:
    """Text for a Streamlit label, which would read it as Markdown.

    Escapes punctuation, and breaks what Streamlit makes links, icons or emoji of after parsing.
    """
    line = " ".join(text.split())
    return _PUNCTUATION.sub(r"\\\1", _ADDRESS.sub(rf"\1{_JOINER}", _COLON.sub(f":{_JOINER}", line)))


def markdown(text: str) -> str:
    """Text for use in a Markdown document: every mark that has a meaning is escaped."""
    return re.sub(r"([\\`*_{}\[\]<>#|~$^@!])", r"\\\1", " ".join(text.split()))


def web_address(url: str) -> str:
    """The address when it is one of the web, else ""."""
    return url if re.match(r"https?://[^\s/]", url, re.I) else ""
