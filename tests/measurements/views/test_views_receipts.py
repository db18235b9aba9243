"""Receipts: who finds them, what they say and keep, in which language and in how many queries."""

from __future__ import annotations

import pytest
from django.test import Client

from indicators.models import ReportingPeriod
from measurements.workflow import steps as workflow
from tests.cast import Cast
from tests.conftest import SignIn
from tests.measurements.views import sending
from tests.measurements.views.sending import PAGE, queries
from tests.measurements.worlds.walk import HOUR, World, counted, make_world

world, clock, approver, reporter = sending.world, sending.clock, sending.approver, sending.reporter


@pytest.mark.parametrize(
    ("who", "listed", "shown"),
    [
        ("reporter", 200, 200),
        ("approver", 200, 200),
        ("outsider", 200, 404),
        ("member", 200, 200),
        ("secretary", 200, 200),
        ("alternate", 200, 200),
        ("observer", 403, 404),
        ("administrator", 403, 404),
    ],
)
def test_receipts_are_for_the_institution_and_the_committee(
    world: World, signed_in: SignIn, who: str, listed: int, shown: int
) -> None:
    receipt = world.send(world.prepared(0))
    client = signed_in(getattr(world.cast, who))
    assert client.get("/constancias/").status_code == listed
    assert client.get(f"/constancias/{receipt.number}/").status_code == shown
    if listed == 200:
        assert (receipt.number in client.get("/constancias/").text) == (shown == 200)


def test_a_receipt_names_what_when_who_and_its_digest(world: World, approver: Client) -> None:
    receipt = world.send(world.prepared(0, value=1240))
    page = approver.get(f"/constancias/{receipt.number}/").text
    for words in (receipt.digest, receipt.lines.get().digest, world.cast.approver.name, "1\u00a0240", "PREV-1.1.1"):
        assert words in page
    assert "Recibimos 1 indicador. La Secretaría Técnica lo revisará." in page
    assert "1 de julio de 2026, 01:00" in page


def test_a_receipt_keeps_the_figures_of_its_moment(world: World, approver: Client) -> None:
    """The answer is corrected later; the proof of what was sent then does not move."""
    returned = world.returned(0, value=1240)
    workflow.save_draft(world.task(0), counted(77), version=returned.version, by=world.cast.reporter, at=world.open)
    page = approver.get("/constancias/2026-I-EP-0001/").text
    assert "1\u00a0240" in page
    assert "77" not in page.split("Lo que se envió")[1].split("SHA-256")[0]


@pytest.mark.parametrize("was_late", [False, True])
def test_a_receipt_keeps_the_late_mark_of_its_moment(world: World, approver: Client, was_late: bool) -> None:
    """The window is moved later; what was in time stays in time, and what was late stays late."""
    receipt = world.send(world.prepared(0), at=world.late if was_late else world.open)
    due_at = world.period.due_at + HOUR * 24 if was_late else world.open
    ReportingPeriod.objects.filter(pk=world.period.pk).update(due_at=due_at)
    assert [receipt.is_late, *receipt.lines.values_list("is_late", flat=True)] == [was_late] * 2
    page = approver.get(f"/constancias/{receipt.number}/").text
    assert page.count("Fuera de plazo") == (2 if was_late else 0)


def test_in_english_every_word_is_english(world: World, approver: Client) -> None:
    receipt = world.send(world.prepared(0))
    world.prepared(1)
    for address in (PAGE, "/constancias/", f"/constancias/{receipt.number}/"):
        page = approver.get(f"/en{address}").text.split("<main")[1]
        assert "indicador" not in page
        assert "Constancia" not in page


def test_receipts_take_as_many_queries_for_8_as_for_2(cast: Cast, signed_in: SignIn) -> None:
    world = make_world(cast, size=10)
    client = signed_in(cast.approver)
    for index in range(2):
        world.send(world.prepared(index))
    client.get("/constancias/")
    few = queries(client, "/constancias/")
    rest = [world.prepared(index) for index in range(2, 10)]
    receipt = world.send(*rest)
    for _more in range(2):
        assert queries(client, "/constancias/") == few
    one = queries(client, "/constancias/2026-I-EP-0001/")
    assert queries(client, f"/constancias/{receipt.number}/") == one
