"""Runs all rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from bot.domain.passages import DocumentText
from bot.errors import DocumentError
from bot.ingest.checks import cards, concepts, figures, language, originals, positions, register, repetition, sources
from bot.ingest.checks.material import Material
from bot.ingest.corpus import Corpus
from bot.ingest.documents import find_originals
from bot.ingest.problems import Problem, Severity
from bot.ports import DocumentReader

RULES: tuple[Callable[[Material], list[Problem]], ...] = (
    figures.figure_not_in_ledger,
    figures.figure_without_year,
    register.unknown_source,
    register.row_without_sentence,
    register.wrong_successor,
    register.similar_indicators,
    cards.card_not_carried,
    cards.card_other_place,
    cards.superseded_without_caveat,
    cards.few_wordings,
    cards.duplicate_wordings,
    cards.answer_length,
    cards.three_points,
    language.long_sentence,
    language.leaning_opening,
    repetition.repeated_sentence,
    positions.position_without_holder,
    positions.holder_not_named,
    positions.conflict_without_claim,
    positions.conflict_one_sided,
    sources.unused_source,
    sources.source_without_digest,
    concepts.word_in_two_concepts,
    originals.not_on_page,
)


def check_corpus(
    corpus: Corpus, syllables: Callable[[str], int], texts: Mapping[str, DocumentText] | None = None
) -> list[Problem]:
    """What is wrong with a corpus, what loading found included: errors first, then by file and line.

    Args:
        syllables: counts the syllables of a Dutch word.
        texts: originals that the user has, by source key.
    """
    material = Material(corpus, texts or {})
    found = [*corpus.problems, *(problem for rule in RULES for problem in rule(material))]
    found.extend(language.hard_to_read(material, syllables))
    return sorted(dict.fromkeys(found), key=lambda p: (p.severity is not Severity.ERROR, p.file, p.line, p.rule))


def read_originals(folder: Path, corpus: Corpus, reader: DocumentReader) -> dict[str, DocumentText]:
    """The user's copies of cited works by source key; one that can't be read becomes a remark of the corpus."""
    texts: dict[str, DocumentText] = {}
    for file in find_originals(folder, frozenset(corpus.sources)):
        try:
            texts[file.key] = reader.read(file.path)
        except DocumentError as error:
            corpus.problems.append(Problem(file.path.name, 0, "document", str(error), Severity.WARNING))
    return texts
