"""Rewrites an English or French claim in Dutch words as far as it can, so that the Dutch checks can read it.

This is no translation for people. Numbers, names and the words that decide a claim (negation, comparison, scope, units)
come from a table, ordinary words from the table, the thesaurus or the evidence word that means nearly the same. What
none of these knows stays as it is, and counts as unsupported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import numpy as np

from bot.answering.claim_foreign_numbers import dutch_numbers
from bot.answering.claim_gloss_table import EMPTY, MARKS, read_table
from bot.answering.claim_gloss_words import Known, cognate, inflected, place_of
from bot.domain.thesaurus import Concept
from bot.ports import Embedders, Vectors
from bot.retrieval.analysis import Analyzer

_AKIN_FROM, _AKIN_ROUGHLY = 0.5, 0.55
_FOR = frozenset({"for", "pour"})
_KEPT = 20_000
_COMMON_NOUN = {
    "en": re.compile(r"(?:ity|ness|ion|ment|ing|ism|ance|ence|ship|ies|ants|ents|ers|ed)$"),
    "fr": re.compile(r"(?:ité|ion|ment|age|isme|ance|ence|eurs|ants|ents|ées|és)$"),
}
"""Endings by which a word at the head of a sentence is known for no name."""
_PARTICIPLE = re.compile(r"^\s*[^\W\d_]+ée?s?\s+(?:de|d'|du|des|par|en|à|au|aux|sur|pour|dans)\b")
"""At the head of a French sentence: no name, capital or not."""
_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_ELISION = re.compile(r"\b(?:[ldnsjmtc]|qu|jusqu|lorsqu|puisqu)'", re.IGNORECASE)
_NEVER = {
    "pas encore": "nog niet", "pas": "niet", "plus": "niet meer", "jamais": "nooit", "aucun": "geen", "aucune": "geen",
    "rien": "niets", "personne": "niemand", "guère": "nauwelijks", "ni": "niet", "que": "slechts", "qu'": "slechts ",
}  # fmt: skip
_NE = re.compile(
    r"\b(?:ne\s+|n')(?P<mid>(?:(?!que\b)[\w-]+\s+){0,5}?)"
    r"(?P<neg>pas encore|pas|plus|jamais|aucune?|rien|personne|guère|ni|que|qu')(?:\b|(?<='))(?:\s+(?:de\s|d'))?",
    re.IGNORECASE,
)
_THAN = re.compile(
    r"(?<!\ben )\b(plus|moins|davantage|mieux|meilleure?s?|pires?|meer|minder|beter)\b(?! en (?:plus|moins)\b)"
    r"([^,;.]{0,60}?)\bqu(?:e\b|')",
    re.IGNORECASE,
)
_ONLY_STILL = re.compile(
    r"(?:\bne\s+|\bn')((?:[\w-]+\s+){1,3}?)plus\s+qu(?:e\s+|')(?:à\s+)?(?=(?:environ\s+|quelque\s+)?\d)", re.IGNORECASE
)
"""What has become little: "ne valaient plus que 17 euros"."""
_ANSWER = re.compile(r"^\s*(?:(?P<no>no|non)|yes|oui),\s", re.IGNORECASE)
_MORE_OF = re.compile(r"\bpas plus d(?:e\s|')(?=[^\W\d])", re.IGNORECASE)
"""What is counted by no number: "pas plus de violence"."""
_SURNAME = re.compile(r"\b(?:De|Du|La|Le|Van|Von)\s[A-Z][\w-]+")
_OWNER = re.compile(r"\b([A-Z][\w-]+)'s\s+([a-z]+)\b")
_HELD_BACK = re.compile(r"\b(hold|holds|held|holding)\s((?:[a-z]+\s){1,3}?)back\b")
_ITS_NOTE = re.compile(r"\b11\.11\.11\s(note|paper|policy note)\b")
_PUBLISHED = re.compile(r"\b(?:does|do|did)\s+(?=[a-z])(?!not\b)", re.IGNORECASE)


class Glosser:
    """Glosses claims against the evidence that they cite.

    Args:
        concepts: the thesaurus.
        embedders: those of the index, which know the three languages.
        names: lower-case names of the corpus, which are never words for something else.
    """

    def __init__(
        self,
        analyzer: Analyzer,
        concepts: Mapping[str, Concept],
        embedders: Embedders,
        names: frozenset[str] = frozenset(),
    ) -> None:
        self._analyzer, self._embedders, self._names = analyzer, embedders, names
        self._vectors: tuple[dict[str, Vectors], dict[str, Vectors]] = ({}, {})
        self._same: dict[str, frozenset[str]] = {}
        for concept in concepts.values():
            stems = frozenset(s for w in concept.words for s in self._stems(w))
            for word in concept.words:
                self._same[word.lower()] = self._same.get(word.lower(), frozenset()) | stems

    def gloss(
        self, text: str, language: str, evidence: Iterable[str], *, marked: bool = False, roughly: bool = False
    ) -> str:
        """A claim in Dutch words.

        Args:
            language: "en" or "fr".
            evidence: the Dutch sentences that it is compared with.
            roughly: look up words by the quick embedder alone, for much evidence.
            marked: keep prepositions and articles, which say who does what to whom; "§" for one of two meanings.
        """
        words = Known(self._analyzer, evidence, roughly=roughly)
        table = read_table(language)
        text = dutch_numbers(_plain(text), language)
        text = table.name_finder.sub(lambda m: table.names[m.group()], text)
        kept: list[str] = []

        def keep(dutch: str) -> str:
            kept.append(dutch)
            return f" \x00{len(kept) - 1}\x00 "

        text = _ANSWER.sub(lambda m: keep("Nee," if m["no"] else "Ja,"), text)
        if language == "fr":
            text = _PARTICIPLE.sub(lambda m: m.group().lower(), text)
            text = _ONLY_STILL.sub(lambda m: f"{m[1]} {keep('nog maar')} ", text)
            text = _THAN.sub(lambda m: m.group() if _no_more(m) else f"{m[1]}{m[2]} dan ", text)
            text = _MORE_OF.sub("pas davantage de ", text)
            text = _NE.sub(lambda m: f"{m['mid']} {keep(_NEVER[m['neg'].lower()])} ", text)
        else:
            text = _HELD_BACK.sub(r"\1 back \2", _PUBLISHED.sub("", text))
            if marked:
                text = _ITS_NOTE.sub(r"\1 of 11.11.11", _OWNER.sub(r"\2 of \1", text))
        text = _SURNAME.sub(lambda m: keep(m.group()) if m.group().lower() in words.text else m.group(), text)
        marks = MARKS[language] if marked else {}
        text = table.finder.sub(
            lambda m: (
                m.group()
                if m.group().lower() in marks or _is_name(m, words)
                else keep(words.first(table.phrases[m.group().lower()]))
            ),
            text,
        )
        text = _ELISION.sub(lambda m: keep(MARKS["fr"].get(m.group().lower(), "")) if marked else "", text)
        if marked:
            text = _WORD.sub(lambda m: MARKS[language].get(m.group().lower()) or self._word(m, language, words), text)
        else:
            text = _WORD.sub(lambda m: self._word(m, language, words), text)
        text = re.sub(r"\x00(\d+)\x00", lambda m: kept[int(m[1])], text)
        return re.sub(r"\s+([,.;:)])", r"\1", " ".join(text.split()))

    def _word(self, match: re.Match[str], language: str, known: Known) -> str:
        word, lowered = match.group(), match.group().lower()
        if lowered in _FOR and match.string[match.end() :].lstrip()[:1].isdigit():
            return "voor"  # else "20 euros for 2021" would be "20 euro 2021"
        at_head = not match.string[: match.start()].strip()
        if lowered in EMPTY[language] and (not word.isupper() or (at_head and len(word) == 1)):
            return " "
        if word in known.names:
            return word
        place = place_of(lowered) if word[0].isupper() or language == "fr" else None
        if place:
            return known.folded.get(place, place.capitalize())
        if lowered in known.surfaces:
            return word
        if word[0].isupper() and (lowered in self._names or not at_head):
            return word if lowered in self._names else known.spelled(word)  # a name stands or falls by itself
        near: str = self._same_concept(lowered, known) or inflected(lowered, language, known)
        near = near or cognate(lowered, known) or self._akin(lowered, known)
        return near or (lowered if at_head and _COMMON_NOUN[language].search(lowered) else word)

    def _same_concept(self, word: str, known: Known) -> str:
        stems = self._same.get(word) or self._same.get(word.removesuffix("s")) or frozenset()
        return next((known.by_stem[s] for s in sorted(stems) if s in known.by_stem), "")

    def _akin(self, word: str, known: Known) -> str:
        if not known.candidates:
            return ""
        near = self._table([*known.candidates, word], roughly=known.roughly)
        values = near[:-1] @ near[-1]
        best = int(np.argmax(values))
        return known.candidates[best] if values[best] >= (_AKIN_ROUGHLY if known.roughly else _AKIN_FROM) else ""

    def _table(self, words: list[str], *, roughly: bool) -> Vectors:
        kept = self._vectors[roughly]
        fresh = [w for w in dict.fromkeys(words) if w not in kept]
        if fresh:
            found = self._embedders.passages.embed_passages if roughly else self._embedders.questions.embed_queries
            kept.update(zip(fresh, found(fresh), strict=True))
        rows = np.stack([kept[w] for w in words])
        if len(kept) > _KEPT:
            self._vectors = ({}, {})  # visitors share these; another may still read the old
        return rows

    def _stems(self, text: str) -> list[str]:
        return [term for t in self._analyzer.tokens(text) for term in (t.stem, *t.parts)]


def _is_name(match: re.Match[str], known: Known) -> bool:
    """True for a name of the evidence that is also a word, such as the author Page."""
    word = match.group()
    return word in known.names and word[0].isupper() and bool(match.string[: match.start()].strip())


def _no_more(match: re.Match[str]) -> bool:
    """True for "ne veut plus que …", which denies; "n'est plus que 5" is "only 5"."""
    if match[1].lower() != "plus" or match[2].strip():
        return False
    before, after = match.string[: match.start()], match.string[match.end() :].lstrip()
    return re.search(r"\b(?:ne\s+|n')[\w-]+\s+$", before) is not None and not after[:1].isdigit()


def _plain(text: str) -> str:
    text = text.replace("’", "'").replace("‘", "'")
    return re.sub(r"[\u00a0\u202f]", " ", text)
