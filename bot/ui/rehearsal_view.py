"""Rehearsal as HTML; every text is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.rehearsal.follow_ups import FollowUp, Press, SourcedLine
from bot.rehearsal.progress import Progress
from bot.rehearsal.results import Feedback, PointResult, Reference, Remark, RemarkKind
from bot.rehearsal.session import Question
from bot.rehearsal.wording import labels
from bot.ui.plain import html

_NAMES = {
    RemarkKind.EMPTY: "Geen antwoord",
    RemarkKind.LANGUAGE: "Taal",
    RemarkKind.COPIED: "Vraag herhaald",
    RemarkKind.OFF_TOPIC: "Naast de vraag",
    RemarkKind.FIGURE_WRONG: "Cijfer klopt niet",
    RemarkKind.FIGURE_UNSOURCED: "Cijfer zonder bron",
    RemarkKind.FIGURE_YEAR: "Verkeerd jaar",
    RemarkKind.FIGURE_COUNTRY: "Verkeerd land",
    RemarkKind.FIGURE_OUTDATED: "Verouderd cijfer",
    RemarkKind.FIGURE_UNDATED: "Cijfer zonder jaar",
    RemarkKind.POSITION: "Standpunt, geen feit",
    RemarkKind.LOADED: "Geladen woord",
    RemarkKind.POINT: "Kernpunt gemist",
    RemarkKind.PASTED: "Tekst van de kaart",
    RemarkKind.FIGURE_NEWER: "Er is een nieuwer cijfer",
    RemarkKind.JARGON: "Vaktaal",
    RemarkKind.READABILITY: "Lange zin",
    RemarkKind.LENGTH: "Lengte",
}
_GRAVE = frozenset(
    {
        RemarkKind.EMPTY,
        RemarkKind.LANGUAGE,
        RemarkKind.COPIED,
        RemarkKind.OFF_TOPIC,
        RemarkKind.FIGURE_WRONG,
        RemarkKind.FIGURE_UNSOURCED,
        RemarkKind.FIGURE_YEAR,
        RemarkKind.FIGURE_COUNTRY,
        RemarkKind.FIGURE_OUTDATED,
        RemarkKind.POSITION,
    }
)
_COUNT = "<br>".join(str(n) for n in range(60, -1, -1))
_DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")


def kind_name(kind: str) -> str:
    """A kind of remark in words, as the store keeps it."""
    return _NAMES[RemarkKind(kind)] if kind in set(RemarkKind) else kind


def question_html(question: Question, number: int, total: int) -> str:
    """The opponent's question."""
    return (
        f'<p class="ww-scene">Vraag {number} van {total} · {html(question.reason.value)}</p>'
        f'<p class="ww-scene">{html(question.scene)}</p>'
        f'<h2 class="ww-tegenstander">“{html(question.asked)}”</h2>'
    )


def timer_html(elapsed: float) -> str:
    """A countdown of 60 seconds that the browser runs itself.

    Args:
        elapsed: seconds since the start, so that a redraw does not begin anew.
    """
    delay = f"animation-delay:-{min(elapsed, 60):.1f}s"
    number = f'<b aria-hidden="true"><i style="{delay}">{_COUNT}</i></b><span>seconden</span>'
    bar = f'<span class="ww-baan"><i style="{delay}"></i></span>'
    return f'<p class="ww-klok" role="timer" aria-label="60 seconden">{number}{bar}</p>'


def feedback_html(feedback: Feedback) -> str:
    """Grade, points said, and remarks with the speaker's words and the sources."""
    pace = f" · {round(feedback.pace)} woorden per minuut" if feedback.pace else ""
    words = "1 woord" if feedback.words == 1 else f"{feedback.words} woorden" if feedback.words else "hardop"
    said = sum(point.covered for point in feedback.points)
    parts = [
        f'<p class="ww-cijfer"><strong>{round(feedback.grade * 10)} van 10</strong>'
        f"<span>{said} van {len(feedback.points)} kernpunten · {words}{pace}</span></p>"
    ]
    good = [point for point in feedback.points if point.covered]
    if good:
        parts.append(f'<h3 class="ww-kop">Goed</h3><ul class="ww-lijst">{"".join(map(_point, good))}</ul>')
    if feedback.remarks:
        remarks = "".join(map(_remark, feedback.remarks))
        parts.append(f'<h3 class="ww-kop">Dit kan beter</h3><ul class="ww-lijst">{remarks}</ul>')
    return f'<section class="ww-antwoord">{"".join(parts)}</section>'


