"""The leaves of a figure as a table to take away: one row an answer that is counted, and one for each that is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from documents import formatting
from documents.taking_away import Cell, Column, DataTable
from reports.explaining.building import Explanation
from reports.explaining.formula_words import others_text
from reports.explaining.leaves import Leaf
from reports.explaining.left_out import LeftOut
from reports.explaining.left_out_words import because, who
from reports.explaining.sentences import TITLES, heading_of, sentences_of
from reports.wording.figures import SITUATIONS, language


def leaves_table(explanation: Explanation, leaves: Iterable[Leaf]) -> DataTable:
    """Institutions that the reader may not see stand in one row a semester, without their names. No person is named."""
    rows = [*counted_rows(leaves), *hidden_rows(explanation), *left_out_rows(explanation.left_out)]
    asked = explanation.asked
    name = "-".join(
        filter(None, (explanation.indicator.code, explanation.period.code, explanation.series_code, asked.institution))
    )
    return DataTable(
        name=f"explicacion-{name}",
        title=heading_of(explanation),
        columns=columns(),
        rows=tuple(rows),
        notes=tuple(notes(explanation)),
    )


def columns() -> tuple[Column, ...]:
    return (
        Column(_("semester")),
        Column(_("institution")),
        Column(_("situation")),
        Column(_("value"), "number"),
        Column(_("denominator"), "number"),
        Column(_("definition"), "number"),
        Column(_("sent on")),
        Column(_("sent by (post)")),
        Column(_("validated on")),
        Column(_("validated by (post)")),
        Column(_("documents"), "number"),
        Column(_("receipt")),
    )


def counted_rows(leaves: Iterable[Leaf]) -> Iterator[tuple[Cell, ...]]:
    for each in leaves:
        yield (
            each.period,
            each.institution.name,
            str(SITUATIONS["reported"]) if each.value is not None else each.values.figure,
            each.value,
            each.denominator,
            each.definition,
            formatting.instant(each.sent.at, language()),
            each.sent.post,
            formatting.instant(each.validated.at, language()),
            each.validated.post,
            each.documents,
            each.receipt,
        )


def hidden_rows(explanation: Explanation) -> Iterator[tuple[Cell, ...]]:
    for line in explanation.formula.lines:
        for term in line.terms:
            if term.institution is None:
                name = others_text(term.count)
                yield padded(line.period, name, str(SITUATIONS["reported"]), term.value, term.denominator)


def left_out_rows(rows: Iterable[LeftOut]) -> Iterator[tuple[Cell, ...]]:
    for row in rows:
        name = row.institution.name if row.institution else who(row)
        yield padded(row.period, name, because(row), None, None)


def padded(
    period: str, institution: str, situation: str, value: Decimal | None, denominator: Decimal | None
) -> tuple[Cell, ...]:
    return (period, institution, situation, value, denominator, *(None,) * (len(columns()) - 5))


def notes(explanation: Explanation) -> Iterator[tuple[str, str]]:
    """The explanation itself, sentence by sentence."""
    yield _("indicator"), f"{explanation.indicator.code} {explanation.indicator.name}"
    yield _("semester"), formatting.period_label(explanation.period.code, language())
    yield _("read on"), formatting.instant(explanation.read_at, language())
    for each in sentences_of(explanation):
        yield str(TITLES[each.kind]), each.text
