"""Nothing that people write of a report is consulted or put before a meeting unread: each kind of change, and what the page tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from measurements.answer.refusals import Stale
from reports.consulting import answering, proposing, replying, rounds
from reports.consulting.answering import Answered, Said
from reports.drafting.arranging import Choice, arrange
from reports.drafting.sorting import sort_texts
from reports.drafting.standing import version_of_all
from reports.drafting.writing import Written, write
from reports.edition.sorting import Sorted, TextPlace
from reports.models import ConsultationRound, Remark, ReportDraft
from tests.cast import make_cast
from tests.conftest import SignIn, kept_for_a_module
from tests.reports.consulting.consulting_seen import text_of
from tests.reports.read_back.files import report_on
from tests.reports.worlds.consulted import AGREES, PUT, Consultations, make_consultations

pytestmark = pytest.mark.django_db
NEXT = dt.date(2026, 8, 20)
NEXT_ENDED = dt.datetime.fromisoformat("2026-08-21T00:00:00-05:00")


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Consultations]:
    """A consultation that is closed, its remarks answered."""
    with kept_for_a_module(django_db_blocker):
        world = make_consultations(make_cast())
        world.consulted()
        yield world


@pytest.fixture
def world(made: Consultations, db: None) -> Consultations:
    return deepcopy(made)


def the_draft() -> ReportDraft:
    return ReportDraft.objects.whole().get()


# --- What people write, as far as it can change once a consultation is closed ---


def write_in(world: Consultations, language: str) -> None:
    section = the_draft().sections.get(key="closing")
    texts = {"es": section.text_es, "en": section.text_en} | {language: "Otro texto."}
    write(section, Written(texts, {}), version=section.version, by=world.cast.member, at=PUT)


def sort(world: Consultations) -> None:
    section = the_draft().sections.get(key="practices")
    said = {TextPlace("PREV-1.1.1", "2026-I", "EP"): Sorted("lesson", "0" * 64)}
    sort_texts(section, said, version=section.version, by=world.cast.member, at=PUT)


def reply(world: Consultations) -> None:
    remark = Remark.objects.select_related("seat__institution", "seat__round__draft").get(ordinal=1)
    replying.reply(
        remark, "declined", "No procede.", language="es", version=remark.version, by=world.cast.secretary, at=PUT
    )


def arrange_one(world: Consultations, choice: Choice) -> None:
    arrange(the_draft(), {"closing": choice}, version=the_draft().version, by=world.cast.secretary)


CHANGES: dict[str, Callable[[Consultations], None]] = {
    "a text in Spanish": lambda world: write_in(world, "es"),
    "a text in English": lambda world: write_in(world, "en"),
    "how texts of institutions are sorted": sort,
    "what was answered to a remark": reply,
    "a section that is turned off": lambda world: arrange_one(world, Choice(is_on=False)),
    "the order of the sections": lambda world: arrange_one(world, Choice(is_on=True, place=1)),
}


def put(world: Consultations, version: int) -> object:
    room = world.meetings.planned()
    return proposing.put_before(
        the_draft(), room, version=version, by=world.cast.secretary, at=PUT, english_pending=True
    )


def consult(world: Consultations, version: int) -> object:
    return rounds.open_round(the_draft(), NEXT, version=version, by=world.cast.secretary, at=PUT)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("step", [put, consult])
def test_what_changed_since_it_was_read_is_not_frozen(
    world: Consultations, step: Callable[[Consultations, int], object], change: str
) -> None:
    read = version_of_all(the_draft())
    CHANGES[change](world)
    with pytest.raises(Stale):
        step(world, read)
    draft = the_draft()
    assert (draft.proposal, ConsultationRound.objects.count()) == ("", 1)


def test_what_institutions_said_in_a_consultation_since_is_not_frozen_unread(world: Consultations) -> None:
    """Also where they took back all that they had said, and nothing of it is left to be counted."""
    read = version_of_all(the_draft())
    round_ = rounds.open_round(the_draft(), NEXT, version=read, by=world.cast.secretary, at=PUT)
    seat = world.seat(round_, world.world.army)
    once = Answered("remarks", (Said("", "Falta."),))
    for said in (once, AGREES):
        seat = answering.answer(seat, said, version=seat.version, by=world.general, at=PUT)
    rounds.close(round_, version=round_.version, by=world.cast.secretary, at=NEXT_ENDED)
    for version in range(read, version_of_all(the_draft())):
        with pytest.raises(Stale):
            put(world, version)
    assert the_draft().proposal == ""


def test_the_preview_prints_what_a_meeting_would_decide_on(world: Consultations, signed_in: SignIn) -> None:
    page = reverse("draft_preview", args=[the_draft().pk])
    with time_machine.travel(PUT, tick=False):
        client = signed_in(world.cast.member)
        preview = before_integrity(client.get(page))
        put(world, version_of_all(the_draft()))
        assert preview == before_integrity(client.get(page))
    assert "Falta la capacitación del segundo trimestre." in preview
    assert "Se precisa." in preview


def before_integrity(page: Any) -> str:
    """The report up to its last annex, which names a digest once there is one."""
    before, _integrity = report_on(text_of(page)).split('<section aria-labelledby="integrity"')
    return before


# --- What the page tells ---


def test_the_page_keeps_what_was_chosen_and_names_what_changed(world: Consultations, signed_in: SignIn) -> None:
    room, page = world.meetings.planned(), reverse("draft_meeting", args=[the_draft().pk])
    with time_machine.travel(PUT, tick=False):
        client = signed_in(world.cast.secretary)
        shown = client.get(page).context["form"]
        sent = {"version": shown["version"].value(), "read": shown["read"].value(), "meeting": room.number}
        reply(world)
        late = client.post(page, sent)
        assert late.status_code == 409
        by = f"{world.cast.secretary.name}, 10 de agosto de 2026, 09:00"
        assert [each["text"] for each in late.context["errors"]] == [
            "Alguien cambió esto mientras usted trabajaba en ello. No se cambió nada.",
            f"Cambió mientras tanto: lo que se respondió a la observación 1 de EP. {by}",
        ]
        assert f'href="{reverse("draft_consultation", args=[the_draft().pk])}#round-1"' in text_of(late)
        form = late.context["form"]
        assert form["meeting"].value() == room.number
        again = sent | {"version": form["version"].value(), "read": form["read"].value()}
        assert client.post(page, again).status_code == 302
    assert "No procede." in the_draft().proposal


def test_the_page_of_a_consultation_names_each_section_and_the_order(world: Consultations, signed_in: SignIn) -> None:
    page = reverse("draft_consultation", args=[the_draft().pk])
    with time_machine.travel(PUT, tick=False):
        client = signed_in(world.cast.secretary)
        shown = client.get(page).context["form"]
        sent = {"version": shown["version"].value(), "read": shown["read"].value(), "closes_on": "2026-08-20"}
        arrange_one(world, Choice(is_on=True, place=1))
        sort(world)
        late = client.post(page, sent | {"action": "open"})
        assert late.status_code == 409
        told = [each["text"] for each in late.context["errors"]]
        by = f"{world.cast.member.name}, 10 de agosto de 2026, 09:00"
        assert told[1:] == [
            "Cambió mientras tanto: qué secciones se imprimen o su orden, o un paso del informe",
            f"Cambió mientras tanto: la sección «Buenas prácticas, lecciones y dificultades». {by}",
        ]
        form = late.context["form"]
        assert str(form["closes_on"].value()) == "2026-08-20"
        again = {each: form[each].value() for each in ("version", "read", "closes_on")}
        assert client.post(page, again | {"action": "open"}).status_code == 302


@pytest.mark.parametrize(
    "read", ["", "draft", "draft:x closing:", "mandate:1 mandate:2 :::", "9999999999999999999999:1"]
)
def test_a_page_that_does_not_say_what_it_was_made_from_is_told_only_that_something_changed(
    world: Consultations, signed_in: SignIn, read: str
) -> None:
    page, room = reverse("draft_meeting", args=[the_draft().pk]), world.meetings.planned()
    with time_machine.travel(PUT, tick=False):
        sent = {"version": version_of_all(the_draft()) - 1, "read": read, "meeting": room.number}
        late = signed_in(world.cast.secretary).post(page, sent)
    assert late.status_code == 409
    assert late.context["errors"][0]["text"].startswith("Alguien cambió esto")
