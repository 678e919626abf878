"""Quotes that stand where they say."""

from __future__ import annotations

from eval.measures.sample import Sample, Score, share, shortened

_BETWEEN = " … "


def true_quotes(sample: Sample) -> Score:
    """Share of the footnotes whose every quoted sentence is one of the corpus, cited there to the same source."""
    if sample.answer.refused:
        return Score(None)
    texts = sample.ground.texts
    faults: list[str] = []
    for note in sample.answer.sources:
        parts = note.quote.split(_BETWEEN) if note.quote not in texts else [note.quote]
        for part in parts:
            keys = {c.key for c in texts.get(part, ())}
            if part not in texts or (keys and note.key not in keys):
                faults.append(f"niet in {note.key}, {note.locator}: {shortened(part)}")
                break
    return share(faults, len(sample.answer.sources))
