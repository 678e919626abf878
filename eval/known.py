"""``python -m eval.known``: does a question that the corpus knows get the sentence that it was written for?"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.assembly import corpus_folder, open_index
from bot.cli.indexing import ensure_index
from bot.settings import load_settings


def known_questions(folder: Path) -> Iterator[tuple[str, str]]:
    """Each question of ``questions/*.yaml`` with the first words of its sentence."""
    for file in sorted((folder / "questions").glob("*.yaml")):
        for row in yaml.safe_load(file.read_text("utf-8"))["questions"]:
            yield from ((question, row["sentence"]) for question in row["ask"])


def main() -> None:
    """Ask every so many of them and print the counts as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--step", type=int, default=8, help="ask one of so many")
    step = parser.parse_args().step
    settings = load_settings()
    ensure_index(settings)
    assistant = open_index(settings).assistant
    found: dict[str, Any] = {"asked": 0, "refused": 0, "leads": 0, "told": 0}
    for question, begin in list(known_questions(corpus_folder(settings)))[::step]:
        answer = assistant.ask(question)
        told = [sentence.text.startswith(begin) for sentence in answer.sentences]
        found["asked"] += 1
        found["refused"] += answer.refused
        found["leads"] += told[:1] == [True]
        found["told"] += any(told)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
