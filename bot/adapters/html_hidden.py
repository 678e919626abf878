"""Parts of a web page that its own tags hide from a reader. Style sheets are not worked out."""

from __future__ import annotations

import re
from typing import Any

_SUSPECT = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?!\.?[1-9])|font-size\s*:\s*0|[\"';\s]color\s*:"
    r"|\shidden[\s=>]|color\s*=",
    re.IGNORECASE,
)
_NOT_SHOWN = re.compile(r"display:none|visibility:hidden")
_SLY = re.compile(r"opacity:0*\.?0*(?:%?(?:;|$))|font-size:0*\.?[0-9]?(?:px|pt|em|rem|%)?(?:;|$|!)")
_COLOUR = re.compile(r"(?:^|;)color:([^;!]+)")
_WHITE = re.compile(r"(?:white|#fff(?:f|fff|ffff)?|#f[d-f]f[d-f]f[d-f]|rgba?\(255,255,255.*|transparent|rgba\(.*,0\))$")
_GROUND = re.compile(r"background")


def without_hidden(html: str) -> tuple[str, int]:
    """A page without the elements that their own tags hide, and the words left out that were made unseen by a trick.

    Menus and the like that are only not shown yet (``display: none``, ``hidden``) go without being counted.
    """
    if not _SUSPECT.search(html):
        return html, 0
    from lxml import etree
    from lxml import html as lxml_html

    try:
        root = lxml_html.document_fromstring(html)
    except (etree.LxmlError, ValueError):
        return html, 0
    words = gone = 0
    for element in list(root.iter(etree.Element)):
        style = "".join(element.get("style", "").lower().split())
        unshown = bool(_NOT_SHOWN.search(style)) or element.get("hidden") is not None
        sly = bool(_SLY.search(style)) or _is_white(element, style)
        if not (unshown or sly) or element.tag in ("html", "body") or element.getparent() is None:
            continue
        words += len(" ".join(element.itertext()).split()) if sly else 0
        gone += 1
        element.drop_tree()
    return (lxml_html.tostring(root, encoding="unicode"), words) if gone else (html, 0)


def _is_white(element: Any, style: str) -> bool:
    """White letters with no ground of their own around them."""
    colour = _COLOUR.search(style)
    value = colour[1] if colour else str(element.get("color", "")).lower()
    if not _WHITE.match(value.strip()):
        return False
    grounds = (element, *element.iterancestors())
    return not any(_GROUND.search(e.get("style", "").lower()) or e.get("bgcolor") or e.get("class") for e in grounds)
