"""Keeps the catalogues in step with the pages: ``python -m bot.ui.messages``.

Without a word it extracts every ``_()``, ``ngettext()`` and ``N_()`` of the pages and writes the catalogues again.
``missing`` prints as JSON what lacks a translation; ``fill FILE`` puts such a file, filled in, into the catalogues.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po

from bot.ui.language import DOMAIN, DUTCH, FOLDER, LANGUAGES, read_catalog

KEYWORDS = {"_": 1, "N_": 1, "ngettext": 2}
"""Names of the functions, with how many of their arguments are sentences."""
_PAGES = Path(__file__).parent
_STARTED = datetime(2026, 1, 1, tzinfo=UTC)  # fixed, so that a catalogue changes only with its sentences
_TAG = re.compile(r"</?\w+[^>]*>")
_HEADER = "# {name} translation of the interface. The Dutch sentence is the key; see bot/ui/messages.py."
TRANSLATED = tuple(language for language in LANGUAGES if language != DUTCH)


def extract(folder: Path = _PAGES) -> Catalog:
    """Every sentence that the pages show, with where it stands."""
    found = Catalog(domain=DOMAIN, project="Weerwoord", creation_date=_STARTED, charset="utf-8")
    for path in sorted(folder.rglob("*.py")):
        place = f"bot/ui/{path.relative_to(folder).as_posix()}"
        for text in _marked(path.read_text(encoding="utf-8")):
            found.add(text, locations=[(place, 0)])
    return found


def _marked(code: str) -> Iterator[str | tuple[str, ...]]:
    """The texts in calls of ``KEYWORDS``, also inside f-strings, where Babel's own reader of Python does not look."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
            given = node.args[: KEYWORDS[node.func.id]]
            texts = tuple(a.value for a in given if isinstance(a, ast.Constant) and isinstance(a.value, str))
            if len(texts) == KEYWORDS[node.func.id]:
                yield texts if len(texts) > 1 else texts[0]


def update(folder: Path = _PAGES) -> None:
    """Write each catalogue again: new sentences empty, gone ones removed, the others as they were."""
    found = extract(folder)
    for language in TRANSLATED:
        kept = _kept(language)
        fresh = Catalog(
            locale=language, domain=DOMAIN, project="Weerwoord", creation_date=_STARTED, revision_date=_STARTED,
            last_translator="Weerwoord", language_team=language, charset="utf-8", fuzzy=False,
            header_comment=_HEADER.format(name=LANGUAGES[language]),
        )  # fmt: skip
        for message in _sentences(found):
            known = kept.get(message.id) if kept else None
            string = known.string if known and len(_forms(known.id)) == len(_forms(message.id)) else None
            fresh.add(message.id, string, locations=message.locations)
        write(language, fresh)


def write(language: str, catalog: Catalog) -> None:
    """Put a catalogue in its place."""
    path = FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=120, sort_output=True, include_lineno=False)


def faults(language: str, found: Catalog) -> list[str]:
    """What is wrong with a catalogue, a line each: missing, unsure, gone, or with other placeholders or tags."""
    kept = read_catalog(language)
    lines = []
    for message in _sentences(found):
        known = kept.get(message.id)
        if known is None or not all(_forms(known.string)):
            lines.append(f"{language}: missing: {_forms(message.id)[0]}")
        elif known.fuzzy:
            lines.append(f"{language}: unsure: {_forms(message.id)[0]}")
        else:
            lines += [f"{language}: {fault}: {_forms(message.id)[0]}" for fault in _differences(known)]
    gone = [message for message in _sentences(kept) if found.get(message.id) is None]
    return lines + [f"{language}: no longer used: {_forms(message.id)[0]}" for message in gone]


def missing(found: Catalog) -> list[dict[str, Any]]:
    """Sentences without a translation: ``{"nl": …, "fr": …, "en": …}``, a list of two forms for a plural."""
    lines = []
    catalogs = {language: _kept(language) for language in TRANSLATED}
    for message in _sentences(found):
        known = {language: kept.get(message.id) if kept else None for language, kept in catalogs.items()}
        if all(m is not None and all(_forms(m.string)) for m in known.values()):
            continue
        line: dict[str, Any] = {DUTCH: message.id}
        lines.append(line | {language: (m.string if m else "") for language, m in known.items()})
    return lines


def fill(lines: list[dict[str, Any]]) -> None:
    """Put translations, in the form that ``missing`` gives, into the catalogues."""
    for language in TRANSLATED:
        catalog = read_catalog(language)
        for line in lines:
            name = tuple(line[DUTCH]) if isinstance(line[DUTCH], list) else line[DUTCH]
            message, given = catalog.get(name), line.get(language)
            if message is not None and given and isinstance(message.id, tuple | list) == isinstance(given, list):
                message.string = tuple(given) if isinstance(given, list) else given
        write(language, catalog)


def _kept(language: str) -> Catalog | None:
    try:
        return read_catalog(language)
    except FileNotFoundError:
        return None


def _sentences(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def _forms(text: Any) -> tuple[str, ...]:
    if isinstance(text, list | tuple):
        return tuple(text)
    return (text or "",)


def _differences(message: Message) -> Iterator[str]:
    originals, strings = _forms(message.id), _forms(message.string)
    wanted = [_placeholders(text) for text in originals]
    tags = sorted(_TAG.findall(originals[-1]))
    for text in strings:
        if _placeholders(text) not in wanted:
            yield "other placeholders"
        if sorted(_TAG.findall(text)) != tags:
            yield "other tags"
        if (text[:1].isspace(), text[-1:].isspace()) != (originals[-1][:1].isspace(), originals[-1][-1:].isspace()):
            yield "other white space at an end"


def _placeholders(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return {"?"}


def main(words: list[str]) -> int:
    """Run the command; 1 when a catalogue is not complete."""
    if words[:1] == ["fill"] and len(words) == 2:
        update()
        fill(json.loads(Path(words[1]).read_text(encoding="utf-8")))
    elif words == ["missing"]:
        print(json.dumps(missing(extract()), ensure_ascii=False, indent=1))
        return 0
    elif words:
        print("Gebruik: python -m bot.ui.messages [missing | fill BESTAND]", file=sys.stderr)
        return 2
    else:
        update()
    found = extract()
    lines = [line for language in TRANSLATED for line in faults(language, found)]
    print("\n".join([*lines, f"{len(list(_sentences(found)))} sentences, {len(lines)} to do"]))
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
