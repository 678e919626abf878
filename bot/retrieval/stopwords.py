"""Words that say nothing about the subject. "niet", "geen", "meer" and "minder" are kept: they change the answer."""

from __future__ import annotations

DUTCH = frozenset(
    """aan achter al alle alles als altijd ander andere anders beetje bij bijna bv daar daarbij daarin daarmee
    daarna daarom daarop daarover daarvan daarvoor dan dat de den der deze die dit doe doen door doet dus een
    één eens eigenlijk elk elke en er eraan ermee ervan ervoor erover etc even ge gaan gaat gedaan gij haar had
    hadden heb hebben hebt heeft heel hele hem hen het hetgeen hier hij hoe hoeveel hun ik in is ja je jij jou
    jouw jullie kan kon konden kunnen kunt laat laten langs liever maar mag me men met mij mijn moest moet
    moeten mogen na naar nee nog nou nu of om omdat onder ons onze ook op over per precies s soms sommige te
    tegenover ten ter terwijl toch toen tot tussen u uit uw van vanaf veel vele via vindt vond voor vooral waar
    waaraan waarbij waardoor waarin waarmee waarom waarop waarover waarvan waarvoor wanneer want was wat we wel
    welk welke werd werden wie wij wil willen word worden wordt zal ze zeg zegt zelf zelfs zeggen zich zij zijn
    zo zoals zoveel zou zouden zullen zulke 't 'n 's 'k denk denkt klopt komt komen kom krijg maak maakt maken
    gewoon toe mee af iets iemand niks niets eigen allemaal bent ben geweest weet weten wist zonder volgens
    steeds weer hoor jongens mensen mens gebeurt geeft geven staat stel wou waren hoezo ene enige enkele sinds
    tijdens zowat ongeveer echt zeker helemaal beter best goed goede""".split()  # noqa: SIM905
) - {"mensen", "mens", "zonder"}
DUTCH |= frozenset(
    """allee amai awel azo ba bah efkes effe effen feitelijk gelle gulle gullie hé hè hoor jawel jep mekaar
    nietwaar oké ocharme sebiet seg straks subiet tegenwoordig tiens tja trouwens uiteindelijk voila zèg zulle
    zeggen zei zeiden gezegd lees las gelezen hoorde gehoord horen noem noemt vertel vertelt klinkt
    vorig vorige miljoen miljoenen miljard miljarden duizend duizenden""".split()  # noqa: SIM905
)
FLEMISH = {
    "da": "dat", "wa": "wat", "nie": "niet", "ni": "niet", "nen": "een", "ne": "een", "dees": "deze", "diene": "die",
    "m'n": "mijn", "z'n": "zijn", "d'r": "haar", "zo'n": "zo", "da's": "dat", "'k": "ik",
    "gij": "jij", "ge": "je", "gulder": "jullie", "hunne": "hun", "zijt": "bent",
}  # fmt: skip
"""How Flemings write some function words, to the standard form."""
ENGLISH = frozenset(
    """a about all also am an and any are as at be because been being but by can could did do does doing down for
    from get gets give go got had has have having he her here him his how i if in into is it its just know let
    like make makes many me most much my no nor of off on one only or other our out over own really same say
    says she should so some such than that the their them then there still ever actually right true keep hearing
    tell number back anyway used using want wants think thinks these they this those through to too under until
    up us very was we were what when where which while who why will with would you your isn't doesn't don't
    aren't million billion thousand last""".split()  # noqa: SIM905
)
FRENCH = frozenset(
    """à a ai as au aux avec avait avez avoir c ce ceci cela celle celui ces cet cette chez ci combien comme
    comment d dans de des donc du elle elles en encore entre es est et étaient était être eu fait faire font il
    ils j je l la le les leur leurs lui ma mais me mes moi mon n ne nos notre nous on ont ou où par parce pas
    peu peut peuvent plus pour pourquoi qu quand que quel quelle quelles quels qui quoi s sa sans se sera ses si
    son sont sur ta te tes toi ton tous tout toute toutes tu un une va vers vont vos votre vous y
    million millions milliard milliards""".split()  # noqa: SIM905
) - {"plus", "pas", "sans", "eu"}
STOPWORDS = DUTCH | (ENGLISH - {"most", "no"}) | FRENCH
PREFIX_PARTS = frozenset(
    """voor over door onder achter tegen tussen boven binnen buiten rond langs naar heen weer samen mede terug open
    vast ingen heden eren isme isten ster hoog laag goed veel meer heid baar loos lijk schap isch aire atie
    iteit ling elen eren ende loze vert erbij""".split()  # noqa: SIM905
) - {"terug"}
