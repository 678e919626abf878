"""What a person's reviews say: themes, weak spots, days practised."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from bot.domain.rehearsal import ReviewLine
from bot.rehearsal.results import RemarkKind

_WEAK_BELOW = 0.55
_LAST = 3


@dataclass(frozen=True, slots=True)
class ThemeProgress:
    """How a theme goes.

    Attributes:
        grade: mean over each card's last reviews, 0 to 1.
        cards: number of cards practised.
    """

    theme: str
    grade: float
    cards: int

    @property
    def weak(self) -> bool:
        """True when it needs practice."""
        return self.grade < _WEAK_BELOW


@dataclass(frozen=True, slots=True)
class WeakSpot:
    """A question that went badly the last times; its card may be gone from the corpus."""

    card: str
    question: str
    grade: float


@dataclass(frozen=True, slots=True)
class Progress:
    """A person's progress.

    Attributes:
        themes: the weakest first.
        days: number of answers for each day practised, oldest first.
        mistakes: remarks that came most often, with their number.
    """

    reviews: int
    themes: tuple[ThemeProgress, ...]
    weak: tuple[WeakSpot, ...]
    days: tuple[tuple[date, int], ...]
    mistakes: tuple[tuple[str, int], ...]


def progress_of(reviews: Sequence[ReviewLine], zone: tzinfo | None) -> Progress:
    """Progress from all reviews of a person, in the order in which they were made."""
    by_card: dict[str, list[ReviewLine]] = defaultdict(list)
    days: Counter[date] = Counter()
    mistakes: Counter[str] = Counter()
    for kinds, count in Counter(review.mistakes for review in reviews).items():
        mistakes.update({kind: count for kind in set(kinds.split()) if kind != RemarkKind.POINT})
    for review in reviews:
        by_card[review.card].append(review)
        days[review.at.astimezone(zone).date()] += 1
    grades = {card: _mean([r.grade for r in kept[-_LAST:]]) for card, kept in by_card.items()}
    by_theme: dict[str, list[float]] = defaultdict(list)
    for card, kept in by_card.items():
        by_theme[kept[-1].theme].append(grades[card])
    themes = sorted((ThemeProgress(t, _mean(g), len(g)) for t, g in by_theme.items()), key=lambda t: (t.grade, t.theme))
    weak = sorted(
        (WeakSpot(c, kept[-1].question, grades[c]) for c, kept in by_card.items() if grades[c] < _WEAK_BELOW),
        key=lambda spot: (spot.grade, spot.card),
    )
    return Progress(
        len(reviews), tuple(themes), tuple(weak), tuple(sorted(days.items())), tuple(mistakes.most_common(5))
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
