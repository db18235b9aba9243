"""What the six-monthly review asks of the technical secretary, as rows of the home: that it is due, and what it has not decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from committee.models import Meeting, ReviewSession
from committee.pages.pending import unreviewed
from committee.review.deciding import reviewed, undecided
from committee.review.opening import HOLDS_A_REVIEW
from documents.formatting import period_label
from documents.speaking import language
from indicators.models import ActionPlan
from institutions.models import Role, User
from notifications.todo_sources import ToDo


def review_rows(user: User, at: dt.datetime) -> Iterator[ToDo]:
    """One of them at most: a review that is open is not due."""
    plan = ActionPlan.objects.current()
    if plan is None or not user.has_role(Role.TECHNICAL_SECRETARY):
        return
    session = ReviewSession.objects.whole().open().filter(plan=plan).first()
    if session is not None:
        left, total = len(undecided(session)), len(reviewed(session))
        note = _("%(left)d of %(total)d, in meeting %(number)s") % {
            "left": left,
            "total": total,
            "number": session.meeting.number,
        }
        url = reverse("revision_session", args=[session.meeting.number])
        yield ToDo(left, _("Decide about indicators in the six-monthly review"), url, note)
        return
    period = unreviewed(plan, at=at)
    if period is not None:
        title = _("Open the six-monthly review of %(period)s") % {"period": period_label(period.code, language())}
        yield ToDo(1, title, *_way(plan))


def _way(plan: ActionPlan) -> tuple[str, str]:
    """Where it is opened: in the next meeting that has none, else after one is called."""
    free = Meeting.objects.filter(plan=plan, state__in=HOLDS_A_REVIEW, review_session__isnull=True)
    meeting = free.order_by("starts_at", "pk").first()
    if meeting is None:
        return reverse("meeting_new"), _("It is held in a meeting of the Committee: call one first.")
    return reverse("revision_open", args=[meeting.number]), _("In meeting %(number)s") % {"number": meeting.number}
