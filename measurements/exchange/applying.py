"""Saving what a preview showed: one transaction through the workflow, so that all of it is saved or none."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from institutions.models import User
from measurements import workflow
from measurements.exchange.changes import Fate
from measurements.exchange.comparing import Comparison
from measurements.models import Measurement


def save(comparison: Comparison, *, by: User, at: dt.datetime) -> list[Measurement]:
    """Save each indicator that has changes and no error, in the version that was compared. Raises `workflow.Refused`."""
    with transaction.atomic():
        return [
            workflow.save_draft(each.case.task, each.content, version=each.case.version, by=by, at=at)
            for each in comparison.of(Fate.SAVED)
            if each.case is not None and each.content is not None
        ]
