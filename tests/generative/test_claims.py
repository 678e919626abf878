"""What a model wrote is compared with what it cites."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from bot.answering.claim_doubt import SIGNS, Sign, read_doubt
from bot.answering.claims import ClaimChecker, Fault
from bot.domain.passages import Citation, Passage, PassageKind, Sentence, SentenceKind
from bot.errors import IndexDamaged
from eval.verifier_eval import judge, scores
from eval.verifier_pairs import CLASSES, ROLES, SUPPORTED, read_pairs

CITED = (Citation("partos2024", "p. 1"),)
PASSAGE = Passage(
    "p1",
    "partos2024",
    PassageKind.DIGEST,
    (
        Sentence("De opvang van asielzoekers kostte Nederland in 2024 1,3 miljard euro.", CITED),
        Sentence("België gaf in 2023 400 miljoen euro uit aan opvang, minder dan in 2022.", CITED),
        Sentence("Sommige migranten sturen geld naar huis, maar niet allemaal.", CITED),
        Sentence("Partos vindt dat hulp armoede moet bestrijden.", CITED, SentenceKind.POSITION, "Partos"),
        Sentence("Hulp kan migratie een klein beetje afremmen.", CITED),
        Sentence("In 2018 woonde 21 procent van de vluchtelingen in een kamp.", CITED),
    ),
    ("Wat kost opvang?",),
)


@pytest.mark.parametrize(
    "text",
    [
        "De opvang van asielzoekers kostte Nederland in 2024 1,3 miljard euro.",
        "In 2024 gaf Nederland 1,3 miljard euro uit aan de opvang van asielzoekers.",
        "Nederland gaf in 2024 € 1.300.000.000 uit aan opvang van asielzoekers.",
        "Volgens Partos moet hulp armoede bestrijden.",
        "Sommige migranten sturen geld naar huis.",
        "Hulp kan migratie een beetje afremmen.",
    ],
)
def test_what_the_passage_says_passes(checker, text):
    judgement = checker.check(text, [PASSAGE])
    assert judgement.passed, judgement


GIVEN = Passage(
    "p2",
    "partos2024",
    PassageKind.DIGEST,
    (
        Sentence("In 2016 kostte opvang de donoren 16 miljard dollar of 11 procent van de hulp.", CITED),
        Sentence("In 2017 kostte opvang de donoren 14,2 miljard dollar of 9,7 procent van de hulp.", CITED),
        Sentence("Geldzendingen waren in 2018 meer dan 3 keer zo groot als de hulp.", CITED),
        Sentence("Geldzendingen kwamen in 2018 dicht bij de investeringen, die al jaren daalden.", CITED),
        Sentence(
            "Partos vroeg in mei 2023 om de bezuiniging terug te draaien.", CITED, SentenceKind.POSITION, "Partos"
        ),
        Sentence("De OESO geeft over 2019 een totaal voor alle landen, niet alleen voor arme landen.", CITED),
        Sentence("Peilingen in 15 EU-lidstaten toonden in 2019 migratie als één van meer zorgen van kiezers.", CITED),
        Sentence("De Haas vergeleek 103 landen met de temperatuur, van 2000 tot 2014.", CITED),
    ),
    ("Wat kost opvang?",),
)


@pytest.mark.parametrize(
    "text",
    [
        "Van 2016 tot 2017 daalden de kosten van opvang voor de donoren van 16 miljard naar 14,2 miljard dollar.",
        "Van 2016 op 2017 daalden de kosten van opvang van 16 naar 14,2 miljard dollar.",
        "In 2017 kostte opvang de donoren minder dan in 2016, toen het nog 16 miljard dollar was.",
        "Geldzendingen waren in 2018 meer dan 3 keer zo groot als de hulp en bijna even groot als de investeringen, "
        "die al jaren daalden.",
        "In mei 2023 werd door Partos gevraagd om de bezuiniging terug te draaien.",
        "Peilingen in 15 EU-landen toonden in 2019 migratie als één van meer zorgen van kiezers.",
        "De Haas vergeleek van 2000 tot 2014 103 landen met de temperatuur.",
    ],
)
def test_a_fluent_sentence_keeps_its_years_and_its_holder(checker, text):
    judgement = checker.check(text, [GIVEN])
    assert judgement.passed, judgement


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Van 2016 tot 2017 gingen de kosten van opvang van 14,2 miljard naar 16 miljard dollar.", Fault.YEAR),
        ("Van 2016 op 2017 gingen de kosten van opvang van 14,2 naar 16 miljard dollar.", Fault.YEAR),
        ("In 2016 kostte opvang de donoren minder dan in 2017, toen het 16 miljard dollar was.", Fault.YEAR),
        ("In mei 2023 moest de bezuiniging worden teruggedraaid.", Fault.HOLDER),
    ],
)
def test_with_the_years_turned_it_is_refused(checker, text, fault):
    assert checker.check(text, [GIVEN]).fault is fault


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("De opvang van asielzoekers kostte Nederland in 2024 1,4 miljard euro.", Fault.NUMBER),
        ("De opvang van asielzoekers kostte Nederland in 2024 1,3 miljoen euro.", Fault.NUMBER),
        ("De opvang van asielzoekers kostte Nederland in 2024 1,3 miljard dollar.", Fault.NUMBER),
        ("De opvang van asielzoekers kostte Nederland in 2021 1,3 miljard euro.", Fault.NUMBER),
        ("De opvang van asielzoekers kostte Nederland in 2023 1,3 miljard euro.", Fault.YEAR),
        ("De opvang van asielzoekers kostte België in 2024 1,3 miljard euro.", Fault.COUNTRY),
        ("De opvang van asielzoekers kostte Duitsland in 2024 1,3 miljard euro.", Fault.COUNTRY),
        ("Hoeveel kostte de opvang van asielzoekers Nederland in 2024?", Fault.NO_CLAIM),
        ("Nederland", Fault.NO_CLAIM),
        ("Ja.", Fault.NO_CLAIM),
        ("1,3 miljard euro.", Fault.NO_CLAIM),
        ("Oxfam vindt dat hulp armoede moet bestrijden.", Fault.NAME),
        ("Hulp moet armoede bestrijden.", Fault.HOLDER),
        ("Partos vindt niet dat hulp armoede moet bestrijden.", Fault.FLIPPED),
        ("België gaf in 2023 400 miljoen euro uit aan opvang, meer dan in 2022.", Fault.FLIPPED),
        ("Alle migranten sturen geld naar huis.", Fault.SCOPE),
        ("Hulp remt migratie een klein beetje af.", Fault.SCOPE),
        ("Hulp kan migratie een klein beetje afremmen, want boeren krijgen dan betere machines.", Fault.SUPPORT),
        ("Vissen zwemmen graag in warm water.", Fault.SUPPORT),
    ],
)
def test_what_it_does_not_say_is_refused_with_the_reason(checker, text, fault):
    assert checker.check(text, [PASSAGE]).fault is fault


def _passage(*texts: str, heading: tuple[str, ...] = ()) -> Passage:
    return Passage("p2", "partos2024", PassageKind.DIGEST, tuple(Sentence(text, CITED) for text in texts), heading)


@pytest.mark.parametrize(
    ("text", "given"),
    [
        (
            "Medio 2024 bedroeg de hulp van België 0,47 procent van het bruto nationaal inkomen.",
            ("Midden 2024 was de Belgische hulp 0,47 procent van het bni.",),
        ),
        (
            "België gaf in 2021 0,46 procent van het bni; een jaar eerder was dat 0,47 procent.",
            ("In 2021 gaf België 0,46 procent van het bni.", "In 2020 gaf België 0,47 procent van het bni."),
        ),
        ("Gezinnen krijgen elk jaar een bedrag van 5 euro.", ("Gezinnen krijgen per jaar een bedrag van 5 euro.",)),
        ("Van de mannen had 6,2 procent geen werk.", ("Van de mannen was 6,2 procent werkloos.",)),
        (
            "Duitsland gaf in 2022 meer dan België: 0,83 tegen 0,45 procent van het bni.",
            ("In 2022 gaf België 0,45 procent van het bni.", "In 2022 gaf Duitsland 0,83 procent van het bni."),
        ),
        (
            "Eén op de 67 mensen was eind 2024 ontheemd.",
            ("Eind 2024 waren 123,2 miljoen mensen ontheemd, een op de 67 mensen.",),
        ),
        (
            "In 2018 sloegen elke dag gemiddeld 37.000 mensen op de vlucht.",
            ("In 2018 moesten 13,6 miljoen mensen vluchten, gemiddeld 37.000 per dag.",),
        ),
        (
            "Het korte effect van banen weegt minder zwaar dan brede ontwikkeling.",
            ("Brede ontwikkeling weegt zwaarder dan het korte effect van banen.",),
        ),
        (
            "Libië kreeg in 2020 455 miljoen euro uit het noodfonds, meer dan elk ander land.",
            ("Het noodfonds had in 2020 455 miljoen euro voor Libië, het hoogste bedrag van alle landen.",),
        ),
        (
            "In 2060 kunnen er in steden in Afrika en Azië 114 miljoen mensen meer wonen dan in 2000.",
            ("In 2060 wonen mogelijk 114 miljoen mensen meer dan in 2000 in steden in Afrika en Azië.",),
        ),
        (
            "Zuid-Azië ontving in 2018 131 miljard dollar, 12 procent meer dan in het jaar ervoor.",
            ("Naar Zuid-Azië ging in 2018 131 miljard dollar, 12 procent meer dan een jaar eerder.",),
        ),
        (
            "De OESO noemt de oude wet, een aanwijzing dat het ontwerp niet is doorgegaan.",
            ("De OESO noemt de oude wet, wat erop wijst dat het ontwerp niet doorging.",),
        ),
        (
            "Sinds 2025 horen Burkina Faso, Mali en Niger niet meer bij ECOWAS.",
            ("Burkina Faso, Mali en Niger verlieten ECOWAS in 2025.",),
        ),
        ("De meeste migranten blijven op het continent.", ("Van de migranten verliet een minderheid het continent.",)),
        (
            "Ook mensen zonder papieren zijn in het cijfer van 2017 meegeteld.",
            ("Het cijfer van 2017 telt mensen met en zonder papieren mee.",),
        ),
        (
            "Migranten bleven ondanks de wet van 2015 reizen, maar langs andere routes.",
            ("Migranten stopten door de wet van 2015 niet met reizen, maar namen andere routes.",),
        ),
        (
            "De minister zei in 2017 dat hij met de banken gaat praten.",
            ("Minister De Croo zei in 2017 dat hij met de banken gaat praten.",),
        ),
    ],
)
def test_the_same_in_other_words_passes(checker, text, given):
    judgement = checker.check(text, [_passage(*given)])
    assert judgement.passed, judgement


@pytest.mark.parametrize(
    ("language", "text", "given"),
    [
        (
            "nl",
            "België gaf in 2021 0,46 procent van het bni; een jaar later was dat 0,47 procent.",
            ("In 2021 gaf België 0,46 procent van het bni.", "In 2020 gaf België 0,47 procent van het bni."),
        ),
        (
            "nl",
            "Hij kijkt niet naar mensen maar naar plaatsen.",
            ("Hij kijkt naar mensen en niet naar plaatsen.",),
        ),
        ("en", "The card did not only work in Turkey.", ("De kaart werkte alleen in Turkije.",)),
        ("fr", "Une mauvaise aide ne conduit pas à la migration.", ("Slechte hulp leidt tot migratie.",)),
        ("fr", "Les migrants ne restent pas en Turquie.", ("Migranten blijven in Turkije, wat bij het beeld past.",)),
    ],
)
def test_a_denial_or_another_year_in_other_words_is_refused(checker, language, text, given):
    judgement = checker.check(text, [_passage(*given)], language=language)
    assert judgement.fault in (Fault.FLIPPED, Fault.YEAR), judgement


@pytest.mark.parametrize(
    ("text", "given", "fault"),
    [
        (
            "Tsjechië droeg in juni 2018 10 miljoen euro bij.",
            "In juni 2018 lag de Belgische bijdrage van 10 miljoen euro iets onder die van Tsjechië en Polen.",
            Fault.COUNTRY,
        ),
        (
            "De bijdrage van Polen, 10 miljoen euro in juni 2018, lag iets onder die van België.",
            "In juni 2018 lag de Belgische bijdrage van 10 miljoen euro iets onder die van Tsjechië en Polen.",
            Fault.COUNTRY,
        ),
        (
            "Jongeren waren in 2019 een kleiner deel van de arbeidsmigranten dan in 2017.",
            "Jongeren waren 10,0 procent van alle arbeidsmigranten in 2019, tegen 8,3 procent in 2017.",
            Fault.FLIPPED,
        ),
        (
            "Elke dag vluchtten in 2018 13,6 miljoen mensen, gemiddeld 37.000 per week.",
            "In 2018 vluchtten 13,6 miljoen mensen, gemiddeld 37.000 per dag.",
            Fault.UNIT,
        ),
    ],
)
def test_a_figure_of_another_country_side_or_measure_is_refused(checker, text, given, fault):
    assert checker.check(text, [_passage(given)]).fault is fault


def test_an_unsure_sign_weighs_more_in_the_sources_own_words_than_in_a_paraphrase(checker):
    given = _passage("De hulpbegroting van 2024 zelf bleef in de Voorjaarsnota onaangeroerd.", "Hulp kost geld.")
    reworded = checker.signs("Aan de hulpbegroting van 2024 veranderde de Voorjaarsnota niets.", [given])
    assert reworded is not None
    assert reworded[SIGNS.index(Sign.DENIAL)] == 1.0
    literal = reworded.copy()
    literal[[SIGNS.index(name) for name in ("share", "cosine", "worst", "literal", "back", "alike")]] = 0.0
    literal[[SIGNS.index(name) for name in ("sign_share", "sign_literal", "sign_alike")]] = 0.2, 0.4, 0.5
    weights = read_doubt()
    assert weights.chance(literal) > weights.chance(reworded)


def test_a_sentence_that_a_sure_check_refuses_has_nothing_to_weigh(checker):
    assert checker.signs("De opvang van asielzoekers kostte Nederland in 2024 9,9 miljard euro.", [PASSAGE]) is None


@pytest.mark.parametrize("text", ["", "[]", '{"bias": 1.0}', '{"bias": "veel"}'])
def test_damaged_weights_are_told_in_plain_words(tmp_path, text):
    path = tmp_path / "claim_doubt.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(IndexDamaged, match=r"claim_doubt\.json"):
        read_doubt(path)


def test_without_a_passage_nothing_passes(checker):
    assert checker.check("Hulp helpt.", []).fault is Fault.NO_CITATION


def test_a_rounding_passes_only_where_the_ledger_knows_the_figure(checker, real_index):
    text = "In 2018 woonde ruim één op de vijf vluchtelingen in een kamp."
    assert checker.check(text, [PASSAGE]).fault is Fault.NUMBER
    figure = next(f for f in real_index.catalog.figures.values() if f.unit == "procent")
    row = replace(figure, source="partos2024", value=type(figure.value)(21), high=None)
    known = ClaimChecker(checker._reader, checker._meaning, checker._names, checker._sources, {"x": row})
    assert known.check(text, [PASSAGE]).passed
    assert known.check(text.replace("ruim", "bijna"), [PASSAGE]).fault is Fault.NUMBER
    assert known.check(text.replace("vijf", "drie"), [PASSAGE]).fault is Fault.NUMBER


def test_the_labelled_set_is_large_and_holds_every_class():
    pairs = read_pairs()
    assert len(pairs) >= 300
    assert {p.label for p in pairs} == set(CLASSES)
    assert len({p.id for p in pairs}) == len(pairs)


def test_the_verifier_does_not_get_worse(checker):
    """The floors lie a little under what was measured (docs/decisions/012-model-text.md)."""
    by_label = {score.label: score for score in scores(judge(checker, read_pairs(foreign=False)))}
    assert by_label["alle getalfouten"].recall >= 0.985
    assert by_label["alle andere fouten"].recall >= 0.945
    assert by_label[ROLES].recall >= 0.65  # without a target; only a sign of the score for Dutch
    assert by_label[SUPPORTED].recall >= 0.95


ORDERED = Passage(
    "p2",
    "partos2024",
    PassageKind.DIGEST,
    (
        Sentence("In 2015 kwam 9 procent van de mensen uit Irak en 3 procent uit Eritrea.", CITED),
        Sentence("In arme landen woonde 16 procent van de vluchtelingen.", CITED),
        Sentence("In buurlanden woonde 67 procent van de vluchtelingen.", CITED),
        Sentence("De nota van Partos uit 2020 noemt 22 procent van de landen als visumvrij.", CITED),
        Sentence("Jordanië en de Filipijnen zaten in 2020 rond 10.000 dollar per persoon.", CITED),
    ),
    ("Wie komt waarvandaan?",),
)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("In 2015 kwamen er meer mensen uit Eritrea dan uit Irak.", Fault.FLIPPED),
        ("In 2015 kwamen er minder mensen uit Irak dan uit Eritrea.", Fault.FLIPPED),
        ("In rijke landen woonde 67 procent van de vluchtelingen.", Fault.COUNTRY),
        ("De meeste vluchtelingen woonden in arme landen.", Fault.COUNTRY),
        ("22 procent van de landen is visumvrij.", Fault.HOLDER),
        ("Drie op de vier vluchtelingen, 67 procent, woonden in buurlanden.", Fault.NUMBER),
    ],
)
def test_what_the_figures_of_a_passage_contradict_is_refused(checker, text, fault):
    assert checker.check(text, [ORDERED]).fault is fault


@pytest.mark.parametrize(
    "text",
    [
        "In 2015 kwamen er meer mensen uit Irak dan uit Eritrea.",
        "In 2015 kwamen er minder mensen uit Eritrea dan uit Irak.",
        "Twee op de drie vluchtelingen, 67 procent, woonden in buurlanden.",
        "In Jordanië en de Filipijnen was het in 2020 rond 10.000 dollar per persoon.",
    ],
)
def test_what_the_figures_of_a_passage_bear_out_passes(checker, text):
    judgement = checker.check(text, [ORDERED])
    assert judgement.passed, judgement


@pytest.mark.parametrize(
    ("text", "given", "fault"),
    [
        (
            "Frankrijk gaf in 2019 12,5 miljard dollar uit aan opvang.",
            "In 2019 ging bij de DAC-donoren 12,5 miljard dollar naar opvang.",
            Fault.COUNTRY,
        ),
        (
            "Zo'n 40 procent van de vluchtelingen uit Afrika woont in Frankrijk.",
            "Een Frans bureau schreef in 2017 dat 40 procent van de vluchtelingen in Afrika woont.",
            Fault.FLIPPED,
        ),
        (
            "Minder dan 15 procent van de hulp ging in 2016 naar opvang.",
            "Meer dan 15 procent van de hulp ging in 2016 naar opvang.",
            Fault.FLIPPED,
        ),
        (
            "De steun aan Jordanië is van 2012 tot 2016 gedaald.",
            "De steun aan Jordanië ging van 30 miljoen euro in 2012 naar 90 miljoen euro in 2016.",
            Fault.FLIPPED,
        ),
        (
            "Het bedrag uit de brief van 2015 is in het gelezen verslag wel degelijk te vinden.",
            "In het gelezen verslag is het bedrag uit de brief van 2015 niet teruggevonden.",
            Fault.FLIPPED,
        ),
        (
            "De senaat ging in 2017 akkoord met een verbod op doorreis.",
            "De senaat wees een verbod op doorreis in 2017 af.",
            Fault.FLIPPED,
        ),
    ],
)
def test_a_falsehood_in_other_words_is_refused(checker, text, given, fault):
    judgement = checker.check(text, [_passage(given, heading=("Frankrijk en de hulp",))])
    assert judgement.fault is fault, judgement


@pytest.mark.parametrize(
    ("text", "given"),
    [
        (
            "Wie het verslag van 2015 leest, vindt daarin het bedrag niet terug.",
            "In het gelezen verslag van 2015 is het bedrag niet teruggevonden.",
        ),
        ("Op de 12de, in mei 2016, keurde de regering de wet goed.", "Op 12 mei 2016 keurde de regering de wet goed."),
        (
            "Verder wil Partos dat de hulp op peil blijft.",
            "Partos wil dat de hulp op peil blijft.",
        ),
    ],
)
def test_the_same_with_another_head_or_order_passes(checker, text, given):
    judgement = checker.check(text, [_passage(given)])
    assert judgement.passed, judgement


TURNED = yaml.safe_load((Path(__file__).parent / "turned.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", TURNED, ids=[row["given"][:40] for row in TURNED])
def test_a_sentence_is_not_turned_round_in_other_words(checker, row):
    passage = _passage(row["given"])
    wrong = [
        text
        for kind in ("true", "false")
        for language, texts in row[kind].items()
        for text in texts
        if checker.check(text, [passage], language=language).passed != (kind == "true")
    ]
    assert not wrong
