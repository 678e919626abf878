"""What other programs may ask, as plain JSON values: the same for the MCP server and the HTTP API."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from bot.answering.assistant import Assistant
from bot.answering.forms import Form, as_text
from bot.domain.answers import Answer
from bot.domain.codec import to_plain
from bot.domain.figures import Figure, newest
from bot.domain.filters import SourceFilter, SourceKind, kind_of
from bot.domain.sources import Source
from bot.errors import UnknownName, UsageError
from bot.ports import Catalog

Plain = dict[str, Any]
MOST_HITS = 100
_MOST_PASSAGES = 200
_LONGEST_NAME = 300
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_CARD_PARTS = ("answer", "key_points", "counter", "reply", "caveats")
_FILTERS = ("organisations", "countries", "from_year", "to_year", "kinds")


class Answerer(Protocol):
    """Answers questions, with a language model or without."""

    def ask(self, question: str, context: str = "", *, only: SourceFilter | None = None) -> Answer:
        """Answer a question, or refuse."""
        ...


class Opened(Protocol):
    """One opened index version."""

    @property
    def answerer(self) -> Answerer:
        """Answers with the settings' own engine."""
        ...

    @property
    def assistant(self) -> Assistant:
        """Searches."""
        ...

    @property
    def catalog(self) -> Catalog:
        """Sources, figures and cards."""
        ...


class Programs:
    """Answers programs; each call uses the newest version of the index.

    Args:
        opened: the version to use.
        answered: told of each answer, with the seconds that it took.

    Every method raises a ``UsageError`` for what a caller did wrong, and an ``IndexFault`` when there is no index.
    """

    def __init__(self, opened: Callable[[], Opened], answered: Callable[[Answer, float], None] | None = None) -> None:
        self._opened = opened
        self._answered = answered or (lambda answer, seconds: None)

    def ask(self, question: Any, context: Any = "", form: Any = "", only: Any = None) -> Plain:
        """An answer or a refusal, as docs/json.md describes it.

        Args:
            form: "" or a ``Form``; with one, "form" and "text" stand beside the rest.
            only: object with some of "organisations", "countries", "from_year", "to_year", "kinds".
        """
        shape = _form(form)
        narrowed = filter_from(only)
        started = time.perf_counter()
        answer = self._opened().answerer.ask(_text("question", question), _text("context", context), only=narrowed)
        self._answered(answer, time.perf_counter() - started)
        plain = answer.to_dict()
        return plain if shape is None else {**plain, "form": shape.value, "text": as_text(answer, shape)}

    def search(self, question: Any, k: Any = 10, only: Any = None) -> list[Plain]:
        """The best passages for a question."""
        if isinstance(k, bool) or not isinstance(k, int) or not 1 <= k <= MOST_HITS:
            raise UsageError(f"'k' moet een geheel getal van 1 tot en met {MOST_HITS} zijn.")
        hits = self._opened().assistant.search(_text("question", question), k, filter_from(only))
        return [hit.to_dict() for hit in hits]

    def source(self, key: Any) -> Plain:
        """A source with what the index holds of it: at most 200 passages, with their number as "passage_count"."""
        catalog = self._opened().catalog
        source = _known(catalog.sources, key, "bron")
        passages = catalog.passages_of(source.key)
        shown = [
            {"id": p.id, "locator": p.locator, "kind": p.kind.value, "heading": list(p.heading), "text": p.text}
            for p in passages[:_MOST_PASSAGES]
        ]
        figures = [row.id for row in catalog.figures.values() if row.source == source.key]
        return {**_source(source), "figures": figures, "passage_count": len(passages), "passages": shown}

    def figure(self, name: Any) -> Plain:
        """A row of the ledger with its source, and the newest row that follows it up."""
        catalog = self._opened().catalog
        row: Figure = _known(catalog.figures, name, "cijfer")
        plain = to_plain(row)
        del plain["line"]
        source = catalog.sources.get(row.source)
        last = newest(row, catalog.figures)
        return {**plain, "year": row.year, "source": _source(source) if source else {"key": row.source},
                "newest": last.id if last else None}  # fmt: skip

    def card(self, slug: Any) -> Plain:
        """A card: a question people ask, the answer, and what an opponent says."""
        card = _known(self._opened().catalog.cards, slug, "kaart")
        parts = {name: [_sentence(s.text, s.citations) for s in getattr(card, name)] for name in _CARD_PARTS}
        return {"slug": card.slug, "theme": card.theme, "countries": list(card.countries), "question": card.question,
                "figures": list(card.figures), **parts}  # fmt: skip

    def sources(self) -> list[Plain]:
        """Every source, without its passages."""
        return [_source(source) for source in self._opened().catalog.sources.values()]

    def cards(self) -> list[Plain]:
        """Slug, theme and question of every card."""
        cards = self._opened().catalog.cards.values()
        return [{"slug": card.slug, "theme": card.theme, "question": card.question} for card in cards]


def filter_from(plain: Any) -> SourceFilter | None:
    """A filter from its JSON form; None for none.

    Raises:
        UsageError: names what is wrong with it.
    """
    if plain is None or plain == {}:
        return None
    if not isinstance(plain, Mapping):
        raise UsageError(f"'only' moet een object zijn met een of meer van: {', '.join(_FILTERS)}.")
    unknown = sorted(str(name)[:50] for name in plain if name not in _FILTERS)
    if unknown:
        raise UsageError(f"'only' kent {', '.join(unknown)} niet. Kies uit: {', '.join(_FILTERS)}.")
    kinds = _texts("kinds", plain.get("kinds"))
    if set(kinds) - set(SourceKind):
        raise UsageError(f"'kinds' kent alleen: {', '.join(SourceKind)}.")
    first, last = _year("from_year", plain.get("from_year")), _year("to_year", plain.get("to_year"))
    if first and last and first > last:
        raise UsageError("'from_year' ligt na 'to_year'; draai ze om.")
    countries = tuple(
        "world" if c.lower() == "world" else c.upper() for c in _texts("countries", plain.get("countries"))
    )
    organisations = _texts("organisations", plain.get("organisations"))
    chosen = SourceFilter(organisations, countries, first, last, tuple(map(SourceKind, kinds)))
    return None if chosen.is_open else chosen


def _known(group: Mapping[str, Any], name: Any, what: str) -> Any:
    found = group.get(_text(what, name))
    if found is None:
        raise UnknownName(f"Er is geen {what} '{str(name)[:_LONGEST_NAME]}'. Zoek eerst, en neem de naam over.")
    return found


def _source(source: Source) -> Plain:
    kept = ("key", "author", "title", "year", "url", "publisher", "language", "label")
    return {**{name: getattr(source, name) for name in kept}, "kind": kind_of(source).value, "read": source.read.value}


def _sentence(text: str, citations: Iterable[Any]) -> Plain:
    return {"text": text, "citations": [{"key": c.key, "locator": c.locator} for c in citations]}


def _form(name: Any) -> Form | None:
    if name in ("", None):
        return None
    try:
        return Form(name)
    except ValueError:
        raise UsageError(f"'form' moet een van deze zijn: {', '.join(Form)}.") from None


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise UsageError(f"'{name}' moet tekst zijn.")
    return value


def _texts(name: str, value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list | tuple) or not all(isinstance(v, str) and len(v) <= _LONGEST_NAME for v in value):
        raise UsageError(f"'{name}' moet een lijst van korte teksten zijn.")
    return tuple(value)


def _year(name: str, value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not _FIRST_YEAR <= value <= _LAST_YEAR:
        raise UsageError(f"'{name}' moet een jaartal zijn.")
    return value
