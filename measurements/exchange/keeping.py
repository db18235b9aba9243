"""An uploaded file between its preview and “save”: its cells, for one person, for two hours."""

from __future__ import annotations

import hashlib

from measurements.exchange.cases import Desk
from measurements.models import SpreadsheetUpload

NAME_LENGTH = 150


def keep(desk: Desk, *, name: str, data: bytes, cells: str) -> SpreadsheetUpload:
    """Keep this upload in the place of an earlier one; what everybody left behind too long ago goes."""
    SpreadsheetUpload.objects.outdated(at=desk.at).delete()
    said = {"name": name[-NAME_LENGTH:], "sha256": hashlib.sha256(data).hexdigest(), "cells": cells, "kept_at": desk.at}
    kept, _is_new = SpreadsheetUpload.objects.update_or_create(
        institution=desk.institution, period=desk.period, user=desk.user, defaults=said
    )
    return kept


def kept_for(desk: Desk) -> SpreadsheetUpload | None:
    return SpreadsheetUpload.objects.of(desk.user, desk.institution, desk.period, at=desk.at).first()


def give_up(desk: Desk) -> None:
    SpreadsheetUpload.objects.filter(institution=desk.institution, period=desk.period, user=desk.user).delete()
