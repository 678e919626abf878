"""Licences are named, the list of parts is whole, and what could not be looked up is not called safe."""

from __future__ import annotations

import importlib.metadata
import json
from pathlib import Path

import pytest

from bot.cli.audit import _packages, audit, read_faults
from bot.errors import ServiceError


def output(*dependencies: dict[str, object]) -> bytes:
    return json.dumps({"dependencies": dependencies}).encode()


FINE = {"name": "a", "version": "1", "vulns": []}
BAD = {"name": "b", "version": "2", "vulns": [{"id": "CVE-1", "fix_versions": ["3"]}]}
SKIPPED = {"name": "c", "skip_reason": "Dependency not found"}


def test_faults_and_what_is_unknown_are_told_apart() -> None:
    faults = read_faults(output(FINE, BAD, SKIPPED))
    assert faults.found == [{"package": "b", "version": "2", "id": "CVE-1", "fixed": ["3"]}]
    assert faults.unknown == ["c"]


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", output(), output(SKIPPED, SKIPPED), output({"vulns": [{}]})])
def test_without_an_answer_nothing_is_called_safe(raw: bytes) -> None:
    with pytest.raises(ServiceError, match="NIET nagekeken"):
        read_faults(raw)


def test_every_package_has_its_licence_or_a_flag() -> None:
    packages = {package.name.lower().replace("_", "-"): package for package in _packages()}
    assert len(packages) > 100
    assert packages["pypandoc-binary"].flag == "copyleft"
    assert packages["weerwoord"].licence == "Apache-2.0 AND CC-BY-4.0"
    assert all(package.licence or package.flag == "onbekend" for package in packages.values())
    assert {name for name, package in packages.items() if "AGPL" in package.licence} == set()


def test_the_list_of_parts_names_every_package(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit(to=tmp_path / "sbom.json", offline=True, as_json=False) == 0
    assert "niet nagekeken (--offline)" in capsys.readouterr().out
    parts = json.loads((tmp_path / "sbom.json").read_text())
    named = {part["name"].lower().replace("_", "-") for part in parts["components"]}
    installed = {d.metadata["Name"].lower().replace("_", "-") for d in importlib.metadata.distributions()}
    assert parts["bomFormat"] == "CycloneDX"
    assert installed - named <= {"weerwoord"}
    assert all(part["type"] == "library" and part["version"] for part in parts["components"])
    places = {part["bom-ref"] for part in parts["components"]}
    assert len(places) == len(parts["components"])
    asked = [name for one in parts["dependencies"] for name in (one["ref"], *one.get("dependsOn", ()))]
    assert set(asked) - {"root-component"} <= places
