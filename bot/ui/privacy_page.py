"""Page "Mijn gegevens": what is stored about the visitor, to take along or delete."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from bot.errors import StorageError
from bot.settings import Settings
from bot.storage.personal import PersonalData
from bot.ui import desk as office
from bot.ui.access import LOCAL, Person, current_person, is_open
from bot.ui.answer_view import notice_html
from bot.ui.language import _, ngettext
from bot.ui.plain import html

_DONE = "ww_gewist"
_SURE = "ww_wis_alles_zeker"


def show() -> None:
    """Draw the page."""
    settings, person = office.read_settings(), current_person()
    data = PersonalData(settings.database, person.id)
    st.html(f'<h1 class="ww-naam">{html(_("Mijn gegevens"))}</h1>')
    if done := st.session_state.pop(_DONE, ""):
        st.html(notice_html(done, alarm=False))
    try:
        _show_kept(settings, person, data)
        _show_leaving(settings)
        _show_download(data)
        _show_deletion(data)
    except StorageError as error:
        st.html(notice_html(str(error)))


def _show_kept(settings: Settings, person: Person, data: PersonalData) -> None:
    counts = data.counts()
    lines = [_conversations(counts.conversations), _verdicts(counts.verdicts), _reviews(counts.reviews)]
    _heading(_("Wat Weerwoord van u bewaart"))
    _list(lines)
    _line(_("Waar: in het bestand {path}, op de computer waarop Weerwoord draait.").format(path=settings.database))
    _line(_how_long(settings.keep_days))
    _line(_whose(settings, person))
    if counts.verdicts or person.id != LOCAL:
        _line(
            _(
                "Wie leest mee: alleen een duim omlaag, met vraag, antwoord en opmerking, gaat zonder uw naam naar wie "
                "Weerwoord toetst."
            )
        )


def _conversations(count: int) -> str:
    words = ngettext(
        "{n} gesprek, met uw vragen en de antwoorden", "{n} gesprekken, met uw vragen en de antwoorden", count
    )
    return words.format(n=count)


def _verdicts(count: int) -> str:
    words = ngettext(
        "{n} oordeel over een antwoord, met uw opmerking", "{n} oordelen over een antwoord, met uw opmerking", count
    )
    return words.format(n=count)


def _reviews(count: int) -> str:
    words = ngettext(
        "{n} geoefend antwoord, met het cijfer dat u kreeg",
        "{n} geoefende antwoorden, met het cijfer dat u kreeg",
        count,
    )
    return words.format(n=count)


def _how_long(days: int) -> str:
    if not days:
        return _("Hoe lang: tot u het verwijdert.")
    words = ngettext(
        "Hoe lang: {n} dag. Daarna verdwijnt het vanzelf.", "Hoe lang: {n} dagen. Daarna verdwijnt het vanzelf.", days
    )
    return words.format(n=days)


def _whose(settings: Settings, person: Person) -> str:
    if person.id == LOCAL:
        return _("Van wie: van ieder die deze computer gebruikt; Weerwoord vraagt geen naam.")
    if is_open(settings):
        return _("Van wie: van deze browser. Een cookie met een willekeurig getal herkent u; uw naam is niet bekend.")
    return _(
        "Van wie: van u, onder de code {code}. Die code is gemaakt van uw inlogaccount. Uw naam en mailadres staan "
        "alleen in het inlogcookie van uw browser."
    ).format(code=person.id)


def _show_leaving(settings: Settings) -> None:
    _heading(_("Wat deze computer verlaat"))
    if not settings.model:
        _line(_("Niets. Weerwoord zoekt en antwoordt zelf, zonder internet."))
        return
    where = urlsplit(settings.model_base_url).hostname or settings.model.partition(":")[0]
    _line(
        _(
            "Uw vraag en de gevonden passages gaan naar het taalmodel {model} op {server}. Wat daar bewaard wordt, "
            "bepaalt de beheerder van die server."
        ).format(model=settings.model, server=where)
    )


def _show_download(data: PersonalData) -> None:
    _heading(_("Meenemen"))
    st.download_button(
        _("Download alles over mij"),
        data.archive,
        file_name="weerwoord-mijn-gegevens.json",
        mime="application/json",
        key="ww_alles",
        on_click="ignore",
    )


def _show_deletion(data: PersonalData) -> None:
    _heading(_("Verwijderen"))
    sure = st.checkbox(_("Ja, ik wil al mijn gesprekken, oordelen en oefeningen voorgoed verwijderen"), key=_SURE)
    st.button(_("Verwijder alles over mij"), key="ww_wis_alles", disabled=not sure, on_click=_delete, args=(data,))


def _delete(data: PersonalData) -> None:
    try:
        gone = data.forget()
    except StorageError as error:
        st.session_state[_DONE] = _("Er is niets verwijderd. {reason}").format(reason=error)
        return
    for name in [name for name in st.session_state if str(name).startswith("ww_") and name not in _KEPT]:
        del st.session_state[name]
    st.session_state[_DONE] = _("Verwijderd: {conversations}, {verdicts} en {reviews}.").format(
        conversations=ngettext("{n} gesprek", "{n} gesprekken", gone.conversations).format(n=gone.conversations),
        verdicts=ngettext("{n} oordeel", "{n} oordelen", gone.verdicts).format(n=gone.verdicts),
        reviews=ngettext("{n} geoefend antwoord", "{n} geoefende antwoorden", gone.reviews).format(n=gone.reviews),
    )


_KEPT = ("ww_taal", "ww_taalkeuze", "ww_bezoeker")
"""What says nothing about the visitor, or still tells whose page this is."""


def _heading(text: str) -> None:
    st.html(f'<h2 class="ww-tussenkop">{html(text)}</h2>')


def _line(text: str) -> None:
    st.html(f'<p class="ww-regel">{html(text)}</p>')


def _list(lines: list[str]) -> None:
    st.html(f'<ul class="ww-opsomming">{"".join(f"<li>{html(line)}</li>" for line in lines)}</ul>')
