"""Scheduling, choosing questions, follow-ups, sets and things to take along."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.adapters.anki_deck import anki_deck
from bot.adapters.fsrs_scheduler import FsrsScheduler
from bot.adapters.pandoc_export import to_docx, to_html
from bot.adapters.rehearsal_tools import make_coach
from bot.assembly import OpenIndex
from bot.domain.rehearsal import Attempt, Rating, Review
from bot.errors import StorageError, UsageError
from bot.rehearsal.coach import Coach
from bot.rehearsal.follow_ups import Press
from bot.rehearsal.opponents import Opponent, Setting, ask, wordings
from bot.rehearsal.scheduling import Deck, Reason
from bot.rehearsal.session import Choice, make_choice
from bot.rehearsal.sets import CoachSet, read_set, write_set
from bot.rehearsal.takeaway import cards_markdown, cards_text, cheat_markdown, cheat_sheet, flash_notes

START = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)


class FakeClock:
    """A clock that stands where it is put."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def coach(real_index: OpenIndex, tmp_path: Path, clock: FakeClock) -> Coach:
    searcher = real_index.searcher
    return make_coach(real_index.catalog, searcher.analyzer, searcher.embedder, tmp_path / "w.db", clock)


def practise(coach: Coach, slug: str, text: str, name: str = "a1") -> None:
    (question,) = coach.start(Choice(cards=(slug,)), "ik")
    coach.answer("ik", question, text, attempt=name)


def test_the_second_day_asks_what_went_wrong_on_the_first(coach: Coach, clock: FakeClock) -> None:
    practise(coach, "migreren-de-armsten", "Geen idee.")
    clock.now = START + timedelta(hours=14)
    (first, *_) = coach.start(Choice(minutes=20), "ik")
    assert first.card.slug == "migreren-de-armsten"
    assert first.reason is Reason.DUE


def test_nothing_is_due_again_on_the_same_day(coach: Coach) -> None:
    practise(coach, "migreren-de-armsten", "Geen idee.")
    assert not coach.deck.due(coach.store.latest("ik"))
    assert coach.deck.forecast(coach.store.latest("ik"), 2)[1] == 1


def test_a_card_is_due_at_once_when_its_figure_changes(coach: Coach, clock: FakeClock) -> None:
    practise(coach, "kosten-van-geld-sturen", "Geen idee.")
    card = coach.catalog.cards["kosten-van-geld-sturen"]
    figures = dict(coach.catalog.figures)
    figures[card.figures[0]] = replace(figures[card.figures[0]], value=Decimal("5.5"))
    deck = Deck(coach.catalog.cards, figures, FsrsScheduler(), clock)
    (standing,) = deck.due(coach.store.latest("ik"))
    assert standing.reason is Reason.FIGURE


def test_a_clock_set_back_brings_cards_back_and_loses_nothing(coach: Coach, clock: FakeClock) -> None:
    practise(coach, "migreren-de-armsten", "Geen idee.")
    clock.now = START - timedelta(days=300)
    (standing,) = coach.deck.due(coach.store.latest("ik"))
    assert standing.reason is Reason.CLOCK
    practise(coach, "migreren-de-armsten", "Geen idee.", "a2")
    assert len(coach.store.reviews("ik")) == 2
    assert not coach.deck.due(coach.store.latest("ik"))


def test_a_card_gone_from_the_corpus_keeps_its_history(coach: Coach, clock: FakeClock) -> None:
    practise(coach, "migreren-de-armsten", "Geen idee.")
    left = {slug: card for slug, card in coach.catalog.cards.items() if slug != "migreren-de-armsten"}
    deck = Deck(left, coach.catalog.figures, FsrsScheduler(), clock)
    assert not deck.due(coach.store.latest("ik"))
    assert coach.progress("ik").weak[0].question == "Zijn het de armsten die migreren?"


def test_a_better_rating_gives_a_longer_wait() -> None:
    scheduler = FsrsScheduler()
    waits = [scheduler.review(None, rating, START).due - START for rating in Rating]
    assert waits == sorted(waits)
    assert waits[0] >= timedelta(days=1)


def test_damaged_memory_of_a_card_is_told() -> None:
    with pytest.raises(StorageError):
        FsrsScheduler().review("geen json", Rating.GOOD, START)


@pytest.mark.parametrize("opponent", list(Opponent))
def test_a_question_is_never_asked_the_same_way_twice_in_a_row(coach: Coach, opponent: Opponent) -> None:
    for card in coach.catalog.cards.values():
        assert len(wordings(card, opponent)) >= 2
        before = ""
        for turn in range(6):
            asked = ask(card, opponent, before, turn)
            assert asked != before
            before = asked


