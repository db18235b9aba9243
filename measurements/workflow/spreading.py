"""What a save says beyond its own answer: other institutions' items that are the same, other indicators that an item serves."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from institutions.models import Appointment
from measurements.answer.refusals import Refused
from measurements.answer.writing import Written
from measurements.chain import chain
from measurements.checks.explaining import drop_idle
from measurements.deadlines.claiming import NEW, Task, claim, open_period
from measurements.joining import joining
from measurements.models import Measurement
from measurements.workflow import serving
from measurements.workflow.opened import OutsideOpening, opened_of


def spread(measurement: Measurement, written: Written, post: Appointment, at: dt.datetime) -> None:
    """What was said of the items beyond this answer: other institutions' that are the same, other indicators that they serve."""
    try:
        joining.apply(written, by=post.user, at=at)
    except joining.CannotJoin as refusal:
        raise Refused(str(refusal)) from refusal
    for indicator, wish in serving.wishes_of(measurement, written):
        try:
            _enter_under(Task(indicator, measurement.institution, measurement.period), wish, post, at)
        except serving.CannotServe as refusal:
            raise Refused(str(refusal)) from refusal
        except Refused as refusal:
            raise Refused(f"{indicator.code}: {refusal}") from refusal


def _enter_under(task: Task, wish: serving.Wish, post: Appointment, at: dt.datetime) -> None:
    """The other indicator has a deadline of its own, which may have passed while this one was given more time."""
    period = open_period(task.period, task.institution, [task.indicator], at)
    stored = Measurement.objects.filter(indicator=task.indicator, institution=task.institution, period=task.period)
    version = next(iter(stored.values_list("version", flat=True)), NEW)
    other = claim(task, period, version)
    opened = opened_of(other, at=at)
    if opened is not None and not opened.has_items:
        raise OutsideOpening(_("the Committee did not open its list."))
    other.updated_by, other.updated_at = post.user, at
    if version == NEW:
        other.save()
    serving.grant(other, wish)
    other.save()
    drop_idle(other)
    if version == NEW:
        chain.append(other, from_status="", post=post, at=at)
