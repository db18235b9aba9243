"""Observing an answer, reopening one that was validated, and taking an observation back while nobody worked on it.

    submitted → returned;  validated → returned;  returned → submitted or validated, as it stood before.

`workflow` offers these verbs with its own: no other module calls them here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from institutions.models import Appointment, User
from measurements.anchors import Anchor
from measurements.answer.findings import Finding
from measurements.answer.refusals import NotOpen, NotReady, WrongState
from measurements.chain import chain
from measurements.chain.arriving import arrive, require_comment, require_reviewer
from measurements.deadlines.answer_days import day_problem
from measurements.deadlines.claiming import open_period, take
from measurements.deadlines.deadlines import deadline_for
from measurements.models import Measurement, MeasurementEvent, Status
from measurements.workflow import return_mail
from measurements.workflow.only_reporter import require_only_reporter
from measurements.workflow.opened import opening_beyond
from measurements.workflow.pointing import require_parts


@dataclass(frozen=True, slots=True)
class _Words:
    """What an observation says, and whether the institution is told at once."""

    text: str
    anchors: tuple[Anchor, ...]
    answer_by: dt.date | None
    is_announced: bool


def return_to_institution(
    measurement: Measurement,
    *,
    version: int,
    by: User,
    at: dt.datetime,
    comment: str,
    anchors: Sequence[Anchor] = (),
    answer_by: dt.date | None = None,
    is_announced: bool = True,
) -> Measurement:
    """The reviewer observes an answer: it goes back to the institution with what must be corrected, and it is told so."""
    post = require_reviewer(measurement, by)
    words = _Words(require_comment(comment), tuple(anchors), answer_by, is_announced)
    with transaction.atomic():
        chain.lock(measurement.period.plan_id)
        open_period(measurement.period, measurement.institution, [measurement.indicator], at)
        before = take(measurement, version, (Status.SUBMITTED,))
        _require_possible_day(measurement, answer_by, at)
        _require_open_parts(measurement, words.anchors, at)
        return _return(measurement, before, words, post=post, at=at)


def reopen(
    measurement: Measurement,
    *,
    version: int,
    by: User,
    at: dt.datetime,
    reason: str,
    anchors: Sequence[Anchor] = (),
    answer_by: dt.date | None = None,
    is_announced: bool = True,
) -> Measurement:
    """The reviewer opens a validated answer again, while the institution can still correct it.

    It leaves every figure until it is validated anew; issued editions keep what they say.
    """
    post = require_reviewer(measurement, by)
    words = _Words(require_comment(reason), tuple(anchors), answer_by, is_announced)
    with transaction.atomic():
        chain.lock(measurement.period.plan_id)
        _require_correctable(measurement, at)
        before = take(measurement, version, (Status.VALIDATED,))
        _require_possible_day(measurement, answer_by, at)
        _require_open_parts(measurement, words.anchors, at)
        return _return(measurement, before, words, post=post, at=at)


def reopen_parts(
    measurement: Measurement,
    *,
    version: int,
    by: User,
    at: dt.datetime,
    reason: str,
    anchors: Sequence[Anchor],
    answer_by: dt.date | None = None,
    is_announced: bool = True,
) -> Measurement:
    """The same of an answer that was sent or validated, whatever its window: who calls this opens those parts beyond it."""
    post = require_reviewer(measurement, by)
    words = _Words(require_comment(reason), tuple(anchors), answer_by, is_announced)
    with transaction.atomic():
        chain.lock(measurement.period.plan_id)
        before = take(measurement, version, (Status.SUBMITTED, Status.VALIDATED))
        return _return(measurement, before, words, post=post, at=at)


def take_back_return(
    measurement: Measurement, *, version: int, by: User, at: dt.datetime, comment: str = ""
) -> Measurement:
    """The reviewer withdraws an observation on which nobody worked yet: the answer stands again where it stood before."""
    post = require_reviewer(measurement, by)
    with transaction.atomic():
        chain.lock(measurement.period.plan_id)
        take(measurement, version, (Status.RETURNED,))
        last = untouched_observation(measurement)
        if last is None:
            raise WrongState(
                _("The institution is already working on it: the observation can no longer be taken back.")
            )
        back = put_back(measurement, last, post=post, at=at, comment=comment.strip())
        return_mail.announce(back)
        return back


def put_back(
    measurement: Measurement, observation: MeasurementEvent, *, post: Appointment, at: dt.datetime, comment: str = ""
) -> Measurement:
    """Stand again where it stood before an observation, handed over and validated by whom it was. The caller checked the rest.

    The caller holds the plan's lock, took the version, and knows that the rows still say what was last sent.
    """
    to = Status(observation.from_status)
    earlier = MeasurementEvent.objects.filter(measurement=measurement, sequence__lt=observation.sequence)
    handed_over = earlier.filter(to_status=Status.PREPARED).order_by("sequence").last()
    if handed_over is not None:
        measurement.prepared_by, measurement.prepared_at = handed_over.actor, handed_over.at
    if to == Status.VALIDATED:
        require_only_reporter(measurement)
        validation = (
            earlier.filter(to_status=Status.VALIDATED, from_status=Status.SUBMITTED).order_by("sequence").last()
        )
        if validation is None:
            raise WrongState(_("It is not known who validated this answer."))
        measurement.validated_by, measurement.validated_at = validation.actor, validation.at
    return arrive(measurement, observation.to_status, to, post=post, at=at, comment=comment)


def _return(measurement: Measurement, before: str, words: _Words, *, post: Appointment, at: dt.datetime) -> Measurement:
    require_parts(measurement, words.anchors)
    measurement.prepared_by = measurement.prepared_at = None
    measurement.validated_by = measurement.validated_at = None
    returned = arrive(
        measurement,
        before,
        Status.RETURNED,
        post=post,
        at=at,
        comment=words.text,
        anchors=words.anchors,
        answer_by=words.answer_by,
    )
    if words.is_announced:
        return_mail.announce(returned)
    return returned


def untouched_observation(measurement: Measurement) -> MeasurementEvent | None:
    """The observation with which it waits, unless anything was saved, handed over or otherwise changed since.

    One that opened parts after closing ends with what opened them: measurements/workflow/opening.py.
    """
    if measurement.openings.filter(ended_at__isnull=True).exists():
        return None
    last = measurement.events.order_by("sequence").last()
    if last is None or not last.is_observation or measurement.updated_at != last.at:
        return None
    return last if chain.says_what_it_kept(measurement, last) else None


def _require_correctable(measurement: Measurement, at: dt.datetime) -> None:
    """Reopening what the institution can no longer correct would only take its figure away."""
    if deadline_for(measurement.period, measurement.institution, measurement.indicator).is_closed(at):
        text = _(
            "The window of this institution is closed, so it could not correct anything. An information request can open"
            " parts of this answer; an extension of the deadline opens all of it."
        )
        raise NotOpen(text)
    open_period(measurement.period, measurement.institution, [measurement.indicator], at)


def _require_possible_day(measurement: Measurement, answer_by: dt.date | None, at: dt.datetime) -> None:
    """A day to answer by is neither past nor later than the institution can still send."""
    if answer_by is None:
        return
    deadline = deadline_for(measurement.period, measurement.institution, measurement.indicator)
    problem = day_problem(answer_by, deadline, at=at)
    if problem:
        raise NotReady([Finding("answer_by", problem)])


def _require_open_parts(measurement: Measurement, anchors: Sequence[Anchor], at: dt.datetime) -> None:
    """Where only parts are open, nothing else can be observed: the institution could not correct it."""
    opened = opening_beyond(measurement, at=at)
    if opened is not None and not all(opened.reaches(anchor) for anchor in anchors):
        text = _("Only some parts of this answer are open: observe one of these, or open the others by a request.")
        raise NotReady([Finding("parts", text)])
