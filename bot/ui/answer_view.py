"""An answer as HTML: sentences with footnotes that open their source.

Every text is escaped here and cleaned once more by Streamlit in the browser. A footnote is a button with
``popovertarget``: the browser itself opens the card, without a script and without a round trip.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.answering.assistant import REFUSAL, REFUSAL_NARROWED
from bot.answering.forms import Form, Formed, formed
from bot.domain.answers import Answer, AnswerSentence, AnswerWarning, SourceNote
from bot.ui.language import _, ngettext
from bot.ui.plain import html
from bot.ui.source_card import source_cards, source_list
from bot.ui.wording import WARNINGS, country_name, language_line, left_out_line, position_badge, status_badges

_LONGEST_TAIL = 24
_HOME = ("NL", "BE")
"""The two countries whose figures are easily mixed up."""


@dataclass(frozen=True)
class _Display:
    place: str
    form: Form
    countries: Mapping[str, Sequence[str]]


def question_html(question: str, anchor: str = "") -> str:
    """The user's question as a heading.

    Args:
        anchor: id of its turn, to which an address can point.
    """
    name = f' id="antwoord-{html(anchor)}"' if anchor else ""
    return f'<h2 class="ww-vraag" tabindex="-1"{name}>{html(question)}</h2>'


def answer_html(
    answer: Answer,
    place: str,
    *,
    form: Form = Form.PARAGRAPH,
    countries: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """An answer with its warnings, source list and source cards; or a refusal.

    Args:
        answer: what to show.
        place: prefix that makes element ids unique on the page.
        form: how it is put.
        countries: what a passage is about, by its id.
    """
    text = text_html(answer, place, form=form, countries=countries)
    return text + sources_html(answer, place, form=form, countries=countries)


def text_html(
    answer: Answer,
    place: str,
    *,
    form: Form = Form.PARAGRAPH,
    countries: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """The sentences and warnings of an answer, or its refusal; as ``answer_html`` without the sources."""
    display = _Display(place, form, countries or {})
    only = _("Alleen gezocht in: {sources}.").format(sources=answer.only) if answer.only else ""
    remarks = (
        language_line(answer.language) if _is_dutch(answer) else "",
        only,
        answer.notice or "",
        left_out_line(answer.left_out),
    )
    parts = [f'<p class="ww-opmerking">{html(line)}</p>' for line in remarks if line]
    if answer.refused:
        language = "nl" if _is_dutch(answer) else answer.language
        parts.append(f'<p lang="{html(language)}" class="ww-weigering">{html(answer.refusal or "")}</p>')
    else:
        parts += _answered(answer, display)
    return f'<section class="ww-antwoord">{"".join(parts)}</section>'


def sources_html(
    answer: Answer,
    place: str,
    *,
    form: Form = Form.PARAGRAPH,
    countries: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """The source list of an answer, and the cards that its footnotes open; "" for a refusal."""
    notes = answer.sources if form is Form.PARAGRAPH else formed(answer, form).sources
    if answer.refused or not notes:
        return ""
    inside = source_list(notes, place) + source_cards(notes, place, countries or {})
    return f'<section class="ww-antwoord">{inside}</section>'


def notice_html(text: str, *, alarm: bool = True) -> str:
    """A remark of the program: an error sentence or a hint."""
    role = "alert" if alarm else "status"
    return f'<p class="ww-melding" role="{role}">{html(text)}</p>'


def _is_dutch(answer: Answer) -> bool:
    """True for a refusal or sentences in Dutch."""
    if answer.refused:
        return (answer.refusal or "").startswith((REFUSAL, REFUSAL_NARROWED))
    return answer.written_in == "nl"


def _answered(answer: Answer, display: _Display) -> list[str]:
    shaped, language = formed(answer, display.form), html(answer.written_in)
    writer = _Writer({note.n: note for note in answer.sources}, display)
    if display.form is Form.SPOKEN:
        parts = _spoken(shaped, language)
    elif display.form is Form.POINTS:
        points = "".join(f"<li>{writer.sentence(s, year=False)}</li>" for s in shaped.sentences)
        parts = [f'<ul lang="{language}" class="ww-tekst ww-punten">{points}</ul>']
    elif display.form is Form.MAIL:
        parts = _mail(shaped, writer, language)
    else:
        parts = [f'<p lang="{language}" class="ww-tekst">{" ".join(writer.sentence(s) for s in answer.sentences)}</p>']
        parts += _warnings(answer.warnings, writer)
    return parts


def _spoken(shaped: Formed, language: str) -> list[str]:
    text = " ".join((*(s.text for s in shaped.sentences), shaped.closing))
    told = ngettext(
        "Ongeveer {seconds} seconden hardop ({count} woord).",
        "Ongeveer {seconds} seconden hardop ({count} woorden).",
        shaped.words,
    )
    line = told.format(seconds=shaped.seconds, count=shaped.words)
    return [f'<p lang="{language}" class="ww-tekst">{html(text)}</p>', f'<p class="ww-opmerking">{html(line)}</p>']


def _mail(shaped: Formed, writer: _Writer, language: str) -> list[str]:
    text = " ".join(writer.sentence(s, year=False) for s in shaped.sentences)
    words = shaped.labels
    warnings = "".join(f"<p>{words.mind}: {writer.noted(w.text, w.cites)}</p>" for w in shaped.warnings)
    body = f"<p>{words.dear}</p><p>{text}</p>{warnings}<p>{words.regards}</p>"
    return [f'<div lang="{language}" class="ww-tekst ww-mail">{body}</div>']


def _warnings(warnings: Iterable[AnswerWarning], writer: _Writer) -> list[str]:
    rows = "".join(_warning(w, writer) for w in warnings)
    return [f'<div class="ww-letop" role="note" aria-label="{html(_("Let op"))}"><ul>{rows}</ul></div>'] if rows else []


def _warning(warning: AnswerWarning, writer: _Writer) -> str:
    text = warning.text.removeprefix("Let op: ")
    text = text[:1].upper() + text[1:]
    return f"<li><strong>{html(_(WARNINGS[warning.kind]))}</strong> {writer.noted(text, warning.cites)}</li>"


@dataclass(frozen=True)
class _Writer:
    """Writes sentences with badges and footnotes."""

    notes: Mapping[int, SourceNote]
    display: _Display

    def sentence(self, sentence: AnswerSentence, *, year: bool = True) -> str:
        badges = "".join(f" {badge}" for badge in self._badges(sentence, year=year))
        return f"<span>{self.noted(sentence.text, sentence.cites)}{badges}</span>"

    def noted(self, text: str, cites: Sequence[int]) -> str:
        """A text with its footnotes, which stay on the line of its last word."""
        marks = self._footnotes(cites)
        head, space, tail = text.rpartition(" ")
        if not marks or len(tail) > _LONGEST_TAIL:
            return html(text) + marks
        return f'{html(head)}{space}<span class="ww-bijeen">{html(tail)}{marks}</span>'

    def _badges(self, sentence: AnswerSentence, *, year: bool) -> Iterable[str]:
        cited = [self.notes[n] for n in sentence.cites if n in self.notes]
        if year and sentence.as_of is not None:
            yield _badge(_("stand: {year}").format(year=sentence.as_of))
        if country := self._country(sentence, cited):
            yield _badge(country)
        if sentence.kind == "position":
            yield _badge(position_badge(sentence, cited), "ww-standpunt")
        for text, status in status_badges(cited):
            yield _badge(text, f"ww-{status.value}")

    def _country(self, sentence: AnswerSentence, cited: Sequence[SourceNote]) -> str:
        """The one country that a figure is about, where the sentence does not say it."""
        about = {c for note in cited for c in self.display.countries.get(note.passage_id, ())}
        if sentence.as_of is None or len(about) != 1 or not about.issubset(_HOME):
            return ""
        name = country_name(*about)
        return "" if name[:5].lower() in sentence.text.lower() else name

    def _footnotes(self, cites: Sequence[int]) -> str:
        buttons = "".join(self._footnote(self.notes[n]) for n in cites if n in self.notes)
        return f"<sup>{buttons}</sup>" if buttons else ""

    def _footnote(self, note: SourceNote) -> str:
        told = html(_("Bron {number}: {source}").format(number=note.n, source=note.label))
        target = f"{self.display.place}-bron-{note.n}"
        return f'<button type="button" class="ww-noot" popovertarget="{target}" aria-label="{told}">{note.n}</button>'


def _badge(text: str, kind: str = "") -> str:
    return f'<span class="ww-merk{f" {kind}" if kind else ""}">{html(text)}</span>'
