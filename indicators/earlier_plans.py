"""What stands under an earlier plan is read where it always was, and nothing of it changes any more.

Whoever finds something by its address says under which plan it stands (`read_under`). From then on the frame of the page tells it, what
would offer a step asks `earlier_plan`, and a step is refused (wps_tracker/earlier_plans.py answers it).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from indicators.models import ActionPlan

READING = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True, slots=True)
class Earlier:
    """`page`: where what was found is read."""

    plan: ActionPlan
    page: str


class OfEarlierPlan(Exception):
    """A step was asked for of what stands under an earlier plan. Nothing was changed."""

    def __init__(self, found: Earlier) -> None:
        super().__init__(f"{found.page} stands under {found.plan.code}")
        self.found = found


def is_current(plan_id: int) -> bool:
    """Whether this plan is the one in force."""
    current = ActionPlan.objects.current()
    return current is None or current.pk == plan_id


def read_under(request: HttpRequest, plan_id: int, page: str) -> None:
    """What the request found stands under this plan. Raises OfEarlierPlan where it would change something of an earlier one."""
    if is_current(plan_id):
        return
    request.earlier = Earlier(ActionPlan.objects.get(pk=plan_id), page)  # type: ignore[attr-defined]
    if request.method not in READING:
        require_current(request)


def list_earlier(request: HttpRequest) -> None:
    """The page lists what stands under earlier plans too: where one of them is a demonstration it says so."""
    request.lists_demonstration = ActionPlan.objects.filter(is_demonstration=True).exists()  # type: ignore[attr-defined]


def shows_demonstration(request: HttpRequest) -> bool:
    """Whether something of a demonstration stands on the page that is not of the plan in force."""
    found = earlier_plan(request)
    return getattr(request, "lists_demonstration", False) or (found is not None and found.is_demonstration)


def earlier_plan(request: HttpRequest) -> ActionPlan | None:
    """The earlier plan under which stands what the request found; None under the plan in force."""
    found: Earlier | None = getattr(request, "earlier", None)
    return found.plan if found is not None else None


def require_current(request: HttpRequest) -> None:
    """Raises OfEarlierPlan: the page of a step leads to where it is read."""
    found: Earlier | None = getattr(request, "earlier", None)
    if found is not None:
        raise OfEarlierPlan(found)
