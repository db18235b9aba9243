"""Why an answer cannot be changed now, until when, and who can open it. An unexplained lock only makes people call."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from documents.formatting import instant, quoted
from documents.speaking import language, written
from institutions import permissions
from institutions.models import User
from measurements.deadlines.claiming import retirement_of
from measurements.deadlines.deadlines import Deadline, deadline_for
from measurements.deadlines.window import refusal_of
from measurements.models import Measurement, Status
from measurements.workflow.steps import Task


def lock_of(
    task: Task, measurement: Measurement | None, user: User, *, at: dt.datetime, known: Deadline | None = None
) -> str:
    """The reason in words; empty when the person may change the answer now. Who asks for a list brings the `known` deadline."""
    if measurement is not None and measurement.status == Status.VALIDATED:
        text = _(
            "The Committee validated this answer on %(when)s. It counts in every figure, and changes only if the Committee"
            " reopens it."
        )
        return text % {"when": instant(measurement.validated_at, language())} + _word_of_the_committee(measurement)
    if measurement is not None and measurement.status == Status.SUBMITTED:
        text = _(
            "It was sent on %(when)s and the Committee is reviewing it. If the Committee returns it, you can correct it."
        )
        return text % {"when": instant(measurement.submitted_at, language())}
    deadline = known or deadline_for(task.period, task.institution, task.indicator)
    refusal = refusal_of(task.period, deadline, task.institution, at=at)
    if refusal and at < deadline.opens_at:
        return f"{refusal} " + _("You can see what will be asked.")
    if refusal:
        return refusal
    if known is None and measurement is not None and (gone := retirement_of(task.period, [task.indicator])):
        return gone
    if measurement is not None and measurement.status == Status.PREPARED:
        text = _(
            "%(person)s handed it over on %(when)s. Who approves for your institution can send it, or hand it back to you."
        )
        return text % {"person": measurement.prepared_by, "when": instant(measurement.prepared_at, language())}
    if permissions.reporting_post(user, task.institution) is None:
        return _("You approve for your institution; only its reporters write the figures.")
    return ""


def is_out_of_time(task: Task, measurement: Measurement | None, *, at: dt.datetime) -> bool:
    """Whether only the deadline keeps the answer from being changed: then more time can be asked for."""
    is_gone = measurement is not None and measurement.status in (Status.SUBMITTED, Status.VALIDATED)
    return not is_gone and deadline_for(task.period, task.institution, task.indicator).is_closed(at)


def _word_of_the_committee(measurement: Measurement) -> str:
    """What the reviewer wrote when validating, in quotes; mostly nothing. Standing again as before adds no word to it."""
    validated = measurement.events.filter(from_status=Status.SUBMITTED, to_status=Status.VALIDATED)
    event = validated.order_by("sequence").last()
    return f" {quoted(written(event.comment), language())}" if event is not None and event.comment else ""
