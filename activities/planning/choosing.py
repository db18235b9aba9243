"""What an activity can be for: the actions of the plan, its indicators and its general objectives, as the boxes of a form offer them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from indicators.models import Action, GeneralObjective, Indicator, IndicatorRevision

Choice = tuple[str, str]
Grouped = tuple[str, list[Choice]]
LONGEST = 110
"""How many characters of an action's text fit into a list that a phone opens."""


@dataclass(frozen=True, slots=True)
class Offered:
    """Codes with their words: actions by objective, indicators with those of the chosen action first."""

    actions: list[Grouped]
    indicators: list[Grouped]
    general_objectives: list[Choice]


def offered(plan_id: int, action: str = "") -> Offered:
    """In four queries. `action`: the code of the one that is chosen, if any."""
    actions = Action.objects.filter(plan=plan_id).select_related("objective__pillar")
    ordered = actions.order_by("objective__pillar__order", "objective__order", "order")
    objectives = GeneralObjective.objects.filter(plan=plan_id).order_by("order")
    return Offered(
        actions=by_objective(ordered),
        indicators=first_of(action, named_indicators(plan_id)),
        general_objectives=[(each.code, f"{each.code} {each.text}") for each in objectives],
    )


def by_objective(actions: Iterable[Action]) -> list[Grouped]:
    groups: dict[str, list[Choice]] = {}
    for each in actions:
        head = f"{each.objective.pillar.name} · {each.objective.code} {_cut(each.objective.text)}"
        groups.setdefault(head, []).append((each.code, f"{each.code} {_cut(each.text)}"))
    return list(groups.items())


def named_indicators(plan_id: int) -> list[tuple[Indicator, str]]:
    """Each with the name of its latest definition."""
    names = {
        each.indicator_id: each.name
        for each in IndicatorRevision.objects.filter(indicator__plan=plan_id).order_by("number")
    }
    found = Indicator.objects.filter(plan=plan_id).select_related("action").order_by("order")
    return [(each, names.get(each.pk, "")) for each in found]


def first_of(action: str, found: Sequence[tuple[Indicator, str]]) -> list[Grouped]:
    own = [_worded(each, name) for each, name in found if each.action.code == action]
    others = [_worded(each, name) for each, name in found if each.action.code != action]
    groups = [(_("Of the action %(code)s") % {"code": action}, own), (_("Of other actions"), others)]
    return [group for group in groups if group[1]] if own else [("", others)]


def _worded(indicator: Indicator, name: str) -> Choice:
    return indicator.code, f"{indicator.code} {name}".strip()


def _cut(text: str) -> str:
    return str(Truncator(text).chars(LONGEST))
