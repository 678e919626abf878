"""Subjects that stand beside migration and development cooperation, and of which the sources say nothing.

People who ask about aid also ask about houses, benefits, crime and the weather. Such a word, held by no passage
that was found, says more against a question than another rare word does: the question is about that subject.
"""

from __future__ import annotations

from bot.retrieval.analysis import Token, fold

_HOME = """
    huizen woning woningnood huurwoning huurhuis huur huurtoeslag hypotheek wachtlijst flat kraker
    woningmarkt woningtekort voorrang urgentie bouwgrond housing rent mortgage logement loyer
"""
_BENEFITS = """
    unemployment jobless chomage bijstand uitkering leefloon kinderbijslag kindergeld toeslag zorgtoeslag
    pensioen aow ocmw belastingaangifte minimumloon zorgpremie ziekteverzekering premie belasting btw
    hypotheekrente zakgeld fiets merkkleding telefoon smartphone iphone welfare pension salary tax taxes phone
    phones allocation allocations salaire impot impots telephone
"""
_CRIME = """
    crimineel criminaliteit misdaad diefstal inbraak overlast verkrachting aanranding strafblad gevangenis
    gevangenissen moord steekpartij drugs drugsdealer terrorist terrorisme terreur aanslag bende wapen vuurwapen
    mes politie politieagent crime crimes criminal criminals violent rape prison terrorism terrorists
    criminalite viol voleur police
"""
_BELIEF = """
    islam moslim moslims moskee moskeeen koran sharia boerka hoofddoek hoofddoekje halal imam ramadan christen
    christenen kerk kerst pasen paus joden antisemitisme religie geloofsovertuiging bekering boerkaverbod
    hoofddoekenverbod muslim muslims mosque mosques burqa headscarf religion pope church musulman musulmans
    mosquee mosquees voile pape
"""
_CARE = """
    ziek zieker tandarts huisarts ziekenhuisbed vaccin vaccinatie ingeent inenting corona coronavirus griep
    koorts paracetamol psycholoog abortus euthanasie ziekte besmetting tbc dokter wachttijd verpleeghuis dentist
    doctor vaccine medecin dentiste
"""
_SCHOOL_AND_LANGUAGE = """
    inburgering inburgeringsexamen inburgeringscursus taalles taalcursus taalachterstand taaltoets examen
    diploma tolk tolken leerachterstand kleuterklas leraar lerarentekort swahili exam teacher
"""
_COUNTRY_AND_POLITICS = """
    verkiezing verkiezingen stemmen stembus partij partijleider premier president koning koningin koningshuis
    troonrede nexit brexit referendum grondwet hoofdstad inwoners volkslied vlag munt oppervlakte burgemeester
    ambassadeur kinderpardon spreidingswet boer boeren boerenprotest stikstof kernenergie kernwapen kernwapens
    abortuswet oosterweel kilometerheffing election elections vote king capital voter roi capitale
"""
_PEOPLE = """
    gezinshereniging gezinsmigratie echtscheiding minister staatssecretaris voorzitter directeur baas ceo
    salaris verdienste getrouwd echtgenoot echtgenote leeftijd verjaardag geboren bestuurslid bestuursleden
    personeelslid medewerkers leden abonnee abonnees donateur donateurs vrijwilliger vacature sollicitatie stage
    founder founded wife husband director fondateur
"""
_BUILDINGS_AND_THINGS = """
    bank wijk buurt nacht azc patrouilleboot app gebouw adres openingstijd telefoonnummer schip schepen
    helikopter tank gevechtsvliegtuig soldaat soldaten militair militairen leger marine vliegticket treinkaartje
    ferry bagage koffer hotel hotelkamer tenten vierkante plattegrond waterput waterputten zanger zangers
    festival concert optreden army soldiers ship ships
"""
_DAILY = """
    regenen regen sneeuw zonnig voetbal wedstrijd ajax psv feyenoord anderlecht film serie oscar liedje muziek
    recept koken bakken pizza friet frituur frikandel ei stampot stamppot boerenkool soep taart hond kat
    huisdier plant planten tuin fietsband auto benzine diesel trein bus station vakantie camping bitcoin crypto
    beurs koers router wifi laptop computer app tiktok python gedicht mop grap sonnet sinterklaas bruiloft
    kapper kapsel kalorie calorie horoscoop lotto weather football movie recipe dog cat holiday joke poem meteo
    cuisine chien voiture vacances blague poeme recette
"""
OUTSIDE = frozenset(
    word
    for words in (
        _HOME, _BENEFITS, _CRIME, _BELIEF, _CARE, _SCHOOL_AND_LANGUAGE, _COUNTRY_AND_POLITICS, _PEOPLE,
        _BUILDINGS_AND_THINGS, _DAILY,
    )
    for word in words.split()
)  # fmt: skip
"""Words of those subjects: as written and as lemmas, without accents."""


def is_outside(token: Token) -> bool:
    """True for a word of such a subject, also as the last part of a compound; a name is none."""
    return not token.is_name and not OUTSIDE.isdisjoint({fold(token.surface), token.stem, *token.parts[-1:]})
