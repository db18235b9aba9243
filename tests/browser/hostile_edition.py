"""A product in which people wrote nothing but texts that try to run: an edition issued, and a draft being written.

`python -m tests.browser.hostile_edition http://127.0.0.1:1234 /path/of/canary` prepares it on an empty, migrated database.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import django

SECRETARY = "secretaria"
TEXTS = ("name", "short_name", "title", "subtitle", "text", "unit", "definition", "note", "label", "reason", "narrative", "source",
         "source_note", "source_document", "expected_product", "responsible_post", "description", "rationale", "means_of_verification",
         "legal_instrument", "scope", "committee", "act_reference", "post_title")  # fmt: skip
"""Columns that people write, in one language or in each."""


def prepare(address: str, path: str) -> None:
    from institutions.models import Role
    from reports.issued import issuing
    from tests.browser import serving
    from tests.factories import PASSWORD, make_institution, make_person
    from tests.factories.reports import adopt_draft, make_draft
    from tests.reports.hostile.payloads import Trap
    from tests.reports.worlds.edges import CUT_OFF, make_edges_world

    assert PASSWORD != serving.PASSWORD
    payloads = Trap(address, path).payloads
    world = make_edges_world()
    secretary = make_person(
        Role.TECHNICAL_SECRETARY, make_institution("DGRRII"), email=f"{SECRETARY}@demo.example.pe", name="Secretaría"
    )
    secretary.set_password(serving.PASSWORD)
    secretary.save()
    plant(payloads)
    for period in (world.period, world.periods[1]):
        draft = make_draft(world.plan, period, by=secretary, at=CUT_OFF)
        every = "\n\n".join(payloads)
        draft.sections.update(text_es=every, text_en=every)
        if period == world.period:
            issuing.issue(adopt_draft(draft, by=secretary, at=CUT_OFF), by=secretary, at=CUT_OFF)


def plant(payloads: list[str]) -> None:
    """Past the forms and the guards: the rows say what nobody could write, and the pages must stand it."""
    from django.apps import apps
    from django.db import DatabaseError, models, transaction

    from tests.reports.issued.changing_everything import APPS, lift_guards

    turn = forever(payloads)
    for model in (model for app in APPS for model in apps.get_app_config(app).get_models()):
        fields = [
            field
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField)
            and not field.choices
            and field.name.removesuffix("_es").removesuffix("_en") in TEXTS
        ]
        if fields:
            lift_guards(model._meta.db_table)
        for row in model._base_manager.values_list("pk", flat=True) if fields else ():
            for field in fields:
                try:
                    with transaction.atomic():
                        model._base_manager.filter(pk=row).exclude(**{field.name: ""}).update(
                            **{field.name: next(turn)}
                        )
                except DatabaseError:
                    continue  # a column that the database holds to its own words


def forever(payloads: list[str]) -> Iterator[str]:
    while True:
        yield from payloads


if __name__ == "__main__":
    django.setup()
    prepare(*sys.argv[1:3])
