"""``python -m eval.ablation``: each leg and step of the search off in turn; writes the table in ``eval/README.md``."""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.assembly import OpenIndex, open_index
from bot.settings import load_settings
from eval.calibrate import held_out_outcomes, unranked_outcomes
from eval.questions import Case
from eval.retrieval import Summary, run_cases, summarise, unseen_cases
from eval.variants import Steps, fresh_index, make_searcher

README = Path(__file__).resolve().parent / "README.md"
_ON = Steps()
VARIANTS = {
    "everything on": _ON,
    "without BM25": replace(_ON, lexical=False),
    "without the dense leg": replace(_ON, dense=False),
    "without the question leg": replace(_ON, question=False),
    "without the outside bank": replace(_ON, outside=False),
    "without the sentence encoder": replace(_ON, encoder=False),
    "without the learned ranking (fusion only)": replace(_ON, ranking=False),
    "without sentence vectors": replace(_ON, sentences=False),
    "without lemmas": replace(_ON, lemmas=False),
    "without compound splitting": replace(_ON, compounds=False),
    "without the thesaurus": replace(_ON, expansion=False),
    "without typing correction": replace(_ON, spelling=False),
    "only BM25": replace(_ON, dense=False, question=False, ranking=False),
    "only the dense leg": replace(_ON, lexical=False, question=False, ranking=False),
    "only the question leg": replace(_ON, lexical=False, dense=False, ranking=False),
    "digests as plain text (no cards, no questions)": replace(_ON, corpus=False),
}
_COLUMNS = (
    "search", "nl hit@1", "nl hit@5", "nl MRR@10", "en/fr hit@5", "en/fr MRR@10", "out of scope refused",
    "answerable refused",
)  # fmt: skip
_HEAD = f"| {' | '.join(_COLUMNS)} |\n|{'---|' * len(_COLUMNS)}"


def table(index: OpenIndex, cases: Sequence[Case], threshold: float, *, held_out: bool) -> str:
    """The ablation as a Markdown table.

    Args:
        held_out: adds a first row in which ranking weights never saw the case (development split).
    """
    rows = [_HEAD]
    if held_out:
        found = summarise(held_out_outcomes(unranked_outcomes(index, cases)), threshold)
        rows.append(_row("everything on, ranking held out", found, judged=False))
    for name, steps in VARIANTS.items():
        found = summarise(run_cases(make_searcher(index, steps), cases), threshold)
        rows.append(_row(name, found, judged=steps.ranking))
    return "\n".join(rows)


def _row(name: str, found: Summary, *, judged: bool) -> str:
    """One line; refusals are left out where the judgement has no rank score of the learned ranking to go by."""
    cells = [
        *(str(found.dutch[m]) for m in ("hit1", "hit5", "mrr")),
        *(str(found.foreign[m]) for m in ("hit5", "mrr")),
        *((str(found.refused), str(found.wrongly_refused)) if judged else ("–", "–")),
    ]
    return f"| {name} | {' | '.join(cells)} |"


def insert(text: str, split: str, content: str) -> str:
    """The README with the part between the markers of a split replaced.

    Raises:
        ValueError: the markers are absent.
    """
    start, stop = f"<!-- ablation:{split} -->", f"<!-- /ablation:{split} -->"
    if start not in text or stop not in text:
        raise ValueError(f"markers {start} … {stop} are absent")
    return re.sub(f"{start}.*?{stop}", lambda _: f"{start}\n{content}\n{stop}", text, flags=re.DOTALL)


def main() -> None:
    """Run and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=("dev", "test"), default="dev")
    parser.add_argument("--data-dir", type=Path, help="use the index of this data folder in place of a fresh one")
    options = parser.parse_args()
    cases = unseen_cases(options.split)
    with tempfile.TemporaryDirectory() as folder:
        given = options.data_dir
        index = open_index(load_settings(data_dir=given), one_shot=True) if given else fresh_index(Path(folder))
        content = table(index, cases, index.settings.refuse_below, held_out=options.split == "dev")
    README.write_text(insert(README.read_text(encoding="utf-8"), options.split, content), encoding="utf-8")
    print(content)


if __name__ == "__main__":
    main()
