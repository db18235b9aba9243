"""Opening parts of one answer after its semester closed, extending that, and ending it.

    submitted or validated → returned, with those parts open;  returned → as it stood before, where nobody sent it again.

Who asks for a correction calls these: an information request of the Committee. What else of the answer stays shut is
measurements/workflow/opened.py's. Nothing becomes late or on time by an opening, and no figure is lost because nobody answered one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from documents.days import last_day_before
from documents.formatting import instant
from documents.speaking import language
from institutions.models import Appointment, User
from measurements.anchors import Anchor, Part, kept, read
from measurements.answer.findings import Finding
from measurements.answer.reading import AS_SENT, last_sending
from measurements.answer.refusals import NotReady, WrongState
from measurements.chain import chain
from measurements.chain.arriving import arrive, require_comment, require_reviewer
from measurements.deadlines.claiming import take
from measurements.deadlines.deadlines import deadline_for
from measurements.models import Measurement, MeasurementEvent, Opening, Status
from measurements.workflow.observing import put_back, reopen_parts
from measurements.workflow.only_reporter import require_only_reporter
from measurements.workflow.pointing import require_parts
from measurements.workflow.putting_back import write_as_sent

UNSENT = (Status.RETURNED, Status.PREPARED)


def open_parts(
    measurement: Measurement,
    *,
    anchors: Sequence[Anchor],
    until: dt.datetime,
    reason: str,
    by: User,
    at: dt.datetime,
) -> Opening:
    """Let the institution write these parts of an answer that was sent, until that instant, and send it again.

    Raises `Refused`. Nobody is told here: who asks says why, and tells it.
    """
    post, text = require_reviewer(measurement, by), require_comment(reason)
    with transaction.atomic():
        chain.lock(measurement.period.plan_id)
        measurement.refresh_from_db(fields=["version", "status"])
        _require_sensible(measurement, anchors, until, at)
        _require_none_open(measurement, at)
        _return(measurement, anchors, until, text, post=post, at=at)
        return Opening.objects.create(
            measurement=measurement,
            anchors=kept(anchors),
            listed=list(measurement.entries.order_by("item_id").values_list("item_id", flat=True)),
            until=until,
            reason=text,
            opened_by=post,
            opened_at=at,
        )


def extend(opening: Opening, until: dt.datetime) -> Opening:
    """Until a later instant, though the first has passed; never an earlier one, and never once it was ended."""
    with transaction.atomic():
        chain.lock(opening.measurement.period.plan_id)
        extended = Opening.objects.filter(pk=opening.pk, ended_at__isnull=True, until__lte=until).update(until=until)
        if not extended:
            raise WrongState(_("What was opened has ended, or stays open longer than that."))
    opening.refresh_from_db(fields=["until"])
    return opening


def end(opening: Opening, *, at: dt.datetime, post: Appointment | None = None) -> Opening:
    """Close what was opened; ending it twice changes nothing. `post` is who ends it, without one who opened it.

    An answer that nobody sent again stands as it did before, validated where it was; one that was sent again, observed and not
    corrected awaits review. What was written and not sent is dropped, unless its window is open and it may still be sent.
    """
    with transaction.atomic():
        chain.lock(opening.measurement.period.plan_id)
        if Opening.objects.filter(pk=opening.pk, ended_at__isnull=True).update(ended_at=at):
            _stand_as_before(opening, post or opening.opened_by, at)
    opening.refresh_from_db(fields=["ended_at"])
    return opening


def holds_unsent(opening: Opening) -> bool:
    """Whether the institution wrote what it has not sent: ending the opening now would drop it."""
    if opening.ended_at is not None:
        return False
    measurement = Measurement.objects.get(pk=opening.measurement_id)
    sending = last_sending(measurement)
    is_written = sending is not None and not chain.says_what_it_kept(measurement, sending)
    return is_written and measurement.status in UNSENT


def end_lapsed(*, at: dt.datetime) -> int:
    """End those whose instant has passed. How many they were."""
    lapsed = Opening.objects.filter(ended_at__isnull=True, until__lte=at).select_related("measurement__period")
    found = list(lapsed.order_by("until", "pk"))
    for opening in found:
        end(opening, at=at)
    return len(found)


def _require_sensible(measurement: Measurement, anchors: Sequence[Anchor], until: dt.datetime, at: dt.datetime) -> None:
    if not anchors:
        raise NotReady([Finding("parts", _("Mark at least one part to be corrected."))])
    require_parts(measurement, anchors)
    if until <= at:
        raise NotReady([Finding("until", _("Choose a moment that is still to come."))])


def _require_none_open(measurement: Measurement, at: dt.datetime) -> None:
    """One at a time: two of them would each put the answer back as the other had left it."""
    current = measurement.openings.filter(ended_at__isnull=True).first()
    if current is None:
        return
    if current.until > at:
        text = _("Parts of this answer are open already, until %(when)s.")
        raise WrongState(text % {"when": instant(current.until, language())})
    end(current, at=at)
    measurement.refresh_from_db()


def _return(
    measurement: Measurement,
    anchors: Sequence[Anchor],
    until: dt.datetime,
    reason: str,
    *,
    post: Appointment,
    at: dt.datetime,
) -> None:
    """Give it back to the institution, or tell what is open of one that it already has."""
    day = last_day_before(until)
    if measurement.status != Status.RETURNED:
        words = {"reason": reason, "anchors": anchors, "answer_by": day}
        reopen_parts(measurement, version=measurement.version, by=post.user, at=at, is_announced=False, **words)  # type: ignore[arg-type]
        return
    before = take(measurement, measurement.version, (Status.RETURNED,))
    _require_unwritten(measurement, at)
    arrive(measurement, before, Status.RETURNED, post=post, at=at, comment=reason, anchors=anchors, answer_by=day)


def _require_unwritten(measurement: Measurement, at: dt.datetime) -> None:
    """What the institution wrote while its window was open would be sent along with the opened parts."""
    deadline = deadline_for(measurement.period, measurement.institution, measurement.indicator)
    sending = last_sending(measurement)
    if deadline.is_open(at) or (sending is not None and chain.says_what_it_kept(measurement, sending)):
        return
    text = _(
        "The institution began to correct it before its window closed, and not only in these parts. An extension of the"
        " deadline opens all of it."
    )
    raise WrongState(text)


def _stand_as_before(opening: Opening, post: Appointment, at: dt.datetime) -> None:
    """As before the observation with which it waits: the opening itself, or a later one of what was sent again."""
    measurement = Measurement.objects.get(pk=opening.measurement_id)
    opened, sending = _event_of(opening), last_sending(measurement)
    if measurement.status not in UNSENT or opened is None or sending is None:
        return
    returned = _observation_since(opened)
    if returned is None or sending.sequence > returned.sequence:
        return
    if returned.from_status == Status.VALIDATED and _would_count_twice(measurement):
        return
    before = take(measurement, measurement.version, UNSENT)
    if not chain.says_what_it_kept(measurement, sending):
        deadline = deadline_for(measurement.period, measurement.institution, measurement.indicator)
        is_list_known = sending.sequence < opened.sequence or not _has_list(opening)
        if deadline.is_open(at) or not is_list_known:
            return
        write_as_sent(measurement, sending, opening, since=returned.at, by=post.user, at=at)
    if before == Status.PREPARED:
        arrive(measurement, before, Status.RETURNED, post=post, at=at)
    put_back(measurement, returned, post=post, at=at)


def _observation_since(opened: MeasurementEvent) -> MeasurementEvent | None:
    events = MeasurementEvent.objects.filter(measurement=opened.measurement_id, sequence__gte=opened.sequence)
    return events.filter(from_status__in=AS_SENT, to_status=Status.RETURNED).order_by("sequence").last()


def _has_list(opening: Opening) -> bool:
    """Whether the list itself was opened: of one that was sent again since, the opening no longer knows the items."""
    return any(anchor.part is Part.ITEMS for anchor in read(opening.anchors))


def _would_count_twice(measurement: Measurement) -> bool:
    """Whether another institution was validated meanwhile as the only one to report: it stays returned, for a reviewer to see."""
    try:
        require_only_reporter(measurement)
    except NotReady:
        return True
    return False


def _event_of(opening: Opening) -> MeasurementEvent | None:
    """The event that opened it."""
    events = MeasurementEvent.objects.filter(measurement=opening.measurement_id, to_status=Status.RETURNED)
    return events.filter(at=opening.opened_at, appointment=opening.opened_by_id).order_by("sequence").last()
