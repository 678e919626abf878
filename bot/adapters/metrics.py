"""Figures for Prometheus: what was asked and refused, how long it took, what failed."""

from __future__ import annotations

import math
from collections.abc import Callable

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from bot.adapters.logs import event
from bot.domain.answers import Answer

MEDIA_TYPE = CONTENT_TYPE_PLAIN_0_0_4
disable_created_metrics()  # type: ignore[no-untyped-call]
_REGISTRY = CollectorRegistry()
_QUESTIONS = Counter(
    "weerwoord_questions", "Questions that were settled.", ("channel", "engine", "outcome"), registry=_REGISTRY
)
_SECONDS = Histogram(
    "weerwoord_answer_seconds",
    "Seconds from question to answer.",
    ("channel",),
    buckets=(0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
    registry=_REGISTRY,
)
_MODEL_FAILURES = Counter(
    "weerwoord_model_failures", "Answers that a language model should have written and did not.", registry=_REGISTRY
)
_INDEX = Gauge("weerwoord_index_info", "The index version in use.", ("version",), registry=_REGISTRY)
_PASSAGES = Gauge("weerwoord_index_passages", "Passages in the index.", registry=_REGISTRY)
_SESSIONS = Gauge("weerwoord_open_sessions", "Pages that are open in a browser.", registry=_REGISTRY)
_REQUESTS = Counter("weerwoord_api_requests", "Requests to the HTTP API.", ("path", "status"), registry=_REGISTRY)


def answered(channel: str) -> Callable[[Answer, float], None]:
    """Counts and logs the answers that are given in one place ("page", "api", "mcp"), never their words."""

    def count(answer: Answer, seconds: float) -> None:
        outcome = "refused" if answer.refused else "answered"
        _QUESTIONS.labels(channel, answer.engine, outcome).inc()
        _SECONDS.labels(channel).observe(seconds)
        if answer.notice:
            _MODEL_FAILURES.inc()
        event(
            "question",
            channel=channel,
            outcome=outcome,
            engine=answer.engine,
            language=answer.language,
            evidence=round(answer.evidence, 3),
            sentences=len(answer.sentences),
            left_out=answer.left_out,
            without_model=bool(answer.notice),
            ms=round(seconds * 1000, 1),
        )

    return count


def count_request(path: str, status: int) -> None:
    """Count a request to the HTTP API.

    Args:
        path: the route, not the address, so that no name of a source becomes a label.
    """
    _REQUESTS.labels(path, str(status)).inc()


def figures(version: str, passages: int, sessions: int | None) -> bytes:
    """All figures in Prometheus' text form.

    Args:
        version: of the index, "" without one.
        sessions: open pages, None when not known.
    """
    _INDEX.clear()
    if version:
        _INDEX.labels(version).set(1)
    _PASSAGES.set(passages)
    _SESSIONS.set(math.nan if sessions is None else sessions)
    return generate_latest(_REGISTRY)