def test_length_and_theme_are_kept(coach: Coach) -> None:
    questions = coach.start(Choice(theme="asielkosten", minutes=10), "ik")
    assert len(questions) == 5
    assert {q.card.theme for q in questions} == {"asielkosten"}


def test_without_a_choice_it_is_the_sceptic_at_the_market_stall() -> None:
    assert make_choice("", "", "", 10, []) == Choice("", Setting.MARKET, Opponent.SCEPTIC, 10)


@pytest.mark.parametrize(
    ("theme", "setting", "opponent", "minutes"),
    [
        ("bestaat-niet", "marktkraam", "sceptisch", 10),
        ("", "maan", "sceptisch", 10),
        ("", "marktkraam", "aardig", 10),
        ("", "marktkraam", "sceptisch", 7),
    ],
)
def test_a_wrong_choice_names_the_choices(theme: str, setting: str, opponent: str, minutes: int) -> None:
    with pytest.raises(UsageError, match="Kies"):
        make_choice(theme, setting, opponent, minutes, ["asielkosten"])


def test_follow_ups_press_on_what_was_left_open(coach: Coach) -> None:
    card = coach.catalog.cards["asielkosten-belgie"]
    feedback = coach.grader.grade(card, "België telde 212 miljoen euro van Fedasil mee als hulp.")
    found = coach.follow_ups(card, feedback, Opponent.HOSTILE)
    assert [f.press for f in found] == [Press.YEAR, Press.POINT, Press.COUNTER]
    assert coach.reply(card, found[0], "Dat was in 2021.")
    assert not coach.reply(card, found[0], "Dat weet ik niet.")
    assert not coach.reply(card, found[0], "Dat was in 2012.")


def test_a_source_is_asked_for_and_any_of_its_names_will_do(coach: Coach) -> None:
    card = coach.catalog.cards["hoeveel-ontheemden"]
    feedback = coach.grader.grade(card, "Eind juni 2025 waren er 117,3 miljoen mensen op de vlucht.")
    asked = next(f for f in coach.follow_ups(card, feedback, Opponent.CURIOUS) if f.press is Press.SOURCE)
    assert coach.reply(card, asked, "Van UNHCR.")
    assert not coach.reply(card, asked, "Van mijn buurman in Nederland.")


def test_every_card_has_a_sourced_model_line(coach: Coach) -> None:
    for card in coach.catalog.cards.values():
        lines = coach.model_line(card)
        assert lines
        assert all(line.references for line in lines)


def test_a_set_goes_round_and_names_cards_that_are_gone() -> None:
    given = CoachSet("Avond", ("b", "a", "weg"), Setting.CLASS, Opponent.HOSTILE)
    opened = read_set(write_set(given), {"a", "b"})
    assert opened.coach_set == replace(given, cards=("b", "a"))
    assert opened.unknown == ("weg",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("geen json", "geen oefenset"),
        ("[]", "geen oefenset"),
        (json.dumps({"weerwoord-set": 99, "cards": ["a"]}), "nieuwere versie"),
        (json.dumps({"weerwoord-set": 1}), "lijst met kaarten"),
        (json.dumps({"weerwoord-set": 1, "cards": ["x"]}), "Geen van de kaarten"),
        (json.dumps({"weerwoord-set": 1, "cards": ["a"], "setting": "maan"}), "niet kent"),
    ],
)
def test_a_bad_set_is_refused_with_a_clear_sentence(text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        read_set(text, {"a"})


def test_what_is_taken_along_is_sourced(coach: Coach) -> None:
    cards = [coach.catalog.cards[s] for s in ("asielkosten-belgie", "waar-wonen-vluchtelingen")]
    figures, sources = coach.catalog.figures, coach.catalog.sources
    sheet = cheat_sheet(cards, figures, sources)
    assert len(sheet.messages) == len(sheet.figures) == len(sheet.traps) == 3
    assert all(line.references for line in (*sheet.messages, *sheet.figures, *sheet.traps))
    page = to_html(cheat_markdown(sheet), "Spiekbriefje <1>")
    assert "&lt;1&gt;" in page
    assert "http-equiv" not in page
    assert to_docx(cards_markdown(cards, sources), "Kaarten")[:2] == b"PK"
    assert "Let op" in cards_text(cards, sources)
    assert anki_deck("Proef", flash_notes(cards, figures, sources), 1.0)[:2] == b"PK"


def test_reviews_name_everything_that_progress_needs(coach: Coach) -> None:
    practise(coach, "migreren-de-armsten", "Die gelukszoekers hebben geen inkomen en vertrekken toch.")
    (review,) = coach.store.reviews("ik")
    assert isinstance(review, Review)
    assert isinstance(review.attempt, Attempt)
    progress = coach.progress("ik")
    assert progress.reviews == 1
    assert progress.days == ((START.date(), 1),)
    assert ("geladen-woord", 1) in progress.mistakes
