"""Prompts: validated data from ``prompts/``; nothing that a model is told stands in code."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from bot.domain.misfits import field_of, misfit
from bot.errors import SettingsError
from bot.ports import ModelTurn

_CHATS = ("antwoord", "herstel", "vervolgvraag", "verbeter")
FORMS = ("qa", "spoken", "bullets", "mail", "post")
_SLOT = re.compile(r"\{\{(\w+)\}\}")


class _Prompt(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    version: int = Field(ge=1)
    description: str = Field(min_length=1)

    @property
    def record(self) -> str:
        """Name and version, as an answer keeps them: "antwoord@1"."""
        return f"{self.name}@{self.version}"


class TextPrompt(_Prompt):
    """A text that other prompts take in."""

    kind: Literal["text"]
    text: str = Field(min_length=1)


class FormPrompt(_Prompt):
    """A form of answer.

    Attributes:
        most_words, most_sentences: beyond these, sentences are left off.
        least_words, least_sentences: with less the model is asked once for more, and else does not answer.
    """

    kind: Literal["form"]
    title: str = Field(min_length=1)
    most_words: int = Field(ge=20, le=400)
    most_sentences: int = Field(ge=1, le=30)
    least_words: int = Field(default=0, ge=0, le=400)
    least_sentences: int = Field(default=0, ge=0, le=30)
    text: str = Field(min_length=1)


class ChatPrompt(_Prompt):
    """A system and a user message with ``{{slots}}``."""

    kind: Literal["chat"]
    variables: tuple[str, ...]
    system: str = Field(min_length=1)
    user: str = Field(min_length=1)

    @model_validator(mode="after")
    def _slots_are_declared(self) -> ChatPrompt:
        used = set(_SLOT.findall(self.system + self.user))
        wrong = sorted(used ^ set(self.variables))
        if wrong:
            raise ValueError(f"niet gebruikt of niet aangekondigd: {', '.join(wrong)}")
        return self

    def fill(self, **values: str) -> ModelTurn:
        """The messages; a value is never read as a template.

        Raises:
            SettingsError: names every missing and every unknown variable at once.
        """
        missing = [name for name in self.variables if name not in values]
        unknown = [name for name in values if name not in self.variables]
        if missing or unknown:
            parts = [f"ontbreekt: {', '.join(missing)}"] * bool(missing) + [f"onbekend: {', '.join(unknown)}"] * bool(
                unknown
            )
            raise SettingsError(f"Prompt '{self.name}': {'; '.join(parts)}.")
        system, user = (_SLOT.sub(lambda slot: values[slot[1]], text) for text in (self.system, self.user))
        return ModelTurn(system, user)


Prompt = Annotated[TextPrompt | FormPrompt | ChatPrompt, Field(discriminator="kind")]
_ADAPTER: TypeAdapter[TextPrompt | FormPrompt | ChatPrompt] = TypeAdapter(Prompt)


class PromptBook(NamedTuple):
    """All prompts of a folder."""

    style: TextPrompt
    answer: ChatPrompt
    repair: ChatPrompt
    condense: ChatPrompt
    improve: ChatPrompt
    forms: dict[str, FormPrompt]

    def form(self, name: str) -> FormPrompt:
        """A form by name.

        Raises:
            SettingsError: there is none of that name.
        """
        if name not in self.forms:
            raise SettingsError(f"Onbekende vorm '{name}'. Kies uit: {', '.join(self.forms)}.")
        return self.forms[name]


def load_prompts(folder: Path) -> PromptBook:
    """Read and check every prompt of a folder.

    Raises:
        SettingsError: a file breaks the rules, or prompts are absent; all are named.
    """
    read = [_read(path) for path in sorted(folder.glob("*.yaml"))]
    texts = {p.name: p for p in read if isinstance(p, TextPrompt)}
    chats = {p.name: p for p in read if isinstance(p, ChatPrompt)}
    forms = {p.name: p for p in read if isinstance(p, FormPrompt)}
    absent = [
        *_absent(("stijl",), texts),
        *_absent(_CHATS, chats),
        *_absent(FORMS, forms),
    ]
    if absent:
        raise SettingsError(f"In {folder} ontbreken deze prompts: {', '.join(absent)}.")
    order = {name: forms[name] for name in (*FORMS, *sorted(set(forms) - set(FORMS)))}
    write, mend, condense, improve = (chats[name] for name in _CHATS)
    return PromptBook(texts["stijl"], write, mend, condense, improve, order)


def _absent(wanted: Iterable[str], present: Iterable[str]) -> list[str]:
    return [name for name in wanted if name not in set(present)]


def _read(path: Path) -> TextPrompt | FormPrompt | ChatPrompt:
    try:
        return _ADAPTER.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        parts = [f"{field_of(e)}: {misfit(e)}" for e in error.errors()]
        raise SettingsError(f"Prompt {path.name}: {'; '.join(parts)}.") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SettingsError(f"Prompt {path.name} is niet te lezen.") from error
