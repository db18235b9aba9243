"""The list of what institutions sent: awaiting review, observed and not yet corrected, or validated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from indicators.models import Pillar
from institutions.models import Institution, User
from measurements.explaining import warnings_among
from measurements.models import Measurement, Status
from measurements.models.measurement import MeasurementQuerySet
from measurements.permissions import reviewable_institution_ids
from measurements.reading import AS_SENT, whole

PAGE_SIZE = 25
AWAITING, OBSERVED, VALIDATED = "por-revisar", "observado", "validado"
STATES = {
    AWAITING: _("To review"),
    OBSERVED: _("Returned, not answered"),
    VALIDATED: pgettext_lazy("list", "Validated"),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader chose in the address; what it does not know is ignored."""

    state: str = AWAITING
    institution: str = ""
    pillar: str = ""
    only_warnings: bool = False

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Filters:
        state = query.get("estado", AWAITING)
        return cls(
            state=state if state in STATES else AWAITING,
            institution=query.get("institucion", ""),
            pillar=query.get("ambito", ""),
            only_warnings=query.get("advertencias") == "1",
        )

    def query(self, **changed: str) -> str:
        """The filters as the rest of an address, without the page."""
        chosen = {"estado": self.state, "institucion": self.institution, "ambito": self.pillar}
        chosen["advertencias"] = "1" if self.only_warnings else ""
        return urlencode({name: value for name, value in (chosen | changed).items() if value})

    @property
    def are_set(self) -> bool:
        return bool(self.institution or self.pillar or self.only_warnings)


@dataclass(frozen=True, slots=True)
class Row:
    """One answer of the list. `since` is when it came to stand where it stands, `days` how long ago."""

    measurement: Measurement
    since: dt.datetime
    days: int
    warnings: int
    can_decide: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list: the page tells what comes before and after, the rows what it shows."""

    page: Page[Measurement]
    rows: list[Row]


def listing_of(user: User, filters: Filters, *, page: str, at: dt.datetime) -> Listing:
    """Oldest first (what is validated, latest first), in a fixed number of queries."""
    found = _in_state(Measurement.objects.visible_to(user), filters)
    listed = _with_warnings(found) if filters.only_warnings else found
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


def next_for(user: User, after: Measurement) -> Measurement | None:
    """The next answer to decide on: the one sent just after this one, else the oldest."""
    waiting = decidable(user).exclude(pk=after.pk).select_related("period", "institution", "indicator")
    later = waiting.filter(Q(submitted_at__gt=after.submitted_at) | Q(submitted_at=after.submitted_at, pk__gt=after.pk))
    return later.first() or waiting.first()


def _in_state(measurements: MeasurementQuerySet, filters: Filters) -> MeasurementQuerySet:
    if filters.institution:
        measurements = measurements.filter(institution__code=filters.institution)
    if filters.pillar:
        measurements = measurements.filter(indicator__pillar__code=filters.pillar)
    if filters.state == OBSERVED:
        observed = Q(events__from_status=Status.SUBMITTED, events__to_status=Status.RETURNED)
        found = measurements.awaiting_correction().annotate(since=Max("events__at", filter=observed))
        return found.order_by("since", "pk")
    if filters.state == VALIDATED:
        return measurements.validated().annotate(since=F("validated_at")).order_by("-since", "pk")
    return measurements.awaiting_review().annotate(since=F("submitted_at")).order_by("since", "pk")


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
    return [_row(read[pk], since, len(warnings.get(pk, ())), can_decide=pk in may, at=at) for pk, since in ids.items()]


def _row(measurement: Measurement, since: dt.datetime, warnings: int, *, can_decide: bool, at: dt.datetime) -> Row:
    return Row(measurement, since, days_between(since, at), warnings, can_decide)


def days_between(since: dt.datetime, at: dt.datetime) -> int:
    """Days as people count them, in Lima: sent yesterday at 23:00 is a day ago."""
    return (timezone.localtime(at).date() - timezone.localtime(since).date()).days
