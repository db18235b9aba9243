"""What meetings put into people's calendars and homes: the ones that come, those to be noted or closed, agreements to confirm."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from committee.meetings.notices import name_of, path_of
from committee.models import Agreement, Meeting
from committee.models.agreement import AgreementQuerySet
from indicators.models import ActionPlan
from institutions.models import COMMITTEE_ROLES, REVIEWING_ROLES, Role, User
from institutions.permissions import reviewable_institution_ids
from notifications.other_dates import OtherDate
from notifications.todo_sources import ToDo

MOST_NAMED = 3


def coming_meetings(user: User, at: dt.datetime) -> Iterator[OtherDate]:
    """Those that the person's seat in the Committee calls them to."""
    if not user.has_role(*COMMITTEE_ROLES):
        return
    for meeting in Meeting.objects.coming(at=at).filter(plan=ActionPlan.objects.current()):
        starts = timezone.localtime(meeting.starts_at)
        title = _("Meeting %(number)s of the Committee, %(hour)s")
        yield OtherDate(
            key=f"meeting.{meeting.number}",
            day=starts.date(),
            title=title % {"number": meeting.number, "hour": f"{starts:%H:%M}"},
            text=meeting.place,
            path=path_of(meeting),
            moved=meeting.version,
            changed_at=meeting.called_at,
        )


def meeting_rows(user: User, at: dt.datetime) -> Iterator[ToDo]:
    """What meetings ask of the secretary, and agreements of who confirms them."""
    plan = ActionPlan.objects.current()
    if user.has_role(Role.TECHNICAL_SECRETARY):
        begun = Q(state=Meeting.State.PLANNED, starts_at__lte=at) | Q(state=Meeting.State.HELD)
        numbers = [meeting.number for meeting in Meeting.objects.filter(begun, plan=plan).order_by("starts_at")]
        yield ToDo(len(numbers), _("Note meetings and close their minutes"), reverse("meeting_list"), _some(numbers))
    if user.has_role(*REVIEWING_ROLES):
        said = [name_of(each) for each in confirmable(user).filter(meeting__plan=plan).order_by("said_done_at")]
        url = f"{reverse('agreement_list')}?estado=por-confirmar"
        yield ToDo(len(said), _("Confirm agreements that are said to be done"), url, _some(said, "; "))


def confirmable(user: User) -> AgreementQuerySet:
    """What institutions say is done and this person confirms."""
    said = Agreement.objects.said_done().select_related("meeting")
    mine = reviewable_institution_ids(user)
    if mine is None:
        return said.exclude(institution__in=user.institution_ids())
    return said.filter(institution__in=mine)


def _some(names: list[str], between: str = ", ") -> str:
    return between.join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")
