"""Speech to text at an OpenAI-compatible address that the user configured."""

from __future__ import annotations

import os
import time

import httpx

from bot.errors import ServiceError

KEY = "WEERWOORD_SPEECH_KEY"
"""The variable of the environment that holds the key, where the address wants one."""
MOST_BYTES = 25 * 1024 * 1024
_MOST_TEXT = 40_000
_MOST_REPLY = 1024 * 1024
_TOO_SLOW = "Het spraakmodel gaf op tijd geen antwoord. Probeer het opnieuw, of typ."
_TOO_LARGE = "De opname is te groot. Spreek hooguit een paar minuten in."


class SpeechModel:
    """Writes out what was said.

    Args:
        base_url: address up to and with "/v1".
        model: name of the model there.
        seconds: longest wait for a byte, and for the whole reply once it begins.
    """

    def __init__(self, base_url: str, model: str, seconds: float) -> None:
        self._url = f"{base_url.rstrip('/')}/audio/transcriptions"
        self._model = model
        self._seconds = seconds

    def transcribe(self, audio: bytes) -> str:
        """The Dutch words of a WAV recording; the recording is kept nowhere.

        Raises:
            ServiceError: too large, no answer in time, an error, a broken connection, no words.
        """
        if len(audio) > MOST_BYTES:
            raise ServiceError(_TOO_LARGE)
        key = os.environ.get(KEY, "")
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        files = {"file": ("antwoord.wav", audio, "audio/wav")}
        data = {"model": self._model, "language": "nl", "response_format": "json"}
        try:
            with (
                httpx.Client(timeout=self._seconds, follow_redirects=False, trust_env=False) as client,
                client.stream("POST", self._url, headers=headers, files=files, data=data) as reply,
            ):
                body, until = b"", time.monotonic() + self._seconds
                for piece in reply.iter_bytes():
                    body += piece
                    if time.monotonic() > until:
                        raise ServiceError(_TOO_SLOW)
                    if len(body) > _MOST_REPLY:
                        break
        except httpx.TimeoutException as error:
            raise ServiceError(_TOO_SLOW) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ServiceError("Het spraakmodel is niet te bereiken. Kijk of het draait, of typ.") from error
        return _text(reply.status_code, body)


def _text(status: int, body: bytes) -> str:
    if status in (401, 403):
        raise ServiceError(f"Het spraakmodel weigert de sleutel. Zet de goede in {KEY}, of typ.")
    if status == 413:
        raise ServiceError(_TOO_LARGE)
    if status != 200:
        raise ServiceError(f"Het spraakmodel gaf een fout ({status}). Probeer het later, of typ.")
    try:
        text = httpx.Response(200, content=body).json()["text"]
    except (ValueError, KeyError, TypeError):
        text = None
    if not isinstance(text, str) or len(text) > _MOST_TEXT:
        raise ServiceError("Het spraakmodel gaf geen leesbaar antwoord. Probeer het opnieuw, of typ.")
    if not text.strip():
        raise ServiceError("Er is niets verstaan. Spreek dichter bij de microfoon, of typ.")
    return text.strip()
