"""Changes of a frozen plan that take effect, through the verb itself."""

from __future__ import annotations

import datetime as dt

from activities import handing_in
from activities.models import ActivityChange
from institutions.models import User


def take_effect(change: ActivityChange, *, by: User, at: dt.datetime) -> None:
    handing_in.validate(change, version=change.version, by=by, at=at)
