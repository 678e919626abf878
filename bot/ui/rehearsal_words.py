"""Fixed words of page "Oefenen"; the tables hold keys of the catalogues."""

from __future__ import annotations

from bot.rehearsal.opponents import Opponent, Setting
from bot.rehearsal.results import RemarkKind
from bot.rehearsal.scheduling import Reason
from bot.ui.language import N_, _

SETTINGS = {
    Setting.MARKET: N_("Marktkraam"),
    Setting.COUNCIL: N_("Raadsvergadering"),
    Setting.TALK_SHOW: N_("Talkshow"),
    Setting.CLASS: N_("Schoolklas"),
    Setting.FAMILY: N_("Familiediner"),
}
OPPONENTS = {
    Opponent.CURIOUS: N_("Nieuwsgierig"),
    Opponent.SCEPTIC: N_("Sceptisch"),
    Opponent.HOSTILE: N_("Vijandig"),
    Opponent.FACT_CHECKER: N_("Feitenchecker"),
    Opponent.POLICY_EXPERT: N_("Beleidsexpert"),
}
REASONS = {
    Reason.FIGURE: N_("een cijfer op deze kaart is veranderd"),
    Reason.DUE: N_("aan de beurt"),
    Reason.CLOCK: N_("de klok van de computer is teruggezet"),
    Reason.NEW: N_("nog niet geoefend"),
    Reason.LATER: N_("nog niet aan de beurt"),
}
REMARKS = {
    RemarkKind.EMPTY: N_("Geen antwoord"),
    RemarkKind.LANGUAGE: N_("Taal"),
    RemarkKind.COPIED: N_("Vraag herhaald"),
    RemarkKind.OFF_TOPIC: N_("Naast de vraag"),
    RemarkKind.FIGURE_WRONG: N_("Cijfer klopt niet"),
    RemarkKind.FIGURE_UNSOURCED: N_("Cijfer zonder bron"),
    RemarkKind.FIGURE_YEAR: N_("Verkeerd jaar"),
    RemarkKind.FIGURE_COUNTRY: N_("Verkeerd land"),
    RemarkKind.FIGURE_OUTDATED: N_("Verouderd cijfer"),
    RemarkKind.FIGURE_UNDATED: N_("Cijfer zonder jaar"),
    RemarkKind.POSITION: N_("Standpunt, geen feit"),
    RemarkKind.LOADED: N_("Geladen woord"),
    RemarkKind.POINT: N_("Kernpunt gemist"),
    RemarkKind.PASTED: N_("Tekst van de kaart"),
    RemarkKind.FIGURE_NEWER: N_("Er is een nieuwer cijfer"),
    RemarkKind.JARGON: N_("Vaktaal"),
    RemarkKind.READABILITY: N_("Lange zin"),
    RemarkKind.LENGTH: N_("Lengte"),
}
DAYS = (N_("ma"), N_("di"), N_("wo"), N_("do"), N_("vr"), N_("za"), N_("zo"))


def setting_name(setting: str) -> str:
    """A place in the visitor's language."""
    return _(SETTINGS[Setting(setting)])


def opponent_name(opponent: str) -> str:
    """An opponent in the visitor's language."""
    return _(OPPONENTS[Opponent(opponent)])
