"""Loading the demonstration into a database that holds the plan and nothing of its own, and opening it again later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from indicators.calendar import Semester
from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import Institution, User
from measurements.demonstration import acting, commitments, extensions, story, targets, told, units, windows
from measurements.demonstration.contents import Vocabulary
from measurements.demonstration.items import Item
from measurements.demonstration.occurrences import SHARED_BY, SHARED_TITLE, happened_in
from measurements.demonstration.people import People, make_people
from measurements.demonstration.standing import kept_by
from measurements.demonstration.windows import NotPossible
from measurements.models import Measurement, RegisterItem


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the demonstration is: whether it was loaded just now, the open semester and the last one that closed."""

    plan: ActionPlan
    is_new: bool
    open_period: ReportingPeriod
    last_closed: ReportingPeriod


def load(day: dt.date) -> Loaded:
    """Load the demonstration as of that day, or only open the latest ended semester where it is already loaded."""
    with transaction.atomic():
        plan = ActionPlan.objects.current()
        if plan is None:
            raise NotPossible("There is no plan in this database yet. Run load_plan first.")
        is_new = not plan.is_demonstration
        if is_new:
            refuse_real_data()
        semesters = windows.semesters_on(plan, day)
        semesters[-1] = windows.open_on(semesters[-1], day, is_new=is_new)
        if is_new:
            fill(plan, semesters)
        return Loaded(plan, is_new, semesters[-1], semesters[-2])


def refuse_real_data() -> None:
    if Measurement.objects.exists():
        raise NotPossible("This database holds real measurements. The demonstration lives in a database of its own.")
    if User.objects.exists():
        raise NotPossible("This database has accounts of its own. The demonstration lives in a database of its own.")


def fill(plan: ActionPlan, semesters: Sequence[ReportingPeriod]) -> None:
    plan.is_demonstration = True
    plan.save(update_fields=["is_demonstration"])
    people, of_units = make_people(), units.make_units()
    commitments.commit(plan, semesters)
    targets.set_targets(plan, semesters)
    live_through(semesters, people)
    units.consolidate(semesters[-1], people, of_units)
    told.tell(semesters[-1])


def live_through(semesters: Sequence[ReportingPeriod], people: People) -> None:
    words = Vocabulary.read()
    items = {code: all_items(code, semesters) for code in people.reporters}
    for turn, period in enumerate(semesters):
        semester = acting.Semester(turn, period, people, words, items)
        semester.live(story.agenda(turn, period, semester.tasks()))
    join_shared(semesters[-2])
    extensions.ask_for_time(semesters[-1], people)


def all_items(institution: str, semesters: Sequence[ReportingPeriod]) -> list[Item]:
    standing = list(kept_by(institution, Semester.from_code(semesters[0].code)))
    return standing + [item for period in semesters for item in happened_in(institution, period)]


def join_shared(period: ReportingPeriod) -> None:
    """Say of one semester that the meeting which two institutions entered is the same, so that it counts once."""
    first, second = (
        RegisterItem.objects.get(institution=Institution.objects.get(code=code), title=f"{SHARED_TITLE}, {period.code}")
        for code in SHARED_BY
    )
    second.same_as = first
    second.save(update_fields=["same_as"])
