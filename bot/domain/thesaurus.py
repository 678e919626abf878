"""Concepts and the words people use for them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept of ``thesaurus.yaml``.

    Attributes:
        words: preferred, Dutch, Belgian, everyday, English and French words that mean the same.
        loaded: loaded or hostile words: understood in a question, never used in an answer.
        not_same: ids of concepts that people confuse with this one; expansion never crosses to them.
        remark: one Dutch sentence on the difference, may be empty.
    """

    id: str
    term: str
    words: tuple[str, ...]
    loaded: tuple[str, ...] = ()
    not_same: tuple[str, ...] = ()
    remark: str = ""
