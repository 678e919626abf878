"""The interface in three languages: complete catalogues, the choice in the address, no bare calls."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from streamlit.testing.v1 import AppTest

from bot.ui import language, messages
from bot.ui.page_list import PAGES

FOLDER = Path(language.__file__).parent
APP = FOLDER / "app.py"


@pytest.fixture(scope="module")
def found() -> Catalog:
    return messages.extract()


@pytest.mark.parametrize("code", messages.TRANSLATED)
def test_each_sentence_of_the_pages_is_translated(found: Catalog, code: str) -> None:
    assert messages.faults(code, found) == [], "python -m bot.ui.messages says what to do"


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.py")), ids=lambda path: path.name)
def test_only_whole_literals_are_translated(path: Path) -> None:
    """A sentence that is put together before it is translated can't be found in a catalogue."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in messages.KEYWORDS:
            for argument in node.args[: messages.KEYWORDS[node.func.id]]:
                called = argument.func if isinstance(argument, ast.Call) else None
                from_table = isinstance(called, ast.Attribute) and called.attr == "get"
                assert not isinstance(argument, ast.JoinedStr | ast.BinOp), ast.unparse(node)
                assert called is None or from_table, ast.unparse(node)


def test_faults_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Catalog(locale="fr", fuzzy=False)
    kept.add("Bewaard: {name}", "Gardé : {nom}")
    kept.add("Zoek", "")
    kept.add("Weg", "Parti")
    kept.add("Later", "Plus tard", flags=["fuzzy"])
    kept.add(("{n} dag", "{n} dagen"), ("{n} jour", "jours"))
    kept.add("<b>Nu</b>", "Maintenant")
    monkeypatch.setattr(messages, "read_catalog", lambda code: kept)
    pages = Catalog()
    for text in ("Bewaard: {name}", "Zoek", "Later", ("{n} dag", "{n} dagen"), "<b>Nu</b>", "Nieuw"):
        pages.add(text)
    assert messages.faults("fr", pages) == [
        "fr: other placeholders: Bewaard: {name}",
        "fr: missing: Zoek",
        "fr: unsure: Later",
        "fr: other placeholders: {n} dag",
        "fr: other tags: <b>Nu</b>",
        "fr: missing: Nieuw",
        "fr: no longer used: Weg",
    ]


def test_catalogues_are_filled_from_a_list(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.py").write_text(
        'x = f"<b>{_(\'Zoek\')}</b>"\nngettext("{n} dag", "{n} dagen", 3)\n_(word)\n', encoding="utf-8"
    )
    for module in (language, messages):
        monkeypatch.setattr(module, "FOLDER", tmp_path / "locale")
    messages.update(pages)
    found = messages.extract(pages)
    todo = messages.missing(found)
    todo.sort(key=lambda line: isinstance(line["nl"], tuple))
    assert [line["nl"] for line in todo] == ["Zoek", ("{n} dag", "{n} dagen")]
    todo[0].update(fr="Chercher", en="Search")
    todo[1].update(fr=["{n} jour", "{n} jours"], en=["{n} day", "{n} days"])
    messages.fill(todo)
    assert [messages.faults(code, found) for code in messages.TRANSLATED] == [[], []]
    (pages / "a.py").write_text('_("Vind")\n', encoding="utf-8")
    messages.update(pages)
    assert messages.faults("fr", messages.extract(pages)) == ["fr: missing: Vind"]


def open_page(default: str = "nl", **address: str) -> AppTest:
    test = AppTest.from_function(_page, args=(default,))
    for name, value in address.items():
        test.query_params[name] = value
    return test.run()


def _page(default: str) -> None:
    import streamlit as st

    from bot.ui.language import _, ngettext, settle_language, show_choice

    st.text(settle_language(default))
    show_choice(default)
    st.text(_("Inloggen"))
    st.text(ngettext("{n} minuut", "{n} minuten", 2))


def texts(test: AppTest) -> list[str]:
    assert not test.exception
    return [text.value for text in test.text]


def test_the_address_decides_then_the_choice_then_the_setting() -> None:
    assert texts(open_page())[0] == "nl"
    assert texts(open_page("fr"))[0] == "fr"
    assert texts(open_page("fr", taal="en"))[0] == "en"
    assert texts(open_page("nl", taal="<script>"))[0] == "nl"


def test_a_choice_stays_in_the_address() -> None:
    test = open_page()
    assert texts(test)[1] == "Inloggen"
    test.selectbox[0].set_value("fr").run()
    assert texts(test)[:2] == ["fr", "Se connecter"]
    assert test.query_params["taal"] in ("fr", ["fr"])
    test.selectbox[0].set_value("nl").run()
    assert texts(test)[0] == "nl"
    assert "taal" not in test.query_params


def test_a_sentence_without_translation_is_dutch() -> None:
    assert texts(open_page(taal="fr"))[2] == "{n} minuten"


@pytest.mark.parametrize(("code", "names"), [("fr", "Questions"), ("en", "Questions")])
def test_menu_is_translated(found: Catalog, code: str, names: str) -> None:
    shown = [language.translations(code).gettext(entry.title) for entry in PAGES]
    assert shown[0] == names
    assert len(set(shown)) == len(PAGES)
