"""The language of the interface: Dutch sentences are the keys, catalogues hold French and English."""

from __future__ import annotations


def _(text: str) -> str:
    """The sentence in the visitor's language; the Dutch one where a translation is missing.

    Fill placeholders after translating: ``_("Bewaard: {name}").format(name=name)``.
    """
    return text


def ngettext(one: str, many: str, count: int) -> str:
    """The form for ``count`` things, in the visitor's language."""
    return one if count == 1 else many
