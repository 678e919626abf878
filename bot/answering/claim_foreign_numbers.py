"""English and French notations of numbers, dates and decades, rewritten as Dutch has them."""

from __future__ import annotations

import re

_ENGLISH = {
    name: value
    for value, name in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_ENGLISH_TENS = {
    name: 10 * value
    for value, name in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)  # noqa: SIM905
}
_FRENCH = {
    name: value
    for value, name in enumerate(
        [
            "zéro",
            "un",
            "deux",
            "trois",
            "quatre",
            "cinq",
            "six",
            "sept",
            "huit",
            "neuf",
            "dix",
            "onze",
            "douze",
            "treize",
            "quatorze",
            "quinze",
            "seize",
            "dix-sept",
            "dix-huit",
            "dix-neuf",
        ]
    )
} | {"une": 1}
_FRENCH_TENS = {
    "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "octante": 80,
    "huitante": 80, "quatre-vingt": 80, "quatre-vingts": 80, "nonante": 90,
}  # fmt: skip


def _words(language: str) -> dict[str, int]:
    ones, tens = (_ENGLISH, _ENGLISH_TENS) if language == "en" else (_FRENCH, _FRENCH_TENS)
    found = {**ones, **tens}
    for name, ten in tens.items():
        for one, value in ones.items():
            teens = language == "fr" and ten in (60, 80) and 10 <= value <= 19
            if 1 <= value <= 9 or teens:
                for link in ("-", " ", "-et-", " et "):
                    found.setdefault(f"{name}{link}{one}", ten + value)
    found |= {"half a dozen": 6, "a dozen": 12} if language == "en" else {"une douzaine": 12, "une dizaine": 10}
    hundred, ending = ("hundred", "") if language == "en" else ("cent", "s?")
    for name, value in [*ones.items(), ("a" if language == "en" else "", 1)]:
        if 1 <= value <= 9:
            found[f"{name} {hundred}".strip()] = 100 * value
            if ending:
                found[f"{name} {hundred}s".strip()] = 100 * value
    return found


_WORDS = {language: _words(language) for language in ("en", "fr")}
_SIZES = {"en": r"thousand|million|billion|trillion", "fr": r"mille|millions?|milliards?|billions"}
_DUTCH = {"thousand": "duizend", "mille": "duizend", "million": "miljoen", "millions": "miljoen", "billion": "miljard",
          "milliard": "miljard", "milliards": "miljard", "trillion": "biljoen", "billions": "biljoen"}  # fmt: skip
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "tenths": 10, "tiers": 3, "quart": 4, "quarts": 4,
    "cinquième": 5, "cinquièmes": 5, "sixième": 6, "septième": 7, "huitième": 8, "neuvième": 9, "dixième": 10,
    "dixièmes": 10,
}  # fmt: skip
_DIGITS = r"\d+(?:[.,\s]\d+)*"
_NOT_A_SHARE = r"(?!\s+(?:country|countries|party|parties|world|time|year|pays|monde|fois|of\s+\d{4}|trimestre))"


def _some(language: str) -> str:
    """A pattern for a counting word or a small number."""
    return "|".join(sorted((re.escape(w) for w in _WORDS[language]), key=len, reverse=True)) + r"|\d{1,3}"


