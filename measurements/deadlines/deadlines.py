"""The one place that knows when an institution may write about a semester, and from when what it sends is late.

It is the semester's window, widened by the extensions granted to the institution: for all that it owes, or for one indicator.
Until the instant that was granted what arrives is on time, and until then at least it can be sent. An opening of parts lets an
answer be sent again until its instant and makes nothing late or on time: what else of the answer stays shut is
measurements/workflow/opened.py's. Instants are half-open: one microsecond before the deadline is on time, the deadline itself is late; the
same holds for the closing. What decides is the instant at which the server took up the request, however long it takes to answer it.

Source of the rule: docs/methodology.md, "Deadlines".
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from indicators.models import ActionPlan, Indicator, ReportingPeriod
from indicators.models.period import Windowed
from institutions.models import REPORTING_ROLES, Institution, User
from measurements.models import DeadlineExtension, Measurement, Opening

Granted = Mapping[int | None, dt.datetime]
"""By indicator (None: all that the institution owes), the latest instant that was granted."""
Openings = Mapping[int, dt.datetime]
"""By indicator, the instant until which parts of its answer are open."""


@dataclass(frozen=True, slots=True)
class Deadline(Windowed):
    """When one institution may write, as a rule or about one indicator. `is_extended`: later than for everybody.

    `shut_at` is when the window itself closes, where an opening outlasts it: from then on only the opened parts are open.
    """

    opens_at: dt.datetime
    due_at: dt.datetime
    closes_at: dt.datetime
    is_extended: bool = False
    shut_at: dt.datetime | None = None

    @property
    def without_opening(self) -> Deadline:
        """The window itself: what an opening of parts does not reach."""
        return self if self.shut_at is None else replace(self, closes_at=self.shut_at, shut_at=None)

    def is_open_in_parts(self, at: dt.datetime) -> bool:
        """Whether only what was opened of the answer may be written."""
        return self.shut_at is not None and at >= self.shut_at and self.is_open(at)


def widened(period: ReportingPeriod, until: Iterable[dt.datetime] = (), opened: dt.datetime | None = None) -> Deadline:
    """The semester's window with the instants that were granted; one before the deadline of everybody changes nothing."""
    latest = max(until, default=period.due_at)
    closes_at = max(period.closes_at, latest)
    outlasting = opened if opened is not None and opened > closes_at else None
    return Deadline(
        opens_at=period.opens_at,
        due_at=max(period.due_at, latest),
        closes_at=outlasting or closes_at,
        is_extended=latest > period.due_at,
        shut_at=closes_at if outlasting else None,
    )


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The deadlines of institutions in some semesters, read in two queries."""

    granted: Mapping[tuple[int, int], Granted]
    opened: Mapping[tuple[int, int], Openings] = field(default_factory=dict)

    @classmethod
    def read(
        cls,
        periods: Iterable[ReportingPeriod],
        institutions: Iterable[int] | None = None,
        *,
        with_openings: bool = True,
    ) -> Deadlines:
        """Of these institutions (by id), or of all. Who only asks what came late needs no openings: they change nothing of it."""
        semesters = [period.pk for period in periods]
        owners = None if institutions is None else list(institutions)
        found = DeadlineExtension.objects.granted().filter(period__in=semesters)
        if owners is not None:
            found = found.filter(institution__in=owners)
        granted: dict[tuple[int, int], dict[int | None, dt.datetime]] = defaultdict(dict)
        scopes = found.order_by("granted_until").values_list("period", "institution", "indicator", "granted_until")
        for period, institution, indicator, until in scopes:  # so that the latest stays
            if until is not None:
                granted[(period, institution)][indicator] = until
        return cls(dict(granted), _opened(semesters, owners) if with_openings else {})

    def of(self, period: ReportingPeriod, institution: int, indicator: int | None = None) -> Deadline:
        """The deadline of one indicator; without it, of the institution as a rule."""
        granted = self.granted.get((period.pk, institution), {})
        opened = self.opened.get((period.pk, institution), {}).get(indicator or 0)
        return widened(period, [granted[scope] for scope in {None, indicator} if scope in granted], opened)

    def is_overdue(self, period: ReportingPeriod, institution: int, indicator: int, at: dt.datetime) -> bool:
        """Whether the deadline has come, without making one where nothing was granted."""
        if (period.pk, institution) not in self.granted:
            return period.is_overdue(at)
        return self.of(period, institution, indicator).is_overdue(at)

    def widest(self, period: ReportingPeriod, institution: int) -> Deadline:
        """The institution's window as long as it may still write about anything."""
        opened = self.opened.get((period.pk, institution), {}).values()
        return widened(period, self.granted.get((period.pk, institution), {}).values(), max(opened, default=None))

    def open_indicators(self, period: ReportingPeriod, institution: int, *, at: dt.datetime) -> set[int] | None:
        """The only indicators about which the institution may still write; None while it may write about all."""
        if self.of(period, institution).is_open(at):
            return None
        key = (period.pk, institution)
        scopes = {*self.granted.get(key, {}), *self.opened.get(key, {})}
        return {scope for scope in scopes if scope is not None and self.of(period, institution, scope).is_open(at)}

    def is_late(self, measurement: Measurement) -> bool:
        """First sent at the deadline or later; a later correction does not make it late."""
        sent_at = measurement.first_submitted_at
        deadline = self.of(measurement.period, measurement.institution_id, measurement.indicator_id)
        return sent_at is not None and deadline.is_overdue(sent_at)


def _opened(
    periods: Iterable[int], institutions: Iterable[int] | None
) -> dict[tuple[int, int], dict[int, dt.datetime]]:
    """The openings that nobody ended, whether their instant has passed or not."""
    openings = Opening.objects.filter(ended_at__isnull=True, measurement__period__in=periods)
    if institutions is not None:
        openings = openings.filter(measurement__institution__in=institutions)
    found: dict[tuple[int, int], dict[int, dt.datetime]] = defaultdict(dict)
    names = ("measurement__period", "measurement__institution", "measurement__indicator", "until")
    for period, institution, indicator, until in openings.order_by("pk").values_list(*names):
        found[(period, institution)][indicator] = until
    return dict(found)


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
