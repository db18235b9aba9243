"""The real plan before the planning of a year: an institution with who reports and who approves, a secretary, one meeting that was held.

`python -m tests.browser.a_year` prepares it; with `first` or `second` the time of that semester's notes has come. The year is the one
before this: both of its semesters are over whenever the journey is made.
"""

from __future__ import annotations

import datetime as dt
import sys

import django

INSTITUTION = "EP"
SLACK = dt.timedelta(days=9)


def year() -> int:
    from django.utils import timezone

    return timezone.localdate().year - 1


def fill() -> None:
    from django.utils import timezone

    from indicators.models import ActionPlan
    from tests.browser.two_sessions import meetings_held

    ActionPlan.objects.update(is_demonstration=True)
    _people()
    meetings_held(timezone.localdate() - dt.timedelta(days=1))


def _people() -> None:
    from institutions.models import Institution, Role
    from measurements.demonstration.people import PASSWORD
    from tests.factories import make_person

    army, secretariat = (Institution.objects.get(code=code) for code in (INSTITUTION, "DGRRII"))
    for role, institution, mailbox in (
        (Role.REPORTER, army, "reporta"),
        (Role.APPROVER, army, "aprueba"),
        (Role.TECHNICAL_SECRETARY, secretariat, "secretaria"),
    ):
        person = make_person(role, institution, email=f"{mailbox}@demo.example.pe", name=mailbox.title())
        person.set_password(PASSWORD)
        person.save()


def come(half: str) -> None:
    """What nobody can wait for: the window of that semester is open, the one before it is closed."""
    from django.utils import timezone

    from indicators.models import ActionPlan

    now, periods = timezone.now(), ActionPlan.objects.get().periods
    periods.filter(code=f"{year()}-I").update(opens_at=now - 4 * SLACK, due_at=now - 2 * SLACK, closes_at=now - SLACK)
    periods.filter(code=f"{year()}-{half}").update(opens_at=now - SLACK, due_at=now + SLACK, closes_at=now + 2 * SLACK)


if __name__ == "__main__":
    django.setup()
    if len(sys.argv) > 1:
        come({"first": "I", "second": "II"}[sys.argv[1]])
    else:
        fill()
