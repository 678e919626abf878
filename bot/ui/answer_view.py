"""An answer as HTML: sentences with footnotes that open their source.

Every text is escaped here and cleaned once more by Streamlit in the browser. A footnote is a button with
``popovertarget``: the browser itself opens the card, without a script and without a round trip.
"""

from __future__ import annotations

from bot.domain.answers import Answer, AnswerSentence, AnswerWarning, SourceNote
from bot.ui.plain import html, web_address
from bot.ui.wording import DIGEST, LITERAL, STATUS, STATUS_MEANING, language_line, left_out_line, source_label

_PARTS = " … "
_LONGEST_TAIL = 24


def question_html(question: str) -> str:
    """The user's question as a heading."""
    return f'<h2 class="ww-vraag" tabindex="-1">{html(question)}</h2>'


def answer_html(answer: Answer, place: str) -> str:
    """An answer with its warnings, source list and source cards; or a refusal.

    Args:
        answer: what to show.
        place: prefix that makes element ids unique on the page.
    """
    remarks = (language_line(answer.language), answer.notice or "", left_out_line(answer.left_out))
    parts = [f'<p class="ww-opmerking">{html(line)}</p>' for line in remarks if line]
    if answer.refused:
        parts.append(f'<p class="ww-weigering">{html(answer.refusal or "")}</p>')
    else:
        parts += _answered(answer, place)
    return f'<section class="ww-antwoord">{"".join(parts)}</section>'


def _answered(answer: Answer, place: str) -> list[str]:
    notes = {note.n: note for note in answer.sources}
    sentences = " ".join(_sentence(s, notes, place) for s in answer.sentences)
    parts = [f'<p class="ww-tekst">{sentences}</p>']
    if answer.warnings:
        warnings = "".join(_warning(w, notes, place) for w in answer.warnings)
        parts.append(f'<aside class="ww-letop" aria-label="Let op"><ul>{warnings}</ul></aside>')
    if notes:
        lines = "".join(_source_line(note, place) for note in answer.sources)
        parts.append(f'<h3 class="ww-kop">Bronnen</h3><ul class="ww-bronnen">{lines}</ul>')
    return [*parts, *(_source_card(note, place) for note in answer.sources)]


def notice_html(text: str, *, alarm: bool = True) -> str:
    """A remark of the program: an error sentence or a hint."""
    role = "alert" if alarm else "status"
    return f'<p class="ww-melding" role="{role}">{html(text)}</p>'


def _sentence(sentence: AnswerSentence, notes: dict[int, SourceNote], place: str) -> str:
    badges = ""
    if sentence.as_of is not None:
        badges += f' <span class="ww-merk">stand: {sentence.as_of}</span>'
    if sentence.kind == "position":
        badges += ' <span class="ww-merk ww-standpunt">standpunt</span>'
    return f"<span>{_noted(sentence.text, sentence.cites, notes, place)}{badges}</span>"


def _warning(warning: AnswerWarning, notes: dict[int, SourceNote], place: str) -> str:
    text = warning.text.removeprefix("Let op: ")
    text = text[:1].upper() + text[1:]
    return f"<li><strong>Let op</strong> {_noted(text, warning.cites, notes, place)}</li>"


def _noted(text: str, cites: tuple[int, ...], notes: dict[int, SourceNote], place: str) -> str:
    """A text with its footnotes, which stay on the line of its last word."""
    marks = _footnotes(cites, notes, place)
    head, space, tail = text.rpartition(" ")
    if not marks or len(tail) > _LONGEST_TAIL:
        return html(text) + marks
    return f'{html(head)}{space}<span class="ww-bijeen">{html(tail)}{marks}</span>'


def _footnotes(cites: tuple[int, ...], notes: dict[int, SourceNote], place: str) -> str:
    buttons = "".join(
        f'<button type="button" class="ww-noot" popovertarget="{place}-bron-{n}" '
        f'aria-label="Bron {n}: {html(source_label(notes[n]))}">{n}</button>'
        for n in cites
        if n in notes
    )
    return f"<sup>{buttons}</sup>" if buttons else ""


def _source_line(note: SourceNote, place: str) -> str:
    return (
        f'<li><button type="button" class="ww-bron" popovertarget="{place}-bron-{note.n}">'
        f'<span class="ww-nummer">{note.n}</span>'
        f"<span>{html(source_label(note))}"
        f'<span class="ww-status ww-{note.status.value}">{STATUS[note.status]}</span></span></button></li>'
    )


def _source_card(note: SourceNote, place: str) -> str:
    name = f"{place}-bron-{note.n}"
    close = f'<button type="button" class="ww-sluit" popovertarget="{name}" popovertargetaction="hide">Sluiten</button>'
    return (
        f'<div popover="auto" id="{name}" class="ww-kaart" role="dialog" aria-label="Bron {note.n}">'
        f'<div class="ww-kaartkop"><strong>{note.n} · {html(source_label(note))}</strong>{close}</div>'
        f'<p class="ww-titel">{html(note.title)}</p>{_quote(note)}'
        f'<p class="ww-uitleg"><span class="ww-status ww-{note.status.value}">{STATUS[note.status]}</span>: '
        f"{STATUS_MEANING[note.status]}</p>{_link(note)}</div>"
    )


def _quote(note: SourceNote) -> str:
    parts = "".join(f"<p>{html(part)}</p>" for part in note.quote.split(_PARTS) if part.strip())
    kind = LITERAL if note.quote_is_literal else DIGEST
    return f'<p class="ww-soort">{kind}</p><blockquote>{parts}</blockquote>' if parts else ""


def _link(note: SourceNote) -> str:
    url = html(web_address(note.url))
    if not url:
        return ""
    anchor = f'<a href="{url}" target="_blank" rel="noopener noreferrer">Naar de bron op het web</a>'
    return f'<p class="ww-adres">{anchor}<span>{url}</span></p>'
