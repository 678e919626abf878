"""PDF files through pypdfium2: their text, page by page, within limits."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from bot.adapters.pdf_hidden import HiddenWords
from bot.adapters.pdf_layout import Piece, page_text
from bot.domain.passages import DocumentText, PageText
from bot.ingest.cleaning import clean_pages
from bot.ingest.footnotes import SUPERSCRIPTS
from bot.ingest.hidden import character_remarks, word_remarks
from bot.ingest.reading import Source, first_paragraph, to_pages

# pdfium keeps state for the whole process and is not safe for threads.
_PDFIUM = threading.Lock()
_PASSWORD = 4
_RAISE = str.maketrans("0123456789", SUPERSCRIPTS)
_LINE_END = (0x0A, 0x0D)
_SPACE = 0x20
# pdfium writes these for a hyphen at a line end, and leaves the line end out.
_HYPHEN = (0x02, 0xFFFE)
_RAISED = 0.12
_WIDE_GAP = 1.2
_DAMAGED = "is beschadigd of niet volledig en kan niet gelezen worden; download of bewaar het bestand opnieuw."
_SCANNED = "bevat geen tekst, alleen beelden (een scan?); haal het eerst door tekstherkenning (OCR)."
_UNREADABLE = "heeft lettertekens die niet als tekst te lezen zijn; haal het eerst door tekstherkenning (OCR)."


def read_pdf(source: Source) -> DocumentText:
    """A PDF page by page; pages without text become a remark."""
    with _PDFIUM:
        title, raw, hidden = _raw_pages(source)
    if not any(text.strip() for text in raw):
        raise source.fault(_SCANNED)
    letters = [c for text in raw for c in text if not c.isspace()]
    if 2 * sum(1 for c in letters if c == "\ufffd" or "\ue000" <= c <= "\uf8ff") > len(letters):
        raise source.fault(_UNREADABLE)
    pages = to_pages(clean_pages(raw, source.is_word))
    problems = [*_empty_pages(pages), *word_remarks(hidden), *character_remarks(raw)]
    if b"%%EOF" not in source.data[-4096:]:
        problems.append("het bestand lijkt niet volledig: het einde ontbreekt")
    return DocumentText(source.title([title, first_paragraph(pages)]), pages, problems=tuple(problems))


class _RawPages(NamedTuple):
    title: str
    texts: list[str]
    hidden: int


def _raw_pages(source: Source) -> _RawPages:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            message = "is met een wachtwoord beveiligd; bewaar een kopie zonder wachtwoord en gebruik die."
            raise source.fault(message) from error
        raise source.fault(_DAMAGED) from error
    try:
        if not len(document):
            raise source.fault("heeft geen bladzijden; download of bewaar het bestand opnieuw.")
        source.check_pages(len(document))
        title = str(document.get_metadata_value("Title"))
        pages: list[str] = []
        chars = hidden = 0
        for number in range(len(document)):
            text, unseen = _page(document, number)
            pages.append(text)
            chars += len(text)
            hidden += unseen
            source.check_length(chars)
        return _RawPages(title.replace("\0", ""), pages, hidden)
    except (pypdfium2.PdfiumError, ValueError, UnicodeError, OSError) as error:
        raise source.fault(_DAMAGED) from error
    finally:
        document.close()


def _page(document: Any, number: int) -> tuple[str, int]:
    """The text of a page and its number of hidden words; "" for a page that pdfium can't load."""
    import pypdfium2

    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return "", 0
    try:
        hidden = HiddenWords(page, text)
        return page_text(_pieces(text, hidden)), hidden.count
    finally:
        text.close()
        page.close()


