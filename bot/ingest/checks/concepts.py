"""The thesaurus."""

from __future__ import annotations

from bot.ingest.checks.material import Material, warning
from bot.ingest.problems import Problem
from bot.ingest.thesaurus_file import FILE


def word_in_two_concepts(material: Material) -> list[Problem]:
    """A word stands under one concept; a question with it would else pull in both."""
    owners: dict[str, list[str]] = {}
    for concept in material.corpus.concepts.values():
        for word in dict.fromkeys(word.casefold() for word in (*concept.words, *concept.loaded)):
            owners.setdefault(word, []).append(concept.id)
    return [
        warning(FILE, "woord-dubbel", f"het woord '{word}' staat bij de begrippen {', '.join(ids)}.")
        for word, ids in sorted(owners.items())
        if len(ids) > 1
    ]
