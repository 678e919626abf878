"""Countries and regions with their inhabitants and adjectives, so that "Belgische" meets "België" and "Belgium"."""

from __future__ import annotations

_TABLE = """
afghanistan: afghaans afghaanse afghaan afghanen afghan afghans
afrika: afrikaans afrikaanse afrikaan afrikanen africa african africans afrique africain africaine africains africaines
algerije: algerijns algerijnse algerijn algerijnen algeria algerian algérie algérien algérienne algériens
australie: australisch australische australiër australia australian australie
bangladesh: bengaals bengaalse bengalees
belgie: belgisch belgische belg belgen belgium belgian belgians belgique belge belges
burundi: burundees burundese
canada: canadees canadese canadezen canadian canadien canadienne
china: chinees chinese chinezen chinois chinoise
congo: congolees congolese congolezen congolais congolaise
denemarken: deens deense deen denen denmark danish danemark danois danoise
duitsland: duits duitse duitser duitsers germany german germans allemagne allemand allemande allemands
egypte: egyptisch egyptische egyptenaar egyptenaren egypt egyptian égypte égyptien égyptienne
eritrea: eritrees eritrese eritreeër eritreeërs eritrean érythrée érythréen
ethiopie: ethiopisch ethiopische ethiopiër ethiopiërs ethiopia ethiopian éthiopie éthiopien
europa: europees europese europeaan europeanen europe european europeans europe européen européenne européens
frankrijk: frans franse fransman fransen france french français française
gambia: gambiaans gambiaanse gambiaan gambianen gambian gambie
ghana: ghanees ghanese ghanezen ghanaian ghanéen
griekenland: grieks griekse griek grieken greece greek grèce grec grecque
guinee: guinees guinese guinea guinée
hongarije: hongaars hongaarse hongaar hongaren hungary hungarian hongrie hongrois
india: indiaas indiase indiër indiërs indian inde indien
irak: iraaks iraakse irakees irakezen iraq iraqi irakien
iran: iraans iraanse iraniër iraniërs iranian iranien
italie: italiaans italiaanse italiaan italianen italy italian italie italien italienne
ivoorkust: ivoriaans ivoriaanse ivorian ivoirien
jordanie: jordaans jordaanse jordaniër jordaniërs jordan jordanian jordanie jordanien
kenia: keniaans keniaanse keniaan kenianen kenya kenyan
libanon: libanees libanese libanezen lebanon lebanese liban libanais
libie: libisch libische libiër libiërs libya libyan libyans libye libyen libyenne
luxemburg: luxemburgs luxemburgse luxembourg
mali: malinees malinese malinezen malian malien
marokko: marokkaans marokkaanse marokkaan marokkanen morocco moroccan moroccans maroc marocain marocaine marocains
mexico: mexicaans mexicaanse mexicaan mexicanen mexican mexique mexicain
moldavie: moldavisch moldova moldovan
nederland: nederlands nederlandse nederlander nederlanders hollands hollandse hollander hollanders
nederland: netherlands dutch néerlandais néerlandaise
niger: nigerees nigerese nigerezen
nigeria: nigeriaans nigeriaanse nigeriaan nigerianen nigerian nigérian
noorwegen: noors noorse noor noren norway norwegian norvège norvégien
oeganda: oegandees oegandese uganda ugandan ouganda
oekraine: oekraïens oekraïense oekraïner oekraïners ukraine ukrainian ukrainians ukrainien ukrainienne ukrainiens
pakistan: pakistaans pakistaanse pakistaan pakistanen pakistani pakistanais
polen: pools poolse pool poland polish pologne polonais
portugal: portugees portugese portugezen portuguese portugais
rusland: russisch russische rus russen russia russian russie russe
rwanda: rwandees rwandese rwandezen rwandan rwandais
senegal: senegalees senegalese senegalezen sénégal sénégalais
soedan: soedanees soedanese soedanezen sudan sudanese soudan soudanais
somalie: somalisch somalische somaliër somaliërs somalia somali somalie somalien
spanje: spaans spaanse spanjaard spanjaarden spain spanish espagne espagnol espagnole
syrie: syrisch syrische syriër syriërs syria syrian syrians syrie syrien syrienne syriens
tsjaad: tsjadisch tsjadische chad tchad
tunesie: tunesisch tunesische tunesiër tunesiërs tunisia tunisian tunisie tunisien
turkije: turks turkse turk turken turkey turkish turquie turc turque
venezuela: venezolaans venezolaanse venezolaan venezolanen venezuelan
vlaanderen: vlaams vlaamse vlaming vlamingen flanders flemish flandre flamand flamande
wallonie: waals waalse waal walen wallonia wallonie wallon
zweden: zweeds zweedse zweed sweden swedish suède suédois
zwitserland: zwitsers zwitserse zwitser switzerland swiss suisse
albanie: albanees albanese albanezen albania albanian
amerika: amerikaans amerikaanse amerikaan amerikanen america american americans amérique américain américains
angola: angolees angolese
argentinie: argentijns argentijnse argentinië argentina
armenie: armeens armeense armenië armenian
benin: benins beninse
brazilie: braziliaans braziliaanse brazilië brazilianen brazil brésil
bulgarije: bulgaars bulgaarse bulgaren bulgaria bulgarian bulgarie
colombia: colombiaans colombiaanse colombianen colombie
cuba: cubaans cubaanse cubanen
filipijnen: filipijns filipijnse filipino filipinos philippines
finland: fins finse finnen finnish finlande
georgie: georgisch georgische georgiërs georgië
ierland: iers ierse ieren ireland irish irlande
indonesie: indonesisch indonesische indonesië indonesiërs indonesia
israel: israëlisch israëlische israëli israëliërs israël
japan: japans japanse japanners japanese japon
jemen: jemenitisch jemenitische jemenieten yemen yémen
kameroen: kameroens kameroense kameroeners cameroon cameroun
kosovo: kosovaars kosovaarse kosovaren
kroatie: kroatisch kroatische kroaten kroatië croatia croatie
malawi: malawisch malawische
mozambique: mozambikaans mozambikaanse
myanmar: birma birmees birmese
nepal: nepalees nepalese nepalezen
nieuwzeeland: nieuw-zeeland nieuw-zeelands nieuw-zeelandse
oostenrijk: oostenrijks oostenrijkse oostenrijkers austria austrian autriche
palestina: palestijns palestijnse palestijnen palestijn palestine palestinian palestinians
peru: peruaans peruaanse peruanen pérou
qatar: qatarees qatarese
roemenie: roemeens roemeense roemenen roemenië romania romanian roumanie
servie: servisch servische serviërs servië serbia serbian serbie
slovenie: sloveens sloveense slovenen slovenië
slowakije: slowaaks slowaakse slowaken slovakia slovaquie
suriname: surinaams surinaamse surinamers surinamer
tanzania: tanzaniaans tanzaniaanse
thailand: thais thaise thai
togo: togolees togolese
tsjechie: tsjechisch tsjechische tsjechen tsjechië czech tchéquie
vietnam: vietnamees vietnamese vietnamezen
zambia: zambiaans zambiaanse
zimbabwe: zimbabwaans zimbabwaanse
"""
PLACES: dict[str, str] = {
    word: place
    for line in _TABLE.strip().splitlines()
    for place, words in [line.split(": ", 1)]
    for word in words.split()
}
"""Inhabitant, adjective or foreign name, lower case with accents, to the Dutch name without accents."""
