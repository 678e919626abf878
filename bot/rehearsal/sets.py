"""A coach's set: which cards, in which order, by which opponent; as a file that others open."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from bot.errors import UsageError
from bot.rehearsal.opponents import Opponent, Setting

FORM = "weerwoord-set"
VERSION = 1
_LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class CoachSet:
    """Cards in order, with setting and opponent.

    Attributes:
        cards: slugs.
    """

    title: str
    cards: tuple[str, ...]
    setting: Setting = Setting.MARKET
    opponent: Opponent = Opponent.SCEPTIC


@dataclass(frozen=True, slots=True)
class OpenedSet:
    """A set with the cards that this corpus lacks."""

    coach_set: CoachSet
    unknown: tuple[str, ...]


def write_set(coach_set: CoachSet) -> str:
    """A set as JSON."""
    plain = {
        FORM: VERSION,
        "title": coach_set.title,
        "setting": coach_set.setting.value,
        "opponent": coach_set.opponent.value,
        "cards": list(coach_set.cards),
    }
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"


def read_set(text: str, known: Collection[str]) -> OpenedSet:
    """A set from JSON; cards that the corpus lacks are left out and named.

    Raises:
        UsageError: no set, a set of a newer version, or without any known card.
    """
    try:
        plain: Any = json.loads(text) if len(text) <= _LONGEST else None
    except (ValueError, RecursionError):
        plain = None
    version = plain.get(FORM) if isinstance(plain, dict) else None
    if not isinstance(version, int) or isinstance(version, bool):
        raise UsageError("Dit bestand is geen oefenset van Weerwoord.")
    if version > VERSION:
        raise UsageError("Deze oefenset is gemaakt met een nieuwere versie van Weerwoord. Werk Weerwoord bij.")
    cards = plain.get("cards")
    if not isinstance(cards, list) or not all(isinstance(card, str) for card in cards):
        raise UsageError("In deze oefenset ontbreekt de lijst met kaarten.")
    kept = tuple(dict.fromkeys(card for card in cards if card in known))
    if not kept:
        raise UsageError("Geen van de kaarten in deze oefenset staat in dit corpus.")
    try:
        setting, opponent = (
            Setting(plain.get("setting", Setting.MARKET)),
            Opponent(plain.get("opponent", Opponent.SCEPTIC)),
        )
    except ValueError as error:
        raise UsageError("Deze oefenset noemt een plek of tegenstander die Weerwoord niet kent.") from error
    title = " ".join(str(plain.get("title", "")).split())[:80] or "Oefenset"
    unknown = tuple(dict.fromkeys(card for card in cards if card not in known))
    return OpenedSet(CoachSet(title, kept, setting, opponent), unknown)
