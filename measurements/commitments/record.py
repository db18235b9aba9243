"""Commitments and their changes in words and rows: what a change would do, what was changed, and the files to take away."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.formatting import joined
from documents.speaking import language
from indicators.commitment_steps import Pair, Step
from indicators.models import ActionPlan, Commitment, CommitmentChange, IndicatorRevision, ReportingPeriod
from institutions.models import Institution

Cells = Sequence[str]


@dataclass(frozen=True, slots=True)
class Line:
    """One step to confirm: `value` is what the form carries, `what` one of CommitmentChange.What."""

    value: str
    indicator: str
    name: str
    institution: str
    what: str
    before: str
    after: str


def lines_of(plan: ActionPlan, period: ReportingPeriod, steps: Iterable[Step]) -> list[Line]:
    """The steps in the plan's order, with names. Codes that nothing has are left out: there is nothing to change."""
    by_pair = {step.pair: step for step in steps}
    institutions = {each.code: each for each in Institution.objects.filter(code__in={pair[1] for pair in by_pair})}
    revisions = IndicatorRevision.objects.in_force(period).filter(indicator__code__in={pair[0] for pair in by_pair})
    names = {each.indicator.code: each.name for each in revisions.select_related("indicator")}
    order = {
        code: number for number, code in enumerate(plan.indicators.order_by("order").values_list("code", flat=True))
    }
    known = [step for step in by_pair.values() if step.pair[0] in order and step.pair[1] in institutions]
    ordered = sorted(known, key=lambda step: (order[step.pair[0]], institutions[step.pair[1]].order))
    roles = dict(Commitment.Role.choices)
    return [
        Line(
            ":".join((*step.pair, step.before, step.after)),
            step.pair[0],
            names.get(step.pair[0], ""),
            institutions[step.pair[1]].short_name,
            step.what.value,
            str(roles.get(step.before, _("not committed"))),
            str(roles.get(step.after, _("not committed"))),
        )
        for step in ordered
    ]


def changes_made(plan: ActionPlan, *, indicator: str = "", institution: str = "") -> QuerySet[CommitmentChange]:
    """The record, the latest first, with all that its lines print."""
    found = CommitmentChange.objects.filter(indicator__plan=plan)
    if indicator:
        found = found.filter(indicator__code=indicator)
    if institution:
        found = found.filter(institution__code=institution)
    return found.select_related("indicator", "institution", "period", "post__user", "post__institution")


def changes_of_pairs(plan: ActionPlan, pairs: Collection[Pair]) -> list[CommitmentChange]:
    """The latest change of each of these commitments: what somebody did meanwhile."""
    near = changes_made(plan).filter(
        indicator__code__in={pair[0] for pair in pairs}, institution__code__in={pair[1] for pair in pairs}
    )
    latest: dict[Pair, CommitmentChange] = {}
    for each in near:
        latest.setdefault((each.indicator.code, each.institution.code), each)
    return [each for pair, each in latest.items() if pair in pairs]


def change_rows(changes: Iterable[CommitmentChange]) -> Iterator[Cells]:
    for each in changes:
        who = (each.post.user.name, each.post.title) if each.post else (_("Came with the plan's data"), "")
        yield (
            timezone.localtime(each.at).strftime("%Y-%m-%d %H:%M"),
            each.indicator.code,
            each.institution.code,
            each.get_what_display(),
            each.get_role_display(),
            each.period.code,
            *who,
            each.reason,
        )


def change_headings() -> Cells:
    return [
        _("at"), _("indicator"), _("institution"), _("change"), _("role"), _("from semester"), _("person"), _("post"),
        _("reason"),
    ]  # fmt: skip


def commitment_rows(plan: ActionPlan) -> Iterator[Cells]:
    """Every commitment of the plan, past ones too, in the plan's order."""
    made = Commitment.objects.filter(indicator__plan=plan).select_related(
        "indicator", "institution", "from_period", "until_period"
    )
    for each in made.order_by("indicator__order", "institution__order", "institution__code", "from_period__ordinal"):
        yield (
            each.indicator.code,
            each.institution.code,
            each.institution.short_name,
            each.get_role_display(),
            each.from_period.code,
            each.until_period.code if each.until_period else "",
        )


def commitment_headings() -> Cells:
    return [
        _("indicator"), _("institution"), _("name"), _("role"), _("from semester"), _("until semester"),
    ]  # fmt: skip


def in_words(parts: Sequence[str]) -> str:
    return joined(parts, language())
