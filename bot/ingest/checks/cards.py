"""Cards: carried by digests, complete, and honest about newer figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.domain.figures import Figure
from bot.domain.numbers import Number, Unit, find_numbers, missing_from
from bot.domain.passages import Citation, Sentence
from bot.domain.sources import ChainStatus
from bot.ingest.card_files import CAVEATS
from bot.ingest.checks.figures import row_holds
from bot.ingest.checks.material import Material, Placed, card_file, warning
from bot.ingest.problems import Problem

_LEAST_WORDINGS = 5
_TONES = ("vijandig", "en", "fr")
_LEAST_WORDS, _MOST_WORDS = 40, 130
_POINTS = 3


def card_not_carried(material: Material) -> list[Problem]:
    """Each number of a card sentence stands in a digest sentence of a source that it cites."""
    return [
        placed.error("kaart-niet-gedragen", f"“{number.text}” {fault}: {placed.quote}.")
        for placed in material.card_sentences
        if placed.sentence.citations
        for number, fault in _not_carried(placed, material)
    ]


def card_other_place(material: Material) -> list[Problem]:
    """The digest sentence that carries a number has the locator that the card names."""
    problems: list[Problem] = []
    for placed in material.card_sentences:
        evidence = [n for citation in placed.sentence.citations for n in _at_place(citation, material)]
        unplaced = missing_from(_claims(placed), [*evidence, *_publication_years(placed, material)])
        carried = missing_from(unplaced, [n for n, _ in _not_carried(placed, material)])
        if placed.sentence.citations and carried:
            message = f"“{carried[0].text}” staat in het digest bij een andere vindplaats: {placed.quote}."
            problems.append(placed.warning("andere-vindplaats", message))
    return problems


def _not_carried(placed: Placed, material: Material) -> Iterator[tuple[Number, str]]:
    keys = sorted(placed.cited)
    held = [n for key in keys for p in material.digest_sentences_by_source.get(key, ()) for n in p.numbers]
    for number in missing_from(_claims(placed), [*held, *_publication_years(placed, material)]):
        yield number, f"staat in geen digestzin met bron {', '.join(keys)}"


def _claims(placed: Placed) -> list[Number]:
    """Numbers that must be carried; small counting words ("twee redenen") need not."""
    return [n for n in placed.numbers if not (n.written_out and n.unit is Unit.NONE and max(n.values) <= 12)]


def _at_place(citation: Citation, material: Material) -> Iterator[Number]:
    yield from material.numbers_by_place.get((citation.key, citation.locator), ())


def _publication_years(placed: Placed, material: Material) -> list[Number]:
    years = [material.corpus.sources[key].year for key in placed.cited if key in material.corpus.sources]
    return find_numbers(" ".join(f"({year})" for year in years if year))


def superseded_without_caveat(material: Material) -> list[Problem]:
    """A card that rests on a superseded figure gives the newer value under "Let op"."""
    figures = material.corpus.figures
    problems: list[Problem] = []
    for card in material.corpus.cards.values():
        told = [number for sentence in card.caveats for number in find_numbers(sentence.text)]
        for old in (figures[i] for i in card.figures if i in figures):
            newer = figures.get(old.successor) if old.status is ChainStatus.SUPERSEDED else None
            if newer and not any(row_holds(newer, number) for number in told):
                problems.append(Problem(card_file(card), 0, "achterhaald-cijfer", _newer(old, newer)))
    return problems


def _newer(old: Figure, newer: Figure) -> str:
    return (
        f"cijfer '{old.id}' ({old.value:f}, {old.period}) is achterhaald; noem onder '{CAVEATS}' het nieuwere: "
        f"{newer.value:f} {newer.unit} ({newer.period}, {newer.source}, {newer.locator})."
    )


def few_wordings(material: Material) -> list[Problem]:
    """A card has at least five other wordings, among them a hostile, an English and a French one."""
    problems: list[Problem] = []
    for card in material.corpus.cards.values():
        if len(card.wordings) < _LEAST_WORDINGS:
            message = f"de kaart heeft {len(card.wordings)} andere vraagvormen; maak er minstens {_LEAST_WORDINGS}."
            problems.append(warning(card_file(card), "weinig-vraagvormen", message))
        absent = [tone for tone in _TONES if tone not in {w.tone for w in card.wordings}]
        if absent:
            message = f"vraagvormen van deze soort ontbreken: {', '.join(absent)}."
            problems.append(warning(card_file(card), "weinig-vraagvormen", message))
    return problems


def duplicate_wordings(material: Material) -> list[Problem]:
    """No question stands on two cards, or twice on one."""
    seen: dict[str, str] = {}
    problems: list[Problem] = []
    for card in material.corpus.cards.values():
        for question in card.questions:
            plain = "".join(character for character in question.lower() if character.isalnum())
            if plain in seen:
                message = f"de vraag “{question}” staat al op kaart '{seen[plain]}'."
                problems.append(Problem(card_file(card), 0, "dubbele-vraag", message))
            seen.setdefault(plain, card.slug)
    return problems


def answer_length(material: Material) -> list[Problem]:
    """An answer counts 40 to 130 words."""
    problems: list[Problem] = []
    for card in material.corpus.cards.values():
        words = sum(len(sentence.text.split()) for sentence in card.answer)
        if not _LEAST_WORDS <= words <= _MOST_WORDS:
            message = f"het antwoord telt {words} woorden; maak er {_LEAST_WORDS} tot {_MOST_WORDS} van."
            problems.append(Problem(card_file(card), _line(card.answer), "antwoord-lengte", message))
    return problems


def three_points(material: Material) -> list[Problem]:
    """A card has exactly three key points."""
    problems: list[Problem] = []
    for card in material.corpus.cards.values():
        if len(card.key_points) != _POINTS:
            message = f"de kaart heeft {len(card.key_points)} kernpunten; maak er drie van, elk van één zin."
            problems.append(Problem(card_file(card), _line(card.key_points), "drie-kernpunten", message))
    return problems


def _line(sentences: Sequence[Sentence]) -> int:
    return sentences[0].line if sentences else 0
