"""The pages of the planning of a year: who reads which, what is refused and kept, and the whole way from opening to the frozen plan."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activities.models import Activity, PlanningRound, YearPlan
from committee.meetings import meeting as keeping
from committee.models import PlanningPoint
from indicators.models import Action
from tests.activities.changed import take_effect
from tests.cast import Cast
from tests.committee.planning.planned import ADOPTED, CLOSED, CONSOLIDATED, DUE_ON, OPENED, Plannings, make_plannings
from tests.conftest import SignIn
from tests.factories import make_action, make_activity, make_change_of, make_year_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast: Cast) -> Plannings:
    return make_plannings(cast)


def text_of(response: Any) -> str:
    return str(response.content.decode())


def step(client: Client, name: str, **data: object) -> Any:
    return client.post(reverse("planning_step", args=[2027, name]), data)


def test_from_opening_to_the_frozen_plan(world: Plannings, signed_in: SignIn) -> None:
    with time_machine.travel(OPENED, tick=False):
        secretary = signed_in(world.cast.secretary)
        page = secretary.get(reverse("planning_open"))
        assert page.context["form"].initial["year"] == 2027
        data = {"year": 2027, "due_on": DUE_ON.isoformat(), "language": "es", "institutions": ["EP", "MGP"]}
        assert secretary.post(reverse("planning_open"), data).status_code == 302
    round_ = PlanningRound.objects.get()
    world.answered(round_, world.cast.army, "validated", activities=2)
    with time_machine.travel(CONSOLIDATED, tick=False):
        secretary = signed_in(world.cast.secretary)
        said = text_of(secretary.get(reverse("planning_step", args=[2027, "consolidar"])))
        assert "MGP" in said
        assert step(secretary, "consolidar", version=1).status_code == 302
        meeting = world.meetings.planned()
        assert step(secretary, "sesion", version=2, meeting=meeting.number).status_code == 302
    meeting.refresh_from_db()
    keeping.hold(meeting, world.meetings.record(meeting), version=meeting.version, by=world.cast.secretary, at=ADOPTED)
    with time_machine.travel(CLOSED, tick=False):
        secretary = signed_in(world.cast.secretary)
        page_url = reverse("meeting_planning", args=[meeting.number, 2027])
        assert "Anotar que la sesión lo aprobó" in text_of(secretary.get(page_url))
        assert secretary.post(page_url, {"action": "adopt", "version": 1}).status_code == 302
        meeting.refresh_from_db()
        assert "se congela" in text_of(secretary.get(reverse("meeting_close", args=[meeting.number])))
        secretary.post(reverse("meeting_close", args=[meeting.number]), {"version": meeting.version})
        round_.refresh_from_db()
        assert round_.is_sealed
        assert round_.digest in text_of(secretary.get(reverse("planning_round", args=[2027])))
        assert secretary.get(reverse("committee")).status_code == 200


def test_the_desk_counts_what_was_sent_and_shows_no_zero_for_who_sent_nothing(
    world: Plannings, signed_in: SignIn
) -> None:
    round_ = world.opened()
    world.answered(round_, world.cast.army, "submitted", activities=2)
    world.answered(round_, world.cast.navy, "draft", activities=1)
    with time_machine.travel(CONSOLIDATED, tick=False):
        desk = signed_in(world.cast.member).get(reverse("planning_round", args=[2027])).context["desk"]
    assert (desk.sent, desk.asked, desk.validated, desk.total) == (1, 3, 0, 2)
    assert [(row.institution.code, row.key, row.activities) for row in desk.rows] == [
        ("EP", "submitted", 2),
        ("MGP", "overdue", None),
        ("MINDEF", "overdue", None),
    ]


def test_an_observer_reads_how_far_it_is_and_no_numbers_before_it_is_frozen(
    world: Plannings, signed_in: SignIn
) -> None:
    round_ = world.opened()
    world.answered(round_, world.cast.army, "submitted", activities=2)
    with time_machine.travel(CONSOLIDATED, tick=False):
        desk = signed_in(world.cast.observer).get(reverse("planning_round", args=[2027])).context["desk"]
    assert (desk.sent, [row.activities for row in desk.rows]) == (1, [None, None, None])


def test_who_reports_is_led_to_the_plan_of_the_own_institution(world: Plannings, signed_in: SignIn) -> None:
    world.opened()
    response = signed_in(world.cast.reporter).get(reverse("planning_round", args=[2027]))
    assert response["Location"] == reverse("year_plan", args=[2027, "EP"])


def test_a_stale_step_changes_nothing_and_keeps_what_was_typed(world: Plannings, signed_in: SignIn) -> None:
    round_ = world.consolidated()
    response = step(signed_in(world.cast.secretary), "reabrir", version=round_.version - 1, reason="Faltó la Marina.")
    assert response.status_code == 409
    assert "Faltó la Marina." in text_of(response)
    assert PlanningRound.objects.get().state == "consolidated"


def test_a_refused_consolidation_says_whose_plan_waits(world: Plannings, signed_in: SignIn) -> None:
    round_ = world.opened()
    world.answered(round_, world.cast.army, "submitted")
    response = step(signed_in(world.cast.secretary), "consolidar", version=1)
    assert response.status_code == 200
    assert "Valide u observe primero" in text_of(response)


def test_consolidating_before_the_last_day_says_who_is_cut_off(world: Plannings, signed_in: SignIn) -> None:
    round_ = world.opened()
    world.answered(round_, world.cast.army, "validated")
    url, early = reverse("planning_step", args=[2027, "consolidar"]), "Todavía no pasa el último día para proponer"
    with time_machine.travel(OPENED, tick=False):
        assert early in text_of(signed_in(world.cast.secretary).get(url))
    with time_machine.travel(CONSOLIDATED, tick=False):
        assert early not in text_of(signed_in(world.cast.secretary).get(url))


def test_taken_off_a_meeting_its_point_of_the_agenda_is_named(world: Plannings, signed_in: SignIn) -> None:
    point = world.put(world.meetings.planned())
    url = reverse("meeting_planning", args=[point.meeting.number, 2027])
    page = signed_in(world.cast.secretary).post(url, {"action": "take-off", "version": point.version}, follow=True)
    assert "Su punto sigue en la agenda" in text_of(page)
    assert PlanningPoint.objects.get().state == "withdrawn"


def test_a_year_opened_already_is_told_and_what_was_typed_stays(world: Plannings, signed_in: SignIn) -> None:
    world.consolidated()
    data = {"year": 2027, "due_on": "2026-12-30", "note": "Por pilar.", "language": "es", "institutions": ["EP"]}
    with time_machine.travel(CONSOLIDATED, tick=False):
        response = signed_in(world.cast.secretary).post(reverse("planning_open"), data)
    assert response.status_code == 409
    assert "Por pilar." in text_of(response)


def test_the_adopted_plan_is_taken_away_with_what_changed_beside_it(world: Plannings, signed_in: SignIn) -> None:
    world.sealed()
    moved = Activity.objects.order_by("ordinal").first()
    assert moved is not None
    take_effect(make_change_of(moved, "submitted"), by=world.cast.secretary, at=CLOSED)
    client = signed_in(world.cast.observer)
    rows = list(csv.reader(io.StringIO(text_of(client.get(reverse("planning_data", args=[2027, "csv"]))))))
    assert [row[0] for row in rows[1:]] == ["EP-2027-01", "EP-2027-02"]
    assert rows[1][6] == "2027-06-30"
    assert rows[1][12:] == ["2027-07-30", "Termina 30 días después"]
    assert rows[2][13] == ""
    assert client.get(reverse("planning_data", args=[2027, "xlsx"])).content[:2] == b"PK"
    assert "Termina 30 días después" in text_of(client.get(reverse("planning_round", args=[2027])))


def test_the_adopted_plan_names_the_pillar_of_the_action_as_adopted(world: Plannings, signed_in: SignIn) -> None:
    world.sealed()
    moved = Activity.objects.get(ordinal=1)
    other = make_action(world.plan, "PART-1.1")
    Activity.objects.filter(pk=moved.pk).update(action=other)
    url = reverse("planning_data", args=[2027, "csv"])
    rows = list(csv.reader(io.StringIO(text_of(signed_in(world.cast.observer).get(url)))))
    adopted = Action.objects.get(plan=world.plan, code=rows[1][3])
    assert (adopted.code, rows[1][2]) == ("PREV-1.1", adopted.objective.pillar.name)
    assert adopted.objective.pillar != other.objective.pillar


def test_an_adoption_without_quorum_is_told_on_its_page(world: Plannings, signed_in: SignIn) -> None:
    point = world.put(world.meetings.planned())
    url = reverse("meeting_planning", args=[point.meeting.number, 2027])
    response = signed_in(world.cast.secretary).post(url, {"action": "adopt", "version": point.version})
    assert response.status_code == 200
    assert PlanningPoint.objects.get().state == "proposed"


def test_the_desk_takes_the_same_queries_however_many_activities_there_are(world: Plannings, signed_in: SignIn) -> None:
    round_ = world.sealed()
    client, url = signed_in(world.cast.member), reverse("planning_round", args=[2027])
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    year_plan = YearPlan.objects.get(round=round_, institution=world.cast.army)
    for _number in range(20):
        make_activity(year_plan, is_added=True)
    make_year_plan(round_, world.cast.joint_command)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few) <= MOST_QUERIES


MOST_QUERIES = 20
"""Of the desk of a frozen plan, all that stands around the page included."""
