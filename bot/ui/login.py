"""The file with which a team logs in: read, checked, and never shown."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.errors import SettingsError

CALLBACK = "/oauth2callback"
_KEYS = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_SHORTEST_SECRET = 32
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def read_login(path: Path) -> dict[str, Any]:
    """The ``[auth]`` section of a login file, complete and safe to use.

    Raises:
        SettingsError: names the key at fault and what to write; holds no value of the file.
    """
    try:
        section = tomllib.loads(path.read_text(encoding="utf-8")).get("auth")
    except OSError as error:
        raise SettingsError(f"login_file {path} is niet te lezen: {error.strerror or 'onbekende fout'}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise SettingsError(f"login_file {path} is geen geldig TOML-bestand. Zie docs/access.md.") from None
    if not isinstance(section, dict):
        raise SettingsError(f"In login_file {path} ontbreekt het deel [auth]. Zie docs/access.md.")
    missing = [key for key in _KEYS if not isinstance(section.get(key), str) or not section[key].strip()]
    if missing:
        raise SettingsError(f"In login_file {path} ontbreekt onder [auth]: {', '.join(missing)}. Zie docs/access.md.")
    problem = _problem(section)
    if problem:
        raise SettingsError(f"login_file {path}: {problem}")
    return section


def login_host(section: dict[str, Any]) -> str:
    """Name of the server as visitors know it."""
    return urlsplit(str(section["redirect_uri"])).hostname or ""


def is_https(section: dict[str, Any]) -> bool:
    """Whether visitors come over https."""
    return urlsplit(str(section["redirect_uri"])).scheme == "https"


def _problem(section: dict[str, Any]) -> str:
    if len(section["cookie_secret"]) < _SHORTEST_SECRET:
        return f"cookie_secret moet minstens {_SHORTEST_SECRET} willekeurige tekens hebben."
    if not urlsplit(section["redirect_uri"]).path.endswith(CALLBACK):
        return f"redirect_uri moet eindigen op {CALLBACK}."
    for key in ("redirect_uri", "server_metadata_url"):
        address = urlsplit(section[key])
        if address.scheme != "https" and address.hostname not in _LOOPBACK:
            return f"{key} moet met https:// beginnen; alleen op deze computer zelf mag http://."
    return ""
