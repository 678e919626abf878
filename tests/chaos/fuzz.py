"""Fuzzing with hypothesis: what a document, a corpus text or a question may hold.

python -m tests.chaos.fuzz --minutes 30 TARGET     (readers, citations, numbers, questions, outside or all)
"""

from __future__ import annotations

import argparse
import functools
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import hypothesis
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from bot.adapters.documents import LocalDocumentReader
from bot.adapters.pandoc import PandocReader
from bot.assembly import OpenIndex, corpus_folder, make_builder, open_index
from bot.domain.answers import Answer
from bot.domain.numbers import figures_only, find_numbers, find_years, missing_from
from bot.errors import CorpusError, DocumentError, QuestionError
from bot.ingest.documents import document_passages
from bot.ingest.outside_files import read_outside
from bot.ingest.problems import Problem
from bot.ingest.syntax import parse_reference, read_sections
from bot.settings import load_settings
from tests.chaos.hostile import SEEN, line, text_pdf, word
from tests.doubles import CARD, NOTE, write_mini_corpus

Body = Callable[[Any], None]
_ROUND = 100
_WORDS = st.sampled_from(
    ("1,3", "miljard", "procent", "een op de vijf", "2024", "-", "€", "$", "½", "10.000", "1e400", "٣", "²", "jaren 90",
     "bijen", "opvang", "[@a, p. 1]", "[@", "]", ";", "@b", "p.", ". ", "? ", "\n\n", ":::", "# ", "`", "*", "<b>",
     "\u202e", "\u200b", "\0", "IJ", "ĳ", "ß", "🐝", "e\u0301", "waarom", "why", "pourquoi", "NULL", "'; drop", "\\",
     "{.standpunt houder=", "::: vragen", "|", "wat kost", "nul komma zeven")
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=300), st.lists(_WORDS, max_size=30).map(" ".join), st.lists(_WORDS, max_size=12).map("".join)
)
_SEEDS = {
    ".pdf": text_pdf(line(SEEN)),
    ".docx": word(("", SEEN), ("<w:b/>", "Kop")),
    ".html": f"<html><body><h1>Kop</h1><p style='color:red'>{SEEN}</p></body></html>".encode(),
    ".md": f"# Kop\n\n{SEEN}\n\n- een\n- twee\n".encode(),
    ".txt": f"Kop\n\n{SEEN}\f{SEEN}".encode(),
}


OUTSIDE_QUESTION = "Wat kost een brood in Parijs?"
OUTSIDE = f"""subject: "het brood"
questions:
  - "{OUTSIDE_QUESTION}"
  - "Wie bakt het brood?"
  - "Hoeveel broden eet Zweden?"
"""
_YAML = st.lists(
    st.sampled_from(
        ("- ", ": ", "[", "]", "{", "}", "&a ", "*a", "!!python/object:os.system ", "!!timestamp 2024-99-99", "0x", "~",
         "2024-13-45", "|\n", ">\n", "\t", "\n  ", "'", '"', "#", "? ", "---\n", "...", "<<: *a", "1e999", "\x85")
    ),
    max_size=40,
).map("".join)  # fmt: skip


