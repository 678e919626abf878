"""The sources under an answer: a list, and for each a card that the browser opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.answers import SourceNote
from bot.ui.addresses import source_address
from bot.ui.language import _
from bot.ui.plain import html, web_address
from bot.ui.wording import STATUS, STATUS_MEANING, country_name, kind_of_quote

_PARTS = " … "


def source_list(notes: Sequence[SourceNote], place: str) -> str:
    """The footnotes as a list of buttons."""
    if not notes:
        return ""
    lines = "".join(_line(note, place) for note in notes)
    return f'<h3 class="ww-kop">{html(_("Bronnen"))}</h3><ul class="ww-bronnen">{lines}</ul>'


def source_cards(notes: Sequence[SourceNote], place: str, countries: Mapping[str, Sequence[str]]) -> str:
    """The cards that footnotes and list open.

    Args:
        countries: what a passage is about, by its id.
    """
    return "".join(_card(note, f"{place}-bron-{note.n}", countries.get(note.passage_id, ())) for note in notes)


def _line(note: SourceNote, place: str) -> str:
    return (
        f'<li><button type="button" class="ww-bron" popovertarget="{place}-bron-{note.n}">'
        f'<span class="ww-nummer">{note.n}</span>'
        f"<span>{html(note.label)}"
        f'<span class="ww-status ww-{note.status.value}">{html(_(STATUS[note.status]))}</span></span></button></li>'
    )


def _card(note: SourceNote, name: str, countries: Sequence[str]) -> str:
    close = (
        f'<button type="button" class="ww-sluit" popovertarget="{name}" popovertargetaction="hide">'
        f"{html(_('Sluiten'))}</button>"
    )
    told = html(_("Bron {number}").format(number=note.n))
    return (
        f'<div popover="auto" id="{name}" class="ww-kaart" role="dialog" aria-label="{told}">'
        f'<div class="ww-kaartkop"><strong>{note.n} · {html(note.label)}</strong>{close}</div>'
        f'<p class="ww-titel">{html(note.title)}</p>{_quote(note)}'
        f'<p class="ww-uitleg"><span class="ww-status ww-{note.status.value}">{html(_(STATUS[note.status]))}</span>: '
        f"{html(_(STATUS_MEANING[note.status]))}</p>{_about(countries)}{_link(note)}</div>"
    )


def _quote(note: SourceNote) -> str:
    parts = "".join(f"<p>{html(part)}</p>" for part in note.quote.split(_PARTS) if part.strip())
    spoken = "" if note.quote_is_literal else ' lang="nl"'
    kind = html(kind_of_quote(note))
    return f'<p class="ww-soort">{kind}</p><blockquote{spoken}>{parts}</blockquote>' if parts else ""


def _about(countries: Sequence[str]) -> str:
    if not countries:
        return ""
    named = ", ".join(country_name(code) for code in countries)
    return f'<p class="ww-uitleg">{html(_("Gaat over: {countries}.").format(countries=named))}</p>'


def _link(note: SourceNote) -> str:
    here = f'<a href="{html(source_address(note.key))}" target="_self">{html(_("Deze bron bij Bronnen"))}</a>'
    url = html(web_address(note.url))
    if not url:
        return f'<p class="ww-adres">{here}</p>'
    words = html(_("Naar de bron op het web"))
    anchor = f'<a href="{url}" target="_blank" rel="noopener noreferrer">{words}</a>'
    return f'<p class="ww-adres">{here} · {anchor}<span>{url}</span></p>'
