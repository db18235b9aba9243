"""What a person must do now, by their posts: the rows of everybody's home, most urgent first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from documents.formatting import long_date, period_label
from indicators.models import ActionPlan, Commitment, IndicatorRevision, ReportingPeriod
from institutions.models import COMMITTEE_ROLES, REPORTING_ROLES, Appointment, Institution, Role, User
from measurements.asked_tasks import asked_of, wanted_note
from measurements.deadlines import Deadline, writable_periods
from measurements.extensions import decidable
from measurements.models import Measurement, Status
from measurements.models.extension import DeadlineExtensionQuerySet
from measurements.models.measurement import MeasurementQuerySet
from measurements.permissions import reviewable_institution_ids

MOST_ROWS = 5


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to do: how many, what, where, and a line of why."""

    number: int
    label: str
    url: str
    note: str


def todo_of(user: User, plan: ActionPlan, *, at: dt.datetime) -> list[ToDo]:
    """At most five rows, those of reporting posts first, then the Committee's, then the administrator's."""
    reporting = list(_reporting_rows(user, plan, at))
    committee = _committee_rows(user, current_period(plan, at=at))
    rows = [*reporting, *committee, *_administrator_rows(user, plan, at)]
    return [row for row in rows if row.number][:MOST_ROWS]


def current_period(plan: ActionPlan, *, at: dt.datetime) -> ReportingPeriod | None:
    """The semester that is being reported: the latest that is open, else the last whose window opened."""
    return plan.periods.open(at=at).order_by("ordinal").last() or plan.periods.begun(at=at).first()


def _reporting_rows(user: User, plan: ActionPlan, at: dt.datetime) -> Iterator[ToDo]:
    """What each institution may still do, in every semester that is open to it."""
    posts = sorted(
        (post for post in user.posts if post.role in REPORTING_ROLES), key=lambda post: post.role != Role.APPROVER
    )
    periods, deadlines = writable_periods(plan, {post.institution_id for post in posts}, at=at)
    for period in periods:
        for post in posts:
            only = deadlines.open_indicators(period, post.institution_id, at=at)
            own, widest = deadlines.of(period, post.institution_id), deadlines.widest(period, post.institution_id)
            yield from _rows_of_post(post, period, own if only is None else widest, only)


def _asked_row(unit: Institution, period: ReportingPeriod, tasks: str) -> ToDo:
    """What the unit's institution waits for, the most urgent named."""
    awaited = list(asked_of(unit, period).awaited().select_related("unit__parent"))
    note = wanted_note(awaited[0]) if awaited else ""
    return _row(len(awaited), _("Give your unit's part"), f"{tasks}#asked", note)


def _rows_of_post(
    post: Appointment, period: ReportingPeriod, deadline: Deadline, only: set[int] | None
) -> Iterator[ToDo]:
    counts = statuses(period, post.institution, only)
    tasks = reverse("task_list", args=[period.code, post.institution.code])
    note = _due_note(period, deadline)
    if post.role == Role.APPROVER:
        url = reverse("sending", args=[period.code, post.institution.code])
        yield _row(counts[Status.PREPARED], _("Check and send what was handed over"), url, note)
    else:
        yield _row(counts[Status.RETURNED], _("Correct what was returned"), tasks, note)
        yield _row(counts["missing"], _("Report what is missing"), tasks, note)
        yield _asked_row(post.institution, period, tasks)


def statuses(period: ReportingPeriod, institution: Institution, only: set[int] | None = None) -> dict[str, int]:
    """How many of the institution's indicators (of `only` these) stand in each status; `missing`: not begun or a draft."""
    committed = Commitment.objects.in_force(period).filter(institution=institution)
    answers = Measurement.objects.for_period(period).filter(institution=institution)
    if only is not None:
        committed, answers = committed.filter(indicator__in=only), answers.filter(indicator__in=only)
    counts = {status.value: 0 for status in Status} | dict(
        answers.order_by().values_list("status").annotate(Count("pk"))
    )
    handed_over = answers.exclude(status=Status.DRAFT).values("indicator")
    return counts | {"missing": committed.exclude(indicator__in=handed_over).count()}


def _committee_rows(user: User, period: ReportingPeriod | None) -> Iterator[ToDo]:
    if not user.has_role(*COMMITTEE_ROLES) or period is None:
        return
    yield _row(awaiting(user).count(), _("Review what was submitted"), reverse("review_queue"), _oldest_note(user))
    requests = decidable(user)
    yield _row(
        requests.count(), _("Decide on requests for more time"), reverse("extension_list"), _askers_note(requests)
    )
    silent = silent_institutions(period)
    names = ", ".join(institution.short_name for institution in silent[:3])
    yield _row(len(silent), _("Institutions that have sent nothing"), reverse("dashboard"), names)
    returned = Measurement.objects.for_period(period).awaiting_correction().count()
    yield _row(returned, _("Follow observations without an answer"), reverse("review_queue") + "?estado=observado", "")
    without = indicators_without_target(period)
    yield _row(
        without,
        _("Indicators without a target"),
        reverse("indicator_list"),
        _("The Committee sets targets in its six-monthly review."),
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


def _due_note(period: ReportingPeriod, deadline: Deadline) -> str:
    language = (get_language() or "es")[:2]
    words = {"period": period_label(period.code, language), "day": long_date(deadline.due_on, language)}
    return _("%(period)s, due %(day)s") % words
