"""A source at every sentence."""

from __future__ import annotations

from eval.measures.sample import Sample, Score, shortened


def sourced(sample: Sample) -> Score:
    """1 when every sentence has a footnote and every footnote number exists, in warnings too; else 0."""
    answer = sample.answer
    if answer.refused:
        return Score(None)
    known = {note.n for note in answer.sources}
    faults = [f"geen bron: {shortened(s.text)}" for s in answer.sentences if not s.cites]
    faults += [
        f"noot {n} bestaat niet: {shortened(text)}"
        for text, cites in [(s.text, s.cites) for s in answer.sentences] + [(w.text, w.cites) for w in answer.warnings]
        for n in cites
        if n not in known
    ]
    if not answer.sentences:
        faults.append("een antwoord zonder zinnen")
    return Score(0.0 if faults else 1.0, tuple(faults))
