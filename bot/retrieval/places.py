"""Countries and regions with their inhabitants and adjectives, so that "Belgische" meets "België" and "Belgium"."""

from __future__ import annotations

_TABLE = """
afghanistan: afghaans afghaanse afghaan afghanen afghan afghans afghane afghanes
afrika: afrikaans afrikaanse afrikaan afrikanen africa african africans afrique africain africaine africains africaines
algerije: algerijns algerijnse algerijn algerijnen algeria algerian algérie algérien algérienne algériens
algerije: algerians algériennes
australie: australisch australische australiër australia australian australie australians
bangladesh: bengaals bengaalse bengalees bangladeshi bangladeshis bangladais
belgie: belgisch belgische belg belgen belgium belgian belgians belgique belge belges
burundi: burundees burundese burundian burundians burundais
canada: canadees canadese canadezen canadian canadien canadienne canadians canadiens
china: chinees chinese chinezen chinois chinoise
congo: congolees congolese congolezen congolais congolaise congolaises
denemarken: deens deense deen denen denmark danish danemark danois danoise danes
duitsland: duits duitse duitser duitsers germany german germans allemagne allemand allemande allemands allemandes
egypte: egyptisch egyptische egyptenaar egyptenaren egypt egyptian égypte égyptien égyptienne egyptians égyptiens
eritrea: eritrees eritrese eritreeër eritreeërs eritrean érythrée érythréen eritreans érythréens
ethiopie: ethiopisch ethiopische ethiopiër ethiopiërs ethiopia ethiopian éthiopie éthiopien ethiopians éthiopiens
europa: europees europese europeaan europeanen europe european europeans europe européen européenne européens
frankrijk: frans franse fransman fransen france french français française
gambia: gambiaans gambiaanse gambiaan gambianen gambian gambie gambians gambien gambiens
ghana: ghanees ghanese ghanezen ghanaian ghanéen ghanaians ghanéens
griekenland: grieks griekse griek grieken greece greek grèce grec grecque greeks grecs
guinee: guinees guinese guinea guinée guinean guineans guinéen guinéens
hongarije: hongaars hongaarse hongaar hongaren hungary hungarian hongrie hongrois hungarians
india: indiaas indiase indiër indiërs indian inde indien indians indiens
irak: iraaks iraakse irakees irakezen iraq iraqi irakien iraqis irakiens
iran: iraans iraanse iraniër iraniërs iranian iranien iranians iraniens
italie: italiaans italiaanse italiaan italianen italy italian italie italien italienne italians italiens
ivoorkust: ivoriaans ivoriaanse ivorian ivoirien ivorians ivoiriens
jordanie: jordaans jordaanse jordaniër jordaniërs jordan jordanian jordanie jordanien jordanians jordaniens
kenia: keniaans keniaanse keniaan kenianen kenya kenyan kenyans kényan kényans
libanon: libanees libanese libanezen lebanon lebanese liban libanais libanaise
libie: libisch libische libiër libiërs libya libyan libyans libye libyen libyenne libyens
luxemburg: luxemburgs luxemburgse luxembourg
mali: malinees malinese malinezen malian malien malians maliens malienne
marokko: marokkaans marokkaanse marokkaan marokkanen morocco moroccan moroccans maroc marocain marocaine marocains
marokko: marocaines
mexico: mexicaans mexicaanse mexicaan mexicanen mexican mexique mexicain mexicans mexicains
moldavie: moldavisch moldova moldovan moldovans moldave moldaves
nederland: nederlands nederlandse nederlander nederlanders hollands hollandse hollander hollanders
nederland: netherlands dutch néerlandais néerlandaise
niger: nigerees nigerese nigerezen nigerien nigeriens nigérien nigériens
nigeria: nigeriaans nigeriaanse nigeriaan nigerianen nigerian nigérian nigerians nigérians
noorwegen: noors noorse noor noren norway norwegian norvège norvégien norwegians
oeganda: oegandees oegandese uganda ugandan ouganda ugandans ougandais
oekraine: oekraïens oekraïense oekraïner oekraïners ukraine ukrainian ukrainians ukrainien ukrainienne ukrainiens
pakistan: pakistaans pakistaanse pakistaan pakistanen pakistani pakistanais pakistanis
polen: pools poolse pool poland polish pologne polonais poles
portugal: portugees portugese portugezen portuguese portugais portugaise
rusland: russisch russische rus russen russia russian russie russe russians russes
rwanda: rwandees rwandese rwandezen rwandan rwandais rwandans
senegal: senegalees senegalese senegalezen sénégal sénégalais senegalais sénégalaise
soedan: soedanees soedanese soedanezen sudan sudanese soudan soudanais soudanaise
somalie: somalisch somalische somaliër somaliërs somalia somali somalie somalien somalis somaliens
spanje: spaans spaanse spanjaard spanjaarden spain spanish espagne espagnol espagnole spaniard spaniards espagnols
syrie: syrisch syrische syriër syriërs syria syrian syrians syrie syrien syrienne syriens
tsjaad: tsjadisch tsjadische chad tchad chadian chadians tchadien tchadiens
tunesie: tunesisch tunesische tunesiër tunesiërs tunisia tunisian tunisie tunisien tunisians tunisiens tunisienne
turkije: turks turkse turk turken turkey turkish turquie turc turque turcs
venezuela: venezolaans venezolaanse venezolaan venezolanen venezuelan venezuelans vénézuélien vénézuéliens
vlaanderen: vlaams vlaamse vlaming vlamingen flanders flemish flandre flamand flamande
wallonie: waals waalse waal walen wallonia wallonie wallon
zweden: zweeds zweedse zweed sweden swedish suède suédois swede swedes
zwitserland: zwitsers zwitserse zwitser switzerland swiss suisse
albanie: albanees albanese albanezen albania albanian albanians albanais
amerika: amerikaans amerikaanse amerikaan amerikanen america american americans amérique américain américains
angola: angolees angolese angolan angolans angolais
argentinie: argentijns argentijnse argentinië argentina argentinian argentine
armenie: armeens armeense armenië armenian armenians arménie arménien
benin: benins beninse
brazilie: braziliaans braziliaanse brazilië brazilianen brazil brésil brazilian brazilians brésilien brésiliens
bulgarije: bulgaars bulgaarse bulgaren bulgaria bulgarian bulgarie bulgarians bulgare bulgares
colombia: colombiaans colombiaanse colombianen colombie colombian colombians colombien colombiens
cuba: cubaans cubaanse cubanen cuban cubans cubain cubains
filipijnen: filipijns filipijnse filipino filipinos philippines filipina filipinas philippin philippins
finland: fins finse finnen finnish finlande finns finlandais
georgie: georgisch georgische georgiërs georgië georgian georgians géorgien géorgiens
ierland: iers ierse ieren ireland irish irlande
indonesie: indonesisch indonesische indonesië indonesiërs indonesia indonesian indonesians indonésie indonésien
israel: israëlisch israëlische israëli israëliërs israël israeli israelis israélien israéliens
japan: japans japanse japanners japanese japon
jemen: jemenitisch jemenitische jemenieten yemen yémen yemeni yemenis yéménite yéménites
kameroen: kameroens kameroense kameroeners cameroon cameroun cameroonian cameroonians camerounais
kosovo: kosovaars kosovaarse kosovaren
kroatie: kroatisch kroatische kroaten kroatië croatia croatie croatian croatians croate croates
malawi: malawisch malawische
mozambique: mozambikaans mozambikaanse mozambican mozambicans
myanmar: birma birmees birmese
nepal: nepalees nepalese nepalezen nepali nepalis népalais
nieuwzeeland: nieuw-zeeland nieuw-zeelands nieuw-zeelandse
oostenrijk: oostenrijks oostenrijkse oostenrijkers austria austrian autriche austrians autrichien autrichiens
palestina: palestijns palestijnse palestijnen palestijn palestine palestinian palestinians palestinien palestiniens
peru: peruaans peruaanse peruanen pérou
qatar: qatarees qatarese
roemenie: roemeens roemeense roemenen roemenië romania romanian roumanie romanians roumain roumains
servie: servisch servische serviërs servië serbia serbian serbie serbians serbe serbes
slovenie: sloveens sloveense slovenen slovenië
slowakije: slowaaks slowaakse slowaken slovakia slovaquie
suriname: surinaams surinaamse surinamers surinamer surinamese
tanzania: tanzaniaans tanzaniaanse
thailand: thais thaise thai
togo: togolees togolese
tsjechie: tsjechisch tsjechische tsjechen tsjechië czech tchéquie
vietnam: vietnamees vietnamese vietnamezen vietnamien vietnamiens
zambia: zambiaans zambiaanse zambian zambians
zimbabwe: zimbabwaans zimbabwaanse zimbabwean zimbabweans
"""
PLACES: dict[str, str] = {
    word: place
    for line in _TABLE.strip().splitlines()
    for place, words in [line.split(": ", 1)]
    for word in words.split()
}
"""Inhabitant, adjective or foreign name, lower case with accents, to the Dutch name without accents."""
