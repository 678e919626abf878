"""Tells a question from an instruction to the program."""

from __future__ import annotations

import re

_INSTRUCTION = re.compile(
    r"""
    \b(vergeet|negeer|omzeil|overtreed|schakel)\b
      .{0,40}\b(regel\w*|instructie\w*|opdracht\w*|alles|vorige|bronnen|beperking\w*)
    | \b(doe\s+alsof|speel\s+(de\s+rol|dat)|je\s+bent\s+(nu|vanaf\s+nu|voortaan)|vanaf\s+nu\b|gedraag\s+je\s+als)
    | \b(verzin|fantaseer|bedenk)\b
    | \b(systeemprompt|system\s*prompt|systeem\s*:|system\s*:|ontwikkelaarsmodus|developer\s+mode|jailbreak)
    | \b(zeg|antwoord|begin|eindig|schrijf|herhaal)\b
      .{0,30}\b(als\s+eerste\s+zin|alleen|uitsluitend|letterlijk|woord\s+voor\s+woord|klikbare)
    | \b(schrijf|dicht|maak|vertel|zing)\b
      .{0,25}\b\w*(gedicht|mop|grap|lied|liedje|verhaal|speech|toespraak|code|script|programma|brief|recept|citaat|artikel|
        essay|opstel|pamflet|manifest|slogan|leus|leuze|sonnet|haiku|column|tweet|preek|dialoog|satire|parodie|schotschrift)\b
    | \b(toon|geef|laat|print|onthul)\b
      .{0,30}\b(prompt\w*|instructies|api.?sleutel\w*|api.?key\w*|wachtwoord\w*|gesprekken\s+van)
    | \b(ignore|disregard|forget|override|bypass)\b
      .{0,40}\b(rule\w*|instruction\w*|prompt\w*|previous|everything|sources?|guideline\w*)
    | \b(pretend|act\s+as|role.?play|you\s+are\s+now|from\s+now\s+on|make\s+up|invent)\b
    | \b(reveal|print|show|repeat)\b.{0,30}\b(prompt\w*|instructions|api\s*keys?|password\w*|conversation\w*)
    | \b(write|compose|tell)\b.{0,25}\b(poem|joke|story|speech|code|script|song|recipe|letter|essay|
        pamphlet|manifesto|slogan|sonnet|haiku|column|tweet|sermon|dialogue|satire|parody)
    | \b(oublie[sz]?|ignore[sz]?|contourne[sz]?)\b
      .{0,40}\b(r[èe]gles?|consignes?|instructions?|pr[ée]c[ée]dent\w*|sources?)
    | \b(fais\s+semblant|imagine\s+que\s+tu|tu\s+es\s+(maintenant|d[ée]sormais)|invente[sz]?)
    | \br[ée]ponds\s+(seulement|uniquement)
    | \b([ée]cris|raconte|compose)\b.{0,25}\b(po[èe]me|blague|histoire|discours|chanson|lettre|
        essai|pamphlet|manifeste|slogan|sonnet|ha[iï]ku|tribune|tweet|sermon|dialogue|satire|parodie|tract)
    | </?\s*(script|img|a|iframe|svg|style|system|systeem|user|assistant|instructions?)\b
    | \[/?(INST|SYS) | \bjavascript: | !\[[^\]]*\]\( | \[@\w+
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_PERSONAL = re.compile(
    r"\b(mijn|m'n)\s+(verblijfs\w*|visum|\w*aanvraag|advocaat|procedure|dossier|belasting\w*aangifte)|\b(mag|kan|moet|krijg)\s+ik\b"
    r".{0,60}\b(vergunning|werken|uitkering|status|papieren|asiel\s+aanvragen|verblijf|visum)\b|"
    r"\b(op\s+)?(welke|wie|wat)\b.{0,25}\b(moet|kan|zou|ga)\s+(ik|je|wij|we)\b.{0,25}\b(stemmen|kiezen|kopen)|"
    r"\bwat\s+moet\s+(ik|hij|zij|ze|we)\b.{0,30}\b(invullen|aanvragen|indienen|meebrengen|doen\s+om|nu\s+doen)|\braad(t|de)?\s+(je|ge|u|jij)\b.{0,30}\baan\b|"
    r"\bhoe\s+(vraag|dien|regel|krijg|kom)\s+(ik|je)\b.{0,40}\b(aan|in|visum|asiel|papieren|vergunning|paspoort|nationaliteit)\b|"
    r"\bhoeveel\s+(uren?|dagen|maanden|weken)\s+mag\s+(ik|je)\b|\bhow\s+(do|can)\s+i\b.{0,30}\b(apply|get|obtain)|"
    r"\b(comment|proc[ée]dure\s+pour)\b.{0,30}\b(obtenir|demander|introduire)\b|"
    r"\b(mon|ma)\s+(visa|demande|dossier|titre)|\bmy\s+(visa|application|permit|case)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_instruction(text: str) -> bool:
    """True for a text that tries to instruct the program, or asks for a poem, a role or markup."""
    return bool(_INSTRUCTION.search(text))


def is_personal_advice(text: str) -> bool:
    """True for a request for advice on someone's own legal case."""
    return bool(_PERSONAL.search(text))
