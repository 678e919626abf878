"""Settings: ``weerwoord.toml`` in the working folder or the user's folder, then ``WEERWOORD_*``."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource
from pydantic_settings import SettingsError as UnreadableValue

from bot.domain.misfits import field_of, misfit
from bot.errors import SettingsError

APP = "weerwoord"
_FILE = "weerwoord.toml"


class Settings(BaseSettings):
    """Every setting, typed and bounded; unknown names are refused."""

    model_config = SettingsConfigDict(env_prefix="WEERWOORD_", extra="forbid", frozen=True, env_ignore_empty=True)

    data_dir: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir(APP, appauthor=False)),
        description="Map met de index, de gesprekken en uw eigen documenten.",
    )
    index_dir: Path | None = Field(default=None, description="Map van de index; standaard in data_dir.")
    corpus_dir: Path | None = Field(
        default=None, description="Corpus of map met documenten; standaard het eigen corpus."
    )
    embedder: str = Field(
        default="static-nl",
        min_length=1,
        description="Taalmodel voor betekenis: 'static-nl' (ingebouwd), 'minilm' (Engels, meegeleverd), of een naam of "
        "map van sentence-transformers.",
    )
    question_model: Path | None = Field(
        default=None, description="Map met een zelf getraind model dat vragen vergelijkt; standaard het ingebouwde."
    )
    allow_download: bool = Field(default=False, description="Mag een ontbrekend taalmodel van het net komen?")
    vector_reader: Literal["auto", "chroma", "exact"] = Field(
        default="auto", description="Hoe vectoren gezocht worden: met Chroma, of precies (voor één vraag uit de shell)."
    )
    chroma: str = Field(
        default="", pattern=r"^$|^https?://[^\s/@?#]+/?$", description="Adres van een Chroma-server; leeg: ingebouwd."
    )
    chroma_hybrid: bool = Field(
        default=False, description="Zoekt de Chroma-server ook op woorden? Alleen een gedistribueerde Chroma kan dat."
    )
    refuse_below: float = Field(default=0.5, ge=0.0, le=1.0, description="Bewijsscore waaronder Weerwoord weigert.")
    answer_words: int = Field(
        default=110, ge=40, le=300, description="Ongeveer zoveel woorden telt een antwoord hooguit."
    )
    model: str = Field(
        default="",
        pattern=r"^$|^(ollama|openai|anthropic|mistralai):\S+$",
        description="Taalmodel dat antwoorden schrijft, bijvoorbeeld 'ollama:NAAM'; leeg: zonder taalmodel.",
    )
    model_base_url: str = Field(
        default="", pattern=r"^$|^https?://\S+$", description="Adres van uw eigen server voor het taalmodel."
    )
    model_timeout_s: float = Field(
        default=60.0, ge=1.0, le=600.0, description="Zoveel seconden mag het taalmodel over een antwoord doen."
    )
    speech_base_url: str = Field(
        default="",
        pattern=r"^$|^https?://\S+$",
        description="Adres van een spraakmodel (OpenAI-compatibel, tot en met /v1) voor Oefenen; leeg: zonder.",
    )
    speech_model: str = Field(default="whisper-1", pattern=r"^\S+$", description="Naam van het spraakmodel.")
    daily_tokens: int = Field(
        default=500_000, ge=0, le=100_000_000, description="Zoveel tokens per dag voor het taalmodel; 0 is geen grens."
    )
    daily_cost: float = Field(
        default=0.0, ge=0, le=100_000, description="Zoveel geld per dag voor het taalmodel; 0 is geen grens."
    )
    model_price_in: float = Field(
        default=0.0, ge=0, le=10_000, description="Prijs van een miljoen tokens die naar het taalmodel gaan."
    )
    model_price_out: float = Field(
        default=0.0, ge=0, le=10_000, description="Prijs van een miljoen tokens die het taalmodel schrijft."
    )
    host: str = Field(default="127.0.0.1", description="Adres van de webpagina.")
    port: int = Field(default=8501, ge=1, le=65535, description="Poort van de webpagina.")
    ui_language: Literal["nl", "fr", "en"] = Field(
        default="nl", description="Taal van knoppen en menu's, tot de bezoeker een andere kiest."
    )
    login_file: Path | None = Field(
        default=None, description="TOML-bestand met [auth] voor het inloggen van een team; leeg: zonder inloggen."
    )
    login_hours: int = Field(default=12, ge=1, le=720, description="Na zoveel uur logt een bezoeker opnieuw in.")
    roles: dict[Literal["reader", "editor", "evaluator"], tuple[str, ...]] = Field(
        default={}, description="Wie wat mag, met mailadres, '@domein' of persoonscode: roles = {editor = ['an@x.nl']}."
    )
    allow_open: bool = Field(
        default=False, description="Mag de pagina zonder inloggen op een ander adres dan dat van deze computer staan?"
    )
    keep_days: int = Field(
        default=0, ge=0, le=36_500, description="Zoveel dagen blijven gesprekken en voortgang bewaard; 0 is altijd."
    )
    csl_style: Path | None = Field(
        default=None, description="CSL-bestand voor de bronnenlijst van een export; standaard de stijl Chicago."
    )
    api_tokens: tuple[Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")], ...] = Field(
        default=(),
        description="Sleutels voor andere programma's, als SHA-256; maak ze met 'weerwoord api-token'.",
    )
    api_per_minute: int = Field(
        default=60, ge=1, le=100_000, description="Zoveel verzoeken per minuut mag één adres aan de API doen."
    )
    questions_per_minute: int = Field(
        default=60, ge=1, le=100_000, description="Zoveel vragen per minuut mag één bezoeker op de pagina stellen."
    )
    log_format: Literal["text", "json"] = Field(
        default="text", description="Vorm van het logboek: leesbare tekst, of JSON met één gebeurtenis per regel."
    )
    log_file: Path | None = Field(default=None, description="Bestand voor het logboek; standaard de standaardfout.")
    max_question: int = Field(default=2000, ge=100, le=20000, description="Langste vraag in tekens.")
    use_proxy: bool = Field(default=False, description="Mag 'fetch' de proxy van de omgeving gebruiken?")
    read_timeout_s: float = Field(
        default=120.0, ge=1.0, le=3600.0, description="Zoveel seconden mag het lezen van één eigen document duren."
    )
    max_upload_mb: int = Field(default=50, ge=1, le=500, description="Grootste eigen document in megabytes.")

    @cached_property
    def index_root(self) -> Path:
        """Folder of the index."""
        return self.index_dir or self.data_dir / "index"

    @cached_property
    def database(self) -> Path:
        """SQLite file with conversations."""
        return self.data_dir / "weerwoord.db"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments before environment before file."""
        file = _settings_file()
        toml = (TomlConfigSettingsSource(settings_cls, toml_file=file),) if file else ()
        return (init_settings, env_settings, *toml)


