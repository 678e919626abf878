"""When a question is read with the one before it, and what then speaks for an answer."""

from __future__ import annotations

import pytest

from bot.retrieval.analysis import Analyzer
from bot.retrieval.coverage import Asked
from bot.retrieval.evidence import EvidenceModel
from bot.retrieval.expansion import Expander
from bot.retrieval.follow_up import may_follow, points_back, question_before
from bot.retrieval.following import Compared, Following, Held, following
from bot.retrieval.query import Query, QueryAnalyzer
from tests.doubles import MiniLexicon
from tests.unit.test_evidence import FakeLexical

ANALYZER = Analyzer(MiniLexicon())
LEXICAL = FakeLexical({"opvang": 20, "kost": 30, "fonds": 10})
LIKELY, UNLIKELY = Compared(0.9, 0.2), Compared(0.1, -0.2)


def analyse(question: str, context: str = "") -> Query:
    return QueryAnalyzer(ANALYZER, Expander({}, ANALYZER), str).analyse(question, context)


def features(question: str, context: str, *units: str) -> Following:
    words = (Asked.of(analyse(question), LEXICAL), Asked.of(analyse(question, context), LEXICAL))
    terms = [frozenset(ANALYZER.index_terms(unit)) for unit in units]
    whole: frozenset[str] = frozenset().union(*terms)
    return following(question, words, Held([whole], terms), LIKELY, UNLIKELY, 0.0)


@pytest.mark.parametrize(
    "question",
    ["Wie merkte daar iets van?", "Hoeveel mensen deden mee?",
     "En hoeveel van al die mensen vonden er toen ook echt werk?",
     "Maar klopt het bedrag dat jullie in die folder noemen nog wel?"],
)  # fmt: skip
def test_a_question_may_follow(question: str) -> None:
    assert may_follow(question)


@pytest.mark.parametrize(
    "question",
    ["Hoeveel procent van het Nederlandse hulpgeld ging vorig jaar naar opvang in eigen land?",
     "Mijn buurman zegt dat al het geld naar opvang gaat en dat er voor de arme landen niets meer over is, klopt dat?"],
)  # fmt: skip
def test_a_long_question_stands_alone(question: str) -> None:
    assert not may_follow(question)


def test_a_word_can_stand_for_something_said_before() -> None:
    assert points_back("Waar brachten ze die naartoe?")
    assert points_back("Ma hoe weten ze da?")
    assert not points_back("Hoeveel kost opvang?")


def test_the_words_of_the_question_itself_count_apart() -> None:
    held = features("Wat kost dat?", "Wat is het fonds?", "Het fonds kost veel.", "De opvang is vol.")
    lacking = features("Wat eet een giraffe?", "Wat is het fonds?", "Het fonds kost veel.", "De opvang is vol.")
    assert (held.missing, held.one_missing, held.unit) == (0.0, 0.0, 0.0)
    assert lacking.missing == lacking.unit > 0.3
    assert held.points_back == 1.0
    assert lacking.points_back == 0.0
    assert 0 < held.share < lacking.share <= 1


def test_both_judgements_and_both_distances_are_kept() -> None:
    found = features("Wat kost dat?", "Wat is het fonds?", "Het fonds kost veel.")
    assert found.after > 0 > found.alone
    assert (found.ahead, found.own_ahead) == (0.2, -0.2)


def test_a_certain_judgement_stays_finite() -> None:
    words = (Asked.of(analyse("Wat kost dat?"), LEXICAL),) * 2
    found = following("Wat kost dat?", words, Held([], []), Compared(1.0, 0.0), Compared(0.0, 0.0), 0.0)
    assert -10 < found.alone < 0 < found.after < 10
    assert 0 < EvidenceModel(0.0, {"after": 1.0}).probability(found) < 1


def test_a_follow_up_takes_over_the_subject_and_one_that_asks_nothing_itself_the_whole_question() -> None:
    assert analyse("Wat kost dat?", "Is de opvang vol?").text == "opvang vol Wat kost dat?"
    assert analyse("En in België?", "Wat kost de opvang?").text == "Wat kost de opvang? En in België?"
    assert analyse("Wat kost dat?", "Is de opvang vol?").context == "Is de opvang vol?"


def test_what_is_followed_up_is_the_last_question_with_those_that_it_leans_on() -> None:
    first, second = "Wat is het noodfonds voor Afrika?", "Hoeveel geld zat daarin?"
    assert question_before([]) == ""
    assert question_before([first]) == first
    assert question_before([first, second]) == f"{first} {second}"
    assert question_before([first, second, "Wat doet Frontex in Niger?"]) == "Wat doet Frontex in Niger?"
    assert question_before([first, second, "En in België?", "Waarom?"]) == f"{second} En in België? Waarom?"
