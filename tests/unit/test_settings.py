"""A setting that does not fit gets one Dutch sentence that says what would."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings, load_settings


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("MODEL", "watson:groot", "'model' heeft niet de goede vorm (Taalmodel dat antwoorden schrijft"),
        ("PORT", "abc", "'port' verwacht een geheel getal (Poort van de webpagina)."),
        ("REFUSE_BELOW", "2", "'refuse_below' mag hooguit 1.0 zijn"),
        ("ANSWER_WORDS", "5", "'answer_words' moet minstens 40 zijn"),
        ("UI_LANGUAGE", "de", "'ui_language' kies 'nl', 'fr' of 'en'"),
        ("ALLOW_OPEN", "misschien", "'allow_open' verwacht true of false"),
        ("ROLES", '{"baas": ["an@x.nl"]}', "'roles.baas' kies 'reader', 'editor' of 'evaluator'"),
        ("ROLES", "rommel", "De waarde van WEERWOORD_ROLES is geen JSON."),
        ("KLEUR", "groen", "Onbekende instelling: WEERWOORD_KLEUR."),
    ],
)
def test_a_wrong_value_is_explained(monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str) -> None:
    monkeypatch.setenv(f"WEERWOORD_{name}", value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert says in str(caught.value)
    assert "should" not in str(caught.value)
    assert "Input" not in str(caught.value)


def test_a_broken_file_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "weerwoord.toml").write_text("model = \n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError, match=r"weerwoord\.toml is niet te lezen"):
        load_settings()


def test_every_setting_says_what_it_is_for() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