def _settings_file() -> Path | None:
    places = [Path.cwd() / _FILE, Path(platformdirs.user_config_dir(APP, appauthor=False)) / _FILE]
    return next((path for path in places if path.is_file()), None)


def _meant(error: Mapping[str, Any]) -> str:
    """What a setting is for, in brackets; nothing for one that does not exist."""
    field = Settings.model_fields.get(str(error["loc"][0])) if error["loc"] else None
    return f" ({field.description.rstrip('.')})" if field and field.description else ""


def load_settings(**overrides: Any) -> Settings:
    """Settings from file and environment, overridden by the command line.

    Raises:
        SettingsError: an unknown name or a value out of bounds, each named.
    """
    given = {name: value for name, value in overrides.items() if value is not None}
    unknown = [
        name
        for name in os.environ
        if name.startswith("WEERWOORD_") and name.removeprefix("WEERWOORD_").lower() not in Settings.model_fields
    ]
    if unknown:
        raise SettingsError(f"Onbekende instelling: {', '.join(sorted(unknown))}. Zie 'weerwoord doctor'.")
    try:
        return Settings(**given)
    except ValidationError as error:
        parts = [f"'{field_of(e)}' {misfit(e)}{_meant(e)}." for e in error.errors()]
        raise SettingsError(" ".join(("Ongeldige instelling.", *parts))) from error
    except UnreadableValue as error:
        name = re.search(r'field "(\w+)"', str(error))
        where = f"WEERWOORD_{name[1].upper()}" if name else "een instelling"
        raise SettingsError(f"De waarde van {where} is geen JSON. Zet de instelling liever in {_FILE}.") from error
    except ValueError as error:
        raise SettingsError(f"{_FILE} is niet te lezen: {error}") from error
