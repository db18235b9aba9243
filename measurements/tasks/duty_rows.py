"""What higher apps ask of one institution, as rows of its task list and of the page for who takes up a post."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from institutions.models import Institution, User
from measurements.tasks.todo_duties import day_note
from notifications.duties import duties_of


@dataclass(frozen=True, slots=True)
class DutyRow:
    """`key` and `state` are how components/status.html shows where it stands."""

    label: str
    url: str
    note: str
    key: str
    state: str


def duties_of_institution(user: User, institution: Institution, *, at: dt.datetime) -> list[DutyRow]:
    """Whatever semester they are about: what is owed is owed. The most urgent first."""
    own = [duty for duty in duties_of(user, at=at) if duty.institution_id == institution.pk]
    return [
        DutyRow(
            label=duty.label,
            url=duty.url,
            note=f"{duty.note} · {day_note(duty, at)}" if duty.note else day_note(duty, at),
            key="overdue" if duty.is_overdue(at) else "not_started",
            state=pgettext("request", "Overdue") if duty.is_overdue(at) else _("To be done"),
        )
        for duty in own
    ]
