"""Anki decks, through the package ``genanki``."""

from __future__ import annotations

import hashlib
import html
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bot.rehearsal.takeaway import Note
from bot.rehearsal.wording import labels

_MODEL = 1_804_289_383
_CSS = ".card { font: 20px/1.5 sans-serif; text-align: left; } .bron { color: #555; font-size: 14px; }"


def anki_deck(title: str, notes: Sequence[Note], timestamp: float) -> bytes:
    """An ``.apkg`` file; the same notes imported again renew the old ones.

    Args:
        title: name of the deck.
        notes: the flash cards.
        timestamp: seconds since the epoch, written into the file.
    """
    import genanki  # type: ignore[import-untyped]

    model = genanki.Model(
        _MODEL,
        "Weerwoord",
        fields=[{"name": "Vraag"}, {"name": "Antwoord"}, {"name": "Bron"}],
        templates=[
            {
                "name": "Vraag en antwoord",
                "qfmt": "{{Vraag}}",
                "afmt": '{{FrontSide}}<hr id="answer">{{Antwoord}}<p class="bron">{{Bron}}</p>',
            }
        ],
        css=_CSS,
    )
    deck = genanki.Deck(_number(title), title)
    for note in notes:
        back = "<br>".join(html.escape(line.text) for line in note.back)
        source = html.escape(labels(reference for line in note.back for reference in line.references))
        fields = [html.escape(note.front), back, source]
        deck.add_note(genanki.Note(model, fields, guid=genanki.guid_for(note.key), tags=[note.theme]))
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "weerwoord.apkg"
        genanki.Package(deck).write_to_file(str(target), timestamp=timestamp)
        return target.read_bytes()


def _number(title: str) -> int:
    return int.from_bytes(hashlib.sha256(title.encode()).digest()[:4], "big") | 1 << 30
