"""The database refuses every change of a sealed definition, and definitions that take effect out of their order."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from indicators import sealing
from indicators.models import (
    Baseline,
    Component,
    CountingRule,
    IndicatorRevision,
    RevisionDimension,
    RevisionTag,
    Series,
    Target,
)
from tests import factories as make

AT = dt.datetime(2026, 3, 2, 12, tzinfo=make.LIMA)
MODELS: dict[str, type[Model]] = {
    model._meta.db_table: model
    for model in (
        IndicatorRevision, Component, CountingRule, CountingRule.stages.through, RevisionDimension, RevisionTag, Series,
        Series.categories.through, Baseline, Target,
    )
}  # fmt: skip
A_COLUMN = {
    sealing.REVISION: ("unit", "'otra'"),
    "indicators_component": ("label_es", "'otra'"),
    "indicators_countingrule": ("when", "'ever'"),
    "indicators_countingrule_stages": ("stage_id", "stage_id + 1"),
    "indicators_revisiondimension": ("order", "3"),
    "indicators_revisiontag": ("is_multiple", "NOT is_multiple"),
    "indicators_series": ("label_es", "'otra'"),
    "indicators_series_categories": ("category_id", "category_id + 1"),
    "indicators_baseline": ("value", "1"),
    "indicators_target": ("value", "1"),
}
"""A column of each table, and what it might be changed to."""


def make_everything() -> IndicatorRevision:
    """A definition with a row in each table; adopted, not sealed."""
    plan, period = make.make_plan(), make.make_period(make.make_plan(), "2026-I")
    sex, topic = make.make_dimension("sex", "women", "men"), make.make_dimension("topic", "peace")
    revision = make.make_register(plan, tags=[topic], adopted_on=AT.date(), act_reference="Acta 1-2026")
    RevisionDimension.objects.create(revision=revision, dimension=sex, order=1)
    series = revision.series.get()
    series.categories.add(sex.categories.get(code="women"))
    make.make_baseline(series, period, 5)
    make.make_target(series, period, 9)
    return revision


@pytest.fixture
def sealed(db: None) -> IndicatorRevision:
    revision = make_everything()
    IndicatorRevision.objects.filter(pk=revision.pk).update(sealed_at=AT)
    return revision


def refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except IntegrityError as error:
        return sealing.SEALED in str(error)
    return False


def row_of(table: str) -> int:
    found: int = MODELS[table]._base_manager.values_list("pk", flat=True).get()
    return found


def change(table: str) -> str:
    column, value = A_COLUMN[table]
    return f'UPDATE "{table}" SET "{column}" = {value} WHERE id = {row_of(table)}'


def copy(table: str) -> str:
    """The statement that adds another row like the one there is."""
    columns = [f'"{field.column}"' for field in MODELS[table]._meta.local_concrete_fields if not field.primary_key]
    return f'INSERT INTO "{table}" ({", ".join(columns)}) SELECT {", ".join(columns)} FROM "{table}"'


def test_every_table_of_a_definition_is_covered() -> None:
    of_revision = {
        relation.related_model._meta.db_table
        for relation in IndicatorRevision._meta.related_objects
        if relation.related_model._meta.app_label == "indicators"
    }
    tuned_apart = {"indicators_plausibilityrule"}
    assert of_revision - tuned_apart <= set(sealing.SEAL.tables)
    assert set(sealing.SEAL.tables) == set(MODELS)


@pytest.mark.usefixtures("sealed")
@pytest.mark.parametrize("table", sealing.SEAL.tables)
class TestSealed:
    def test_row_cannot_be_changed(self, table: str) -> None:
        assert refused(change(table))

    def test_row_cannot_be_deleted(self, table: str) -> None:
        assert refused(f'DELETE FROM "{table}" WHERE id = {row_of(table)}')

    def test_saving_what_is_the_same_passes(self, table: str) -> None:
        column = A_COLUMN[table][0]
        assert not refused(f'UPDATE "{table}" SET "{column}" = "{column}"')


@pytest.mark.usefixtures("sealed")
@pytest.mark.parametrize("table", list(sealing.SEAL.parts))
def test_nothing_is_added_to_a_sealed_definition(table: str) -> None:
    assert refused(copy(table))


@pytest.mark.django_db
@pytest.mark.parametrize("table", [table for table, (column, _) in A_COLUMN.items() if not column.endswith("_id")])
def test_what_is_not_sealed_can_still_be_changed(table: str) -> None:
    make_everything()
    with connection.cursor() as cursor:
        cursor.execute(change(table))
        assert cursor.rowcount == 1


@pytest.mark.django_db
def test_a_part_cannot_be_moved_into_a_sealed_definition(sealed: IndicatorRevision) -> None:
    other = make.make_count(make.make_plan(), "PREV-9.9.9")
    component = other.components.get()
    assert refused(f"UPDATE indicators_component SET revision_id = {sealed.pk}, code = 'x' WHERE id = {component.pk}")


@pytest.mark.django_db
def test_a_seal_is_set_once(sealed: IndicatorRevision) -> None:
    assert refused(f"UPDATE {sealing.REVISION} SET sealed_at = NULL WHERE id = {sealed.pk}")


@pytest.mark.django_db
def test_plausibility_rules_of_a_sealed_definition_are_still_tuned(sealed: IndicatorRevision) -> None:
    rule = make.make_plausibility_rule(sealed, "identical")
    rule.is_on = False
    rule.save()
    rule.refresh_from_db()
    assert not rule.is_on


@pytest.mark.django_db
def test_protection_is_put_back_after_migrate(sealed: IndicatorRevision) -> None:
    sealing.SEAL.remove(connection)
    assert not refused(f"UPDATE {sealing.REVISION} SET decimals = 1 WHERE id = {sealed.pk}")
    call_command("migrate", verbosity=0)
    assert refused(f"UPDATE {sealing.REVISION} SET decimals = 2 WHERE id = {sealed.pk}")


@pytest.mark.django_db
@pytest.mark.parametrize(("number", "period"), [(1, "2027-I"), (3, "2025-II"), (3, "2026-I"), (1, "2026-I")])
def test_numbers_grow_with_semesters(number: int, period: str) -> None:
    plan = make.make_plan()
    second = make.make_count(plan, number=2, effective_from=make.make_period(plan, "2026-I"))
    with pytest.raises(IntegrityError), transaction.atomic():
        make.make_revision(second.indicator, number=number, effective_from=make.make_period(plan, period))


@pytest.mark.django_db
def test_one_definition_cannot_be_moved_past_another() -> None:
    plan = make.make_plan()
    first = make.make_count(plan, number=1, effective_from=make.make_period(plan, "2026-I"))
    make.make_revision(first.indicator, number=2, effective_from=make.make_period(plan, "2026-II"))
    later = make.make_period(plan, "2027-I")
    with pytest.raises(IntegrityError), transaction.atomic():
        IndicatorRevision.objects.filter(pk=first.pk).update(effective_from=later)
