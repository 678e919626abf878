"""Warnings in the language of a generated answer: the app's own sentences told in it, the corpus quoted in Dutch."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from bot.domain.answers import AnswerWarning, WarningKind


class _Told(NamedTuple):
    """A sentence of the app: how it begins in Dutch, and how it reads elsewhere.

    Attributes:
        dutch: matches all of it; groups go into the other two.
    """

    dutch: re.Pattern[str]
    en: str
    fr: str


_COUNTRIES = {"Nederland": ("the Netherlands", "les Pays-Bas"), "België": ("Belgium", "la Belgique")}
_SENTENCES = (
    _Told(
        re.compile(r"Deze bronnen spreken elkaar tegen of tellen anders\. Noem bij elk cijfer de bron en het jaar\."),
        "These sources contradict each other or count differently. Name the source and the year with each figure.",
        "Ces sources se contredisent ou comptent autrement. Citez la source et l’année de chaque chiffre.",
    ),
    _Told(
        re.compile(r"Het cijfer over (\d{4}) is verouderd: dat over (\d{4}) is nieuwer\."),
        "The figure for {0} is outdated: that for {1} is newer.",
        "Le chiffre de {0} est dépassé : celui de {1} est plus récent.",
    ),
    _Told(
        re.compile(r"Er is een nieuwer cijfer: (.+)", re.DOTALL),
        "There is a newer figure, in Dutch: “{0}”",
        "Il existe un chiffre plus récent, en néerlandais : « {0} »",
    ),
    _Told(
        re.compile(
            r"Een eigen document noemt een ander cijfer dan de bronnen van Weerwoord: (.+)",
            re.DOTALL,
        ),
        "A document of your own gives another figure than Weerwoord’s sources do, in Dutch: “{0}”",
        "Un document à vous donne un autre chiffre que les sources de Weerwoord, en néerlandais : « {0} »",
    ),
    _Told(
        re.compile(r"Let op: dit antwoord gaat over (Nederland|België), niet over (Nederland|België)\."),
        "This answer is about {0}, not about {1}.",
        "Cette réponse concerne {0}, et non {1}.",
    ),
    _Told(
        re.compile(r"Uw vraag noemt een getal dat niet in het antwoord staat\. Neem het niet zomaar over\."),
        "Your question names a number that is not in the answer. Do not simply take it over.",
        "Votre question cite un chiffre qui ne figure pas dans la réponse. Ne le reprenez pas tel quel.",
    ),
    _Told(
        re.compile(
            r"In uw vraag zit een bewering\. Toets die aan het antwoord: daar staat alleen wat de bronnen zeggen\."
        ),
        "Your question holds a claim. Test it against the answer, which says only what the sources say.",
        "Votre question contient une affirmation. Comparez-la à la réponse, qui ne dit que ce que disent les sources.",
    ),
    _Told(
        re.compile(r"‘(.+?)’ is een geladen woord\. Neutraal gezegd: (.+?)\.(?: (.+))?", re.DOTALL),
        "‘{0}’ is a loaded word. In neutral terms, in Dutch: {1}.",
        "« {0} » est un mot chargé. En termes neutres, en néerlandais : {1}.",
    ),
)
_QUOTED = {
    WarningKind.STALE: (
        "About how recent this is, in Dutch: “{}”",
        "Sur l’actualité de ce point, en néerlandais : « {} »",
    ),
    WarningKind.CONFLICT: ("Sources differ, in Dutch: “{}”", "Les sources diffèrent, en néerlandais : « {} »"),
    WarningKind.COUNTRY: ("About the country, in Dutch: “{}”", "À propos du pays, en néerlandais : « {} »"),
    WarningKind.PREMISE: ("About your question, in Dutch: “{}”", "À propos de votre question, en néerlandais : « {} »"),
    WarningKind.CAVEAT: ("Bear in mind, in Dutch: “{}”", "À garder à l’esprit, en néerlandais : « {} »"),
}


def told_warning(warning: AnswerWarning, language: str) -> AnswerWarning:
    """A warning beside an answer in that language; a sentence of the corpus stays Dutch, between quotation marks.

    Args:
        language: "nl", "en" or "fr".
    """
    if language not in ("en", "fr"):
        return warning
    at = ("en", "fr").index(language)
    for told in _SENTENCES:
        match = told.dutch.fullmatch(warning.text)
        if match:
            groups = (_COUNTRIES.get(g, (g, g))[at] for g in match.groups() if g)
            return replace(warning, text=(told.en, told.fr)[at].format(*groups))
    return replace(warning, text=_QUOTED[warning.kind][at].format(warning.text))
