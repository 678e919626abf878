"""``weerwoord export`` and ``weerwoord ask --to``."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from bot.adapters.answer_export import ExportForm, export, form_of
from bot.adapters.citation_style import style_options
from bot.assembly import open_index
from bot.domain.answers import Answer
from bot.domain.sources import Source
from bot.errors import StorageError, UsageError, WeerwoordError
from bot.ingest.write_faults import reason
from bot.settings import Settings
from bot.storage.conversations import Conversation, ConversationStore

_LONGEST_LIST = 5


def check_target(settings: Settings, target: Path) -> ExportForm:
    """The form of a file that can be made; found before a question is answered for it.

    Raises:
        UsageError: the name, the folder or the style won't do.
    """
    form = form_of(target)
    if target.is_dir() or not target.absolute().parent.is_dir():
        raise UsageError(f"{target} kan geen bestand worden. Kies een naam in een map die bestaat.")
    style_options(settings.csl_style)
    return form


def export_answer(settings: Settings, answer: Answer, target: Path, sources: Mapping[str, Source]) -> None:
    """Write one answer to a file, under its question."""
    _write(settings, [answer], answer.question, target, sources)


def export_conversation(settings: Settings, name: str, target: Path, *, last: bool, person: str) -> None:
    """Write a conversation of a person to a file.

    Args:
        name: id of the conversation; "" with ``last``.
        last: take the conversation that was changed last.
    """
    check_target(settings, target)
    if bool(name) == last:
        raise UsageError("Noem één gesprek, of geef --last voor het laatste: weerwoord export --last --to FILE.docx")
    found = _found(ConversationStore(settings.database, person), name)
    answers = [replace(turn.answer, question=turn.question) for turn in found.turns]
    _write(settings, answers, found.title, target, _known_sources(settings))


def _found(store: ConversationStore, name: str) -> Conversation:
    listed = store.list(_LONGEST_LIST)
    found = store.load(name or listed[0].id) if name or listed else None
    if found is not None:
        return found
    if not listed:
        raise UsageError("Er zijn geen gesprekken bewaard. Stel eerst een vraag op de pagina: weerwoord serve")
    shown = "; ".join(f"{summary.id} ({summary.title})" for summary in listed)
    raise UsageError(f"Het gesprek '{name}' is er niet. De laatste zijn: {shown}")


def _known_sources(settings: Settings) -> Mapping[str, Source]:
    """Publishers and languages; a conversation is exported without them when there is no index."""
    with suppress(WeerwoordError):
        return open_index(settings, one_shot=True).catalog.sources
    return {}


def _write(
    settings: Settings, answers: Sequence[Answer], title: str, target: Path, sources: Mapping[str, Source]
) -> None:
    made = export(answers, title, check_target(settings, target), style=settings.csl_style, sources=sources)
    aside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        aside.write_bytes(made)
        os.replace(aside, target)  # a full disk never costs an older file
    except OSError as error:
        with suppress(OSError):
            aside.unlink()
        raise StorageError(f"{target} is niet te schrijven: {reason(error)}.") from error
    print(f"Bewaard: {target}")
