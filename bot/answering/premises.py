"""What a question takes for granted: a loaded word, a bold claim, a figure that no source gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.domain.answers import AnswerWarning, WarningKind
from bot.domain.numbers import Number, Unit, figures_only, find_numbers, missing_from
from bot.domain.thesaurus import Concept
from bot.retrieval.query import Intent, Query

_ALL = (
    r"al (?:die|dat)|alle(?!en\b)\w*|allemaal|iedereen|niemand|nooit|altijd|heel (?:afrika|europa|de wereld)|elke|"
    r"alleen|de (?:meeste|armste|helft)|veruit|gewoon|gratis|niks|everyone|nobody|never|always|tous|jamais|toujours"
)
_PRESSED = (
    r"toch|nietwaar|geef (?:dat |het )?(?:maar |nu )?toe|of heb ik het mis|of ga je dat (?:ook )?ontkennen|"
    r"of (?:soms )?niet soms|schande|beweert|beweren|right\?|isn't it|don't they|n'est-ce pas"
)
_BOLD = re.compile(rf"\b(?:{_ALL})\b", re.IGNORECASE)
_PRESSING = re.compile(rf"\b(?:{_PRESSED})", re.IGNORECASE)
_TAKEN = re.compile(r"^\W*(waarom|hoezo|hoe komt|sinds wanneer|why|how come|since when|pourquoi)\b", re.IGNORECASE)
_ROUNDED = 20
_STILL = re.compile(
    r"\b(nog (?:altijd|steeds)|still|al (?:jaren|\w+ jaar)|de meeste|alle|nooit|altijd)\b", re.IGNORECASE
)


def premises(query: Query, concepts: Mapping[str, Concept], answer: Sequence[str]) -> Iterator[AnswerWarning]:
    """At most one remark on what a question takes for granted; none of it is said again as true.

    Args:
        answer: the sentences that are shown.
    """
    text = loaded_word(query, concepts) or _unsaid_figure(query, answer) or _claim(query)
    if text:
        yield AnswerWarning(WarningKind.PREMISE, text)


def loaded_word(query: Query, concepts: Mapping[str, Concept]) -> str:
    """Names a loaded word of the question and the neutral one; "" without one."""
    for found in query.found:
        if found.loaded:
            concept = concepts[found.concept]
            remark = f" {concept.remark}" if concept.remark else ""
            return f"‘{found.words}’ is een geladen woord. Neutraal gezegd: {concept.term}.{remark}"
    return ""


def _unsaid_figure(query: Query, answer: Sequence[str]) -> str:
    """A figure that the question gives and no sentence of the answer holds."""
    asked = [n for n in figures_only(find_numbers(query.original)) if not n.written_out and _is_measured(n)]
    held = [n for text in answer for n in find_numbers(text)]
    absent = [n for n in missing_from(asked, held) if not any(_is_about(n, other) for other in held)]
    if not absent or (query.intent is Intent.OPEN and not _PRESSING.search(query.original)):
        return ""
    return "Uw vraag noemt een getal dat niet in het antwoord staat. Neem het niet zomaar over."


def _is_about(number: Number, other: Number) -> bool:
    """True for two numbers that differ little, as of who rounds."""
    return any(abs(a - b) * _ROUNDED <= abs(b) for a in number.values for b in other.values)


def _is_measured(number: Number) -> bool:
    return number.unit in (Unit.PERCENT, Unit.EUR, Unit.USD) or number.factor > 1


def _claim(query: Query) -> str:
    """A question that presses a claim, or asks for the reason of one."""
    text = query.original
    pressed = _PRESSING.search(text) is not None and (_BOLD.search(text) is not None or query.intent is Intent.OPEN)
    if pressed or (_TAKEN.search(text) and _STILL.search(text)):
        return "In uw vraag zit een bewering. Toets die aan het antwoord: daar staat alleen wat de bronnen zeggen."
    return ""
