"""Citation recall (ALCE, arXiv 2305.14627): sentences that their own sources carry."""

from __future__ import annotations

from eval.measures.sample import Sample, Score, share, shortened
from eval.measures.support import carries


def citation_recall(sample: Sample) -> Score:
    """Share of the sentences that the quotes of their footnotes carry together; 0 for an answer without sentences."""
    answer = sample.answer
    if answer.refused:
        return Score(None)
    if not answer.sentences:
        return Score(0.0, ("een antwoord zonder zinnen",))
    faults = [
        f"niet gedragen: {shortened(s.text)}"
        for s in answer.sentences
        if not carries([_evidence(note.quote, note.year) for note in sample.cited(s)], s.text)
    ]
    return share(faults, len(answer.sentences))


def _evidence(quote: str, year: int | None) -> str:
    return f"{quote} ({year})" if year else quote
