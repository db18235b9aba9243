"""Uploaded spreadsheets go when their time is over, whoever left them behind: they hold more than what is saved of them."""

from __future__ import annotations

import datetime as dt

from activities.models import ActivityUpload, BudgetUpload


def forget_outdated(at: dt.datetime) -> None:
    """Of activities and of the budget, whatever became of their plan or statement. Any upload asks it, and the minutely command."""
    ActivityUpload.objects.outdated(at=at).delete()
    BudgetUpload.objects.outdated(at=at).delete()
