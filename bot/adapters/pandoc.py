"""Pandoc Markdown through the pandoc that pypandoc_binary carries."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bot.errors import CorpusError

_FORMAT = "markdown-smart-implicit_figures"
_MARK = "WEERWOORDBESTANDSGRENS"


class PandocReader:
    """Implements ``MarkupReader``; many texts cost one call of pandoc."""

    def read(self, texts: Sequence[str]) -> list[dict[str, object]]:
        """Pandoc's JSON syntax tree of each text, in order."""
        if not texts:
            return []
        if len(texts) > 1 and not any(_MARK in text for text in texts):
            parts = _split(self._convert(f"\n\n{_MARK}\n\n".join(texts)))
            if len(parts) == len(texts):
                return parts
        return [self._convert(text) for text in texts]

    @staticmethod
    def _convert(text: str) -> dict[str, Any]:
        import pypandoc

        try:
            tree: dict[str, Any] = json.loads(pypandoc.convert_text(text, "json", format=_FORMAT))
        except (RuntimeError, OSError, ValueError) as error:
            raise CorpusError(f"pandoc kan de tekst niet lezen: {str(error).strip()[:200]}") from error
        return tree


def _split(tree: dict[str, Any]) -> list[dict[str, object]]:
    parts: list[list[Any]] = [[]]
    for block in tree["blocks"]:
        if block["t"] == "Para" and [i.get("c") for i in block["c"]] == [_MARK]:
            parts.append([])
        else:
            parts[-1].append(block)
    return [{**tree, "blocks": blocks} for blocks in parts]
