"""The user's copy of a source beside its digest: the page as a picture, the passage marked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from bot.adapters.lexicon import StoredLexicon
from bot.adapters.pdf_picture import PagePicture, draw_page
from bot.answering.support import SupportFinder
from bot.domain.cards import Card
from bot.domain.figures import Figure
from bot.domain.outside import OutsideSubject
from bot.domain.passages import Passage, PassageKind, Sentence
from bot.domain.sources import Source
from bot.domain.thesaurus import Concept
from bot.errors import DocumentError
from bot.ingest.documents import find_documents, find_originals
from bot.ingest.store import IndexStore
from bot.ports import Catalog, IndexedQuestion
from bot.retrieval.analysis import Analyzer
from bot.ui.language import _
from bot.ui.library import Library
from bot.ui.plain import html
from bot.ui.source_view import original_html

PAGE = "blz"
"""In the address: the page to show."""
_PDF = ".pdf"
_NUMBER = re.compile(r"^p\. (\d+)$")


class _OnlyOriginals:
    """A catalog whose sources hold only what stands in the user's copies."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self.conflicts_with = catalog.conflicts_with

    def passages_of(self, key: str) -> list[Passage]:
        return [p for p in self._catalog.passages_of(key) if p.kind is PassageKind.ORIGINAL]

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        return self._catalog.passages(ids)

    @property
    def sources(self) -> Mapping[str, Source]:
        return self._catalog.sources

    @property
    def cards(self) -> Mapping[str, Card]:
        return self._catalog.cards

    @property
    def figures(self) -> Mapping[str, Figure]:
        return self._catalog.figures

    @property
    def concepts(self) -> Mapping[str, Concept]:
        return self._catalog.concepts

    @property
    def outside(self) -> Mapping[str, OutsideSubject]:
        return self._catalog.outside

    @property
    def questions(self) -> Sequence[IndexedQuestion]:
        return self._catalog.questions


def document_path(store: IndexStore, key: str, library: Library) -> Path | None:
    """The file of a source: the user's copy of a cited work, or a document of the user; None when it is gone."""
    known = frozenset(name for name, source in library.sources.items() if not source.own)
    originals = find_originals(store.originals, known)
    taken = known | library.catalog.cards.keys() | {file.key for file in originals}
    files = [*originals, *find_documents(store.documents, frozenset(taken))]
    return next((file.path for file in files if file.key == key), None)


def show_original(source: Source, path: Path | None, library: Library) -> None:
    """Draw the copy, with the page and the sentence that the visitor chooses."""
    passages = library.originals(source.key)
    sentence = None if source.own else _chosen_sentence(source, library)
    found = _standing_in(sentence, source.key, library) if sentence else None
    if sentence and found is None:
        text = _("Deze zin is in het origineel niet zeker terug te vinden. Blader zelf, of lees de vindplaats na.")
        st.html(f'<p class="ww-opmerking">{html(text)}</p>')
    if path is None or path.suffix.lower() != _PDF:
        st.html(original_html(passages, {found.id} if found else set()))
        return
    number = _chosen_page(source.key, passages, found)
    _show_page(path, number, passages, found)


def _chosen_sentence(source: Source, library: Library) -> Sentence | None:
    sentences = [
        s
        for p in library.digests[source.key]
        for s in p.sentences
        if any(c.key == source.key and c.locator for c in s.citations)
    ]
    return st.selectbox(
        _("Zoek een zin uit de samenvatting op in het origineel"),
        sentences,
        index=None,
        format_func=lambda s: s.text,
        placeholder=_("Kies een zin"),
        key=f"ww_zin_{source.key}",
    )


def _standing_in(sentence: Sentence, key: str, library: Library) -> Passage | None:
    """The passage of the copy that carries a sentence of the digest."""
    finder = SupportFinder(_OnlyOriginals(library.catalog), Analyzer(StoredLexicon(library.version)))
    citation = next(c for c in sentence.citations if c.key == key)
    support = finder.find(sentence, citation)
    return next(iter(library.catalog.passages([support.passage_id])), None) if support else None


def _chosen_page(key: str, passages: Sequence[Passage], found: Passage | None) -> int:
    pages = [number for p in passages if (number := page_of(p))]
    last = max(pages, default=1)
    wanted = page_of(found) if found else 0
    if not wanted:
        asked = st.query_params.get(PAGE, "")
        wanted = int(asked) if asked.isascii() and asked.isdigit() and 1 <= int(asked[:6]) <= last else 1
    number = st.number_input(
        _("Bladzijde van het bestand"), 1, last, min(wanted, last), key=f"ww_blz_{key}_{found.id if found else ''}"
    )
    return int(number)


def page_of(passage: Passage) -> int:
    """The page on which a passage stands, 0 when its document has none."""
    match = _NUMBER.match(passage.locator)
    return int(match[1]) if match else 0


def _show_page(path: Path, number: int, passages: Sequence[Passage], found: Passage | None) -> None:
    here = [p for p in passages if page_of(p) == number]
    marked = found if found in here else None
    texts = tuple(s.text for s in marked.sentences) if marked else ()
    try:
        picture = _picture(str(path), path.stat().st_mtime_ns, number, texts)
    except (DocumentError, OSError) as error:
        told = str(error) if isinstance(error, DocumentError) else _("Het bestand is er niet meer.")
        st.html(f'<p class="ww-opmerking">{html(told)}</p>')
        st.html(original_html(here, {marked.id} if marked else set()))
        return
    alt = _("Bladzijde {number} van het origineel").format(number=number)
    st.image(picture.png, width="stretch", alt=alt)
    if marked and not picture.marked:
        text = _(
            "De passage staat op deze bladzijde, maar is niet aan te wijzen. Zij staat gemerkt in de tekst eronder."
        )
        st.html(f'<p class="ww-opmerking">{html(text)}</p>')
    with st.expander(_("Tekst van deze bladzijde, zoals Weerwoord haar leest"), expanded=not here):
        if here:
            st.html(original_html(here, {marked.id} if marked else set()))
        else:
            st.html(f'<p class="ww-opmerking">{html(_("Op deze bladzijde staat geen leesbare tekst."))}</p>')


@st.cache_resource(show_spinner=False, max_entries=60)
def _picture(path: str, changed: int, number: int, passages: tuple[str, ...]) -> PagePicture:
    """A page drawn before is kept; ``changed`` tells another file of the same name apart."""
    return draw_page(Path(path), number, passages)
