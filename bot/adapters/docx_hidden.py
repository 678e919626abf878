"""Runs of a Word document that a reader can't see: hidden by Word, white on white, or tiny."""

from __future__ import annotations

import re
from typing import Any

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SUSPECT = re.compile(rb"<w:(?:vanish|webHidden)\b|w:color\s[^>]*w:val=\"[fF]{6}\"|<w:sz\s+w:val=\"[1-4]\"")
_OFF = ("0", "false", "off")
_TINY = 4
_PALE = ("auto", "ffffff", "")


def without_hidden(part: bytes) -> tuple[bytes, int]:
    """A part without its hidden runs, and the number of words left out.

    White text in a table or with a shade of its own stays: there it is usually seen, on a dark ground.

    Raises:
        ValueError: it is no XML.
    """
    if not _SUSPECT.search(part):
        return part, 0
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)[:100]) from error
    words = 0
    for run in list(root.iter(f"{_WORD}r")):
        if _is_hidden(run):
            for text in list(run.iter(f"{_WORD}t")):
                words += len((text.text or "").split())
                text.text = ""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True), words


def _is_hidden(run: Any) -> bool:
    properties = run.find(f"{_WORD}rPr")
    if properties is None:
        return False
    if any(_is_on(properties, name) for name in ("vanish", "webHidden")):
        return True
    size = _value(properties, "sz")
    if size.isascii() and size.isdigit() and int(size) <= _TINY:
        return True
    return _value(properties, "color").lower() == "ffffff" and not _has_ground(run, properties)


def _has_ground(run: Any, properties: Any) -> bool:
    """Whether something colours the ground under a run."""
    if _value(properties, "highlight") not in ("", "none", "white") or _is_shaded(properties):
        return True
    for above in run.iterancestors(f"{_WORD}p", f"{_WORD}tbl", f"{_WORD}txbxContent"):
        if above.tag != f"{_WORD}p":
            return True
        own = above.find(f"{_WORD}pPr")
        if own is not None and _is_shaded(own):
            return True
    return False


def _is_shaded(properties: Any) -> bool:
    shade = properties.find(f"{_WORD}shd")
    return shade is not None and shade.get(f"{_WORD}fill", "").lower() not in _PALE


def _is_on(properties: Any, name: str) -> bool:
    found = properties.find(f"{_WORD}{name}")
    return found is not None and found.get(f"{_WORD}val", "1").lower() not in _OFF


def _value(properties: Any, name: str) -> str:
    found = properties.find(f"{_WORD}{name}")
    return str(found.get(f"{_WORD}val", "")) if found is not None else ""
