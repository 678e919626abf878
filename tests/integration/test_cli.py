"""The console command in a process of its own: output, exit codes, bad input."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.shell import Inside, Shell, batch, fault, rows_of
from tests.unit.test_corpus_load import BAD

QUESTION = "Zorgt ontwikkelingssamenwerking voor meer migratie?"


@pytest.fixture
def real(real_settings: Settings, tmp_path: Path) -> Shell:
    """The whole corpus, indexed; a process a call."""
    return Shell(tmp_path, real_settings.data_dir)


@pytest.fixture
def quick(real_settings: Settings, tmp_path: Path) -> Shell:
    """The whole corpus, indexed; within this process."""
    return Inside(tmp_path, real_settings.data_dir)


@pytest.fixture
def own(tmp_path: Path) -> Shell:
    """A home of its own, without index; within this process."""
    return Inside(tmp_path, tmp_path / "home")


def test_ask_prints_footnotes_and_whole_addresses(real: Shell) -> None:
    done = real("ask", QUESTION)
    assert (done.code, done.err) == (0, "")
    assert "¹" in done.out
    assert "\nBronnen\n  1  " in done.out
    addresses = [line.strip() for line in done.out.splitlines() if line.strip().startswith("http")]
    assert addresses
    assert not any(line != line.rstrip() for line in done.out.splitlines())


def test_ask_json_is_one_object_from_any_folder(real: Shell, tmp_path: Path) -> None:
    (tmp_path / "elders").mkdir()
    done = real("ask", "--json", QUESTION, cwd=tmp_path / "elders")
    (answer,) = rows_of(done.out)
    assert (done.code, answer["question"], answer["refused"]) == (0, QUESTION, False)
    assert answer["sentences"]


def test_a_refusal_is_no_error(quick: Shell) -> None:
    done = quick("ask", "Hoeveel manen heeft Jupiter?")
    assert done.code == 0
    assert "Dat staat niet in mijn bronnen." in done.out
    assert "Wel te beantwoorden" in done.out


ROWS = batch(
    {"id": "é", "q": QUESTION},
    {"id": 7, "q": ""},
    {"id": None, "q": "\U0001f600"},
    {"id": [1], "q": "Wat kost asielopvang?"},
    {"id": "lang", "q": "waarom " * 4000},
    {"id": "nul", "q": "a\0b"},
    {"id": 7, "q": "En in België?", "context": "Wat kost opvang?"},
)


@pytest.mark.parametrize("command", ["ask", "search"])
def test_batch_from_a_file_and_from_input_are_the_same(real: Shell, quick: Shell, tmp_path: Path, command: str) -> None:
    (tmp_path / "vragen.jsonl").write_bytes(b"\xef\xbb\xbf" + ROWS.replace(b"\n", b"\r\n\r\n"))
    done = quick(command, "--batch", tmp_path / "vragen.jsonl")
    assert (done.code, done.err) == (0, "")
    found = rows_of(done.out)
    assert [row["id"] for row in found] == ["é", 7, None, [1], "lang", "nul", 7]
    assert ["error" in row for row in found] == [False, True, True, False, True, True, False]
    again = rows_of(real(command, "--batch", "-", stdin=ROWS).out)
    assert [{**row, "ms": 0} for row in again] == [{**row, "ms": 0} for row in found]
    if command == "search":
        assert all("hits" in row and "q" in row for row in found)


@pytest.mark.parametrize(
    "row", [b"{", b"[]", b'{"id": 1}', b'{"q": "x"}', b'"x"', b'{"id": 1, "q": null}', b'{"id": 1, "q": 5}',
            b'{"id": 1, "q": "x", "context": 5}', b"[" * 100_000, b'{"id": 1, "q": "\xff"}']
)  # fmt: skip
def test_a_bad_row_ends_a_batch_with_its_line(quick: Shell, row: bytes) -> None:
    done = quick("search", "-k", "1", "--batch", "-", stdin=batch({"id": 1, "q": QUESTION}) + b"\n" + row + b"\n")
    assert "egel 3" in fault(done, 2)
    assert [r["id"] for r in rows_of(done.out)] == [1]


def test_half_a_character_in_a_batch_does_not_break_it(quick: Shell) -> None:
    half = rb'{"id": 1, "q": "Helpt \ud83d hulp?"}'
    done = quick("ask", "--batch", "-", stdin=half + b"\n" + batch({"id": 2, "q": "Hulp?"}))
    assert (done.code, [row["id"] for row in rows_of(done.out)]) == (0, [1, 2])


def test_an_absent_batch_file_is_told(quick: Shell, tmp_path: Path) -> None:
    assert "bestaat niet" in fault(quick("ask", "--batch", tmp_path / "weg.jsonl"), 2)
    assert "is een map" in fault(quick("ask", "--batch", tmp_path), 2)


def test_search_json_gives_k_hits(quick: Shell) -> None:
    done = quick("search", "--json", "-k", "3", QUESTION)
    (hits,) = rows_of(done.out)
    assert [hit["rank"] for hit in hits] == [1, 2, 3]  # type: ignore[index]
    assert all(set(hit) == {"rank", "score", "key", "locator", "kind", "text"} for hit in hits)  # type: ignore[arg-type]


BAD_QUESTIONS: dict[str, Sequence[str | bytes]] = {
    "empty": ["ask", ""],
    "blank": ["ask", " \t\n "],
    "none": ["ask"],
    "emoji": ["ask", "\U0001f41d\U0001f41d ❤️"],
    "punctuation": ["ask", "?!…"],
    "long": ["ask", "waarom " * 2900],
    "binary": ["ask", b"\x01\x02\x7f\x05"],
    "blank search": ["search", "   "],
    "k of zero": ["search", "-k", "0", "hulp"],
    "unknown option": ["ask", "--kleur", "rood", "hulp"],
}


@pytest.mark.parametrize("name", BAD_QUESTIONS)
def test_a_bad_question_is_wrong_use(real: Shell, quick: Shell, name: str) -> None:
    done = (real if name == "binary" else quick)(*BAD_QUESTIONS[name])
    assert (done.code, done.out) == (2, "")
    assert "Traceback" not in done.err
    if not name.startswith(("k ", "unknown")):
        assert fault(done, 2).endswith((".", "?", '"'))


def test_bytes_that_are_no_text_do_not_break_a_question(real: Shell) -> None:
    done = real("ask", "--json", b"Zorgt hulp voor caf\xe9 migratie?")
    assert done.code in (0, 2)
    assert "Traceback" not in done.err


@pytest.mark.parametrize("command", [("ask", "hulp"), ("search", "hulp"), ("ask", "--batch", "-")])
def test_no_index_says_how_to_make_one(own: Shell, command: Sequence[str]) -> None:
    assert "weerwoord index" in fault(own(*command, stdin=ROWS), 3)


def test_index_ask_and_a_broken_corpus(own: Shell, mini_corpus: Path) -> None:
    done = own("index", "--corpus", mini_corpus)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("De index is klaar: ")
    assert own("index", "--corpus", mini_corpus).out.startswith("De index is al bij: ")
    BAD["unknown citation key"][0](mini_corpus)
    told = fault(own("index", "--corpus", mini_corpus), 3)
    assert "notes/nota2024.md:15: " in told
    (answer,) = rows_of(own("ask", "--json", "Wat kost de opvang van bijen in Nederland?").out)
    assert "1,3 miljard euro" in answer["sentences"][0]["text"]  # type: ignore[index]


def test_a_plain_folder_as_corpus_and_documents_in_and_out(own: Shell, tmp_path: Path) -> None:
    fpdf = pytest.importorskip("fpdf")
    folder = tmp_path / "stukken"
    folder.mkdir()
    (folder / "mieren.txt").write_text("In 2021 telde de stad Gent 512 mierennesten in het park.\n", encoding="utf-8")
    pdf = fpdf.FPDF()
    for text in ("De gemeente Breda telde in 2022 precies 77 egels.", "In 2023 waren het er in Breda al 91."):
        pdf.add_page()
        pdf.set_font("helvetica", size=12)
        pdf.multi_cell(0, 8, text)
    pdf.output(str(folder / "egels.pdf"))
    (report,) = rows_of(own("index", "--json", "--corpus", folder, "--index", tmp_path / "i").out)
    assert (report["passages"], report["problems"]) == (3, [])
    (hits,) = rows_of(own("search", "--json", "--index", tmp_path / "i", "egels in Breda 2023").out)
    assert ("egels", "p. 2") in {(hit["key"], hit["locator"]) for hit in hits}  # type: ignore[index]

    extra = tmp_path / "erbij"
    extra.mkdir()
    (extra / "spinnen.txt").write_text("In 2020 zaten er 33 spinnen in de kelder.\n", encoding="utf-8")
    (extra / "stuk.pdf").write_bytes(b"%PDF-1.4 stuk")
    done = own("index", "--corpus", folder, "--index", tmp_path / "i", "--add", extra)
    assert (done.code, "Traceback" in done.err, "stuk.pdf" in done.err) == (0, False, True)
    base = ("index", "--corpus", folder, "--index", tmp_path / "i")
    assert "stuk.pdf" in fault(own(*base, "--add", extra / "stuk.pdf"), 3)
    assert "niets" in fault(own(*base, "--remove", "niets"), 3)
    (report,) = rows_of(own(*base, "--json", "--remove", "spinnen").out)
    assert (report["removed"], report["passages"]) == (1, 3)


def test_doctor_tells_what_is_there(quick: Shell, own: Shell) -> None:
    done = quick("doctor", "--json")
    (findings,) = rows_of(done.out)
    assert done.code == 0
    assert {"Taalmodel", "Index", "Proefvraag"} <= {finding["subject"] for finding in findings}  # type: ignore[index]
    done = own("doctor", "--json")
    (bad,) = ([f for f in rows if not f["good"]] for rows in rows_of(done.out))  # type: ignore[index]
    assert (done.code, [f["subject"] for f in bad]) == (3, ["Index"])
    assert "weerwoord index" in bad[0]["advice"]
    assert str(own.home) in own("doctor").out.replace("\n", "").replace(" ", "")


def test_a_damaged_index_is_told_by_every_command(own: Shell, mini_corpus: Path) -> None:
    own("index", "--corpus", mini_corpus)
    (version,) = (own.home / "index" / "versions").iterdir()
    whole = shutil.copytree(version, own.folder / "whole")
    for name in ("catalog.db", "vectors/vectors.npy", "lexical/ids.json", "lexicon.db", "manifest.json"):
        content = (whole / name).read_bytes()
        (version / name).write_bytes(content[: len(content) // 2])
        assert "weerwoord index --force" in fault(own("ask", "Wat kost de opvang van bijen?"), 3), name
        (version / name).write_bytes(content)
    for name in ("catalog.db", "lexicon.db"):
        content = (whole / name).read_bytes()
        (version / name).write_bytes(b"x" * len(content))
        assert "weerwoord index --force" in fault(own("ask", "Wat kost de opvang van bijen?"), 3), name
        (version / name).write_bytes(content)
    assert own("ask", "Wat kost de opvang van bijen?").code == 0


def test_an_unknown_setting_is_told(own: Shell) -> None:
    own.environment["WEERWOORD_KLEUR"] = "rood"
    assert "WEERWOORD_KLEUR" in fault(own("ask", "hulp"), 2)


_HEAVY = ("torch", "sentence_transformers", "streamlit", "langchain", "langchain_core", "trafilatura", "pypandoc",
          "simplemma", "wordfreq", "chromadb", "transformers", "pypdfium2")  # fmt: skip
_LOOK = f"""
import runpy, sys
sys.argv = ["weerwoord", *sys.argv[1:]]
try:
    runpy.run_module("bot.cli", run_name="__main__")
except SystemExit as ended:
    assert not ended.code, ended.code
print(sorted(m for m in {_HEAVY!r} if m in sys.modules))
"""


@pytest.mark.parametrize("arguments", [("ask", QUESTION), ("search", QUESTION)])
def test_a_single_question_imports_nothing_heavy(real: Shell, arguments: Sequence[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOOK, *arguments],
        capture_output=True, env=real.environment, cwd=real.folder, timeout=120, check=True,
    )  # fmt: skip
    assert done.stdout.decode().splitlines()[-1] == "[]"


def test_output_into_a_closed_pipe_is_no_fault(real: Shell) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "search", "--batch", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=real.environment, cwd=real.folder,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(batch({"id": 1, "q": QUESTION}))
        process.stdin.flush()
        assert process.stdout.readline()
        process.stdout.close()
        process.stdin.write(batch(*({"id": n, "q": QUESTION} for n in range(20))))
        process.stdin.close()
        assert b"Traceback" not in process.stderr.read()
