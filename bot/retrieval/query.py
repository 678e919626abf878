"""What is understood of a question before anything is searched."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.errors import QuestionError
from bot.retrieval.analysis import Analyzer, Token, normalise
from bot.retrieval.countries import named_countries
from bot.retrieval.expansion import Expander, Found
from bot.retrieval.language import detect_language

_PART_WEIGHT = 0.5
_CONTEXT_WEIGHT = 0.7
_STORY_WEIGHT = 0.3
_STORY_WORDS = 35


class Intent(StrEnum):
    """What kind of answer a question wants."""

    NUMBER = "hoeveel"
    REASON = "waarom"
    YES_NO = "ja-nee"
    TIME = "wanneer"
    WHO = "wie"
    OPEN = "open"


_INTENTS = [
    (Intent.NUMBER, r"\b(hoeveel|hoe veel|hoe groot|hoe hoog|hoe duur|hoe lang|welk (deel|percentage|aandeel|bedrag)|"
                    r"how (much|many|large|high|long)|what (share|percentage)|combien|"
                    r"quel(le)? (part|pourcentage|montant))\b"),
    (Intent.REASON, r"\b(waarom|hoezo|hoe komt|waardoor|why|how come|pourquoi)\b"),
    (Intent.TIME, r"\b(wanneer|sinds wanneer|welk jaar|when|since when|quand)\b"),
    (Intent.WHO, r"^\s*(wie|welke organisatie|who|qui)\b"),
    (Intent.YES_NO, r"^\W*(en |maar |dus |but |et )?(is|zijn|was|waren|klopt|kan|kunnen|kun|mag|mogen|moet|moeten|"
                    r"zorgt|zorgen|helpt|helpen|leidt|leiden|komen|komt|gaat|gaan|heeft|hebben|werkt|werken|wordt|worden|bestaat|betaalt|"
                    r"betalen|krijgen|krijgt|draagt|remt|vermindert|voorkomt|stopt|does|do|did|is|are|can|should|will|has|est|"
                    r"est-ce|sont|peut|faut)\b"),
]  # fmt: skip


_SENTENCE = re.compile(r"[^\s.!?][^.!?]*(?:[.!?](?=\S)[^.!?]*)*[.!?]*")
"""A full stop inside a number or a name ends no sentence."""


@dataclass(frozen=True, slots=True)
class Query:
    """An analysed question.

    Attributes:
        text: normalised, typing errors corrected; of a long story only what is asked.
        tokens: content tokens of ``text``, those of the question before first.
        told: those of them that a long story names outside its questions; the corpus need not know them.
        context: the question before, where this one was read as its follow-up.
        terms: stems and parts with weights, then expansions.
        corrected: words that were corrected, as (written, read as).
        found: concepts met.
        alternatives: for a word of the question, terms that mean the same.
        countries: NL and BE where the question names them.
    """

    original: str
    text: str
    language: str
    intent: Intent
    tokens: tuple[Token, ...]
    terms: dict[str, float]
    corrected: tuple[tuple[str, str], ...]
    found: tuple[Found, ...]
    alternatives: Mapping[str, frozenset[str]]
    countries: frozenset[str]
    told: frozenset[Token] = frozenset()
    context: str = ""


_ASKS = re.compile(
    r"\b(wat|wie|waar\w*|welke?|hoe\w*|wanneer|what|who|where|which|how|when|why|que|quoi|qui|où|comment|quels?|"
    r"quelles?)\b",
    re.IGNORECASE,
)


def check_question(text: str, longest: int) -> str:
    """The question, normalised.

    Raises:
        QuestionError: empty, without letters, binary, or too long.
    """
    if "\x00" in text or any(ord(c) < 9 for c in text):
        raise QuestionError("Dit lijkt geen tekst. Typ uw vraag in gewone woorden.")
    cleaned = normalise(text)
    if not cleaned:
        raise QuestionError("De vraag is leeg. Typ een vraag, bijvoorbeeld: Zorgt hulp voor meer migratie?")
    if len(cleaned) > longest:
        told = f"De vraag telt {len(cleaned)} tekens; hooguit {longest} is mogelijk. Stel een kortere vraag."
        raise QuestionError(told)
    if not any(c.isalpha() for c in cleaned):
        raise QuestionError("In de vraag staan geen woorden. Typ uw vraag in gewone woorden.")
    return cleaned


class QueryAnalyzer:
    """Analyses questions.

    Args:
        correct: gives a word or its correction.
    """

    def __init__(self, analyzer: Analyzer, expander: Expander, correct: Callable[[str], str]) -> None:
        self._analyzer = analyzer
        self._expander = expander
        self._correct = correct

    def analyse(self, question: str, context: str = "") -> Query:
        """Analyse a question.

        Args:
            context: the question before, whose words complete a follow-up ("en in België?").
        """
        whole, corrected = self._corrected(normalise(question))
        text, own, told = self._point(whole)
        before = [t for t in self._analyzer.tokens(context) if t.stem not in {o.stem for o in own}]
        tokens = (*before, *own)
        terms: dict[str, float] = {}
        self._weigh(own, 1.0, terms)
        self._weigh(before, _CONTEXT_WEIGHT, terms)
        if text != whole:
            self._weigh(self._analyzer.tokens(whole), _STORY_WEIGHT, terms)
        expansion = self._expander.expand(tokens)
        for term, weight in expansion.terms.items():
            terms.setdefault(term, weight)
        return Query(
            original=question,
            text=f"{self._carried(context, text)} {text}" if context else text,
            language=detect_language(text),
            intent=_intent(text, context),
            tokens=tokens,
            terms=terms,
            corrected=corrected,
            found=expansion.found,
            alternatives=expansion.alternatives,
            countries=named_countries(text) or named_countries(whole) or named_countries(context),
            told=told,
            context=context,
        )

    def _carried(self, context: str, question: str) -> str:
        """What a follow-up takes over: the whole question before where it asks nothing itself, else its subject."""
        if intent_of(question) is Intent.OPEN and not _ASKS.search(question):
            return context
        return " ".join(token.surface for token in self._analyzer.tokens(context))

    def _point(self, text: str) -> tuple[str, tuple[Token, ...], frozenset[Token]]:
        """What is asked, its content words, and which of those only the story around it names.

        Of a long story these are its questions, with the subjects, names and years that the story names.
        """
        own = self._analyzer.tokens(text)
        asked = _questions(text)
        if not is_story(text):
            return text, tuple(own), frozenset()
        told = {word for found in self._expander.expand(own).found for word in found.words.split()}
        point = self._analyzer.tokens(asked)
        stems = {p.stem for p in point}
        around = [t for t in own if (t.surface in told or t.is_name) and t.stem not in stems]
        return asked, tuple(dict.fromkeys([*point, *around])), frozenset(around)

    @staticmethod
    def _weigh(tokens: Sequence[Token], weight: float, terms: dict[str, float]) -> None:
        for token in tokens:
            terms[token.stem] = max(terms.get(token.stem, 0.0), weight)
            for part in token.parts:
                terms[part] = max(terms.get(part, 0.0), weight * _PART_WEIGHT)

    def _corrected(self, text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        changes: list[tuple[str, str]] = []

        def replace(match: re.Match[str]) -> str:
            word = match.group()
            better = self._correct(word.lower())
            if better == word.lower():
                return word
            changes.append((word, better))
            return better

        return re.sub(r"[A-Za-zÀ-ÖØ-öø-ÿ]{5,}", replace, text), tuple(changes)


def is_story(text: str) -> bool:
    """True for a text of many words with a question in it, of which only the question counts."""
    return len(text.split()) > _STORY_WORDS and bool(_questions(text))


def _questions(text: str) -> str:
    return " ".join(part for part in _SENTENCE.findall(text) if part.endswith("?"))


def intent_of(text: str) -> Intent:
    """What kind of answer a question wants."""
    lowered = text.lower()
    return next((intent for intent, pattern in _INTENTS if re.search(pattern, lowered)), Intent.OPEN)


def _intent(text: str, context: str) -> Intent:
    """Of a follow-up that does not say ("En in België?") what the question before wanted."""
    own = intent_of(text)
    return intent_of(context) if own is Intent.OPEN and context else own
