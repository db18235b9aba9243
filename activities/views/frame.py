"""What every view of activities shows above its own: the year, whose activities they are, and the other views."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.views.asking import kept
from activities.views.looking import Looked
from activities.views.wording import whose


def frame_of(request: HttpRequest, looked: Looked) -> dict[str, Any]:
    """Context of every view: `looked`, `year`, `years` and `views` for their switches, `whose`, `query` (the address without its page)."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    return {
        "looked": looked,
        "year": looked.year.year if looked.year else None,
        "all_of_year": f"?anio={looked.year.year}" if looked.year else "",
        "years": [
            {
                "label": str(each.year) if each.is_frozen else _("%(year)s (proposed)") % {"year": each.year},
                "url": f"?{kept(request, anio=str(each.year))}",
                "is_current": each == looked.year,
            }
            for each in looked.years
        ],
        "views": views_of(request, looked, here),
        "whose": whose(looked),
        "query": kept(request, anio=str(looked.year.year) if looked.year else ""),
    }


def views_of(request: HttpRequest, looked: Looked, here: str) -> list[dict[str, Any]]:
    """The other views of the same year, with what was asked kept where they ask it too."""
    year = str(looked.year.year) if looked.year else ""
    asked = kept(request, orden="", por="", anio=year)
    of_year = f"anio={year}" if year else ""
    today = timezone.localtime(timezone.now()).date()
    month = reverse("activity_calendar", args=(today.year, today.month))
    items = [
        (_("List"), "activity_list", _with(reverse("activity_list"), asked)),
        (_("Timeline"), "activity_timeline", _with(reverse("activity_timeline"), asked)),
        (_("Calendar"), "activity_calendar", month),
        (_("Coverage of the plan"), "action_coverage", _with(reverse("action_coverage"), of_year)),
    ]
    return [{"label": label, "url": url, "is_current": name == here} for label, name, url in items]


def _with(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address
