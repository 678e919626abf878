"""What an opponent presses on after an answer, and the fair line to end with."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.cards import Card
from bot.domain.passages import Sentence
from bot.domain.sources import Source
from bot.rehearsal.grading.figure_context import named_places, names_year
from bot.rehearsal.grading.spoken import in_digits
from bot.rehearsal.opponents import MANNERS, Opponent
from bot.rehearsal.results import Feedback, PointResult, Reference, Verdict, references_of

MOST = 3
_TOPIC_WORDS = 9
_SHORT = 8
_NO_TOPIC = re.compile(
    r"(?i:in|na|voor|van|bij|wie|waar|sinds|tussen|midden|eind|op|volgens|meer|alleen|lang|zonder|gemeten|gerekend)\b|"
    r"(?:(?i:de|het)\s)?[A-Z]{3,}$"
)
_VERB = re.compile(
    r"\s(?:is|zijn|was|waren|heeft|hebben|had|hadden|kan|kunnen|kon|wil|wilde|moet|mag|krijgt|kreeg|kregen|gaat|ging|gingen|"
    r"blijft|blijven|bleef|komt|kwam|kwamen|komen|woonde|wonen|daalt|daalde|stijgt|werkt|werken|ligt|telde|vond|vonden|"
    r"verschilt|maken|maakt|geeft|gaven|gaf|betaalt|betaalde|betaalden|leidt|verlaagt|brengt|brachten|vragen|vraagt|"
    r"spelen|speelt|haalden|keerden|vertrokken|noemde|duurden|begonnen|vingen|verdrijft)\s"
)


class Press(StrEnum):
    """What a follow-up presses on."""

    YEAR = "jaar"
    SOURCE = "bron"
    POINT = "kernpunt"
    COUNTER = "tegenargument"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A further question.

    Attributes:
        target: what a good reply says; a figure with its year, a source, or sentences of the card.
        references: the sources of the target.
    """

    press: Press
    text: str
    target: str
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class SourcedLine:
    """A sentence of the card with its sources."""

    text: str
    references: tuple[Reference, ...]


def follow_ups(
    card: Card, feedback: Feedback, opponent: Opponent, sources: Mapping[str, Source]
) -> tuple[FollowUp, ...]:
    """At most three further questions, the gravest gap first, the strongest counter-argument last."""
    found: list[FollowUp] = []
    undated = next((f for f in feedback.figures if f.verdict in (Verdict.UNDATED, Verdict.OUTDATED)), None)
    if undated is not None:
        found.append(
            FollowUp(Press.YEAR, f"U zei ‘{undated.said}’. Van welk jaar is dat?", undated.stated, undated.references)
        )
    missing = [point for point in feedback.points if not point.covered]
    if missing:
        found.append(_about(missing[0]))
    if not feedback.names_source and feedback.grade > 0 and feedback.words:
        said = next((p for p in feedback.points if p.covered), None)
        shown = said or (feedback.points[0] if feedback.points else None)
        if shown is not None:
            found.append(FollowUp(Press.SOURCE, "Van wie hebt u dat?", _named(shown), shown.references))
    counter = " ".join(sentence.text for sentence in card.counter)
    room = MOST - (1 if counter else 0)
    found = found[:room]
    if counter:
        target = " ".join(sentence.text for sentence in card.reply)
        references = tuple(dict.fromkeys(r for s in card.reply for r in references_of(s, sources)))
        found.append(FollowUp(Press.COUNTER, counter, target, references))
    presses = MANNERS[opponent].presses
    return tuple(
        FollowUp(
            f.press,
            f.text if f.press is Press.COUNTER else f"{presses[n % len(presses)]} {f.text}",
            f.target,
            f.references,
        )
        for n, f in enumerate(found)
    )


