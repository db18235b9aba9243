"""What members are told that changed since they were consulted: which text, by whom, which data; on each page, and in the minutes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoDbBlocker

from committee.minutes.composing import letter_of
from committee.models import Meeting
from committee.reporting import meeting_point
from committee.reporting.since_consultation import SinceConsultation, answer_of, since_consultation
from documents.letter import Facts
from measurements.models import MeasuredValue
from reports.consulting import proposing, rounds
from reports.consulting.desk import content_of_round
from reports.consulting.since import since_now
from reports.drafting.arranging import Choice, arrange
from reports.drafting.sorting import sort_texts
from reports.drafting.standing import version_of_all
from reports.drafting.writing import Written, write
from reports.edition.sorting import Sorted, TextPlace, digest_of
from reports.models import ReportDraft
from tests.cast import make_cast
from tests.conftest import SignIn, kept_for_a_module
from tests.reports.worlds.consulted import CLOSES_ON, DURING, ENDED, PUT, Consultations, make_consultations

pytestmark = pytest.mark.django_db
WRITTEN_AT = ENDED + dt.timedelta(hours=10)
WRITTEN = {"es": "El Comité agradece las observaciones.", "en": "The Committee is grateful for the remarks."}
SEEN = "#since"
NOTHING = "Nada cambió desde la consulta 1: ninguna sección y ningún dato"


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


def rewrite(world: Consultations, key: str = "closing", texts: dict[str, str] = WRITTEN) -> None:
    section = the_draft().sections.get(key=key)
    write(section, Written(texts, {}), version=section.version, by=world.cast.member, at=WRITTEN_AT)


def since() -> SinceConsultation:
    found = since_now(the_draft(), at=PUT)
    assert found is not None
    return found


def change_a_figure(world: Consultations) -> None:
    """The Army's hours, 10 when the institutions were consulted."""
    values = MeasuredValue.objects.filter(
        measurement__institution=world.world.army, measurement__period=world.world.period
    )
    assert values.filter(measurement__indicator=world.world.hours.indicator).update(value=11) == 1


def put(world: Consultations) -> ReportDraft:
    draft = the_draft()
    room = world.meetings.planned()
    return proposing.put_before(draft, room, version=version_of_all(draft), by=world.cast.secretary, at=PUT)


def text_of(response: Any) -> str:
    return str(response.content.decode())


# --- What is told ---


def test_nothing_is_told_where_nothing_changed(world: Consultations) -> None:
    assert (since().is_same, answer_of(since())) == (True, NOTHING)


def test_a_rewritten_section_is_told_with_who_when_and_both_texts(world: Consultations) -> None:
    rewrite(world)
    (section,) = since().sections
    assert (section.title, section.by, section.at) == (
        "Conclusiones, recomendaciones y matriz de compromisos",
        world.cast.member.name,
        WRITTEN_AT,
    )
    assert {each.language: each.after for each in section.texts} == WRITTEN
    consulted = the_draft().rounds.get()
    generated = next(row["generated"] for row in content_of_round(consulted)["layout"] if row["key"] == "closing")
    assert all(generated.values())
    assert {each.language: each.before for each in section.texts} == generated
    assert answer_of(since()) == "Cambió desde la consulta 1: 1 sección y ningún dato"


def test_texts_of_institutions_that_were_sorted_are_told_with_who_sorted_them(world: Consultations) -> None:
    section, place = the_draft().sections.get(key="practices"), TextPlace("PREV-1.1.1", "2026-I", "EP")
    lesson = {place: Sorted("lesson", digest_of("Se rotaron las aulas."))}
    sort_texts(section, lesson, version=section.version, by=world.cast.member, at=WRITTEN_AT)
    (told,) = since().sections
    assert (told.title, told.by) == ("Buenas prácticas, lecciones y dificultades", world.cast.member.name)
    assert [(each.before, each.after) for each in told.texts] == [("", "PREV-1.1.1, 2026-I, EP: Lecciones")]


def test_only_the_language_that_was_rewritten_is_shown(world: Consultations) -> None:
    rewrite(world, texts={"es": WRITTEN["es"]})
    (section,) = since().sections
    assert [each.language for each in section.texts] == ["es"]


def test_a_text_that_was_written_and_taken_back_is_no_change(world: Consultations) -> None:
    rewrite(world)
    rewrite(world, texts={"es": "", "en": ""})
    assert since().is_same


def test_a_section_that_is_left_out_is_told_without_anybody_s_name(world: Consultations) -> None:
    draft = the_draft()
    arrange(draft, {"practices": Choice(is_on=False)}, version=draft.version, by=world.cast.secretary)
    (section,) = since().sections
    assert (section.was_printed, section.is_printed, section.by, section.texts) == (True, False, "", ())


def test_sections_in_another_order_are_no_report_in_which_nothing_changed(world: Consultations) -> None:
    draft = the_draft()
    before = [each.key for each in draft.sections.order_by("order") if each.is_on]
    first = {"closing": Choice(is_on=True, place=1)}
    arrange(draft, first, version=draft.version, by=world.cast.secretary)
    assert [each.key for each in the_draft().sections.order_by("order") if each.is_on] != before
    assert answer_of(since()) == "Desde la consulta 1 solo cambió el orden de las secciones"
    arrange(the_draft(), {"practices": Choice(is_on=False)}, version=draft.version + 1, by=world.cast.secretary)
    assert (
        answer_of(since()) == "Cambió desde la consulta 1: 1 sección y ningún dato, y también el orden de las secciones"
    )


