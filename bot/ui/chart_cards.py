"""The charts of page "Cijfers" as they are shown, made once for each language and colour scheme.

Altair checks each chart against its whole schema, which takes half a second for the page: too long for each click.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from bot.domain.figures import Figure
from bot.ui.chart_drawing import DARK, LIGHT, chart_of
from bot.ui.chart_files import figures_csv
from bot.ui.chart_list import CHARTS, NORM, ChartForm, ChartPlan
from bot.ui.chart_points import ChartData, choose_points, norm_row
from bot.ui.figure_view import chart_list_html
from bot.ui.language import current_language
from bot.ui.library import Library

Scheme = Literal["light", "dark"]
_LANGUAGES_AND_SCHEMES = 6
_drawing = threading.Lock()


@dataclass(frozen=True, slots=True)
class ChartCard:
    """One chart with what goes along.

    Attributes:
        drawn: Vega-Lite as JSON, "" when there are too few points.
        points: every point with its source, as HTML.
        csv: the rows behind it, as a file.
        norm: the row that is drawn as a line across.
    """

    plan: ChartPlan
    data: ChartData
    norm: Figure | None = None
    drawn: str = ""
    points: str = ""
    csv: bytes = b""

    @property
    def spec(self) -> dict[str, Any]:
        """Vega-Lite, a new one each time: Streamlit writes in it."""
        found: dict[str, Any] = json.loads(self.drawn)
        return found


def chart_cards(library: Library, scheme: Scheme) -> tuple[ChartCard, ...]:
    """All charts, in the visitor's language."""
    with _drawing:  # many visitors after a change: one draws, the others wait and have it too
        return _cards(library, scheme, current_language())


@lru_cache(maxsize=_LANGUAGES_AND_SCHEMES)
def _cards(library: Library, scheme: Scheme, language: str) -> tuple[ChartCard, ...]:
    """``language`` is what ``_`` uses here; it stands among the arguments for the cache."""
    return tuple(_card(plan, library, scheme) for plan in CHARTS)


def _card(plan: ChartPlan, library: Library, scheme: Scheme) -> ChartCard:
    data = choose_points(plan, library.figures)
    if not data.enough:
        return ChartCard(plan, data)
    norm = norm_row(NORM, library.figures) if plan.form is ChartForm.LINES else None
    chart = chart_of(plan, data, library.sources, DARK if scheme == "dark" else LIGHT, norm)
    spec: dict[str, Any] = chart.to_dict()
    spec["config"]["view"] = {"stroke": None}  # without the width and height that Altair puts in
    if "data" in spec:  # above the layers Streamlit would make a table of it at each drawing
        values = spec.pop("data")
        spec["layer"] = [{"data": values, **layer} for layer in spec["layer"]]
    drawn = [row for point in data.points for row in (point.figure, *point.also, *point.others)]
    rows = [*drawn, *data.left_out, *([norm] if norm else [])]
    points = chart_list_html(plan, data, library.sources, norm)
    return ChartCard(plan, data, norm, json.dumps(spec), points, figures_csv(rows, library.sources))
