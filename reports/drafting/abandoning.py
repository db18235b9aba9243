"""Give a draft up: it stays on record, and another one of the same report can be opened."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from institutions.models import User
from measurements.answer.refusals import Stale
from reports.drafting.opening import require_steering
from reports.drafting.standing import locked, require_drafting
from reports.models import ReportDraft
from reports.report_kinds.scope import scope_of


def abandon(draft: ReportDraft, *, version: int, by: User, at: dt.datetime) -> ReportDraft:
    """Raises NotAllowed, WrongState for what is consulted, before a meeting, adopted or issued, and Stale."""
    with transaction.atomic():
        current = locked(draft)
        require_steering(scope_of(current), by)
        require_drafting(current)
        if current.version != version:
            raise Stale(_("Somebody else changed this report while you had it open: look at it again."))
        current.abandoned_at = at
        current.version += 1
        current.save(update_fields=["abandoned_at", "version"])
    return current
