"""Sets up Weerwoord in a virtual environment of its own and starts it, on Linux, macOS and Windows.

    python3 run.py              set up (first time a few minutes) and open the chat
    python3 run.py test         set up and run every check: format, lint, types, layers, corpus, tests
    python3 run.py ask "…"      any other weerwoord command
    python3 run.py --hashes     set up with the checksum of every package but PyTorch (docs/decisions/013-hashes.md)

Needs nothing but Python 3.11, 3.12 or 3.13.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = Path(os.environ.get("VENV_FOR_WEERWOORD", ROOT / ".venv"))
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
CHECKS = (
    ("opmaak", ["-m", "ruff", "format", "--check", "."]),
    ("lint", ["-m", "ruff", "check", "."]),
    ("types", ["-m", "mypy"]),
    ("lagen", ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]),
    ("corpus", ["-m", "bot.cli", "corpus", "check"]),
    ("tests", ["-m", "pytest", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]),
    ("evaluatie", ["-m", "bot.cli", "eval", "gate"]),
)


PIP = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]


def steps(extra: str, *, hashes: bool) -> list[list[str]]:
    """What pip is asked, one after another."""
    if hashes:
        return [
            [*PIP, "--require-hashes", "--no-deps", "-r", "hashes.txt"],
            [*PIP, "-c", "constraints.txt", "torch"],
            [*PIP, "--no-deps", "--no-build-isolation", "-e", "."],
        ]
    return [[*PIP, "-c", "constraints.txt", "-e", f".[{extra}]" if extra else "."]]


def install(extra: str, *, hashes: bool = False) -> bool:
    """Install into the virtual environment, unless the same was installed before; True when it installed."""
    wanted = hashlib.sha256()
    for name in ("pyproject.toml", "constraints.txt"):
        wanted.update((ROOT / name).read_bytes())
    stamp = VENV / f"weerwoord-{extra or 'run'}.stamp"
    if not hashes and PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted.hexdigest():
        return False
    print("Weerwoord wordt ingericht; de eerste keer duurt dat enkele minuten …", flush=True)
    if not PYTHON.exists():
        venv.create(VENV, with_pip=True)
    for step in steps(extra, hashes=hashes):
        subprocess.run([PYTHON, *step], cwd=ROOT, check=True)
    stamp.write_text(wanted.hexdigest())
    return True


def check() -> int:
    """Run every check; the exit code is 0 only when all pass."""
    failed = []
    for name, arguments in CHECKS:
        print(f"== {name}", flush=True)
        if subprocess.run([PYTHON, *arguments], cwd=ROOT, check=False).returncode:
            failed.append(name)
    print("Alles in orde." if not failed else f"Mislukt: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


def main(arguments: list[str]) -> int:
    """Set up and run."""
    if not (3, 11) <= sys.version_info[:2] < (3, 14):
        print("Weerwoord heeft Python 3.11, 3.12 of 3.13 nodig.")
        return 2
    try:
        if arguments[:1] == ["--hashes"]:
            install("", hashes=True)
            print("Weerwoord is ingericht; van elk pakket behalve PyTorch is de controlesom nagekeken.")
            return 0
        first = install("dev,openai,ollama,anthropic,mistralai" if arguments[:1] == ["test"] else "")
    except subprocess.CalledProcessError:
        print("Het inrichten is mislukt; de regels hierboven zeggen waarom. Is er internet en 4 GB schijfruimte?")
        return 3
    if arguments == ["test"]:
        return check()
    if first and arguments[:1] in (["ask"], ["search"]):
        subprocess.run([PYTHON, "-m", "bot.cli", "index"], stdout=sys.stderr, check=False)
    return subprocess.run([PYTHON, "-m", "bot.cli", *(arguments or ["serve"])], check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
