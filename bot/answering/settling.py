"""Turns what a model wrote into checked sentences with footnotes, one by one, as they come."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.chain import AnswerChain, Refused
from bot.answering.claim_gloss_table import known_words
from bot.answering.claims import ClaimChecker, Fault, Judgement
from bot.answering.composer import Carried, Footnotes
from bot.answering.prompts import FormPrompt
from bot.answering.shield import has_markup, is_order, words_of
from bot.answering.support import SupportFinder
from bot.answering.written import WrittenSentence
from bot.domain.answers import AnswerSentence
from bot.domain.passages import Passage, Sentence, SentenceKind
from bot.errors import ServiceError
from bot.retrieval.language import detect_language
from bot.retrieval.query import Query

_LEAST_FOR_REPAIR = 2.0
"""Seconds; with less there is no use in asking."""


class Settling:
    """The checked sentences of one answer.

    A footnote gets its number when its sentence is accepted and keeps it, also when a mended sentence comes later.

    Args:
        passages: the numbered passages, number 1 first.
        form: its bounds on words and sentences.
        language: in which the answer is asked for.
    """

    def __init__(
        self,
        checker: ClaimChecker,
        supports: SupportFinder,
        notes: Footnotes,
        passages: Sequence[Passage],
        query: Query,
        form: FormPrompt,
        language: str = "nl",
    ) -> None:
        self._checker, self._supports, self.notes = checker, supports, notes
        self._passages, self._query, self._form, self._language = passages, query, form, language
        self._slots: list[AnswerSentence | None] = []
        self._carried: list[Carried | None] = []
        self._said: set[str] = set()
        self._again = 0
        self._text = " ".join(p.text for p in passages)
        self.known = words_of(passages) | known_words(language)
        self.refused: dict[int, tuple[WrittenSentence, Judgement]] = {}

    @property
    def seen(self) -> int:
        """How many sentences were looked at."""
        return len(self._slots)

    @property
    def sentences(self) -> tuple[AnswerSentence, ...]:
        """Accepted sentences in the order of the answer."""
        return tuple(s for s in self._slots if s is not None)

    @property
    def carried(self) -> list[Carried]:
        """The same with what carries them."""
        return [c for c in self._carried if c is not None]

    @property
    def is_short(self) -> bool:
        """True when some sentences stand, but too few for the form."""
        words = sum(len(s.text.split()) for s in self.sentences)
        return words > 0 and (words < self._form.least_words or len(self.sentences) < self._form.least_sentences)

    @property
    def is_enough(self) -> bool:
        """True when a model repeated as many sentences as the form has room for: a small one may do so without end."""
        return self._again >= self._form.most_sentences

    def add(self, written: WrittenSentence) -> None:
        """Check the next sentence."""
        self._slots.append(None)
        self._carried.append(None)
        if written.text in self._said:
            self._again += 1
        self._said.add(written.text)
        if written.text:
            self.mend(len(self._slots) - 1, written)

    def mend(self, place: int, written: WrittenSentence) -> None:
        """Check a sentence for a place; what fails is kept with the reason."""
        if not self._has_room(written.text) or any(s.text == written.text for s in self.sentences):
            return
        judgement = self._judge(written)
        carried = self._carry(written, judgement) if judgement.passed else None
        if carried is None:
            self.refused[place] = (written, judgement if not judgement.passed else Judgement(Fault.SUPPORT))
            return
        self.refused.pop(place, None)
        self._carried[place] = carried
        self._slots[place] = self.notes.sentence(carried)

    def repair(self, chain: AnswerChain, seconds: float) -> None:
        """Ask a model once to mend what was refused, and for more where the form asks more; a failure leaves it out."""
        places = sorted(p for p, (_, judgement) in self.refused.items() if judgement.fault is not Fault.MARKUP)
        short = [s.text for s in self.sentences] if self.is_short else []
        if not (places or short) or seconds < _LEAST_FOR_REPAIR:
            return
        asked = [
            Refused(written.text, f"{judgement.fault}{f' ({judgement.detail})' if judgement.detail else ''}")
            for written, judgement in (self.refused[place] for place in places)
        ]
        try:
            mended = chain.repair(asked, self._passages, seconds, self._language, short)
        except ServiceError:
            return
        for place, sentence in zip(places, mended.sentences, strict=False):
            if sentence.text:
                self.mend(place, sentence)
        for sentence in mended.sentences[len(places) :] if short else ():
            self.add(sentence)

    def _has_room(self, text: str) -> bool:
        words = sum(len(s.text.split()) for s in self.sentences) + len(text.split())
        return len(self.sentences) < self._form.most_sentences and words <= self._form.most_words

    def _judge(self, written: WrittenSentence) -> Judgement:
        if has_markup(written.text, self._text) or is_order(written.text):
            return Judgement(Fault.MARKUP)
        if any(not 1 <= n <= len(self._passages) for n in written.cites):
            return Judgement(Fault.INVENTED)
        word = _loaded_word(written.text, self._query)
        if word:
            return Judgement(Fault.LOADED, word)
        if self._language != "nl" and detect_language(written.text) != self._language:
            return Judgement(Fault.LANGUAGE)
        cited = [self._passages[n - 1] for n in written.cites]
        return self._checker.check(written.text, cited, is_position=written.is_position, language=self._language)

    def _carry(self, written: WrittenSentence, judgement: Judgement) -> Carried | None:
        supports = [pair for e in judgement.evidence for pair in self._supports.all(e.sentence)]
        if not supports:
            return None
        kinds = {e.sentence.kind for e in judgement.evidence[:1]}
        holder = next((e.sentence.holder for e in judgement.evidence if e.sentence.holder), written.holder)
        is_position = written.is_position or SentenceKind.POSITION in kinds
        kind = SentenceKind.POSITION if is_position else SentenceKind.FACT
        sentence = Sentence(written.text, tuple(dict.fromkeys(c for c, _ in supports)), kind, holder)
        return Carried(sentence, tuple(supports))


def _loaded_word(text: str, query: Query) -> str:
    """A loaded word of the question that a sentence repeats, "" when none."""
    lowered = text.lower()
    return next((f.words for f in query.found if f.loaded and f.words.lower() in lowered), "")
