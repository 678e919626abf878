"""What every command shares: settings, and errors shown as one sentence with an exit code."""

from __future__ import annotations

import errno
import functools
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from bot.errors import StorageError, WeerwoordError
from bot.ingest.write_faults import write_error
from bot.settings import Settings, load_settings

P = ParamSpec("P")
R = TypeVar("R")


def configured(**overrides: Path | int | str | None) -> Settings:
    """Settings with the options of the command line; no library may phone home."""
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    settings = load_settings(**overrides)
    if not settings.allow_download:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    return settings


def end_with_errors(command: Callable[P, R]) -> Callable[P, R]:
    """Show an expected error as its Dutch sentence and exit with its code; anything else keeps its traceback."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except WeerwoordError as error:
            print(f"weerwoord: {error}", file=sys.stderr)
            raise SystemExit(error.exit_code) from None
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(0) from None
        except KeyboardInterrupt:
            print("weerwoord: afgebroken.", file=sys.stderr)
            raise SystemExit(130) from None
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EPERM):
                raise
            shown = write_error(Path(error.filename or "."), error)
            print(f"weerwoord: {shown}", file=sys.stderr)
            raise SystemExit(StorageError.exit_code) from None

    return run
