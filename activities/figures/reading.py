"""Read the activities of a year as figures see them: always in the same number of queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.db.models import Prefetch

from activities.figures.coverage import PlannedAction
from activities.figures.facts import ActivityFacts, Part, told_of
from activities.known import last_sent
from activities.models import Activity, AdoptedActivity, PlanningRound, ProgressNote, Status, YearPlan
from activities.progress import DONE, Known, Standing
from activities.standing_words import KEYS, label_of, stand_of
from indicators.calendar import Semester
from indicators.models import Action, ActionPlan
from institutions.models import Institution, User


@dataclass(frozen=True, slots=True)
class PlannedYear:
    """A year with a planning round. Until it is frozen its activities are proposals: nothing is followed up."""

    year: int
    is_frozen: bool
    act: str = ""


def years_of(plan: ActionPlan, user: User) -> tuple[PlannedYear, ...]:
    """The years whose planning the person may read, the newest first. In one query."""
    rounds = (
        PlanningRound.objects.visible_to(user)
        .filter(plan=plan)
        .exclude(state=PlanningRound.State.CANCELLED)
        .order_by("-year")
    )
    return tuple(PlannedYear(each.year, each.is_sealed, each.act_reference) for each in rounds)


def read_activities(plan: ActionPlan, user: User, year: PlannedYear, *, on: dt.date) -> tuple[ActivityFacts, ...]:
    """Those of a year that the person may see, as they stand on the day `on`, by institution and number.

    Of a frozen year only what was planned: what an institution wrote and nobody validated is not part of it. Notes count
    for every reader once they were sent, so that all see the same figures. In six queries, however many there are.
    """
    found = Activity.objects.visible_to(user).filter(plan=plan).of_year(year.year)
    if year.is_frozen:
        found = found.planned()
    rows = (
        found.select_related("institution", "action__objective__pillar")
        .prefetch_related(
            "indicators",
            "general_objectives",
            Prefetch("notes", queryset=ProgressNote.objects.sent().select_related("period")),
            Prefetch("adopted_lines", queryset=AdoptedActivity.objects.defer("content")),
        )
        .order_by("institution__order", "institution__code", "ordinal")
    )
    return tuple(_facts_of(each, year, on) for each in rows)


def planned_actions(plan: ActionPlan) -> tuple[PlannedAction, ...]:
    """The actions of the plan in its order. In one query."""
    rows = Action.objects.filter(plan=plan).select_related("objective__pillar")
    ordered = sorted(rows, key=lambda each: (each.objective.pillar.order, each.objective.order, each.order, each.code))
    return tuple(
        PlannedAction(Part(each.code, each.code, n), _pillar(each), each.text) for n, each in enumerate(ordered)
    )


def institutions_with_plan(plan: ActionPlan, user: User, year: int) -> frozenset[str]:
    """The codes of those whose plan of the year is frozen, also where it says that nothing is planned. In one query."""
    found = YearPlan.objects.visible_to(user).filter(
        round__plan=plan, round__year=year, round__sealed_at__isnull=False, status=Status.VALIDATED
    )
    return frozenset(found.order_by().values_list("institution__code", flat=True))


def last_semester(year: int, on: dt.date) -> Semester | None:
    """The last semester of a year that has ended by the day before `on`; None while none has."""
    last = min(Semester.of(on).previous, Semester(year, 2))
    return last if last.year >= year else None


def facts_of(activity: Activity, standing: Standing, known: Known | None) -> ActivityFacts:
    """What holds for every reader of an activity, whatever of it was read besides."""
    adopted = next(iter(activity.adopted_lines.all()), None)
    return ActivityFacts(
        code=activity.code,
        title=activity.title,
        language=activity.language,
        institution=_institution(activity.institution),
        pillar=_pillar(activity.action),
        action=Part(activity.action.code, activity.action.text, activity.action.order),
        starts_on=activity.starts_on,
        ends_on=activity.ends_on,
        standing=standing,
        responsible_post=activity.responsible_post,
        expected_product=activity.expected_product,
        adopted=(adopted.starts_on, adopted.ends_on) if adopted else None,
        known=known,
        key=KEYS[standing],
        label=label_of(standing),
    )


def _facts_of(activity: Activity, year: PlannedYear, on: dt.date) -> ActivityFacts:
    stand = stand_of(activity, on)
    semester = last_semester(year.year, on) if year.is_frozen else None
    return replace(
        facts_of(activity, stand.standing, stand.known),
        indicators=tuple(sorted(each.code for each in activity.indicators.all())),
        general_objectives=tuple(sorted(each.code for each in activity.general_objectives.all())),
        is_frozen=year.is_frozen,
        is_told=is_told(activity, stand.standing, stand.known, last_sent(activity.notes.all(), on=on), semester),
        sentence=stand.sentence,
    )


def is_told(
    activity: Activity, standing: Standing, known: Known | None, note: ProgressNote | None, semester: Semester | None
) -> bool | None:
    """Whether the semester that ended is spoken for (`told_of`), by the last note that was sent."""
    return told_of(
        activity.starts_on,
        last_day=semester.ends_on if semester else None,
        noted=note.period.ordinal if note else None,
        semester=semester.ordinal if semester else 0,
        is_done=known is not None and known.progress == DONE,
        is_cancelled=standing is Standing.CANCELLED,
    )


def _institution(institution: Institution) -> Part:
    return Part(institution.code, institution.short_name, institution.order)


def _pillar(action: Action) -> Part:
    pillar = action.objective.pillar
    return Part(pillar.code, pillar.name, pillar.order)
