"""Spoken Dutch numbers in digits, where the reader of running text does not know the form.

"zeventien komma zeven" becomes "17,7", "honderd zeventien" "117", "een half miljard" "0,5 miljard", "in '23" "in 2023".
Number words with one slip of the keys are read too ("zeventein").
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from bot.domain.number_words import WORDS
from bot.rehearsal.grading.number_slips import TEENS_AND_TENS, as_size, as_unit, number_of, with_percent
from bot.rehearsal.grading.spoken_shares import shares_as_fractions

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
_GAP = re.compile(r"[\s\u00a0]+|[\s\u00a0]?-[\s\u00a0]?")
_SHORT_YEAR = re.compile(r"(?<!jaren )(?<![\w'’])['’](\d\d)\b(?!\s*(?:%|procent|euro|miljoen|miljard))", re.IGNORECASE)
_BARE_YEAR = re.compile(
    r"\b(in|eind|begin|midden|sinds)\s+([012]\d)(?=\s*(?:[.,;:)!?]|$)(?!\d)|\s+(?:was|waren|is|zijn|werd|werden|al|nog|telde|"
    r"had|hadden|ging|gingen|kwam|kwamen|volgens)\b)",
    re.IGNORECASE,
)
_MOST_DIGITS = 4
_CENTURIES = {"twintig": 2000, "negentien": 1900}
_GLUED_YEAR = re.compile(r"(twintig|negentien)(\w{4,})", re.IGNORECASE)
_GLUED_COMMA = re.compile(r"\b([^\W\d_]+)(komma)([^\W\d_]+)\b", re.IGNORECASE)
_ABBREVIATED = re.compile(r"(?<=\d)\s?(mrd|mlrd|mia|mio|k)\b\.?", re.IGNORECASE)
_IN_FULL = {"mrd": " miljard", "mlrd": " miljard", "mia": " miljard", "mio": " miljoen", "k": " duizend"}
_TIMES = re.compile(r"\b(twee|drie|vier|vijf|zes|zeven|acht|negen|tien)(maal|keer)\b", re.IGNORECASE)
_AND_HALF = re.compile(r"\b(\w+)[\s-]+en[\s-]+(?:(?:een|één|n)[\s-]+)?hal(?:f|ve)\b", re.IGNORECASE)
_HALF = re.compile(r"\b(?:(?:een|één|1|n)\s+)?hal(?:f|ve)\s?(?=(?:miljoen|miljard|biljoen|procent)\b)", re.IGNORECASE)
_CAUTION = re.compile(
    r"\b(kleine|goede|goeie|dikke|dik|krappe|ruime|flinke|goed)\s+(?=(?:miljoen|miljard|biljoen)\b)", re.IGNORECASE
)
_DOLLAR = re.compile(r"\b(?:dol+ars?|dol+ers?|doallr|dollra)\b", re.IGNORECASE)
_OR_SO = re.compile(
    r"\b(?:een|’n|'n|n)\s+(procent|miljoen|miljard|euro|dollar|landen|land|jaar|mensen|man)\s+of\s+([\d,.]*\d|[^\W\d_]+)\b",
    re.IGNORECASE,
)
"""“Een procent of zeven” is about seven percent."""
_HALVES = re.compile(r"(?:ën|en)(?:een)?hal(?:f|ve)$", re.IGNORECASE)


class _Run(NamedTuple):
    """A number over one or more tokens.

    Attributes:
        end: place of the token after it.
        size: the size word that belongs to it, "" without one.
    """

    value: Decimal
    end: int
    size: str = ""


def in_digits(text: str) -> str:
    """The text with spoken decimals, halves, long and mistyped number words as digits; the rest stays as it is."""
    text = _OR_SO.sub(_about_so_many, _DOLLAR.sub("dollar", with_percent(text)))
    text = _SHORT_YEAR.sub(lambda found: str(_full_year(int(found[1]))), text)
    text = _BARE_YEAR.sub(lambda found: f"{found[1]} {_full_year(int(found[2]))}", text)
    text = _GLUED_COMMA.sub(_parted, text)
    text = _ABBREVIATED.sub(lambda found: _IN_FULL[found[1].lower()], text)
    text = _TIMES.sub(r"\1 \2", _CAUTION.sub(r"\1 1 ", _HALF.sub("0,5 ", _AND_HALF.sub(_halved, text))))
    return shares_as_fractions(_Reader(text).read())


def _full_year(short: int) -> int:
    return 2000 + short if short <= 50 else 1900 + short


def _parted(found: re.Match[str]) -> str:
    known = number_of(found[1]) is not None and number_of(found[3]) is not None
    return f"{found[1]} komma {found[3]}" if known else found[0]


def _about_so_many(found: re.Match[str]) -> str:
    value = number_of(found[2])
    many = found[2] if found[2][0].isdigit() else None if value is None else str(value)
    return found[0] if many is None else f"ongeveer {many} {found[1]}"


def _halved(found: re.Match[str]) -> str:
    value = number_of(found[1])
    return found[0] if value is None else f"{value},5"


class _Reader:
    """Reads the numbers of one text, from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(_TOKEN.finditer(text))
        self._words = [token.group().lower() for token in self._tokens]

    def read(self) -> str:
        """The text with its spoken numbers as digits."""
        parts, at, done = [], 0, 0
        while at < len(self._tokens):
            run, shown = self._number(at)
            if run is None:
                at += 1
                continue
            start, end = self._tokens[at].start(), self._tokens[run.end - 1].end()
            parts += [self._text[done:start], shown]
            done, at = end, run.end
        return "".join([*parts, self._text[done:]])

    def _number(self, at: int) -> tuple[_Run | None, str]:
        """The number that begins at a token and how to write it; None where nothing needs to change."""
        year = self._year(at)
        if year is not None:
            return year, f"{year.value:f}"
        run = self._sum(at)
        if run is None or (run.end == at + 1 and self._is_read_anyway(at)):
            return None, ""
        unit = self._unit(run.end)
        words = [_written(run.value), *([run.size] if run.size else []), *([unit] if unit else [])]
        return _Run(run.value, run.end + bool(unit)), " ".join(words)

    def _is_read_anyway(self, at: int) -> bool:
        """True for one word that needs no help, or that is no number without what follows: "een", "2 duizend"."""
        word = self._words[at]
        if word in ("een", "één") or (word == "duizend" and self._joined(at) and self._words[at - 1][0].isdigit()):
            return not self._before_unit(at + 1) or word == "duizend"
        return word in WORDS or word[0].isdigit()

    def _before_unit(self, at: int) -> bool:
        return self._joined(at) and bool(as_size(self._words[at]) or self._words[at] in _PERCENT)

    def _size(self, at: int) -> tuple[str, int]:
        name = as_size(self._words[at]) if self._joined(at) else ""
        return name, at + bool(name)

    def _unit(self, at: int) -> str:
        return as_unit(self._words[at]) if self._joined(at) else ""

    def _joined(self, at: int) -> bool:
        """True when only a space or a hyphen parts a token from the one before."""
        if not 0 < at < len(self._tokens):
            return False
        return bool(_GAP.fullmatch(self._text, self._tokens[at - 1].end(), self._tokens[at].start()))

    def _word(self, at: int) -> str:
        """The word at a token when it goes on from the one before, else ""."""
        return self._words[at] if self._joined(at) else ""

    def _year(self, at: int) -> _Run | None:
        """Years: "twintig drieëntwintig" and "negentienzestig"."""
        glued = _GLUED_YEAR.fullmatch(self._words[at])
        if glued:
            value = number_of(glued[2])
            return None if value is None or not 10 <= value < 100 else _Run(_year_of(glued[1], value), at + 1)
        century = self._words[at]
        value = number_of(self._word(at + 1)) if century in _CENTURIES and self._word(at + 1).isalpha() else None
        if value is None or not 10 <= value < 100 or self._before_unit(at + 2):
            return None
        return _Run(_year_of(century, value), at + 2)

    def _sum(self, at: int) -> _Run | None:
        """A number, or "een miljard driehonderd miljoen" in the larger of its sizes."""
        run = self._decimal(at)
        if run is None:
            return None
        size, after = self._size(run.end)
        if not size:
            return run
        run = _Run(run.value, after, size)
        more = after + 1 if self._word(after) == "en" else after
        rest = self._decimal(more) if self._joined(more) else None
        if rest is None:
            return run
        smaller, end = self._size(rest.end)
        added = rest.value * (_SIZES[smaller] if smaller else 1)
        if added >= _SIZES[size] or added < 1000:
            return run
        return _Run(run.value + added / _SIZES[size], end, size)

    def _decimal(self, at: int) -> _Run | None:
        """A whole number with what stands behind "komma", or with a half."""
        word = self._words[at]
        half = _HALVES.search(word)
        if half:
            value = number_of(word[: half.start()])
            return None if value is None else _Run(value + Decimal("0.5"), at + 1)
        run = self._whole(at)
        if run is None:
            return None
        after = self._word(run.end)
        if after in ("komma", "punt") and self._joined(run.end + 1) and run.value == int(run.value):
            return self._behind_comma(run, spelled=after == "punt")
        return run

    def _behind_comma(self, run: _Run, *, spelled: bool) -> _Run:
        """Digits behind the comma: "zeven", "dertien", "nul zeven".

        Args:
            spelled: "punt" was said, which may be the word itself; then a size or unit must follow.
        """
        digits, at = "", run.end + 1
        first = number_of(self._word(at)) if self._word(at) else None
        if first is not None and 10 <= first < 100:
            digits, at = str(first), at + 1
        while first is not None and first < 10 and len(digits) < _MOST_DIGITS:
            value = number_of(self._word(at)) if self._word(at) else None
            if value is None or value >= 10:
                break
            digits, at = digits + str(value), at + 1
        if len(digits) > 2 and not self._before_unit(at):
            digits, at = digits[:2], run.end + 3
        if not digits or (spelled and not self._before_unit(at)):
            return run
        return _Run(Decimal(f"{int(run.value)}.{digits}"), at)

    def _whole(self, at: int) -> _Run | None:
        """Whole numbers: "zes honderd vijf en tachtig", "zevenduizend vierhonderd"; digits only as they stand."""
        word = self._words[at]
        if word[0].isdigit():
            return _Run(Decimal(word.replace(".", "").replace(",", ".")), at + 1) if self._is_plain(word) else None
        run = self._below_thousand(at)
        if run is None:
            return None
        if self._word(run.end) == "duizend" and run.value < 1000:
            run = _Run(run.value * 1000, run.end + 1)
        if run.value and run.value % 1000 == 0 and run.value < 10**6:
            more = run.end + 1 if self._word(run.end) == "en" else run.end
            rest = self._below_thousand(more) if self._joined(more) else None
            if rest is not None and rest.value < 1000 and self._words[more] not in ("een", "één"):
                run = _Run(run.value + rest.value, rest.end)
        return run

    def _below_thousand(self, at: int) -> _Run | None:
        word = self._words[at]
        value = number_of(word)
        if value is None or word[0].isdigit():
            return None
        end = at + 1
        if value < 10 and self._word(end) == "en" and TEENS_AND_TENS.get(self._word(end + 1), 0) in range(20, 100, 10):
            return _Run(Decimal(value + TEENS_AND_TENS[self._words[end + 1]]), end + 2)
        if 1 < value < 100 and self._word(end) == "honderd":
            value, end = value * 100, end + 1
        if value % 100 == 0 and 0 < value < 10_000 and value % 1000:
            more = end + 1 if self._word(end) == "en" else end
            rest = self._below_hundred(more) if self._joined(more) else None
            if rest is not None:
                return _Run(value + rest.value, rest.end)
        return _Run(Decimal(value), end)

    def _below_hundred(self, at: int) -> _Run | None:
        word = self._words[at]
        value = number_of(word)
        if value is None or value >= 100 or word in ("een", "één") or word[0].isdigit():
            return None
        if (
            value < 10
            and self._word(at + 1) == "en"
            and TEENS_AND_TENS.get(self._word(at + 2), 0) in range(20, 100, 10)
        ):
            return _Run(Decimal(value + TEENS_AND_TENS[self._words[at + 2]]), at + 3)
        return _Run(Decimal(value), at + 1)

    @staticmethod
    def _is_plain(word: str) -> bool:
        return re.fullmatch(r"\d+(?:,\d+)?|\d{1,3}(?:\.\d{3})+", word) is not None


_PERCENT = ("procent", "percent", "procentpunt", "procentpunten")
_SIZES = {"miljoen": Decimal(10**6), "miljard": Decimal(10**9), "biljoen": Decimal(10**12)}


def _year_of(century: str, value: int) -> Decimal:
    return Decimal(_CENTURIES[century.lower()] + value)


def _written(value: Decimal) -> str:
    plain = f"{value.normalize():f}"
    return plain.replace(".", ",")
