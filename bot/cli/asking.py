"""``weerwoord ask`` and ``weerwoord search``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bot.answering.assistant import Assistant
from bot.answering.forms import Form, as_text
from bot.assembly import OpenIndex, open_index
from bot.cli.exporting import check_target, export_answer
from bot.cli.narrowing import check_filter
from bot.cli.rendering import print_answer, print_hits
from bot.domain.answers import Answer
from bot.domain.filters import SourceFilter
from bot.errors import QuestionError, UsageError
from bot.ingest.write_faults import reason
from bot.settings import Settings


class BatchRow(NamedTuple):
    """One line of a batch."""

    name: Any
    question: str
    context: str


class Wish(NamedTuple):
    """How a question is to be answered.

    Attributes:
        form: "" for the usual one.
        only: which sources may answer.
    """

    form: str = ""
    only: SourceFilter | None = None

    @property
    def shape(self) -> Form | None:
        """The form in which the answer is put; None for the usual one, and for one that only a model can write."""
        name = next((given for given, of_model in _OF_MODEL.items() if of_model == self.form), self.form)
        return Form(name) if name in _OF_MODEL else None

    @property
    def of_model(self) -> str:
        """The form that a language model is asked for, "" for the usual one."""
        return _OF_MODEL.get(self.form, self.form)


_OF_MODEL = {"alinea": "qa", "60s": "spoken", "punten": "bullets", "mail": "mail"}
"""Forms by the name of their prompt."""


def ask_once(
    settings: Settings, question: str | None, context: str, *, as_json: bool, wish: Wish, target: Path | None = None
) -> None:
    """Answer one question on the screen, or in a file."""
    if target is not None:
        check_target(settings, target)
    index = open_index(settings, one_shot=True)
    answer = _answering(index, wish)(_given(question), context)
    if target is not None:
        export_answer(settings, answer, target, index.catalog.sources)
    elif as_json:
        _print_json(_as_json(answer, wish))
    elif wish.shape in (None, Form.PARAGRAPH) or answer.refused:
        print_answer(answer)
    else:
        print(as_text(answer, wish.shape), end="")


def search_once(
    settings: Settings, question: str | None, k: int, *, as_json: bool, only: SourceFilter | None = None
) -> None:
    """Show the passages for one question."""
    index = open_index(settings, one_shot=True)
    check_filter(only, index.catalog)
    hits = index.assistant.search(_given(question), k, only)
    if as_json:
        _print_json([hit.to_dict() for hit in hits])
    else:
        print_hits(hits)


def ask_batch(settings: Settings, path: Path, wish: Wish) -> None:
    """Answer JSON lines, one object a line with the same id, in order."""
    ask = _answering(_opened(settings), wish)
    for row in _rows(path):
        try:
            result = {**_as_json(ask(row.question, row.context), wish), "id": row.name}
        except QuestionError as error:
            result = {"id": row.name, "question": row.question, "error": str(error)}
        _print_json(result)


def search_batch(settings: Settings, path: Path, k: int, only: SourceFilter | None = None) -> None:
    """Search for JSON lines, one object with ``hits`` a line."""
    index = _opened(settings)
    check_filter(only, index.catalog)
    assistant = index.assistant
    for row in _rows(path):
        try:
            hits = [hit.to_dict() for hit in assistant.search(row.question, k, only)]
            result: dict[str, Any] = {"id": row.name, "q": row.question, "hits": hits}
        except QuestionError as error:
            result = {"id": row.name, "q": row.question, "hits": [], "error": str(error)}
        _print_json(result)


def _answering(index: OpenIndex, wish: Wish) -> Callable[[str, str], Answer]:
    """How a question is answered with these settings.

    Raises:
        UsageError: a form is asked that only a language model can write, or no source passes the filter.
    """
    check_filter(wish.only, index.catalog)
    answerer = index.answerer
    if isinstance(answerer, Assistant):
        if wish.form and wish.shape is None:
            told = f"Voor de vorm '{wish.form}' is een taalmodel nodig"
            raise UsageError(f"{told}: zet de instelling 'model', bijvoorbeeld ollama:NAAM.")
        return lambda question, context: answerer.ask(question, context, only=wish.only)
    form = wish.of_model or "qa"
    return lambda question, context: answerer.ask(question, context, form=form, only=wish.only)


def _as_json(answer: Answer, wish: Wish) -> dict[str, Any]:
    """The object of the contract; with the wished form as text beside it."""
    shape = wish.shape
    return (
        answer.to_dict() if shape is None else {**answer.to_dict(), "form": shape.value, "text": as_text(answer, shape)}
    )


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
