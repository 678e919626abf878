"""Ways to break the system, for the test that the gate sees each of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.answers import Answer, AnswerSentence, Hit, SourceNote
from bot.domain.passages import Passage
from bot.domain.sources import ChainStatus
from eval.results import Subject

Change = Callable[[Answer], Answer]


@dataclass
class Kept:
    """A subject that gives again what it gave before."""

    subject: Subject
    answers: dict[tuple[str, str], Answer]
    hits: dict[str, Sequence[Hit]]

    def ask(self, question: str, context: str = "") -> Answer:
        if (question, context) not in self.answers:
            self.answers[question, context] = self.subject.ask(question, context)
        return self.answers[question, context]

    def search(self, question: str, k: int = 10) -> Sequence[Hit]:
        if question not in self.hits:
            self.hits[question] = self.subject.search(question, k)
        return self.hits[question]


@dataclass
class Changed:
    """A subject whose answers are changed on their way out."""

    subject: Subject
    change: Change

    def ask(self, question: str, context: str = "") -> Answer:
        return self.change(self.subject.ask(question, context))

    def search(self, question: str, k: int = 10) -> Sequence[Hit]:
        return self.subject.search(question, k)


class Reversed(Changed):
    """Ranks the passages the wrong way round."""

    def search(self, question: str, k: int = 10) -> Sequence[Hit]:
        return list(reversed(self.subject.search(question, k)))


class Pasting(Changed):
    """Pastes the best passage, each sentence with its own citation and itself as the quote."""

    def ask(self, question: str, context: str = "") -> Answer:
        hits = self.search(question)
        return pasted(self.subject.ask(question, context), hits[0].passage) if hits else self.subject.ask(question)


def pasted(answer: Answer, passage: Passage) -> Answer:
    """A passage as an answer."""
    notes = tuple(
        SourceNote(n, c.key, c.key, "", None, c.locator, "", s.text, ChainStatus.CONFIRMED)
        for n, s in enumerate(passage.sentences, 1)
        for c in s.citations[:1]
    )
    known = {note.n for note in notes}
    sentences = tuple(
        AnswerSentence(s.text, (n,), "position" if s.holder else "fact")
        for n, s in enumerate(passage.sentences, 1)
        if n in known
    )
    return replace(answer, refused=False, refusal=None, sentences=sentences, sources=notes, warnings=(), card="")


def each_sentence(change: Callable[[AnswerSentence], AnswerSentence]) -> Change:
    return lambda answer: replace(answer, sentences=tuple(change(s) for s in answer.sentences))


def each_note(change: Callable[[SourceNote], SourceNote]) -> Change:
    return lambda answer: replace(answer, sources=tuple(change(n) for n in answer.sources))


def retold(change: Callable[[str], str]) -> Change:
    return each_sentence(lambda s: replace(s, text=change(s.text)))


def shift_citations(answer: Answer) -> Answer:
    """Every footnote number one further, the last one to the first."""
    count = len(answer.sources)
    return each_sentence(lambda s: replace(s, cites=tuple(n % count + 1 for n in s.cites)))(answer)


def alter_digit(text: str) -> str:
    return re.sub(r"\d(?=[^\d]*$)", lambda m: str((int(m.group()) + 1) % 10), text, count=1)


def alter_year(text: str) -> str:
    return re.sub(r"\b((?:19|20)\d\d)\b", lambda m: str(int(m.group()) + 1), text)


def swap_countries(text: str) -> str:
    pairs = {"Nederland": "België", "België": "Nederland", "Nederlandse": "Belgische", "Belgische": "Nederlandse"}
    return re.sub(r"\b(Nederlandse|Belgische|Nederland|België)\b", lambda m: pairs[m.group()], text)


def drop_attribution(text: str) -> str:
    """ "volgens Partos" goes, and so does "Partos vindt dat"."""
    bare = re.sub(r"\s*\b[Vv]olgens (?:de |het )?(?:[A-Z][\w’.&-]*|11\.11\.11)(?:(?: en|,)? [A-Z][\w-]*)*", "", text)
    return re.sub(
        r"^[A-Z0-9][\w.]*(?: en partners)? (?:stelt|vindt|vinden|wil|willen|vraagt|vragen|noemt)\b", "Men", bare
    )


def cut_source(answer: Answer) -> Answer:
    return replace(answer, sources=answer.sources[1:])


def wrong_locator(note: SourceNote) -> SourceNote:
    return replace(note, locator="p. 999")


def wrong_source(note: SourceNote) -> SourceNote:
    return replace(note, key="oecd2025oda" if note.key != "oecd2025oda" else "partos2024")


def unknown_footnote(answer: Answer) -> Answer:
    return each_sentence(lambda s: replace(s, cites=(*s.cites, 99)))(answer)


def refuse(answer: Answer) -> Answer:
    return replace(
        answer, refused=True, refusal="Dat staat niet in mijn bronnen.", sentences=(), sources=(), warnings=()
    )


def empty(answer: Answer) -> Answer:
    return replace(answer, refused=False, refusal=None, sentences=(), sources=(), warnings=())


def twice(answer: Answer) -> Answer:
    return replace(answer, sentences=tuple(s for one in answer.sentences for s in (one, one)))


def invented_quote(note: SourceNote) -> SourceNote:
    return replace(note, quote=f"{note.quote} Dat blijkt uit alle bronnen.")


ANSWER_MUTATIONS: Mapping[str, tuple[Change, str]] = {
    "shift citations by one": (shift_citations, "citation_recall"),
    "alter a digit": (retold(alter_digit), "number"),
    "alter a year": (retold(alter_year), "number"),
    "alter a digit in sentence and quote": (
        lambda a: each_note(lambda n: replace(n, quote=alter_digit(n.quote)))(retold(alter_digit)(a)),
        "quote",
    ),
    "cut a source": (cut_source, "source"),
    "refuse everything": (refuse, "must"),
    "swap the Netherlands and Belgium": (retold(swap_countries), "countries"),
    "drop warnings": (lambda a: replace(a, warnings=()), "warnings"),
    "drop attribution": (retold(drop_attribution), "attribution"),
    "a position told as a fact": (each_sentence(lambda s: replace(s, kind="fact")), "attribution"),
    "every sentence twice": (twice, "repeats"),
    "wrong locator": (each_note(wrong_locator), "locator"),
    "wrong source": (each_note(wrong_source), "quote"),
    "unknown footnote number": (unknown_footnote, "source"),
    "no footnotes": (each_sentence(lambda s: replace(s, cites=())), "source"),
    "empty answer": (empty, "source"),
    "invented quote": (each_note(invented_quote), "quote"),
    "half the answer": (lambda a: replace(a, sentences=a.sentences[: len(a.sentences) // 2]), "must-worse"),
    "first sentence leans on another": (
        lambda a: replace(
            a, sentences=tuple(replace(s, text=f"Daarom {s.text[0].lower()}{s.text[1:]}") for s in a.sentences)
        ),
        "direct",
    ),
    "cite everything everywhere": (
        lambda a: each_sentence(lambda s: replace(s, cites=tuple(n.n for n in a.sources)))(a),
        "citation_precision",
    ),
}
"""Each with the rule or the measure that must tell it."""
