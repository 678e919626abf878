"""Test doubles and small corpora, in one place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import numpy as np

from bot.ports import Vectors

BIBLIOGRAPHY = [
    {"id": "nota2024", "type": "report", "title": "De nota", "author": [{"literal": "De Club"}],
     "issued": {"date-parts": [[2024]]}, "URL": "https://example.org/nota"},
    {"id": "rapport2019", "type": "report", "title": "Het rapport", "author": [{"family": "Smit", "given": "A."}],
     "issued": {"date-parts": [[2019]]}},
]  # fmt: skip
NOTE = """---
key: nota2024
read: full
countries: [NL]
themes: [hulp]
---
# De nota

## Kosten

::: vragen
- Hoeveel kost de opvang van bijen?
:::

De opvang van bijen kostte Nederland 1,3 miljard euro in 2024 [@nota2024, p. 1]. In 2019 telde het rapport 1.970
bijenkasten in heel Europa [@nota2024, p. 2; @rapport2019, p. 5].

::: {.standpunt houder="De Club"}
De Club vindt dat bijen recht hebben op rust [@nota2024, p. 2].
:::

::: {.tegenspraak tegen="nota2024, p. 2"}
De nota telde in 2019 in totaal 1.970 bijenkasten [@nota2024, p. 2]. Het rapport telde er in 2019 zelf 2.100
[@rapport2019, p. 7].
:::
"""
REPORT = """---
key: rapport2019
read: part
countries: [EU]
themes: [hulp]
---
# Het rapport

## Bijenkasten

Het rapport telde in 2019 in Europa 1.970 bijenkasten [@rapport2019, p. 5]. Smit telde in 2019 op een andere plek
2.100 bijenkasten [@rapport2019, p. 7].
"""
CARD = """---
slug: kosten-bijen
theme: hulp
countries: [NL]
question: Hoeveel kost de bijenopvang in Nederland?
wordings:
  neutraal: [Wat betaalt Nederland voor de opvang van bijen?]
  vijandig: [Hoeveel geld smijten we nu weer naar die bijen?]
  spreektaal: [Wat kosten die beesten eigenlijk?]
  vlaams: [Wat kost de opvang van die bijkes?]
  en: [How much does bee shelter cost?]
  fr: ["Combien coûte l'accueil des abeilles ?"]
figures: [nl-bijen-2024]
---
## Antwoord
De opvang van bijen kostte Nederland in 2024 1,3 miljard euro [@nota2024, p. 1].

## Kernpunten
- De opvang van bijen kostte Nederland in 2024 1,3 miljard euro [@nota2024, p. 1].

## Tegenargument
Dat is toch veel te veel geld voor insecten.

## Weerwoord
De Club vindt dat bijen recht hebben op rust [@nota2024, p. 2].

## Let op
- Het rapport telde in 2019 in Europa 1.970 bijenkasten [@rapport2019, p. 5].
"""
QUESTIONS = """\
key: nota2024
questions:
  - sentence: De opvang van bijen kostte Nederland 1,3 miljard
    ask: [Wat zijn we kwijt aan insectenhotels?, What does sheltering bees cost?]
"""
LEDGER = """id,indicator,label,value,high,qualifier,unit,country,period,source,locator,status,successor,note
nl-bijen-2024,bijen-kosten,kosten van bijenopvang,1300000000,,,eur,NL,2024,nota2024,p. 1,bevestigd,,
eu-kasten-nota-2019,bijenkasten,aantal bijenkasten,1970,,,aantal,EU,2019,nota2024,p. 2,tegengesproken,,
eu-kasten-rapport-2019,bijenkasten,aantal bijenkasten,1970,,,aantal,EU,2019,rapport2019,p. 5,bevestigd,,
eu-kasten-rapport-p7-2019,bijenkasten,aantal bijenkasten,2100,,,aantal,EU,2019,rapport2019,p. 7,bevestigd,,
"""
THESAURUS = """
- id: bij
  term: bij
  nl: [honingbij, bijen]
  geladen: [prikbeest]
  en: [bee]
  fr: [abeille]
  niet_hetzelfde: [wesp]
  uitleg: Een bij is geen wesp.
- id: wesp
  term: wesp
  nl: [wespen]
  en: [wasp]
  niet_hetzelfde: [bij]
"""


def write_mini_corpus(folder: Path) -> Path:
    """Write a small whole corpus."""
    for part in ("notes", "reports", "cards"):
        (folder / part).mkdir(parents=True)
    (folder / "bibliography.json").write_text(json.dumps(BIBLIOGRAPHY), encoding="utf-8")
    (folder / "notes" / "nota2024.md").write_text(NOTE, encoding="utf-8")
    (folder / "questions").mkdir()
    (folder / "questions" / "nota2024.yaml").write_text(QUESTIONS, encoding="utf-8")
    (folder / "reports" / "rapport2019.md").write_text(REPORT, encoding="utf-8")
    (folder / "cards" / "kosten-bijen.md").write_text(CARD, encoding="utf-8")
    (folder / "figures.csv").write_text(LEDGER, encoding="utf-8")
    (folder / "thesaurus.yaml").write_text(THESAURUS, encoding="utf-8")
    return folder


class HashEmbedder:
    """A deterministic embedder that knows only which words are shared; it records what it embedded."""

    def __init__(self, name: str = "hash-1", dimension: int = 64) -> None:
        self._name, self._dimension = name, dimension
        self.embedded: list[str] = []

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimension(self) -> int:
        return self._dimension

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.embedded.extend(texts)
        rows = np.zeros((len(texts), self._dimension), dtype=np.float32)
        for place, text in enumerate(texts):
            for word in text.lower().split():
                rows[place, int(hashlib.sha256(word.encode()).hexdigest(), 16) % self._dimension] += 1.0
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.where(lengths > 0, lengths, 1.0), dtype=np.float32)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self.embed_passages(texts)


class MiniLexicon:
    """A lexicon of a few words."""

    LEMMAS: ClassVar[dict[str, str]] = {
        "landen": "land",
        "kosten": "kosten",
        "bijen": "bij",
        "vluchtelingen": "vluchteling",
    }
    WORDS = frozenset(
        ("asiel", "opvang", "kosten", "kost", "ontwikkeling", "samenwerking", "vluchteling", "land", "bij", "klimaat")
    )

    def lemma(self, word: str) -> str:
        return self.LEMMAS.get(word, word)

    def frequency(self, word: str) -> float:
        return 4.0 if word in self.WORDS or word in self.LEMMAS else 0.0
