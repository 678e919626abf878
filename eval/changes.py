"""What changed between two answers to one question, in Dutch sentences."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.numbers import find_numbers
from eval.measures.registry import RIGHT, TITLES
from eval.measures.sample import shortened
from eval.records import Record, Said

_MOST = 8
_WORTH_TELLING = 0.05


def what_changed(old: Record, new: Record) -> list[str]:
    """The decision, the measures that lost with their reasons, then sentences and figures gone or new."""
    found = [*_decision(old, new), *_measures(old, new), *_sentences(old, new)]
    return list(dict.fromkeys(found))[:_MOST]


def _decision(old: Record, new: Record) -> Iterator[str]:
    if old.refused != new.refused:
        yield "was beantwoord, nu geweigerd" if new.refused else "was geweigerd, nu beantwoord"


def _measures(old: Record, new: Record) -> Iterator[str]:
    for name, title in TITLES.items():
        a, b = old.scores.get(name), new.scores.get(name)
        if name == RIGHT or a is None or b is None or a == b:
            continue
        if b < a and name in new.why:
            yield from (why for why in new.why[name] if why not in old.why.get(name, ()))
        elif b - a >= _WORTH_TELLING:
            yield f"beter: {title} ({a:.2f} → {b:.2f})"


def _sentences(old: Record, new: Record) -> Iterator[str]:
    if old.said is None or new.said is None:
        return
    before, after = {s.text for s in old.said}, {s.text for s in new.said}
    shown = {n.text for s in new.said for n in find_numbers(s.text)}
    for sentence in old.said:
        if sentence.text not in after:
            lost = [n.text for n in find_numbers(sentence.text) if n.text not in shown]
            figures = f", met cijfer {', '.join(lost)}" if lost else ""
            yield f"zin weg{figures}: ‘{shortened(sentence.text, 120)}’ [{_places(sentence)}]"
    for sentence in new.said:
        if sentence.text not in before:
            yield f"zin nieuw: ‘{shortened(sentence.text, 120)}’ [{_places(sentence)}]"


def _places(sentence: Said) -> str:
    return "; ".join(sentence.places) or "geen bron"
