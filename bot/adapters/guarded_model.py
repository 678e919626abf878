"""A chat model behind a time limit, retries, a circuit and a daily limit."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from langchain_core.callbacks import BaseCallbackHandler, UsageMetadataCallbackHandler
from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatGeneration, LLMResult
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, stop_before_delay
from tenacity.wait import wait_base, wait_random_exponential

from bot.adapters.model_faults import (
    CUT_SHORT,
    MALFORMED,
    NO_SCHEMA,
    REFUSED,
    SLOW,
    TOO_LONG,
    explained,
    fault_of,
    retry_after,
)
from bot.adapters.model_limits import Circuit, DailyUse
from bot.adapters.model_output import Asked, OutputWays, Streams
from bot.errors import CutShort, ModelError, ServiceError
from bot.ports import ModelTurn

_ATTEMPTS = 3
_CHARACTERS_A_TOKEN = 3
_REASONS = ("finish_reason", "stop_reason", "done_reason")
_AT_LIMIT = frozenset({"length", "max_tokens", "model_length"})
_END = object()
_NOT_ILL = frozenset({REFUSED.text, TOO_LONG.text, CUT_SHORT.text, NO_SCHEMA.text})
"""What says nothing about the health of a server."""


class GuardedModel:
    """Implements ``ChatModel`` of ``bot.ports``; every failure is a ``ServiceError`` in Dutch.

    Args:
        ways: how to ask the model for structured output.
        name: "provider:model".
    """

    def __init__(self, ways: OutputWays, name: str, circuit: Circuit, use: DailyUse) -> None:
        self._ways, self._name = ways, name
        self._circuit, self._use = circuit, use

    @property
    def name(self) -> str:
        """What the answer's record calls the engine."""
        return self._name

    @property
    def is_resting(self) -> bool:
        """True while the model gets no requests, after repeated failure."""
        return self._circuit.is_open

    def stream(self, turn: ModelTurn, schema: Mapping[str, Any], seconds: float) -> Iterator[dict[str, Any]]:
        """Ever larger parts of one structured answer; the last one is whole.

        Args:
            schema: JSON schema with a title.
            seconds: after this long the answer is given up.

        Raises:
            CutShort: the model came to its limit; the last part is not whole.
            ServiceError, ModelError: the model failed, or gave nothing of the form asked.
        """
        until = time.monotonic() + seconds
        while True:
            asked = self._ways.asked(turn, schema)
            try:
                yield from self._once(asked, until - time.monotonic())
            except ModelError as error:
                if str(error) != NO_SCHEMA.text or not self._ways.step_down(asked.way):
                    raise
            else:
                return

    def _once(self, asked: Asked, seconds: float) -> Iterator[dict[str, Any]]:
        self._circuit.check()
        self._use.check()
        request = _Request(asked.structured, asked.messages, seconds)
        try:
            yield from request.parts()
        except ServiceError as error:
            if str(error) not in _NOT_ILL:
                self._circuit.failed()
            raise
        else:
            self._circuit.succeeded()
        finally:
            request.abandon()
            self._use.add(*request.tokens)


class _Request:
    """One request, run in a thread of its own so that the time limit holds whatever the client does."""

    def __init__(self, structured: Streams, messages: Sequence[BaseMessage], seconds: float) -> None:
        self._structured = structured
        self._messages = list(messages)
        self._until = time.monotonic() + seconds
        self._seconds = seconds
        self._out: queue.Queue[Any] = queue.Queue()
        self._given_up = threading.Event()
        self._usage = UsageMetadataCallbackHandler()
        self._ending = _Ending()
        self._written = 0
        self._attempts = 0

    def parts(self) -> Iterator[dict[str, Any]]:
        """The parts as they come."""
        threading.Thread(target=self._pump, name="weerwoord-model", daemon=True).start()
        anything = False
        while True:
            try:
                part = self._out.get(timeout=max(0.0, self._until - time.monotonic()))
            except queue.Empty:
                raise ServiceError(SLOW.text) from None
            if part is _END:
                break
            if isinstance(part, BaseException):
                raise explained(part) from None
            self._written = len(str(part))
            anything = True
            yield part
        if self._ending.is_cut_short:
            raise CutShort(CUT_SHORT.text)
        if not anything:
            raise ServiceError(MALFORMED.text)

    def abandon(self) -> None:
        """Nobody listens any more."""
        self._given_up.set()

    @property
    def tokens(self) -> tuple[int, int]:
        """Tokens sent and written: as the server counted, else guessed from the length; failed attempts count too."""
        counted = list(self._usage.usage_metadata.values())
        length = sum(len(str(message.content)) for message in self._messages) // _CHARACTERS_A_TOKEN
        failed = self._attempts - len(counted)
        sent = sum(int(use["input_tokens"]) for use in counted) + max(failed, 0) * length
        written = sum(int(use["output_tokens"]) for use in counted)
        return sent, written if counted else self._written // _CHARACTERS_A_TOKEN

    def _pump(self) -> None:
        started = threading.Event()
        retrying = Retrying(
            retry=retry_if_exception(lambda error: fault_of(error).transient and not started.is_set()),
            stop=stop_after_attempt(_ATTEMPTS) | stop_before_delay(self._seconds),
            wait=_Patience(),
            sleep=self._sleep,
            reraise=True,
        )
        try:
            retrying(self._attempt, started)
            self._out.put(_END)
        except BaseException as error:  # whatever it is, it belongs to the one who waits
            self._out.put(error)

    def _attempt(self, started: threading.Event) -> None:
        self._attempts += 1
        for part in self._structured.stream(self._messages, config={"callbacks": [self._usage, self._ending]}):
            if self._given_up.is_set():
                return
            if isinstance(part, dict) and part:
                started.set()
                self._out.put(part)

    def _sleep(self, seconds: float) -> None:
        if self._given_up.wait(seconds):
            raise ServiceError(SLOW.text)


class _Ending(BaseCallbackHandler):
    """Notices that a model stopped at its limit, which each provider says in its own way."""

    def __init__(self) -> None:
        self.is_cut_short = False

    def on_llm_end(self, response: LLMResult, **kwargs: Any) -> None:
        """Look at why each message ended."""
        for generation in (g for row in response.generations for g in row):
            said = {**(generation.generation_info or {})}
            if isinstance(generation, ChatGeneration):
                said |= generation.message.response_metadata
            self.is_cut_short |= any(said.get(key) in _AT_LIMIT for key in _REASONS)


class _Patience(wait_base):
    """As long as the server asks, else ever longer."""

    def __init__(self) -> None:
        self._usual = wait_random_exponential(multiplier=0.3, max=5)

    def __call__(self, retry_state: RetryCallState) -> float:
        error = retry_state.outcome.exception() if retry_state.outcome else None
        asked = retry_after(error) if error else None
        return asked if asked is not None else self._usual(retry_state)
