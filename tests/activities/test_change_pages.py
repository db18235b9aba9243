"""The pages of changes of a frozen plan: how one is asked for, corrected, withdrawn and decided on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from activities.models import Activity, ActivityChange
from tests.cast import make_cast
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


@pytest.fixture(scope="module")
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    with kept_for_a_module(django_db_blocker):
        cast, plan = make_cast(), make_plan()
        make_indicator(plan)
        last = make_year_plan(make_round(plan, 2025, is_sealed=True), cast.army)
        old = make_activity(last)
        make_activity(last, cancelled_at=NOW, cancel_reason="Sin presupuesto.")
        make_year_plan(make_round(plan, 2026), cast.army)
        yield {"cast": cast, "old": old}


@pytest.fixture
def world(db: None, kept: dict[str, Any]) -> Iterator[dict[str, Any]]:
    with time_machine.travel(NOW, tick=False):
        yield deepcopy(kept)


@pytest.fixture
def frozen(world: dict[str, Any]) -> Activity:
    """The Army's activity of 2025, adopted."""
    activity: Activity = world["old"]
    return activity


CHANGE = ("2025", "EP", 1)


def moved(activity: Activity, **typed: Any) -> dict[str, Any]:
    said = TYPED | {"title": activity.title, "starts_on": "2025-03-01", "ends_on": "2025-09-30", "indicators": []}
    return said | {"version": "1", "reason": "El proveedor entregó tarde."} | typed


def test_a_change_is_asked_for_sent_and_takes_effect(
    world: dict[str, Any], frozen: Activity, signed_in: SignIn
) -> None:
    cast = world["cast"]
    reporter, approver, secretary = (signed_in(each) for each in (cast.reporter, cast.approver, cast.secretary))
    new, address = reverse("activity_change_new", args=["EP-2025-01"]), reverse("activity_change", args=CHANGE)
    assert reporter.get(new).status_code == 200
    assert reporter.post(new, moved(frozen))["Location"] == address
    assert secretary.get(address).status_code == 404
    assert "30 de septiembre de 2025" in reporter.get(address).content.decode()
    assert reporter.post(address, {"action": "hand-over", "version": "1"}).status_code == 302
    assert approver.post(address, {"action": "send", "version": "2"}).status_code == 302
    assert secretary.post(address, {"action": "validate", "version": "3"}).status_code == 302
    assert Activity.objects.get(pk=frozen.pk).ends_on == dt.date(2025, 9, 30)
    changed = secretary.get(reverse("year_plan", args=(2025, "EP"))).context["shown"].changed
    assert (changed.moved, changed.altered, changed.cancelled, changed.same) == (1, 1, 1, 0)


def test_what_a_change_lacks_stands_beside_its_box(world: dict[str, Any], frozen: Activity, signed_in: SignIn) -> None:
    reporter, new = signed_in(world["cast"].reporter), reverse("activity_change_new", args=["EP-2025-01"])
    answer = reporter.post(new, moved(frozen, reason="", ends_on="2027-01-01"))
    assert list(answer.context["form"].errors) == ["reason"]
    answer = reporter.post(new, moved(frozen, ends_on="2027-01-01"))
    assert list(answer.context["form"].errors) == ["ends_on"]
    answer = reporter.post(new, moved(frozen, version="5"))
    assert answer.status_code == 409
    assert "El proveedor entregó tarde." in answer.content.decode()
    assert not ActivityChange.objects.exists()


def test_a_second_change_leads_to_the_first(world: dict[str, Any], frozen: Activity, signed_in: SignIn) -> None:
    reporter, cancel = signed_in(world["cast"].reporter), reverse("activity_cancel", args=["EP-2025-01"])
    assert reporter.post(cancel, {"version": "1", "reason": "Sin presupuesto."}).status_code == 302
    new = reverse("activity_change_new", args=["EP-2025-01"])
    assert reporter.get(new)["Location"] == reverse("activity_change", args=CHANGE)
    assert reporter.post(new, moved(frozen)).status_code == 409
    assert ActivityChange.objects.count() == 1


