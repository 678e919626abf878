"""What stands around the running text of a page: running heads and feet, page numbers, bare web addresses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

Lines = list[str]

_EDGE = 3
_LONGEST_HEAD = 120
_NUMBER = re.compile(r"\d{1,4}")
_PAGE_NUMBER = re.compile(r"[^\w(]*(?P<n>\d{1,4})[^\w)%]*")
_NAMED_NUMBER = re.compile(
    r"\W*(?:pagina|page|pag\.?|p\.|blz\.?|bladzijde)\s*\d{1,4}(?:\s*(?:van|of|sur|de|/)\s*\d{1,4})?\W*"
    r"|\W*\d{1,4}\s*(?:/|van|of|sur)\s*\d{1,4}\W*",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\W*(?:artikel|art\.|vraag|question|hoofdstuk|chapter|chapitre|bijlage|annex|deel|part|stelling|stap|tabel|table"
    r"|figuur|figure|section|sectie|casus|les|module)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?:\S+\s+){4,}\S+[.!?][\u201d\u2019\"')]*$")
_BARE_ADDRESS = re.compile(r"\W*(?:https?://|www\.)\S+$", re.IGNORECASE)
_ADDRESS_REST = re.compile(r"[/=&_~%]|\.(?:pdf|html?|php|aspx?)\b", re.IGNORECASE)
_LOGO_WORD = re.compile(r"[a-z]{1,12}|\d{1,3}\.?")


def strip_margins(pages: Sequence[Lines]) -> list[Lines]:
    """Each page without repeated heads and feet, page numbers and a closing list of addresses."""
    trimmed = [_without_closing_addresses(page) for page in pages]
    counts = _edge_counts(trimmed)
    with_text = sum(1 for page in trimmed if any(page))
    needed = 2 if with_text < 4 else 3
    return [_peel(page, number, counts, needed) for number, page in enumerate(trimmed, 1)]


def strip_addresses(lines: Lines) -> Lines:
    """The lines without those that hold only a web address or the rest of one."""
    kept: Lines = []
    in_address = False
    for line in lines:
        text = line.strip()
        if _BARE_ADDRESS.match(text) or (in_address and " " not in text and _ADDRESS_REST.search(text)):
            in_address = True
            continue
        in_address = False
        kept.append(line)
    return kept


def _without_closing_addresses(page: Lines) -> Lines:
    end = len(page)
    while end and (not page[end - 1].strip() or _BARE_ADDRESS.match(page[end - 1].strip())):
        end -= 1
    blank = next((at for at in range(end, len(page)) if not page[at].strip()), len(page))
    return [line.rstrip() for line in page[:blank]]


def _edge_counts(pages: Sequence[Lines]) -> Counter[str]:
    """On how many pages each line stands at an edge."""
    counts: Counter[str] = Counter()
    for number, page in enumerate(pages, 1):
        filled = [line for line in page if line.strip()]
        edges = filled[:_EDGE] + filled[-_EDGE:]
        counts.update({key for line in edges for key in _keys(line, number)})
    return counts


def _keys(line: str, page: int) -> Iterator[str]:
    """Names under which a line may recur: as it stands, and with a number that runs with the pages."""
    text = " ".join(line.split())
    if len(text) > _LONGEST_HEAD:
        return
    yield "=" + text
    if not _COUNTED.match(text):
        for match in _NUMBER.finditer(text):
            yield f"~{text[: match.start()]}#{int(match.group()) - page}#{text[match.end() :]}"


def _peel(page: Lines, number: int, counts: Counter[str], needed: int) -> Lines:
    lines = list(page)
    for from_top in (True, False):
        for _ in range(_EDGE + 1):
            filled = [at for at, line in enumerate(lines) if line.strip()]
            if not filled:
                break
            at = filled[0] if from_top else filled[-1]
            if not _is_margin(lines[at], number, counts, needed):
                break
            numbered = _PAGE_NUMBER.fullmatch(lines[at].strip()) is not None
            lines = lines[at + 1 :] if from_top else lines[:at]
            if numbered and from_top:
                lines = _without_logo(lines)
    has_text = any(c.isalpha() for line in lines for c in line)
    return lines if has_text or not any(c.isalpha() for line in page for c in line) else list(page)


def _is_margin(line: str, number: int, counts: Counter[str], needed: int) -> bool:
    text = " ".join(line.split())
    if len(text) > _LONGEST_HEAD:
        return False
    if _NAMED_NUMBER.fullmatch(text):
        return True
    bare = _PAGE_NUMBER.fullmatch(text)
    if bare:
        return int(bare.group("n")) == number or counts[f"~{_masked(text, bare, number)}"] >= 2
    if _SENTENCE.search(text) and "©" not in text:
        return False
    return any(counts[key] >= needed for key in _keys(line, number))


def _masked(text: str, match: re.Match[str], page: int) -> str:
    return f"{text[: match.start('n')]}#{int(match.group('n')) - page}#{text[match.end('n') :]}"


def _without_logo(lines: Lines) -> Lines:
    """Drop a few scraps of a logo under a page number ("11." / "paper"): a number and lower-case words alone."""
    start = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    end = start
    while end < len(lines) and lines[end].strip():
        end += 1
    block = [line.strip() for line in lines[start:end]]
    scraps = 2 <= len(block) <= 3 and all(_LOGO_WORD.fullmatch(word) for word in block)
    mixed = any(word[0].isdigit() for word in block) and any(word[0].isalpha() for word in block)
    return lines[end:] if scraps and mixed and end < len(lines) else lines
