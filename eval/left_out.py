"""Questions that an index does not know: wordings of cards and outside questions, asked of an index without them.

They were written for the corpus, not for the evaluation, so that the judgement can learn from many more questions than
the development split has. The corpus is divided in parts; each part is asked of an index that was built without it.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import yaml

from bot.adapters.question_embedder import write_head
from bot.assembly import OpenIndex, data_folder, make_builder, open_index
from bot.ingest.corpus import CARDS
from bot.ingest.front_matter import LOADER
from bot.ingest.outside_files import outside_files
from bot.settings import load_settings
from eval.question_head import head_of
from eval.questions import Case

_PARTS = 4
_SEED = 0


def left_out_cases(folder: Path) -> Iterator[tuple[OpenIndex, list[Case]]]:
    """Indexes, each with the questions that it was built without.

    Of one half of the outside subjects all questions are left out together, so that some have no near fellow.

    Args:
        folder: an empty folder to work in.
    """
    for part in range(_PARTS):
        corpus, data = folder / f"corpus-{part}", folder / f"data-{part}"
        shutil.copytree(data_folder("corpus"), corpus)
        chooser = random.Random(_SEED)
        cases = [*_without_wordings(corpus, part, chooser), *_without_outside(corpus, part, chooser)]
        head = folder / f"head-{part}"
        write_head(head, head_of(corpus))
        settings = load_settings(data_dir=data, corpus_dir=corpus, question_model=head)
        make_builder(settings).build(corpus)
        yield open_index(settings, one_shot=True), cases


def _without_wordings(corpus: Path, part: int, chooser: random.Random) -> list[Case]:
    taken: list[Case] = []
    for path in sorted((corpus / CARDS).glob("*.md")):
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        fields: dict[str, Any] = yaml.load(head, Loader=LOADER)
        kept, left = _divided(fields.get("wordings") or {}, part, chooser)
        path.write_text(f"---\n{_dump({**fields, 'wordings': kept})}---\n{body}", encoding="utf-8")
        taken += [_case(question, f"{path.stem}-{n}", "answer") for n, question in enumerate(left)]
    return taken


def _divided(
    wordings: Mapping[str, Sequence[str]], part: int, chooser: random.Random
) -> tuple[dict[str, list[str]], list[str]]:
    """The wordings by tone that stay, and those of this part."""
    places = {(tone, text): chooser.randrange(_PARTS) for tone, texts in wordings.items() for text in texts}
    kept = {tone: [text for text in texts if places[tone, text] != part] for tone, texts in wordings.items()}
    return {tone: texts for tone, texts in kept.items() if texts}, [t for (_, t), p in places.items() if p == part]


def _without_outside(corpus: Path, part: int, chooser: random.Random) -> list[Case]:
    taken: list[Case] = []
    for path in outside_files(corpus):
        fields: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
        whole, place = chooser.random() < 0.5, chooser.randrange(_PARTS)
        places = [place if whole else chooser.randrange(_PARTS) for _ in fields["questions"]]
        left = [q for q, p in zip(fields["questions"], places, strict=True) if p == part]
        kept = [q for q, p in zip(fields["questions"], places, strict=True) if p != part]
        if kept:
            path.write_text(_dump({**fields, "questions": kept}), encoding="utf-8")
        else:
            path.unlink()
        taken += [_case(question, f"{path.stem}-{n}", "refuse") for n, question in enumerate(left)]
    return taken


def _case(question: str, name: str, expect: Literal["answer", "refuse"]) -> Case:
    """A case without places or facts: only whether it is answered counts."""
    return Case.model_construct(id=f"corpus-{name}", split="own", question=" ".join(question.split()), expect=expect)


def _dump(fields: Mapping[str, Any]) -> str:
    return str(yaml.safe_dump(dict(fields), allow_unicode=True, sort_keys=False))