_SHARES = {
    "en": re.compile(
        rf"(?<![.,\d])\b(?P<a>{_some('en')})\s+(?:in|out\s+of)\s+(?:every\s+)?(?P<b>{_some('en')})\b(?![.,]?\d)"
        rf"|\b(?P<c>{_some('en')}|a|an)[\s-]+(?P<part>{'|'.join(_PARTS)})\b{_NOT_A_SHARE}"
        rf"|(?<!first )(?<!second )(?<!last )\b(?P<half>half)\s+(?:of|the|a|its|their)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        rf"(?<![.,\d])\b(?P<a>{_some('fr')})\s+(?:[^\W\d]+\s+)?sur\s+(?P<b>{_some('fr')})\b(?![.,]?\d)"
        rf"|\b(?P<c>{_some('fr')})\s+(?P<part>{'|'.join(_PARTS)})\b{_NOT_A_SHARE}|\b(?P<half>la\s+moitié)(?:\s+d(?:e|es|u)\b)?",
        re.IGNORECASE,
    ),
}
_COUNTED = {
    language: re.compile(
        rf"\b(?P<word>{'|'.join(sorted((re.escape(w) for w in words), key=len, reverse=True))})\b"
        rf"(?:[\s-](?P<size>{_SIZES[language]})\b)?",
        re.IGNORECASE,
    )
    for language, words in _WORDS.items()
}
_ONE_SIZE = {
    "en": re.compile(r"\b(?:a|one)\s+(?P<size>thousand|million|billion|trillion)\b", re.IGNORECASE),
    "fr": re.compile(r"\bd?'?un\s+(?P<size>millions?|milliards?)\b", re.IGNORECASE),
}
_HALF = {
    "en": re.compile(r"\b(?:one|a)\s+and\s+a\s+half\s+(?=million|billion)", re.IGNORECASE),
    "fr": re.compile(r"\bun\s+(?P<size>million|milliard)\s+et\s+demi\b", re.IGNORECASE),
}
_MONTHS_EN = {
    "january": "januari", "february": "februari", "march": "maart", "april": "april", "may": "mei", "june": "juni",
    "july": "juli", "august": "augustus", "september": "september", "october": "oktober", "november": "november",
    "december": "december",
}  # fmt: skip
_MONTH_FIRST = re.compile(
    rf"\b(?P<month>{'|'.join(m.capitalize() for m in _MONTHS_EN)})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"(?P<year>,?\s+\d{{4}})?\b"
)
_MAY = re.compile(r"\bMay(?=\s+\d{4})|(?<=\d\s)May\b|(?<=\b(?:in|of)\s)May\b|(?<=\bsince\s)May\b|(?<=\buntil\s)May\b")
_DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|er)\b(?=\s+[A-Za-zéû])")
_DECADE = re.compile(
    r"\b(?:the\s+|les\s+années\s+|des\s+années\s+|années\s+)(?:19|20)?(?P<tens>\d)0(?:s|'s)?\b"
    r"(?!\s*(?:à|et|ou|-|–)\s*(?:19|20)\d\d\b)|\b(?:19|20)(?P<t2>\d)0s\b"
)
_DECADE_WORD = {
    "en": re.compile(r"\b(?:the\s+)?(twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b", re.I),
    "fr": re.compile(
        r"\bannées\s+(vingt|trente|quarante|cinquante|soixante|soixante-dix|quatre-vingts?|quatre-vingt-dix)\b", re.I
    ),
}
_TENS_OF = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "soixante-dix": 70,
    "quatre-vingt": 80, "quatre-vingts": 80, "quatre-vingt-dix": 90,
}  # fmt: skip
_POINT = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])|(?<![\w.,])\d+\.\d+(?![\w.])")
_SIZE_OF = re.compile(
    r"(?<=\d)(\s(?:mille|millions?|milliards?|billions?|miljoen|miljard|biljoen))\s+(?:de\s+|d')", re.IGNORECASE
)
_LONG_SCALE = re.compile(r"(?<=\d)\sbillions?\b", re.IGNORECASE)
"""A French "billion" is a million million."""
_MANY = {
    "en": re.compile(
        r"\b(?:(?:just\s|slightly\s|a\slittle\s|well\s)?over|about|some|around)\s+(?=(?:€|\$|EUR|USD)?\s?\d)",
        re.IGNORECASE,
    ),
    "fr": re.compile(r"\b(?:quelque|autour\s+de|à\s+peu\s+près)\s+(?=\d)", re.IGNORECASE),
}
_RANGE = {
    "en": re.compile(r"(?<=\d)(?:\s?%|\spercent)?\s(?:to|or)\s(?=\d)"),
    "fr": re.compile(r"(?<=\d)(?:\s?%)?\s[àa]\s(?=\d)"),
}
_DUTCH_WORDS = (
    "nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf", "dertien",
    "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien", "twintig",
)  # fmt: skip


def dutch_numbers(text: str, language: str) -> str:
    """A text whose numbers are written as in Dutch: "one in five" as "1 op de 5", "1.3 billion" as "1,3 miljard"."""
    text = _HALF[language].sub(lambda m: "1,5 " + (m.groupdict().get("size") or ""), text)
    text = _DECADE.sub(lambda m: f"jaren {m['tens'] or m['t2']}0", text)
    text = _DECADE_WORD[language].sub(lambda m: f"jaren {_TENS_OF[m[1].lower()]}", text)
    text = _SHARES[language].sub(lambda m: _share(m, language), text)
    text = _ONE_SIZE[language].sub(lambda m: f"1 {_DUTCH[m['size'].lower()]}", text)
    text = _COUNTED[language].sub(lambda m: _counted(m, language), text)
    text = _RANGE[language].sub(" tot ", text)
    if language == "fr":
        text = _LONG_SCALE.sub(" biljoen", _SIZE_OF.sub(r"\1 ", text))
    text = _MANY[language].sub(lambda m: "ruim " if "over" in m.group().lower() else "ongeveer ", text)
    if language == "en":
        text = _MONTH_FIRST.sub(
            lambda m: f"{m['day']} {_MONTHS_EN[m['month'].lower()]}{(m['year'] or '').replace(',', '')}", text
        )
        text = _MAY.sub("mei", text)
        text = _POINT.sub(lambda m: _decimal(m.group()), text)
    return _DAY.sub(r"\1", text)


def _value(word: str, language: str) -> int:
    return int(word) if word.isdigit() else _WORDS[language].get(word.lower(), 1)


def _share(match: re.Match[str], language: str) -> str:
    if match["half"]:
        return "50 procent van"
    if match["part"]:
        return f"{_value(match['c'], language)} op {_PARTS[match['part'].lower()]}"
    return f"{_value(match['a'], language)} op {_value(match['b'], language)}"


def _counted(match: re.Match[str], language: str) -> str:
    value = _value(match["word"], language)
    if match["size"]:
        return f"{value} {_DUTCH[match['size'].lower()]}"
    if value <= 1 or (language == "fr" and match["word"].lower() == "cent" and _percent(match)):
        return match.group()
    return _DUTCH_WORDS[value] if value <= 20 else str(value)


def _percent(match: re.Match[str]) -> bool:
    return match.string[: match.start()].rstrip().lower().endswith("pour")


def _decimal(digits: str) -> str:
    """English digits in Dutch notation: "1,970" as "1.970", "1.30" as "1,3"."""
    whole, _, fraction = digits.replace(",", "").partition(".")
    fraction = fraction.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{fraction}" if fraction else grouped
