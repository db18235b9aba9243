"""What an indicator's page prints beside its history, as one table to take away: spans, share of women, categories, components."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from documents import formatting
from documents.taking_away import Cell, Column, DataTable
from reports.arithmetic.percent import printed
from reports.figures.by_institution import InstitutionPoint
from reports.figures.history import IndicatorHistory
from reports.figures.spans import Span
from reports.figures.totals import Figure
from reports.figures.women import WomenShare
from reports.indicator.women_wording import women_text
from reports.indicator.wording import span_label
from reports.wording.breakdown import whole_note
from reports.wording.figures import NOTHING, SITUATIONS, answers_meaning, language, series_text

Row = tuple[Cell, ...]


def detail_table(history: IndicatorHistory) -> DataTable:
    name = history.figures.indicator
    return DataTable(
        name=f"{name.code}-{history.series.code}-detalle-{history.period.code}",
        title=f"{name.code} {name.name}",
        columns=(
            Column(_("table")),
            Column(_("semester or span")),
            Column(_("institution")),
            Column(_("category")),
            Column(_("situation")),
            Column(_("value"), "number"),
            Column(_("part"), "number"),
            Column(_("whole"), "number"),
            Column(_("percentage"), "percent"),
            Column(_("answers with a value"), "number", answers_meaning()),
            Column(_("answers expected"), "number"),
            Column(
                _("semesters with a value"),
                "number",
                _("Of a span: in how many of its semesters anybody has a validated value."),
            ),
            Column(_("semesters of the span"), "number"),
        ),
        rows=(*spans(history), *women(history.women), *categories(history), *beside(history)),
        notes=(
            (_("Series"), series_text(history.series.label)),
            (_("Semester"), formatting.period_label(history.period.code, language())),
            *((breakdown.label, note) for breakdown in history.breakdowns if (note := whole_note(breakdown))),
            (
                _("Share of women"),
                _("Women ÷ (women + men). Who gave only one of the two numbers is left out of the share."),
            ),
        ),
    )


def figure_row(table: str, when: str, category: str, figure: Figure, span: Span | None = None) -> Row:
    situation = str(NOTHING.get(figure.state, SITUATIONS["reported"]))
    value, percent = (None, figure.value) if figure.is_percent else (figure.value, None)
    parts = (figure.numerator, figure.denominator)
    semesters = (span.with_value, span.of) if span else (None, None)
    return (
        table,
        when,
        _("all"),
        category,
        situation,
        value,
        *parts,
        percent,
        figure.reported,
        figure.expected,
        *semesters,
    )


def spans(history: IndicatorHistory) -> Iterator[Row]:
    if history.figures.indicator.accumulation == "flow":
        for span in history.spans:
            yield figure_row(_("spans"), span_label(span), "", span.figure, span)


def women(share: WomenShare | None) -> Iterator[Row]:
    if share is None or not share.seen:
        return
    for point in share.points:
        yield figure_row(_("share of women"), point.period, "", point.figure)
    for each in share.institutions:
        for own in each.points:
            if own.situation != "not_expected":
                yield institution_row(each.institution.code, own)


def institution_row(institution: str, point: InstitutionPoint) -> Row:
    situation = str(SITUATIONS["reported"]) if point.value is not None else women_text(point)
    return (
        _("share of women"), point.period, institution, "", situation, None, point.numerator, point.denominator, point.value,
        None, None, None, None,
    )  # fmt: skip


def categories(history: IndicatorHistory) -> Iterator[Row]:
    """Of a category counted by sex the part is its women and the whole its women and men; a proportion has its two numbers there."""
    for breakdown in history.breakdowns:
        for row in breakdown.rows:
            is_share, whole = breakdown.kind == "share", row.denominator
            value, part = (None, row.value) if is_share else (row.value, row.women)
            if row.women is not None and row.men is not None:
                whole = row.women + row.men
            percent = None if row.percent is None else printed(row.percent)
            yield (
                breakdown.label, history.period.code, _("all"), row.label, str(SITUATIONS["reported"]), value,
                part, whole, percent, None, None, None, None,
            )  # fmt: skip


def beside(history: IndicatorHistory) -> Iterator[Row]:
    if history.figures.overall:
        yield figure_row(_("context"), history.period.code, _("all categories"), history.figures.overall)
    for part in history.figures.parts:
        yield figure_row(_("components"), history.period.code, part.label, part.figure)
