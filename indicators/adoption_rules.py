"""What an adoption must keep to: its time, its reasons, what it declares of the change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.defining.checking import problems
from indicators.defining.comparing import change_class_of, differences
from indicators.defining.document import DefinitionDocument, Words
from indicators.defining.known import Known
from indicators.defining.problem import Problem
from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from indicators.refusals import Refused, WrongState

Change = IndicatorRevision.ChangeClass
Comparability = IndicatorRevision.Comparability
WEIGHT: dict[str, int] = {Change.EDITORIAL: 0, Change.TARGET: 1, Change.METHODOLOGICAL: 2}
"""A change may be declared to be more than it looks, never less."""
LONGEST_CODE = 20


class NotAdoptable(Refused):
    """The definition has problems that must be mended first."""

    def __init__(self, found: tuple[Problem, ...]) -> None:
        super().__init__(" ".join(each.text for each in found))
        self.problems = found


@dataclass(frozen=True, slots=True)
class Adoption:
    """From which semester, on which day, by which act, as what class of change, and what becomes of earlier figures."""

    effective_from: ReportingPeriod
    adopted_on: dt.date
    act_reference: str
    change_class: str
    comparability: str
    rebase_factor: Decimal | None
    rationale: Words


def has_sealed(plan_id: int) -> bool:
    return IndicatorRevision.objects.filter(indicator__plan=plan_id, sealed_at__isnull=False).exists()


def require_followed(before: IndicatorRevision) -> None:
    if before.change_class == Change.RETIRED:
        raise WrongState(_("This indicator is retired: what is to be measured again is a new one."))


def require_time(plan_id: int, adoption: Adoption, at: dt.datetime, sent: Callable[[], bool]) -> None:
    """Refuse a semester that cannot take the change, or one from which it would reach into such a one: a definition lasts."""
    period = ReportingPeriod.objects.get(pk=adoption.effective_from.pk)
    if period.plan_id != plan_id:
        raise Refused(_("The semester belongs to another plan."))
    opened = ReportingPeriod.objects.filter(plan=plan_id, ordinal__gte=period.ordinal, opens_at__lte=at)
    for each in opened.order_by("ordinal"):
        if each.is_closed(at):
            raise Refused(_("%(period)s has closed: a definition never changes in the past.") % {"period": each.code})
        if each != period or has_sealed(plan_id):
            text = _("%(period)s is open: a change takes effect with the next semester.")
            raise Refused(text % {"period": each.code})
    if sent():  # also in a semester whose window was put off after it had opened
        text = _("Something was already sent in %(period)s: the change takes effect with the next semester.")
        raise Refused(text % {"period": period.code})


def require_sound(document: DefinitionDocument, adoption: Adoption, known: Known) -> None:
    found = problems(document, adoption.effective_from.plan, adoption.effective_from, known)
    if found:
        raise NotAdoptable(found)
    require_reason(adoption)
    require_factor(adoption)


def require_reason(adoption: Adoption) -> None:
    if not adoption.rationale.es.strip():
        raise Refused(_("Write in Spanish why."))


def require_factor(adoption: Adoption) -> None:
    factor = adoption.rebase_factor
    if adoption.comparability not in Comparability.values:
        raise Refused(_("Say whether earlier figures can be compared."))
    if (adoption.comparability == Comparability.REBASED) != (factor is not None) or (
        factor is not None and factor <= 0
    ):
        raise Refused(_("A factor goes with a rebased definition, and only with one."))


def require_change(before: DefinitionDocument, after: DefinitionDocument, adoption: Adoption) -> None:
    found = differences(before, after)
    if not found:
        raise Refused(_("Nothing of the definition changes: keep it instead."))
    if adoption.change_class not in WEIGHT or WEIGHT[adoption.change_class] < WEIGHT[change_class_of(found)]:
        raise Refused(_("What changes is more than the class of change says."))
    if adoption.change_class != Change.METHODOLOGICAL and adoption.comparability != Comparability.CONTINUOUS:
        raise Refused(_("Only a methodological change breaks or rebases the figures before it."))


def require_code(plan: ActionPlan, code: str) -> None:
    if not code.strip() or len(code) > LONGEST_CODE:
        raise Refused(_("Write a code of up to 20 signs."))
    if plan.indicators.filter(code=code).exists():
        raise Refused(
            _("The code %(code)s is or was that of another indicator: codes are never used again.") % {"code": code}
        )


def require_unsealed(revision: IndicatorRevision) -> None:
    if revision.is_sealed:
        raise WrongState(_("The minutes are closed: this definition is not changed any more."))


def named(act: str) -> str:
    if not act.strip():
        raise Refused(_("Name the act that adopts it."))
    return act.strip()
