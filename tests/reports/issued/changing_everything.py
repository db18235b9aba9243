"""Change whatever stands in the database, table by table and column by column, as a careless hand with its password could.

What an edition is made of lives in other tables than the edition. Each of their columns that the constraints let change is changed:
texts grow, numbers and days go up, truths turn. Keys, and what decides whether the reader may enter, stay.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.db.models import Case, F, Value, When
from django.db.models.functions import Concat

APPS = ("indicators", "measurements", "activities", "committee", "institutions", "revisions")
KEPT = {
    "institutions.User": {"password", "email", "is_active", "is_staff", "is_superuser", "language"},
    "institutions.Appointment": {"role", "starts_on", "ends_on"},
    "indicators.ActionPlan": {"adopted_year"},
}
"""What decides whether the reader may enter, and which plan the pages speak of."""
ADDED = " (otro)"


def change_every_table() -> dict[str, set[str]]:
    """Returns the columns that were changed, by model: of every table of those apps that has rows."""
    changed: dict[str, set[str]] = defaultdict(set)
    for model in (model for app in APPS for model in apps.get_app_config(app).get_models()):
        if not model._base_manager.exists():
            continue
        lift_guards(model._meta.db_table)
        for field in model._meta.concrete_fields:
            if is_changeable(model, field) and change_column(model, field):
                changed[model._meta.label].add(field.name)
    return dict(changed)


def lift_guards(table: str) -> None:
    """Without the triggers by which the database itself refuses changes; the end of the test puts them back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still to come cannot be altered
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def is_changeable(model: type[models.Model], field: models.Field[Any, Any]) -> bool:
    is_kept = field.name in KEPT.get(model._meta.label, set())
    return not (field.primary_key or field.is_relation or is_kept or isinstance(field, models.FileField))


def change_column(model: type[models.Model], field: models.Field[Any, Any]) -> bool:
    """All rows at once; where a constraint refuses that, each by itself. Whether any row changed."""
    if isinstance(field, models.JSONField):
        return grow(model, field)
    value = other_value(field)
    if value is None:
        return False
    rows = model._base_manager.all()
    if attempt(rows, field, value):
        return True
    apart = [attempt(rows.filter(pk=pk), field, value) for pk in rows.values_list("pk", flat=True)]
    return any(apart)


def grow(model: type[models.Model], field: models.Field[Any, Any]) -> bool:
    """What is kept as JSON says one thing more."""
    kept = {pk: value for pk, value in model._base_manager.values_list("pk", field.name) if isinstance(value, dict)}
    done = [attempt(model._base_manager.filter(pk=pk), field, value | {"otro": 1}) for pk, value in kept.items()]
    return any(done)


def attempt(rows: models.QuerySet[Any], field: models.Field[Any, Any], value: Any) -> bool:
    try:
        with transaction.atomic():
            return rows.filter(**{f"{field.name}__isnull": False}).update(**{field.name: value}) > 0
    except DatabaseError:
        return False


def other_value(field: models.Field[Any, Any]) -> Any:
    """An expression of what stands there that gives something else; None for a sort of column that is left as it is."""
    name = field.name
    if field.choices:
        return other_choice(field)
    if isinstance(field, models.BooleanField):
        return Case(When(**{name: True}, then=Value(False)), default=Value(True))
    if isinstance(field, models.DateField):
        return F(name) + dt.timedelta(days=1)
    if isinstance(field, models.IntegerField | models.DecimalField):
        return F(name) + 1
    if isinstance(field, models.CharField | models.TextField):
        return Concat(F(name), Value(ADDED), output_field=models.TextField())
    return None


def other_choice(field: models.Field[Any, Any]) -> Any:
    """Another word of the same list: what nobody could have chosen is no change of the data."""
    first, second, *_rest = [code for code, _label in field.flatchoices]
    return Case(When(**{field.name: first}, then=Value(second)), default=Value(first))
