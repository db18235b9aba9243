"""What a demonstration holds, without the keys that each database counts for itself.

Run as a program, it loads the demonstration of a day into the database of `DATABASE_URL` and prints the digest of its content:
`python -m tests.measurements.worlds.demonstrated 2026-11-23`.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from typing import Any

import django


def content() -> dict[str, Any]:
    return {
        "people": people(),
        "plan": plan(),
        "answers": answers(),
        "items": items(),
        "path": path(),
        "extensions": extensions(),
    }


def people() -> list[Any]:
    from institutions.models import Appointment

    posts = Appointment.objects.order_by("user__email", "role").select_related("user", "institution")
    return [[p.user.email, p.user.name, p.user.created_at, p.institution.code, p.role, p.starts_on] for p in posts]


def plan() -> list[Any]:
    from django.db.models import F

    from indicators.models import Commitment, ReportingPeriod, Target

    windows = ReportingPeriod.objects.order_by("ordinal").values_list("code", "opens_at", "due_at", "closes_at")
    commitments = Commitment.objects.order_by("indicator__order", "institution__order", "from_period__ordinal")
    targets = Target.objects.order_by(
        "series__revision__indicator__order",
        "series__order",
        "period__ordinal",
        F("institution__order").asc(nulls_first=True),  # where databases put what has none, they do not agree
    )
    owed = commitments.values_list("indicator__code", "institution__code", "from_period__code", "until_period__code")
    return [list(windows), list(owed), list(targets.values_list("series__code", "period__code", "value"))]


def answers() -> list[Any]:
    from measurements.chain.record import snapshot
    from measurements.models import Measurement

    chosen = Measurement.objects.order_by("period__ordinal", "indicator__order", "institution__order").select_related(
        "submitted_by", "validated_by"
    )
    return [
        [snapshot(m), m.status, m.version, m.first_submitted_at, m.submitted_at, m.validated_at, m.updated_at]
        for m in chosen
    ]


def extensions() -> list[Any]:
    from measurements.models import DeadlineExtension

    asked = DeadlineExtension.objects.order_by("requested_at")
    return list(asked.values_list("institution__code", "indicator__code", "state", "asked_until", "granted_until"))


def items() -> list[Any]:
    from measurements.models import RegisterItem

    return [
        [
            item.title,
            item.institution.code,
            item.dated_on,
            item.women,
            item.men,
            list(item.stages.values_list("stage__code", "reached_on")),
            sorted(item.tags.values_list("category__code", flat=True)),
            item.same_as.institution.code if item.same_as else None,
        ]
        for item in RegisterItem.objects.order_by("institution__order", "register__code", "title")
    ]


def path() -> list[Any]:
    from measurements.models import MeasurementEvent, Receipt

    events = MeasurementEvent.objects.order_by("sequence").values_list(
        "sequence", "measurement__indicator__code", "measurement__institution__code", "measurement__period__code",
        "from_status", "to_status", "actor__email", "at", "comment", "snapshot",
    )  # fmt: skip
    receipts = Receipt.objects.order_by("number").values_list(
        "number", "sent_at", "sent_by__email", "is_late", "digest"
    )
    return [list(events), list(receipts)]


def main(day: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    from documents.canonical import digest
    from measurements.demonstration.loading import load

    # The tables as the models say: how they came to be is not compared, and migrating takes longer than all the rest.
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("load_plan", verbosity=0)
    load(dt.date.fromisoformat(day))
    print(digest(content()))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
