"""Writes ``hashes.txt``: the checksum of every file that an installation may fetch. Needs uv (``pip install uv``).

    python deploy/lock.py

The versions are those of ``constraints.txt``. PyTorch and what only PyTorch brings are left out, because its builds
for a processor and for a graphics card bear the same version and not the same files (docs/decisions/013-hashes.md).
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "hashes.txt"
LEFT_OUT = re.compile(r"(torch|triton|nvidia-.+|cuda-.+)==")
BUILD = "hatchling==1.27.0\neditables\n"
"""What makes the package itself, so that this is not fetched without a checksum either."""
_HEAD = """# Checksums of all packages, except PyTorch and what only PyTorch brings. Made by: python deploy/lock.py
# Install with: python3 run.py --hashes   (docs/decisions/013-hashes.md)
"""


def without_torch(locked: str) -> str:
    """The lines of a lock without those of PyTorch."""
    blocks = re.split(r"(?m)^(?=[A-Za-z0-9])", locked)
    return "".join(block for block in blocks if not LEFT_OUT.match(block) and not block.startswith("#"))


def main() -> int:
    """Ask uv, and write the file."""
    command = ["uv", "pip", "compile", "pyproject.toml", "-", "-c", "constraints.txt", "--quiet", "--universal",
               "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links",
               "--no-header", "--no-annotate"]  # fmt: skip
    try:
        made = subprocess.run(command, cwd=ROOT, input=BUILD, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        print("Install uv first: pip install uv", file=sys.stderr)
        return 2
    if made.returncode:
        print(made.stderr, file=sys.stderr)
        return 1
    FILE.write_text(_HEAD + without_torch(made.stdout), encoding="utf-8")
    print(f"{FILE.name}: {len(re.findall('(?m)^[A-Za-z0-9]', FILE.read_text(encoding='utf-8')))} packages")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
