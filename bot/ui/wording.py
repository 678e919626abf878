"""Fixed Dutch words of the page."""

from __future__ import annotations

from bot.domain.answers import SourceNote
from bot.domain.sources import ChainStatus

STATUS = {
    ChainStatus.CONFIRMED: "bevestigd in de bron",
    ChainStatus.NOTE_ONLY: "alleen in de nota gevonden",
    ChainStatus.CONTRADICTED: "bron spreekt dit tegen",
    ChainStatus.SUPERSEDED: "achterhaald",
    ChainStatus.NOT_FOUND: "niet teruggevonden",
    ChainStatus.OWN_DOCUMENT: "uw eigen document",
}
STATUS_MEANING = {
    ChainStatus.CONFIRMED: "Wij lazen de bron na; dit staat er.",
    ChainStatus.NOTE_ONLY: "De nota zegt dit; de bron erachter is hiervoor niet nagelezen.",
    ChainStatus.CONTRADICTED: "De bron zelf zegt iets anders. Gebruik dit niet zonder te kijken.",
    ChainStatus.SUPERSEDED: "Er is een nieuwer cijfer.",
    ChainStatus.NOT_FOUND: "Niet gevonden in wat van de bron gelezen is.",
    ChainStatus.OWN_DOCUMENT: "Dit komt uit een document dat u zelf toevoegde.",
}
LITERAL = "Letterlijk"
DIGEST = "Samenvatting in onze woorden"
_LANGUAGES = {"en": "het Engels", "fr": "het Frans"}


def source_label(note: SourceNote) -> str:
    """Author, year and place: "Partos (2024), p. 2" is one."""
    dated = f"{note.author} ({note.year if note.year is not None else 'z.j.'})"
    return f"{dated}, {note.locator}" if note.locator else dated


def language_line(language: str) -> str:
    """A remark when the question was not Dutch, else ""."""
    if language == "nl" or not language:
        return ""
    asked = _LANGUAGES.get(language, "een andere taal")
    return f"Uw vraag is in {asked} gesteld. Antwoorden zijn altijd in het Nederlands."


def left_out_line(count: int) -> str:
    """A remark when sentences failed verification, else ""."""
    if not count:
        return ""
    if count == 1:
        return "Eén zin is weggelaten, omdat de bron die niet genoeg steunt."
    return f"{count} zinnen zijn weggelaten, omdat de bron die niet genoeg steunt."
