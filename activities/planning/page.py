"""The plan of one institution for a year as its page shows it: each activity, and what it is compared with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from activities.content import ActivityContent, Difference, content_of, differences, read_back
from activities.history import answer_of
from activities.models import Activity, ActivityChange, ActivityStep, Status, YearPlan
from activities.planning.against import Against, Changed, against_of, changed_since
from activities.planning.against_words import words_of
from activities.planning.copying import moved_to
from indicators.models import Pillar

Verb = ActivityStep.Verb


@dataclass(frozen=True, slots=True)
class Row:
    """One activity. `corrected`: what reads otherwise than when the plan was last returned; `is_new`: it was not there then.
    `since_copied`: what reads otherwise than in the earlier year, its days moved.
    `against`, and `words` that say it: of a frozen plan only."""

    activity: Activity
    corrected: tuple[Difference, ...] = ()
    is_new: bool = False
    since_copied: tuple[Difference, ...] = ()
    against: Against | None = None
    words: tuple[str, ...] = ()
    open_change: ActivityChange | None = None


@dataclass(frozen=True, slots=True)
class OfPillar:
    """How many activities serve a pillar: a cell of components/facts.html."""

    label: str
    value: int


@dataclass(frozen=True, slots=True)
class TakenOut:
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class YearPlanPage:
    """All of it. `answer`: the step that gave it back, while nobody has answered it. `is_compared`: it was returned once and is not
    validated yet. `changed` only of a frozen plan."""

    rows: tuple[Row, ...]
    pillars: tuple[OfPillar, ...]
    steps: tuple[ActivityStep, ...]
    changes: tuple[ActivityChange, ...] = ()
    answer: ActivityStep | None = None
    is_compared: bool = False
    taken_out: tuple[TakenOut, ...] = ()
    changed: Changed | None = None


def page_of(year_plan: YearPlan, changes: Sequence[ActivityChange] = ()) -> YearPlanPage:
    """In a fixed number of queries. `changes`: those that the reader may see."""
    activities = list(_activities(year_plan))
    steps = tuple(year_plan.steps.select_related("post__user", "post__institution").order_by("at", "pk"))
    returned = None if year_plan.status == Status.VALIDATED else returned_version(steps)
    is_frozen = year_plan.round.is_sealed
    rows = tuple(_row(each, returned, changes, is_frozen=is_frozen) for each in activities)
    present = {each.code for each in activities}
    return YearPlanPage(
        rows=rows,
        pillars=tuple(_by_pillar(year_plan, activities)),
        steps=steps,
        changes=tuple(changes),
        answer=answer_of(year_plan, steps),
        is_compared=returned is not None,
        taken_out=tuple(
            TakenOut(code, said.title) for code, said in sorted((returned or {}).items()) if code not in present
        ),
        changed=changed_since(row.against for row in rows if row.against) if is_frozen else None,
    )


def returned_version(steps: Sequence[ActivityStep]) -> dict[str, ActivityContent] | None:
    """What the plan said when it was sent the last time before it was returned, by code; None where it never was returned."""
    sent: ActivityStep | None = None
    found: ActivityStep | None = None
    for step in steps:
        if step.verb == Verb.SUBMITTED:
            sent = step
        elif step.verb == Verb.RETURNED:
            found = sent
    if found is None or found.content is None:
        return None
    return {
        said["code"]: read_back({name: value for name, value in said.items() if name != "code"})
        for said in found.content["activities"]
    }


def _activities(year_plan: YearPlan) -> Sequence[Activity]:
    before = ("continues__indicators", "continues__general_objectives")
    found = year_plan.activities.whole().select_related("continues__action").prefetch_related(*before)
    return list(found.order_by("ordinal"))


def _row(
    activity: Activity,
    returned: dict[str, ActivityContent] | None,
    changes: Sequence[ActivityChange],
    *,
    is_frozen: bool,
) -> Row:
    now, earlier = content_of(activity), activity.continues
    before = None if returned is None else returned.get(activity.code)
    against = against_of(activity) if is_frozen else None
    under_way = (each for each in changes if each.activity_id == activity.pk and each.is_under_way)
    return Row(
        activity=activity,
        corrected=() if before is None else differences(before, now),
        is_new=returned is not None and before is None,
        since_copied=() if earlier is None else differences(moved_to(content_of(earlier), activity.year), now),
        against=against,
        words=() if against is None else tuple(words_of(activity, against)),
        open_change=next(under_way, None),
    )


def _by_pillar(year_plan: YearPlan, activities: Sequence[Activity]) -> list[OfPillar]:
    """All the pillars of the plan: that one has no activity is worth seeing. What was cancelled does not count."""
    counted = Counter(each.action.objective.pillar_id for each in activities if each.cancelled_at is None)
    pillars = Pillar.objects.filter(plan=year_plan.round.plan_id).order_by("order")
    return [OfPillar(each.name, counted[each.pk]) for each in pillars]
