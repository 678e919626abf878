"""The app's own words around an answer, in the language in which the answer is written."""

from __future__ import annotations

from typing import NamedTuple


class Labels(NamedTuple):
    """Words of one language.

    Attributes:
        mind: what stands before a warning.
        as_of: pattern for the year of a figure.
        more_sources: pattern for the sources that a speaker leaves unnamed.
        et_al: for "e.a." in a spoken name.
        literal, own_words: whether a quote is the source's or ours.
    """

    sources: str
    mind: str
    as_of: str
    dear: str
    regards: str
    my_source: str
    my_sources: str
    one_more: str
    more_sources: str
    and_: str
    from_year: str
    et_al: str
    literal: str
    own_words: str
    left_out: str


_LABELS = {
    "nl": Labels(
        "Bronnen",
        "Let op",
        "stand {}",
        "Beste …,",
        "Met vriendelijke groet,",
        "Mijn bron is {}.",
        "Mijn bronnen zijn {}.",
        "nog één bron",
        "nog {} bronnen",
        "en",
        "{} uit {}",
        "en anderen",
        "Letterlijk",
        "In onze woorden",
        "{} zin(nen) weggelaten: de bron droeg ze niet.",
    ),
    "en": Labels(
        "Sources",
        "Note",
        "as of {}",
        "Dear …,",
        "Kind regards,",
        "My source is {}.",
        "My sources are {}.",
        "one more",
        "{} more",
        "and",
        "{} from {}",
        "and others",
        "Literally",
        "In our words, in Dutch",
        "{} sentence(s) left out: the source did not carry them.",
    ),
    "fr": Labels(
        "Sources",
        "Attention",
        "état de {}",
        "Bonjour …,",
        "Bien cordialement,",
        "Ma source est {}.",
        "Mes sources sont {}.",
        "une autre",
        "{} autres",
        "et",
        "{} de {}",
        "et collègues",
        "Texte littéral",
        "Avec nos mots, en néerlandais",
        "{} phrase(s) laissée(s) de côté : la source ne les portait pas.",
    ),
}
DUTCH = _LABELS["nl"]


def labels(language: str) -> Labels:
    """The words of a language; the Dutch ones for a language that has none."""
    return _LABELS.get(language, _LABELS["nl"])
