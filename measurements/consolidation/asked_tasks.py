"""What a unit was asked for: the rows of its task list and of its people's home, the most urgent first."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.formatting import long_date, plain_date
from documents.speaking import language
from indicators.models import IndicatorRevision, ReportingPeriod
from institutions.models import Institution
from measurements.consolidation.asked_deadlines import unit_deadline
from measurements.deadlines.window import Window
from measurements.models import Contribution
from measurements.models.contribution import ContributionQuerySet


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One part: `key` is its state as components/status.html knows it, `note` says who wants it and until when."""

    code: str
    name: str
    url: str
    key: str
    label: str
    note: str
    is_closed: bool


def asked_of(unit: Institution, period: ReportingPeriod) -> ContributionQuerySet:
    """The earliest wanted first; without a day, last."""
    asked = Contribution.objects.filter(unit=unit, period=period)
    return asked.order_by(F("wanted_by").asc(nulls_last=True), "indicator__order")


def asked_rows(unit: Institution, period: ReportingPeriod) -> list[AskedRow]:
    found = list(asked_of(unit, period).select_related("indicator", "unit", "institution", "period", "given_by"))
    if not found:
        return []
    names = {revision.indicator_id: revision.name for revision in IndicatorRevision.objects.in_force(period)}
    awaited = set(asked_of(unit, period).awaited().values_list("pk", flat=True))
    return [_row(c, names.get(c.indicator_id, ""), is_awaited=c.pk in awaited) for c in found]


def _row(contribution: Contribution, name: str, *, is_awaited: bool) -> AskedRow:
    key, label = _state(contribution, is_awaited=is_awaited)
    address = (contribution.period.code, contribution.unit.code, contribution.indicator.code)
    return AskedRow(
        code=contribution.indicator.code,
        name=name,
        url=reverse("part", args=address),
        key=key,
        label=label,
        note=wanted_note(contribution),
        is_closed=not contribution.is_given and not is_awaited,
    )


def _state(contribution: Contribution, *, is_awaited: bool) -> tuple[str, str]:
    if contribution.is_given:
        return "ready", str(contribution.get_status_display())
    if not is_awaited:
        return "closed", _("No longer awaited")
    return ("draft", _("In progress")) if contribution.is_begun else ("not_started", _("Not started"))


def wanted_note(contribution: Contribution) -> str:
    """Who wants it and until when."""
    words = {"institution": contribution.institution.short_name}
    if contribution.wanted_by is None:
        return _("%(institution)s asks for it.") % words
    return _("%(institution)s wants it by %(day)s.") % (words | {"day": plain_date(contribution.wanted_by, language())})


def asked_card(unit: Institution, period: ReportingPeriod) -> Window | None:
    """What the unit still owes, with the earliest day on which it is wanted, else the deadline of who asked; None when nothing."""
    awaited = list(asked_of(unit, period).awaited().select_related("institution"))
    if not awaited:
        return None
    first, count = awaited[0], len(awaited)
    title = ngettext("Your unit was asked for %(n)d indicator", "Your unit was asked for %(n)d indicators", count)
    deadline = unit_deadline(unit, period)
    wanted = first.wanted_by or (deadline.due_on if deadline else None)
    day = long_date(wanted, language()) if wanted else _("As soon as you can")
    is_late = wanted is not None and wanted < timezone.localdate()
    return Window(title % {"n": count}, day, wanted_note(first), "late" if is_late else "open")
