"""``python -m eval.verifier_foreign``: makes ``eval/verifier/foreign.yaml``, English and French claims on Dutch text.

The supported ones are written by hand (``foreign-claims.yaml``); the false ones are these, altered in one named way.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from eval.verifier_alter import Alter, number, table, year
from eval.verifier_pairs import FOLDER, FOREIGN, SUPPORTED, Pair, read_pairs

_SEED = 20260502
_COUNTRIES = {
    "en": (
        "Netherlands",
        "Belgium",
        "Germany",
        "France",
        "Sweden",
        "Turkey",
        "Lebanon",
        "Niger",
        "Libya",
        "Morocco",
        "Mali",
        "India",
        "Mexico",
        "Iran",
        "Ethiopia",
        "Italy",
    ),
    "fr": (
        "Pays-Bas",
        "Belgique",
        "Allemagne",
        "France",
        "Suède",
        "Turquie",
        "Liban",
        "Niger",
        "Libye",
        "Maroc",
        "Mali",
        "Inde",
        "Mexique",
        "Iran",
        "Éthiopie",
        "Italie",
    ),
}
_ORGANISATIONS = {
    "en": (
        "Partos",
        "11.11.11",
        "UNHCR",
        "IOM",
        "Oxfam",
        "OECD",
        "World Bank",
        "UNDP",
        "CEPS",
        "IOB",
        "AIV",
        "African Union",
        "Amnesty",
        "Red Cross",
        "IMF",
    ),
    "fr": (
        "Partos",
        "11.11.11",
        "HCR",
        "OIM",
        "Oxfam",
        "OCDE",
        "Banque mondiale",
        "PNUD",
        "CEPS",
        "IOB",
        "AIV",
        "Union africaine",
        "Amnesty",
        "Croix-Rouge",
        "FMI",
    ),
}
_ALTERED: dict[str, dict[str, list[tuple[str, str]]]] = {
    "eenheid": {
        "en": [
            (r"\bbillion\b", "million"),
            (r"\bmillion\b", "billion"),
            (r"\b(?:percent|%)", " percentage points"),
            (r"\bdollars\b", "euros"),
            (r"\beuros\b", "dollars"),
            (r"€(?=\d)", "$"),
            (r"(?<=11 )years\b", "months"),
            (r"(?<=\d )countries\b", "people"),
        ],
        "fr": [
            (r"\bmilliards?\b", "millions"),
            (r"\bmillions?\b", "milliards"),
            (r"(?: %| pour cent)", " points de pourcentage"),
            (r"\bdollars\b", "euros"),
            (r"d'euros\b", "de dollars"),
            (r"(?<=11 )ans\b", "mois"),
            (r"(?<=\d )pays\b", "personnes"),
        ],
    },
    "ontkenning": {
        "en": [
            (r"\bdoes reduce\b", "does not reduce"),
            (r"\bwas not yet\b", "was"),
            (r"\bwere not fully\b", "were"),
            (r"\bno longer approves\b", "approves"),
            (r"\bdoes not say\b", "says"),
            (r"\bbrought no\b", "brought"),
            (r"\bwant no\b", "want"),
            (r"\bhad received no\b", "had received"),
            (r"\bshould be\b", "should not be"),
            (r"\bhas increased\b", "has not increased"),
            (r"\bwas withdrawn\b", "was not withdrawn"),
            (r"\badopted\b", "did not adopt"),
            (r"\bsupport family\b", "do not support family"),
            (r"\bask for\b", "do not ask for"),
            (r"\bstay in\b", "do not stay in"),
            (r"\bfell\b", "did not fall"),
            (r"\bwant migrants\b", "do not want migrants"),
            (r"\bwanted to\b", "did not want to"),
        ],
        "fr": [
            (r"\bréduit bien\b", "ne réduit pas"),
            (r"\bne fonctionnait pas encore\b", "fonctionnait"),
            (r"\bn'étaient pas entièrement\b", "étaient"),
            (r"\bn'approuve plus\b", "approuve"),
            (r"\bne dit pas\b", "dit"),
            (r"\bn'a pas apporté d'\b", "a apporté de l'"),
            (r"\bne veulent aucun\b", "veulent un"),
            (r"\bn'avaient reçu aucune\b", "avaient reçu une"),
            (r"\bdoit\b", "ne doit pas"),
            (r"\ba accru\b", "n'a pas accru"),
            (r"\ba été retirée\b", "n'a pas été retirée"),
            (r"\ba adopté\b", "n'a pas adopté"),
            (r"\bsoutiennent\b", "ne soutiennent pas"),
            (r"\bdemandent\b", "ne demandent pas"),
            (r"\brestent\b", "ne restent pas"),
            (r"\ba diminué\b", "n'a pas diminué"),
            (r"\bveulent que\b", "ne veulent pas que"),
            (r"\bfreinent\b", "ne freinent pas"),
        ],
    },
    "vergelijking": {
        "en": [
            (r"\bfell\b", "rose"),
            (r"\brises\b", "falls"),
            (r"\breduce\b", "increase"),
            (r"\bincreased\b", "decreased"),
            (r"\bmore than\b", "less than"),
            (r"\blower costs\b", "higher costs"),
            (r"\bfewer migrants\b", "more migrants"),
            (r"\bmost\b", "least"),
            (r"\blargest\b", "smallest"),
            (r"\bpoorest\b", "richest"),
            (r"\brich\b", "poor"),
            (r"\bmore access\b", "less access"),
            (r"\bmore vulnerable\b", "less vulnerable"),
            (r"\bpoor\b", "rich"),
            (r"\bsmall effect\b", "large effect"),
            (r"\bover (?=534)", "less than "),
            (r"\bNearly\b", "More than"),
            (r"\bhold back\b", "encourage"),
            (r"\btoo little, too late\b", "too much, too early"),
        ],
        "fr": [
            (r"\ba diminué\b", "a augmenté"),
            (r"\ba baissé\b", "a augmenté"),
            (r"\baugmente\b", "diminue"),
            (r"\bréduit\b", "augmente"),
            (r"\ba accru\b", "a réduit"),
            (r"\bplus de (?=3,6)", "moins de "),
            (r"\bplus bas\b", "plus élevés"),
            (r"\ble plus de\b", "le moins de"),
            (r"\bplus forte\b", "plus faible"),
            (r"\bplus pauvres\b", "plus riches"),
            (r"\bpays riches\b", "pays pauvres"),
            (r"\bpays pauvres\b", "pays riches"),
            (r"\bdavantage\b", "moins"),
            (r"\bplus vulnérables\b", "moins vulnérables"),
            (r"\bfaible effet\b", "grand effet"),
            (r"\bplus de (?=534)", "moins de "),
            (r"\bfreinent\b", "favorisent"),
            (r"\bPrès d'", "Plus d'"),
        ],
    },
    "reikwijdte": {
        "en": [
            (r"\bMany\b", "All"),
            (r"\bmany\b", "all"),
            (r"\bpartly achieved\b", "fully achieved"),
            (r"\bmost people who\b", "all people who"),
            (r"\bcan reduce\b", "will certainly reduce"),
            (r"\bNearly 1 million\b", "All 1 million"),
            (r"\brisk being\b", "are always"),
            (r"\bin Africa\b", "everywhere"),
            (r"\brises\b", "always rises"),
            (r"\bhosted\b", "always hosted"),
            (r"\bhold back\b", "inevitably hold back"),
        ],
        "fr": [
            (r"\bDe nombreux projets\b", "Tous les projets"),
            (r"\bbeaucoup de migrants\b", "tous les migrants"),
            (r"\ben partie\b", "entièrement"),
            (r"\bla plupart des personnes\b", "toutes les personnes"),
            (r"\bpeuvent réduire\b", "réduiront certainement"),
            (r"\brisquent\b", "reçoivent toujours"),
            (r"\ben Afrique\b", "partout"),
            (r"\baugmente d'abord\b", "augmente toujours"),
            (r"\baccueillait\b", "accueillait toujours"),
            (r"\bfreinent\b", "freinent inévitablement"),
        ],
    },
    "houder": {
        "en": [
            (r"^According to [^,]+, (\w)", r"\1"),
            (r", according to [^.]+(?=\.)", ""),
            (r"^(?:In 2020, )?(?:Oxfam|Partos) (?:argues|believes) that ", "It is true that "),
            (r"^Oxfam writes in 2020 that ", ""),
            (r"^UNDP states, according to the 11\.11\.11 paper, that ", ""),
        ],
        "fr": [
            (r"^Selon (?:le |l')?[^,]+, (\w)", r"\1"),
            (r", selon (?!le FOD)[^.]+(?=\.)", ""),
            (r"^(?:En 2020, )?(?:Oxfam|Partos) estime que ", "Il est vrai que "),
            (r"^Oxfam écrit en 2020 que ", ""),
        ],
    },
}
_ADDITIONS = {
    "en": (
        ", and crime rose sharply as a result",
        ", because cities build too few houses",
        ", which costs taxpayers a fortune",
        ", as the king said in his speech",
        ", so that schools visibly improved",
        ", and most voters agree",
        ", mainly through social media",
        ", despite fierce protests by farmers",
        ", and the army sent extra ships",
    ),
    "fr": (
        ", et la criminalité a fortement augmenté",
        ", car les villes construisent trop peu de logements",
        ", ce qui coûte une fortune aux contribuables",
        ", comme l'a dit le roi dans son discours",
        ", si bien que les écoles se sont améliorées",
        ", et la plupart des électeurs sont d'accord",
        ", surtout par les réseaux sociaux",
        ", malgré de vives protestations d'agriculteurs",
    ),
}


class _Claim(BaseModel):
    """A Dutch claim of ``pairs.yaml`` told in two other languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    nl: str
    en: str
    fr: str


