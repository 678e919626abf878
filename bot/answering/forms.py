"""An answer in another form: to say aloud, as three points, as a mail. No sentence without a source is added."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.answering.labels import DUTCH, Labels, labels
from bot.domain.answers import Answer, AnswerSentence, SourceNote

SPOKEN_WORDS = 150
WORDS_A_MINUTE = 140
_POINTS = 3
_NAMED = 3
_DANGLING = re.compile(
    r"^(dit|deze|die|dat|hij|zij|ze|daarom|ook|daarnaast|hierdoor|daardoor|bovendien|toch|maar|en|dus|zo)\b", re.I
)
_YEAR_IN_NAME = re.compile(r"\s*\(\d{4}\)")


class Form(StrEnum):
    """How an answer is put."""

    PARAGRAPH = "alinea"
    SPOKEN = "60s"
    POINTS = "punten"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Formed:
    """An answer in a form.

    Attributes:
        sentences: in the order to show; each cites.
        sources: the footnotes that these sentences use, with their own numbers.
        closing: for a spoken answer, its sources in words; "" otherwise.
        warnings: what goes along as "Let op".
        labels: words around it, in its language.
    """

    form: Form
    sentences: tuple[AnswerSentence, ...]
    sources: tuple[SourceNote, ...]
    closing: str = ""
    warnings: tuple[AnswerSentence, ...] = ()
    labels: Labels = DUTCH

    @property
    def words(self) -> int:
        """Number of words to say or read."""
        return sum(len(text.split()) for text in (*(s.text for s in self.sentences), self.closing))

    @property
    def seconds(self) -> int:
        """How long it takes to say."""
        return round(60 * self.words / WORDS_A_MINUTE)


def formed(answer: Answer, form: Form) -> Formed:
    """An answer in a form; a refusal has no sentences in any."""
    words = labels(answer.written_in)
    pattern = f", {words.as_of}" if form is Form.SPOKEN else f" ({words.as_of})"
    sentences = tuple(dated(s, pattern) for s in answer.sentences)
    if form is Form.SPOKEN:
        return _spoken(sentences, answer.sources, words)
    if form is Form.POINTS:
        chosen = _points(sentences)
        return Formed(form, chosen, _used(chosen, answer.sources), labels=words)
    warnings = tuple(AnswerSentence(w.text.removeprefix("Let op: "), w.cites, "fact") for w in answer.warnings)
    return Formed(form, sentences, _used((*sentences, *warnings), answer.sources), "", warnings, words)


def as_text(answer: Answer, form: Form) -> str:
    """An answer in a form, as plain text to paste or to read aloud."""
    if answer.refused:
        return f"{answer.refusal}\n"
    shaped = formed(answer, form)
    parts = [part for part in (*_body(shaped), _source_list(shaped)) if part]
    return "\n\n".join([*parts, shaped.labels.regards] if form is Form.MAIL else parts) + "\n"


def dated(sentence: AnswerSentence, pattern: str = " (stand {})") -> AnswerSentence:
    """The sentence with the year of its figure, where its own words do not name it."""
    if sentence.as_of is None or str(sentence.as_of) in sentence.text:
        return sentence
    stem = sentence.text.rstrip(".")
    return replace(sentence, text=f"{stem}{pattern.format(sentence.as_of)}{sentence.text[len(stem) :]}")


def _body(shaped: Formed) -> list[str]:
    if shaped.form is Form.SPOKEN:
        return [" ".join(s.text for s in shaped.sentences), shaped.closing]
    noted = [s.text + _marks(s.cites) for s in shaped.sentences]
    if shaped.form is Form.POINTS:
        return ["\n".join(f"• {text}" for text in noted)]
    warnings = [f"{shaped.labels.mind}: {w.text}{_marks(w.cites)}" for w in shaped.warnings]
    salutation = [shaped.labels.dear] if shaped.form is Form.MAIL else []
    return [*salutation, " ".join(noted), *warnings]


def _marks(cites: Sequence[int]) -> str:
    return "".join(f"[{n}]" for n in cites)


def _source_list(shaped: Formed) -> str:
    lines = [_reference(note, numbered=shaped.form is not Form.SPOKEN) for note in shaped.sources]
    return "\n".join([f"{shaped.labels.sources}:", *lines]) if lines else ""


def _reference(note: SourceNote, *, numbered: bool) -> str:
    address = f" {note.url}" if re.match(r"https?://", note.url) else ""
    return f"{f'[{note.n}]' if numbered else '-'} {note.label}. {note.title.rstrip('.')}.{address}"


def _used(sentences: Sequence[AnswerSentence], notes: Sequence[SourceNote]) -> tuple[SourceNote, ...]:
    cited = {n for s in sentences for n in s.cites}
    return tuple(note for note in notes if note.n in cited)


def _points(sentences: Sequence[AnswerSentence]) -> tuple[AnswerSentence, ...]:
    """The first three that can be read on their own, in their order."""
    standing = [s for n, s in enumerate(sentences) if n == 0 or not _DANGLING.match(s.text)]
    return tuple(standing[:_POINTS])


def _spoken(sentences: Sequence[AnswerSentence], notes: Sequence[SourceNote], words: Labels) -> Formed:
    """As many whole sentences, from the first, as fit in a minute with their sources named."""
    best: Formed | None = None
    for count in range(1, len(sentences) + 1):
        chosen = tuple(sentences[:count])
        used = _used(chosen, notes)
        shaped = Formed(Form.SPOKEN, chosen, used, _in_words(used, words), labels=words)
        if best is not None and shaped.words > SPOKEN_WORDS:
            break
        best = shaped
    return best or Formed(Form.SPOKEN, (), (), labels=words)


def _in_words(notes: Sequence[SourceNote], words: Labels) -> str:
    """The sources as a speaker names them: "Mijn bronnen zijn Partos uit 2024 en de Wereldbank uit 2023."."""
    names = list(dict.fromkeys(_spoken_name(note, words) for note in notes))
    if not names:
        return ""
    more = len(names) - _NAMED
    if more > 0:
        names = [*names[:_NAMED], words.one_more if more == 1 else words.more_sources.format(more)]
    listed = f" {words.and_} ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    return (words.my_source if len(names) == 1 else words.my_sources).format(listed)


def _spoken_name(note: SourceNote, words: Labels) -> str:
    name = _YEAR_IN_NAME.sub("", note.author).replace(" & ", f" {words.and_} ").replace("e.a.", words.et_al)
    return words.from_year.format(name, note.year) if note.year is not None else name
