"""Rehearsal as HTML; every text is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.rehearsal.follow_ups import FollowUp, Press, SourcedLine
from bot.rehearsal.progress import Progress
from bot.rehearsal.results import Feedback, PointResult, Reference, Remark, RemarkKind
from bot.rehearsal.session import Question
from bot.rehearsal.wording import labels
from bot.ui.language import _, ngettext
from bot.ui.plain import html
from bot.ui.rehearsal_words import DAYS, REASONS, REMARKS

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


def kind_name(kind: str) -> str:
    """A kind of remark in words, as the store keeps it."""
    return _(REMARKS[RemarkKind(kind)]) if kind in set(RemarkKind) else kind


def question_html(question: Question, number: int, total: int) -> str:
    """The opponent's question."""
    place = _("Vraag {n} van {total}").format(n=number, total=total)
    return (
        f'<p class="ww-scene">{html(place)} · {html(_(REASONS[question.reason]))}</p>'
        f'<p class="ww-scene">{html(question.scene)}</p>'
        f'<h2 class="ww-tegenstander">“{html(question.asked)}”</h2>'
    )


def timer_html(elapsed: float) -> str:
    """A countdown of 60 seconds that the browser runs itself.

    Args:
        elapsed: seconds since the start, so that a redraw does not begin anew.
    """
    delay = f"animation-delay:-{min(elapsed, 60):.1f}s"
    number = f'<b aria-hidden="true"><i style="{delay}">{_COUNT}</i></b><span>{html(_("seconden"))}</span>'
    bar = f'<span class="ww-baan"><i style="{delay}"></i></span>'
    return f'<p class="ww-klok" role="timer" aria-label="{html(_("60 seconden"))}">{number}{bar}</p>'


def feedback_html(feedback: Feedback) -> str:
    """Grade, points said, and remarks with the speaker's words and the sources."""
    said = sum(point.covered for point in feedback.points)
    facts = [_("{n} van {total} kernpunten").format(n=said, total=len(feedback.points))]
    facts.append(
        ngettext("{n} woord", "{n} woorden", feedback.words).format(n=feedback.words) if feedback.words else _("hardop")
    )
    if feedback.pace:
        facts.append(_("{n} woorden per minuut").format(n=round(feedback.pace)))
    grade = _("{grade} van 10").format(grade=round(feedback.grade * 10))
    parts = [f'<p class="ww-cijfer"><strong>{html(grade)}</strong><span>{html(" · ".join(facts))}</span></p>']
    good = [point for point in feedback.points if point.covered]
    if good:
        parts.append(f'{_heading(_("Goed"))}<ul class="ww-lijst">{"".join(map(_point, good))}</ul>')
    if feedback.remarks:
        remarks = "".join(map(_remark, feedback.remarks))
        parts.append(f'{_heading(_("Dit kan beter"))}<ul class="ww-lijst">{remarks}</ul>')
    return f'<section class="ww-antwoord">{"".join(parts)}</section>'


def lines_html(title: str, lines: Iterable[SourcedLine]) -> str:
    """Sentences of the card with their sources."""
    items = "".join(f"<li>{html(line.text)}{_sources(line.references)}</li>" for line in lines)
    return f'{_heading(title)}<ul class="ww-lijst">{items}</ul>'


def reply_html(good: bool, follow_up: FollowUp) -> str:
    """What was asked for in a follow-up; the reply to a counter-argument stands below it as the model line."""
    target, references = follow_up.target, follow_up.references
    if follow_up.press is Press.COUNTER:
        target, references = _("Een eerlijk weerwoord staat hieronder."), ()
    word = html(_("Goed gezegd.") if good else _("Dat mist nog."))
    name = "ww-gezegd" if good else "ww-ernstig"
    return (
        f'<ul class="ww-lijst"><li class="{name}"><span class="ww-soortnaam">{word}</span>'
        f"{html(target)}{_sources(references)}</li></ul>"
    )


def progress_html(progress: Progress, forecast: Sequence[int], today: date, titles: dict[str, str]) -> str:
    """Due cards, themes, weak spots and days practised."""
    later = (_(DAYS[(today + timedelta(days=n)).weekday()]) for n in range(2, len(forecast)))
    names = [_("vandaag"), _("morgen"), *later]
    kept = ngettext("{n} antwoord bewaard.", "{n} antwoorden bewaard.", progress.reviews).format(n=progress.reviews)
    parts = [f'<p class="ww-opmerking">{html(kept)}</p>']
    parts.append(_heading(_("Komt terug")) + _bars(zip(names, forecast, strict=True), max([*forecast, 1])))
    if progress.themes:
        rows = [(titles.get(t.theme, t.theme), round(t.grade * 10)) for t in progress.themes]
        parts.append(_heading(_("Per thema, zwakste eerst (van 10)")) + _bars(rows, 10))
    if progress.weak:
        items = "".join(f"<li>{html(spot.question)}</li>" for spot in progress.weak[:5])
        parts.append(f'{_heading(_("Lastigste vragen"))}<ul class="ww-lijst">{items}</ul>')
    if progress.mistakes:
        items = "".join(f"<li>{html(_times(kind, count))}</li>" for kind, count in progress.mistakes)
        parts.append(f'{_heading(_("Vaakste opmerkingen"))}<ul class="ww-lijst">{items}</ul>')
    days = progress.days[-14:]
    if days:
        rows = [(f"{day.day}-{day.month}", count) for day, count in days]
        parts.append(_heading(_("Dagen geoefend")) + _bars(rows, max(count for _, count in days)))
    return f'<section class="ww-antwoord">{"".join(parts)}</section>'


def _heading(text: str) -> str:
    return f'<h3 class="ww-kop">{html(text)}</h3>'


def _times(kind: str, count: int) -> str:
    return ngettext("{kind}: {n} keer", "{kind}: {n} keer", count).format(kind=kind_name(kind), n=count)


def _bars(rows: Iterable[tuple[str, int]], most: int) -> str:
    cells = "".join(
        f'<span>{html(name)}</span><div><i style="width:{round(100 * count / most)}%"></i></div><span>{count}</span>'
        for name, count in rows
    )
    return f'<div class="ww-balken">{cells}</div>'


def _point(point: PointResult) -> str:
    return f'<li class="ww-gezegd">{html(point.text)}{_sources(point.references)}</li>'


def _remark(remark: Remark) -> str:
    quote = f"<small>{html(_('U zei:'))} <q>{html(remark.quote)}</q></small>" if remark.quote else ""
    name = ' class="ww-ernstig"' if remark.kind in _GRAVE else ""
    kind = f'<span class="ww-soortnaam">{html(_(REMARKS[remark.kind]))}</span>'
    return f"<li{name}>{kind}{html(remark.text)}{quote}{_sources(remark.references)}</li>"


def _sources(references: Sequence[Reference]) -> str:
    return f"<small>{html(_('Bron:'))} {html(labels(references))}</small>" if references else ""
