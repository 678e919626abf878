"""An answer as text to paste, with its footnotes."""

from __future__ import annotations

from collections.abc import Callable

from bot.answering.forms import dated
from bot.answering.labels import Labels, labels
from bot.domain.answers import Answer, AnswerSentence, SourceNote
from bot.ui.language import _
from bot.ui.plain import markdown, web_address
from bot.ui.wording import STATUS

Escape = Callable[[str], str]
Mark = Callable[[int], str]


def as_markdown(answer: Answer) -> str:
    """Markdown with Pandoc footnotes; marks inside texts are escaped."""
    body = _body(answer, markdown, lambda n: f"[^{n}]")
    notes = [f"[^{s.n}]: {_reference(s, markdown, italic=True)}" for s in answer.sources]
    return "\n\n".join([f"**{markdown(answer.question)}**", *body, "\n".join(notes)]).strip() + "\n"


def as_text(answer: Answer) -> str:
    """Plain text with numbered notes at the end."""
    body = _body(answer, _line, lambda n: f"[{n}]")
    notes = [f"[{s.n}] {_reference(s, _line, italic=False)}" for s in answer.sources]
    return "\n\n".join([_line(answer.question), *body, "\n".join(notes)]).strip() + "\n"


def _line(text: str) -> str:
    return " ".join(text.split())


def _body(answer: Answer, escape: Escape, mark: Mark) -> list[str]:
    if answer.refused:
        return [escape(answer.refusal or "")]
    words = labels(answer.written_in)
    paragraphs = [" ".join(_sentence(s, escape, mark, words) for s in answer.sentences)]
    for warning in answer.warnings:
        text = escape(warning.text.removeprefix("Let op: "))
        paragraphs.append(f"{words.mind}: {text}{''.join(mark(n) for n in warning.cites)}")
    return paragraphs


def _sentence(sentence: AnswerSentence, escape: Escape, mark: Mark, words: Labels) -> str:
    return escape(dated(sentence, f" ({words.as_of})").text) + "".join(mark(n) for n in sentence.cites)


def _reference(note: SourceNote, escape: Escape, *, italic: bool) -> str:
    title = escape(note.title)
    parts = [escape(note.label), f"*{title}*" if italic else title]
    url = web_address(note.url)
    if url:
        parts.append(f"<{url}>" if italic and not set(url) & set("<>") else url)
    return f"{'. '.join(p.rstrip('.') for p in parts)} ({_(STATUS[note.status])})."
