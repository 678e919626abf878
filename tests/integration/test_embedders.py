"""The committed static model and sentence-transformers, for real."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import numpy as np
import pytest

from bot.adapters import sentence_transformer
from bot.adapters.sentence_transformer import SentenceTransformerEmbedder, export_static, prefixes
from bot.adapters.static_embedder import StaticEmbedder, packaged_model
from bot.errors import ModelError

TEXTS = [
    "Zorgt ontwikkelingssamenwerking voor meer migratie?",
    "Hoeveel asielzoekers ving België op in 2023?",
    "Aid makes people migrate.",
    "L'aide au développement réduit-elle l'immigration ?",
]


@pytest.fixture(scope="module")
def static() -> StaticEmbedder:
    return StaticEmbedder(packaged_model())


def test_the_same_meaning_is_near_in_three_languages(static: StaticEmbedder) -> None:
    dutch = static.embed_passages(["De regering verlaagt de hulp aan arme landen.", "De kat slaapt op de bank."])
    others = static.embed_passages(
        ["The government cuts aid to poor countries.", "Le gouvernement réduit l'aide aux pays pauvres."]
    )
    near = others @ dutch.T
    assert (near[:, 0] > near[:, 1] + 0.2).all()


def test_the_committed_model_is_small() -> None:
    assert sum(file.stat().st_size for file in packaged_model().iterdir()) <= 16_000_000


def test_loading_needs_no_torch() -> None:
    code = (
        "import sys; from bot.adapters.static_embedder import *; "
        "StaticEmbedder(packaged_model()).embed_queries(['a']); "
        "sys.exit(any(name in sys.modules for name in ('torch', 'sentence_transformers', 'transformers')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_sentence_transformers_gives_the_same_vectors(static: StaticEmbedder, tmp_path: Path) -> None:
    export_static(packaged_model(), tmp_path / "export")
    exported = SentenceTransformerEmbedder(tmp_path / "export")
    assert exported.dimension == static.dimension
    ours, theirs = static.embed_passages(TEXTS), exported.embed_passages(TEXTS)
    assert ((ours * theirs).sum(axis=1) > 0.999).all()


def test_minilm_gives_unit_vectors_and_zero_for_empty_text() -> None:
    embedder = SentenceTransformerEmbedder("minilm")
    vectors = embedder.embed_queries([TEXTS[2], " "])
    assert vectors.shape == (2, embedder.dimension) == (2, 384)
    assert np.linalg.norm(vectors, axis=1).tolist() == pytest.approx([1, 0], abs=1e-5)
    assert embedder.name.startswith("minilm-")
    assert SentenceTransformerEmbedder("minilm", query_prefix="vraag: ").name != embedder.name


def test_e5_gets_its_prefixes() -> None:
    assert prefixes("intfloat/multilingual-e5-small") == ("query: ", "passage: ")
    assert prefixes("/modellen/multilingual-e5-base/") == ("query: ", "passage: ")
    assert prefixes("minilm") == ("", "")


def test_a_model_that_is_not_here_is_a_model_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    (tmp_path / "leeg").mkdir()
    (tmp_path / "kapot").mkdir()
    (tmp_path / "kapot" / "modules.json").write_text("{")
    for model in ("bestaat/niet", tmp_path / "leeg", tmp_path / "kapot"):
        with pytest.raises(ModelError, match="niet te laden"):
            SentenceTransformerEmbedder(model)


@pytest.mark.parametrize(
    "error",
    [
        *(OSError("x"), ValueError("x"), RuntimeError("x"), KeyError("x"), ImportError("x"), MemoryError("x")),
        *(httpx.ConnectError("x"), httpx.ReadTimeout("x")),
    ],
)
def test_what_the_vendors_raise_is_mapped(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(model: str, allow_download: bool) -> None:
        raise error

    monkeypatch.setattr(sentence_transformer, "_open", broken)
    with pytest.raises(ModelError):
        SentenceTransformerEmbedder("x", allow_download=True)


@pytest.mark.parametrize("make", [lambda: TypeError("x"), lambda: AssertionError("x")])
def test_our_own_defects_keep_their_traceback(make: Callable[[], Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(model: str, allow_download: bool) -> None:
        raise make()

    monkeypatch.setattr(sentence_transformer, "_open", broken)
    with pytest.raises((TypeError, AssertionError)):
        SentenceTransformerEmbedder("x")