@st.composite
def _documents(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file with bytes changed, cut out, put in or doubled."""
    suffix = draw(st.sampled_from(sorted(_SEEDS)))
    content = bytearray(draw(st.one_of(st.just(_SEEDS[suffix]), TEXTS.map(lambda t: t.encode("utf-8", "replace")))))
    for _ in range(draw(st.integers(0, 12))):
        at = draw(st.integers(0, max(0, len(content) - 1)))
        piece = draw(st.one_of(st.binary(max_size=8), st.just(bytes(content[at : at + 40]))))
        content[at : at + draw(st.integers(0, 40))] = piece * draw(st.integers(1, 3))
    return draw(st.sampled_from((suffix, suffix, ".pdf", ".docx"))), bytes(content)


def readers(folder: Path) -> tuple[Any, Body]:
    """Any file is read, or refused with a sentence."""
    reader = LocalDocumentReader()

    def body(document: tuple[str, bytes]) -> None:
        path = folder / f"ruis{document[0]}"
        path.write_bytes(document[1])
        with suppress(DocumentError):
            for passage in document_passages("ruis", reader.read(path)):
                assert passage.sentences
                assert passage.text.strip()

    return _documents(), body


def citations(folder: Path) -> tuple[Any, Body]:
    """Any Pandoc text gives sections, whose sentences keep no citation marks; any reference parses or does not."""
    reader = PandocReader()

    def body(text: str) -> None:
        with suppress(CorpusError):
            for tree in reader.read([text]):
                for section in read_sections(tree):
                    for block in section.blocks:
                        assert all(s.text.strip() or s.citations for s in block.sentences)
        found = parse_reference(text)
        assert found is None or found.key

    cut = st.tuples(st.sampled_from((NOTE, CARD)), st.integers(0, 900), st.integers(0, 60), TEXTS)
    spliced = cut.map(lambda c: c[0][: c[1]] + c[3] + c[0][c[1] + c[2] :])
    return st.one_of(TEXTS, spliced), body


def numbers(folder: Path) -> tuple[Any, Body]:
    """Any text gives numbers that stand in it, and none of them is missing from it."""

    def body(text: str) -> None:
        found = find_numbers(text)
        assert missing_from(found, found) == []
        assert len(figures_only(found)) <= len(found)
        assert all(isinstance(year, int) for year in find_years(text))

    return TEXTS, body


@functools.cache
def _mini_index() -> OpenIndex:
    folder = Path(tempfile.mkdtemp(prefix="weerwoord-fuzz-"))
    settings = load_settings(data_dir=folder / "data", corpus_dir=write_mini_corpus(folder / "corpus"))
    make_builder(settings).build(corpus_folder(settings))
    return open_index(settings)


def questions(folder: Path) -> tuple[Any, Body]:
    """Any question, with any question before it, gets an answer, a refusal, or a sentence that says what is wrong."""
    assistant = _mini_index().assistant

    def body(pair: tuple[str, str]) -> None:
        try:
            answer = assistant.ask(*pair)
        except QuestionError:
            return
        assert isinstance(answer, Answer)
        assert answer.refused or all(s.cites for s in answer.sentences)
        assert answer.to_dict()

    return st.tuples(TEXTS, st.one_of(st.just(""), TEXTS)), body


def outside(folder: Path) -> tuple[Any, Body]:
    """Any file of questions that the sources do not answer is read, or told with its name and a reason."""
    path = folder / "outside" / "ruis.yaml"
    path.parent.mkdir(exist_ok=True)

    def body(content: bytes) -> None:
        path.write_bytes(content)
        problems: list[Problem] = []
        found = read_outside(folder, [OUTSIDE_QUESTION], problems)
        assert found or problems
        assert all(problem.file == "outside/ruis.yaml" and problem.message for problem in problems)
        assert all(subject.subject and subject.questions for subject in found.values())

    cut = st.tuples(st.integers(0, 120), st.integers(0, 60), st.one_of(TEXTS, _YAML))
    spliced = cut.map(lambda c: OUTSIDE[: c[0]] + c[2] + OUTSIDE[c[0] + c[1] :])
    texts = st.one_of(TEXTS, spliced).map(lambda text: text.encode("utf-8", "surrogatepass"))
    return st.one_of(texts, st.binary(max_size=80)), body


TARGETS = {
    "readers": readers, "citations": citations, "numbers": numbers, "questions": questions, "outside": outside,
}  # fmt: skip


def run(target: str, folder: Path, examples: int, seed: int) -> None:
    """Try so many examples; a failure is raised with the smallest example."""
    strategy, body = TARGETS[target](folder)
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    limited = hypothesis.settings(
        max_examples=examples, deadline=None, database=None, suppress_health_check=checks, print_blob=False
    )

    def test(value: Any) -> None:
        body(value)

    hypothesis.seed(seed)(limited(given(strategy)(test)))()


def main() -> int:
    """Fuzz until the time is up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=[*TARGETS, "all"])
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=None)
    asked = parser.parse_args()
    all_faults = 0
    for target in TARGETS if asked.target == "all" else (asked.target,):
        began, seed = time.monotonic(), asked.seed if asked.seed is not None else time.time_ns() % 1_000_000
        rounds = faults = 0
        print(f"{target}: begins with seed {seed}", flush=True)
        with tempfile.TemporaryDirectory(prefix="weerwoord-fuzz-") as folder:
            while time.monotonic() - began < 60 * asked.minutes:
                try:
                    run(target, Path(folder), _ROUND, seed + rounds)
                except Exception as fault:
                    for one in fault.exceptions if isinstance(fault, ExceptionGroup) else (fault,):
                        faults += 1
                        notes = " ".join(getattr(one, "__notes__", ()))
                        print(f"FAULT {target} seed {seed + rounds}: {type(one).__name__}: {one} {notes}", flush=True)
                        traceback.print_exception(one, file=sys.stdout)
                rounds += 1
        spent = time.monotonic() - began
        told = f"{rounds * _ROUND} examples, {spent / 60:.1f} minutes, seeds {seed} to {seed + rounds - 1}"
        print(f"{target}: {told}, {faults} faults", flush=True)
        all_faults += faults
    return 1 if all_faults else 0


if __name__ == "__main__":
    sys.exit(main())
