"""The pages of a plan of the year: who reads and writes them, what is kept of what was typed, what is compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from activities import handing_in
from activities.models import Activity, Status, YearPlan
from tests.cast import Cast, make_cast
from tests.conftest import SignIn, kept_for_a_module
from tests.factories import LIMA, make_activity, make_indicator, make_plan, make_round, make_year_plan

NOW = dt.datetime(2026, 1, 20, 12, tzinfo=LIMA)
TYPED = {
    "plan_action": "PREV-1.1",
    "title": "Dictar el curso de género",
    "starts_on": "2026-04-01",
    "ends_on": "2026-08-31",
    "responsible_post": "Jefatura de Educación",
    "expected_product": "Informe del curso",
    "indicators": ["PREV-1.1.1"],
    "text_language": "es",
}
ARMY_2026 = (2026, "EP")


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    with kept_for_a_module(django_db_blocker):
        cast, plan = make_cast(), make_plan()
        make_indicator(plan)
        last = make_year_plan(make_round(plan, 2025, is_sealed=True), cast.army)
        old = make_activity(last)
        make_activity(last, cancelled_at=NOW, cancel_reason="Sin presupuesto.")
        planned = make_round(plan, 2026, note="Incluir los cursos.")
        year_plan = make_year_plan(planned, cast.army)
        make_year_plan(planned, cast.navy)
        yield {"cast": cast, "plan": plan, "year_plan": year_plan, "activity": make_activity(year_plan), "old": old}


@pytest.fixture
def world(db: None, kept: dict[str, Any]) -> Iterator[dict[str, Any]]:
    with time_machine.travel(NOW, tick=False):
        yield deepcopy(kept)


def sent(world: dict[str, Any]) -> YearPlan:
    """The Army's plan, handed over and sent."""
    cast: Cast = world["cast"]
    year_plan: YearPlan = world["year_plan"]
    handing_in.prepare(year_plan, version=year_plan.version, by=cast.reporter, at=NOW)
    handing_in.submit([(year_plan, year_plan.version)], by=cast.approver, at=NOW)
    return year_plan


def test_its_people_read_what_is_asked_and_what_is_planned(world: dict[str, Any], signed_in: SignIn) -> None:
    page = signed_in(world["cast"].reporter).get(reverse("year_plan", args=ARMY_2026)).content.decode()
    assert "Incluir los cursos." in page
    assert "15 de febrero de 2026" in page
    assert "Actividad 1 de EP" in page
    assert reverse("activity_new", args=ARMY_2026) in page
    page = signed_in(world["cast"].approver).get(reverse("year_plan", args=ARMY_2026)).content.decode()
    assert reverse("activity_new", args=ARMY_2026) not in page


def test_a_plan_that_was_not_sent_is_unknown_to_all_others(world: dict[str, Any], signed_in: SignIn) -> None:
    address, cast = reverse("year_plan", args=ARMY_2026), world["cast"]
    for stranger in (cast.outsider, cast.secretary, cast.member, cast.observer):
        assert signed_in(stranger).get(address).status_code == 404
    sent(world)
    for reader in (cast.secretary, cast.member, cast.reporter):
        assert signed_in(reader).get(address).status_code == 200
    for stranger in (cast.outsider, cast.observer):
        assert signed_in(stranger).get(address).status_code == 404


def test_an_activity_is_written_and_another_begun(world: dict[str, Any], signed_in: SignIn) -> None:
    client, address = signed_in(world["cast"].reporter), reverse("activity_new", args=ARMY_2026)
    answer = client.post(address, TYPED | {"next": "another"})
    assert (answer.status_code, answer["Location"]) == (302, address)
    made = Activity.objects.get(code="EP-2026-02")
    assert [each.code for each in made.indicators.all()] == ["PREV-1.1.1"]
    assert client.post(address, TYPED)["Location"] == reverse("year_plan", args=ARMY_2026)


def test_what_is_wrong_stands_beside_its_box_and_nothing_is_lost(world: dict[str, Any], signed_in: SignIn) -> None:
    client, address = signed_in(world["cast"].reporter), reverse("activity_new", args=ARMY_2026)
    answer = client.post(address, TYPED | {"ends_on": "2027-01-10", "plan_action": "PREV-1.1"})
    form = answer.context["form"]
    assert (answer.status_code, list(form.errors)) == (200, ["ends_on"])
    assert "Dictar el curso de género" in answer.content.decode()
    assert list(client.post(address, {}).context["form"].errors) == [
        "plan_action",
        "title",
        "starts_on",
        "ends_on",
        "responsible_post",
        "expected_product",
        "text_language",
    ]
    assert Activity.objects.filter(year_plan=world["year_plan"]).count() == 1


