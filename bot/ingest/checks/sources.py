"""The bibliography against the rest."""

from __future__ import annotations

from bot.ingest.bibliography import FILE
from bot.ingest.checks.material import Material, warning
from bot.ingest.problems import Problem


def unused_source(material: Material) -> list[Problem]:
    """Each source is cited or has a digest."""
    cited = {key for placed in material.sentences for key in placed.cited}
    return [
        warning(FILE, "bron-ongebruikt", f"bron '{key}' heeft geen digest en wordt nergens aangehaald.")
        for key in sorted(material.corpus.sources.keys() - cited - material.corpus.digest_keys())
    ]


def source_without_digest(material: Material) -> list[Problem]:
    """Each cited source has a digest."""
    cited = {key for placed in material.sentences for key in placed.cited}
    known = material.corpus.sources.keys() - material.corpus.digest_keys()
    return [
        warning(FILE, "bron-zonder-digest", f"bron '{key}' wordt aangehaald, maar heeft geen digest.")
        for key in sorted(known & cited)
    ]
