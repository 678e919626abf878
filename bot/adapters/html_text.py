"""All readable text of a web page, block by block, with the standard library alone.

A scanner of tags, not ``html.parser``: that one takes minutes over a megabyte of unclosed comments.
"""

from __future__ import annotations

import re
from html import unescape


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SKIPPED = _words(
    "noscript template svg math head nav footer form button select textarea iframe object canvas audio video aside "
    "dialog"
)
_BLOCKS = _words(
    "p div section article main h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote pre table tr caption figure figcaption "
    "header address body hr br details summary fieldset title"
)
_MAIN = _words("article main")
_CELLS = _words("td th")
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)[^<>]*>|<[!?][^<>]*>")
_OPAQUE = re.compile(r"<!--|<(?P<name>script|style)\b[^<>]*>", re.IGNORECASE)
_ENOUGH = 200


class HtmlText:
    """The ``title``, ``heading`` (the first h1) and ``paragraphs`` of a web page.

    Menus, forms and scripts are left out. Where the page has an article or main part, only that counts.
    """

    def __init__(self, html: str) -> None:
        """Read a page."""
        self.title = ""
        self.heading = ""
        self._all: list[str] = []
        self._in_main: list[str] = []
        self._text: list[str] = []
        self._skipping = 0
        self._skipped = ""
        self._main_depth = 0
        self._tag = ""
        self._read(_without_opaque(html))

    @property
    def paragraphs(self) -> list[str]:
        """The text blocks in order."""
        return self._in_main if sum(map(len, self._in_main)) > _ENOUGH else self._all

    def _read(self, html: str) -> None:
        at = 0
        for tag in _TAG.finditer(html):
            self._take(html[at : tag.start()])
            at = tag.end()
            name = (tag["name"] or "").lower()
            if tag["close"]:
                self._close(name)
            elif name:
                self._open(name)
        self._take(html[at:])
        self._flush()

    def _open(self, name: str) -> None:
        if name == "body":
            self._skipping = 0
        if not self._skipping and name in _SKIPPED:
            self._skipped = name
        if name in _SKIPPED and name == self._skipped:
            self._skipping += 1
        if name in _BLOCKS:
            self._flush()
            self._tag = name
        elif name in _CELLS and self._text:
            self._text.append(" | ")
        self._main_depth += name in _MAIN

    def _close(self, name: str) -> None:
        if self._skipping and name == self._skipped:
            self._skipping -= 1
        if name in _BLOCKS:
            self._flush()
            self._tag = ""
        if name in _MAIN:
            self._main_depth = max(0, self._main_depth - 1)

    def _take(self, data: str) -> None:
        if self._tag == "title" and not self._all:
            self.title += unescape(data)
        elif not self._skipping and data:
            self._text.append(unescape(data))

    def _flush(self) -> None:
        text = " ".join("".join(self._text).split()).strip(" |")
        self._text.clear()
        if not text:
            return
        if self._tag == "h1" and not self.heading:
            self.heading = text
        self._all.append(text)
        if self._main_depth:
            self._in_main.append(text)


def _without_opaque(html: str) -> str:
    """The page without comments, scripts and style sheets; what is not closed runs to the end."""
    kept: list[str] = []
    at = 0
    while opening := _OPAQUE.search(html, at):
        kept.append(html[at : opening.start()])
        name = opening["name"]
        closing = re.compile(rf"</{name}\b[^<>]*>" if name else "-->", re.IGNORECASE).search(html, opening.end())
        if closing is None:
            return "".join(kept)
        at = closing.end()
    kept.append(html[at:])
    return "".join(kept)
