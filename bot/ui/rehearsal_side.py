"""Beside practising: progress, things to take along, a coach's set."""

from __future__ import annotations

import json
import time

import streamlit as st

from bot.adapters.anki_deck import anki_deck
from bot.adapters.pandoc_export import to_docx, to_html
from bot.domain.cards import Card
from bot.errors import UsageError, WeerwoordError
from bot.rehearsal.coach import Coach
from bot.rehearsal.opponents import Opponent, Setting
from bot.rehearsal.session import Choice
from bot.rehearsal.sets import CoachSet, read_set, write_set
from bot.rehearsal.takeaway import cards_markdown, cards_text, cheat_markdown, cheat_sheet, flash_notes
from bot.ui import rehearsal_state
from bot.ui.answer_view import notice_html
from bot.ui.desk import theme_title
from bot.ui.language import _, ngettext
from bot.ui.plain import html
from bot.ui.rehearsal_state import Round
from bot.ui.rehearsal_view import progress_html
from bot.ui.rehearsal_words import opponent_name, setting_name

_FILES = "ww_meeneembestanden"
_TITLE = "Weerwoord"


def show_progress(coach: Coach, person: str) -> None:
    """Due cards, weak themes, and the person's right to take or delete it all."""
    with st.expander(_("Mijn voortgang"), key="ww_voortgang"):
        progress = coach.progress(person)
        if not progress.reviews:
            st.html(f'<p class="ww-opmerking">{html(_("U hebt nog niet geoefend."))}</p>')
            return
        forecast = coach.deck.forecast(coach.store.latest(person))
        titles = {theme.theme: theme_title(theme.theme) for theme in progress.themes}
        st.html(progress_html(progress, forecast, coach.deck.clock().date(), titles))
        st.download_button(
            _("Bewaar mijn voortgang als bestand"),
            lambda: json.dumps(coach.store.export(person), ensure_ascii=False, indent=1),
            file_name="weerwoord-voortgang.json",
            mime="application/json",
            key="ww_voortgang_bestand",
            on_click="ignore",
            width="stretch",
        )
        sure = st.checkbox(_("Ja, ik wil al mijn antwoorden voorgoed verwijderen"), key="ww_wis_zeker")
        if st.button(_("Verwijder mijn voortgang"), key="ww_wis", disabled=not sure, width="stretch"):
            count = coach.store.delete(person)
            words = ngettext(
                "Uw voortgang is verwijderd ({n} antwoord).", "Uw voortgang is verwijderd ({n} antwoorden).", count
            )
            rehearsal_state.notify(words.format(n=count))
            st.rerun()


def show_takeaway(coach: Coach) -> None:
    """Chosen cards as a cheat sheet, documents, flash cards and plain text."""
    with st.expander(_("Neem mee: spiekbriefje, Word, Anki"), key="ww_meenemen"):
        cards = _chosen(coach, "ww_meeneemkaarten", _("Welke kaarten?"))
        if not cards:
            st.session_state.pop(_FILES, None)
            return
        slugs = tuple(card.slug for card in cards)
        if st.button(_("Maak de bestanden"), key="ww_maak", width="stretch"):
            _make(coach, cards, slugs)
        held = st.session_state.get(_FILES)
        if held is None:
            return
        if held[0] != slugs:
            st.html(f'<p class="ww-opmerking">{html(_("U koos andere kaarten. Maak de bestanden opnieuw."))}</p>')
            return
        count = len(cards)
        words = ngettext(
            "Klaar, met {n} kaart. Bewaar wat u nodig hebt:", "Klaar, met {n} kaarten. Bewaar wat u nodig hebt:", count
        )
        st.html(f'<p class="ww-opmerking" role="status">{html(words.format(n=count))}</p>')
        for number, (title, name, mime, data) in enumerate(held[1]):
            st.download_button(
                title, data, file_name=name, mime=mime, key=f"ww_bestand_{number}", on_click="ignore", width="stretch"
            )


