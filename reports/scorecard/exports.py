"""The scorecard as a table to take away: one row a number, with the parts that it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from activities.progress import Standing
from activities.standing_words import label_of
from documents.taking_away import Cell, Column, DataTable
from reports.arithmetic.percent import printed
from reports.figures.judging import Judgement
from reports.scorecard.card import Scorecard
from reports.scorecard.contributing import Contribution
from reports.scorecard.counts import Ratio
from reports.scorecard.doing import YearDone
from reports.scorecard.requests import Requests
from reports.scorecard.semesters import Semester
from reports.scorecard.wording import budget_said, cut_off_said
from reports.tables.notes import notes_of_semester
from reports.wording.answers import own_text
from reports.wording.figures import SITUATIONS, STATES, figure_text

Row = Sequence[Cell]


def table(card: Scorecard) -> DataTable:
    title = _("Scorecard of %(institution)s") % {"institution": card.institution.name}
    name = f"ficha-{card.institution.code}-{card.period}"
    return DataTable(name, title, columns(), [list(row) for row in rows(card)], list(notes_of_semester(card.period)))


def columns() -> list[Column]:
    return [
        Column(_("semester")), Column(_("indicator")), Column(_("measure")), Column(_("situation")),
        Column(_("value"), "number"), Column(_("unit")), Column(_("part"), "number"), Column(_("whole"), "number"),
    ]  # fmt: skip


def rows(card: Scorecard) -> Iterator[Row]:
    for each in card.semesters:
        yield from semester_rows(each, card.requests_by_semester[each.period.code])
    for year in card.years:
        yield from year_rows(year)
    for one in card.contributions:
        situation, unit = str(SITUATIONS[one.own.situation]), "%" if one.is_percent else one.indicator.unit
        about = (one.own.period, one.indicator.code)
        label = f" · {one.label}" if one.label else ""
        yield (*about, _("own value") + label, situation, value_of(one), unit, one.own.numerator, one.own.denominator)
        reach = (one.total.reported, one.total.expected)
        yield (*about, _("total of the plan, and institutions with a value of those expected") + label, "",
               total_of(one), unit, *reach)  # fmt: skip
        yield (*about, _("part of the total") + label, "", rounded(one.share), "%", None, None)
        if one.judgement is not None:
            yield own_row(card, one, one.judgement, label)


def year_rows(each: YearDone) -> Iterator[Row]:
    """Its activities by where they stand, and what it stated of its budget. What is not known has no number."""
    if each.tally is not None:
        counts = {label_of(standing): each.tally.standing(standing) for standing in Standing}
        for label, count in counts.items():
            yield count_row(each.period, _("activities of the year: %(standing)s") % {"standing": label.lower()}, count)
        told, expected = each.tally.told, each.tally.expected
        yield (each.period, "", _("activities with the note that was due"), "", None, "", told, expected)
    rate = each.budget.amounts.rate if each.budget else None
    percent = rounded(rate.percent) if rate else None
    yield (each.period, "", _("budget item of the year"), budget_said(each.budget), None, "", None, None)
    yield (each.period, "", _("execution of its budget items"), cut_off_said(each.budget), percent, "%", *(
        (rate.numerator, rate.denominator) if rate and rate.items else (None, None)))  # fmt: skip


def own_row(card: Scorecard, one: Contribution, judgement: Judgement, label: str) -> Row:
    """How it stands in the card's semester against its own targets: what it has of what is expected by now."""
    figure = judgement.figure
    parts = (figure.exact if figure else None, judgement.expected)
    said = [None if each is None else rounded(each) for each in parts]
    return (
        card.period, one.indicator.code, _("progress to its own target") + label, str(STATES[judgement.state]),
        rounded(judgement.pace.raw_percent), "%", *said,
    )  # fmt: skip


def value_of(one: Contribution) -> Decimal | str | None:
    """The number; of an answer in words its words."""
    return one.own.value if one.own.words is None else own_text(one.own.words)


def total_of(one: Contribution) -> Decimal | str | None:
    return figure_text(one.total) if one.total.value is None and one.total.has_answer else one.total.value


def semester_rows(each: Semester, requests: Requests) -> Iterator[Row]:
    code, state = each.period.code, "" if each.is_due else _("running")
    yield ratio_row(code, _("completeness"), state, each.received)
    yield ratio_row(code, _("timeliness"), state, each.on_time)
    yield count_row(code, _("answers without data"), each.without_data)
    yield count_row(code, _("not applicable, confirmed"), each.not_applicable)
    yield count_row(code, _("observations raised"), each.observed.raised)
    yield count_row(code, _("observations lifted"), each.observed.resolved)
    yield (code, "", _("median days to lift an observation"), "", each.observed.median_days, _("days"), None, None)
    yield count_row(code, _("information requests made"), requests.made)
    yield count_row(code, _("information requests answered"), requests.answered)
    yield ratio_row(code, _("information requests answered on time"), "", requests.on_time)
    yield (code, "", _("median days to answer a request"), "", requests.median_days, _("days"), None, None)


def ratio_row(code: str, measure: str, state: str, ratio: Ratio) -> Row:
    situation = state if ratio.whole else _("not applicable")
    return (code, "", measure, situation, rounded(ratio.percent), "%", ratio.part, ratio.whole)


def count_row(code: str, measure: str, count: int) -> Row:
    return (code, "", measure, "", count, "", None, None)


def rounded(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else printed(percent)
