"""The page of one progress note, for both sides: to write it, to approve it, to decide on it, to read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from activities.deadlines import window_of
from activities.forms.note import NoteForm
from activities.history import answer_of, history_of
from activities.known import day_of
from activities.models import Activity, ActivityStep, ProgressNote
from activities.noting.attached import files_of
from activities.noting.locks import lock_of
from activities.noting.semesters import is_late
from activities.own import is_own
from activities.standing_words import stand_of
from activities.stepping import Steps, steps_of
from activities.views.acting import Answered
from indicators.models import ReportingPeriod
from institutions import permissions
from institutions.models import User


@dataclass(frozen=True, slots=True)
class Place:
    """Which note, as one person finds it at an instant. `lock` says why its own people cannot write it now."""

    activity: Activity
    period: ReportingPeriod
    note: ProgressNote | None
    user: User
    at: dt.datetime
    is_own: bool
    lock: str

    @classmethod
    def of(
        cls, activity: Activity, period: ReportingPeriod, note: ProgressNote | None, user: User, at: dt.datetime
    ) -> Place:
        own = is_own(user, activity.institution)
        lock = lock_of(activity, period, note, user, at=at) if own else ""
        return cls(activity, period, note, user, at, own, lock)

    @property
    def can_write(self) -> bool:
        return self.is_own and not self.lock

    def form(self, data: Any = None, files: Any = None, *, initial: dict[str, Any] | None = None) -> NoteForm:
        held = files_of(self.note, self.user) if self.note else []
        return NoteForm(
            data,
            files,
            note=self.note,
            period=self.period,
            institution=self.activity.institution,
            held=held,
            initial=initial or self._begun(),
        )

    def _begun(self) -> dict[str, Any]:
        """The day on which it started, where an earlier note says it."""
        before = self.previous if self.note is None else None
        return {"started_on": before.started_on} if before else {}

    @property
    def previous(self) -> ProgressNote | None:
        """The note of the last semester before that the person may read."""
        before = ProgressNote.objects.visible_to(self.user).filter(
            activity=self.activity, period__ordinal__lt=self.period.ordinal
        )
        return before.select_related("period").order_by("period__ordinal").last()

    @property
    def taken(self) -> list[ActivityStep]:
        """Every step of the note."""
        return list(self.note.steps.select_related("post__user", "post__institution")) if self.note else []

    def steps(self) -> Steps | None:
        return steps_of(self.note, self.user, at=self.at) if self.note else None


def note_page(
    request: HttpRequest,
    place: Place,
    form: NoteForm | None = None,
    *,
    answered: Answered | None = None,
    is_stale: bool = False,
    errors: Sequence[str] = (),
    kept: str = "",
    status: int = 200,
) -> HttpResponse:
    """`is_stale`: somebody saved meanwhile, what stands is shown beside what was typed. `kept`: a text that has no box any more."""
    if form is None and place.can_write:
        form = place.form()
    context = _said(place) | {
        "form": form if place.can_write else None,
        "answered": answered,
        "is_stale": is_stale,
        "errors": [{"text": text} for text in errors],
        "kept": kept,
    }
    return render(request, "activities/note.html", context, status=status)


def _said(place: Place) -> dict[str, Any]:
    """What the page says of the note, whoever writes or decides."""
    window = window_of(place.period, place.activity.institution_id)
    taken = place.taken
    return {
        "place": place,
        "activity": place.activity,
        "period": place.period,
        "note": place.note,
        "stand": stand_of(place.activity, day_of(place.at)),
        "window": window,
        "is_late": place.note is not None and is_late(place.note, window),
        "would_be_late": place.can_write and window.is_overdue(place.at),
        "in_one_step": permissions.approving_post(place.user, place.activity.institution) is not None,
        "steps": place.steps(),
        "files": files_of(place.note, place.user) if place.note else [],
        "has_files": place.note is not None and place.note.files.held().exists(),
        "previous": place.previous,
        "history": history_of(taken, is_own=place.is_own),
        "answer": answer_of(place.note, taken) if place.note else None,
    }
