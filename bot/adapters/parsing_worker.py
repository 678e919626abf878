"""The process in which documents are read: one for a batch, limited in memory and time, trusted with nothing.

It answers lines of JSON with lines of JSON. A request names a file; a reply is its text, or the sentence that says why
it can't be read. In between it asks whether words exist, because the word lists lie with the one who asked.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from bot.adapters.documents import LocalDocumentReader
from bot.domain.passages import DocumentText
from bot.errors import DocumentError
from bot.ingest.reading import Limits

_GRACE_S = 10
_MB = 1024 * 1024


def main() -> None:
    """Serve until the input ends."""
    asked = json.loads(sys.argv[1])
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="ascii")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no reply
    limit_memory(int(asked["memory_mb"]))
    talk = _Talk(sys.stdin, replies)
    reader = LocalDocumentReader(Limits(**asked["limits"]), is_word=talk.is_word)
    for line in sys.stdin:
        _set_alarm(int(asked["seconds"]) + _GRACE_S)
        talk.say(_reply(reader, Path(json.loads(line)["path"])))
        _set_alarm(0)


def _reply(reader: LocalDocumentReader, path: Path) -> dict[str, Any]:
    try:
        return {"text": asdict(reader.read(path))}
    except DocumentError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"fault": "memory"}
    except (Exception, RecursionError) as error:
        return {"fault": type(error).__name__}


class _Talk:
    def __init__(self, requests: IO[str], replies: IO[str]) -> None:
        self._requests, self._replies = requests, replies

    def say(self, message: dict[str, Any]) -> None:
        """Send one line."""
        self._replies.write(json.dumps(message) + "\n")
        self._replies.flush()

    def is_word(self, word: str) -> bool:
        """Ask whether a Dutch word exists."""
        self.say({"word": word})
        return bool(json.loads(self._requests.readline())["known"])


def limit_memory(megabytes: int) -> None:
    """Let this process have so much memory more than it has; without effect where the system can't."""
    try:
        import resource
    except ImportError:
        return
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        used = pages * resource.getpagesize()
    except (OSError, ValueError):
        used = 1024 * _MB
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = used + megabytes * _MB
    soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    except (OSError, ValueError):
        return


def _set_alarm(seconds: int) -> None:
    """End this process when nobody is left to end it; 0 takes the alarm away."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def text_from(values: dict[str, Any]) -> DocumentText:
    """A text from a reply.

    Raises:
        KeyError, TypeError, ValueError: it is no text.
    """
    from bot.domain.passages import PageText

    pages = tuple(
        PageText(None if page["number"] is None else int(page["number"]), tuple(str(p) for p in page["paragraphs"]))
        for page in values["pages"]
    )
    return DocumentText(str(values["title"]), pages, problems=tuple(str(p) for p in values["problems"]))


if __name__ == "__main__":
    main()
