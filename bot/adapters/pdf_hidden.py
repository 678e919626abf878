"""Words on a PDF page that a reader can't see: white on white, transparent, tiny, or beside the page.

An invisible text layer over a scan (render mode 3) is not meant: that is what OCR writes.
"""

from __future__ import annotations

import ctypes
import math
from typing import Any

import numpy as np
import numpy.typing as npt

_TINY = 1.0
_MARGIN = 20.0
_WHITE = 245
_EVEN = 12
_MOST_PIXELS = 1_500_000


class HiddenWords:
    """Judges the words of one page and counts the hidden ones.

    Args:
        page: a pdfium page.
        text: its text page.
    """

    def __init__(self, page: Any, text: Any) -> None:
        import pypdfium2.raw

        self.count = 0
        self._raw, self._page, self._text = pypdfium2.raw, page, text
        self._box = page.get_bbox()
        self._colours = [ctypes.c_uint() for _ in range(4)]
        self._pixels: npt.NDArray[np.uint8] | None = None

    def hides(self, places: tuple[int, int], extents: tuple[tuple[float, float, float], float]) -> bool:
        """Whether a word can't be seen.

        Args:
            places: the first and the last character.
            extents: left, right and height of the word in points, and its base line.
        """
        (left, right, size), base = extents
        hidden = size < _TINY or self._is_outside(left, right, base, size)
        if not hidden and any(self._is_pale(at) for at in dict.fromkeys(places)):
            hidden = self._is_even(left, right, base, size)
        self.count += hidden
        return hidden

    def _is_outside(self, left: float, right: float, base: float, size: float) -> bool:
        x0, y0, x1, y1 = self._box
        beside = right < x0 - _MARGIN or left > x1 + _MARGIN
        return bool(beside or base + size < y0 - _MARGIN or base > y1 + _MARGIN)

    def _is_pale(self, at: int) -> bool:
        """White or transparent fill."""
        if not self._raw.FPDFText_GetFillColor(self._text, at, *self._colours):
            return False
        red, green, blue, alpha = (colour.value for colour in self._colours)
        return min(red, green, blue) >= _WHITE or alpha < _EVEN

    def _is_even(self, left: float, right: float, base: float, size: float) -> bool:
        """Whether the page shows one colour where the word stands."""
        if self._pixels is None:
            self._pixels = self._render()
        height, width = self._pixels.shape
        corners = [self._on_image(x, y, width, height) for x in (left, right) for y in (base - size / 4, base + size)]
        x0, x1 = min(x for x, _ in corners), max(x for x, _ in corners)
        y0, y1 = min(y for _, y in corners), max(y for _, y in corners)
        region = self._pixels[max(0, y0) : max(0, y1) + 1, max(0, x0) : max(0, x1) + 1]
        return bool(not region.size or int(region.max()) - int(region.min()) < _EVEN)

    def _render(self) -> npt.NDArray[np.uint8]:
        width, height = self._page.get_size()
        scale = min(2.0, math.sqrt(_MOST_PIXELS / max(1.0, width * height)))
        pixels = self._page.render(scale=scale, grayscale=True).to_numpy()
        return np.asarray(pixels, dtype=np.uint8).reshape(pixels.shape[0], pixels.shape[1])

    def _on_image(self, x: float, y: float, width: int, height: int) -> tuple[int, int]:
        across, down = ctypes.c_int(), ctypes.c_int()
        self._raw.FPDF_PageToDevice(self._page, 0, 0, width, height, 0, x, y, across, down)
        return across.value, down.value
