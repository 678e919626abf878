"""Choosing the questions of a round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.cards import Card
from bot.errors import UsageError
from bot.rehearsal.opponents import MINUTES, SCENES, THEMES, Opponent, Setting, ask
from bot.rehearsal.scheduling import Reason, Standing

MINUTES_A_QUESTION = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person wants to practise.

    Attributes:
        theme: slug of a theme, "" for all.
        cards: slugs in order, for a coach's set; empty for the deck's own choice.
    """

    theme: str = ""
    setting: Setting = Setting.MARKET
    opponent: Opponent = Opponent.SCEPTIC
    minutes: int = 10
    cards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a round.

    Attributes:
        asked: in the opponent's words.
        scene: what happens before it.
    """

    card: Card
    asked: str
    scene: str
    reason: Reason


def make_choice(theme: str, setting: str, opponent: str, minutes: int, themes: Sequence[str]) -> Choice:
    """A choice from what a person typed; "" is the market stall and the sceptic.

    Raises:
        UsageError: a word that is none of the choices, with the choices.
    """
    if theme and theme not in themes:
        raise UsageError(f"Thema '{theme}' bestaat niet. Kies uit: {', '.join(sorted(themes))}.")
    setting, opponent = setting or Setting.MARKET, opponent or Opponent.SCEPTIC
    if setting not in set(Setting):
        raise UsageError(f"Plek '{setting}' bestaat niet. Kies uit: {', '.join(Setting)}.")
    if opponent not in set(Opponent):
        raise UsageError(f"Tegenstander '{opponent}' bestaat niet. Kies uit: {', '.join(Opponent)}.")
    if minutes not in MINUTES:
        raise UsageError(f"Kies een lengte van {', '.join(map(str, MINUTES[:-1]))} of {MINUTES[-1]} minuten.")
    return Choice(theme, Setting(setting), Opponent(opponent), minutes)


def plan(choice: Choice, standings: Sequence[Standing]) -> tuple[Question, ...]:
    """The questions of a round: due cards first, then new ones that suit the setting, then the weakest.

    Args:
        choice: what the person wants.
        standings: all cards, the most urgent first.
    """
    if choice.cards:
        place = {slug: number for number, slug in enumerate(choice.cards)}
        chosen = sorted((s for s in standings if s.card.slug in place), key=lambda s: place[s.card.slug])
        return tuple(_question(choice, standing) for standing in chosen)
    fitting = [s for s in standings if not choice.theme or s.card.theme == choice.theme]
    first = [s for s in fitting if s.due]
    new = [s for s in fitting if s.reason is Reason.NEW]
    later = sorted((s for s in fitting if s.reason is Reason.LATER), key=lambda s: s.recall)
    wanted = THEMES[choice.setting] if not choice.theme else ()
    new.sort(key=lambda s: (wanted.index(s.card.theme) if s.card.theme in wanted else len(wanted), s.card.slug))
    count = max(1, choice.minutes // MINUTES_A_QUESTION)
    return tuple(_question(choice, standing) for standing in [*first, *_mixed(new), *later][:count])


def _mixed(standings: Sequence[Standing]) -> list[Standing]:
    """New cards by turns from each theme, so that a round is not all of one kind."""
    piles: dict[str, list[Standing]] = {}
    for standing in standings:
        piles.setdefault(standing.card.theme, []).append(standing)
    mixed: list[Standing] = []
    while any(piles.values()):
        mixed += [pile.pop(0) for pile in piles.values() if pile]
    return mixed


def _question(choice: Choice, standing: Standing) -> Question:
    before = standing.last.attempt.asked if standing.last else ""
    turn = standing.last.number if standing.last else 0
    asked = ask(standing.card, choice.opponent, before, turn)
    return Question(standing.card, asked, SCENES[choice.setting], standing.reason)
