"""How many questions a minute one visitor may ask on the pages."""

from __future__ import annotations

import math

import streamlit as st

from bot.settings import Settings
from bot.ui.access import current_person
from bot.ui.api_limits import RateLimit
from bot.ui.language import _

_SHORTEST = 2


@st.cache_resource(show_spinner=False)
def _limit(per_minute: int) -> RateLimit:
    return RateLimit(per_minute)


def too_fast(settings: Settings) -> str:
    """Take one question of who is at the page; a sentence that says when the next may come, "" when it may go on.

    Who uses Weerwoord on a computer of their own, without login, has no limit.
    """
    person = current_person().id
    seconds = _limit(settings.questions_per_minute).wait(person) if person else 0.0
    if not seconds:
        return ""
    told = _("U stelt uw vragen heel snel na elkaar. Over {n} seconden kan de volgende; uw vraag staat nog in het vak.")
    return told.format(n=max(_SHORTEST, math.ceil(seconds)))
