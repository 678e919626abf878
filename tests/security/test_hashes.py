"""The lock with checksums names every package that an installation needs, in the versions of ``constraints.txt``."""

from __future__ import annotations

import importlib.metadata
import re
import runpy
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
_PINNED = re.compile(r"(?m)^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)")


def _versions(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return {canonicalize_name(package): version for package, version in _PINNED.findall(text)}


def test_every_package_but_pytorch_has_a_checksum_and_the_pinned_version() -> None:
    locked, pinned = _versions("hashes.txt"), _versions("constraints.txt")
    build = {"hatchling", "editables", "pluggy", "trove-classifiers", "pathspec", "packaging"}
    assert {name: version for name, version in locked.items() if pinned.get(name, version) != version} == {}
    assert set(locked) - set(pinned) <= build
    needed, todo = set(), ["weerwoord"]
    while todo:
        for line in importlib.metadata.requires(todo.pop()) or ():
            wanted = Requirement(line)
            name = canonicalize_name(wanted.name)
            holds = wanted.marker is None or wanted.marker.evaluate({"extra": ""})
            if holds and name not in needed and name != "torch":
                needed.add(name)
                todo.append(name)
    assert needed - set(locked) == set()


def test_each_has_sha256_and_none_an_address() -> None:
    text = (ROOT / "hashes.txt").read_text(encoding="utf-8")
    blocks = re.split(r"(?m)^(?=[A-Za-z0-9])", text)[1:]
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", block) for block in blocks)
    assert not re.search(r"https?:|file:|--index|--find-links", text)


def test_pytorch_is_left_out_with_what_only_it_brings() -> None:
    lock = runpy.run_path(str(ROOT / "deploy" / "lock.py"))
    kept = "torchless==3 \\\n    --hash=sha256:c\n"
    text = f"torch==2 \\\n    --hash=sha256:a\nnvidia-x==1 ; x \\\n    --hash=sha256:b\n{kept}"
    assert lock["without_torch"](text) == kept


def test_with_hashes_pip_checks_before_anything_without_is_fetched() -> None:
    run = runpy.run_path(str(ROOT / "run.py"))
    first, torch, own = run["steps"]("", hashes=True)
    assert {"--require-hashes", "--no-deps"} <= set(first)
    assert torch[-3:] == ["-c", "constraints.txt", "torch"]
    assert {"--no-deps", "--no-build-isolation"} <= set(own)
