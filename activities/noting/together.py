"""Validate several progress notes at once, without a remark, after looking over their list: all or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from activities import handing_in
from activities.models import ProgressNote
from activities.todo import awaiting
from institutions.models import User

MOST = 100
"""Notes that one page offers: more are looked over in turns."""


def waiting_notes(user: User, institution: str = "") -> list[ProgressNote]:
    """The oldest of those that wait for this person's decision and were not sent by them."""
    found = ProgressNote.objects.filter(pk__in=awaiting(ProgressNote, user).values("pk")).exclude(submitted_by=user)
    if institution:
        found = found.filter(activity__institution__code=institution)
    return list(found.whole().prefetch_related("files__stored_file").order_by("submitted_at", "pk")[:MOST])


def validate_together(chosen: Sequence[tuple[ProgressNote, int]], *, by: User, at: dt.datetime) -> None:
    """Each in the version that was read. What one of them refuses leaves all as they were."""
    with transaction.atomic():
        for note, version in chosen:
            handing_in.validate(note, version=version, by=by, at=at)
