"""Words that say the opposite of each other."""

from __future__ import annotations

import re
from typing import NamedTuple

_UP = (
    r"meer|extra|more|plus de|st(?:eeg|egen|ijgt|ijgen|ijging)\w*|gestegen|omhoog|"
    r"(?:komt|kwam|kwamen|komen)\b[^,;]{1,60}\bbij\b|"
    r"\w*toe(?:name|neemt|nam|namen|nemen|genomen)|"
    r"(?:neemt|nam|nemen|namen)\b[^,;]{1,80}\btoe|groei\w*|gegroeid|verhoo?g\w*|oplie?p(?:en)?|hogere?|grotere?|vergro\w*|"
    r"oplopen\w*|verdubbel\w*|verdrievoudig\w*|verruim\w*|klom(?:men)?|(?:ge)?kl[io]m(?:t|men)|langere?"
)
_DOWN = (
    r"minder|less|fewer|moins|omlaag|(?:gaat|ging|gingen|gaan)\b[^,;]{1,60}\baf\b|(?:ge)?daal\w*|dalen\w*|\w*daling\w*|\w*af(?:name|neemt|nam|namen|nemen|genomen)|"
    r"(?:neemt|nam|nemen|namen)\b[^,;]{1,80}\baf|krimp\w*|kromp\w*|gekrompen|zakk?te?n?|gezakt|verlaa?g\w*|verminder\w*|"
    r"verloren\sg(?:aat|aan|ing|ingen)|g(?:aat|aan|ing|ingen)\b[^,;]{0,40}\bverloren|(?:ge)?brokkel\w*|afgebrokkeld|"
    r"afkalf\w*|afgekalfd|ingeboet|sl[io]nk\w*|geslonken|kortere?|terugliep(?:en)?|liep(?:en)?\b[^,;]{1,60}\bterug|loopt\b[^,;]{1,60}\bterug|kelder\w*|gekelderd|lagere?|kleinere?|verklein\w*|demp\w*|temper\w*|(?:ge)?halve(?:r|er)\w*|beperk\w*"
)
_PAIRS: tuple[tuple[str, str], ...] = (
    (_UP, _DOWN),
    (r"groei\w*|gegroeid", r"krimp\w*|kromp\w*|gekrompen"),
    (r"hogere?|hoogste?|hoge|hoog", r"lagere?|laagste?|lage|laag"),
    (r"grotere?|grootste?|grote|groot", r"kleinere?|kleinste?|kleine|klein|gering\w*"),
    (
        r"meesten?|meest|meerderheid|merendeel|(?:het )?grootste deel",
        r"minsten?|minst|minderheid|(?:een )?kleine? (?:deel|groep)",
    ),
    (r"veel|vele|overvloedig\w*|talrijke?", r"weinig|schaars\w*|(?:is|zijn|was|waren)\b[^,;]*\bbeperkt"),
    (r"minstens|ten minste|minimaal|meer dan|ruim|boven", r"hooguit|hoogstens|maximaal|minder dan|bijna|onder"),
    (r"beter\w*|verbeter\w*|best", r"slechter\w*|verslechter\w*|slechtst?"),
    (r"sterk(?:ere?|e|ste?)?|versterk\w*", r"zwak(?:kere?|ke|ste?)?|verzwak\w*"),
    (r"lang(?:ere?|e|ste)?|verleng\w*", r"kort(?:ere?|e|ste)?|verkort\w*"),
    (r"vroeg(?:ere?|e|ste)?", r"laat|later|late"),
    (r"snel(?:lere?|le|ste?)?|versnel\w*", r"langzaam|langzamere?|traag|trage|vertraa?g\w*"),
    (r"duur(?:dere?|ste)?|dure", r"goedko(?:op|pe|pere?|opste)"),
    (
        r"voordat|vóór|voor\s(?:(?:de|het)\s)?(?:\d|begin|eind|midden|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|\w*jaar|"
        r"vertrek|aankomst|oorlog|verkiezing\w*|crisis|piek|wet|akkoord|uitbraak|start)",
        r"na(?:dat)?",
    ),
    (r"eerste?", r"laatste?"),
    (r"rijk(?:ere?|e|ste|en)?", r"arm(?:ere?|e|ste|en)?"),
    (
        r"bevorder\w*|stimule\w*|moedig\w*|vergemakkelijk\w*|aanjag\w*|jaa?g(?:t|en)\b[^,;]{1,60}\baan|aanwakker\w*|"
        r"versterk\w*",
        r"rem\w*|afremmen|belemmer\w*|ontmoedig\w*|tegenga\w*|hinder\w*",
    ),
    (r"veroorza\w*|leidt|leiden|leidde\w*", r"voorkom\w*|verhinder\w*"),
    (r"vrijwillig\w*", r"gedwongen"),
    (r"legale?|reguliere?", r"illegale?|irreguliere?"),
    (r"binnen", r"buiten"),
    (r"met", r"zonder"),
    (r"heel|hele|gehele", r"deel"),
    (r"vooruit\w*", r"achteruit\w*|stap(?:pen)?\sterug"),
    (r"succes\w*|slaagde?n?|geslaagd", r"mislukt?\w*|faalde?n?"),
    (r"steun\w*|voorstander\w*", r"verzet\w*|tegenstander\w*"),
    (r"vaak|meestal|(?:ge)?makkelijk\w*|eenvoudig\w*", r"zelden|moeilijk\w*|lastig\w*"),
    (r"oudere?|oudste", r"jongere?|jongste"),
    (r"goede?", r"slechte?"),
    (r"bevestig\w*|erken\w*", r"ontken\w*"),
    (
        r"aanvaard\w*|accepte\w*|goedgekeurd|keur\w*\b[^,;]{1,60}\bgoed|aangenomen",
        r"afwij\w*|afgewezen|w(?:ijst|ijzen|ees|ezen)\b[^,;]{1,80}\baf|verw(?:erp|ierp|orp)\w*",
    ),
    (r"be?lo(?:on|nen|ning)\w*", r"straf\w*|bestraf\w*"),
    (r"veilig\w*", r"gevaarlijk\w*|onveilig\w*"),
    (r"tijdelijke?", r"blijvende?|permanente?"),
    (
        r"verl(?:iet|aat|aten|ieten)",
        r"(?:kwam|kwamen|komt|komen)\s(?:\S+\s)?binnen|naar\b[^,;]{1,30}\b(?:kwam|kwamen|komt|komen)",
    ),
    (r"toegesta\w*|mogen|mochten?|mag", r"verbied\w*|verboden?|verbood"),
    (r"voordel\w*|profite\w*", r"nadel\w*"),
    (r"aankom\w*|aankwamen?|kw(?:am|amen)\b[^,;]{1,60}\baan", r"vertrek\w*|vertrok\w*"),
    (
        r"(?:is|was|zijn|waren)\b[^;.]{0,120}?\svoor\s(?:een|de|het)",
        r"(?:is|was|zijn|waren)\b[^;.]{0,120}?\stegen(?!\s\d)",
    ),
)
_OPPOSITES = tuple((re.compile(rf"\b(?:{a})\b", re.I), re.compile(rf"\b(?:{b})\b", re.I)) for a, b in _PAIRS)
RISES, FALLS = _OPPOSITES[0]
_DENIED = re.compile(r"\b(?:niet|geen|nooit)\s(?:zo\s|erg\s)?$", re.IGNORECASE)
"""What is denied of its opposite is no turn: "niet goed" for "slecht"."""


class Turn(NamedTuple):
    """A word of a claim, with the patterns of its own side and of the other."""

    word: str
    mine: re.Pattern[str]
    theirs: re.Pattern[str]


def turns_of(text: str) -> list[Turn]:
    """The words of a text that have an opposite."""
    sides = ((mine, theirs) for one, other in _OPPOSITES for mine, theirs in ((one, other), (other, one)))
    hits = ((mine.search(text), mine, theirs) for mine, theirs in sides)
    return [
        Turn(hit.group(), mine, theirs) for hit, mine, theirs in hits if hit and not _DENIED.search(text[: hit.start()])
    ]
