"""One source a sentence."""

from __future__ import annotations

from eval.measures.sample import Sample, Score, share, shortened


def one_source(sample: Sample) -> Score:
    """Share of the sentences that rest on one footnote: a reader sees at once what carries them."""
    if sample.answer.refused:
        return Score(None)
    faults = [f"{len(s.cites)} bronnen: {shortened(s.text)}" for s in sample.answer.sentences if len(set(s.cites)) != 1]
    return share(faults, len(sample.answer.sentences))
