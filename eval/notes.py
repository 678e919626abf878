"""What a reader of a comparison must know beside the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eval.records import Record
from eval.runs import Run


def differences(new: Run, before: Mapping[str, Any]) -> list[str]:
    """What differs between the two runs apart from the answers."""
    notes = list(new.info.lost)
    if before.get("corpus_hash") != new.info.corpus_hash:
        hashes = f"{str(before.get('corpus_hash'))[:8]} → {new.info.corpus_hash[:8]}"
        notes.append(f"Het corpus is veranderd ({hashes}); er is toch vergeleken.")
    if before.get("embedder") != new.info.embedder:
        notes.append(f"Ander taalmodel: {before.get('embedder')} → {new.info.embedder}.")
    old = dict(before.get("settings") or {})
    changed = [
        f"{name} {old.get(name)} → {value}" for name, value in new.info.settings.items() if old.get(name) != value
    ]
    if changed:
        notes.append(f"Andere instellingen: {', '.join(changed)}.")
    return notes


def gaps(before: Sequence[Record], after: Sequence[Record]) -> list[str]:
    """Questions that could not be compared."""
    old = {record.id: record.task for record in before}
    notes = []
    absent = [r.id for r in after if r.id not in old]
    changed = [r.id for r in after if old.get(r.id, r.task) != r.task]
    failed = [r.id for r in after if r.failed]
    for ids, words in (
        (absent, "staan niet in de basis"),
        (changed, "zijn sinds de basis herschreven"),
        (failed, "bleven zonder oordeel, want het model faalde of was te laat"),
    ):
        if ids:
            notes.append(f"{len(ids)} vragen {words}: {', '.join(ids[:10])}{' …' if len(ids) > 10 else '.'}")
    return notes
