"""Why an answer cannot be changed now, until when, and who can open it. An unexplained lock only makes people call."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from documents.formatting import instant, period_label, plain_date
from institutions.models import User
from measurements import permissions
from measurements.figure_words import language
from measurements.models import Measurement, Status
from measurements.workflow import Task


def lock_of(task: Task, measurement: Measurement | None, user: User, *, at: dt.datetime) -> str:
    """The reason in words; empty when the person may change the answer now."""
    period = task.period
    label = period_label(period.code, language())
    if measurement is not None and measurement.status == Status.VALIDATED:
        text = _("The Committee validated this answer on %(when)s. It counts in every figure and no longer changes.")
        return text % {"when": instant(measurement.validated_at, language())} + _word_of_the_committee(measurement)
    if measurement is not None and measurement.status == Status.SUBMITTED:
        text = _(
            "It was sent on %(when)s and the Committee is reviewing it. If the Committee returns it, you can correct it."
        )
        return text % {"when": instant(measurement.submitted_at, language())}
    if at < period.opens_at:
        opens = plain_date(timezone.localtime(period.opens_at).date(), language())
        return _("Reporting of %(period)s opens on %(day)s. You can already see what will be asked.") % {
            "period": label,
            "day": opens,
        }
    if period.is_closed(at):
        text = _(
            "Reporting of %(period)s closed on %(day)s. To correct a figure, ask the technical secretary for more time."
        )
        return text % {"period": label, "day": plain_date(period.closes_on, language())}
    if measurement is not None and measurement.status == Status.PREPARED:
        text = _(
            "%(person)s handed it over on %(when)s. Who approves for your institution can send it, or hand it back to you."
        )
        return text % {"person": measurement.prepared_by, "when": instant(measurement.prepared_at, language())}
    if permissions.reporting_post(user, task.institution) is None:
        return _("You approve for your institution; only its reporters write the figures.")
    return ""


def _word_of_the_committee(measurement: Measurement) -> str:
    """What the reviewer wrote when validating, in quotes; mostly nothing."""
    event = measurement.events.filter(to_status=Status.VALIDATED).order_by("sequence").last()
    return f" «{event.comment}»" if event is not None and event.comment else ""
