"""The adopted plan of a year as a table to take away: each line as a meeting adopted it, and beside it how the activity stands now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from activities.content import read_back
from activities.models import Activity, PlanningRound
from activities.planning.against import against_of
from activities.planning.against_words import words_of
from committee.planning.later_changes import planned_of
from documents.formatting import instant
from documents.speaking import language
from documents.taking_away import Cell, Column, DataTable
from indicators.models import Action


def adopted_table(round_: PlanningRound) -> DataTable:
    """Days as ISO texts. What was added later has no adopted days: empty cells, not zeros."""
    title = _("Plan of the year %(year)s") % {"year": round_.year}
    found = Action.objects.filter(plan=round_.plan_id).select_related("objective__pillar")
    pillars = {each.code: each.objective.pillar.name for each in found}
    rows = [_row(each, pillars) for each in planned_of(round_)]
    return DataTable(f"plan-anual-{round_.year}", title, columns(), rows, list(_notes(round_)))


def columns() -> list[Column]:
    return [
        Column(_("Code")),
        Column(_("Institution")),
        Column(_("Pillar")),
        Column(_("Action of the plan")),
        Column(_("Activity"), meaning=_("As adopted; of one that was added later, as it was validated.")),
        Column(_("Adopted: starts"), meaning=_("Empty: it was added after the adoption.")),
        Column(_("Adopted: ends")),
        Column(_("Responsible post")),
        Column(_("Expected product")),
        Column(_("Indicators that it serves")),
        Column(_("General objectives that it serves")),
        Column(_("Now: starts")),
        Column(_("Now: ends")),
        Column(_("Since the adoption"), meaning=_("Empty: nothing changed.")),
    ]


def _row(activity: Activity, pillars: Mapping[str, str]) -> list[Cell]:
    against = against_of(activity)
    line = next(iter(activity.adopted_lines.all()), None)
    adopted = None if line is None else read_back(line.content)
    action = adopted.action if adopted else activity.action.code
    return [
        activity.code,
        activity.institution.name,
        pillars[action],
        action,
        adopted.title if adopted else activity.title,
        adopted.starts_on.isoformat() if adopted else None,
        adopted.ends_on.isoformat() if adopted else None,
        adopted.responsible_post if adopted else activity.responsible_post,
        adopted.expected_product if adopted else activity.expected_product,
        ", ".join(adopted.indicators if adopted else sorted(each.code for each in activity.indicators.all())),
        ", ".join(
            adopted.general_objectives if adopted else sorted(each.code for each in activity.general_objectives.all())
        ),
        activity.starts_on.isoformat(),
        activity.ends_on.isoformat(),
        "; ".join(words_of(activity, against)) or None,
    ]


def _notes(round_: PlanningRound) -> Iterator[tuple[str, str]]:
    yield _("Plan"), round_.plan.title
    yield _("Act of adoption"), round_.act_reference
    yield _("Frozen on"), instant(round_.sealed_at, language())
    yield _("Digest of the adopted plan (SHA-256)"), round_.digest
    if round_.plan.is_demonstration:
        yield _("Demonstration"), _("These data are invented.")
