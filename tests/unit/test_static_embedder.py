"""The static embedder on a model of a few pieces, and what goes wrong with its folder."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from bot.adapters.static_embedder import StaticEmbedder
from bot.errors import ModelError, UsageError
from bot.ports import Vectors
from bot.training.data import is_held_out, read_training
from bot.training.model_folder import write_model
from bot.training.vocabulary import Vocabulary

PIECES = {"[UNK]": 0.0, "asiel": -10.0, "zoeker": -11.0, "migratie": -10.0, "een": -15.0, "s": -6.0, "procent": -12.0}


@pytest.fixture
def table() -> Vectors:
    vectors = np.random.default_rng(1).normal(size=(len(PIECES), 8)).astype(np.float32)
    vectors[0] = 0.0
    return vectors


@pytest.fixture
def folder(tmp_path: Path, table: Vectors) -> Path:
    tokenizer = Vocabulary(tuple(PIECES), tuple(PIECES.values()), {}, {}).tokenizer()
    write_model(tmp_path / "model", tokenizer, table, "9")
    return tmp_path / "model"


def test_vector_is_the_direction_of_the_mean(folder: Path, table: Vectors) -> None:
    vector = StaticEmbedder(folder).embed_passages(["Asielzoekers: migratie!"])[0]
    expected = table[1] + table[2] + table[5] + table[3]
    assert vector.dtype == np.float32
    assert float(vector @ expected / np.linalg.norm(expected)) > 0.999
    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-5)


def test_empty_and_unknown_texts_give_zero(folder: Path) -> None:
    vectors = StaticEmbedder(folder).embed_passages(["", " \n", "漢字", "?!", "migratie"])
    assert vectors.shape == (5, 8)
    assert np.linalg.norm(vectors, axis=1).tolist() == pytest.approx([0, 0, 0, 0, 1])


def test_no_texts_give_no_vectors(folder: Path) -> None:
    assert StaticEmbedder(folder).embed_queries([]).shape == (0, 8)


@pytest.mark.parametrize("variant", ["MIGRATIE", "Migratie?", "migra\u0301tie", "migrátie", "migratie\ud800"])
def test_case_accents_punctuation_and_broken_characters_do_not_matter(folder: Path, variant: str) -> None:
    embedder = StaticEmbedder(folder)
    np.testing.assert_allclose(embedder.embed_queries([variant]), embedder.embed_passages(["migratie"]), atol=1e-6)


def test_percent_sign_is_a_word(folder: Path) -> None:
    embedder = StaticEmbedder(folder)
    np.testing.assert_allclose(embedder.embed_queries(["%"]), embedder.embed_queries(["procent"]), atol=1e-6)


def test_a_long_text_is_read_to_its_end(folder: Path, table: Vectors) -> None:
    vector = StaticEmbedder(folder).embed_passages(["een " * 5000 + "migratie " * 50_000])[0]
    assert float(vector @ table[3] / np.linalg.norm(table[3])) > 0.95


def test_name_has_version_and_changes_with_the_weights(folder: Path, tmp_path: Path, table: Vectors) -> None:
    tokenizer = Vocabulary(tuple(PIECES), tuple(PIECES.values()), {}, {}).tokenizer()
    write_model(tmp_path / "other", tokenizer, table * np.linspace(1, 2, 8, dtype=np.float32), "9")
    first, other = StaticEmbedder(folder), StaticEmbedder(tmp_path / "other")
    assert first.name.startswith("static-nl-9-")
    assert first.name != other.name
    assert first.dimension == 8


@pytest.mark.parametrize("file", ["config.json", "tokenizer.json", "model.safetensors"])
def test_an_absent_or_damaged_file_is_a_model_error(folder: Path, file: str) -> None:
    whole = (folder / file).read_bytes()
    (folder / file).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ModelError, match="Installeer Weerwoord opnieuw"):
        StaticEmbedder(folder)
    (folder / file).unlink()
    with pytest.raises(ModelError, match="Installeer Weerwoord opnieuw"):
        StaticEmbedder(folder)


@pytest.mark.parametrize("content", ["[]", "{}", json.dumps({"name": "x", "version": "1", "sha256": "0"})])
def test_a_strange_config_is_a_model_error(folder: Path, content: str) -> None:
    (folder / "config.json").write_text(content)
    with pytest.raises(ModelError):
        StaticEmbedder(folder)


def test_held_out_ignores_digits_and_case() -> None:
    texts = [f"Zin nummer {'abcdefghij'[i % 10] * (i // 10 + 1)}" for i in range(300)]
    kept = [is_held_out(text, 30) for text in texts]
    assert 0.15 < sum(kept) / len(kept) < 0.45
    assert all(is_held_out(f"{text.upper()} 12", 30) == held for text, held in zip(texts, kept, strict=True))


def test_absent_training_data_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--data"):
        read_training(tmp_path / "nergens")
    with pytest.raises(ModelError, match=r"tatoeba_en_nl\.tsv"):
        read_training(tmp_path)
