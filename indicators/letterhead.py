"""How everything begins that leaves a demonstration: letters, calendars."""

from __future__ import annotations

from django.utils.translation import gettext as _

from indicators.models import ActionPlan
from notifications.letterhead import Letterhead


def letterhead() -> Letterhead:
    """In the language that is active; empty for the real plan."""
    plan = ActionPlan.objects.current()
    if plan is None or not plan.is_demonstration:
        return Letterhead()
    note = f"{_('Demonstration data')}. {_('People, documents and figures are invented.')}\n\n"
    return Letterhead(mark=_("DEMONSTRATION"), note=note)