def test_a_change_is_said_otherwise_and_withdrawn(world: dict[str, Any], frozen: Activity, signed_in: SignIn) -> None:
    reporter = signed_in(world["cast"].reporter)
    reporter.post(reverse("activity_change_new", args=["EP-2025-01"]), moved(frozen))
    edit, gone = reverse("activity_change_edit", args=CHANGE), reverse("activity_change_withdraw", args=CHANGE)
    assert reporter.post(edit, moved(frozen, ends_on="2025-10-31")).status_code == 302
    assert ActivityChange.objects.get().content["ends_on"] == "2025-10-31"
    assert reporter.post(edit, moved(frozen)).status_code == 409
    assert reporter.post(gone, {"version": "1"}).status_code == 409
    assert reporter.post(gone, {"version": "2"}).status_code == 302
    assert "Retirada" in reporter.get(reverse("activity_change", args=CHANGE)).content.decode()
    assert reporter.get(edit).status_code == 302
    assert reporter.get(reverse("activity_change_new", args=["EP-2025-01"])).status_code == 200


def test_what_is_cancelled_asks_for_no_change(world: dict[str, Any], signed_in: SignIn) -> None:
    reporter, new = signed_in(world["cast"].reporter), reverse("activity_change_new", args=["EP-2025-02"])
    assert reporter.get(new)["Location"] == reverse("year_plan", args=(2025, "EP"))


def test_an_addition_is_asked_for(world: dict[str, Any], signed_in: SignIn) -> None:
    reporter, new = signed_in(world["cast"].reporter), reverse("activity_addition", args=(2025, "EP"))
    assert reporter.get(reverse("activity_addition", args=(2026, "EP"))).status_code == 302
    typed = TYPED | {"starts_on": "2025-04-01", "ends_on": "2025-05-01", "reason": "Lo pidió el Comité."}
    assert reporter.post(new, typed)["Location"] == reverse("activity_change", args=CHANGE)
    assert ActivityChange.objects.get().activity is None


def test_what_the_committee_answered_stands_on_top_until_it_is_corrected_and_what_took_effect_is_said(
    world: dict[str, Any], frozen: Activity, signed_in: SignIn
) -> None:
    cast, address = world["cast"], reverse("activity_change", args=CHANGE)
    reporter, approver, secretary = (signed_in(each) for each in (cast.reporter, cast.approver, cast.secretary))
    reporter.post(reverse("activity_addition", args=(2025, "EP")), moved(frozen, title="Otra"))
    reporter.post(address, {"action": "hand-over", "version": "1"})
    approver.post(address, {"action": "hand-back", "version": "2", "comment": "Falta el motivo."})
    assert "Devuelto para corregir" in reporter.get(address).content.decode()
    reporter.post(address, {"action": "hand-over", "version": "3"})
    assert reporter.get(address).context["answer"] is None
    approver.post(address, {"action": "send", "version": "4"})
    secretary.post(address, {"action": "return", "version": "5", "comment": "Solo hasta junio."})
    read = reporter.get(address)
    assert read.context["answer"].comment == "Solo hasta junio."
    assert "Observado por el Comité" in read.content.decode()
    assert "Surte efecto cuando el Comité la valida" in read.content.decode()
    reporter.post(address, {"action": "hand-over", "version": "6"})
    approver.post(address, {"action": "send", "version": "7"})
    secretary.post(address, {"action": "validate", "version": "8"})
    page = reporter.get(address).content.decode()
    assert "Surtió efecto el 20 de enero de 2026." in page
    assert "Surte efecto cuando el Comité la valida" not in page
    assert reverse("activity", args=["EP-2025-03"]) in page


def test_a_change_that_was_withdrawn_is_not_said_to_take_effect(
    world: dict[str, Any], frozen: Activity, signed_in: SignIn
) -> None:
    reporter, address = signed_in(world["cast"].reporter), reverse("activity_change", args=CHANGE)
    reporter.post(reverse("activity_change_new", args=["EP-2025-01"]), moved(frozen))
    reporter.post(reverse("activity_change_withdraw", args=CHANGE), {"version": "1"})
    page = reporter.get(address).content.decode()
    assert "efecto" not in page
    assert reverse("activity", args=["EP-2025-01"]) in page