def lines_html(title: str, lines: Iterable[SourcedLine]) -> str:
    """Sentences of the card with their sources."""
    items = "".join(f"<li>{html(line.text)}{_sources(line.references)}</li>" for line in lines)
    return f'<h3 class="ww-kop">{html(title)}</h3><ul class="ww-lijst">{items}</ul>'


def reply_html(good: bool, follow_up: FollowUp) -> str:
    """What was asked for in a follow-up; the reply to a counter-argument stands below it as the model line."""
    target, references = follow_up.target, follow_up.references
    if follow_up.press is Press.COUNTER:
        target, references = "Een eerlijk weerwoord staat hieronder.", ()
    word = "Goed gezegd." if good else "Dat mist nog."
    name = "ww-gezegd" if good else "ww-ernstig"
    return (
        f'<ul class="ww-lijst"><li class="{name}"><span class="ww-soortnaam">{word}</span>'
        f"{html(target)}{_sources(references)}</li></ul>"
    )


def progress_html(progress: Progress, forecast: Sequence[int], today: date, titles: dict[str, str]) -> str:
    """Due cards, themes, weak spots and days practised."""
    names = ["vandaag", "morgen", *(_DAYS[(today + timedelta(days=n)).weekday()] for n in range(2, len(forecast)))]
    kept = "1 antwoord" if progress.reviews == 1 else f"{progress.reviews} antwoorden"
    parts = [f'<p class="ww-opmerking">{kept} bewaard.</p>']
    parts.append('<h3 class="ww-kop">Komt terug</h3>' + _bars(zip(names, forecast, strict=True), max([*forecast, 1])))
    if progress.themes:
        rows = [(titles.get(t.theme, t.theme), round(t.grade * 10)) for t in progress.themes]
        parts.append('<h3 class="ww-kop">Per thema, zwakste eerst (van 10)</h3>' + _bars(rows, 10))
    if progress.weak:
        items = "".join(f"<li>{html(spot.question)}</li>" for spot in progress.weak[:5])
        parts.append(f'<h3 class="ww-kop">Lastigste vragen</h3><ul class="ww-lijst">{items}</ul>')
    if progress.mistakes:
        items = "".join(f"<li>{kind_name(kind)}: {count} keer</li>" for kind, count in progress.mistakes)
        parts.append(f'<h3 class="ww-kop">Vaakste opmerkingen</h3><ul class="ww-lijst">{items}</ul>')
    days = progress.days[-14:]
    if days:
        rows = [(f"{day.day}-{day.month}", count) for day, count in days]
        parts.append('<h3 class="ww-kop">Dagen geoefend</h3>' + _bars(rows, max(count for _, count in days)))
    return f'<section class="ww-antwoord">{"".join(parts)}</section>'


def _bars(rows: Iterable[tuple[str, int]], most: int) -> str:
    cells = "".join(
        f'<span>{html(name)}</span><div><i style="width:{round(100 * count / most)}%"></i></div><span>{count}</span>'
        for name, count in rows
    )
    return f'<div class="ww-balken">{cells}</div>'


def _point(point: PointResult) -> str:
    return f'<li class="ww-gezegd">{html(point.text)}{_sources(point.references)}</li>'


def _remark(remark: Remark) -> str:
    quote = f"<small>U zei: <q>{html(remark.quote)}</q></small>" if remark.quote else ""
    name = ' class="ww-ernstig"' if remark.kind in _GRAVE else ""
    kind = f'<span class="ww-soortnaam">{_NAMES[remark.kind]}</span>'
    return f"<li{name}>{kind}{html(remark.text)}{quote}{_sources(remark.references)}</li>"


def _sources(references: Sequence[Reference]) -> str:
    return f"<small>Bron: {html(labels(references))}</small>" if references else ""
