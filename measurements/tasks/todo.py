"""What a person must do now, by their posts: the rows of everybody's home, most urgent first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.formatting import period_label
from documents.speaking import language
from indicators.models import ActionPlan, Commitment, IndicatorRevision, ReportingPeriod
from institutions.models import COMMITTEE_ROLES, Institution, Role, User
from institutions.permissions import reviewable_institution_ids
from measurements.models import Measurement
from measurements.models.extension import DeadlineExtensionQuerySet
from measurements.models.measurement import MeasurementQuerySet
from measurements.tasks.extensions import decidable
from measurements.tasks.todo_duties import duty_rows
from measurements.tasks.todo_reporting import reporting_rows
from notifications import todo_sources
from notifications.retrying import stuck
from notifications.todo_sources import ToDo

MOST_ROWS = 5
"""What the home shows at first sight; the rest is folded below it, never left out."""


def todo_of(user: User, plan: ActionPlan, *, at: dt.datetime) -> list[ToDo]:
    """In this order: what only one act is lacking of, what others wait for, what is owed and reported, the Committee's own work, the
    administrator's.
    """
    waited_for = todo_sources.institution_rows_of(user, at=at)
    reporting = [*waited_for, *duty_rows(user, at=at), *reporting_rows(user, plan, at=at)]
    committee = _committee_rows(user, current_period(plan, at=at), at)
    rows = [*reporting, *committee, *_administrator_rows(user, plan, at)]
    return sorted((row for row in rows if row.number), key=lambda row: not row.is_last_step)


def current_period(plan: ActionPlan, *, at: dt.datetime) -> ReportingPeriod | None:
    """The semester that is being reported: the latest that is open, else the last whose window opened."""
    return plan.periods.open(at=at).order_by("ordinal").last() or plan.periods.begun(at=at).first()


def _committee_rows(user: User, period: ReportingPeriod | None, at: dt.datetime) -> Iterator[ToDo]:
    if not user.has_role(*COMMITTEE_ROLES) or period is None:
        return
    yield _row(awaiting(user).count(), _("Review what was submitted"), reverse("review_queue"), _oldest_note(user))
    requests = decidable(user)
    yield _row(
        requests.count(), _("Decide on requests for more time"), reverse("extension_list"), _askers_note(requests)
    )
    yield from todo_sources.rows_of(user, at=at)
    silent = silent_institutions(period)
    names = ", ".join(institution.short_name for institution in silent[:3])
    yield _row(len(silent), _("Institutions that have sent nothing"), reverse("dashboard"), names)
    returned = Measurement.objects.for_period(period).awaiting_correction().count()
    yield _row(returned, _("Follow observations without an answer"), reverse("review_queue") + "?estado=observado", "")
    without = indicators_without_target(period)
    yield _row(
        without,
        _("Indicators without a target"),
        reverse("revision_hub"),
        _("In %(period)s. The Committee sets targets in its six-monthly review.")
        % {"period": period_label(period.code, language())},
    )


def awaiting(user: User) -> MeasurementQuerySet:
    """What waits for this person's decision; nothing for a Committee member, who reads."""
    waiting = Measurement.objects.awaiting_review().visible_to(user)
    mine = reviewable_institution_ids(user)
    if mine is None:
        return waiting.exclude(institution__in=user.institution_ids())
    return waiting.filter(institution__in=mine)


def _askers_note(requests: DeadlineExtensionQuerySet) -> str:
    names = requests.order_by("institution__order").values_list("institution__short_name", flat=True).distinct()
    return ", ".join(names)


def _oldest_note(user: User) -> str:
    oldest = awaiting(user).order_by("submitted_at").select_related("institution", "indicator").first()
    if oldest is None:
        return ""
    return _("The oldest: %(institution)s, %(indicator)s.") % {
        "institution": oldest.institution.short_name,
        "indicator": oldest.indicator.code,
    }


def silent_institutions(period: ReportingPeriod) -> list[Institution]:
    committed = Commitment.objects.in_force(period).values("institution")
    sent = Measurement.objects.for_period(period).received().values("institution")
    return list(Institution.objects.filter(pk__in=committed).exclude(pk__in=sent))


def indicators_without_target(period: ReportingPeriod) -> int:
    return IndicatorRevision.objects.in_force(period).without_target().count()


def _administrator_rows(user: User, plan: ActionPlan, at: dt.datetime) -> Iterator[ToDo]:
    if not user.has_role(Role.ADMINISTRATOR):
        return
    if not plan.periods.filter(closes_at__gt=at).exists():
        yield ToDo(1, _("Create the next semester"), reverse("period_new"), _("Every semester has closed."))
    mail = stuck(at=at)
    yield _row(
        mail.number,
        _("Letters do not leave"),
        reverse("admin:notifications_letter_changelist"),
        _(mail.problem) if mail.problem else _("Is “manage.py send_notifications” running?"),
    )
    today = timezone.localtime(at).date()
    posts = Q(appointments__starts_on__lte=today) & (
        Q(appointments__ends_on__isnull=True) | Q(appointments__ends_on__gte=today)
    )
    idle = User.objects.filter(is_active=True).exclude(posts).count()
    yield _row(
        idle,
        _("People without a post"),
        reverse("admin:institutions_user_changelist"),
        _("They sign in but can do nothing."),
    )
    reporters = posts & Q(appointments__role=Role.REPORTER)
    committed = Commitment.objects.filter(until_period__isnull=True, indicator__plan=plan).values("institution")
    headless = Institution.objects.filter(pk__in=committed).exclude(
        pk__in=Institution.objects.filter(reporters).values("pk")
    )
    yield _row(
        headless.count(),
        _("Committed institutions without a reporter"),
        reverse("admin:institutions_appointment_changelist"),
        ", ".join(institution.short_name for institution in headless[:3]),
    )


def _row(number: int, label: str, url: str, note: str) -> ToDo:
    return ToDo(number, label, url, note)
