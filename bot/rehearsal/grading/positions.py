"""Positions of organisations that a speaker tells as facts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.domain.numbers import find_numbers
from bot.domain.passages import Sentence
from bot.domain.sources import Source
from bot.rehearsal.grading.points import Claim, PointMatcher
from bot.rehearsal.grading.text import AnswerText, split_answer
from bot.rehearsal.results import Remark, RemarkKind, references_of

_FROM = 0.7
_ATTRIBUTED = re.compile(
    r"\b(volgens|vind(?:t|en)?|zeg(?:t|gen)|stel(?:t|len)|meld(?:t|en)|schrijf(?:t|ven)|noem(?:t|en)|pleit\w*|vraag(?:t)?|"
    r"vragen|vroeg(?:en)?|wil(?:len)?|eis(?:t|en)|roep(?:t|en)|aldus|mening|standpunt|oordeel|wij|we|ik|waarschuw\w*|"
    r"advise\w+|zie(?:t|n))\b",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"\b(?!(?:ODA|BHOS|EUTF|USD|EUR|PALIM|DAC|NGO)\b)[A-Z]{3,}\b")
_NAMES_SOURCE = re.compile(
    r"\b(volgens|aldus|meldt|schrijft|berekende|becijferde|telde|rapport|onderzoek|studie|cijfers\s+van)\b", re.I
)


def position_remarks(
    answer: AnswerText,
    positions: Sequence[tuple[Sentence, Claim]],
    matcher: PointMatcher,
    sources: Mapping[str, Source],
) -> list[Remark]:
    """A remark for each position that the speaker gives without naming its holder."""
    remarks: list[Remark] = []
    for said in answer.sentences:
        heard = matcher.hear(split_answer(said.quote))
        for sentence, claim in positions:
            if _ATTRIBUTED.search(said.quote) or _names(sentence.holder, said.quote) or find_numbers(said.read):
                continue
            if matcher.match(claim, heard).score >= _FROM:
                text = f"Dit is een standpunt van {sentence.holder}, geen feit. Zeg erbij: “volgens {sentence.holder}”."
                remarks.append(Remark(RemarkKind.POSITION, text, said.quote, references_of(sentence, sources)))
                break
    return remarks


def names_source(answer: AnswerText, sources: Sequence[Source]) -> bool:
    """True when an answer says whom it has something from."""
    whole = answer.whole
    return bool(_NAMES_SOURCE.search(whole) or _ACRONYM.search(whole)) or any(
        _names(source.author, whole) for source in sources
    )


def _names(holder: str, text: str) -> bool:
    names = [word for word in re.findall(r"[\w.]+", holder) if word[:1].isupper() or word[:1].isdigit()]
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) for name in names if len(name) > 2)
