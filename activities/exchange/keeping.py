"""An uploaded file between its preview and “save”: its cells, for one person, for two hours."""

from __future__ import annotations

import datetime as dt
import hashlib

from activities.models import ActivityUpload, YearPlan
from activities.uploads import forget_outdated
from institutions.models import User

NAME_LENGTH = 150


def keep(year_plan: YearPlan, user: User, *, name: str, data: bytes, cells: str, at: dt.datetime) -> ActivityUpload:
    """In the place of an earlier one; what everybody left behind too long ago goes."""
    forget_outdated(at)
    said = {"name": name[-NAME_LENGTH:], "sha256": hashlib.sha256(data).hexdigest(), "cells": cells, "kept_at": at}
    kept: ActivityUpload
    kept, _is_new = ActivityUpload.objects.update_or_create(year_plan=year_plan, user=user, defaults=said)
    return kept


def kept_for(year_plan: YearPlan, user: User, *, at: dt.datetime) -> ActivityUpload | None:
    forget_outdated(at)
    return ActivityUpload.objects.fresh(at=at).filter(year_plan=year_plan, user=user).first()


def give_up(year_plan: YearPlan, user: User) -> None:
    ActivityUpload.objects.filter(year_plan=year_plan, user=user).delete()
