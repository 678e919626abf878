"""Chat models from one setting: ``ollama:NAME``, ``openai:NAME``, ``anthropic:NAME``, ``mistralai:NAME``."""

from __future__ import annotations

import importlib.util
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from bot.adapters.guarded_model import GuardedModel
from bot.adapters.model_faults import explained
from bot.adapters.model_limits import Bounds, Circuit, DailyUse
from bot.adapters.model_output import OutputWays
from bot.errors import ModelError, SettingsError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_PACKAGES = {
    "ollama": "langchain_ollama",
    "openai": "langchain_openai",
    "anthropic": "langchain_anthropic",
    "mistralai": "langchain_mistralai",
}
KEYS = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY", "mistralai": "MISTRAL_API_KEY"}
"""Where each provider's key stands in the environment; a key is read nowhere else."""
_METHOD = {"mistralai": "json_schema"}
"""Mistral gives a tool call in one piece; asked like this, text comes as it is written."""
_STAY: dict[str, Any] = {"follow_redirects": False}
_NO_KEY = "geen-sleutel"


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """Which model, where, and within which bounds.

    Attributes:
        model: "provider:name".
        base_url: address of a server, "" for the provider's own.
        seconds: longest wait for one answer.
        bounds: tokens and money a day.
        usage: file in which the day's tokens and money are counted.
    """

    model: str
    base_url: str
    seconds: float
    bounds: Bounds
    usage: Path


def make_chat_model(choice: ModelChoice, circuit: Circuit | None = None) -> GuardedModel:
    """The model of a choice, guarded.

    Raises:
        SettingsError: no such provider.
        ModelError: its package, its key or the price for a limit on cost is absent.
    """
    from langchain.chat_models import init_chat_model

    provider, _, name = choice.model.partition(":")
    if provider not in _PACKAGES or not name:
        raise SettingsError(f"Onbekend taalmodel '{choice.model}'. Schrijf bijvoorbeeld ollama:naam of openai:naam.")
    if importlib.util.find_spec(_PACKAGES[provider]) is None:
        raise ModelError(
            f"Voor '{choice.model}' ontbreekt een pakket. Installeer het met: pip install weerwoord[{provider}]"
        )
    if choice.bounds.cost and not (choice.bounds.price_in or choice.bounds.price_out):
        raise ModelError("Een grens aan de kosten vraagt ook de prijs: zet 'model_price_in' en 'model_price_out'.")
    try:
        model = _staying(provider, init_chat_model(name, model_provider=provider, **_options(provider, choice)))
    except Exception as error:
        raise explained(error) from None
    use = DailyUse(choice.usage, choice.bounds)
    ways = OutputWays(model, provider, _METHOD.get(provider, ""))
    return GuardedModel(ways, choice.model, circuit or Circuit(), use)


def _staying(provider: str, model: BaseChatModel) -> BaseChatModel:
    """The model, whose client never follows a server to another address: question and key would go along."""
    if provider == "anthropic":
        model._client._client.follow_redirects = False  # type: ignore[attr-defined]  # the client takes no other
    if provider == "mistralai":  # follows nothing, but takes a redirect for a broken stream
        model.client.event_hooks["response"].append(_stay_here)  # type: ignore[attr-defined]
    return model


def _stay_here(response: httpx.Response) -> None:
    if response.is_redirect:
        response.raise_for_status()


def _options(provider: str, choice: ModelChoice) -> dict[str, Any]:
    address = {"base_url": choice.base_url} if choice.base_url else {}
    if provider == "ollama":
        return {**address, "temperature": 0, "client_kwargs": {"timeout": choice.seconds, **_STAY}}
    key = os.environ.get(KEYS[provider], "")
    if not key and not (provider == "openai" and choice.base_url):
        raise ModelError(f"Zet de sleutel van het taalmodel in de omgeving: {KEYS[provider]}.")
    common = {**address, "api_key": key or _NO_KEY, "max_retries": 0}
    if provider == "openai":
        from openai import DefaultHttpxClient

        local = {"temperature": 0} if choice.base_url else {}
        client = DefaultHttpxClient(timeout=choice.seconds, **_STAY)
        return {**common, **local, "timeout": choice.seconds, "stream_usage": True, "http_client": client}
    if provider == "mistralai":
        return {**common, "temperature": 0, "timeout": int(choice.seconds)}
    return {**common, "timeout": choice.seconds, "max_tokens": 2000}
