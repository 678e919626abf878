"""What people come to do, from begin to end.

The ten journeys, and where they are:

1. ask and open a source: ``test_chat.py::test_ask_open_a_source_and_reload``
2. a refusal, and on to an answer: ``test_what_the_sources_do_not_say_is_refused``
3. rehearse a round: ``test_a_round_is_rehearsed_to_its_end``
4. run the evaluation: ``test_a_question_is_evaluated_and_compared``
5. add and remove a PDF: ``test_library.py::test_a_document_goes_in_and_out_and_bad_ones_are_told``
6. export to Word and read it back: ``test_an_answer_goes_to_word_with_its_footnotes``
7. phone width: ``test_conversation.py::test_tools_of_an_answer_on_a_phone``
8. French interface: ``test_the_interface_in_french``
9. reload in mid-answer: ``test_conversation.py::test_reload_in_mid_answer_loses_nothing``
10. two people at once: ``test_two_people_at_once_keep_apart``
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pypandoc
import pytest
from playwright.sync_api import Page, expect

from bot.settings import Settings
from tests.browser.conftest import Running, start, stop
from tests.browser.test_accessibility import findings
from tests.browser.visit import PHONE, QUESTION, Open, Visit, settled

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]
OTHER_QUESTION = "Hoeveel mensen zijn wereldwijd op de vlucht?"
_LONG = 120_000


def test_what_the_sources_do_not_say_is_refused(weerwoord: Running, visitor: Open) -> None:
    visit = visitor(weerwoord.address, PHONE)
    page = visit.page
    visit.ask("Welk weer wordt het morgen in Utrecht?")
    expect(page.locator(".ww-weigering")).to_be_visible()
    settled(page)
    expect(page.locator(".ww-bron")).to_have_count(0)
    expect(page.get_by_role("button", name="Kopieer met bronnen")).to_have_count(0)
    expect(page.get_by_role("heading", name="Deze vragen kan ik wel beantwoorden")).to_be_visible()
    visit.picture("reis-weigering-390")
    page.locator(".st-key-ww_knoppen_verwant_0 button").first.click()
    expect(page.locator(".ww-bron").first).to_be_visible()  # the way on leads to an answer
    visit.check_quiet()


def test_a_round_is_rehearsed_to_its_end(weerwoord: Running, visitor: Open) -> None:
    visit = visitor(f"{weerwoord.address}/oefenen")
    page = visit.page
    page.get_by_role("button", name="Begin met oefenen").click()
    place = page.get_by_text(re.compile(r"^Vraag 1 van \d+"))
    expect(place).to_be_visible()
    count = int(place.inner_text().split()[3])
    for number in range(1, count + 1):
        expect(page.get_by_text(f"Vraag {number} van {count}")).to_be_visible()
        answer_aloud(page) if number > 1 else answer_in_writing(visit)
        page.get_by_role("button", name="Rond af" if number == count else "Volgende vraag").click()
    expect(page.locator(".ww-cijfer")).to_contain_text("van 10")
    settled(page)
    visit.picture("reis-oefenen-einde")
    expect(page.get_by_role("button", name="Nog een ronde")).to_be_visible()


def answer_in_writing(visit: Visit) -> None:
    page = visit.page
    box = page.get_by_role("textbox", name="Uw antwoord")
    box.fill("Nederland gaf in 2024 veel geld uit aan opvang. Dat telt mee als hulp.")
    box.press("Tab")  # the field is sent when it is left
    settled(page)
    page.get_by_role("button", name="Kijk mijn antwoord na").click()
    expect(page.get_by_text("kernpunten").first).to_be_visible()
    settled(page)
    visit.picture("reis-oefenen-oordeel")
    reply_to_all(page)


def answer_aloud(page: Page) -> None:
    page.get_by_role("button", name="Ik antwoordde hardop").click()
    page.get_by_role("button", name="Bewaar", exact=True).click()
    settled(page)
    reply_to_all(page)


def reply_to_all(page: Page) -> None:
    """Answer each follow-up, until the page says how to go on."""
    titles = page.get_by_role("heading", name=re.compile(r"^Doorvraag \d"))
    rebuttal = page.get_by_role("textbox", name="Uw weerwoord")
    onward = page.get_by_role("button", name=re.compile("^(Volgende vraag|Rond af)$"))
    while True:
        expect(rebuttal.or_(onward).first).to_be_visible(timeout=_LONG)
        if not rebuttal.count():
            return
        done = titles.count()
        rebuttal.fill("Dat klopt, en toch staat het ook anders in de bron.")
        page.get_by_role("button", name="Antwoord", exact=True).click()
        expect(titles).to_have_count(done + 1)
        settled(page)


def test_a_question_is_evaluated_and_compared(weerwoord: Running, visitor: Open) -> None:
    visit = visitor(f"{weerwoord.address}/evaluatie")
    page = visit.page
    expect(page.get_by_text("Er is nog geen hele run gedaan.")).to_be_visible()
    questions = page.locator("[class*=st-key-ww_toetsvraag_]")
    style = str(questions.first.get_attribute("class"))
    search = page.get_by_label("Zoek in vragen")
    search.fill(style.partition("ww_toetsvraag_")[2].split()[0])
    search.press("Enter")
    expect(questions).to_have_count(1)
    question = questions.first
    question.locator("summary").click()
    visit.still()
    question.get_by_role("button", name="Stel deze vraag").click()
    expect(question.locator(".ww-toets-oordeel")).to_have_text(re.compile("^(goed|fout)$"), timeout=_LONG)
    expect(question.get_by_text(re.compile("^Maten, uit run "))).to_be_visible()
    expect(question.locator(".ww-antwoord").first).to_be_visible()
    expect(page.get_by_role("button", name="Stel alle vragen")).to_be_visible()  # the run is over
    settled(page)
    visit.picture("reis-evaluatie")
    page.get_by_text("Vergelijken", exact=True).click()
    expect(page.get_by_text("over een deel oordeelt de poort niet")).to_be_visible()
    expect(page.get_by_role("button", name="Download het rapport van deze run")).to_be_visible()
    visit.picture("reis-evaluatie-vergelijken")
    visit.check_quiet()


def test_an_answer_goes_to_word_with_its_footnotes(weerwoord: Running, visitor: Open, tmp_path: Path) -> None:
    visit = visitor(weerwoord.address)
    page = visit.page
    visit.ask(QUESTION)
    expect(page.locator(".ww-bron").first).to_be_visible()
    settled(page)
    first = page.locator(".ww-tekst").inner_text()[:40]
    page.get_by_role("button", name="Exporteer").click()
    visit.still()
    with page.expect_download(timeout=_LONG) as waiting:
        page.get_by_role("button", name="Bewaar als bestand").click(timeout=_LONG)
    visit.picture("reis-export")
    assert findings(page, "export") == []
    saved = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    assert saved.suffix == ".docx"
    read = subprocess.run(
        [pypandoc.get_pandoc_path(), "-t", "markdown", "--wrap=none", str(saved)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert first in read
    assert re.search(r"^\[\^1\]: .+", read, re.M), "no footnotes"
    assert len(re.findall(r"\[\^\d+\](?!:)", read)) >= page.locator(".ww-tekst .ww-noot").count() // 2


def test_the_interface_in_french(weerwoord: Running, visitor: Open) -> None:
    visit = visitor(weerwoord.address)
    page = visit.page
    page.get_by_role("combobox", name=re.compile("Taal van de knoppen")).click()
    page.get_by_role("option", name="Français").click()
    box = page.get_by_placeholder("Tapez votre question")
    expect(box).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    box.fill(QUESTION)
    box.press("Enter")
    expect(page.locator(".ww-bron").first).to_be_visible()
    expect(page.get_by_role("button", name="Exporter")).to_be_visible()
    expect(page.get_by_role("heading", name="Questions proches")).to_be_visible()
    page.get_by_role("link", name="S’exercer").click()
    expect(page.get_by_role("button", name="Commencer à s’exercer")).to_be_visible()  # the choice goes along
    visit.picture("reis-frans")
    page.reload()
    expect(page.get_by_role("button", name="Commencer à s’exercer")).to_be_visible()


@pytest.fixture(scope="module")
def shared(real_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Weerwoord open to a network, where each browser is a person of its own."""
    folder = tmp_path_factory.mktemp("samen")
    changes = {"data_dir": folder, "index_dir": real_settings.index_root, "host": "0.0.0.0", "allow_open": True}
    running = start(real_settings.model_copy(update=changes))
    yield running
    stop(running)


def test_two_people_at_once_keep_apart(shared: Running, visitor: Open) -> None:
    people = [(visitor(shared.address), QUESTION), (visitor(shared.address, PHONE), OTHER_QUESTION)]
    for visit, question in people:
        box = visit.page.get_by_placeholder("Typ uw vraag")
        box.fill(question)
    for visit, _question in people:  # neither waits for the other
        visit.page.get_by_placeholder("Typ uw vraag").press("Enter")
    texts = []
    for visit, question in people:
        expect(visit.page.locator(".ww-bron").first).to_be_visible()
        expect(visit.page.locator(".ww-vraag")).to_have_text(question)
        texts.append(visit.page.locator(".ww-tekst").inner_text())
    assert texts[0] != texts[1]
    mine, other = people[0][0].page, people[1][0].page
    expect(mine.get_by_test_id("stSidebar")).to_contain_text(QUESTION[:20])
    expect(mine.get_by_test_id("stSidebar")).not_to_contain_text(OTHER_QUESTION[:20])
    mine.goto(other.url)
    expect(mine.get_by_text("Dit gesprek is er niet meer.")).to_be_visible()
    for visit, _question in people:
        visit.check_quiet()
