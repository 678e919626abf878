"""Two runs on page "Evaluatie", answers side by side, and whether the newer one may ship."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from bot.errors import WeerwoordError
from bot.ui.answer_view import notice_html
from bot.ui.evaluation_port import BASELINE, Breach, Change, Compared, Difference, Evaluation, Kind, RunLine
from bot.ui.evaluation_run import run_title
from bot.ui.language import N_, _
from bot.ui.plain import html

_KINDS: dict[Kind, str] = {
    "lost": N_("Was goed, nu fout"),
    "gained": N_("Was fout, nu goed"),
    "altered": N_("Zelfde oordeel, ander antwoord"),
}
_MOST = 40


def show_comparison(evaluation: Evaluation) -> None:
    """Choose two runs and see what changed."""
    runs = {run.name: run for run in evaluation.runs() if run.finished}
    if not runs:
        st.html(notice_html(_("Er is nog geen run om te vergelijken. Stel eerst de vragen."), alarm=False))
        return
    left, right = st.columns(2)
    names = sorted(runs, key=lambda name: not runs[name].whole)
    after = right.selectbox(_("Na"), names, format_func=lambda name: run_title(runs[name]), key="ww_toets_na")
    before = left.selectbox(
        _("Voor"),
        [BASELINE, *runs],
        format_func=lambda name: _name(name, runs),
        key="ww_toets_voor",
    )
    _show_verdict(evaluation, after)
    try:
        found = evaluation.compare(before, after)
    except WeerwoordError as error:
        st.html(notice_html(str(error)))
        return
    _show_found(found)
    st.download_button(
        _("Download het rapport van deze run"),
        evaluation.report(after),
        file_name=f"weerwoord-{after}.html",
        mime="text/html",
        key="ww_toets_rapport",
        on_click="ignore",
    )


def _name(name: str, runs: dict[str, RunLine]) -> str:
    return _("de basis (gezegende run)") if name == BASELINE else run_title(runs[name])


def _show_verdict(evaluation: Evaluation, run: str) -> None:
    try:
        verdict = evaluation.gate(run)
    except WeerwoordError as error:
        st.html(notice_html(str(error)))
        return
    if verdict is None:
        text = _("Deze run vroeg maar een deel van de vragen; over een deel oordeelt de poort niet.")
        st.html(f'<p class="ww-opmerking">{html(text)}</p>')
        return
    if verdict.passed:
        st.html(f'<p class="ww-toets-poort ww-toets-right">{html(verdict.words)}</p>')
        return
    losses = "".join(
        f"<li>{html(_('Verlies dat geen toeval is: {measure}').format(measure=c.title))} "
        f"({_number(c.before)} → {_number(c.after)})</li>"
        for c in verdict.compared.changes
        if c.is_loss
    )
    broken = "".join(map(_breach, verdict.breaches[:_MOST]))
    st.html(
        f'<div class="ww-toets-poort ww-toets-wrong">{html(verdict.words)}'
        f'<ul class="ww-opsomming">{broken}{losses}</ul></div>'
    )


def _breach(breach: Breach) -> str:
    details = "".join(f"<li>{html(detail)}</li>" for detail in breach.details[:5])
    return (
        f"<li><strong>{html(breach.rule)}</strong>: {html(breach.text)} "
        f'<span class="ww-toets-plaats">{html(breach.id)}</span><ul>{details}</ul></li>'
    )


def _show_found(found: Compared) -> None:
    if found.notes:
        st.html(f'<ul class="ww-opsomming">{"".join(f"<li>{html(note)}</li>" for note in found.notes)}</ul>')
    if not found.shared:
        st.html(notice_html(_("Deze twee runs hebben geen enkele vraag gemeen."), alarm=False))
        return
    if not found.changes and not found.differences:
        text = _("Geen verschil op {n} vragen.").format(n=found.shared)
        st.html(f'<p class="ww-regel">{html(text)}</p>')
        return
    if found.gone:
        gone = "".join(f"<li>{html(line)}</li>" for line in found.gone)
        title = html(_("Zinnen die niet meer gezegd worden"))
        st.html(f'<h2 class="ww-tussenkop">{title}</h2><ul class="ww-opsomming ww-toets-waarom">{gone}</ul>')
    for kind, title in _KINDS.items():
        some = [one for one in found.differences if one.kind == kind]
        if some:
            shown = "".join(map(_difference, some[:_MOST]))
            more = len(some) - _MOST
            rest = f'<p class="ww-opmerking">{html(_("… en nog {n}; ze staan in het rapport.").format(n=more))}</p>'
            st.html(f'<h2 class="ww-tussenkop">{html(_(title))}: {len(some)}</h2>{shown}{rest if more > 0 else ""}')
    if found.changes:
        st.html(_measures(found.changes))


def _difference(one: Difference) -> str:
    changes = "".join(f"<li>{html(change)}</li>" for change in one.changes)
    return (
        f'<details class="ww-toets-verschil"><summary>{html(one.text or one.id)}</summary>'
        f'<p class="ww-toets-plaats">{html(one.id)}</p><ul class="ww-opsomming">{changes}</ul>'
        f'<div class="ww-toets-naast">{_side(_("Voor"), one.before)}{_side(_("Na"), one.after)}</div></details>'
    )


def _side(title: str, said: Sequence[str] | None) -> str:
    lines = "".join(f"<p>{html(line)}</p>" for line in said or ())
    if said is None:
        lines = f"<p>{html(_('niet bewaard'))}</p>"
    elif not said:
        lines = f"<p>{html(_('geweigerd'))}</p>"
    return f"<div><strong>{html(title)}</strong>{lines}</div>"


def _measures(changes: Sequence[Change]) -> str:
    heads = "".join(f"<th>{html(head)}</th>" for head in (_("Maat"), _("voor"), _("na"), _("verschil (95%)"), "+", "−"))
    rows = "".join(
        f'<tr class="{"ww-toets-wrong" if c.is_loss else ""}"><td>{html(c.title)}</td><td>{_number(c.before)}</td>'
        f"<td>{_number(c.after)}</td><td>{_signed(c.after - c.before)} [{_signed(c.low)}; {_signed(c.high)}]</td>"
        f"<td>{c.better}</td><td>{c.worse}</td></tr>"
        for c in changes
    )
    return (
        f'<h2 class="ww-tussenkop">{html(_("Maten die veranderden"))}</h2>'
        f'<div class="ww-toets-breed"><table class="ww-toets-tabel"><tr>{heads}</tr>{rows}</table></div>'
    )


def _number(value: float) -> str:
    return f"{value:.3f}".replace(".", ",")


def _signed(value: float) -> str:
    return f"{value:+.3f}".replace(".", ",").replace("-", "−")