def _make(coach: Coach, cards: list[Card], slugs: tuple[str, ...]) -> None:
    """Make the files; what cannot be made is told, and nothing of an earlier choice stays."""
    st.session_state.pop(_FILES, None)
    try:
        with st.spinner(_("De bestanden worden gemaakt …")):
            st.session_state[_FILES] = (slugs, _files(coach, cards))
    except WeerwoordError as error:
        st.html(notice_html(str(error)))


def show_set(coach: Coach, person: str) -> None:
    """Open a coach's set, or make one."""
    with st.expander(_("Oefenset van een coach"), key="ww_set"):
        given = st.file_uploader(_("Open een oefenset"), type="json", key="ww_setbestand")
        if given is not None:
            _open_set(coach, person, given.getvalue())
        cards = _chosen(coach, "ww_setkaarten", _("Maak zelf een set: kies kaarten, in volgorde"))
        if cards:
            setting = st.selectbox(_("Plek"), [s.value for s in Setting], format_func=setting_name, key="ww_setplek")
            opponent = st.selectbox(
                _("Tegenstander"), [o.value for o in Opponent], format_func=opponent_name, key="ww_settegenstander"
            )
            coach_set = CoachSet(
                _("Oefenset"), tuple(card.slug for card in cards), Setting(setting), Opponent(opponent)
            )
            st.download_button(
                _("Bewaar de set"),
                write_set(coach_set),
                file_name="weerwoord-oefenset.json",
                mime="application/json",
                key="ww_set_bewaar",
                on_click="ignore",
                width="stretch",
            )


def _open_set(coach: Coach, person: str, raw: bytes) -> None:
    try:
        opened = read_set(raw.decode("utf-8", "replace"), coach.catalog.cards)
    except UsageError as error:
        st.html(notice_html(str(error)))
        return
    if opened.unknown:
        count = len(opened.unknown)
        words = ngettext(
            "{n} kaart uit deze set staat niet in dit corpus.",
            "{n} kaarten uit deze set staan niet in dit corpus.",
            count,
        )
        st.html(notice_html(words.format(n=count), alarm=False))
    chosen = opened.coach_set
    count = len(chosen.cards)
    about = _("{name}: {setting}, {opponent}.").format(
        name=chosen.title, setting=setting_name(chosen.setting), opponent=opponent_name(chosen.opponent)
    )
    st.html(f'<p class="ww-opmerking">{html(about)}</p>')
    words = ngettext("Begin met deze set ({n} vraag)", "Begin met deze set ({n} vragen)", count).format(n=count)
    if st.button(words, key="ww_set_begin", width="stretch"):
        choice = Choice("", chosen.setting, chosen.opponent, cards=chosen.cards)
        rehearsal_state.begin(Round(choice, coach.start(choice, person)))
        st.rerun()


def _chosen(coach: Coach, key: str, words: str) -> list[Card]:
    cards = coach.catalog.cards
    slugs = st.multiselect(
        words, sorted(cards), format_func=lambda slug: cards[slug].question, key=key, placeholder=_("Kies kaarten")
    )
    return [cards[slug] for slug in slugs]


def _files(coach: Coach, cards: list[Card]) -> list[tuple[str, str, str, bytes]]:
    figures, sources = coach.catalog.figures, coach.catalog.sources
    sheet = cheat_markdown(cheat_sheet(cards, figures, sources))
    whole = cards_markdown(cards, sources)
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    deck = anki_deck(_TITLE, flash_notes(cards, figures, sources), time.time())
    return [
        (_("Spiekbriefje om te printen"), "spiekbriefje.html", "text/html", to_html(sheet, "Spiekbriefje").encode()),
        (_("Spiekbriefje in Word"), "spiekbriefje.docx", word, to_docx(sheet, "Spiekbriefje")),
        (_("Kaarten om te printen"), "kaarten.html", "text/html", to_html(whole, "Kaarten").encode()),
        (_("Kaarten in Word"), "kaarten.docx", word, to_docx(whole, "Kaarten")),
        (_("Kaarten voor Anki"), "weerwoord.apkg", "application/octet-stream", deck),
        (_("Kaarten als tekst voor de telefoon"), "kaarten.txt", "text/plain", cards_text(cards, sources).encode()),
    ]
