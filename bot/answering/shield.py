"""Passages are data: what reads like an order to a program never reaches a model, nor counts as evidence.

This is a second lock. The first is verification: whatever a model was talked into, only what passages say is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from bot.domain.numbers import find_numbers
from bot.domain.passages import Passage
from bot.domain.sources import Source
from bot.retrieval.request import is_instruction
from bot.retrieval.stopwords import DUTCH

_ORDER = re.compile(
    r"""
    \b(assistent|assistant|chatbot|taalmodel|language\s+model|llm|mod[èe]le\s+de\s+langage|AI-model|openai|chatgpt)\b
    | \b(system|systeem|système)\s*(prompt|message|bericht|:) | <\|?\s*(system|im_start|im_end|assistant)
    | \b(nieuwe|new|nouvelles?)\s+(instructies?|instructions?|opdracht|consignes?|regels?|rules?)\b
    | \b(instructions?|instructies|consignes)\s+(above|hierboven|ci-dessus|précédentes)
    | \b(antwoord|zeg|schrijf|voeg|eindig|begin|herhaal|print|toon)
      \s+(nu|altijd|voortaan|alleen|enkel|uitsluitend|eerst|aan\s+het\s+(begin|eind))\b
    | \b(zet|plak|voeg)\b.{0,60}\b(in|aan|onder|bij)\s+(je|uw|het|elk|ieder)\s+antwoord
    | \b(je|uw|jouw)\s+(antwoord|instructies|prompt|regels|sleutel)\b
    | \byour\s+(answer|instructions|prompt|rules|reply|response|key)\b
    | \b(ta|votre|tes|vos)\s+(réponse|consignes|instructions|règles)\b
    | \b(answer|respond|reply|say|write|output|append|start|end)
      \s+(only|with|always|exactly|every|the\s+following|this\s+sentence)\b
    | \b(réponds|répondez|dis|dites|écris|écrivez|ajoute|ajoutez|termine|terminez|affiche|affichez)\b
    | \b(api|secret|geheime?)[\s_-]*(key|sleutel|clé)\b | \bOPENAI_API_KEY\b | \bsk-[\w-]{4,}
    | \b(stuur|verstuur|mail|upload|send|forward|envoie|envoyez|transmets|transmettez)\b.{0,80}(https?:|www\.|\w@\w)
    | \b(ignore[rsz]?|skip|disregard|negeer|sla)\s+(the|this|de|deze|la|cette)\s+(question|vraag)\b
    | \b(tell|inform|remind|vertel|zeg|dis|dites)\b.{0,20}\b(every|each|all|elke|iedere|alle|chaque|tous|toutes)\b
      .{0,30}\b(reader|user|visitor|lezer|gebruiker|bezoeker|lecteur|utilisateur|visiteur)s?\b
    | \b(gehackt|pwned|hacked|piraté)\b
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_MARKUP = re.compile(
    r"https?:|www\.|\w@\w|<[a-z/!]|&lt;|!\[|\]\(|`|\bjavascript:|\bdata:\w+/|\{\{|\}\}|\bsk-[\w-]{4,}", re.IGNORECASE
)
_DOMAIN = re.compile(r"\b[\w-]+\.(?:com|org|net|nl|be|eu|io|example|evil|test|ru|xyz|info|fr|co)\b", re.IGNORECASE)
_MARK = re.compile(r"\s*[\[(](?:passage\s*)?\d+(?:\s*[,;]\s*\d+)*[\])](?=[\s.!?]|$)", re.IGNORECASE)
_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_DOT = "·"


@lru_cache(maxsize=20_000)
def is_order(text: str) -> bool:
    """True for a text that tries to tell a program what to do."""
    return bool(_ORDER.search(text)) or is_instruction(text)


def safe_passages(passages: Iterable[Passage], sources: Mapping[str, Source]) -> list[Passage]:
    """Passages without orders in their text, headings, place or title; only sentences that cite a source."""
    kept: list[Passage] = []
    for passage in passages:
        source = sources.get(passage.key)
        title = f"{source.title} {source.author}" if source else ""
        if any(is_order(t) for t in (passage.key, title, passage.locator, *passage.heading, passage.text)):
            continue
        cited = tuple(s for s in passage.sentences if s.citations)
        if cited:
            kept.append(replace(passage, sentences=cited))
    return kept


def has_markup(text: str, known: str = "") -> bool:
    """True for a sentence with an address, a link, an image, code or a key.

    Args:
        known: text whose names may look like an address ("Glo.be").
    """
    return bool(_MARKUP.search(text)) or any(match.group() not in known for match in _DOMAIN.finditer(text))


def is_trap(text: str) -> bool:
    """True for a document's sentence that no answer should repeat: an order, an address, a link, an image or code."""
    return is_order(text) or has_markup(text)


def without_marks(text: str) -> str:
    """A sentence on one line, without the citation marks that a model likes to write in it."""
    return " ".join(_MARK.sub("", text).split())


def words_of(passages: Iterable[Passage]) -> frozenset[str]:
    """Words that unchecked text may show."""
    found = {w.lower() for p in passages for w in _LETTERS.findall(p.text)}
    return frozenset(found | DUTCH)


def veiled(text: str, known: frozenset[str]) -> str:
    """Unchecked text as it may be shown: figures, and words that no passage has, are dots of the same length."""
    numbers = [(n.start, n.end) for n in find_numbers(text)]

    def veil(match: re.Match[str]) -> str:
        word = match.group()
        inside = any(start < match.end() and match.start() < end for start, end in numbers)
        letters = _LETTERS.findall(word)
        plain = bool(letters) and all(w.lower() in known for w in letters) and not any(c.isdigit() for c in word)
        if plain and not inside and not has_markup(word):
            return word
        return _DOT * len(word)

    return _WORD.sub(veil, text)
