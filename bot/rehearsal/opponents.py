"""Who asks, and where: the question in the opponent's words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.cards import Card


class Setting(StrEnum):
    """Where the conversation takes place."""

    MARKET = "marktkraam"
    COUNCIL = "raadsvergadering"
    TALK_SHOW = "talkshow"
    CLASS = "schoolklas"
    FAMILY = "familiediner"


class Opponent(StrEnum):
    """Who asks."""

    CURIOUS = "nieuwsgierig"
    SCEPTIC = "sceptisch"
    HOSTILE = "vijandig"
    FACT_CHECKER = "feitenchecker"
    POLICY_EXPERT = "beleidsexpert"


MINUTES = (5, 10, 20)


@dataclass(frozen=True, slots=True)
class Manner:
    """How an opponent asks.

    Attributes:
        tones: wordings of the card that suit, best first; "" is the card's own question.
        before: what may stand before the question.
        after: what may follow it.
        presses: how a follow-up begins.
    """

    tones: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    presses: tuple[str, ...]


SCENES = {
    Setting.MARKET: "Een voorbijganger blijft staan bij uw kraam.",
    Setting.COUNCIL: "Een raadslid neemt het woord.",
    Setting.TALK_SHOW: "De presentator kijkt u aan.",
    Setting.CLASS: "Een leerling steekt een vinger op.",
    Setting.FAMILY: "Uw oom legt zijn vork neer.",
}
THEMES = {
    Setting.MARKET: ("ontwikkeling-en-migratie", "conflict-en-opvang", "nul-komma-zeven"),
    Setting.COUNCIL: ("asielkosten", "wat-organisaties-vragen", "terugkeer-en-voorwaarden"),
    Setting.TALK_SHOW: ("ontwikkeling-en-migratie", "eu-noodfonds", "asielkosten"),
    Setting.CLASS: ("klimaat", "conflict-en-opvang", "afrikaanse-mobiliteit"),
    Setting.FAMILY: ("geldzendingen", "ontwikkeling-en-migratie", "asielkosten"),
}
"""Themes that come first among new cards when the user chose none."""

MANNERS = {
    Opponent.CURIOUS: Manner(
        ("spreektaal", "", "vlaams", "neutraal"), ("",), ("",), ("Mag ik doorvragen?", "En dan dit:")
    ),
    Opponent.SCEPTIC: Manner(
        ("spreektaal", "", "neutraal", "vlaams"),
        ("Ik moet het nog zien.", "Dat wordt altijd gezegd.", "Ik twijfel."),
        ("",),
        ("Dat overtuigt mij nog niet.", "Dat klinkt mooi."),
    ),
    Opponent.HOSTILE: Manner(
        ("vijandig", "spreektaal", ""),
        ("",),
        ("", "Geef nu eens eerlijk antwoord."),
        ("U draait eromheen.", "Dat is geen antwoord."),
    ),
    Opponent.FACT_CHECKER: Manner(
        ("", "neutraal"),
        ("",),
        ("Welk cijfer hebt u, en van welk jaar?", "Wie heeft dat gemeten?"),
        ("Ik schrijf mee.", "Even precies."),
    ),
    Opponent.POLICY_EXPERT: Manner(
        ("neutraal", ""),
        ("",),
        ("Op welk onderzoek steunt u?", "En wat zegt de evaluatie?"),
        ("Ik ken het dossier.", "Even op de inhoud."),
    ),
}


def ask(card: Card, opponent: Opponent, before: str = "", turn: int = 0) -> str:
    """The card's question in the opponent's words, never as it was asked the time before.

    Args:
        card: what is asked.
        opponent: who asks.
        before: how this card was asked the last time, "" for the first.
        turn: how often this card was asked, which moves on through the wordings.
    """
    forms = wordings(card, opponent)
    other = [form for form in forms if form != before] or forms
    return other[turn % len(other)]


def wordings(card: Card, opponent: Opponent) -> list[str]:
    """All forms in which an opponent may ask a card, at least two."""
    manner = MANNERS[opponent]
    found: list[str] = []
    for tone in manner.tones:
        found += [card.question] if not tone else [w.text for w in card.wordings if w.tone == tone]
    asked = [_ended(text) for text in dict.fromkeys(found)] or [_ended(card.question)]
    rounds = max(len(asked), len(manner.before), len(manner.after), 2)
    forms = [
        " ".join(filter(None, (parts[n % len(parts)] for parts in (manner.before, asked, manner.after))))
        for n in range(rounds)
    ]
    if len(set(forms)) < 2:
        forms.append(f"Nog eens: {forms[0]}")
    return list(dict.fromkeys(forms))


def _ended(text: str) -> str:
    text = text.strip()
    return text if text.endswith(("?", "!", ".")) else f"{text}."
