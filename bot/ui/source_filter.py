"""The filter above the question box: a popover, what is chosen as removable chips, all of it in the address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from bot.domain.filters import SourceFilter, SourceKind
from bot.domain.sources import Source
from bot.ui.language import _, ngettext
from bot.ui.plain import html, label
from bot.ui.wording import KINDS, country_name, filter_words

_ORGANISATION, _COUNTRY, _FROM, _TO, _KIND = "organisatie", "land", "van", "tot", "soort"
_NAMES = (_ORGANISATION, _COUNTRY, _FROM, _TO, _KIND)
_KEY = "ww_filter_{}"


@dataclass(frozen=True)
class Choices:
    """What can be chosen.

    Attributes:
        countries: codes that the corpus uses, the commonest first.
    """

    sources: Sequence[Source] = ()
    countries: Sequence[str] = ()

    @property
    def organisations(self) -> list[str]:
        """Authors; those with most sources first."""
        count: dict[str, int] = {}
        for source in self.sources:
            count[source.author] = count.get(source.author, 0) + 1
        return sorted(count, key=lambda name: (-count[name], name.casefold()))

    @property
    def years(self) -> list[int]:
        """Years of publication, newest first."""
        return sorted({s.year for s in self.sources if s.year is not None}, reverse=True)

    @property
    def kinds(self) -> list[SourceKind]:
        """All kinds; own documents only where there are any."""
        has_own = any(source.own for source in self.sources)
        return [kind for kind in SourceKind if has_own or kind is not SourceKind.OWN]


def from_address(choices: Choices) -> SourceFilter:
    """The filter that the address names; what it names wrongly is left out."""
    asked = {name: st.query_params.get_all(name) for name in _NAMES}
    years = {str(year): year for year in choices.years}
    return SourceFilter(
        organisations=tuple(n for n in choices.organisations if n in asked[_ORGANISATION]),
        countries=tuple(c for c in choices.countries if c in asked[_COUNTRY]),
        from_year=next((years[y] for y in asked[_FROM] if y in years), None),
        to_year=next((years[y] for y in asked[_TO] if y in years), None),
        kinds=tuple(k for k in choices.kinds if k.value in asked[_KIND]),
    )


def to_address(only: SourceFilter) -> None:
    """Write a filter into the address."""
    values: dict[str, list[str]] = {
        _ORGANISATION: list(only.organisations),
        _COUNTRY: list(only.countries),
        _FROM: [str(only.from_year)] if only.from_year else [],
        _TO: [str(only.to_year)] if only.to_year else [],
        _KIND: [kind.value for kind in only.kinds],
    }
    for name, chosen in values.items():
        if chosen:
            st.query_params[name] = chosen
        else:
            st.query_params.pop(name, None)


def clear() -> None:
    """Search everything again."""
    to_address(SourceFilter())


def show_filter(choices: Choices) -> SourceFilter | None:
    """Draw the popover and the chips.

    Returns:
        The filter to ask with, None when everything may answer.
    """
    only = from_address(choices)
    with st.container(key="ww_filterregel", horizontal=True, gap="xsmall", vertical_alignment="center"):
        with st.popover(_("Filter"), key="ww_filter"):
            _show_choices(choices, only)
        for number, (words, without) in enumerate(_parts(only)):
            st.button(
                f"{label(words)} ✕",
                key=f"ww_chip_{number}",
                help=_("Haal dit filter weg"),
                on_click=to_address,
                args=(without,),
                type="secondary",
            )
    return None if only.is_open else only


def _show_choices(choices: Choices, only: SourceFilter) -> None:
    """The widgets show what the address says; a change goes into the address."""
    chosen: dict[str, object] = {
        _ORGANISATION: list(only.organisations),
        _COUNTRY: list(only.countries),
        _FROM: only.from_year,
        _TO: only.to_year,
        _KIND: list(only.kinds),
    }
    for name, value in chosen.items():
        st.session_state[_KEY.format(name)] = value
    _many(_("Organisatie of schrijver"), choices.organisations, _ORGANISATION, str)
    _many(_("Gaat over"), choices.countries, _COUNTRY, country_name)
    with st.container(horizontal=True, gap="small"):
        for name, title in ((_FROM, _("Vanaf jaar")), (_TO, _("Tot en met jaar"))):
            st.selectbox(
                title, choices.years, index=None, key=_KEY.format(name), on_change=_keep, placeholder=_("Alle jaren")
            )
    st.pills(
        _("Soort bron"), choices.kinds, selection_mode="multi", key=_KEY.format(_KIND), on_change=_keep,
        format_func=lambda kind: _(KINDS[kind]),
    )  # fmt: skip
    passing = sum(only.allows(source) for source in choices.sources)
    told = ngettext("{passing} van {count} bron doet mee.", "{passing} van {count} bronnen doen mee.", passing)
    st.html(f'<p class="ww-opmerking">{html(told.format(passing=passing, count=len(choices.sources)))}</p>')
    if not only.is_open:
        st.button(_("Filter wissen"), key="ww_filter_wis", on_click=clear, width="stretch")


def _many(title: str, options: Sequence[str], name: str, shown: Callable[[str], str]) -> None:
    st.multiselect(
        title, options, key=_KEY.format(name), on_change=_keep, format_func=shown, placeholder=_("Alle")
    )  # fmt: skip


def _keep() -> None:
    """Put into the address what the widgets say now; years the wrong way round are turned."""
    it = {name: st.session_state[_KEY.format(name)] for name in _NAMES}
    first, last = it[_FROM], it[_TO]
    if first and last and first > last:
        first, last = last, first
    kinds = tuple(SourceKind(kind) for kind in it[_KIND])
    to_address(SourceFilter(tuple(it[_ORGANISATION]), tuple(it[_COUNTRY]), first, last, kinds))


def _parts(only: SourceFilter) -> list[tuple[str, SourceFilter]]:
    """Each chosen thing in words, with the filter that is left without it."""
    without = [replace(only, organisations=_less(only.organisations, name)) for name in only.organisations]
    without += [replace(only, countries=_less(only.countries, code)) for code in only.countries]
    without += [replace(only, from_year=None)] if only.from_year else []
    without += [replace(only, to_year=None)] if only.to_year else []
    without += [replace(only, kinds=tuple(k for k in only.kinds if k is not kind)) for kind in only.kinds]
    return list(zip(filter_words(only), without, strict=True))


def _less(values: Sequence[str], value: str) -> tuple[str, ...]:
    return tuple(v for v in values if v != value)