def test_in_two_tabs_the_second_is_told_and_keeps_its_text(world: dict[str, Any], signed_in: SignIn) -> None:
    client, address = signed_in(world["cast"].reporter), reverse("activity_edit", args=(*ARMY_2026, 1))
    assert client.post(address, TYPED | {"version": "1"}).status_code == 302
    other = TYPED | {"version": "1", "title": "Dictar dos cursos"}
    answer = client.post(address, other)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Dictar dos cursos" in text
    assert "Dictar el curso de género" in text
    assert Activity.objects.get(code="EP-2026-01").title == "Dictar el curso de género"
    assert client.post(address, other | {"version": answer.context["form"]["version"].value()}).status_code == 302
    assert Activity.objects.get(code="EP-2026-01").title == "Dictar dos cursos"


@pytest.mark.parametrize("name", ["activity_edit", "activity_take_out"])
def test_what_is_taken_out_at_the_very_moment_is_answered_in_words(
    world: dict[str, Any], signed_in: SignIn, name: str
) -> None:
    """Somebody else's deletion arrives between this person's reading and writing."""
    client = signed_in(world["cast"].reporter)

    def first_deleted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith('UPDATE "activities_activity"'):
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM activities_activity WHERE id = %s", [world["activity"].pk])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(first_deleted):
        answer = client.post(reverse(name, args=(*ARMY_2026, 1)), TYPED | {"version": "1"}, follow=True)
    assert "Alguien retiró esta actividad" in answer.content.decode()


