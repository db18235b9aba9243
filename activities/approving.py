"""What was handed over and waits for this person's approval: of who may send it, whatever kind it is, while it may be sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.handing_in import refusal_of
from activities.hub_line import HubLine
from activities.models import ProgressNote, Status
from activities.queue import KINDS, row_of
from activities.todo import OWNERS, PLANS, told_apart
from documents.formatting import period_label
from documents.speaking import language
from indicators.models import ActionPlan
from institutions.models import Role, User
from notifications.todo_sources import ToDo


def approval_rows(user: User, at: dt.datetime) -> Iterator[ToDo]:
    """One row for all kinds: changes and statements have no day, so no duty of a calendar tells of them."""
    plan = ActionPlan.objects.current() if user.institution_ids(Role.APPROVER) else None
    if plan is None:
        return
    found = handed_over(user, plan, at)
    counted = {KINDS[kind]: len(waiting) for kind, waiting in found.items()}
    yield ToDo(sum(counted.values()), _("Approve what was handed over"), reverse("activities"), told_apart(counted))


def approval_lines(user: User, plan: ActionPlan, at: dt.datetime) -> Iterator[HubLine]:
    """On “Actividades”: each with its page; the notes of a semester together, as they are sent."""
    for kind, waiting in handed_over(user, plan, at).items():
        if KINDS[kind] is ProgressNote:
            yield from _of_notes(waiting)
        else:
            rows = (row_of(kind, each) for each in waiting)
            yield from (_line(row.title, row.url, row.institution.short_name, row.detail) for row in rows)


def handed_over(user: User, plan: ActionPlan, at: dt.datetime) -> dict[str, list[Any]]:
    """By kind, as addresses name them. What can no longer be sent is left out: nobody could approve it."""
    own = user.institution_ids(Role.APPROVER)
    if not own:
        return {}
    return {kind: list(_sendable(_prepared(model, own, plan), at)) for kind, model in KINDS.items()}


def _prepared(model: type[Any], own: Iterable[int], plan: ActionPlan) -> Any:
    chosen = {f"{OWNERS[model]}__in": own, PLANS[model]: plan, "status": Status.PREPARED}
    return model._default_manager.whole().filter(**chosen).order_by("prepared_at", "pk")


def _sendable(found: Iterable[Any], at: dt.datetime) -> Iterator[Any]:
    """The notes of one institution and semester have one window: it is asked for once."""
    known: dict[Hashable, bool] = {}
    for each in found:
        place = _semester(each) if isinstance(each, ProgressNote) else each.pk
        if place not in known:
            known[place] = not refusal_of(each, at)
        if known[place]:
            yield each


def _semester(note: ProgressNote) -> tuple[str, str]:
    return note.period.code, note.activity.institution.code


def _of_notes(notes: Iterable[ProgressNote]) -> Iterator[HubLine]:
    for (period, code), same in groupby(sorted(notes, key=_semester), key=_semester):
        found = list(same)
        text = ngettext("%(n)d progress note of %(period)s", "%(n)d progress notes of %(period)s", len(found))
        title = text % {"n": len(found), "period": period_label(period, language())}
        yield _line(title, reverse("notes", args=[period, code]), found[0].activity.institution.short_name)


def _line(title: str, url: str, *notes: str) -> HubLine:
    label = _("Approve and send: %(what)s") % {"what": title}
    return HubLine(label, url, " · ".join(filter(None, notes)), Status.PREPARED, str(Status.PREPARED.label))
