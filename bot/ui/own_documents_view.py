"""Adding a document and removing it again, for who may."""

from __future__ import annotations

import re
from pathlib import PurePath

import streamlit as st

from bot.domain.sources import Source
from bot.errors import WeerwoordError
from bot.ingest.store import IndexStore
from bot.settings import Settings
from bot.ui.access import require
from bot.ui.addresses import source_address
from bot.ui.answer_view import notice_html
from bot.ui.indexing_job import Indexing, Job, Wishes, shared_indexing
from bot.ui.language import _, ngettext
from bot.ui.library import Library
from bot.ui.originals_view import document_path
from bot.ui.plain import html, label
from bot.ui.uploads import safe_name, stage

_UPLOADS = "ww_bestanden_{}"
_ROUND = "ww_bestandenronde"
_FAULT = "ww_documentfout"
_KINDS = ("pdf", "docx", "html", "htm", "md", "txt")
_POLL_S = 0.7
_IN_STYLE = re.compile(r'[<>&"\\]')


def show_adding(settings: Settings, library: Library) -> None:
    """Draw the way to add, or how the job that runs is doing."""
    indexing = shared_indexing(settings)
    if fault := st.session_state.pop(_FAULT, ""):
        st.html(notice_html(fault))
    job = indexing.job
    if job is not None and job.running:
        _follow(settings)
        return
    if job is not None:
        _show_outcome(indexing, job, library)
    with st.expander(_("Eigen document toevoegen"), key="ww_toevoegen", expanded=bool(job and job.refused)):
        _show_choice(settings)


def _show_choice(settings: Settings) -> None:
    st.html(f"<style>{_uploader_words(settings.max_upload_mb)}</style>")
    text = _(
        "PDF, DOCX, HTML, Markdown of tekst, hoogstens {most} MB per bestand. Het document blijft op deze computer. "
        "Iedereen die deze Weerwoord gebruikt, kan het daarna lezen en krijgt er antwoorden uit."
    )
    st.html(f'<p class="ww-opmerking">{html(text.format(most=settings.max_upload_mb))}</p>')
    turn = st.session_state.setdefault(_ROUND, 0)
    files = st.file_uploader(
        _("Sleep documenten hierheen of kies ze"),
        accept_multiple_files=True,
        key=_UPLOADS.format(turn),
        max_upload_size=settings.max_upload_mb,
    )
    there = {path.name.casefold() for path in _present(settings)}
    again = [name for file in files if (name := safe_name(file.name)).casefold() in there]
    if again:
        text = _("Er is al een eigen document {name}. Toevoegen vervangt het.")
        st.html(notice_html(text.format(name=", ".join(again)), alarm=False))
    words = _("Vervangen") if again else _("Toevoegen")
    st.button(words, key="ww_neemop", type="primary", disabled=not files, on_click=_add, args=(settings,))


