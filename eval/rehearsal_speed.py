"""How long feedback on long answers takes, and the progress of somebody who practised a lot."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.adapters.fsrs_scheduler import FsrsScheduler
from bot.domain.rehearsal import Attempt, Rating
from bot.ports import Catalog
from bot.rehearsal.grading.grader import Grader
from bot.rehearsal.progress import progress_of
from bot.storage.database import Database
from bot.storage.progress import ProgressStore

_CARD = "asielkosten-nederland-aandeel"
_TURNS = 5
_REVIEWS = 10_000
_COPY = """
with recursive n(i) as (select 1 union all select i + 1 from n where i < :count)
insert into reviews (attempt, person, card, theme, question, asked, answer, grade, rating, seconds, mistakes, figures,
    at, state, due)
select 'a' || i, person, 'kaart' || (i % 72), 'thema' || (i % 11), question, asked, answer, grade, rating, seconds,
    mistakes, figures, at, state, due from n, reviews where number = 1
"""


def answer_speed(grader: Grader, catalog: Catalog) -> dict[str, float]:
    """Median milliseconds of feedback by the number of words; the text is that of the cards themselves."""
    words = [w for card in catalog.cards.values() for s in card.answer for w in s.text.split()]
    card = catalog.cards[_CARD]
    grader.ready(card)
    return {str(n): _median(lambda n=n: grader.grade(card, " ".join(words[:n]))) for n in (50, 150, 500, 6000)}  # type: ignore[misc]


def review_speed() -> dict[str, float]:
    """Median milliseconds of what the page reads of 10,000 reviews."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "weerwoord.sqlite"
        store, now = ProgressStore(path), datetime.now(UTC) - timedelta(days=1)
        planned = FsrsScheduler().review(None, Rating.GOOD, now)
        first = Attempt("a0", "", "kaart0", "thema0", "Vraag?", "Vraag?", "Een antwoord. " * 30, 0.5, Rating.GOOD, 30.0,
                        ("kernpunt-gemist",), "", now)  # fmt: skip
        store.record(first, lambda _: planned)
        with Database(path, "").transaction() as db:
            db.execute(_COPY, {"count": _REVIEWS - 1})
        return {
            "progress": _median(lambda: progress_of(store.lines(""), UTC)),
            "latest": _median(lambda: store.latest("")),
            "export": _median(lambda: store.export("")),
        }


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(_TURNS):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return round(sorted(times)[_TURNS // 2], 1)
