"""What the minutes say of the plan of a year that the meeting adopted: in words, so that they print the same for ever."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from activities.models import Activity, PlanningRound, Status, YearPlan
from activities.planning.adopting import adopted_activities
from committee.models import Meeting, PlanningPoint
from committee.points.closing import plans_before
from committee.points.minutes_part import decision_of, in_groups, not_adopted
from documents.formatting import plain_date
from documents.letter import Block, Facts, Heading, Table, Text


def blocks_of(meeting: Meeting, language: str) -> Iterator[Block]:
    """A section for each plan of a year before the meeting; nothing where there was none."""
    for point in plans_before(meeting):
        yield from _of_point(point, language)


def _of_point(point: PlanningPoint, language: str) -> Iterator[Block]:
    round_ = point.round
    plans = list(
        round_.year_plans.asked().select_related("institution").order_by("institution__order", "institution__code")
    )
    activities = list(adopted_activities(round_))
    yield Heading(point.title)
    yield from not_adopted(point)
    yield Facts((decision_of(point), *_facts(round_, plans, activities)))
    if activities:
        yield Heading(_("Activities by pillar"), 2)
        yield _by_pillar(activities)
        yield Heading(_("Activities by institution"), 2)
    yield from _by_institution(plans, activities, language)
    yield from _none_planned([each for each in plans if each.status == Status.VALIDATED and each.has_none])
    yield from _not_sent([each for each in plans if each.status != Status.VALIDATED])


def _facts(
    round_: PlanningRound, plans: Sequence[YearPlan], activities: Sequence[Activity]
) -> Iterator[tuple[str, str]]:
    validated = [each for each in plans if each.status == Status.VALIDATED]
    yield (
        _("Institutions with a validated plan"),
        _("%(sent)d of %(asked)d") % {"sent": len(validated), "asked": len(plans)},
    )
    yield _("Activities"), str(len(activities))
    if round_.digest:
        yield _("Digest of the plan (SHA-256)"), in_groups(round_.digest)


def _by_pillar(activities: Sequence[Activity]) -> Table:
    pillars = {each.action.objective.pillar.pk: each.action.objective.pillar for each in activities}
    count = Counter(each.action.objective.pillar.pk for each in activities)
    ordered = sorted(pillars.values(), key=lambda pillar: pillar.order)
    rows = tuple((f"{each.code}. {each.name}", str(count[each.pk])) for each in ordered)
    return Table("", (_("Pillar"), _("Activities")), rows, (8, 2))


def _by_institution(plans: Sequence[YearPlan], activities: Sequence[Activity], language: str) -> Iterator[Block]:
    for year_plan in plans:
        own = [each for each in activities if each.year_plan_id == year_plan.pk]
        if own:
            yield Heading(year_plan.institution.name, 3)
            yield _lines(own, language)


def _lines(own: Sequence[Activity], language: str) -> Table:
    head = (_("Code"), _("Activity"), _("Days"), _("Responsible post"), _("Expected product"))
    rows = tuple(
        (
            each.code,
            f"{each.title} ({each.action.code})",
            f"{plain_date(each.starts_on, language)} – {plain_date(each.ends_on, language)}",
            each.responsible_post,
            each.expected_product,
        )
        for each in own
    )
    spoken = tuple(("", each.language, "", each.language, each.language) for each in own)
    return Table("", head, rows, (4, 6, 4, 5, 5), spoken=spoken)


def _none_planned(plans: Sequence[YearPlan]) -> Iterator[Block]:
    if plans:
        yield Heading(_("They plan no activity"), 2)
        rows = tuple((each.institution.name, each.reason) for each in plans)
        spoken = tuple(("", each.language) for each in plans)
        yield Table("", (_("Institution"), _("Reason")), rows, (4, 7), spoken=spoken)


def _not_sent(plans: Sequence[YearPlan]) -> Iterator[Block]:
    if plans:
        yield Heading(_("Without a plan"), 2)
        yield Text(
            _(
                "They were asked, and no plan of theirs was validated: nothing is adopted for them, which is not the same as planning none."
            )
        )
        yield Text(", ".join(each.institution.name for each in plans))
