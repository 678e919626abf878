"""Each test that SECURITY.md and docs/operations.md name exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_NAMED = re.compile(r"`(tests/[\w/.]+\.py)(?:::(\w+))?`")


@pytest.mark.parametrize("name", ["SECURITY.md", "docs/operations.md", "docs/robustness.md"])
def test_every_named_test_exists(name: str) -> None:
    named = _NAMED.findall((ROOT / name).read_text(encoding="utf-8"))
    assert len(named) > 3
    for path, function in named:
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        functions = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert not function or function in functions, f"{path}::{function}"