def _present(settings: Settings) -> list[PurePath]:
    folder = IndexStore(settings.index_root).documents
    return [PurePath(path.name) for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []


def _add(settings: Settings) -> None:
    require("editor")
    turn = st.session_state.get(_ROUND, 0)
    files = st.session_state.get(_UPLOADS.format(turn)) or []
    try:
        staged = stage(files, settings.data_dir, settings.max_upload_mb)
        shared_indexing(settings).start(Wishes(staged), settings, _)
    except WeerwoordError as error:
        st.session_state[_FAULT] = str(error)
        return
    st.session_state[_ROUND] = turn + 1


def show_removing(source: Source, settings: Settings, library: Library) -> None:
    """Draw the way to take a document out again."""
    path = document_path(IndexStore(settings.index_root), source.key, library)
    indexing = shared_indexing(settings)
    if fault := st.session_state.pop(_FAULT, ""):
        st.html(notice_html(fault))
    if indexing.job is not None and indexing.job.running:
        _follow(settings)
        return
    if path is None:
        return
    with st.expander(_("Dit document weghalen"), key="ww_weghalen"):
        text = _("Weerwoord vergeet het document en gooit zijn kopie weg. Uw eigen bestand blijft waar het is.")
        st.html(f'<p class="ww-opmerking">{html(text)}</p>')
        name = path.relative_to(IndexStore(settings.index_root).documents).as_posix()
        st.button(_("Weghalen"), key="ww_haalweg", on_click=_remove, args=(name, settings))


def _remove(name: str, settings: Settings) -> None:
    require("editor")
    try:
        shared_indexing(settings).start(Wishes(remove=(name,)), settings, _)
    except WeerwoordError as error:
        st.session_state[_FAULT] = str(error)
        return
    st.query_params.pop("bron", None)


@st.fragment(run_every=_POLL_S)
def _follow(settings: Settings) -> None:
    indexing = shared_indexing(settings)
    job = indexing.job
    if job is None or not job.running:
        st.rerun()
        return
    names = ", ".join(job.wishes.names)
    words = _("Bezig met {names}: {what}").format(names=names, what=job.what or _("lezen"))
    st.progress(job.share if job.share is not None else 0.0, text=label(f"{words} …"))
    st.html(f'<p class="ww-opmerking">{html(_("Vragen stellen kan gewoon doorgaan."))}</p>')
    st.button(_("Stoppen"), key="ww_stopindex", on_click=indexing.stop)


def _show_outcome(indexing: Indexing, job: Job, library: Library) -> None:
    done = bool(job.version)
    if job.failed or job.stopped:
        st.html(notice_html(job.failed or _("Gestopt. Er is niets veranderd.")))
    for _name, why in job.refused:
        st.html(notice_html(why))
    if done and job.wishes.remove:
        names = ", ".join(job.wishes.remove)
        st.html(notice_html(_("Weggehaald: {names}.").format(names=names), alarm=False))
    if done and job.taken and str(library.version) < job.version:
        _await_version(job.version)
    elif done:
        for name in job.taken:
            st.html(_taken_html(name, job, library))
    st.button(_("Gezien"), key="ww_gezien", on_click=indexing.forget)


@st.fragment(run_every=_POLL_S)
def _await_version(version: str) -> None:
    """Visitors move over to a new version between questions; draw again when this page has."""
    from bot.ui.library import shared_library

    if str(shared_library().version) >= version:
        st.rerun()
    st.html(f'<p class="ww-opmerking">{html(_("Het document is opgenomen en wordt klaargezet …"))}</p>')


def _taken_html(name: str, job: Job, library: Library) -> str:
    """What was understood of a document: pages, passages, remarks, and where to read it."""
    key = next((key for key, source in library.sources.items() if source.own and key == PurePath(name).stem), "")
    key = key or next((k for k, source in library.sources.items() if source.own and k == name), "")
    passages = library.originals(key) if key else ()
    pages = len(dict.fromkeys(p.locator for p in passages if p.locator.startswith("p. ")))
    parts = [ngettext("{n} passage", "{n} passages", len(passages)).format(n=len(passages))]
    if pages:
        parts.insert(0, ngettext("{n} bladzijde met tekst", "{n} bladzijden met tekst", pages).format(n=pages))
    remarks = [text for file, text in job.problems if file == name]
    if name in job.scripted:
        remarks.append(_("In deze PDF zit een script. Weerwoord voert dat niet uit en leest alleen de tekst."))
    remarks += [
        _("Het bestand heette {old}; bewaard als {new}.").format(old=_shortened(old), new=new)
        for old, new in (job.wishes.staged.renamed if job.wishes.staged else ())
        if new == name
    ]
    lines = "".join(f"<li>{html(remark)}</li>" for remark in remarks)
    listed = f"<ul>{lines}</ul>" if lines else ""
    link = ""
    if key:
        words = html(_("Bekijk wat ervan begrepen is, bladzijde voor bladzijde"))
        link = f'<p><a href="{html(source_address(key))}" target="_self">{words}</a></p>'
    told = html(_("Opgenomen: {name}").format(name=name))
    return (
        f'<section class="ww-vak" role="status"><p><strong>{told}</strong> ({html(", ".join(parts))})</p>{listed}{link}'
        "</section>"
    )


def _shortened(name: str) -> str:
    return name if len(name) <= 60 else f"{name[:40]}…{name[-15:]}"


def _uploader_words(most_mb: int) -> str:
    """Puts the words that Streamlit's uploader has in English in the visitor's language."""
    words = {
        "kies": _("Kies bestanden"),
        "grens": _("hoogstens {most} MB per bestand").format(most=most_mb),
        "fout": _("niet opgenomen: groter dan {most} MB, of de verbinding brak af").format(most=most_mb),
    }
    safe = {name: _IN_STYLE.sub("", text) for name, text in words.items()}
    uploader = '[data-testid="stFileUploader"]'
    places = {
        f'{uploader} [data-testid="stFileUploaderDropzone"] > span button p': safe["kies"],
        f'{uploader} [data-testid="stFileUploaderDropzoneInstructions"] span': safe["grens"],
    }
    replaced = "".join(
        f'{place} {{ font-size: 0 !important; }} {place}::after {{ content: "{text}"; font-size: 0.9375rem; }}'
        for place, text in places.items()
    )
    return (
        f'{replaced} {uploader}:has([data-testid="stFileChip"][aria-invalid="true"])::after {{ '
        f'content: "✕ {safe["fout"]}"; display: block; color: var(--ww-waarschuwing); padding-top: 0.35rem; }}'
    )
