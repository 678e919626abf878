"""A source as HTML: who made it, what it says, who contradicts it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby

from bot.domain.filters import SourceKind, kind_of
from bot.domain.passages import Passage, Sentence, SentenceKind
from bot.domain.sources import ReadDepth, Source
from bot.ui.addresses import source_address
from bot.ui.desk import theme_title
from bot.ui.language import N_, _, ngettext
from bot.ui.library import Conflict, Mentions, ThemeCoverage
from bot.ui.plain import html, web_address

DEPTHS = {
    ReadDepth.FULL: N_("helemaal gelezen"),
    ReadDepth.PART: N_("deels gelezen"),
    ReadDepth.ABSTRACT: N_("alleen de samenvatting gelezen"),
    ReadDepth.NONE: N_("niet zelf gelezen"),
}
_DEPTH_MEANING = {
    ReadDepth.FULL: N_("Wij lazen de hele bron."),
    ReadDepth.PART: N_("Wij lazen een deel. Wat wij niet vonden, kan er wel staan."),
    ReadDepth.ABSTRACT: N_("Wij lazen alleen de samenvatting. In de bron zelf staat meer."),
    ReadDepth.NONE: N_("De bron zelf lazen wij niet. Wat hier staat, komt uit bronnen die haar aanhalen."),
}
_KIND = {SourceKind.NOTE: N_("nota"), SourceKind.REPORT: N_("rapport"), SourceKind.OWN: N_("eigen document")}
_OPEN_SECTIONS = 6
_FIRST_CONFLICTS = 3
_LANGUAGES = {"nl": N_("Nederlands"), "en": N_("Engels"), "fr": N_("Frans"), "de": N_("Duits")}


def list_line(source: Source, themes: Sequence[str], *, contested: bool) -> str:
    """What stands under a source's name in the list."""
    parts = [html(_(_KIND[kind_of(source)]))]
    if not source.own:
        parts.append(html(_(DEPTHS[source.read])))
    parts += [html(theme_title(theme)) for theme in themes[:2]]
    mark = f' <span class="ww-merk ww-strijd">{html(_("tegenspraak"))}</span>' if contested else ""
    title = source.key if source.own else source.title
    small = f"<small>{' · '.join(parts)}{mark}</small>"
    return f'<p class="ww-bronregel"><cite>{html(title)}</cite>{small}</p>'


def head_html(source: Source, themes: Sequence[str]) -> str:
    """Title, publisher, address and how much was read."""
    facts = [(_("Soort"), html(_(_KIND[kind_of(source)])))]
    if source.own:
        facts.append((_("Bestand"), html(source.key)))
    if source.publisher:
        facts.append((_("Uitgever"), html(source.publisher)))
    if source.language:
        facts.append((_("Taal"), html(_(_LANGUAGES.get(source.language, source.language)))))
    if themes:
        facts.append((_("Thema's"), html(", ".join(theme_title(theme) for theme in themes))))
    if not source.own:
        facts.append((_("Gelezen"), html(_(_DEPTH_MEANING[source.read]))))
    if url := html(web_address(source.url)):
        facts.append((_("Adres"), f'<a href="{url}" target="_blank" rel="noopener noreferrer">{url}</a>'))
    rows = "".join(f"<dt>{html(name)}</dt><dd>{value}</dd>" for name, value in facts)
    title = "" if source.own else f'<p class="ww-inleiding ww-werk"><cite>{html(source.title)}</cite></p>'
    return f'<h1 class="ww-naam">{html(source_name(source))}</h1>{title}<dl class="ww-feiten">{rows}</dl>'


def source_name(source: Source) -> str:
    """What a source is called on a page of its own: a document of the user has no author to go by."""
    return source.title if source.own else source.label


def digest_html(passages: Iterable[Passage], sources: Mapping[str, Source]) -> str:
    """A digest under its own headings, folded when there are many; contradictions are left to ``conflicts_html``."""
    sections: list[tuple[str, str]] = []
    for heading, group in groupby(passages, key=lambda p: p.heading[-1] if p.heading else ""):
        if texts := "".join(_passage(passage, sources) for passage in group):
            sections.append((heading, texts))
    if len(sections) <= _OPEN_SECTIONS:
        shown = "".join(f'<h3 class="ww-tussenkop">{html(heading)}</h3>{texts}' for heading, texts in sections)
    else:
        shown = "".join(
            f'<details class="ww-deel"{"" if number else " open"}><summary>{html(heading)}</summary>{texts}</details>'
            for number, (heading, texts) in enumerate(sections)
        )
    return f'<div class="ww-samenvatting">{shown}</div>'


def beside_html(shown: str, name: str, style: str = "ww-naast") -> str:
    """HTML in a box that scrolls.

    Args:
        shown: HTML.
        name: what the box holds, for a screen reader.
    """
    return f'<div class="{style}" tabindex="0" role="region" aria-label="{html(name)}">{shown}</div>'


