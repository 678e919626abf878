"""Citation precision (ALCE, arXiv 2305.14627): citations that help to carry their sentence."""

from __future__ import annotations

from bot.domain.answers import AnswerSentence, SourceNote
from eval.measures.sample import Sample, Score, share, shortened
from eval.measures.support import carries


def citation_precision(sample: Sample) -> Score:
    """Share of all citations whose quote carries the sentence alone, or without which the others don't carry it.

    A number without a footnote counts as a citation that does not help.
    """
    if sample.answer.refused:
        return Score(None)
    total = 0
    faults: list[str] = []
    for sentence in sample.answer.sentences:
        cited = sample.cited(sentence)
        total += len(sentence.cites)
        unknown = len(sentence.cites) - len(cited)
        faults += [f"noot bestaat niet: {shortened(sentence.text)}"] * unknown
        faults += [f"{n.key}, {n.locator} draagt niet: {shortened(sentence.text)}" for n in _idle(sentence, cited)]
    return share(faults, total)


def _idle(sentence: AnswerSentence, cited: list[SourceNote]) -> list[SourceNote]:
    idle: list[SourceNote] = []
    together = carries([_evidence(n) for n in cited], sentence.text)
    for note in cited:
        others = [_evidence(n) for n in cited if n is not note]
        if carries([_evidence(note)], sentence.text) or (together and not carries(others, sentence.text)):
            continue
        idle.append(note)
    return idle


def _evidence(note: SourceNote) -> str:
    return f"{note.quote} ({note.year})" if note.year else note.quote
