"""From a digest to its passages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.domain.passages import Citation, Passage, PassageKind, Sentence, SentenceKind, passage_id
from bot.ingest.front_matter import DigestHead
from bot.ingest.problems import Problem
from bot.ingest.syntax import Block, Section

_MOST_WORDS = 70
_MOST_SENTENCES = 4


def digest_passages(head: DigestHead, sections: Sequence[Section]) -> list[Passage]:
    """Cut a digest into passages: one heading, one kind, one page of a note, at most four sentences."""
    passages: list[Passage] = []
    seen: dict[str, int] = {}
    for section in sections:
        for group in _groups(head, section.blocks):
            plain_id = passage_id(head.key, group)
            ordinal = seen.get(plain_id, 0)
            seen[plain_id] = ordinal + 1
            passages.append(
                Passage(
                    id=passage_id(head.key, group, ordinal),
                    key=head.key,
                    kind=PassageKind.DIGEST,
                    sentences=group,
                    heading=section.heading,
                    locator=own_locator(head.key, group),
                    questions=tuple(section.questions),
                    countries=head.countries,
                    themes=head.themes,
                )
            )
    return passages


def own_locator(key: str, sentences: Sequence[Sentence]) -> str:
    """The places in the digest's own source that these sentences cite, joined by "; "."""
    places = [c.locator for s in sentences for c in s.citations if c.key == key and c.locator]
    return "; ".join(dict.fromkeys(places))


def _groups(head: DigestHead, blocks: Sequence[Block]) -> Iterator[tuple[Sentence, ...]]:
    for block in blocks:
        group: list[Sentence] = []
        for sentence in block.sentences:
            if group and not _belongs(head.key, group, sentence):
                yield tuple(group)
                group = []
            group.append(sentence)
        if group:
            yield tuple(group)


def _belongs(key: str, group: Sequence[Sentence], sentence: Sentence) -> bool:
    if sentence.kind is SentenceKind.CONFLICT:
        return True  # both sides of a contradiction stay together
    words = sum(len(s.text.split()) for s in (*group, sentence))
    same_page = _page(key, group[-1]) == _page(key, sentence)
    return len(group) < _MOST_SENTENCES and words <= _MOST_WORDS and same_page


def _page(key: str, sentence: Sentence) -> str:
    return next((c.locator for c in sentence.citations if c.key == key), "")


def check_sentences(
    file: str, text: str, blocks: Sequence[Block], known: frozenset[str], *, uncited_ok: bool = False
) -> list[Problem]:
    """Rules that every cited sentence keeps: a citation, known keys, a locator.

    Args:
        uncited_ok: True for an opponent's words on a card.
    """
    problems: list[Problem] = []
    for block in blocks:
        for misplaced in block.misplaced[:1]:
            message = f"zet de bronvermelding aan het eind van de zin, vóór de punt: “{misplaced[-60:]}”."
            problems.append(Problem(file, line_of(text, misplaced), "plaats-bron", message))
        for sentence in block.sentences:
            line = sentence.line or line_of(text, sentence.text)
            if not sentence.text.strip(" .!?"):
                message = f"bij deze bronvermelding staat geen zin: {', '.join(c.key for c in sentence.citations)}."
                line = line_of(text, f"@{sentence.citations[0].key}") if sentence.citations else line
                problems.append(Problem(file, line, "bron-zonder-zin", message))
                continue
            if not sentence.citations and not uncited_ok:
                message = f"zin zonder bronvermelding: “{sentence.text[:80]}”."
                problems.append(Problem(file, line, "zin-zonder-bron", message))
            problems.extend(_check_citations(file, line, sentence.citations, known))
    return problems


def _check_citations(file: str, line: int, citations: Sequence[Citation], known: frozenset[str]) -> Iterator[Problem]:
    for citation in citations:
        if citation.key not in known:
            message = f"bronsleutel '{citation.key}' staat niet in bibliography.json."
            yield Problem(file, line, "onbekende-bron", message)
    if citations and not any(citation.locator for citation in citations):
        message = "geen enkele bron bij deze zin heeft een vindplaats (bijvoorbeeld “, p. 2”)."
        yield Problem(file, line, "geen-vindplaats", message)


def line_of(text: str, sentence: str) -> int:
    """The line on which a sentence of a parsed file begins, 0 when it is not found."""
    start = text.find(sentence) if sentence else -1
    if start < 0:
        words = [re.escape(word) for word in sentence.split()[:6]]
        match = re.search(r"\s+".join(words), text) if words else None
        start = match.start() if match else -1
    return text.count("\n", 0, start) + 1 if start >= 0 else 0


def with_lines(text: str, block: Block) -> Block:
    """The block with each sentence's line filled in."""
    return replace(block, sentences=tuple(replace(s, line=line_of(text, s.text)) for s in block.sentences))