def test_what_was_taken_out_meanwhile_can_be_written_anew(world: dict[str, Any], signed_in: SignIn) -> None:
    client = signed_in(world["cast"].reporter)
    gone = reverse("activity_take_out", args=(*ARMY_2026, 1))
    assert client.get(gone).status_code == 200
    assert client.post(gone, {"version": "9"}).status_code == 409
    assert client.post(gone, {"version": "1"}).status_code == 302
    address = reverse("activity_edit", args=(*ARMY_2026, 1))
    assert client.get(address).status_code == 404
    answer = client.post(address, TYPED | {"version": "1"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Dictar el curso de género" in text
    assert f'action="{reverse("activity_new", args=ARMY_2026)}"' in text


def test_what_was_typed_survives_signing_in_again(world: dict[str, Any], signed_in: SignIn) -> None:
    client, address = signed_in(None), reverse("activity_new", args=ARMY_2026)
    assert client.post(address, TYPED).status_code == 302
    client.force_login(world["cast"].reporter, backend="django.contrib.auth.backends.ModelBackend")
    form = client.get(address).context["form"]
    assert {name: form[name].value() for name in TYPED} == TYPED


def test_words_for_a_step_survive_signing_in_again(world: dict[str, Any], signed_in: SignIn) -> None:
    year_plan, address = world["year_plan"], reverse("year_plan", args=ARMY_2026)
    handing_in.prepare(year_plan, version=year_plan.version, by=world["cast"].reporter, at=NOW)
    client = signed_in(None)
    words = {"action": "hand-back", "version": year_plan.version, "comment": "Precise el producto."}
    assert client.post(address, words).status_code == 302
    client.force_login(world["cast"].approver, backend="django.contrib.auth.backends.ModelBackend")
    assert "Precise el producto.</textarea>" in client.get(address).content.decode()
    assert "Precise el producto." not in client.get(address).content.decode()
    assert YearPlan.objects.get(pk=year_plan.pk).status == Status.PREPARED


def test_what_was_handed_over_can_be_taken_back_in_words_of_its_own(world: dict[str, Any], signed_in: SignIn) -> None:
    """“Take it back” is also what the review of definitions says of an adoption: a plan that was handed over is none."""
    year_plan = world["year_plan"]
    handing_in.prepare(year_plan, version=year_plan.version, by=world["cast"].reporter, at=NOW)
    page = signed_in(world["cast"].reporter).get(reverse("year_plan", args=ARMY_2026)).content.decode()
    assert "Retomar para corregir" in page
    assert "adopción" not in page


@pytest.mark.parametrize("name", ["activity_new", "year_plan_none", "year_plan_copy"])
def test_once_it_was_sent_nothing_in_it_is_written(world: dict[str, Any], signed_in: SignIn, name: str) -> None:
    client, address = signed_in(world["cast"].reporter), reverse(name, args=ARMY_2026)
    sent(world)
    assert client.get(address)["Location"] == reverse("year_plan", args=ARMY_2026)
    answer = client.post(address, TYPED | {"version": world["year_plan"].version, "reason": "Nada.", "codes": ["x"]})
    assert answer.status_code in (200, 409)
    assert YearPlan.objects.get(pk=world["year_plan"].pk).version == world["year_plan"].version


def test_the_committee_sees_what_was_corrected(world: dict[str, Any], signed_in: SignIn) -> None:
    cast, year_plan = world["cast"], sent(world)
    address = reverse("year_plan", args=ARMY_2026)
    secretary, reporter = signed_in(cast.secretary), signed_in(cast.reporter)
    returned = secretary.post(
        address, {"action": "return", "version": year_plan.version, "comment": "Precisen el producto."}
    )
    assert returned.status_code == 302
    assert "Precisen el producto." in reporter.get(address).content.decode()
    edited = TYPED | {"version": "1", "expected_product": "Directiva firmada"}
    assert reporter.post(reverse("activity_edit", args=(*ARMY_2026, 1)), edited).status_code == 302
    assert reporter.post(reverse("activity_new", args=ARMY_2026), TYPED).status_code == 302
    year_plan.refresh_from_db()
    sent(world)
    read = secretary.get(address)
    assert '<details class="note" open>' in read.content.decode()  # nobody has to unfold what has to be judged
    first, second = read.context["shown"].rows
    assert {each.field for each in first.corrected} >= {"title", "expected_product", "ends_on"}
    assert (first.is_new, second.is_new, second.corrected) == (False, True, ())
    year_plan.refresh_from_db()
    assert secretary.post(address, {"action": "validate", "version": year_plan.version}).status_code == 302
    year_plan.refresh_from_db()
    assert year_plan.status == Status.VALIDATED
    assert not secretary.get(address).context["shown"].is_compared


def test_what_was_planned_before_is_copied_once(world: dict[str, Any], signed_in: SignIn) -> None:
    client, address = signed_in(world["cast"].reporter), reverse("year_plan_copy", args=ARMY_2026)
    assert client.get(address).context["ticked"] == {"EP-2025-01"}
    assert client.post(address, {}).status_code == 200
    for _time in range(2):
        assert client.post(address, {"codes": ["EP-2025-01"]}).status_code == 302
    made = Activity.objects.get(continues=world["old"])
    assert (made.code, made.starts_on, made.ends_on) == ("EP-2026-02", dt.date(2026, 3, 1), dt.date(2026, 6, 30))
    row = client.get(reverse("year_plan", args=ARMY_2026)).context["shown"].rows[1]
    assert row.since_copied == ()


def test_who_planned_nothing_before_is_told(world: dict[str, Any], signed_in: SignIn) -> None:
    answer = signed_in(world["cast"].outsider).get(reverse("year_plan_copy", args=(2026, "MGP")))
    assert answer.context["rows"] == []


def test_planning_nothing_is_said_and_taken_back(world: dict[str, Any], signed_in: SignIn) -> None:
    client, address = signed_in(world["cast"].outsider), reverse("year_plan_none", args=(2026, "MGP"))
    assert client.post(address, {"version": "1", "reason": ""}).context["form"].errors["reason"]
    assert client.post(address, {"version": "7", "reason": "Sin personal."}).status_code == 409
    assert client.post(address, {"version": "1", "reason": "Sin personal."}).status_code == 302
    assert "Sin personal." in client.get(reverse("year_plan", args=(2026, "MGP"))).content.decode()
    assert client.post(address, {"version": "2", "action": "undo"}).status_code == 302
    assert not YearPlan.objects.get(institution=world["cast"].navy).has_none


def test_why_none_is_planned_keeps_the_language_in_which_it_is_written(
    world: dict[str, Any], signed_in: SignIn
) -> None:
    client, address = signed_in(world["cast"].outsider), reverse("year_plan_none", args=(2026, "MGP"))
    client.post(f"/en{address}", {"version": "1", "reason": "No staff."})
    assert YearPlan.objects.get(institution=world["cast"].navy).language == "en"
    shown = client.get(reverse("year_plan", args=(2026, "MGP"))).content.decode()
    assert '<p class="quote space-above" lang="en">No staff.</p>' in shown


def test_queries_do_not_grow_with_the_activities(
    world: dict[str, Any], signed_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    client, address = signed_in(world["cast"].reporter), reverse("year_plan", args=ARMY_2026)
    for _each in range(12):
        make_activity(world["year_plan"], continues=world["old"])
    with django_assert_max_num_queries(40) as counted:
        client.get(address)
    few = len(counted)
    for _each in range(12):
        make_activity(world["year_plan"], continues=world["old"])
    with django_assert_max_num_queries(few):
        client.get(address)


def test_a_reason_typed_before_signing_in_goes_over_no_version_that_was_not_read(
    world: dict[str, Any], client: Client
) -> None:
    year_plan, address = world["year_plan"], reverse("year_plan_none", args=ARMY_2026)
    YearPlan.objects.filter(pk=year_plan.pk).update(version=5)
    client.post(address, {"version": 4, "reason": "No hay personal."})
    client.force_login(world["cast"].reporter)
    html = client.get(address).content.decode()
    assert "No hay personal." in html
    assert 'name="version" value="4"' in html
