"""Page "Evaluatie" with a fake evaluation: filter, run, compare, plot, complaints, and who may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from bot.errors import CorpusError, UsageError
from bot.settings import load_settings
from bot.storage.feedback import Feedback, FeedbackStore
from bot.ui import desk, evaluation_port
from bot.ui.evaluation_port import (
    BASELINE,
    Breach,
    Change,
    Compared,
    Difference,
    Draft,
    Judged,
    Point,
    Progress,
    Question,
    RunLine,
    Verdict,
)
from tests.ui.fakes import answered, refused

APP = Path(desk.__file__).with_name("app.py")
HOSTILE = '<img src=x onerror="alert(1)"> [klik](javascript:alert(1))'


def question(name: str, **changes: object) -> Question:
    judged = Judged("r2", answered("?"), "", {"right": 0.0, "facts": 0.5}, ("niet gezegd: 10 euro",), 12.0)
    values: dict[str, object] = {
        "text": f"Wat kost {name}?",
        "context": "",
        "split": "dev",
        "tags": ("nl", "plain"),
        "expected": ("10 euro",),
        "outcome": "wrong",
        "judged": judged,
        **changes,
    }
    return Question(name, **values)  # type: ignore[arg-type]


QUESTIONS = (
    question("een"),
    question("twee", outcome="right", tags=("nl", "hostile"), judged=None),
    question("drie", text=HOSTILE, outcome="new", judged=None),
    question("vier", split="test", text="", expected=(), judged=None),
    question("vijf", split="own", outcome="failed", judged=Judged("r2", None, "te laat", {}, (), 0.0)),
)
RUNS = (
    RunLine("r3", "2026-11-22T15:00:00", "dev", 3, 1, 1, finished=False, whole=False),
    RunLine("r2", "2026-11-22T14:00:00", "dev", 3, 3, 1, finished=True, whole=True),
    RunLine("r1", "2026-11-21T14:00:00", "dev, hostile", 1, 1, 1, finished=True, whole=False),
)
FOUND = Compared(
    3,
    ("Het corpus is veranderd.",),
    ("‘Het kost 10’ [a, p. 1]: 1 × (een)",),
    (Change("goed", 3, 1.0, 0.5, -0.9, -0.1, 0, 2, is_loss=True),),
    (
        Difference("lost", "een", "Wat kost een?", ("zin weg, met cijfer 10",), ("Het kost 10 [a, p. 1]",), ()),
        Difference("altered", "drie", HOSTILE, (), None, ("Nieuw [b]",)),
    ),
)


@dataclass
class FakeEvaluation:
    """Gives what it is told to give and records what it was asked."""

    now: Progress = field(default_factory=lambda: Progress(False))
    verdict: Verdict | None = None
    fault: str = ""
    calls: list[tuple[object, ...]] = field(default_factory=list)
    texts: dict[str, Draft] = field(default_factory=dict)

    def questions(self) -> tuple[Question, ...]:
        return QUESTIONS

    def titles(self) -> Mapping[str, str]:
        return {"right": "goed", "facts": "feiten gezegd"}

    def runs(self) -> tuple[RunLine, ...]:
        return RUNS

    def compare(self, before: str, after: str) -> Compared:
        self.calls.append(("compare", before, after))
        if before == BASELINE and self.fault:
            raise UsageError(self.fault)
        return FOUND if before != after else Compared(3, (), (), (), ())

    def gate(self, run: str) -> Verdict | None:
        return self.verdict

    def history(self, split: str) -> tuple[Point, ...]:
        points = (Point("r1", 0.8, 0.75, 0.85, "80.0% van 3"), Point(HOSTILE, 0.9, 0.8, 0.95, "90.0% van 3"))
        return points if split == "dev" else ()

    def report(self, run: str) -> bytes:
        return f"<html>{run}</html>".encode()

    def start(self, split: str, tag: str = "", name: str = "", *, resume: bool = False) -> None:
        if self.fault:
            raise UsageError(self.fault)
        self.calls.append(("start", split, name, resume))

    def progress(self) -> Progress:
        return self.now

    def stop(self) -> None:
        self.calls.append(("stop",))
        self.now = Progress(False, fault="De run is gestopt.")

    def drafts(self) -> tuple[Draft, ...]:
        return tuple(self.texts.values())

    def begin_draft(self, complaint: Feedback) -> str:
        self.texts["klacht-1"] = Draft("klacht-1", f"- question: {complaint.question}", finished=False)
        return "klacht-1"

    def keep_draft(self, name: str, text: str) -> None:
        self.texts[name] = replace(self.texts[name], text=text)

    def accept_draft(self, name: str, text: str) -> None:
        if "facts" not in text:
            raise CorpusError(f"{name}.yaml:1: veld 'facts': {HOSTILE}")
        self.texts[name] = Draft(name, text, finished=True)

    def remove_draft(self, name: str) -> None:
        del self.texts[name]


@pytest.fixture
def evaluation(monkeypatch: pytest.MonkeyPatch) -> FakeEvaluation:
    fake = FakeEvaluation()
    monkeypatch.setattr(evaluation_port, "_provider", [lambda settings: fake])
    return fake


def page(part: str = "") -> AppTest:
    """The page, with one of its four parts chosen."""
    test = AppTest.from_string("from bot.ui.evaluation_page import show\nshow()", default_timeout=30).run()
    return test.radio(key="ww_toets_deel").set_value(part).run() if part else test


def shown(test: AppTest) -> str:
    assert not test.exception
    return "\n".join(element.proto.body for element in test.get("html"))


def titles(test: AppTest) -> list[str]:
    return [one.label for one in test.expander if one.label != "Filters"]


def opened(test: AppTest, name: str) -> AppTest:
    test.session_state[f"ww_toetsvraag_{name}"] = True
    return test.run()


def press(test: AppTest, key: str) -> AppTest:
    return test.button(key=key).click().run()


def test_the_last_run_and_wrong_answers_come_first(evaluation: FakeEvaluation) -> None:
    test = page()
    assert "22-11-2026 14:00: 1 van 3 ontwikkelvragen goed (33,3 procent)" in shown(test)
    assert [title.split("·")[0].strip() for title in titles(test)] == ["**fout**", "**goed**", "**nog niet gesteld**"]
    assert "3 vragen, 1 fout." in shown(test)


def test_an_opened_question_shows_answer_verdict_and_why(evaluation: FakeEvaluation) -> None:
    test = page()
    assert "niet gezegd" not in shown(test), "what is closed is not drawn"
    html = shown(opened(test, "een"))
    assert "niet gezegd: 10 euro" in html
    assert "Verwacht: 10 euro" in html
    assert "feiten gezegd</td><td>0,50" in html
    assert "Opvang kostte 10 euro" in html


@pytest.mark.parametrize(
    ("key", "value", "found"),
    [
        ("ww_toets_oordeel", "right", 1),
        ("ww_toets_label", "hostile", 1),
        ("ww_toets_maat", "facts", 1),
        ("ww_toets_deel_keuze", "own", 1),
    ],
)
def test_filters(evaluation: FakeEvaluation, key: str, value: str, found: int) -> None:
    assert len(titles(page().selectbox(key=key).set_value(value).run())) == found


def test_search_in_questions(evaluation: FakeEvaluation) -> None:
    test = page()
    assert len(titles(test.text_input(key="ww_toets_zoek").set_value("kost TWEE").run())) == 1


def test_of_the_test_split_only_figures_are_shown(evaluation: FakeEvaluation) -> None:
    test = page().selectbox(key="ww_toets_deel_keuze").set_value("test").run()
    assert "staan hier alleen cijfers" in shown(test)
    assert titles(test) == ["**fout** · vier"]


def test_hostile_text_is_inert(evaluation: FakeEvaluation) -> None:
    for part in ("vragen", "vergelijken", "verloop"):
        test = page(part)
        assert "<img" not in shown(test)
        assert all("](" not in title for title in titles(test))


def test_run_all_or_one(evaluation: FakeEvaluation) -> None:
    test = press(page(), "ww_toets_alle")
    press(opened(test, "een"), "ww_toets_een_een")
    assert evaluation.calls == [("start", "dev", "", False), ("start", "dev", "een", False)]


def test_a_run_that_can_not_start_is_told(evaluation: FakeEvaluation) -> None:
    evaluation.fault = "Er loopt al een run."
    assert "Er loopt al een run." in shown(press(page(), "ww_toets_alle"))


def test_progress_stop_and_go_on(evaluation: FakeEvaluation) -> None:
    evaluation.now = Progress(True, "Vragen stellen", 1, 4)
    test = page()
    assert "ww_toets_alle" not in {button.key for button in test.button}
    bar = test.get("progress")[0].proto
    assert (bar.value, bar.text) == (25, r"Vragen stellen\: 1 \/ 4")
    test = press(test, "ww_toets_stop")
    assert "De run is gestopt." in shown(test)
    press(test, "ww_toets_verder")
    assert evaluation.calls == [("stop",), ("start", "dev", "", True)]


def test_compare_shows_both_answers_and_the_gate(evaluation: FakeEvaluation) -> None:
    evaluation.verdict = Verdict(
        False, "De poort is dicht.", (Breach("een getal", "een", "Wat kost een?", ("‘9’ staat niet in a",)),), FOUND
    )
    html = shown(page("vergelijken"))
    assert evaluation.calls == [("compare", BASELINE, "r2")], "the newest whole run is held against the baseline"
    assert "De poort is dicht" in html
    assert "‘9’ staat niet in a" in html
    assert "Verlies dat geen toeval is: goed" in html
    assert "‘Het kost 10’ [a, p. 1]: 1 × (een)" in html
    assert "Was goed, nu fout: 1" in html
    assert "zin weg, met cijfer 10" in html
    assert "<strong>Voor</strong><p>Het kost 10 [a, p. 1]</p>" in html
    assert "<strong>Na</strong><p>geweigerd</p>" in html
    assert "<p>niet bewaard</p>" in html


def test_compare_says_when_all_is_well(evaluation: FakeEvaluation) -> None:
    evaluation.verdict = Verdict(True, "De poort is open.", (), Compared(3, (), (), (), ()))
    test = page("vergelijken").selectbox(key="ww_toets_voor").set_value("r2").run()
    assert "De poort is open" in shown(test)
    assert "Geen verschil op 3 vragen." in shown(test)


def test_a_part_has_no_gate_and_a_missing_baseline_is_told(evaluation: FakeEvaluation) -> None:
    evaluation.fault = "Er is nog geen basis."
    html = shown(page("vergelijken"))
    assert "over een deel oordeelt de poort niet" in html
    assert "Er is nog geen basis." in html


def test_history_has_a_point_for_each_run(evaluation: FakeEvaluation) -> None:
    test = page("verloop")
    assert shown(test).count('class="ww-toets-punt"') == 2
    assert "Laatste: 90,0% van 3" in shown(test)
    empty = test.selectbox(key="ww_toets_verloop_deel").set_value("test").run()
    assert "nog geen hele run gedaan" in shown(empty)


def test_a_complaint_becomes_a_question_that_takes_part(evaluation: FakeEvaluation) -> None:
    settings = load_settings()
    kept = FeedbackStore(settings.database, "an").add(
        "Klopt dit?", "", refused("Klopt dit?"), "down", "Nee. " + HOSTILE
    )
    test = page("klachten")
    assert "1 klacht, zonder naam" in shown(test)
    assert "<img" not in shown(test)
    test = press(test, f"ww_klacht_{kept.id}")
    assert FeedbackStore(settings.database).complaints()[0].handled == "klacht-1"
    assert "Toetsvraag klacht-1 staat hieronder" in shown(test)

    test = press(test, "ww_klacht_neem_klacht-1")
    assert "klacht-1.yaml:1: veld &#x27;facts&#x27;: &lt;img" in shown(test)
    text = "- question: Klopt dit?\n  facts: []"
    test = test.text_area(key="ww_klacht_tekst_concept_klacht-1").set_value(text).run()
    test = press(test, "ww_klacht_neem_klacht-1")
    assert "is in orde en doet mee" in shown(test)
    assert evaluation.texts["klacht-1"].finished
    press(test, "ww_klacht_weg_klacht-1")
    assert evaluation.texts == {}


def test_a_draft_is_kept_unfinished(evaluation: FakeEvaluation) -> None:
    evaluation.texts["klacht-1"] = Draft("klacht-1", "- a", finished=False)
    test = page("klachten")
    test.text_area(key="ww_klacht_tekst_concept_klacht-1").set_value("- b").run()
    assert "bewaard als concept" in shown(press(test, "ww_klacht_bewaar_klacht-1"))
    assert evaluation.texts["klacht-1"].text == "- b"


def test_who_is_no_evaluator_sees_a_sentence(evaluation: FakeEvaluation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEERWOORD_HOST", "0.0.0.0")
    monkeypatch.setenv("WEERWOORD_ALLOW_OPEN", "true")
    test = AppTest.from_string("from bot.ui.evaluation_page import show\nshow()", default_timeout=30).run()
    assert "Vraag de beheerder om de rol ‘evaluator’" in shown(test)
    assert not test.button


def test_without_evaluation_the_page_says_how_to_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluation_port, "_provider", [])
    test = AppTest.from_string("from bot.ui.evaluation_page import show\nshow()", default_timeout=30).run()
    assert "weerwoord serve" in shown(test)
