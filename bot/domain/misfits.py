"""Why a value does not fit its field, in Dutch: for files and settings that people write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_REASONS = {
    "missing": "ontbreekt",
    "extra_forbidden": "bestaat niet; kijk of de naam klopt",
    "string_type": "verwacht tekst; zet er aanhalingstekens om",
    "string_too_short": "is leeg of te kort (minstens {min_length} tekens)",
    "string_too_long": "is te lang (hooguit {max_length} tekens)",
    "string_pattern_mismatch": "heeft niet de goede vorm",
    "too_short": "heeft te weinig regels (minstens {min_length})",
    "too_long": "heeft te veel regels (hooguit {max_length})",
    "tuple_type": "verwacht een lijst, met een streepje voor elke regel",
    "list_type": "verwacht een lijst, met een streepje voor elke regel",
    "dict_type": "verwacht velden met elk een waarde, als 'naam: waarde'",
    "model_type": "verwacht velden met elk een waarde, als 'naam: waarde'",
    "int_type": "verwacht een geheel getal",
    "int_parsing": "verwacht een geheel getal",
    "int_from_float": "verwacht een geheel getal",
    "float_type": "verwacht een getal, met een punt voor de cijfers achter de komma",
    "float_parsing": "verwacht een getal, met een punt voor de cijfers achter de komma",
    "finite_number": "verwacht een gewoon getal",
    "decimal_type": "verwacht een getal",
    "decimal_parsing": "verwacht een getal",
    "bool_type": "verwacht true of false",
    "bool_parsing": "verwacht true of false",
    "greater_than": "moet meer zijn dan {gt}",
    "greater_than_equal": "moet minstens {ge} zijn",
    "less_than": "moet minder zijn dan {lt}",
    "less_than_equal": "mag hooguit {le} zijn",
    "path_type": "verwacht een pad naar een map of bestand",
    "date_type": "verwacht een datum als 2024-05-31",
    "date_parsing": "verwacht een datum als 2024-05-31",
    "date_from_datetime_parsing": "verwacht een datum als 2024-05-31",
    "date_from_datetime_inexact": "verwacht een datum zonder tijd",
    "union_tag_invalid": "kent deze soort niet; kies {expected_tags}",
    "union_tag_not_found": "ontbreekt",
}
"""By pydantic's type of error; names in braces are in its context."""
_CHOICES = ("literal_error", "enum")


def misfit(error: Mapping[str, Any]) -> str:
    """What is wrong with a value, to stand behind the name of its field.

    Args:
        error: one of ``ValidationError.errors()``.
    """
    kind, context = error["type"], error.get("ctx", {})
    if kind in _CHOICES:
        return f"kies {str(context.get('expected', '')).replace(' or ', ' of ')}"
    if kind in ("string_too_short", "too_short") and context.get("min_length") == 1:
        return "is leeg"
    if kind in _REASONS:
        return _REASONS[kind].format(**context)
    return str(error["msg"]).removeprefix("Value error, ").removesuffix(".")


def field_of(error: Mapping[str, Any], whole: str = "") -> str:
    """Where it is, as "velden.naam".

    Args:
        whole: what to call the thing itself, when no field of it is at fault.
    """
    return ".".join(str(part) for part in error["loc"] if part != "[key]") or whole