def main() -> None:
    """Write the pairs and say how many of each class."""
    pairs = list(build())
    plain = [p.model_dump(mode="json", exclude_defaults=True) for p in pairs]
    text = yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=120)
    (FOLDER / FOREIGN).write_text(f"# Made by python -m eval.verifier_foreign; do not edit.\n{text}", encoding="utf-8")
    print(dict(Counter(p.label for p in pairs)))


def build() -> Iterator[Pair]:
    """Every claim, and each way in which it can be made false, in two splits by source.

    Raises:
        KeyError: a Dutch claim is no longer among the supported pairs.
    """
    claims = TypeAdapter(list[_Claim]).validate_python(
        yaml.safe_load((FOLDER / "foreign-claims.yaml").read_text(encoding="utf-8"))
    )
    known = {pair.claim: pair for pair in read_pairs(foreign=False) if pair.label == SUPPORTED}
    chance = random.Random(_SEED)
    for place, claim in enumerate(claims):
        base = known[claim.nl]
        texts = [s.text for p in base.passages for s in p.sentences]
        split = "dev" if sum(map(ord, base.passages[0].key)) // 2 % 2 else "test"
        for language, text in (("en", claim.en), ("fr", claim.fr)):
            for label, false in ((SUPPORTED, text), *_false(text, language, chance, texts)):
                yield base.model_copy(
                    update={
                        "id": f"{language}-{label[:3]}{place:02}",
                        "split": split,
                        "label": label,
                        "claim": false,
                        "language": language,
                    }
                )


def _false(text: str, language: str, chance: random.Random, texts: list[str]) -> Iterator[tuple[str, str]]:
    for label, alter in _ways(language).items():
        altered = alter(text, chance, texts)
        if altered and altered != text:
            yield label, altered[:1].upper() + altered[1:]


def _ways(language: str) -> Mapping[str, Alter]:
    def addition(claim: str, chance: random.Random, texts: object) -> str:
        return claim.rstrip(".") + chance.choice(_ADDITIONS[language]) + "."

    tables = {label: table(rows[language]) for label, rows in _ALTERED.items()}
    named = {"land": _other(_COUNTRIES[language]), "organisatie": _other(_ORGANISATIONS[language])}
    return {"getal": number, "jaar": year, **tables, **named, "toevoeging": addition}


def _other(names: tuple[str, ...]) -> Alter:
    def alter(claim: str, chance: random.Random, texts: object) -> str | None:
        mine = [n for n in names if re.search(rf"(?<![\w.]){re.escape(n)}(?!\w)", claim)]
        others = [n for n in names if n not in claim]
        return claim.replace(chance.choice(mine), chance.choice(others)) if mine else None

    return alter


if __name__ == "__main__":
    main()
