"""Who is at the page, and what this person may do.

- Without login on a computer's own address: one person, who may do everything.
- With ``login_file``: whoever the team's own provider vouches for; roles come from the settings.
- Without login on a network, which ``allow_open`` must permit: guests who may read, told apart by a cookie.
"""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import streamlit as st

from bot.settings import Settings
from bot.ui.answer_view import notice_html
from bot.ui.current_settings import current_settings
from bot.ui.language import _

Role = Literal["reader", "editor", "evaluator"]
LOCAL = ""
"""Name of the one person of a computer without login."""
NOBODY = "niemand"
GUEST_COOKIE = "weerwoord_bezoeker"
_ALL: frozenset[Role] = frozenset(("reader", "editor", "evaluator"))
_GUEST = "ww_bezoeker"
_ID_LENGTH = 32


@dataclass(frozen=True)
class Person:
    """A visitor.

    Attributes:
        id: stable name under which conversations and progress are kept; ``LOCAL`` without login.
        name: as shown.
        roles: what this person may do; every role without login.
    """

    id: str = LOCAL
    name: str = ""
    roles: frozenset[Role] = _ALL

    def may(self, role: Role) -> bool:
        """Whether this person has the role."""
        return role in self.roles


def current_person() -> Person:
    """The visitor of this session; nobody, with no role, when a login is asked for and lacks or is too old."""
    settings = current_settings()
    if settings.login_file:
        return person_of(_claims(), settings, time.time())
    return Person() if is_private(settings.host) else _guest()


def person_of(claims: Mapping[str, Any], settings: Settings, now: float) -> Person:
    """The person for whom a provider vouches.

    Args:
        claims: of the ID token, whose signature was checked at login.
        now: seconds since the epoch.
    """
    issuer, subject, issued = claims.get("iss"), claims.get("sub"), claims.get("iat")
    nobody = Person(NOBODY, roles=frozenset())
    if claims.get("is_logged_in") is not True or not issuer or not subject:
        return nobody
    if not isinstance(issued, int | float) or now - issued > settings.login_hours * 3600:
        return nobody
    name = hashlib.sha256(f"{issuer}\0{subject}".encode()).hexdigest()[:_ID_LENGTH]
    return Person(name, str(claims.get("name") or claims.get("email") or ""), roles_of(claims, name, settings.roles))


def roles_of(claims: Mapping[str, Any], name: str, given: Mapping[Role, tuple[str, ...]]) -> frozenset[Role]:
    """Roles of a person who is logged in.

    Everyone reads, unless the settings list the readers. A mail address counts only when the provider says that it was
    verified; where it never says so, the settings name the person by ``name``.
    """
    known = {name}
    mail = str(claims.get("email") or "").lower()
    if "@" in mail and claims.get("email_verified") in (True, "true"):
        known |= {mail, mail[mail.rindex("@") :]}
    roles = {role for role, people in given.items() if known & {person.strip().lower() for person in people}}
    if roles or "reader" not in given:
        roles.add("reader")
    return frozenset(roles)


def must_log_in(person: Person) -> bool:
    """True when nothing may be shown before a login."""
    return person.id == NOBODY


def require(role: Role) -> Person:
    """The visitor, who has this role; else a sentence stands on the page and the page ends."""
    person = current_person()
    if not person.may(role):
        st.html(notice_html(refusal(role)))
        st.stop()
    return person


def refusal(role: Role) -> str:
    """Why a page stays closed, and what to do."""
    if role == "editor":
        return _("Alleen wie documenten mag beheren, mag dit. Vraag de beheerder om de rol ‘editor’.")
    if role == "evaluator":
        return _("Alleen wie Weerwoord toetst, mag deze pagina zien. Vraag de beheerder om de rol ‘evaluator’.")
    return _("U bent ingelogd, maar u staat niet op de lijst van lezers. Vraag de beheerder om u toe te voegen.")


def is_private(host: str) -> bool:
    """True when only this computer can reach the page."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_open(settings: Settings) -> bool:
    """True when others on the network can use the page without a login."""
    return settings.login_file is None and not is_private(settings.host)


def _claims() -> Mapping[str, Any]:
    return dict(st.user.to_dict())


def _guest() -> Person:
    """A guest, known by a cookie that only this server reads; without cookie for this session only."""
    if _GUEST not in st.session_state:
        st.session_state[_GUEST] = st.context.cookies.get(GUEST_COOKIE) or secrets.token_urlsafe(24)
    name = hashlib.sha256(str(st.session_state[_GUEST]).encode()).hexdigest()[:_ID_LENGTH]
    return Person(name, roles=frozenset(("reader",)))
