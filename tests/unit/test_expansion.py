from __future__ import annotations

from bot.domain.thesaurus import Concept
from bot.retrieval.analysis import Analyzer
from bot.retrieval.expansion import Expander
from tests.doubles import MiniLexicon

ANALYZER = Analyzer(MiniLexicon())


def concept(name: str, *words: str, loaded: tuple[str, ...] = (), not_same: tuple[str, ...] = ()) -> Concept:
    return Concept(id=name, term=words[0], words=words, loaded=loaded, not_same=not_same)


EXPANDER = Expander(
    {
        "hulp": concept("hulp", "ontwikkelingshulp", "steun", loaded=("weggegooid geld",), not_same=("noodhulp",)),
        "noodhulp": concept("noodhulp", "noodhulp", "voedselhulp"),
    },
    ANALYZER,
)


def test_other_words_of_a_concept_are_added_with_less_weight() -> None:
    found = EXPANDER.expand(ANALYZER.tokens("krijgt Ghana steun"))
    assert 0 < found.terms["ontwikkelingshulp"] < 1


def test_never_across_not_the_same() -> None:
    assert "noodhulp" not in EXPANDER.expand(ANALYZER.tokens("steun")).terms


def test_a_loaded_phrase_is_understood_and_never_added() -> None:
    found = EXPANDER.expand(ANALYZER.tokens("dat is weggegooid geld"))
    assert [f.loaded for f in found.found] == [True]
    assert not {"weggooien", "weggegooid"} & set(EXPANDER.expand(ANALYZER.tokens("steun")).terms)


def test_unknown_words_add_nothing() -> None:
    assert EXPANDER.expand(ANALYZER.tokens("fiets")).terms == {}


def test_what_is_asked_for_is_not_barred_by_another_concept_that_is_asked_for() -> None:
    found = EXPANDER.expand(ANALYZER.tokens("wat is het verschil tussen steun en noodhulp"))
    assert {"ontwikkelingshulp", "voedselhulp"} <= set(found.terms)


def test_a_longer_phrase_does_not_hide_a_concept_inside_it() -> None:
    inner = Expander(
        {
            "dorp": concept("dorp", "dorpen", "gehuchten"),
            "hulp": concept("hulp", "steun aan dorpen", "ontwikkelingshulp"),
            "leugen": concept("leugen", "onwaarheid", loaded=("steun aan leugens",)),
        },
        ANALYZER,
    )
    assert {f.concept for f in inner.expand(ANALYZER.tokens("steun aan dorpen")).found} == {"hulp", "dorp"}
    assert [f.concept for f in inner.expand(ANALYZER.tokens("steun aan leugens")).found] == ["leugen"]


def test_a_loaded_plural_noun_is_no_loaded_adjective() -> None:
    class Lemmas(MiniLexicon):
        def lemma(self, word: str) -> str:
            return {"illegalen": "illegaal", "illegale": "illegaal"}.get(word, super().lemma(word))

    analyzer = Analyzer(Lemmas())
    expander = Expander({"verblijf": concept("verblijf", "mensen zonder papieren", loaded=("illegalen",))}, analyzer)
    assert [f.loaded for f in expander.expand(analyzer.tokens("krijgen illegalen geld")).found] == [True]
    assert not expander.expand(analyzer.tokens("wat is illegale houtkap")).found
