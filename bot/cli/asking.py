"""``weerwoord ask`` and ``weerwoord search``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bot.answering.assistant import Assistant
from bot.assembly import OpenIndex, open_index
from bot.cli.rendering import print_answer, print_hits
from bot.domain.answers import Answer
from bot.errors import QuestionError, UsageError
from bot.ingest.write_faults import reason
from bot.settings import Settings


class BatchRow(NamedTuple):
    """One line of a batch."""

    name: Any
    question: str
    context: str


def ask_once(settings: Settings, question: str | None, context: str, *, as_json: bool, form: str = "") -> None:
    """Answer one question on the screen.

    Args:
        form: form of answer, "" for the usual one; another needs a language model.
    """
    answer = _answering(open_index(settings, one_shot=True), form)(_given(question), context)
    if as_json:
        _print_json(answer.to_dict())
    else:
        print_answer(answer)


def search_once(settings: Settings, question: str | None, k: int, *, as_json: bool) -> None:
    """Show the passages for one question."""
    hits = open_index(settings, one_shot=True).assistant.search(_given(question), k)
    if as_json:
        _print_json([hit.to_dict() for hit in hits])
    else:
        print_hits(hits)


def ask_batch(settings: Settings, path: Path, form: str = "") -> None:
    """Answer JSON lines, one object a line with the same id, in order."""
    ask = _answering(_opened(settings), form)
    for row in _rows(path):
        try:
            result = {**ask(row.question, row.context).to_dict(), "id": row.name}
        except QuestionError as error:
            result = {"id": row.name, "question": row.question, "error": str(error)}
        _print_json(result)


def search_batch(settings: Settings, path: Path, k: int) -> None:
    """Search for JSON lines, one object with ``hits`` a line."""
    assistant = _opened(settings).assistant
    for row in _rows(path):
        try:
            hits = [hit.to_dict() for hit in assistant.search(row.question, k)]
            result: dict[str, Any] = {"id": row.name, "q": row.question, "hits": hits}
        except QuestionError as error:
            result = {"id": row.name, "q": row.question, "hits": [], "error": str(error)}
        _print_json(result)


def _answering(index: OpenIndex, form: str) -> Callable[[str, str], Answer]:
    """How a question is answered with these settings.

    Raises:
        UsageError: a form is asked without a language model.
    """
    answerer = index.answerer
    if not form:
        return answerer.ask
    if isinstance(answerer, Assistant):
        raise UsageError("Voor --form is een taalmodel nodig: zet de instelling 'model', bijvoorbeeld ollama:NAAM.")
    return lambda question, context: answerer.ask(question, context, form=form)


def _opened(settings: Settings) -> OpenIndex:
    return open_index(settings)


def _given(question: str | None) -> str:
    if question is None:
        raise UsageError('Geef een vraag, bijvoorbeeld: weerwoord ask "Zorgt hulp voor meer migratie?"')
    return question


def _rows(path: Path) -> Iterator[BatchRow]:
    name = "De invoer" if str(path) == "-" else f"Het bestand {path}"
    try:
        handle = sys.stdin.buffer if str(path) == "-" else path.open("rb")
    except OSError as error:
        raise UsageError(f"{name} is niet te lezen: {reason(error)}.") from error
    with handle:
        for number, raw in enumerate(handle, 1):
            try:
                line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                raise UsageError(f"{name}: regel {number} is geen UTF-8.") from error
            if line.strip():
                yield _row(line, number)


def _row(line: str, number: int) -> BatchRow:
    try:
        value = json.loads(line)
        row = BatchRow(value["id"], value["q"], value.get("context") or "")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError(f'Regel {number} is geen JSON-object met "id" en "q".') from error
    if not isinstance(row.question, str) or not isinstance(row.context, str):
        raise UsageError(f'Regel {number}: "q" en "context" moeten tekst zijn.')
    return row


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False), flush=True)
