"""Whether a PDF carries a script. Nothing here runs one: pdfium is used without a script engine."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

_MARKS = re.compile(rb"/(?:JavaScript|JS|Launch)\b")


def has_script(path: Path) -> bool:
    """True when a PDF holds JavaScript or an action that starts a program; False for any other file."""
    with suppress(OSError):
        data = path.read_bytes()
        return b"%PDF-" in data[:1024] and bool(_MARKS.search(data) or _counted(data))
    return False


def _counted(data: bytes) -> bool:
    """Scripts of the document as a whole, also where they are compressed."""
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        document = pypdfium2.PdfDocument(data)
        return int(raw.FPDFDoc_GetJavaScriptActionCount(document)) > 0
    except pypdfium2.PdfiumError:
        return False
