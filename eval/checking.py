"""What is wrong with questions, apart from their form: held against an index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from bot.domain.outside import normal as normal
from bot.domain.passages import Citation
from bot.ports import Catalog
from eval.ground import lost_places, read_ground
from eval.measures.facts import says
from eval.questions import CANONICAL, Case, Located


def faults(located: Sequence[Located], catalog: Catalog, before: Sequence[Located] = ()) -> list[str]:
    """Dutch sentences, each with file and line; empty when all is well.

    Args:
        before: questions that exist already, which none of these may repeat.
    """
    known = _known(catalog)
    asked = {normal(one.case.question): one.where for one in before if not one.case.context}
    lost = {place.case: str(place) for place in lost_places([one.case for one in located], catalog)}
    texts = _texts(catalog)
    found: list[str] = []
    for one in located:
        told = [*_twice(one.case, known, asked), *_unknown(one.case, catalog)]
        if one.case.id in lost:
            told.append(lost[one.case.id].removeprefix(f"{one.case.id}: "))
        else:
            told += _unsaid(one.case, texts)
        found += [f"{one.where}: {fault}" for fault in told]
    return found


def indexed_cases(cases: Sequence[Case], catalog: Catalog) -> list[tuple[str, str]]:
    """Ids of questions that the index knows word for word, with where: they measure memory, not skill."""
    known = _known(catalog)
    return [(case.id, known[words]) for case in cases if (words := _asked(case)) in known]


def _asked(case: Case) -> str:
    return "" if CANONICAL in case.tags else normal(case.question)


def _known(catalog: Catalog) -> Mapping[str, str]:
    outside = {normal(q): f"outside/{s.id}.yaml" for s in catalog.outside.values() for q in s.questions}
    return outside | {normal(q.text): q.card or q.sentence or "een kop van het corpus" for q in catalog.questions}


def _twice(case: Case, known: Mapping[str, str], asked: Mapping[str, str]) -> Iterator[str]:
    words = _asked(case)
    if words in known:
        yield f"deze vraag staat letterlijk in het corpus ({known[words]}); stel hem in andere woorden."
    if not case.context and words in asked:
        yield f"deze vraag bestaat al ({asked[words]}); stel hem in andere woorden."


def _unknown(case: Case, catalog: Catalog) -> Iterator[str]:
    unknown = [key for key in case.sources if key not in catalog.sources]
    if unknown:
        yield f"onbekende bron: {', '.join(unknown)}."


def _unsaid(case: Case, texts: Mapping[Citation, Sequence[str]]) -> Iterator[str]:
    """Facts of which no accepted form stands at a place that carries the answer: no answer could say them."""
    if not case.relevant:
        return
    text = " ".join(t for place in case.relevant for t in texts.get(Citation(place.key, place.locator), ()))
    for fact in case.facts:
        if not says(text, fact):
            yield f"geen vorm van ‘{fact.say}’ staat op een van de plaatsen: {', '.join(fact.accept)}."


def _texts(catalog: Catalog) -> Mapping[Citation, Sequence[str]]:
    """The sentences that cite a place, by place."""
    found: dict[Citation, list[str]] = defaultdict(list)
    for text, places in read_ground(catalog, len).texts.items():
        for place in places:
            found[place].append(text)
    return found
