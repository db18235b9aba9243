"""What a person typed on a page of a report stays before their eyes, whatever became of the report or of the session meanwhile."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from institutions.models import Appointment, Role, User
from reports.aftermath.correcting import open_correction
from reports.models import DraftSection, Remark, ReportDraft
from tests.cast import Cast
from tests.conftest import SignIn
from tests.reports.read_back.drafting import at, begun, body, boxes
from tests.reports.worlds.consulted import DURING, ENDED, ISSUED, Consultations, make_consultations
from tests.reports.worlds.drafting import Drafts

pytestmark = pytest.mark.django_db
LATE = "Esto no debe perderse."
NO_MORE = "Aquí ya no se puede enviar"


@pytest.fixture
def world(cast: Cast) -> Consultations:
    return make_consultations(cast)


@pytest.fixture
def drafts(cast: Cast) -> Drafts:
    return begun(cast)


def signed_in_again(person: User, url: str, sent: dict[str, Any]) -> Any:
    """The page after a text was posted when the session had ended, and the person signed in again."""
    client = Client()
    to_sign_in = client.post(url, sent)["Location"]
    leads_to: str = client.get(to_sign_in).wsgi_request.GET["next"]
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(leads_to)


# --- An institution's answer, the secretary's reply ---


@pytest.mark.parametrize("more", [{"section_2": "method"}, {"action": "more"}], ids=["invalid", "more boxes"])
def test_answer_that_is_not_taken_any_more_is_shown_whatever_else_is_wrong_with_it(
    world: Consultations, signed_in: SignIn, more: dict[str, str]
) -> None:
    url = reverse("consultation_answer", args=[world.opened().draft_id])
    sent = {"answer": "remarks", "version": 1, "boxes": 3, "text_1": LATE} | more
    with time_machine.travel(ENDED, tick=False):
        page = body(signed_in(world.general).post(url, sent))
    assert LATE in page
    assert NO_MORE in page


def test_answer_typed_before_signing_in_again_is_shown_although_it_is_not_taken_any_more(world: Consultations) -> None:
    url = reverse("consultation_answer", args=[world.opened().draft_id])
    with time_machine.travel(ENDED, tick=False):
        page = body(signed_in_again(world.general, url, {"answer": "remarks", "boxes": 3, "text_1": LATE}))
    assert LATE in page
    assert NO_MORE in page


def test_answer_typed_for_one_of_two_institutions_comes_back_as_that_institutions(world: Consultations) -> None:
    Appointment.objects.create(
        user=world.general, institution=world.cast.ministry, role=Role.COMMITTEE_MEMBER, starts_on=dt.date(2020, 1, 1)
    )
    own = reverse("consultation_answer", args=[world.opened().draft_id])
    with time_machine.travel(DURING, tick=False):
        for code in (world.world.army.code, world.cast.ministry.code):
            sent = {"answer": "remarks", "boxes": 3, "text_1": LATE}
            page = signed_in_again(world.general, f"{own}?institucion={code}", sent)
            assert (page.context["seat"].institution.code, LATE in body(page)) == (code, True)


def test_reply_that_is_not_taken_any_more_is_shown_whatever_else_is_wrong_with_it(
    world: Consultations, signed_in: SignIn
) -> None:
    draft = world.put()
    remark = Remark.objects.filter(seat__round__draft=draft).order_by("pk")[0]
    url = reverse("consultation_remark", args=[draft.pk, remark.pk])
    for page in (
        body(signed_in(world.cast.secretary).post(url, {"outcome": "", "reply": LATE, "version": 1})),
        body(signed_in_again(world.cast.secretary, url, {"outcome": "taken", "reply": LATE})),
    ):
        assert LATE in page
        assert NO_MORE in page


# --- The text of a section ---


def test_too_long_a_text_comes_back_after_signing_in_again(drafts: Drafts, signed_in: SignIn) -> None:
    url = at(drafts, "textos/closing/")
    long = ("palabra " * 1600).strip()
    sent = boxes(signed_in(drafts.cast.member), url) | {"text_en": long}
    page = signed_in_again(drafts.cast.member, url, sent)
    assert page.context["form"]["text_en"].value() == long


def test_text_comes_back_after_signing_in_again_although_the_report_is_in_consultation_by_now(
    drafts: Drafts, signed_in: SignIn
) -> None:
    url = at(drafts, "textos/closing/")
    sent = boxes(signed_in(drafts.cast.member), url) | {"text_es": LATE}
    drafts.bring_to(ReportDraft.Standing.CONSULTING)
    assert LATE in body(signed_in_again(drafts.cast.member, url, sent))


def test_text_stays_where_the_sentences_of_the_other_language_are_asked_for_too_late(
    drafts: Drafts, signed_in: SignIn
) -> None:
    url = at(drafts, "textos/closing/")
    member = signed_in(drafts.cast.member)
    sent = boxes(member, url) | {"text_es": LATE, "action": "use:en"}
    drafts.bring_to(ReportDraft.Standing.CONSULTING)
    page = body(member.post(url, sent))
    assert LATE in page
    assert "Guarde para conservarlas" not in page
    assert not DraftSection.objects.exclude(text_es="").exists()


# --- Why an edition is corrected ---


def test_second_reason_for_a_correction_is_told_that_there_is_one_and_stays(
    world: Consultations, signed_in: SignIn
) -> None:
    edition = world.issued()
    url = f"/informes/{edition.code}/corregir/"
    with time_machine.travel(ISSUED + dt.timedelta(days=1), tick=False):
        draft = open_correction(edition, "Una suma.", language="es", by=world.cast.secretary, at=ISSUED)
        secretary = signed_in(world.cast.secretary)
        late = secretary.post(url, {"reason": LATE})
        assert (late.status_code, LATE in body(late)) == (409, True)
        assert f'href="/informes/borradores/{draft.pk}/"' in body(late)
        same = secretary.post(url, {"reason": "Una suma."})
        assert (same.status_code, same["Location"]) == (302, f"/informes/borradores/{draft.pk}/")
    assert ReportDraft.objects.open().get().correction_reason == "Una suma."