def _pieces(text: Any, hidden: HiddenWords) -> list[Piece]:
    """The text of a page in pieces with their places, in the order of the file; hidden words are left out."""
    chars = _Chars(text)
    builder = _PieceBuilder()
    word: list[int] = []

    def add(hyphen: bool = False) -> None:
        piece = chars.word(word, hyphen)
        extents = ((piece.left, piece.right, piece.size), piece.base)
        if not hidden.hides((word[0], word[-1]), extents):
            builder.add(piece)

    for at, code in enumerate(chars.codes):
        if code in _LINE_END or code in _HYPHEN or code == _SPACE:
            if word:
                add(hyphen=code in _HYPHEN)
            word = []
            if code == _SPACE:
                builder.space()
            else:
                builder.end_line()
        elif code:
            word.append(at)
    if word:
        add()
    return builder.finish()


class _Chars:
    """The characters of a pdfium text page and their places."""

    def __init__(self, text: Any) -> None:
        import pypdfium2.raw

        self._raw = pypdfium2.raw
        self._text = text
        self._box = pypdfium2.raw.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        count = max(0, text.count_chars())
        self.codes = [int(self._raw.FPDFText_GetUnicode(text, at)) for at in range(count)]

    def word(self, places: Sequence[int], hyphen: bool = False) -> Piece:
        """A word; raised digits in it become superscript characters."""
        left, _, size = self._extent(places[0])
        _, right, _ = self._extent(places[-1])
        base = self._base(places[0])
        letters = []
        for at in places:
            letter = _char(self.codes[at])
            raised = letter.isdecimal() and self._base(at) - base > _RAISED * size
            letters.append(letter.translate(_RAISE) if raised else letter)
        text = "".join(letters).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return Piece(text + "-" * hyphen, left, right, base, size)

    def _extent(self, at: int) -> tuple[float, float, float]:
        """Left, right and height of a character."""
        box = self._box
        if not self._raw.FPDFText_GetLooseCharBox(self._text, at, ctypes.byref(box)):
            return 0.0, 0.0, 1.0
        return box.left, box.right, max(box.top - box.bottom, 0.1)

    def _base(self, at: int) -> float:
        self._raw.FPDFText_GetCharOrigin(self._text, at, self._x, self._y)
        return self._y.value


def _char(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 else "\ufffd"


class _PieceBuilder:
    """Joins words to pieces: what stands on one line without a wide gap."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._open: Piece | None = None
        self._gap = ""

    def space(self) -> None:
        """A space comes before the next word."""
        self._gap = " "

    def end_line(self) -> None:
        """The next word begins another piece."""
        if self._open is not None:
            self._pieces.append(self._open)
        self._open, self._gap = None, ""

    def add(self, word: Piece) -> None:
        """Take the next word."""
        piece = self._open
        if piece is not None and _apart(piece, word):
            self.end_line()
            piece = None
        if piece is None:
            self._open = word
        elif _is_raised(word, piece):
            text = piece.text + word.text.translate(_RAISE)
            self._open = replace(piece, text=text, right=word.right)
        elif _is_raised(piece, word):
            text = f"{piece.text.translate(_RAISE)} {word.text}"
            self._open = replace(word, text=text, left=piece.left)
        else:
            self._open = replace(piece, text=piece.text + self._gap + word.text, right=word.right)
        self._gap = ""

    def finish(self) -> list[Piece]:
        """All pieces."""
        self.end_line()
        return self._pieces


def _apart(piece: Piece, word: Piece) -> bool:
    size = max(piece.size, word.size)
    wide = word.left - piece.right > _WIDE_GAP * size or word.left < piece.left - 1
    return wide or abs(word.base - piece.base) > 0.6 * size


def _is_raised(word: Piece, beside: Piece) -> bool:
    """Whether a word is a small raised number beside another."""
    raised = word.base - beside.base > _RAISED * beside.size
    return raised and word.text.isdecimal() and len(word.text) < 4 and word.size < 0.95 * beside.size


def _empty_pages(pages: Sequence[PageText]) -> Iterator[str]:
    empty = [str(page.number) for page in pages if not page.paragraphs]
    if len(empty) == 1:
        yield f"pagina {empty[0]} heeft geen tekst"
    elif empty:
        shown = ", ".join(empty[:10]) + (" \u2026" if len(empty) > 10 else "")
        yield f"{len(empty)} pagina's hebben geen tekst: {shown}"
