"""The user's own citation style, looked at before pandoc gets it."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from bot.errors import SettingsError

_NAMESPACE = "{http://purl.org/net/xbiblio/csl}"
_LARGEST = 2_000_000


def style_options(style: Path | None) -> list[str]:
    """Pandoc's options for a CSL file; none for its own style.

    Raises:
        SettingsError: no CSL file, or one that refers to another, which pandoc would fetch from the web.
    """
    if style is None:
        return []
    told = f"De instelling csl_style noemt {style}"
    try:
        if style.stat().st_size > _LARGEST:
            raise SettingsError(f"{told}, maar dat is te groot voor een CSL-stijl.")
        root = ElementTree.fromstring(style.read_bytes())
    except OSError as error:
        raise SettingsError(f"{told}, maar dat bestand is niet te lezen. Kies een .csl-bestand.") from error
    except ElementTree.ParseError as error:
        raise SettingsError(f"{told}, maar dat is geen CSL-stijl. Kies een .csl-bestand.") from error
    if root.tag != f"{_NAMESPACE}style":
        raise SettingsError(f"{told}, maar dat is geen CSL-stijl. Kies een .csl-bestand.")
    if any(link.get("rel") == "independent-parent" for link in root.iter(f"{_NAMESPACE}link")):
        raise SettingsError(f"{told}, maar die stijl verwijst naar een andere op het web. Kies de stijl zelf.")
    return [f"--csl={style.resolve()}"]
