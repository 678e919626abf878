"""English glosses for Dutch and French words: where the vector of a word starts before training."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

import simplemma

from bot.training.data import TrainingData

_DUTCH_ENDINGS = (
    ("iseringen", "ization"), ("isering", "ization"), ("aties", "ations"), ("atie", "ation"), ("iteiten", "ities"),
    ("iteit", "ity"), ("ismen", "isms"), ("isme", "ism"), ("ische", "ic"), ("isch", "ical"), ("isch", "ic"),
    ("logie", "logy"), ("grafie", "graphy"), ("sties", "stics"), ("ties", "tions"), ("tie", "tion"), ("sie", "sion"),
    ("ies", "ies"), ("ie", "y"), ("eren", "ate"), ("eren", "e"), ("eel", "al"), ("ele", "al"), ("ieel", "ial"),
    ("aal", "al"), ("ale", "al"), ("ant", "ant"), ("ent", "ent"), ("enten", "ents"), ("ief", "ive"), ("ieve", "ive"),
    ("eur", "or"), ("eurs", "ors"), ("air", "ary"), ("aire", "ary"), ("iek", "ics"), ("iek", "ic"), ("ieke", "ic"),
    ("ist", "ist"), ("isten", "ists"), ("ment", "ment"), ("menten", "ments"), ("age", "age"), ("uur", "ure"),
)  # fmt: skip
_FRENCH_ENDINGS = (
    ("ique", "ic"), ("ique", "ical"), ("iques", "ic"), ("iques", "ical"), ("tion", "tion"), ("tions", "tions"),
    ("té", "ty"), ("tés", "ties"), ("eur", "or"), ("eur", "er"), ("eurs", "ors"), ("eurs", "ers"), ("aire", "ary"),
    ("aires", "ary"), ("ement", "ly"), ("ement", "ement"), ("ment", "ment"), ("ments", "ments"), ("isme", "ism"),
    ("iste", "ist"), ("istes", "ists"), ("ence", "ence"), ("ance", "ance"), ("ie", "y"), ("ies", "ies"), ("er", "e"),
    ("er", "ate"), ("er", ""), ("iser", "ize"), ("isation", "ization"), ("ation", "ation"), ("é", "ed"), ("ée", "ed"),
    ("és", "ed"), ("ées", "ed"), ("if", "ive"), ("ive", "ive"), ("ifs", "ive"), ("ives", "ive"), ("el", "al"),
    ("elle", "al"), ("els", "al"), ("elles", "al"), ("eux", "ous"), ("euse", "ous"), ("ure", "ure"), ("ire", "ory"),
    ("oire", "ory"), ("e", ""), ("es", "s"), ("aux", "al"), ("ant", "ing"), ("ité", "ity"), ("ités", "ities"),
    ("able", "able"), ("ible", "ible"), ("cier", "ce"), ("logie", "logy"), ("graphie", "graphy"), ("ien", "ian"),
    ("ienne", "ian"), ("iens", "ians"), ("is", "ish"), ("ain", "an"), ("aine", "an"), ("ains", "ans"),
)  # fmt: skip
_DUTCH = tuple(sorted(_DUTCH_ENDINGS, key=lambda pair: -len(pair[0])))
_FRENCH = tuple(sorted(_FRENCH_ENDINGS, key=lambda pair: -len(pair[0])))
_ACCENTS = str.maketrans("àâäçéèêëîïôöùûü", "aaaceeeeiioouuu")
_MOST_GLOSSES = 3


class Lexicon:
    """Looks for an English gloss in ever less certain places.

    Args:
        data: the training files; their sentence pairs are not used here.
    """

    def __init__(self, data: TrainingData) -> None:
        self._dutch: dict[str, list[str]] = defaultdict(list)
        self._french: dict[str, list[str]] = defaultdict(list)
        for pair in (*data.dictionary, *data.terms):
            self._dutch[_headword(pair.other)].append(pair.english)
        for pair in data.french:
            self._french[pair.other.lower()].append(pair.english)
        self._frequencies = data.frequencies
        self._english = {word for i, word in enumerate(data.frequencies["en"]) if i < 60_000}
        self._parts = {w: f for w, f in data.frequencies["nl"].items() if len(w) >= 3 and w.isalpha()}
        self._siblings: dict[str, list[str]] = defaultdict(list)
        for group in data.synonyms:
            for word in group:
                self._siblings[word.lower()].extend(other.lower() for other in group if other != word)
        self.dutch = lru_cache(maxsize=None)(self._gloss_dutch)
        self.french = lru_cache(maxsize=None)(self._gloss_french)

    def known_dutch(self) -> list[str]:
        """Dutch single words of the dictionary and the terms, in order."""
        return [word for word in self._dutch if " " not in word]

    def known_french(self) -> list[str]:
        """French words of our own list, in order."""
        return [word for word in self._french if " " not in word]

    def split(self, word: str) -> tuple[str, str] | None:
        """The two words of a Dutch compound without its linking s, e or en; None if it is none."""
        best: tuple[float, tuple[str, str]] | None = None
        for cut in range(4, len(word) - 3):
            tail = word[cut:]
            if tail not in self._parts:
                continue
            for link in ("", "s", "en", "e"):
                head = word[: cut - len(link)] if word[:cut].endswith(link) else ""
                if len(head) >= 4 and head in self._parts:
                    score = self._parts[head] * self._parts[tail] * (1.0 if not link else 0.5)
                    if best is None or score > best[0]:
                        best = (score, (head, tail))
        return best[1] if best else None

    def _gloss_dutch(self, word: str, depth: int = 0) -> tuple[str, ...]:
        if word in self._dutch:
            return tuple(self._dutch[word][:_MOST_GLOSSES])
        lemma = simplemma.lemmatize(word, lang="nl").lower()
        if lemma != word and lemma in self._dutch:
            return tuple(self._dutch[lemma][:_MOST_GLOSSES])
        if depth < 2 and (found := self._compound(word, depth)):
            return found
        siblings = [g for s in self._siblings.get(lemma, self._siblings.get(word, [])) for g in self._dutch.get(s, [])]
        if siblings:
            return tuple(siblings[:_MOST_GLOSSES])
        if cognates := self._cognates(word, _DUTCH):
            return cognates
        return (word,) if word in self._english and not self._is_dutch_rather(word) else ()

    def _compound(self, word: str, depth: int) -> tuple[str, ...]:
        parts = self.split(word)
        if not parts:
            return ()
        head, tail = (self._gloss_dutch(part, depth + 1) for part in parts)
        return (f"{head[0]} {tail[0]}",) if head and tail else ()

    def _gloss_french(self, word: str) -> tuple[str, ...]:
        if word in self._french:
            return tuple(self._french[word][:_MOST_GLOSSES])
        lemma = simplemma.lemmatize(word, lang="fr").lower()
        if lemma in self._french:
            return tuple(self._french[lemma][:_MOST_GLOSSES])
        for form in dict.fromkeys((word, lemma)):
            if cognates := self._cognates(form, _FRENCH):
                return cognates
        plain = word.translate(_ACCENTS)
        return (plain,) if plain in self._english and len(plain) > 3 else ()

    def _cognates(self, word: str, endings: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
        for ending, english in endings:
            stem = word.removesuffix(ending).translate(_ACCENTS)
            if word.endswith(ending) and len(stem) >= 3:
                for form in (stem, stem.replace("k", "c"), stem.replace("f", "ph"), stem.replace("kw", "qu")):
                    if form + english in self._english:
                        return (form + english,)
        return ()

    def _is_dutch_rather(self, word: str) -> bool:
        return self._frequencies["nl"].get(word, 0.0) > 5 * self._frequencies["en"].get(word, 0.0)


def _headword(dutch: str) -> str:
    plain = dutch.lower().strip()
    for article in ("de ", "het ", "een ", "zich "):
        plain = plain.removeprefix(article)
    return plain
