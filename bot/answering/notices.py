"""What a user is told beside an answer, in the language of the question. Answers by the corpus itself stay Dutch."""

from __future__ import annotations

from bot.answering.assistant import REFUSAL, REFUSAL_NARROWED

INSTEAD = "Dit antwoord is zonder taalmodel gemaakt."
NOTHING_LEFT = "Geen enkele zin van het taalmodel doorstond de controle."
NO_PASSAGE = "Er was geen passage die het taalmodel mag zien."
GAVE_UP = "Het taalmodel vond in de passages geen antwoord."
TOO_SHORT = "Wat van het antwoord van het taalmodel overbleef, was te kort voor de gevraagde vorm."
CUT_OFF = (
    "Het taalmodel hield op voordat het antwoord af was. De zinnen die wel af waren, zijn nagekeken en staan hier."
)
_ELSE = "Het taalmodel kon niet gebruikt worden."

_TOLD: dict[str, tuple[str, str]] = {
    REFUSAL: ("That is not in my sources.", "Cela ne figure pas dans mes sources."),
    REFUSAL_NARROWED: (
        "That is not in the sources that you chose with the filter. Perhaps it is in the others: ask without it.",
        "Cela ne figure pas dans les sources choisies avec le filtre. Peut-être dans les autres : posez la "
        "question sans filtre.",
    ),
    INSTEAD: (
        "This answer was made without a language model, in the Dutch of the sources.",
        "Cette réponse a été composée sans modèle de langage, dans le néerlandais des sources.",
    ),
    NOTHING_LEFT: (
        "No sentence of the language model passed the check.",
        "Aucune phrase du modèle de langage n’a passé le contrôle.",
    ),
    NO_PASSAGE: (
        "There was no passage that the language model may see.",
        "Aucun passage ne pouvait être montré au modèle de langage.",
    ),
    GAVE_UP: (
        "The language model found no answer in the passages.",
        "Le modèle de langage n’a pas trouvé de réponse dans les passages.",
    ),
    _ELSE: ("The language model could not be used.", "Le modèle de langage n’a pas pu être utilisé."),
    "In uw antwoord staat een opdracht aan een programma; daar gaat het taalmodel niet op in.": (
        "Your answer holds an order to a program; the language model does not act on it.",
        "Votre réponse contient un ordre à un programme ; le modèle de langage n’y donne pas suite.",
    ),
    "Het taalmodel weigerde de sleutel. Kijk de sleutel in uw omgeving na.": (
        "The language model refused the key. Check the key in your environment.",
        "Le modèle de langage a refusé la clé. Vérifiez la clé dans votre environnement.",
    ),
    "Met deze sleutel mag het taalmodel niet gebruikt worden.": (
        "This key may not be used for the language model.",
        "Cette clé ne donne pas accès au modèle de langage.",
    ),
    "Dit taalmodel bestaat niet op deze server. Kijk de instelling 'model' na.": (
        "This language model does not exist on this server. Check the setting 'model'.",
        "Ce modèle de langage n’existe pas sur ce serveur. Vérifiez le réglage 'model'.",
    ),
    "Het taalmodel heeft het nu te druk.": (
        "The language model is too busy now.",
        "Le modèle de langage est trop sollicité en ce moment.",
    ),
    "Het taalmodel antwoordde niet op tijd.": (
        "The language model did not answer in time.",
        "Le modèle de langage n’a pas répondu à temps.",
    ),
    "De server van het taalmodel is niet bereikbaar of verbrak de verbinding.": (
        "The server of the language model cannot be reached, or broke the connection.",
        "Le serveur du modèle de langage est injoignable ou a coupé la connexion.",
    ),
    "De server van het taalmodel gaf een fout.": (
        "The server of the language model gave an error.",
        "Le serveur du modèle de langage a renvoyé une erreur.",
    ),
    "De passages zijn te lang voor dit taalmodel.": (
        "The passages are too long for this language model.",
        "Les passages sont trop longs pour ce modèle de langage.",
    ),
    "Het taalmodel hield op voordat het antwoord af was.": (
        "The language model stopped before the answer was complete.",
        "Le modèle de langage s’est arrêté avant la fin de la réponse.",
    ),
    "De aanbieder van het taalmodel weigerde deze vraag.": (
        "The provider of the language model refused this question.",
        "Le fournisseur du modèle de langage a refusé cette question.",
    ),
    "Het taalmodel gaf geen bruikbaar antwoord.": (
        "The language model gave no usable answer.",
        "Le modèle de langage n’a pas donné de réponse utilisable.",
    ),
    TOO_SHORT: (
        "What was left of the language model's answer was too short for the form that you asked for.",
        "Ce qui restait de la réponse du modèle de langage était trop court pour la forme demandée.",
    ),
    CUT_OFF: (
        "The language model stopped before its answer was complete. The sentences that were complete were checked and "
        "stand here.",
        "Le modèle de langage s’est arrêté avant la fin de sa réponse. Les phrases complètes ont été contrôlées et "
        "figurent ici.",
    ),
    "De server van het taalmodel verwijst door naar een ander adres. Kijk de instelling 'model_base_url' na.": (
        "The server of the language model points to another address. Check the setting 'model_base_url'.",
        "Le serveur du modèle de langage renvoie vers une autre adresse. Vérifiez le réglage 'model_base_url'.",
    ),
    "Het taalmodel begreep het verzoek niet.": (
        "The language model did not understand the request.",
        "Le modèle de langage n’a pas compris la demande.",
    ),
    "Het taalmodel faalde een paar keer achter elkaar en krijgt even rust.": (
        "The language model failed a few times in a row and gets some rest.",
        "Le modèle de langage a échoué plusieurs fois de suite et se repose un moment.",
    ),
    "De daglimiet voor het taalmodel is bereikt (instelling 'daily_tokens').": (
        "The day's limit for the language model is reached (setting 'daily_tokens').",
        "La limite du jour pour le modèle de langage est atteinte (réglage 'daily_tokens').",
    ),
    "De daglimiet voor de kosten van het taalmodel is bereikt (instelling 'daily_cost').": (
        "The day's limit on the cost of the language model is reached (setting 'daily_cost').",
        "La limite du jour pour le coût du modèle de langage est atteinte (réglage 'daily_cost').",
    ),
}


def told(text: str, language: str) -> str:
    """A notice in the language of the question; of one that has no translation, only what it comes down to.

    Args:
        language: "nl", "en" or "fr".
    """
    if language not in ("en", "fr"):
        return text
    key = REFUSAL if text.startswith(REFUSAL) else text
    return _TOLD.get(key, _TOLD[_ELSE])[("en", "fr").index(language)]


def has_translation(text: str) -> bool:
    """True for a notice that can be told in every language."""
    return text in _TOLD


def instead(why: str, language: str) -> str:
    """Why a model did not write this answer, and what was done instead."""
    return f"{told(why, language)} {told(INSTEAD, language)}"
