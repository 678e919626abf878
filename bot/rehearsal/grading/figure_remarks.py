"""Remarks on the figures of an answer."""

from __future__ import annotations

from collections.abc import Sequence

from bot.rehearsal.results import FigureResult, Remark, RemarkKind, Verdict

_KINDS = {
    Verdict.WRONG: RemarkKind.FIGURE_WRONG,
    Verdict.WRONG_YEAR: RemarkKind.FIGURE_YEAR,
    Verdict.WRONG_COUNTRY: RemarkKind.FIGURE_COUNTRY,
    Verdict.OUTDATED: RemarkKind.FIGURE_OUTDATED,
    Verdict.UNDATED: RemarkKind.FIGURE_UNDATED,
}


def figure_remarks(figures: Sequence[FigureResult]) -> list[Remark]:
    """A remark for each figure that is not right, and for a right one that has a newer value."""
    remarks = []
    for figure in figures:
        if figure.verdict is Verdict.RIGHT:
            if figure.newer:
                text = f"‘{figure.said}’ klopt voor dat jaar. Er is een nieuwer cijfer: {figure.newer}."
                remarks.append(Remark(RemarkKind.FIGURE_NEWER, text, figure.quote, figure.newer_references))
            continue
        references = figure.newer_references if figure.verdict is Verdict.OUTDATED else figure.references
        kind = RemarkKind.FIGURE_UNSOURCED if not figure.stated else _KINDS[figure.verdict]
        remarks.append(Remark(kind, _sentence(figure), figure.quote, references))
    return remarks


def _sentence(figure: FigureResult) -> str:
    said, stated = f"‘{figure.said}’", figure.stated.rstrip(".")
    if figure.verdict is Verdict.WRONG_YEAR:
        return f"{said} hoort bij een ander jaar. De bron zegt: {stated}."
    if figure.verdict is Verdict.WRONG_COUNTRY:
        return f"{said} gaat over een ander land of gebied. De bron zegt: {stated}."
    if figure.verdict is Verdict.OUTDATED:
        return f"{said} is verouderd. Het nieuwste cijfer is {figure.newer}."
    if figure.verdict is Verdict.UNDATED:
        return f"Zeg bij {said} voor welk jaar het geldt. De bron zegt: {stated}."
    if figure.explanation:
        return f"{said} klopt hier niet. {figure.explanation} De bron zegt: {stated}."
    if not stated:
        return f"{said} staat niet in de bronnen van deze kaart. Noem alleen een cijfer met een bron."
    return f"{said} staat zo niet in de bronnen van deze kaart. Wel: {stated}."
