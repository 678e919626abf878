"""Documents out of Pandoc Markdown, by the pandoc that pypandoc_binary carries."""

from __future__ import annotations

import html
import tempfile
from pathlib import Path

from bot.errors import StorageError

_FORMAT = "markdown-smart-raw_html-raw_tex"
_STYLE = """
@page { size: A4; margin: 16mm 18mm; }
body { font: 11pt/1.45 Georgia, "Times New Roman", serif; max-width: 42em; margin: 1.5em auto; padding: 0 1em;
  color: #111; background: #fff; }
h1 { font-size: 1.5em; margin: 0 0 .5em; } h2 { font-size: 1.2em; margin: 1.1em 0 .3em; }
h3 { font-size: 1em; margin: .8em 0 .2em; } h2, h3 { break-after: avoid; } li { margin: .25em 0; break-inside: avoid; }
em { color: #444; font-size: .9em; } @media print { body { margin: 0; padding: 0; max-width: none; } }
"""


def to_html(markdown: str, title: str) -> str:
    """One HTML page, ready to print, that loads nothing from elsewhere.

    Raises:
        StorageError: pandoc can't be run.
    """
    return html_page(convert(markdown, "html5").decode("utf-8"), title)


def html_page(body: str, title: str) -> str:
    """A whole page around pandoc's own HTML."""
    name = html.escape(title)
    return (
        f'<!DOCTYPE html>\n<html lang="nl"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width"><title>{name}</title><style>{_STYLE}</style></head>\n'
        f"<body><h1>{name}</h1>\n{body}</body></html>\n"
    )


def to_docx(markdown: str, title: str) -> bytes:
    """A Word document.

    Raises:
        StorageError: pandoc can't be run.
    """
    return convert(markdown, "docx", f"--metadata=title:{title}", "--metadata=lang:nl-NL")


def convert(text: str, form: str, *options: str, source: str = _FORMAT) -> bytes:
    """What pandoc makes of a text; it reads no other file and loads nothing, unless the options name one.

    Args:
        form: pandoc's name for what to make.
        source: pandoc's name for the form of the text.

    Raises:
        StorageError: pandoc can't be run, or refuses.
    """
    import pypandoc

    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "weerwoord.out"
        arguments = ["--sandbox", *options]
        try:
            pypandoc.convert_text(text, form, format=source, outputfile=str(target), extra_args=arguments)
            return target.read_bytes()
        except (RuntimeError, OSError) as error:
            raise StorageError(f"Het document is niet te maken: {str(error).strip()[:200]}") from error
