"""The snapshot holds all that an edition prints: every text twice, every figure as it was given, nothing that is not there."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.canonical import canonical
from institutions.models import Appointment, User
from reports import figures, snapshot
from reports.models import ReportEdition
from reports.report_kinds.scope import of_semester
from reports.snapshot import freeze
from reports.snapshot.explanations import without_ids
from tests.cast import Cast
from tests.factories import (
    make_commitment,
    make_component,
    make_count,
    make_institution,
    make_measurement,
    make_period,
    make_plan,
    make_revision,
    make_series,
    make_target,
)
from tests.factories.reports import build
from tests.reports.worlds.report import CLOSED, OPEN, World, make_world

pytestmark = pytest.mark.django_db


def post_of(user: User) -> Appointment:
    return user.posts[0]


def content_of(world: World, cast: Cast, at: Any = CLOSED, **options: Any) -> dict[str, Any]:
    content = build(world.plan, world.period, at=at, number=1, post=post_of(cast.secretary), **options)
    return freeze(content).content


def figures_in(content: dict[str, Any], code: str) -> dict[str, Any]:
    return next(row["figures"] for row in content["indicators"] if row["code"] == code)


def test_same_data_at_the_same_instant_gives_the_same_digest(cast: Cast) -> None:
    world = make_world()
    build_it: dict[str, Any] = {"at": CLOSED, "number": 1, "post": post_of(cast.secretary)}
    first = freeze(build(world.plan, world.period, **build_it))
    assert first == freeze(build(world.plan, world.period, **build_it))
    assert canonical(first.content).decode() == first.text


def test_every_text_of_the_plan_is_there_in_both_languages(cast: Cast) -> None:
    world = make_world()
    content = content_of(world, cast)
    pairs = list(texts(content))
    assert {"es": "Plan de prueba", "en": "Test plan"} in pairs
    assert {"es": "Nombre de PREV-1.1.1", "en": "Name of PREV-1.1.1"} in pairs
    assert all(set(pair) == {"es", "en"} for pair in pairs)


def texts(value: Any) -> Iterator[dict[str, str]]:
    if isinstance(value, dict):
        if "es" in value:
            yield value
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def test_figures_are_those_that_every_page_prints(cast: Cast) -> None:
    world = make_world()
    content = content_of(world, cast)
    shown = figures.indicator_figures(world.plan, world.period, CLOSED)
    for row, indicator in zip(content["indicators"], shown, strict=True):
        assert row["code"] == indicator.indicator.code
        for frozen, series in zip(row["figures"]["series"], indicator.series, strict=True):
            given = without_ids(json.loads(canonical(asdict(series))))
            assert {name: frozen[name] for name in given if name != "label"} == {
                name: value for name, value in given.items() if name != "label"
            }


def test_partial_sum_says_how_many_it_is_made_of(cast: Cast) -> None:
    figure = figures_in(content_of(make_world(), cast), "PREV-1.1.1")["series"][0]["figure"]
    assert (figure["value"], figure["reported"], figure["expected"], figure["is_partial"]) == ("44", 1, 2, True)


def test_what_is_not_validated_does_not_count_and_is_said(cast: Cast) -> None:
    content = content_of(make_world(), cast)
    series = figures_in(content, "PREV-1.2.1")["series"][0]
    assert series["figure"]["value"] == "10"
    assert {each["institution"]: each["situation"] for each in series["by_institution"]} == {
        "EP": "reported",
        "MGP": "not_validated",
    }
    assert content["record"]["counts"]["submitted"] == 1


def test_silence_is_not_zero(cast: Cast) -> None:
    world = make_world()
    make_measurement(world.trained, make_institution("FAP"), world.period, value=0)
    series = figures_in(content_of(world, cast), "PREV-1.1.1")["series"][0]
    said = {each["institution"]: (each["situation"], each["value"]) for each in series["by_institution"]}
    assert said == {"EP": ("reported", "44"), "MGP": ("not_sent", None), "FAP": ("reported", "0")}


def test_change_is_like_for_like(cast: Cast) -> None:
    change = figures_in(content_of(make_world(), cast), "PREV-1.1.1")["series"][0]["change"]
    assert (change["before"], change["after"], change["difference"], change["percent"]) == ("40", "44", "4", "10")
    assert (change["comparable"], change["of"], change["added_before"]) == (1, 2, "30")


def test_series_keep_apart_and_the_whole_is_context(cast: Cast) -> None:
    share = figures_in(content_of(make_world(), cast), "PART-1.2.1")
    assert [each["figure"]["value"] for each in share["series"]] == ["12.68", "35.48"]
    assert share["overall"]["value"] == "15.68"


def test_no_target_is_no_percentage(cast: Cast) -> None:
    judgement = figures_in(content_of(make_world(), cast), "PREV-1.1.1")["series"][0]["judgement"]
    assert (judgement["state"], judgement["target"], judgement["pace"]["raw_percent"]) == ("no_target", None, None)


def test_indicator_without_commitment_is_listed_as_such(cast: Cast) -> None:
    content = content_of(make_world(), cast)
    assert content["record"]["unassigned"] == ["PROT-1.1.1"]
    assert figures_in(content, "PROT-1.1.1")["is_assigned"] is False


def test_window_state_and_cut_off_are_of_the_instant(cast: Cast) -> None:
    world = make_world()
    assert content_of(world, cast, OPEN)["period"]["state"] == "open"
    closed = content_of(world, cast)
    assert closed["period"]["state"] == "closed"
    assert closed["edition"]["cut_off"] == "2026-09-01T15:30:00Z"


def test_edition_names_the_one_before_and_the_post_that_issued_it(cast: Cast) -> None:
    world = make_world()
    Appointment.objects.filter(user=cast.secretary).update(post_title="Secretaria Técnica")
    issuer = User.objects.get(pk=cast.secretary.pk)
    before = ReportEdition(plan=world.plan, period=world.period, number=3, year=2026, serial=7, sha256="a" * 64)
    edition = build(world.plan, world.period, at=CLOSED, number=4, post=post_of(issuer), supersedes=before)["edition"]
    assert edition["supersedes"] == {"code": "IC-2026-0007", "number": 3, "sha256": "a" * 64}
    assert edition["issued_by"]["post"] == {"es": "Secretaria Técnica", "en": "Secretaria Técnica"}
    assert "email" not in json.dumps(edition, default=str)


def test_demonstration_is_marked(cast: Cast) -> None:
    world = make_world(is_demonstration=True)
    assert content_of(world, cast)["edition"]["is_demonstration"] is True


def test_plan_without_anything_measured_still_gives_a_snapshot(cast: Cast, real_plan: None) -> None:
    plan = make_plan("PE-MINDEF-1325-2021")
    period = plan.periods.get(code="2025-II")
    content = freeze(build(plan, period, at=CLOSED, number=1, post=post_of(cast.secretary))).content
    assert len(content["indicators"]) == 21
    assert content["record"]["coverage"]["completeness"] is None
    assert [each["code"] for each in content["plan"]["clauses"]["powers"]] == [
        "COM-1",
        "COM-2",
        "COM-3",
        "COM-4",
        "COM-5",
    ]


def test_a_definition_names_its_act_and_the_targets_of_each_institution(cast: Cast) -> None:
    world = make_world()
    revision = make_revision(
        world.hours.indicator,
        effective_from=world.period,
        adopted_on=dt.date(2026, 2, 20),
        act_reference="Acta S-2026-01",
        change_class="methodological",
        comparability="rebased",
        rebase_factor="2.5",
    )
    make_component(revision, "total")
    series = make_series(revision)
    make_target(series, world.period, 20)
    make_target(series, world.period, 8, denominator=32, institution=world.army)
    definition = next(row["definition"] for row in content_of(world, cast)["indicators"] if row["code"] == "PREV-1.2.1")
    assert (definition["act"], definition["rebase_factor"]) == ("Acta S-2026-01", "2.5")
    targets = definition["series"][0]["targets"]
    assert [(each["institution"], each["value"], each["denominator"]) for each in targets] == [
        (None, "20", None),
        ("EP", "8", "32"),
    ]


def test_what_was_retired_in_the_semester_is_named_with_its_act(cast: Cast) -> None:
    world = make_world()
    make_revision(
        world.unassigned.indicator,
        effective_from=world.period,
        adopted_on=dt.date(2026, 2, 20),
        act_reference="Acta S-2026-01",
        change_class="retired",
        rationale_es="Lo mide otro indicador.",
    )
    (retired,) = content_of(world, cast)["retired"]
    assert (retired["code"], retired["act"]) == ("PROT-1.1.1", "Acta S-2026-01")
    assert retired["rationale"]["es"] == "Lo mide otro indicador."


def test_more_answers_and_institutions_cost_no_more_queries(cast: Cast) -> None:
    world = make_world()
    few = queries_of(world)
    for code in ("FAP", "CCFFAA", "MINDEF"):
        for revision in (world.trained, world.hours):
            make_commitment(revision, make_institution(code), world.before)
            for period in (world.before, world.period):
                values = {"total:sex=women": 1, "total:sex=men": 2} if revision == world.trained else {"total": 5}
                make_measurement(revision, make_institution(code), period, values=values, narrative="Se hizo.")
    assert queries_of(world) == few


def queries_of(world: World) -> int:
    scope = of_semester(world.plan, world.period)
    with CaptureQueriesContext(connection) as found:
        snapshot.build(scope, at=CLOSED)
    return len(found)


def test_institutions_and_indicators_of_one_place_in_the_order_stand_by_their_code() -> None:
    """Nothing in the database keeps two from having the same number in an order."""
    plan = make_plan()
    first, period = make_period(plan, "2025-II"), make_period(plan, "2026-I")
    zulu, alfa = (make_institution(code, order=5) for code in ("ZULU", "ALFA"))
    count = make_count(plan, "PREV-1.1.1")
    for institution in (zulu, alfa):
        make_commitment(count, institution, first)
        make_measurement(count, institution, period, value=1)
    for code in ("PREV-2.1.1", "PART-2.1.1", "PART-1.1.1"):
        gone = make_count(plan, code)
        type(gone.indicator).objects.filter(pk=gone.indicator_id).update(order=7)
        make_revision(
            gone.indicator,
            effective_from=period,
            change_class="retired",
            act_reference="Acta 2-2026",
            adopted_on=dt.date(2026, 2, 10),
        )
    content = freeze(snapshot.build(of_semester(plan, period), at=CLOSED)).content
    for rows in (content["commitments"], content["answers"], content["cells"]):
        assert [each["institution"] for each in rows] == ["ALFA", "ZULU"]
    assert [each["code"] for each in content["retired"]] == ["PREV-2.1.1", "PART-1.1.1", "PART-2.1.1"]
