"""Noting each template that is taken away: who changes a definition sees which files that makes stale."""

from __future__ import annotations

from measurements.exchange.cases import Desk
from measurements.models import TemplateDownload


def note(desk: Desk) -> None:
    """Of each person the latest one for an institution and semester, in one statement however often they download it."""
    definitions = {case.code: case.revision.number for case in desk.cases}
    TemplateDownload.objects.bulk_create(
        [
            TemplateDownload(
                institution=desk.institution, period=desk.period, user=desk.user, definitions=definitions, at=desk.at
            )
        ],
        update_conflicts=True,
        unique_fields=["institution", "period", "user"],
        update_fields=["definitions", "at"],
    )
