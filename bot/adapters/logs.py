"""The log: one event a line, as text or JSON; no question, no answer and no secret stands in it."""

from __future__ import annotations

import json
import logging
import logging.handlers
import re
import secrets
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from bot.errors import SettingsError

LOGGER = logging.getLogger("weerwoord")
request_id: ContextVar[str] = ContextVar("request_id", default="")
_FIELDS = "weerwoord"
_HIDDEN = "[verborgen]"
_SECRETS = (
    re.compile(r"(?i)(\b(?:bearer|basic)\s+)[\w.~+/=-]{6,}"),
    re.compile(
        r"(?i)([\w-]*(?:api[_-]?key|secret|token|password|wachtwoord|authorization|cookie)[\w-]*[\"']?\s*[:=]\s*[\"']?)"
        r"[^\s\"',;&}]{4,}"
    ),
    re.compile(r"()\b(?:sk|pk|ghp|gho|xox[bp]|AKIA|AIza)[-_]?[\w-]{12,}"),
    re.compile(r"()\beyJ[\w-]{6,}\.[\w-]+(?:\.[\w-]*)?"),
    re.compile(r"()(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{32,}(?![\w-])"),
    re.compile(r"(://[^\s/:@]+:)[^\s/@]+(?=@)"),
    re.compile(r"(\?)[^\s\"']*=[^\s\"']*"),
)
"""What looks like a key, and the query of an address, which may hold a question; the first group stays."""


def redacted(text: str) -> str:
    """A text without what looks like a secret."""
    for pattern in _SECRETS:
        text = pattern.sub(rf"\1{_HIDDEN}", text)
    return text


def event(name: str, level: int = logging.INFO, **fields: str | float | bool | None) -> None:
    """Log an event.

    Args:
        fields: numbers, states and names; never what a visitor wrote.
    """
    LOGGER.log(level, name, extra={_FIELDS: fields})


def new_request_id() -> str:
    """A name for one request, to find its lines."""
    return secrets.token_hex(6)


def log_to(form: Literal["text", "json"], file: Path | None) -> None:
    """Begin to log; without a file and as text only warnings appear, on standard error.

    Raises:
        SettingsError: the file can't be written.
    """
    if file is None and form == "text":
        return
    handler: logging.Handler = logging.StreamHandler() if file is None else _file_handler(file)
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    handler.set_name(_FIELDS)
    root = logging.getLogger()
    for old in [h for h in root.handlers if h.get_name() == _FIELDS]:
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    LOGGER.setLevel(logging.INFO)


def _file_handler(file: Path) -> logging.Handler:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        return logging.handlers.WatchedFileHandler(file, encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"log_file {file} is niet te schrijven: kies een ander bestand.") from error


class JsonLines(logging.Formatter):
    """One JSON object a line: "time", "level", "logger", "event", "request" where there is one, and the fields."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without secrets."""
        return json.dumps(_plain(record), ensure_ascii=False)


class TextLines(logging.Formatter):
    """The same, to read: time, level, event, then name=value."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without secrets."""
        plain = _plain(record)
        head = " ".join(str(plain.pop(name)) for name in ("time", "level", "logger", "event"))
        return " ".join([head, *(f"{name}={value}" for name, value in plain.items())])


def _plain(record: logging.LogRecord) -> dict[str, Any]:
    moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    plain: dict[str, Any] = {"time": moment, "level": record.levelname, "logger": record.name}
    plain["event"] = _one_line(record.getMessage())
    if request_id.get():
        plain["request"] = request_id.get()
    fields = getattr(record, _FIELDS, {})
    plain |= {name: _one_line(v) if isinstance(v, str) else v for name, v in fields.items() if v is not None}
    if record.exc_info and record.exc_info[0]:
        plain |= _fault(record.exc_info[0], record.exc_info[2])
    return plain


def _fault(kind: type[BaseException], trace: Any) -> dict[str, str]:
    """What failed and where; the words of an exception may repeat a question, so they stay out."""
    frames = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(trace)]
    return {"error": kind.__name__, "where": " ".join(frames[-6:])}


def _one_line(text: str) -> str:
    return redacted(" ".join(text.split()))
