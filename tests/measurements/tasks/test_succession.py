"""Work follows the post: what the next holder finds, continues and may do, and what who left no longer may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from indicators.models import IndicatorRevision, ReportingPeriod
from institutions.models import Appointment, Role, User
from measurements.answer.content import Content, Origin
from measurements.models import Contribution, Measurement, MeasurementEvent, Status
from measurements.workflow import steps as workflow
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_person, make_post
from tests.measurements.tasks import succeeded
from tests.measurements.tasks.succeeded import TODAY, accepted, leave, successor
from tests.measurements.worlds.consolidating import Army
from tests.measurements.worlds.entering import MEN, WOMEN, cells, post, url
from tests.measurements.worlds.walk import World, counted, make_world

pytestmark = pytest.mark.usefixtures("clock")

before = succeeded.before


# --- Work follows the post ----------------------------------------------------------------------------------------


def test_the_next_reporter_continues_the_draft(
    cast: Cast, browser: Client, signed_in: SignIn, people: IndicatorRevision
) -> None:
    post(browser, {WOMEN: "12", "narrative": "Primer taller."})
    leave(cast.reporter)
    new = signed_in(successor(cast))
    page = new.get(url()).text
    assert 'value="12"' in page
    assert "Primer taller." in page
    post(new, {WOMEN: "12", MEN: "30", "action": "prepare"})
    assert cells() == {"total:sex=women": (12, None), "total:sex=men": (30, None)}
    assert Measurement.objects.get().status == Status.PREPARED


def test_the_next_approver_sends_what_waits(cast: Cast, signed_in: SignIn, clock: time_machine.Traveller) -> None:
    world = make_world(cast, size=1)
    prepared = world.prepared()
    leave(cast.approver)
    browser = signed_in(successor(cast, Role.APPROVER))
    data = {"action": "send", "chosen": "PREV-1.1.1", "version-PREV-1.1.1": str(prepared.version)}
    assert browser.post("/registro/2026-I/EP/revisar/", data).status_code == 302
    assert Measurement.objects.get().status == Status.SUBMITTED


def test_the_next_unit_reporter_continues_the_part(cast: Cast, signed_in: SignIn) -> None:
    army = Army(cast)
    army.ask("EP-N")
    leave(army.people["EP-N"])
    person = make_person(None, email="nueva@ep-n.example.pe")
    make_post(person, Role.REPORTER, army.units["EP-N"], starts_on=TODAY)
    data = {"version": "1", "answer": "reported", "action": "give", WOMEN: "1", MEN: "2"}
    assert signed_in(person).post("/registro/2026-I/EP-N/PREV-1.1.1/aporte/", data).status_code == 302
    assert Contribution.objects.get().given_by == person


def desk(world: World) -> dict[str, str]:
    """Every address of who reports or approves, by name."""
    one = ["2026-I", "EP", "PREV-1.1.1"]
    whole = {name: reverse(name, args=one[:2]) for name in ("task_list", "sending", "succession")}
    return whole | {name: reverse(name, args=one) for name in ("entry", "hand_back")}


@pytest.mark.parametrize("who", ["reporter", "approver"])
def test_an_ended_post_opens_nothing_on_the_next_request(who: str, cast: Cast, signed_in: SignIn) -> None:
    world = make_world(cast, size=1)
    answer = world.prepared()
    person = cast.people()[who]
    browser = signed_in(person)
    addresses = desk(world)
    assert browser.get(addresses["entry"]).status_code == 200
    leave(person)
    found = {name: browser.get(address).status_code for name, address in addresses.items() if name != "hand_back"}
    assert set(found.values()) == {404}
    assert {browser.post(address).status_code for address in addresses.values()} <= {404, 405}
    assert browser.get("/registro/").status_code == 403
    assert browser.get("/constancias/").status_code == 403
    assert "Hoy no ocupa ningún cargo" in browser.get("/inicio/").text
    answer.refresh_from_db()
    assert answer.status == Status.PREPARED


def test_an_ended_post_in_a_unit_opens_nothing(cast: Cast, signed_in: SignIn) -> None:
    army = Army(cast)
    army.ask("EP-N")
    browser = signed_in(army.people["EP-N"])
    pages = ["/registro/2026-I/EP-N/PREV-1.1.1/aporte/", "/registro/2026-I/EP-N/", "/registro/2026-I/EP-N/relevo/"]
    assert {browser.get(page).status_code for page in pages} == {200}
    leave(army.people["EP-N"])
    assert {browser.get(page).status_code for page in pages} == {404}
    assert browser.post(pages[0], {"action": "give", "version": "1", WOMEN: "1", MEN: "1"}).status_code == 404
    assert not Contribution.objects.get().is_begun


STEPS: dict[str, tuple[str, Callable[[World, Measurement, User], object]]] = {
    "save": (
        "reporter",
        lambda w, m, by: workflow.save_draft(w.task(), counted(9), version=m.version, by=by, at=w.open),
    ),
    "prepare": ("reporter", lambda w, m, by: workflow.prepare(m, version=m.version, by=by, at=w.open)),
    "hand_back": (
        "approver",
        lambda w, m, by: workflow.hand_back(m, version=m.version, by=by, at=w.open, comment="Revise."),
    ),
    "submit": ("approver", lambda w, m, by: workflow.submit([(m, m.version)], by=by, at=w.open)),
}


@pytest.mark.parametrize("step", STEPS)
def test_who_left_makes_no_step_and_the_last_day_still_counts(step: str, cast: Cast) -> None:
    role, act = STEPS[step]
    world = make_world(cast, size=1)
    answer = world.draft() if role == "reporter" else world.prepared()
    person = cast.people()[role]
    leave(person)
    with pytest.raises(workflow.NotAllowed):
        act(world, answer, User.objects.get(pk=person.pk))
    leave(person, on=TODAY)
    act(world, answer, User.objects.get(pk=person.pk))


def test_a_titular_and_an_alternate_work_at_once_and_neither_overwrites(
    cast: Cast, browser: Client, signed_in: SignIn, people: IndicatorRevision
) -> None:
    alternate = signed_in(successor(cast, capacity=Appointment.Capacity.ALTERNATE))
    post(browser, {WOMEN: "1"})
    post(alternate, {WOMEN: "2"})
    page = post(browser, {WOMEN: "3", "version": "1"}, status=409)
    assert "Nora Relevo" in page
    assert cells() == {"total:sex=women": (2, None)}


def test_every_event_keeps_the_post_in_which_it_was_done(cast: Cast) -> None:
    world = make_world(cast, size=1)
    draft = world.draft()
    first = cast.reporter.appointments.get()
    leave(cast.reporter)
    person = successor(cast, post_title="Analista de planeamiento")
    workflow.prepare(draft, version=draft.version, by=person, at=world.open)
    events = MeasurementEvent.objects.order_by("sequence")
    assert [event.appointment for event in events] == [first, person.appointments.get()]
    assert events[1].appointment.title == "Analista de planeamiento"


# --- How a figure was obtained ------------------------------------------------------------------------------------


def test_a_new_answer_begins_with_last_times_recipe_and_says_so(
    cast: Cast, browser: Client, people: IndicatorRevision, before: ReportingPeriod
) -> None:
    accepted(cast, people, before)
    page = browser.get(url()).text
    assert "Así se obtuvo en 2025-II" in page
    assert "Se copió en los casilleros de abajo" in page
    assert 'value="Sistema de personal"' in page
    assert 'value="Jefe de instrucción"' in page
    assert 'value="2025-12-31"' not in page


ORIGIN = {"source_system": "Sistema nuevo", "cut_off_on": "2026-06-30", "contact_post": "Analista"}


def test_the_origin_is_saved_shown_again_and_emptied(browser: Client, people: IndicatorRevision) -> None:
    post(browser, {WOMEN: "1"} | ORIGIN)
    answer = Measurement.objects.get()
    assert (answer.source_system, answer.cut_off_on, answer.contact_post) == (
        "Sistema nuevo",
        dt.date(2026, 6, 30),
        "Analista",
    )
    page = browser.get(url()).text
    assert 'value="2026-06-30"' in page
    post(browser, {WOMEN: "1"} | dict.fromkeys(ORIGIN, ""))
    assert Measurement.objects.get().cut_off_on is None


@pytest.mark.parametrize(
    ("day", "says"),
    [("2026-07-09", "Ese día aún no llega"), ("1926-07-01", "1950"), ("ayer", "fecha")],
)
def test_a_cut_off_day_that_cannot_be_is_refused(
    browser: Client, people: IndicatorRevision, day: str, says: str
) -> None:
    page = post(browser, {WOMEN: "1", "cut_off_on": day}, status=200)
    assert says in page
    assert f'value="{day}"' in page
    assert not Measurement.objects.exists()


def test_a_wrong_day_is_told_also_when_there_is_no_figure(browser: Client, people: IndicatorRevision) -> None:
    typed = {"answer": "not_available", "reason": "Sin archivo.", "cut_off_on": "2026-07-09"}
    assert "Ese día aún no llega" in post(browser, typed, status=200)


def test_two_people_see_where_their_recipes_differ(browser: Client, people: IndicatorRevision) -> None:
    post(browser, {WOMEN: "1"} | ORIGIN)
    page = post(browser, {WOMEN: "1", "version": "0"} | ORIGIN | {"source_system": "Otro sistema"}, status=409)
    assert "Sistema nuevo" in page
    assert "Otro sistema" in page


def test_reviewer_and_institution_read_the_origin_as_it_was_sent(
    cast: Cast, signed_in: SignIn, browser: Client
) -> None:
    world = make_world(cast, size=1)
    content = Content(values=counted(4).values, origin=Origin("Sistema enviado", dt.date(2026, 6, 30), "Analista"))
    draft = workflow.save_draft(world.task(), content, version=0, by=cast.reporter, at=world.open)
    sent = workflow.prepare(draft, version=draft.version, by=cast.reporter, at=world.open)
    world.send(sent)
    sent.refresh_from_db()
    review = "/revision/2026-I/EP/PREV-1.1.1/"
    assert "Sistema enviado" in browser.get(url()).text
    assert "Sistema enviado" in signed_in(cast.secretary).get(review).text
    workflow.return_to_institution(sent, version=sent.version, by=cast.secretary, at=world.open, comment="Falta.")
    sent.refresh_from_db()
    later = Content(values=counted(4).values, origin=Origin("Sistema corregido"))
    workflow.save_draft(world.task(), later, version=sent.version, by=cast.reporter, at=world.open)
    page = signed_in(cast.secretary).get(review).text
    assert "Sistema enviado" in page
    assert "Sistema corregido" not in page
