"""From a card file to a card and its passages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.domain.cards import Card, Wording
from bot.domain.passages import Passage, PassageKind, Sentence, passage_id
from bot.ingest.digests import check_sentences, line_of
from bot.ingest.front_matter import TONES, CardHead
from bot.ingest.problems import Problem
from bot.ingest.syntax import Section

ANSWER, POINTS, COUNTER, REPLY, CAVEATS = "Antwoord", "Kernpunten", "Tegenargument", "Weerwoord", "Let op"
_SECTIONS = (ANSWER, POINTS, COUNTER, REPLY, CAVEATS)


class CardFile(NamedTuple):
    """A card (None when a section lacks) and what is wrong with its file."""

    card: Card | None
    problems: list[Problem]


def read_card(file: str, text: str, head: CardHead, sections: Sequence[Section], known: frozenset[str]) -> CardFile:
    """Build a card from its head and its sections."""
    problems: list[Problem] = []
    parts: dict[str, tuple[Sentence, ...]] = {}
    for section in sections:
        name = section.heading[-1] if section.heading else ""
        if name not in _SECTIONS:
            if section.blocks or name:
                message = f"onbekend deel '{name}'; kies uit {', '.join(_SECTIONS)}."
                problems.append(Problem(file, line_of(text, f"## {name}"), "kaartdeel", message))
            continue
        parts[name] = tuple(s for block in section.blocks for s in block.sentences)
        problems.extend(check_sentences(file, text, section.blocks, known, uncited_ok=name == COUNTER))
    for name in _SECTIONS:
        if not parts.get(name):
            line = line_of(text, f"## {name}") or text.count("\n") + 1
            problems.append(Problem(file, line, "kaartdeel", f"deel '## {name}' ontbreekt of is leeg."))
    wordings = tuple(Wording(text, tone) for tone in TONES for text in getattr(head.wordings, tone))
    if not wordings:
        message = "de kaart heeft geen andere vraagvormen ('wordings')."
        problems.append(Problem(file, line_of(text, "wordings:"), "vraagvormen", message))
    if any(not parts.get(name) for name in _SECTIONS):
        return CardFile(None, problems)
    card = Card(
        slug=head.slug,
        theme=head.theme,
        countries=head.countries,
        question=head.question,
        wordings=wordings,
        figures=head.figures,
        answer=parts[ANSWER],
        key_points=parts[POINTS],
        counter=parts[COUNTER],
        reply=parts[REPLY],
        caveats=parts[CAVEATS],
    )
    return CardFile(card, problems)


def card_passages(card: Card) -> list[Passage]:
    """What search finds of a card: its answer, its counter-argument with reply, its caveats."""
    groups = [
        (ANSWER, card.answer),
        (POINTS, card.key_points),
        (f"{COUNTER} en weerwoord", (*card.counter, *card.reply)),
        (CAVEATS, card.caveats),
    ]
    return [
        Passage(
            id=passage_id(f"kaart:{card.slug}:{name}", sentences),
            key=card.slug,
            kind=PassageKind.CARD,
            sentences=sentences,
            heading=(card.question,),
            locator=name,
            questions=card.questions if name == ANSWER else (),
            countries=card.countries,
            themes=(card.theme,),
        )
        for name, sentences in groups
    ]
