"""Fixed words of the page, in the visitor's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from babel import Locale

from bot.answering.forms import Form
from bot.domain.answers import AnswerSentence, SourceNote, WarningKind
from bot.domain.filters import SourceFilter, SourceKind
from bot.domain.sources import ChainStatus
from bot.ui.language import N_, _, current_language, ngettext

STATUS = {
    ChainStatus.CONFIRMED: N_("bevestigd in de bron"),
    ChainStatus.NOTE_ONLY: N_("alleen in de nota gevonden"),
    ChainStatus.CONTRADICTED: N_("bron spreekt dit tegen"),
    ChainStatus.SUPERSEDED: N_("achterhaald"),
    ChainStatus.NOT_FOUND: N_("niet teruggevonden"),
    ChainStatus.OWN_DOCUMENT: N_("uw eigen document"),
}
STATUS_MEANING = {
    ChainStatus.CONFIRMED: N_("Wij lazen de bron na; dit staat er."),
    ChainStatus.NOTE_ONLY: N_("De nota zegt dit; de bron erachter is hiervoor niet nagelezen."),
    ChainStatus.CONTRADICTED: N_("De bron zelf zegt iets anders. Gebruik dit niet zonder te kijken."),
    ChainStatus.SUPERSEDED: N_("Er is een nieuwer cijfer."),
    ChainStatus.NOT_FOUND: N_("Niet gevonden in wat van de bron gelezen is."),
    ChainStatus.OWN_DOCUMENT: N_("Dit komt uit een document dat u zelf toevoegde."),
}
_BADGES = {
    ChainStatus.CONTRADICTED: N_("tegengesproken"),
    ChainStatus.SUPERSEDED: N_("achterhaald"),
    ChainStatus.OWN_DOCUMENT: N_("eigen document"),
}
FORMS = {
    Form.PARAGRAPH: N_("Alinea"),
    Form.SPOKEN: N_("60 seconden"),
    Form.POINTS: N_("Drie punten"),
    Form.MAIL: N_("Mail"),
}
WARNINGS = {
    WarningKind.STALE: N_("Verouderd"),
    WarningKind.CONFLICT: N_("Bronnen verschillen"),
    WarningKind.COUNTRY: N_("Let op het land"),
    WarningKind.PREMISE: N_("Over uw vraag"),
    WarningKind.CAVEAT: N_("Let op"),
}
"""What stands before a warning."""
KINDS = {SourceKind.NOTE: N_("Nota’s"), SourceKind.REPORT: N_("Rapporten"), SourceKind.OWN: N_("Eigen documenten")}
_REGIONS = {"world": N_("De hele wereld"), "EU": N_("Europese Unie"), "AF": N_("Afrika")}
"""Codes of the corpus that are no countries of ISO 3166."""
_LANGUAGES = {"en": N_("het Engels"), "fr": N_("het Frans")}


def country_name(code: str) -> str:
    """A country or region of the corpus, in the visitor's language."""
    if code in _REGIONS:
        return _(_REGIONS[code])
    return _territory(code, current_language())


@lru_cache(maxsize=1000)
def _territory(code: str, language: str) -> str:
    return str(Locale(language).territories.get(code, code))


def kind_of_quote(note: SourceNote) -> str:
    """Whose words a quote is in."""
    return _("Letterlijk") if note.quote_is_literal else _("Samenvatting in onze woorden")


def language_line(language: str) -> str:
    """A remark when the question was not Dutch, else ""."""
    if language == "nl" or not language:
        return ""
    asked = _(_LANGUAGES[language]) if language in _LANGUAGES else _("een andere taal")
    told = _("Uw vraag is in {language} gesteld. Dit antwoord is in het Nederlands, zoals de bronnen.")
    return told.format(language=asked)


def left_out_line(count: int) -> str:
    """A remark when sentences failed verification, else ""."""
    if not count:
        return ""
    return ngettext(
        "Eén zin is weggelaten, omdat de bron die niet genoeg steunt.",
        "{count} zinnen zijn weggelaten, omdat de bron die niet genoeg steunt.",
        count,
    ).format(count=count)


def status_badges(notes: Iterable[SourceNote]) -> list[tuple[str, ChainStatus]]:
    """What a reader must know of the sources of one sentence."""
    found = {note.status for note in notes}
    return [(_(text), status) for status, text in _BADGES.items() if status in found]


def position_badge(sentence: AnswerSentence, notes: Sequence[SourceNote]) -> str:
    """Whose position a sentence is: the cited author that it names, else the first."""
    authors = [note.author for note in notes]
    holder = next((name for name in authors if name in sentence.text), next(iter(authors), ""))
    return _("standpunt van {name}").format(name=holder) if holder else _("standpunt")


def filter_words(only: SourceFilter) -> list[str]:
    """A filter as one short text for each thing chosen."""
    words = [*only.organisations, *map(country_name, only.countries)]
    if only.from_year:
        words.append(_("vanaf {year}").format(year=only.from_year))
    if only.to_year:
        words.append(_("tot en met {year}").format(year=only.to_year))
    return [*words, *(_(KINDS[kind]) for kind in only.kinds)]
