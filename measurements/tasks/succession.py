"""What the next holder of a post must know: how each figure was obtained, what is open, who else is there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from documents.formatting import period_label
from documents.speaking import language
from indicators.models import IndicatorRevision, ReportingPeriod
from institutions.models import REPORTING_ROLES, Appointment, Institution, User
from measurements.answer.presentation import figure_text
from measurements.answer.reading import said
from measurements.background.comments import Comment, latest_comments
from measurements.background.recipes import OriginLine, last_accepted_of_each, origin_lines
from measurements.consolidation.asked_tasks import AskedRow, asked_rows
from measurements.models import Contribution, DeadlineExtension, Measurement, MeasurementEvent, Receipt, Status
from measurements.tasks.extensions import Row, rows_of
from measurements.tasks.task_list import owed_by

NEW_FOR = dt.timedelta(days=60)
LEFT_SINCE = dt.timedelta(days=366)
"""Who left longer ago can hardly be asked any more."""
MOST_RECEIPTS = 10


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one indicator was answered the last time that it was accepted. `period` is empty when it never was."""

    code: str
    name: str
    url: str
    period: str
    figure: str
    origin: tuple[OriginLine, ...]
    narrative: str
    narrative_language: str


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """An answer that has not left yet, or came back. `began` is its first event: who, in which post."""

    measurement: Measurement
    url: str
    began: MeasurementEvent | None
    comment: Comment | None


@dataclass(frozen=True, slots=True)
class Succession:
    recipes: tuple[Recipe, ...]
    open_answers: tuple[OpenAnswer, ...]
    extensions: tuple[Row, ...]
    awaited: tuple[Contribution, ...]
    asked: tuple[AskedRow, ...]
    people: tuple[Appointment, ...]
    receipts: tuple[Receipt, ...]

    @property
    def commented(self) -> list[OpenAnswer]:
        return [each for each in self.open_answers if each.comment is not None]


def succession_of(institution: Institution, period: ReportingPeriod, *, today: dt.date) -> Succession:
    """Everything of one institution and semester, in a number of queries that does not grow with it."""
    extensions = DeadlineExtension.objects.filter(institution=institution, period=period)
    parts = Contribution.objects.filter(period=period).asked_by_institution(institution).awaited()
    receipts = Receipt.objects.filter(institution=institution).select_related("period", "sent_by")
    return Succession(
        recipes=tuple(_recipes(institution, period)),
        open_answers=tuple(_open_answers(institution, period)),
        extensions=tuple(rows_of(extensions)),
        awaited=tuple(parts.select_related("indicator", "unit", "period").order_by("indicator__order", "unit__order")),
        asked=tuple(asked_rows(institution, period)),
        people=tuple(_people(institution, today)),
        receipts=tuple(receipts.order_by("-sent_at", "-pk")[:MOST_RECEIPTS]),
    )


def new_posts(user: User, *, today: dt.date) -> list[Appointment]:
    """The reporting posts that the person took up in the last sixty days: somebody else's work is waiting there."""
    return [p for p in user.posts if p.role in REPORTING_ROLES and p.starts_on > today - NEW_FOR]


def reporting_institutions(user: User) -> list[Institution]:
    """Where the person reports or approves, each once."""
    return list({p.institution_id: p.institution for p in user.posts if p.role in REPORTING_ROLES}.values())


def _recipes(institution: Institution, period: ReportingPeriod) -> list[Recipe]:
    names = {revision.indicator_id: revision.name for revision in IndicatorRevision.objects.in_force(period)}
    last = last_accepted_of_each(institution, period)
    owed = {indicator.pk: indicator for indicator in owed_by(institution, period)}
    return [
        _recipe(indicator.code, names.get(indicator.pk, ""), institution, period, last.get(indicator.pk))
        for indicator in owed.values()
    ]


def _recipe(
    code: str, name: str, institution: Institution, period: ReportingPeriod, last: Measurement | None
) -> Recipe:
    url = reverse("entry", args=[period.code, institution.code, code])
    if last is None:
        return Recipe(code, name, url, "", "", (), "", "")
    read = said(last)
    return Recipe(
        code=code,
        name=name,
        url=reverse("entry", args=[last.period.code, institution.code, code]),
        period=period_label(last.period.code, language()),
        figure=figure_text(read),
        origin=tuple(origin_lines(read.origin)),
        narrative=last.narrative,
        narrative_language=last.narrative_language,
    )


def _open_answers(institution: Institution, period: ReportingPeriod) -> list[OpenAnswer]:
    """What is being written or waits for approval in the semester, and what earlier semesters left to be corrected."""
    unsent = Q(period=period, status__in=(Status.DRAFT, Status.PREPARED)) | Q(
        period__plan=period.plan_id, period__ordinal__lte=period.ordinal, status=Status.RETURNED
    )
    found = list(
        Measurement.objects.filter(unsent, institution=institution)
        .select_related("indicator", "institution", "period", "revision", "updated_by")
        .order_by("-period__ordinal", "indicator__order")
    )
    comments, began = latest_comments(found), _first_events(found)
    return [
        OpenAnswer(
            m,
            reverse("entry", args=[m.period.code, institution.code, m.indicator.code]),
            began.get(m.pk),
            comments.get(m.pk),
        )
        for m in found
    ]


def _first_events(measurements: list[Measurement]) -> dict[int, MeasurementEvent]:
    events = MeasurementEvent.objects.filter(measurement__in=measurements, from_status="")
    return {event.measurement_id: event for event in events.select_related("actor", "appointment")}


def _people(institution: Institution, today: dt.date) -> list[Appointment]:
    """Who holds the posts, who will, and who left so lately that they can still be asked."""
    posts = Appointment.objects.filter(institution=institution, role__in=REPORTING_ROLES)
    recent = posts.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today - LEFT_SINCE))
    return list(recent.select_related("user").order_by("role", "-starts_on"))
