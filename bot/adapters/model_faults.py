"""Failures of chat models and their clients, as one Dutch sentence each.

A vendor's own text is never shown: it may hold a part of a key or of a prompt. Classes are known by name along their
line of descent, so that no client has to be installed to be understood.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from bot.errors import CutShort, ModelError, ServiceError


class Fault(NamedTuple):
    """What a failure means.

    Attributes:
        text: Dutch; begins with what happened.
        transient: True when the same request may succeed a little later.
        theirs: True when the service failed, False when it was used wrongly.
    """

    text: str
    transient: bool
    theirs: bool


KEY = Fault("Het taalmodel weigerde de sleutel. Kijk de sleutel in uw omgeving na.", False, False)
RIGHTS = Fault("Met deze sleutel mag het taalmodel niet gebruikt worden.", False, False)
MISSING = Fault("Dit taalmodel bestaat niet op deze server. Kijk de instelling 'model' na.", False, False)
BUSY = Fault("Het taalmodel heeft het nu te druk.", True, True)
SLOW = Fault("Het taalmodel antwoordde niet op tijd.", True, True)
ABSENT = Fault("De server van het taalmodel is niet bereikbaar of verbrak de verbinding.", True, True)
BROKEN = Fault("De server van het taalmodel gaf een fout.", True, True)
TOO_LONG = Fault("De passages zijn te lang voor dit taalmodel.", False, False)
CUT_SHORT = Fault("Het taalmodel hield op voordat het antwoord af was.", False, True)
REFUSED = Fault("De aanbieder van het taalmodel weigerde deze vraag.", False, True)
MALFORMED = Fault("Het taalmodel gaf geen bruikbaar antwoord.", False, True)
MOVED = Fault(
    "De server van het taalmodel verwijst door naar een ander adres. Kijk de instelling 'model_base_url' na.",
    False,
    False,
)
NO_SCHEMA = Fault("De server van het taalmodel kan geen antwoord in een vaste vorm geven.", False, False)
WRONG_USE = Fault("Het taalmodel begreep het verzoek niet.", False, False)

FAULTS: Mapping[str, Fault] = {
    # langchain's own names, which its providers share
    "ContextOverflowError": TOO_LONG,
    "ModelAuthenticationError": KEY,
    "ModelPermissionDeniedError": RIGHTS,
    "ModelNotFoundError": MISSING,
    "ModelRateLimitError": BUSY,
    "ModelTimeoutError": SLOW,
    "ModelConnectionError": ABSENT,
    "ModelInvalidRequestError": WRONG_USE,
    "ModelAPIError": BROKEN,
    "ModelError": BROKEN,
    "OpenAIRefusalError": REFUSED,
    "OutputParserException": MALFORMED,
    # openai and anthropic share these
    "AuthenticationError": KEY,
    "OAuthError": KEY,
    "PermissionDeniedError": RIGHTS,
    "NotFoundError": MISSING,
    "RateLimitError": BUSY,
    "APITimeoutError": SLOW,
    "APIConnectionError": ABSENT,
    "APIResponseValidationError": MALFORMED,
    "ContentFilterFinishReasonError": REFUSED,
    "LengthFinishReasonError": CUT_SHORT,
    "BadRequestError": WRONG_USE,
    "UnprocessableEntityError": WRONG_USE,
    "ConflictError": BUSY,
    "OverloadedError": BUSY,
    "ServiceUnavailableError": BUSY,
    "DeadlineExceededError": SLOW,
    "InternalServerError": BROKEN,
    "APIError": BROKEN,
    "APIStatusError": BROKEN,
    "OpenAIError": WRONG_USE,
    "AnthropicError": WRONG_USE,
    # ollama, and the transport below all of them
    "ResponseError": BROKEN,
    "RequestError": ABSENT,
    "TimeoutException": SLOW,
    "TransportError": ABSENT,
    "HTTPError": ABSENT,
    "DecodingError": MALFORMED,
    "TooManyRedirects": ABSENT,
    "HTTPStatusError": BROKEN,
    "StreamError": ABSENT,
    "InvalidURL": MISSING,
    "TimeoutError": SLOW,
    "ConnectionError": ABSENT,
    "OSError": ABSENT,
    "JSONDecodeError": MALFORMED,
    "ValidationError": MALFORMED,
}
_BY_STATUS = {
    301: MOVED, 302: MOVED, 303: MOVED, 307: MOVED, 308: MOVED,
    400: WRONG_USE, 401: KEY, 403: RIGHTS, 404: MISSING, 408: SLOW, 413: TOO_LONG, 429: BUSY, 503: BUSY, 529: BUSY,
}  # fmt: skip


_UNKNOWN_WISH = frozenset({400, 404, 415, 422, 500, 501})


def fault_of(error: BaseException) -> Fault:
    """What a failure means; unknown failures count as a broken server."""
    if _too_long(error):
        return TOO_LONG
    if _no_schema(error):
        return NO_SCHEMA
    named = next((FAULTS[c.__name__] for c in type(error).__mro__ if c.__name__ in FAULTS), None)
    if named is None or named is BROKEN:
        return _BY_STATUS.get(_status(error), named or BROKEN)
    return named


def explained(error: BaseException) -> ServiceError:
    """The project's error for a vendor's; its text holds nothing of the vendor's."""
    if isinstance(error, ServiceError):
        return error
    fault = fault_of(error)
    if fault is CUT_SHORT:
        return CutShort(fault.text)
    return ServiceError(fault.text) if fault.theirs else ModelError(fault.text)


def retry_after(error: BaseException) -> float | None:
    """Seconds that a server asks to wait, None when it names none."""
    headers: Any = getattr(getattr(error, "response", None), "headers", None)
    try:
        return max(0.0, float(headers.get("retry-after"))) if headers is not None else None
    except (TypeError, ValueError):
        return None


def _status(error: BaseException) -> int:
    for holder in (error, getattr(error, "response", None)):
        status = getattr(holder, "status_code", None)
        if isinstance(status, int):
            return status
    return 0


def _no_schema(error: BaseException) -> bool:
    """True when a server does not know the way in which an answer of a given form was asked for."""
    text = str(error).lower()
    return _status(error) in _UNKNOWN_WISH and any(words in text for words in ("response_format", "json_schema"))


def _too_long(error: BaseException) -> bool:
    """Context overflow has its own class only sometimes; the words are the same everywhere."""
    text = str(error).lower()
    return any(words in text for words in ("context length", "context_length", "prompt is too long", "context window"))
