"""A page of a PDF as a picture, with passages marked; in a process of its own, so that a bad file ends only that.

The process gets its wishes as JSON on stdin and answers with one line of JSON, then the PNG.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import DocumentError

_SECONDS = 20.0
_MEMORY = 2 * 1024**3
_WIDTH = 1100
_MOST_PIXELS = 12_000_000
_SHORTEST = 12
_MARK = (255, 214, 64)


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A drawn page.

    Attributes:
        png: the picture.
        pages: how many pages the document has.
        marked: how many of the passages were found on the page.
    """

    png: bytes
    pages: int
    marked: int


def draw_page(path: Path, number: int, passages: Sequence[str] = ()) -> PagePicture:
    """Draw one page.

    Args:
        number: from 1.
        passages: texts to mark where the page has them, whatever their line ends and hyphens.

    Raises:
        DocumentError: the page can't be drawn; says so.
    """
    wishes = json.dumps({"path": str(path), "number": number, "passages": list(passages)})
    command = [sys.executable, "-m", __name__]
    fault = DocumentError(f"Bladzijde {number} van {path.name} is niet als beeld te tonen; hieronder staat de tekst.")
    try:
        done = subprocess.run(command, input=wishes.encode(), capture_output=True, timeout=_SECONDS, check=False)
        line, _, png = done.stdout.partition(b"\n")
        answer = json.loads(line)
        return PagePicture(png, int(answer["pages"]), int(answer["marked"]))
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError, TypeError) as error:
        raise fault from error


def _draw(path: str, number: int, passages: Sequence[str]) -> PagePicture:
    import pypdfium2
    from PIL import Image, ImageChops, ImageDraw

    document = pypdfium2.PdfDocument(path)
    page = document[number - 1]
    scale = _WIDTH / max(page.get_width(), 1.0)
    scale = min(scale, (_MOST_PIXELS / max(page.get_width() * page.get_height(), 1.0)) ** 0.5)
    picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    found = [boxes for boxes in (list(_boxes(page, picture.size, passage)) for passage in passages) if boxes]
    layer = Image.new("RGB", picture.size, "white")
    pen = ImageDraw.Draw(layer)
    for box in (box for boxes in found for box in boxes):
        pen.rectangle(box, fill=_MARK)
    out = io.BytesIO()
    ImageChops.multiply(picture, layer).quantize(64).save(out, "PNG", optimize=False)
    return PagePicture(out.getvalue(), len(document), len(found))


def _boxes(page: Any, size: tuple[int, int], passage: str) -> Iterator[tuple[float, float, float, float]]:
    """Where a passage stands, in pixels, a box a line."""
    import ctypes

    import pypdfium2.raw as raw

    text = page.get_textpage()
    kept = [(at, chr(code).casefold()) for at in range(text.count_chars()) if (code := _char(text, at)) is not None]
    letters = "".join(letter for _, letter in kept)
    places = [at for at, letter in kept for _ in letter]
    wanted = "".join(c.casefold() for c in passage if c.isalnum())
    start = letters.find(wanted) if len(wanted) >= _SHORTEST else -1
    if start < 0:
        return
    first, last = places[start], places[start + len(wanted) - 1]
    for number in range(text.count_rects(first, last - first + 1)):
        left, bottom, right, top = text.get_rect(number)
        corners = []
        for across, up in ((left, top), (right, bottom)):
            x, y = ctypes.c_int(), ctypes.c_int()
            raw.FPDF_PageToDevice(page, 0, 0, *size, 0, across, up, x, y)
            corners.append((x.value, y.value))
        (x0, y0), (x1, y1) = corners
        yield min(x0, x1) - 2, min(y0, y1) - 2, max(x0, x1) + 2, max(y0, y1) + 2


def _char(text: Any, at: int) -> int | None:
    """A letter or digit of a page, None for anything else."""
    import pypdfium2.raw as raw

    code = int(raw.FPDFText_GetUnicode(text, at))
    return code if code <= sys.maxunicode and chr(code).isalnum() else None


def _limit() -> None:
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (int(_SECONDS), int(_SECONDS)))


def _main() -> int:
    wishes = json.loads(sys.stdin.buffer.read())
    _limit()
    drawn = _draw(wishes["path"], wishes["number"], wishes["passages"])
    head = json.dumps({"pages": drawn.pages, "marked": drawn.marked})
    sys.stdout.buffer.write(head.encode() + b"\n" + drawn.png)
    return 0


if __name__ == "__main__":
    sys.exit(_main())
