"""Digests against the originals that the user has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.numbers import Number, figures_only, find_numbers, missing_from
from bot.domain.passages import Citation, DocumentText
from bot.ingest.checks.material import Material
from bot.ingest.problems import Problem

_PAGES = re.compile(r"p\. (\d+)(?:-(\d+))?\b")


def not_on_page(material: Material) -> list[Problem]:
    """A figure with a page stands on that page of the original.

    Sentences that also cite works whose pages are not at hand are left out: the figure may be theirs. So are
    sentences about a footnote: footnotes are no running text, and readers drop them.
    """
    pages = {key: _numbers_by_page(text) for key, text in material.originals.items()}
    problems: list[Problem] = []
    for placed in material.digest_sentences:
        figures = figures_only(placed.numbers)
        citations = placed.sentence.citations
        at_hand = all(c.key in pages and _PAGES.match(c.locator) for c in citations)
        if not figures or not citations or not at_hand or "voetnoot" in placed.sentence.text:
            continue
        held = [number for citation in citations for number in _on_pages(citation, pages[citation.key])]
        for number in missing_from(figures, held):
            where = "; ".join(f"{c.key}, {c.locator}" for c in citations)
            message = f"“{number.text}” staat niet op {where}: {placed.quote}."
            problems.append(placed.error("niet-op-pagina", message))
    return problems


def _numbers_by_page(text: DocumentText) -> dict[int, list[Number]]:
    return {page.number: find_numbers(" ".join(page.paragraphs)) for page in text.pages if page.number is not None}


def _on_pages(citation: Citation, pages: dict[int, list[Number]]) -> Iterator[Number]:
    match = _PAGES.match(citation.locator)
    if match:
        first = int(match[1])
        for number in range(first, int(match[2] or first) + 1):
            yield from pages.get(number, ())
