"""How far the data moved away from an issued edition: which facts, whether a band changed, and nothing where nothing did."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from documents import append_only, data_version
from measurements.models import MeasuredValue
from notifications.models import Kind, Notification
from reports.aftermath.difference_words import lines_of
from reports.aftermath.differences import differences
from reports.aftermath.drift import drift_of
from reports.aftermath.places import What
from reports.aftermath.watching import watch
from reports.edition.reading import Snapshot
from reports.models import ReportEdition
from reports.report_kinds.scope import of_semester
from reports.snapshot import build, freeze
from tests.cast import Cast
from tests.factories import make_target
from tests.factories.reports import issue
from tests.reports.aftermath.drifted import AFTER_ALL, LATER, found, issued, validate_the_navy
from tests.reports.issued.commanding import ran
from tests.reports.worlds.report import CLOSED, make_world

pytestmark = pytest.mark.django_db


def test_nothing_changed_is_no_drift(cast: Cast) -> None:
    edition = issued(make_world(), cast)
    assert not drift_of(edition, at=LATER).has_drifted


@pytest.mark.django_db(transaction=True)
def test_it_is_worked_out_once_while_the_data_stand_and_never_kept_from_within_a_transaction() -> None:
    """The edition is no row: it could not be deleted after the test."""
    append_only.run(connection, data_version.prelude_sql(connection.vendor))
    world = make_world()
    scope = of_semester(world.plan, world.period)
    edition = ReportEdition(
        pk=1, plan=scope.plan, kind=scope.kind, first_period=scope.first, period=scope.period,
        snapshot=freeze(build(scope, at=CLOSED)).text,
    )  # fmt: skip
    with transaction.atomic():
        validate_the_navy(world)
        assert drift_of(edition, at=AFTER_ALL).has_drifted
        transaction.set_rollback(True)
    assert not drift_of(edition, at=AFTER_ALL).has_drifted
    with CaptureQueriesContext(connection) as queries:
        assert not drift_of(edition, at=AFTER_ALL).has_drifted
    assert len(queries) == 1, "the token and the clock alone"
    validate_the_navy(world)
    assert drift_of(edition, at=AFTER_ALL).has_drifted


def test_value_validated_later_is_told_with_the_band_that_it_changes(cast: Cast) -> None:
    """10 of a target of 20 was off track; with the navy's 99 it is 109."""
    world = make_world()
    edition = issued(world, cast)
    validate_the_navy(world)
    drift = drift_of(edition, at=LATER)
    hours = {"indicator": "PREV-1.2.1", "series": "all"}
    value = found(drift, What.VALUE, institution="", category="", **hours)
    assert (value.before.text, value.after.text) == ("10", "109")
    state = found(drift, What.STATE, **hours)
    assert (state.before.text, state.after.text) == ("off_track", "on_track")
    own = found(drift, What.VALUE, institution="MGP", **hours)
    assert (own.before.text, own.after.text) == (None, "99")
    assert found(drift, What.REACH, **hours).after.text == "2/2"
    assert found(drift, What.COVERAGE, institution="", name="validated").after.text == "4"
    assert drift.counted.bands == 1
    assert drift.counted.total == len(drift.found)


def test_words_of_a_drift_tell_missing_from_zero(cast: Cast) -> None:
    world = make_world()
    edition = issued(world, cast)
    validate_the_navy(world)
    MeasuredValue.objects.filter(
        measurement__indicator=world.trained.indicator, measurement__period=world.period
    ).update(value=0)
    with override("es"):
        lines = lines_of(drift_of(edition, at=LATER).found, Snapshot(edition.content, "es"))
    said = {(line.where, line.what): (line.before, line.after) for line in lines}
    assert said["PREV-1.2.1 · MGP", "Cifra"] == ("Sin cifra", "99")
    assert said["PREV-1.2.1 · MGP", "Situación de la respuesta"] == ("Enviado, sin validar", "Reportado")
    assert said["PREV-1.1.1", "Cifra"] == ("44", "0")
    assert said["PREV-1.2.1", "Estado de avance"] == ("Rezagado", "En ruta")


def test_a_target_set_later_and_a_definition_renamed_are_told(cast: Cast) -> None:
    world = make_world()
    edition = issued(world, cast)
    make_target(world.trained.series.get(), world.period, 50)
    type(world.share).objects.filter(pk=world.share.pk).update(name_es="Otro nombre")
    drift = drift_of(edition, at=LATER)
    target = found(drift, What.TARGET, indicator="PREV-1.1.1")
    assert (target.before.text, target.after.text) == (None, "50")
    assert found(drift, What.DEFINITION, indicator="PART-1.2.1").before.text


def test_every_difference_has_words_in_both_languages(cast: Cast) -> None:
    world = make_world()
    edition = issued(world, cast)
    empty = edition.content | {"indicators": [], "record": {}, "activities": {}, "budget": {}}
    for language in ("es", "en"):
        with override(language):
            for old, new in ((edition.content, empty), (empty, edition.content)):
                for line in lines_of(differences(old, new), Snapshot(edition.content, language)):
                    assert all((line.where, line.what, line.before, line.after))
                    assert line.before != line.after


# --- Telling ---


def test_who_issues_is_told_of_the_same_drift_once_and_of_another_again(cast: Cast) -> None:
    world = make_world()
    issued(world, cast)
    assert [drift.has_drifted for drift in watch(at=LATER)] == [False]
    validate_the_navy(world)
    for _again in range(2):
        list(watch(at=LATER))
    told = Notification.objects.filter(user=cast.secretary, kind=Kind.REPORT, path__endswith="/vigencia/")
    assert told.count() == 1
    make_target(world.trained.series.get(), world.period, 50)
    list(watch(at=LATER))
    assert told.count() == 2
    assert not Notification.objects.filter(user=cast.member, path__endswith="/vigencia/").exists()


def test_the_command_names_each_report_in_force(cast: Cast) -> None:
    world = make_world()
    issued(world, cast)
    edition = issued(world, cast)
    out = io.StringIO()
    call_command("watch_editions", stdout=out)
    assert out.getvalue().splitlines() == [f"{edition.code}: as issued."]


def test_a_damaged_edition_is_named_and_keeps_no_other_from_being_watched(cast: Cast) -> None:
    world = make_world()
    old = issue(world.plan, world.before, by=cast.secretary, at=CLOSED)
    edition = issued(world, cast)
    append_only.remove(connection, "reports_reportedition")
    ReportEdition.objects.filter(pk=old.pk).update(snapshot=old.snapshot[:-9])
    append_only.install(connection, "reports_reportedition")
    status, said = ran("watch_editions")
    assert (status, f"{edition.code}: as issued." in said) == (1, True)
    assert f"edition {old.code} is not what was issued" in said