def _passage(passage: Passage, sources: Mapping[str, Source]) -> str:
    sentences = [s for s in passage.sentences if s.kind is not SentenceKind.CONFLICT]
    if not sentences:
        return ""
    holder = next((s.holder for s in sentences if s.kind is SentenceKind.POSITION), "")
    badge = ""
    if holder:
        words = _("standpunt van {holder}").format(holder=holder)
        badge = f'<span class="ww-merk ww-standpunt">{html(words)}</span> '
    text = html(" ".join(s.text for s in sentences))
    return f"<p>{badge}{text} <small>{_places(passage.key, sentences, sources)}</small></p>"


def _places(key: str, sentences: Iterable[Sentence], sources: Mapping[str, Source]) -> str:
    """Where it stands in this source, then the other sources that the sentences cite."""
    cited = list(dict.fromkeys(c for s in sentences for c in s.citations))
    own = dict.fromkeys(html(c.locator) for c in cited if c.key == key and c.locator)
    others = dict.fromkeys(source_link(c.key, sources) for c in cited if c.key != key)
    return "; ".join([*own, *others])


def source_link(key: str, sources: Mapping[str, Source]) -> str:
    """A source's label, linked to its page."""
    name = sources[key].label if key in sources else key
    return f'<a href="{html(source_address(key))}" target="_self">{html(name)}</a>'


def conflicts_html(conflicts: Iterable[Conflict], sources: Mapping[str, Source]) -> str:
    """Sentences that stand against each other, each with its own source."""
    shown = [_conflict(conflict, sources) for conflict in conflicts]
    more = "".join(shown[_FIRST_CONFLICTS:])
    if not more:
        return "".join(shown)
    words = ngettext("Nog {n} plaats", "Nog {n} plaatsen", len(shown) - _FIRST_CONFLICTS)
    summary = html(words.format(n=len(shown) - _FIRST_CONFLICTS))
    return "".join(shown[:_FIRST_CONFLICTS]) + f'<details class="ww-deel"><summary>{summary}</summary>{more}</details>'


def _conflict(conflict: Conflict, sources: Mapping[str, Source]) -> str:
    lines = "".join(
        f"<li>{html(s.text)} <small>{'; '.join(_cited(s, sources))}</small></li>" for s in conflict.sentences
    )
    title = _("Tegenspraak bij {source}").format(source=_label(conflict.against, sources))
    return (
        f'<div class="ww-vak ww-strijdvak" role="group" aria-label="{html(title)}">'
        f"<p><strong>{html(title)}</strong></p><ul>{lines}</ul></div>"
    )


def _cited(sentence: Sentence, sources: Mapping[str, Source]) -> list[str]:
    return [
        source_link(c.key, sources) + (f", {html(c.locator)}" if c.locator else "") for c in sentence.citations
    ]  # fmt: skip


def _label(key: str, sources: Mapping[str, Source]) -> str:
    return sources[key].label if key in sources else key


def mentions_html(mentions: Mentions, sources: Mapping[str, Source]) -> str:
    """The same as the picture of the chain, whole and as text."""
    parts = []
    for title, group in ((_("Steunt op deze bron"), mentions.up), (_("Hierop steunt deze bron"), mentions.down)):
        if group:
            lines = "".join(f"<li>{source_link(key, sources)} <small>{_times(n)}</small></li>" for key, n in group)
            parts.append(f'<h3 class="ww-kop">{html(title)}</h3><ul class="ww-lijstje">{lines}</ul>')
    return "".join(parts)


def _times(count: int) -> str:
    return html(ngettext("in {n} zin", "in {n} zinnen", count).format(n=count))


def coverage_html(coverage: Iterable[ThemeCoverage]) -> str:
    """A table of themes: sources, how many were read, cards, sentences."""
    rows = list(coverage)
    most = max((row.sources for row in rows), default=1) or 1
    head = "".join(
        f'<th scope="col">{html(name)}</th>'
        for name in (_("Thema"), _("Bronnen"), _("gelezen, heel of deels"), _("Kaarten"), _("Zinnen"))
    )
    lines = "".join(
        f'<tr><th scope="row">{html(theme_title(row.theme))}'
        f'<i class="ww-maat" style="width:{100 * row.sources // most}%"></i></th>'
        f"<td>{row.sources}</td><td>{row.read}</td><td>{row.cards}</td><td>{row.sentences}</td></tr>"
        for row in rows
    )
    return f'<table class="ww-dekking"><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>'


def original_html(passages: Iterable[Passage], marked: Collection[str]) -> str:
    """The text of a user's copy as it was understood, a heading a page; passages with a marked id stand out."""
    parts: list[str] = []
    for place, group in groupby(passages, key=lambda p: p.locator):
        texts = "".join(
            f"<p><mark>{html(p.text)}</mark></p>" if p.id in marked else f"<p>{html(p.text)}</p>" for p in group
        )
        parts.append(f'<h3 class="ww-kop">{html(place)}</h3>{texts}')
    return beside_html("".join(parts), _("Tekst van het origineel"), "ww-origineel")
