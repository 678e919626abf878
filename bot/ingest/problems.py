"""What is wrong with a corpus file, for an editor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.errors import CorpusError

_MOST_SHOWN = 20


class Severity(StrEnum):
    """An error stops the index; a warning does not."""

    ERROR = "fout"
    WARNING = "waarschuwing"


@dataclass(frozen=True, slots=True)
class Problem:
    """One remark.

    Attributes:
        file: path relative to the corpus folder.
        line: line from 1, 0 when it concerns the whole file.
        rule: short slug of the rule that is broken.
        message: Dutch sentence that says what to do.
    """

    file: str
    line: int
    rule: str
    message: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message} [{self.rule}]"


def raise_if_errors(problems: Sequence[Problem]) -> None:
    """Stop when a problem is an error.

    Raises:
        CorpusError: names each file and line, the first twenty.
    """
    errors = [p for p in problems if p.severity is Severity.ERROR]
    if errors:
        lines = [str(p) for p in errors[:_MOST_SHOWN]]
        if len(errors) > _MOST_SHOWN:
            lines.append(f"… en nog {len(errors) - _MOST_SHOWN} fouten; 'weerwoord corpus check' toont ze alle.")
        raise CorpusError("De corpus klopt niet, de index is niet veranderd:\n" + "\n".join(lines))
