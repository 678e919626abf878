"""Which charts the ledger gives, and what each may compare.

A series names one measure: an indicator, a country and a unit, and where an indicator covers several definitions also
the labels of the one that is meant. Nothing else is ever put in one row of bars or on one line.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.ui.language import N_


class ChartForm(StrEnum):
    """How a chart is drawn."""

    BARS = "bars"  # a bar for each year and series
    LINES = "lines"  # a point for each year, joined only between years that follow each other
    RANKING = "ranking"  # a bar or range for each row


class RowName(StrEnum):
    """What tells the rows of a ranking apart."""

    SOURCE = "source"
    COUNTRY = "country"
    LABEL = "label"
    SERIES = "series"


@dataclass(frozen=True, slots=True)
class Series:
    """One measure.

    Attributes:
        name: as the legend says it.
        labels: ledger labels that belong to the measure; empty for all of the indicator.
    """

    name: str
    indicator: str
    country: str
    unit: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartPlan:
    """One chart.

    Attributes:
        slug: names its files and its place on the page.
        reading: one or two sentences: what to see, and what not to conclude.
        since: earliest year, 0 for all.
        scale: the axis shows values divided by this.
        axis: what the axis measures.
        cut: words that the labels of a ranking have in common, left out of its rows.
    """

    slug: str
    title: str
    reading: str
    form: ChartForm
    series: tuple[Series, ...]
    axis: str
    scale: int = 1
    since: int = 0
    rows: RowName = RowName.SERIES
    cut: str = ""


_NL, _BE, _WORLD = N_("Nederland"), N_("België"), N_("alle donorlanden")
_BILLION, _MILLION = 10**9, 10**6
_BILLIONS_EUR, _BILLIONS_USD = N_("miljard euro"), N_("miljard dollar")
_MILLIONS = N_("miljoen mensen")
_DISPLACED = "gedwongen ontheemden in de wereld"


def _at_home(indicator: str, unit: str) -> tuple[Series, ...]:
    """A measure of the Netherlands and of Belgium."""
    return Series(_NL, indicator, "NL", unit), Series(_BE, indicator, "BE", unit)


CHARTS = (
    ChartPlan(
        "asielkosten-bedrag",
        N_("Asielopvang betaald uit hulpgeld"),
        N_(
            "Opvang van asielzoekers in het eerste jaar, geteld als ontwikkelingshulp. Lichte balken zijn begrotingen "
            "of ramingen, geen uitkomsten. Waar geen balk staat, heeft het register geen cijfer; dat is geen nul."
        ),
        ChartForm.BARS,
        _at_home("asielkosten-oda-bedrag", "eur"),
        _BILLIONS_EUR,
        _BILLION,
    ),
    ChartPlan(
        "asielkosten-aandeel",
        N_("Deel van de hulp dat naar asielopvang gaat"),
        N_(
            "De bronnen rekenen niet altijd met dezelfde grondslag: soms het hulpbudget, soms alle ontwikkelingshulp. "
            "Vergelijk daarom vooral jaren binnen één land. Lichte balken zijn begrotingen of ramingen."
        ),
        ChartForm.BARS,
        _at_home("asielkosten-oda-aandeel", "procent"),
        N_("procent van de hulp"),
    ),
    ChartPlan(
        "hulp-aandeel",
        N_("Hulp als deel van het nationaal inkomen"),
        N_(
            "De afgesproken norm is 0,7 procent. Een lijn loopt alleen tussen jaren die op elkaar volgen en op "
            "dezelfde manier geteld zijn. Open punten zijn begrotingen, ramingen of voorlopige cijfers."
        ),
        ChartForm.LINES,
        (*_at_home("oda-bni-aandeel", "procent"), Series(_WORLD, "oda-bni-aandeel", "world", "procent")),
        N_("procent van het bni"),
        since=2010,
    ),
    ChartPlan(
        "geldzendingen-hulp",
        N_("Geldzendingen van migranten naast hulp"),
        N_(
            "Geldzendingen gaan rechtstreeks naar families in lage- en middeninkomenslanden, hulp gaat via overheden "
            "en organisaties. Het ene vervangt het andere niet. Voor hulp heeft het register maar enkele jaren."
        ),
        ChartForm.BARS,
        (
            Series(N_("geldzendingen"), "remittances-lmi", "world", "usd"),
            Series(N_("officiële hulp"), "oda-bedrag", "world", "usd"),
        ),
        _BILLIONS_USD,
        _BILLION,
        since=2016,
    ),
    ChartPlan(
        "migratiebult",
        N_("Vanaf welk inkomen daalt de emigratie? De migratiebult"),
        N_(
            "Elke studie noemt een eigen drempel, in dollars per persoon. Een kromme tekenen wij niet: het register "
            "heeft er geen punten voor. De prijzen verschillen (van het jaar 2000 tot nu), en niet elk onderzoek vindt "
            "de bult terug."
        ),
        ChartForm.RANKING,
        (Series(N_("drempel"), "migratie-drempel-bbp", "world", "usd"),),
        N_("dollar per persoon"),
        rows=RowName.SOURCE,
    ),
    ChartPlan(
        "ontheemden",
        N_("Mensen op de vlucht in de hele wereld"),
        N_(
            "Vluchtelingen, asielzoekers en mensen die in eigen land op de vlucht zijn, geteld door UNHCR. Oudere "
            "tellingen gebruiken een andere definitie en staan alleen in de tabel."
        ),
        ChartForm.BARS,
        (Series(N_("gedwongen ontheemden"), "ontheemden-totaal", "world", "personen", (_DISPLACED,)),),
        _MILLIONS,
        _MILLION,
    ),
    ChartPlan(
        "waar-op-de-vlucht",
        N_("In eigen land of over de grens"),
        N_("De meeste mensen op de vlucht blijven in hun eigen land. De twee groepen samen zijn niet het hele totaal."),
        ChartForm.RANKING,
        (
            Series(N_("op de vlucht in eigen land"), "binnenlands-ontheemden", "world", "personen"),
            Series(N_("vluchtelingen"), "vluchtelingen-totaal", "world", "personen"),
        ),
        _MILLIONS,
        _MILLION,
    ),
    ChartPlan(
        "opvanglanden",
        N_("Landen waar veel vluchtelingen wonen"),
        N_("De landen waarvan het register een cijfer heeft. Aantallen zeggen niets over de grootte van een land."),
        ChartForm.RANKING,
        (Series(N_("vluchtelingen"), "vluchtelingen-opvangland", "", "personen"),),
        _MILLIONS,
        _MILLION,
        rows=RowName.COUNTRY,
    ),
    ChartPlan(
        "inkomensgroepen",
        N_("In arme of rijke landen?"),
        N_("Aandeel van de vluchtelingen per groep landen. Voor rijke landen heeft het register hier geen eigen rij."),
        ChartForm.RANKING,
        (Series(N_("aandeel"), "vluchtelingen-inkomensgroep-aandeel", "world", "procent"),),
        N_("procent van de vluchtelingen"),
        rows=RowName.LABEL,
        cut="aandeel van de vluchtelingen in ",
    ),
)
NORM = Series(N_("norm"), "oda-bni-norm", "world", "procent", ("norm voor ODA als aandeel van het bni",))
"""The norm that the chart "hulp-aandeel" shows beside the measured shares."""
