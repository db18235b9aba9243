"""Of an indicator that one institution reports for all: who else sent it already, and which lists are one and the same."""

from __future__ import annotations

from django.utils.translation import gettext as _

from documents.formatting import joined
from documents.speaking import language
from indicators.models import Commitment, Component, IndicatorRevision
from measurements.answer.entries import has_denominator
from measurements.answer.findings import Finding
from measurements.answer.refusals import NotReady
from measurements.deadlines.claiming import Task
from measurements.models import Answer, Measurement, Status


def warning_of(task: Task, revision: IndicatorRevision) -> str:
    """That another institution sent a figure for all: a second one would be refused. Empty when there is none."""
    if revision.across != IndicatorRevision.Across.SINGLE_REPORTER:
        return ""
    others = Measurement.objects.filter(
        indicator=task.indicator,
        period=task.period,
        answer=Answer.REPORTED,
        status__in=(Status.SUBMITTED, Status.VALIDATED),
    ).exclude(institution=task.institution)
    names = sorted(others.values_list("institution__short_name", flat=True))
    if not names:
        return ""
    text = _(
        "%(institution)s already reported this indicator for all institutions in this semester. A second figure would count"
        " everything twice and cannot be validated: answer that it does not apply, or ask the Technical Secretary who reports it."
    )
    return text % {"institution": joined(names, language())}


def require_only_reporter(measurement: Measurement) -> None:
    """Of an indicator that one institution reports for all, a second figure of a semester would count everything twice."""
    is_single = measurement.revision.across == IndicatorRevision.Across.SINGLE_REPORTER
    if not is_single or measurement.answer != Answer.REPORTED:
        return
    others = Measurement.objects.validated().filter(indicator=measurement.indicator_id, answer=Answer.REPORTED)
    if others.for_period(measurement.period).exists():
        text = _(
            "Another institution already reports this indicator for all in this semester;"
            " a second report would count it twice."
        )
        raise NotReady([Finding("only_reporter", text)])


def same_list(task: Task, revision: IndicatorRevision) -> str:
    """Codes of the other indicators of the institution that ask conditions of each item of the same register."""
    if not revision.is_itemised or not has_denominator(revision):
        return ""
    registers = [rule.register_id for c in revision.components.all() if (rule := c.counting_rule) is not None]
    owed = Commitment.objects.in_force(task.period).filter(institution=task.institution).values("indicator")
    others = IndicatorRevision.objects.in_force(task.period).filter(
        indicator__in=owed,
        components__role=Component.Role.DENOMINATOR,
        components__rule__register__in=registers,
    )
    codes = others.exclude(indicator=task.indicator).values_list("indicator__code", flat=True)
    return joined(list(codes), language())