def resolved(follow_up: FollowUp, reply: str, likeness: float) -> bool:
    """True when a reply gives what was asked for.

    Args:
        follow_up: the question.
        reply: the speaker's words.
        likeness: score of the reply against the target, for a key point and a counter-argument.
    """
    if follow_up.press is Press.YEAR:
        return names_year(in_digits(reply)) and any(y in in_digits(reply) for y in _years(follow_up.target))
    if follow_up.press is Press.SOURCE:
        return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", reply, re.IGNORECASE) for name in _names(follow_up))
    return likeness >= 0.5


def model_line(card: Card, sources: Mapping[str, Source]) -> tuple[SourcedLine, ...]:
    """The card's "toegeven en ombuigen": what to grant, and where to steer to."""
    return tuple(_sourced(sentence, sources) for sentence in card.reply)


def short_answer(card: Card, sources: Mapping[str, Source]) -> tuple[SourcedLine, ...]:
    """The card's own answer, sentence by sentence."""
    return tuple(_sourced(sentence, sources) for sentence in card.answer)


def _sourced(sentence: Sentence, sources: Mapping[str, Source]) -> SourcedLine:
    return SourcedLine(sentence.text, references_of(sentence, sources))


def _about(point: PointResult) -> FollowUp:
    """A question about a key point that does not give it away."""
    topic = topic_of(point.text)
    text = "Wat is nog meer belangrijk hierbij?"
    if topic:
        text = f"En hoe zit het met {topic}?"
    elif point.hint:
        text = f"U zei nog niets over ‘{point.hint}’. Wat weet u daarvan?"
    return FollowUp(Press.POINT, text, point.text, point.references)


def topic_of(text: str) -> str:
    """What a sentence is about: its words before the verb, "" when those are too many or a setting of time."""
    match = _VERB.search(text)
    head = text[: match.start()].strip(" ,") if match else ""
    words = head.split()
    if not 1 <= len(words) <= _TOPIC_WORDS or _NO_TOPIC.match(head) or any(c.isdigit() for c in head):
        return ""
    if len(words) == 1 and (head.isupper() or len(head) < _SHORT):
        return ""
    return head if words[0][1:2].isupper() or _is_name(words) else head[0].lower() + head[1:]


def _is_name(words: Sequence[str]) -> bool:
    first = words[0].lower()
    alone = not any(word[0].isupper() for word in words[1:])
    return first not in _LOWER and not (alone and first.endswith("en"))


_NO_NAMES = frozenset({"van", "voor", "and", "the", "weerwoord-overzicht", "weerwoord", "overzicht", "oda", "eutf"})


_LOWER = frozenset(
    re.findall(
        r"\w+",
        """
        afgedwongen alle beloningen bijna boeren de deel diasporaorganisaties digitale doorreis een extreem families
        geld geldgebrek geldzendingen hervestiging het hulp klimaatverandering landen legale meeste migranten migratie
        minstens noodhulp onderzoek ontwikkeling ontwikkelingsorganisaties overheden projecten slechte snel sommige
        succes te terugkeerders veel veelal visumregels vluchtelingen werk zwakker
        """,
    )
)
"""Words that begin a sentence with a capital but are no names."""


def _named(point: PointResult) -> str:
    """The point with its sources, of which any name will do."""
    return f"{point.text} ({'; '.join(reference.label for reference in point.references)})"


def _names(follow_up: FollowUp) -> set[str]:
    """Names of authors and organisations: authors of the sources, and those that the point or the place names."""
    given = {word for r in follow_up.references for word in re.findall(r"[\w.]{3,}", r.author)}
    given |= set(re.findall(r"\b[A-ZÀ-Ý][\w.'-]{2,}", follow_up.target.partition(" ")[2]))
    given |= set(re.findall(r"\b[A-Z]{3,}\b", follow_up.target))
    return {name for name in given if name.lower() not in _NO_NAMES and not named_places(name)}


def _years(text: str) -> list[str]:
    return re.findall(r"(?:19|20)\d\d", text)
