"""The adopted plan of a year as a table to take away: each line as a meeting adopted it, and beside it how the activity stands now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from activities.content import content_of, read_back
from activities.models import Activity, PlanningRound
from activities.planning.against import against_of
from activities.planning.against_words import words_of
from committee.planning.later_changes import planned_of
from documents.acts import act_in
from documents.formatting import instant
from documents.speaking import language
from documents.spoken import plain
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
    line = next(iter(activity.adopted_lines.all()), None)
    said = content_of(activity) if line is None else read_back(line.content)
    return [
        activity.code,
        activity.institution.name,
        pillars[said.action],
        said.action,
        said.title,
        line.starts_on.isoformat() if line else None,
        line.ends_on.isoformat() if line else None,
        said.responsible_post,
        said.expected_product,
        ", ".join(said.indicators),
        ", ".join(said.general_objectives),
        activity.starts_on.isoformat(),
        activity.ends_on.isoformat(),
        plain("; ".join(words_of(activity, against_of(activity)))) or None,
    ]


def _notes(round_: PlanningRound) -> Iterator[tuple[str, str]]:
    yield _("Plan"), round_.plan.title
    yield _("Act of adoption"), act_in(round_.act_reference, language())
    yield _("Frozen on"), instant(round_.sealed_at, language())
    yield _("Digest of the adopted plan (SHA-256)"), round_.digest
    if round_.plan.is_demonstration:
        yield _("Demonstration"), _("These data are invented.")
