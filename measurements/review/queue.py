"""The list of what institutions sent: awaiting review, observed and not yet corrected, or validated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator
from django.db.models import F, Max, Q
from django.utils import timezone

from indicators.models import Pillar
from institutions.models import Institution, User
from institutions.permissions import reviewable_institution_ids
from measurements.answer.reading import AS_SENT, whole
from measurements.checks.explaining import warnings_among
from measurements.deadlines.answer_days import has_passed
from measurements.models import Measurement, MeasurementEvent, Status
from measurements.models.measurement import MeasurementQuerySet
from measurements.review.filters import AWAITING, OBSERVED, VALIDATED, Filters

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class Row:
    """One answer of the list. `since` is when it came to stand where it stands, `days` how long ago.

    `answer_by` is the day until which an observation was to be answered, `is_overdue` whether it has passed.
    """

    measurement: Measurement
    since: dt.datetime
    days: int
    warnings: int
    can_decide: bool
    answer_by: dt.date | None = None
    is_overdue: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list: the page tells what comes before and after, the rows what it shows."""

    page: Page[Measurement]
    rows: list[Row]


def listing_of(user: User, filters: Filters, *, page: str, at: dt.datetime) -> Listing:
    """Oldest first (what is validated, latest first), in a fixed number of queries.

    What the institution is correcting has no warnings to filter by: they would be of what nobody sent.
    """
    found = _in_state(Measurement.objects.visible_to(user), filters, at)
    listed = _with_warnings(found) if filters.only_warnings and filters.state != OBSERVED else found
    shown: Page[Measurement] = Paginator(listed, PAGE_SIZE).get_page(page)
    return Listing(shown, _rows(user, list(shown.object_list), at))


def counts(user: User) -> dict[str, int]:
    """How many stand in each state, whatever the filters."""
    seen = Measurement.objects.visible_to(user)
    return {
        AWAITING: seen.awaiting_review().count(),
        OBSERVED: seen.awaiting_correction().count(),
        VALIDATED: seen.validated().count(),
    }


def institutions_heard(user: User) -> list[Institution]:
    """Those who have sent anything: the choices of the filter."""
    heard = Measurement.objects.visible_to(user).received().values("institution")
    return list(Institution.objects.filter(pk__in=heard))


def pillars_heard(user: User) -> list[Pillar]:
    heard = Measurement.objects.visible_to(user).received().values("indicator__pillar")
    return list(Pillar.objects.filter(pk__in=heard))


def decidable(user: User) -> MeasurementQuerySet:
    """What awaits this person's decision, oldest first."""
    waiting = Measurement.objects.visible_to(user).awaiting_review().exclude(submitted_by=user)
    mine = reviewable_institution_ids(user)
    if mine is None:
        return waiting.exclude(institution__in=user.institution_ids()).order_by("submitted_at", "pk")
    return waiting.filter(institution__in=mine).order_by("submitted_at", "pk")


def to_decide(user: User, filters: Filters, *, at: dt.datetime) -> list[Measurement]:
    """What awaits this person's decision among what the filters let through, oldest first."""
    waiting = _in_state(decidable(user), replace(filters, state=AWAITING), at)
    if filters.only_warnings:
        return _with_warnings(waiting)
    return list(waiting.select_related("period", "institution", "indicator"))


def next_for(user: User, after: Measurement, filters: Filters, *, at: dt.datetime) -> Measurement | None:
    """The next answer to decide on: the one sent just after this one, else the oldest."""
    waiting = [each for each in to_decide(user, filters, at=at) if each.pk != after.pk]
    later = (each for each in waiting if _place(each) > _place(after))
    return next(later, next(iter(waiting), None))


def _place(sent: Measurement) -> tuple[str, int]:
    """The place in the line; what is in it was sent, so it has an instant."""
    return (sent.submitted_at.isoformat() if sent.submitted_at else "", sent.pk)


def _in_state(measurements: MeasurementQuerySet, filters: Filters, at: dt.datetime) -> MeasurementQuerySet:
    if filters.institution:
        measurements = measurements.filter(institution__code=filters.institution)
    if filters.pillar:
        measurements = measurements.filter(indicator__pillar__code=filters.pillar)
    if filters.state == VALIDATED:
        return measurements.validated().annotate(since=F("validated_at")).order_by("-since", "pk")
    if filters.state == OBSERVED:
        observed = Q(events__from_status__in=AS_SENT, events__to_status=Status.RETURNED)
        found = measurements.awaiting_correction().annotate(since=Max("events__at", filter=observed))
        return found.filter(_waits(filters.days, at)).order_by("since", "pk")
    sent = measurements.awaiting_review().annotate(since=F("submitted_at"))
    return sent.filter(_waits(filters.days, at)).order_by("since", "pk")


def _waits(days: int, at: dt.datetime) -> Q:
    """At least so many days, as `days_between` counts them."""
    if not days:
        return Q()
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    return Q(since__lt=midnight + dt.timedelta(days=1 - days))


def _with_warnings(found: MeasurementQuerySet) -> list[Measurement]:
    """Warnings follow from the values, so all must be read; the number of queries does not grow."""
    measurements = list(whole(found))
    sent = [m for m in measurements if m.status in AS_SENT]
    warnings = warnings_among(sent)
    return [m for m in sent if warnings[m.pk]]


def _rows(user: User, page: Iterable[Measurement], at: dt.datetime) -> list[Row]:
    ids = {m.pk: m.since for m in page}  # type: ignore[attr-defined]
    read = {m.pk: m for m in whole(Measurement.objects.filter(pk__in=ids))}
    warnings = warnings_among([m for m in read.values() if m.status in AS_SENT])
    may = set(decidable(user).values_list("pk", flat=True)) if ids else set()
    days = _answer_days([m.pk for m in read.values() if m.status not in AS_SENT])
    return [
        Row(
            measurement=read[pk],
            since=since,
            days=days_between(since, at),
            warnings=len(warnings.get(pk, ())),
            can_decide=pk in may,
            answer_by=days.get(pk),
            is_overdue=has_passed(days.get(pk), at=at),
        )
        for pk, since in ids.items()
    ]


def _answer_days(observed: Iterable[int]) -> dict[int, dt.date | None]:
    """Until when each of these was to be answered, by the latest observation."""
    events = MeasurementEvent.objects.filter(
        measurement__in=list(observed), from_status__in=AS_SENT, to_status=Status.RETURNED
    )
    return dict(events.order_by("sequence").values_list("measurement", "answer_by"))


def days_between(since: dt.datetime, at: dt.datetime) -> int:
    """Days as people count them, in Lima: sent yesterday at 23:00 is a day ago."""
    return (timezone.localtime(at).date() - timezone.localtime(since).date()).days
