"""Tell whoever issues reports when the data have moved away from one in force. Run daily; the same drift is told once.

What was found is kept with its instant, for pages that show many editions and could not compare each of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from indicators.models import ActionPlan
from notifications.models import Kind
from notifications.telling import Told, tell
from reports.aftermath.drift import Drift, drift_of
from reports.aftermath.wording import drift_answer
from reports.drafting.permissions import steering
from reports.issued.verifying import EditionDamaged, require_intact
from reports.models import LastComparison, ReportEdition


def watch(*, at: dt.datetime) -> Iterator[Drift | EditionDamaged]:
    """Every edition in force with its drift, which is kept; whoever issues such reports is told of each that drifted. One is read at a
    time.

    Of a damaged one there is nothing to compare: it is named, and the others are still watched.
    """
    for pk in list(in_force().values_list("pk", flat=True)):
        edition = ReportEdition.objects.whole().get(pk=pk)
        try:
            require_intact(edition)
        except EditionDamaged as damage:
            yield damage
            continue
        drift = drift_of(edition, at=at)
        keep(drift, at=at)
        if drift.has_drifted:
            tell_drift(drift, at=at)
        yield drift


def in_force() -> QuerySet[ReportEdition]:
    """Of the current plan, neither superseded nor withdrawn: those of earlier plans are no longer corrected."""
    plan = ActionPlan.objects.current()
    return ReportEdition.objects.whole().filter(plan=plan, superseded_by__isnull=True, withdrawal__isnull=True)


def keep(drift: Drift, *, at: dt.datetime) -> None:
    counted = drift.counted
    found = {"compared_at": at, "changed": counted.total, "states": counted.bands}
    LastComparison.objects.update_or_create(edition=drift.edition, defaults=found)


def tell_drift(drift: Drift, *, at: dt.datetime) -> None:
    edition = drift.edition

    def write() -> Told:
        text = _("What was issued stays as it is. A corrected edition can be prepared.")
        return Told(drift_answer(drift), text, reverse("edition_drift", args=[edition.code]))

    key = f"drift:{edition.plan_id}:{edition.code}:{drift.digest[:16]}"
    tell(steering(edition.kind, edition.institution), kind=Kind.REPORT, write=write, at=at, key=key)
