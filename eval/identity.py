"""What a run was made with: commit, code, settings."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import bot
from bot.assembly import data_folder
from bot.settings import Settings

_SHOWN = ("embedder", "vector_reader", "refuse_below", "answer_words", "model", "model_timeout_s", "max_question")
"""What can change an answer; the others may hold an address, a password or people's names."""


def read_commit(root: Path | None = None) -> str:
    """The commit of the checkout, "" outside one; changes that were not committed show in ``code_hash`` only."""
    folder = (root or Path(bot.__file__).resolve().parents[1]) / ".git"
    try:
        if folder.is_file():
            folder = (folder.parent / folder.read_text(encoding="utf-8").removeprefix("gitdir:").strip()).resolve()
        head = (folder / "HEAD").read_text(encoding="utf-8").strip()
        return _resolved(folder, head.removeprefix("ref:").strip()) if head.startswith("ref:") else head
    except OSError:
        return ""


def _resolved(folder: Path, name: str) -> str:
    common = folder / "commondir"
    places = [folder, (folder / common.read_text(encoding="utf-8").strip()).resolve()] if common.is_file() else [folder]
    for place in places:
        if (place / name).is_file():
            return (place / name).read_text(encoding="utf-8").strip()
        packed = place / "packed-refs"
        lines = packed.read_text(encoding="utf-8").splitlines() if packed.is_file() else []
        for line in lines:
            if line.endswith(f" {name}"):
                return line.split()[0]
    return ""


def code_hash() -> str:
    """A hash of the program and the prompts that this process runs."""
    digest = hashlib.sha256()
    package = Path(bot.__file__).resolve().parent
    prompts = data_folder("prompts")
    files = [p for p in package.rglob("*") if p.suffix in (".py", ".json", ".toml") and p.parent.name != "__pycache__"]
    files += [p for p in prompts.rglob("*") if p.is_file()] if prompts.is_dir() else []
    for path in sorted(files):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def shown_settings(settings: Settings) -> dict[str, Any]:
    """The settings that can change an answer."""
    plain = settings.model_dump(mode="json")
    return {name: plain[name] for name in _SHOWN}
