"""The one place that knows when an institution may write about a semester, and from when what it sends is late.

It is the semester's window, widened by the extensions granted to the institution: for all that it owes, or for one indicator.
Until the instant that was granted what arrives is on time, and until then at least it can be sent. Instants are half-open: one
microsecond before the deadline is on time, the deadline itself is late; the same holds for the closing. What decides is the
instant at which the server took up the request, however long it takes to answer it.

Source of the rule: docs/methodology.md, "Deadlines".
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indicators.models import ActionPlan, Indicator, ReportingPeriod
from indicators.models.period import Windowed
from institutions.models import REPORTING_ROLES, Institution, User
from measurements.models import DeadlineExtension, Measurement

Granted = Mapping[int | None, dt.datetime]
"""By indicator (None: all that the institution owes), the latest instant that was granted."""


@dataclass(frozen=True, slots=True)
class Deadline(Windowed):
    """When one institution may write, as a rule or about one indicator. `is_extended`: later than for everybody."""

    opens_at: dt.datetime
    due_at: dt.datetime
    closes_at: dt.datetime
    is_extended: bool = False


def widened(period: ReportingPeriod, until: Iterable[dt.datetime] = ()) -> Deadline:
    """The semester's window with the instants that were granted; one before the deadline of everybody changes nothing."""
    latest = max(until, default=period.due_at)
    return Deadline(
        opens_at=period.opens_at,
        due_at=max(period.due_at, latest),
        closes_at=max(period.closes_at, latest),
        is_extended=latest > period.due_at,
    )


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The deadlines of institutions in some semesters, read in one query."""

    granted: Mapping[tuple[int, int], Granted]

    @classmethod
    def read(cls, periods: Iterable[ReportingPeriod], institutions: Iterable[int] | None = None) -> Deadlines:
        """Of these institutions (by id), or of all."""
        found = DeadlineExtension.objects.granted().filter(period__in=[period.pk for period in periods])
        if institutions is not None:
            found = found.filter(institution__in=institutions)
        granted: dict[tuple[int, int], dict[int | None, dt.datetime]] = defaultdict(dict)
        for each in found.order_by("granted_until"):  # so that the latest stays
            if each.granted_until is not None:
                granted[(each.period_id, each.institution_id)][each.indicator_id] = each.granted_until
        return cls(dict(granted))

    def of(self, period: ReportingPeriod, institution: int, indicator: int | None = None) -> Deadline:
        """The deadline of one indicator; without it, of the institution as a rule."""
        granted = self.granted.get((period.pk, institution), {})
        return widened(period, [granted[scope] for scope in {None, indicator} if scope in granted])

    def widest(self, period: ReportingPeriod, institution: int) -> Deadline:
        """The institution's window as long as it may still write about anything."""
        return widened(period, self.granted.get((period.pk, institution), {}).values())

    def open_indicators(self, period: ReportingPeriod, institution: int, *, at: dt.datetime) -> set[int] | None:
        """The only indicators about which the institution may still write; None while it may write about all."""
        if self.of(period, institution).is_open(at):
            return None
        scopes = self.granted.get((period.pk, institution), {})
        return {scope for scope in scopes if scope is not None and self.of(period, institution, scope).is_open(at)}

    def is_late(self, measurement: Measurement) -> bool:
        """First sent at the deadline or later; a later correction does not make it late."""
        sent_at = measurement.first_submitted_at
        deadline = self.of(measurement.period, measurement.institution_id, measurement.indicator_id)
        return sent_at is not None and deadline.is_overdue(sent_at)


def deadline_for(period: ReportingPeriod, institution: Institution, indicator: Indicator | None = None) -> Deadline:
    """One deadline. For a list read `Deadlines` once."""
    return Deadlines.read([period], [institution.pk]).of(period, institution.pk, indicator.pk if indicator else None)


def own_deadline(user: User, period: ReportingPeriod) -> Deadline | None:
    """The deadline of the one institution for which the person reports; who reports for several sees everybody's."""
    institutions = user.institution_ids(*REPORTING_ROLES)
    if len(institutions) != 1:
        return None
    return Deadlines.read([period], institutions).of(period, *institutions)


def is_late(measurement: Measurement) -> bool:
    """Whether one answer came late. For a list read `Deadlines` once."""
    return Deadlines.read([measurement.period], [measurement.institution_id]).is_late(measurement)


def writable_periods(
    plan: ActionPlan, institutions: Iterable[int], *, at: dt.datetime
) -> tuple[list[ReportingPeriod], Deadlines]:
    """The semesters about which any of these institutions may write something now, the first due first."""
    begun = list(plan.periods.begun(at=at))
    deadlines = Deadlines.read(begun, owners := set(institutions))
    open_now = [p for p in begun if p.is_open(at) or any(deadlines.widest(p, owner).is_open(at) for owner in owners)]
    return sorted(open_now, key=lambda period: period.due_at), deadlines
