"""A world of its own: one institution owes all 21 indicators, and one officer holds both its posts."""

from __future__ import annotations

import django

EMAILS = {"oficial": "Rosa Quispe", "colega": "Mario Huamán"}
INSTITUTION = "CECOPAZ"


def fill() -> None:
    """The real plan must be loaded. Last semester's figures are there, this semester's window is open, nothing is written."""
    from django.utils import timezone

    from indicators.models import ActionPlan, Commitment
    from institutions.models import Institution
    from measurements.demonstration import windows

    plan = ActionPlan.objects.get()
    plan.is_demonstration = True
    plan.save(update_fields=["is_demonstration"])
    today = timezone.localdate()
    *_closed, before, now = windows.semesters_on(plan, today)
    windows.open_on(now, today, is_new=True)
    owner = Institution.objects.get(code=INSTITUTION)
    for indicator in plan.indicators.all():
        terms = {"from_period": now, "role": Commitment.Role.CONTRIBUTOR}
        Commitment.objects.update_or_create(indicator=indicator, institution=owner, defaults=terms)
    _people(owner)
    _last_semester(owner, before)


def _people(owner: object) -> None:
    from institutions.models import Institution, Role
    from measurements.demonstration.people import PASSWORD
    from tests.factories import make_person, make_post

    assert isinstance(owner, Institution)
    for mailbox, name in EMAILS.items():
        person = make_person(Role.REPORTER, owner, email=f"{mailbox}@demo.example.pe", name=name)
        person.set_password(PASSWORD)
        person.save()
        if mailbox == "oficial":
            make_post(person, Role.APPROVER, owner)


def _last_semester(owner: object, before: object) -> None:
    """A validated figure in every cell of every indicator that has a grid."""
    from indicators.models import IndicatorRevision, ReportingPeriod
    from institutions.models import Institution
    from measurements.answer.grid import grid_of
    from tests.factories import make_measurement

    assert isinstance(owner, Institution)
    assert isinstance(before, ReportingPeriod)
    for revision in IndicatorRevision.objects.in_force(before).with_definition():
        cells = [cell for cell in grid_of(revision).cells if not cell.is_optional]
        if cells:
            values = {":".join(cell.key).rstrip(":"): (3, 20) if cell.has_denominator else 7 for cell in cells}
            make_measurement(revision, owner, before, values=values)


if __name__ == "__main__":
    django.setup()
    fill()
