"""Damage to the index in use, mended without reading the corpus or embedding anything again.

Four things can be wrong, and each is mended from what is still whole. The pointer is lost: the newest whole version is
named again. Chroma is damaged: it is made again from the kept vectors. The settings name another Chroma than before, or
its server was emptied: likewise. Another file is damaged: it is taken from the spare copy. A version that readers may
have open is never written: what is mended becomes a new version.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.errors import IndexDamaged, IndexFault, IndexOutdated, StorageError
from bot.ingest.kept import OUTSIDE_VECTORS, QUESTION_VECTORS, VECTOR_KEYS, VECTORS, KeptVectors, read_kept_vectors
from bot.ingest.manifest import CHROMA, Manifest, file_table, has_checksum
from bot.ingest.store import IndexStore
from bot.ingest.write_faults import write_error
from bot.ports import VectorIndexBuilder, Vectors

ReadKept = Callable[[Path], tuple[list[str], Vectors]]
_POINTER = "De index was niet meer te vinden; de nieuwste hele versie is weer in gebruik."
_CHROMA = "De index was beschadigd (Chroma) en is hersteld uit de bewaarde vectoren."
_MOVED = "De vectoren van de index zijn opnieuw in Chroma gezet."
_FILES = "De index was beschadigd ({files}) en is hersteld uit de reservekopie."
_SHOWN = 3
_OF_VECTORS = (f"{VECTORS}/", f"{QUESTION_VECTORS}/", f"{OUTSIDE_VECTORS}/", VECTOR_KEYS)


@dataclass(frozen=True, slots=True)
class Mended:
    """The version that is in use now, and what was done, in Dutch."""

    folder: Path
    what: str


def mend(store: IndexStore, vectors: VectorIndexBuilder, read_kept: ReadKept) -> Mended | None:
    """Mend the index in use; call it with the write lock held.

    Returns:
        None when nothing is wrong, when there is no index, or when it can only be built again.

    Raises:
        StorageError: no rights or no space.
    """
    try:
        folder = store.current()
    except StorageError:
        return None
    except IndexFault:
        return _point_again(store, vectors, read_kept)
    try:
        store.check(folder, thorough=True)
    except IndexDamaged:
        return _copy_whole(store, folder, vectors, read_kept)
    except IndexOutdated:
        return None
    if vectors.is_whole(folder / CHROMA):
        return None
    mended = _copy_whole(store, folder, vectors, read_kept)
    return mended and Mended(mended.folder, _MOVED)


def kept_vectors(store: IndexStore, embedder: str, read_kept: ReadKept) -> KeptVectors:
    """The vectors of the newest version that has them whole, so that not even a broken index is embedded again.

    Args:
        embedder: name of the model; vectors of another one are of no use.
    """
    versions = list(reversed(store.versions()))
    with suppress(IndexFault, StorageError):
        versions = list(dict.fromkeys([store.current(), *versions]))
    for folder in versions:
        manifest = _manifest(store, folder)
        if manifest is None or manifest.embedder != embedder:
            continue
        for place in (folder, store.spare(folder)):
            sums = {n: c for n, c in manifest.checksums.items() if n.startswith(_OF_VECTORS)}
            if all(has_checksum(place / name, checksum) for name, checksum in sums.items()):
                with suppress(IndexFault, OSError, ValueError):
                    return read_kept_vectors(place, read_kept)
    return KeptVectors()


def _point_again(store: IndexStore, vectors: VectorIndexBuilder, read_kept: ReadKept) -> Mended | None:
    """Name the newest version that is whole, or can be made whole."""
    for folder in reversed(store.versions()):
        try:
            store.check(folder, thorough=True)
        except IndexOutdated:
            continue
        except IndexDamaged:
            mended = _copy_whole(store, folder, vectors, read_kept)
            if mended:
                return mended
            continue
        try:
            store.switch(folder)
        except OSError as error:
            raise write_error(store.root, error) from error
        return Mended(folder, _POINTER)
    return None


def _copy_whole(store: IndexStore, damaged: Path, vectors: VectorIndexBuilder, read_kept: ReadKept) -> Mended | None:
    """A new version from the whole files of a damaged one and its spare; None when some file is nowhere whole."""
    manifest = _manifest(store, damaged)
    if manifest is None:
        return None
    places = {name: _whole_file(store, damaged, name, sum_) for name, sum_ in manifest.checksums.items()}
    if not all(places.values()):
        return None
    folder = store.new_version(manifest.corpus_hash)
    try:
        for name, place in places.items():
            if place:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(place, folder / name)
        ids, rows = read_kept(folder / VECTORS)
        vectors.build(folder / CHROMA, ids, rows)
        sizes, checksums = file_table(folder)
        fresh = Manifest(
            manifest.layout, manifest.embedder, manifest.dimension, manifest.corpus_hash, manifest.corpus_dir,
            manifest.passages, manifest.questions, manifest.created, sizes, checksums,
        )  # fmt: skip
        store.finish(folder, fresh)
    except OSError as error:
        store.discard(folder)
        raise write_error(store.root, error) from error
    except BaseException:
        store.discard(folder)
        raise
    lost = [name for name, place in places.items() if place and not place.is_relative_to(damaged)]
    return Mended(folder, _told(lost))


def _manifest(store: IndexStore, folder: Path) -> Manifest | None:
    for place in (folder, store.spare(folder)):
        try:
            return store.manifest(place)
        except IndexDamaged:
            continue
        except IndexOutdated:
            return None
    return None


def _whole_file(store: IndexStore, folder: Path, name: str, checksum: str) -> Path | None:
    return next((p / name for p in (folder, store.spare(folder)) if has_checksum(p / name, checksum)), None)


def _told(lost: list[str]) -> str:
    if not lost:
        return _CHROMA
    shown = ", ".join(lost[:_SHOWN]) + (" …" if len(lost) > _SHOWN else "")
    return _FILES.format(files=shown)
