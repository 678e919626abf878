"""Country faithfulness: what a source says of Belgium is not said of the Netherlands."""

from __future__ import annotations

import re

from eval.measures.sample import Sample, Score, share, shortened

_COUNTRIES = {
    "Nederland": re.compile(r"\b(Nederland\w*|Den Haag|Haagse)\b"),
    "België": re.compile(r"\b(Belgi\w+|Belg|Belgen|Vlaanderen|Vlaams\w*|Vlamingen|Wallonië|Waalse?|Brusselse?)\b"),
}


def country_faithfulness(sample: Sample) -> Score:
    """Share of the sentences that name no country of the two which only the other's name stands for in the quotes."""
    if sample.answer.refused:
        return Score(None)
    faults: list[str] = []
    for sentence in sample.answer.sentences:
        evidence = " ".join(f"{n.quote} {n.title}" for n in sample.cited(sentence))
        said, held = countries_of(sentence.text), countries_of(evidence)
        if said and held and not said & held:
            faults.append(f"de bron gaat over {' en '.join(sorted(held))}: {shortened(sentence.text)}")
    return share(faults, len(sample.answer.sentences))


def countries_of(text: str) -> set[str]:
    """Which of the two countries a text names."""
    return {name for name, pattern in _COUNTRIES.items() if pattern.search(text)}
