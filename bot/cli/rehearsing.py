"""``weerwoord rehearse``: practise on the terminal, or with answers from a pipe."""

from __future__ import annotations

import json
import secrets
import sys
import time
from typing import Any

from bot.adapters.rehearsal_tools import make_coach
from bot.assembly import open_index
from bot.errors import WeerwoordError
from bot.ports import Improver
from bot.rehearsal.coach import Coach
from bot.rehearsal.follow_ups import FollowUp, SourcedLine
from bot.rehearsal.results import Feedback
from bot.rehearsal.session import Choice, Question, make_choice
from bot.rehearsal.wording import labels
from bot.settings import Settings


class Talk:
    """Reads answers line by line and says how long each took.

    Args:
        quiet: print nothing, for JSON.
    """

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self.live = sys.stdin.isatty()
        self.ended = False

    def say(self, text: str = "") -> None:
        """Print a line."""
        if not self._quiet:
            print(text, flush=True)

    def hear(self) -> tuple[str, float]:
        """One line of the person and the seconds it took; 0 seconds from a pipe."""
        started = time.monotonic()
        if self.live and not self._quiet:
            print("> ", end="", flush=True)
        line = sys.stdin.readline()
        if not line:
            self.ended = True
        return line.strip(), time.monotonic() - started if self.live else 0.0


def rehearse(
    settings: Settings, *, theme: str, setting: str, opponent: str, minutes: int, person: str, as_json: bool
) -> int:
    """Practise a round; each answer is one line.

    From a pipe each line answers one question; follow-ups are shown with what a good reply says, and take no line. On a
    terminal each follow-up takes a line too, and a configured model may better an answer.

    Returns:
        0, also when the person stops halfway: what was answered is kept.
    """
    index = open_index(settings, one_shot=True)
    searcher = index.searcher
    coach = make_coach(index.catalog, searcher.analyzer, searcher.embedder, settings.database)
    choice = make_choice(theme, setting, opponent, minutes, coach.themes())
    questions = coach.start(choice, person)
    talk = Talk(quiet=as_json)
    talk.say(f"{len(questions)} vragen. Antwoord op één regel; u hebt 60 seconden per vraag. Stoppen: Ctrl-D.")
    if not talk.live:
        talk.say("Antwoorden komen uit een bestand: één regel per vraag. Op een doorvraag hoeft geen regel te volgen.")
    improver = index.improver if talk.live and not as_json else None
    rounds: list[dict[str, Any]] = []
    for number, question in enumerate(questions, 1):
        talk.say(f"\n{number}. {question.scene} ({question.reason})\n   “{question.asked}”")
        text, seconds = talk.hear()
        if talk.ended:
            break
        rounds.append(_round(coach, talk, choice, person, question, text, seconds))
        if improver is not None and text and not talk.ended:
            _better(improver, talk, question, text)
    if as_json:
        print(json.dumps({"person": person, "rounds": rounds}, ensure_ascii=False), flush=True)
    else:
        _close(coach, talk, person, rounds)
    return 0


def _round(
    coach: Coach, talk: Talk, choice: Choice, person: str, question: Question, text: str, seconds: float
) -> dict[str, Any]:
    feedback = coach.answer(person, question, text, attempt=secrets.token_hex(8), seconds=seconds)
    _show(talk, feedback)
    pressed = []
    for follow_up in coach.follow_ups(question.card, feedback, choice.opponent):
        talk.say(f"\n   “{follow_up.text}”")
        reply, _ = talk.hear() if talk.live else ("", 0.0)
        if talk.ended:
            break
        given = coach.reply(question.card, follow_up, reply) if talk.live else None
        pressed.append({"press": follow_up.press.value, "text": follow_up.text, "given": given})
        _show_target(talk, follow_up, given)
    line = coach.model_line(question.card)
    _show_model(talk, line)
    return {
        "card": question.card.slug,
        "asked": question.asked,
        "reason": question.reason.value,
        "answer": text,
        "seconds": round(seconds, 1),
        **feedback.to_dict(),
        "follow_ups": pressed,
        "model_line": [{"text": s.text, "sources": [r.label for r in s.references]} for s in line],
    }


def _better(improver: Improver, talk: Talk, question: Question, text: str) -> None:
    talk.say("\n   Zal het taalmodel uw antwoord beter maken? (j/n)")
    said, _ = talk.hear()
    if not said.lower().startswith("j"):
        return
    try:
        answer = improver.improve(question.card.question, text, question.card)
    except WeerwoordError as error:
        talk.say(f"   {error}")
        return
    if answer.refused:
        talk.say(f"   {answer.notice or 'Er is geen betere versie gelukt.'}")
        return
    talk.say("   Zo kan het beter:")
    for sentence in answer.sentences:
        notes = "".join(f"[{number}]" for number in sentence.cites)
        talk.say(f"     {sentence.text} {notes}")
    for source in answer.sources:
        talk.say(f"     [{source.n}] {source.label}")


def _show(talk: Talk, feedback: Feedback) -> None:
    pace = f", {round(feedback.pace)} woorden per minuut" if feedback.pace else ""
    words = "1 woord" if feedback.words == 1 else f"{feedback.words} woorden"
    talk.say(f"   Cijfer: {round(feedback.grade * 10)} van 10 ({words}{pace})")
    for point in feedback.points:
        if point.covered:
            talk.say(f"   [x] {point.text} [{labels(point.references)}]")
    for remark in feedback.remarks:
        quote = f" U zei: “{remark.quote}”" if remark.quote else ""
        source = f" [{labels(remark.references)}]" if remark.references else ""
        talk.say(f"   - {remark.text}{source}{quote}")


def _show_target(talk: Talk, follow_up: FollowUp, given: bool | None) -> None:
    verdict = "" if given is None else "Goed. " if given else "Dat mist nog. "
    talk.say(f"   {verdict}{follow_up.target} [{labels(follow_up.references)}]")


def _show_model(talk: Talk, line: tuple[SourcedLine, ...]) -> None:
    talk.say("   Toegeven en ombuigen:")
    for sentence in line:
        talk.say(f"     {sentence.text} [{labels(sentence.references)}]")


def _close(coach: Coach, talk: Talk, person: str, rounds: list[dict[str, Any]]) -> None:
    if not rounds:
        talk.say("\nGestopt. Er is niets geoefend.")
        return
    mean = sum(entry["grade"] for entry in rounds) / len(rounds)
    tomorrow = coach.deck.forecast(coach.store.latest(person), 2)[1]
    done = "1 vraag" if len(rounds) == 1 else f"{len(rounds)} vragen"
    back = "komt 1 vraag" if tomorrow == 1 else f"komen {tomorrow} vragen"
    talk.say(f"\nKlaar: {done}, gemiddeld {round(mean * 10)} van 10. Morgen {back} terug.")