def test_data_that_changed_are_told_one_by_one_and_no_section_is_said_to_be_rewritten(world: Consultations) -> None:
    change_a_figure(world)
    found = since()
    assert found.sections == ()
    said = {(each.where, each.what, each.before, each.after) for each in found.data}
    assert said == {("PREV-1.2.1", "Cifra", "10", "11"), ("PREV-1.2.1 · EP", "Cifra", "10", "11")}


def test_it_is_counted_from_the_last_consultation_and_nothing_is_told_while_one_is_open(world: Consultations) -> None:
    rewrite(world)
    draft = the_draft()
    day = CLOSES_ON + dt.timedelta(days=21)
    again = rounds.open_round(draft, day, version=version_of_all(draft), by=world.cast.secretary, at=PUT)
    assert since_now(the_draft(), at=PUT) is None
    rounds.close(again, version=again.version, by=world.cast.secretary, at=PUT + dt.timedelta(days=40))
    assert answer_of(since()) == NOTHING.replace("consulta 1", "consulta 2")


def test_before_any_consultation_and_of_a_draft_that_was_given_up_nothing_is_told(world: Consultations) -> None:
    ReportDraft.objects.update(abandoned_at=PUT)
    assert since_now(the_draft(), at=PUT) is None
    assert since_now(world.draft(), at=PUT) is None


# --- Where it is told ---


@pytest.mark.parametrize("name", ["secretary", "member", "general", "observer"])
def test_whoever_reads_the_draft_sees_it_there_and_in_the_consultation(
    world: Consultations, signed_in: SignIn, name: str
) -> None:
    rewrite(world)
    client, draft = signed_in(world.person(name)), the_draft()
    with time_machine.travel(PUT, tick=False):
        assert "Cambió desde la consulta 1: 1 sección y ningún dato" in text_of(
            client.get(reverse("draft", args=[draft.pk]))
        )
        said = text_of(client.get(reverse("draft_consultation", args=[draft.pk])))
    assert "Cambió desde la consulta 1: 1 sección y ningún dato" in said
    assert world.cast.member.name in said
    assert "Como se consultó, en español" in said
    with translation.override("en"), time_machine.travel(PUT, tick=False):
        english = text_of(client.get(reverse("draft_consultation", args=[draft.pk])))
    assert "Changed since consultation 1: 1 section and no data points" in english


def test_the_secretary_reads_how_much_changed_before_putting_it_before_a_meeting(
    world: Consultations, signed_in: SignIn
) -> None:
    world.meetings.planned()
    client, page = signed_in(world.cast.secretary), reverse("draft_meeting", args=[the_draft().pk])
    hub = reverse("draft", args=[the_draft().pk])
    with time_machine.travel(PUT, tick=False):
        for each in (page, hub):
            assert NOTHING in text_of(client.get(each))
            assert SEEN not in text_of(client.get(each)), "there is nothing to see"
        rewrite(world)
        change_a_figure(world)
        assert answer_of(since()).startswith("Cambió desde la consulta 1: 1 sección y ")
        for each in (page, hub):
            assert answer_of(since()) in text_of(client.get(each))
            assert SEEN in text_of(client.get(each))


def test_a_meeting_that_was_held_meanwhile_is_not_chosen(world: Consultations, signed_in: SignIn) -> None:
    room, draft = world.meetings.held(), the_draft()
    client, page = signed_in(world.cast.secretary), reverse("draft_meeting", args=[draft.pk])
    with time_machine.travel(PUT, tick=False):
        assert room.number not in text_of(client.get(page))
        world.meetings.planned(hours=1)
        said = text_of(client.post(page, {"meeting": room.number, "version": draft.version}))
    assert "Elija una que esté por realizarse, o convoque una" in said
    assert "Esa sesión ya empezó" in said
    assert the_draft().standing == "drafting"


def test_the_point_of_the_meeting_shows_what_was_put_and_not_what_the_data_say_since(
    world: Consultations, signed_in: SignIn
) -> None:
    rewrite(world)
    draft = put(world)
    change_a_figure(world)
    assert draft.point is not None
    client = signed_in(world.cast.member)
    page = reverse("meeting_report", args=[draft.point.meeting.number, draft.pk])
    said = text_of(client.get(page))
    assert "Cambió desde la consulta 1: 1 sección y ningún dato" in said
    assert "Como se consultó, en español" in said
    meeting_point.take_off(draft.point, version=draft.point.version, by=world.cast.secretary, at=PUT)
    assert "Como se consultó" not in text_of(client.get(page))


def facts_in(meeting: Meeting, language: str) -> dict[str, str]:
    """Labels and values of the minutes."""
    blocks = letter_of(meeting, language).blocks
    return {label: value for block in blocks if isinstance(block, Facts) for label, value in block.pairs}


def test_the_minutes_say_it_in_one_line_in_both_languages_and_keep_it(world: Consultations) -> None:
    rewrite(world)
    draft = put(world)
    assert draft.point is not None
    world.note(draft.point.meeting)
    meeting_point.adopt(draft.point, version=draft.point.version, by=world.cast.secretary, at=DURING + dt.timedelta(9))
    world.meetings.close(draft.point.meeting)
    meeting = Meeting.objects.get(pk=draft.point.meeting_id)
    assert facts_in(meeting, "es")["Desde la consulta"] == "Cambió desde la consulta 1: 1 sección y ningún dato"
    assert (
        facts_in(meeting, "en")["Since the consultation"]
        == "Changed since consultation 1: 1 section and no data points"
    )


def test_a_report_that_nobody_was_consulted_about_says_nothing_of_it(world: Consultations) -> None:
    draft = put(world)
    assert draft.point is not None
    assert since_consultation(draft.point) is not None
    ReportDraft.objects.filter(pk=draft.pk).update(point=None)
    assert since_consultation(draft.point) is None
