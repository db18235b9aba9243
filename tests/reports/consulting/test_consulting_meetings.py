"""A consulted report before a meeting, issued as it was adopted, and withdrawn."""

from __future__ import annotations

import pytest

from committee.meetings.meeting import Incomplete
from committee.models import ReportPoint
from committee.pages.pending import pending_for
from committee.reporting import meeting_point
from documents.canonical import digest
from institutions.models import Role
from measurements.answer.refusals import NotAllowed, Stale, WrongState
from notifications.models import Notification
from reports.consulting import proposing, withdrawing
from reports.drafting.standing import version_of_all
from reports.drafting.writing import Written, write
from reports.issued import issuing
from reports.models import EditionWithdrawal, ReportDraft, ReportEdition
from tests import factories as make
from tests.cast import Cast
from tests.reports.worlds.consulted import ADOPTED, ISSUED, PUT, Consultations, make_consultations

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast: Cast) -> Consultations:
    return make_consultations(cast)


# --- Before a meeting ---


def test_what_is_put_names_its_consultation_and_its_digest_is_that_of_the_point(world: Consultations) -> None:
    draft = world.put()
    content = draft.proposed_content
    (round_,) = content["consultation"]["rounds"]
    by_code = {each["institution"]: each for each in round_["seats"]}
    assert {code: each["answer"] for code, each in by_code.items()} == {"EP": "remarks", "MGP": "", "MINDEF": "agrees"}
    assert by_code["EP"]["remarks"][0] == {
        "ordinal": 1,
        "section": "closing",
        "text": "Falta la capacitación del segundo trimestre.",
        "language": "es",
        "outcome": "partly",
        "reply": "Se precisa.",
        "reply_language": "es",
    }
    assert {"EP", "MGP", "MINDEF"} <= {each["code"] for each in content["institutions"]}
    point = ReportPoint.objects.get()
    assert point.digest == draft.proposal_sha256 == digest(content)
    assert (point.title_es, point.title_en) == ("Informe de cumplimiento 2026-I", "Compliance report 2026\xa0H1")


def test_what_is_issued_is_what_was_put_whatever_was_validated_since(world: Consultations) -> None:
    draft = world.ready()
    make.make_measurement(world.world.trained, world.world.navy, world.world.period, values={
        "total:sex=women": 1, "total:sex=men": 1,
    })  # fmt: skip
    edition = issuing.issue(draft, by=world.cast.secretary, at=ISSUED)
    issued = edition.content | {"edition": draft.proposed_content["edition"]}
    assert digest(issued) == draft.proposal_sha256
    assert edition.content["edition"]["cut_off"] == draft.proposed_content["edition"]["cut_off"]
    assert edition.content["edition"]["adopted_in"]["meeting"] == edition.adopted_in.number


def test_put_twice_stands_once_and_before_another_meeting_it_is_refused(world: Consultations) -> None:
    draft = world.put()
    assert draft.point is not None
    again = proposing.put_before(
        draft, draft.point.meeting, version=version_of_all(draft), by=world.cast.secretary, at=PUT
    )
    assert (again.version, ReportPoint.objects.count()) == (draft.version, 1)
    with pytest.raises(WrongState):
        proposing.put_before(
            draft, world.meetings.planned(hours=5), version=version_of_all(draft), by=world.cast.secretary, at=PUT
        )


def test_taken_off_it_is_written_again_and_frozen_anew(world: Consultations) -> None:
    draft = world.put()
    assert draft.point is not None
    first = draft.proposal_sha256
    meeting_point.take_off(draft.point, version=1, by=world.cast.secretary, at=PUT)
    draft = world.read(draft)
    assert draft.standing == "drafting"
    draft.sections.filter(key="closing").update(text_es="Conclusión.", text_en="Conclusion.")
    other = world.meetings.planned(hours=5)
    put = proposing.put_before(draft, other, version=version_of_all(draft), by=world.cast.secretary, at=PUT)
    assert put.proposal_sha256 != first
    states = list(ReportPoint.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["withdrawn", "proposed"]


def test_page_of_what_was_taken_off_adopts_nothing_of_what_was_put_after_it(world: Consultations) -> None:
    draft = world.put()
    assert draft.point is not None
    room, older = draft.point.meeting, draft.point.version
    meeting_point.take_off(draft.point, version=older, by=world.cast.secretary, at=PUT)
    draft.sections.filter(key="closing").update(text_es="Otra.", text_en="Another.")
    draft = world.read(draft)
    again = proposing.put_before(draft, room, version=version_of_all(draft), by=world.cast.secretary, at=PUT)
    assert again.point is not None
    world.note(room)
    for version in (older, older + 1):
        with pytest.raises(Stale):
            meeting_point.adopt(again.point, version=version, by=world.cast.secretary, at=ADOPTED)
    point = meeting_point.adopt(again.point, version=again.point.version, by=world.cast.secretary, at=ADOPTED)
    assert (point.state, point.digest) == ("adopted", again.proposal_sha256)


def test_a_text_that_the_secretary_did_not_read_is_not_put(world: Consultations) -> None:
    draft, room = world.consulted(), world.meetings.planned()
    read, section = version_of_all(draft), draft.sections.get(key="closing")
    texts = Written({"es": "Otra.", "en": "Another."}, {})
    write(section, texts, version=section.version, by=world.cast.member, at=PUT)
    with pytest.raises(Stale):
        proposing.put_before(draft, room, version=read, by=world.cast.secretary, at=PUT)
    assert world.read(draft).standing == "drafting"


@pytest.mark.parametrize("state", ["held", "closed", "cancelled"])
def test_a_meeting_that_is_over_takes_no_report(world: Consultations, state: str) -> None:
    draft = world.consulted()
    room = getattr(world.meetings, state)()
    with pytest.raises(WrongState):
        proposing.put_before(draft, room, version=version_of_all(draft), by=world.cast.secretary, at=PUT)
    assert ReportDraft.objects.get(pk=draft.pk).proposal == ""


def test_english_that_is_pending_is_accepted_in_words_and_spanish_never(world: Consultations) -> None:
    draft = world.consulted()
    room = world.meetings.planned()

    def put(*, pending: bool) -> ReportDraft:
        return proposing.put_before(
            draft, room, version=version_of_all(draft), by=world.cast.secretary, at=PUT, english_pending=pending
        )

    draft.sections.filter(key="closing").update(text_es="Conclusión.")
    with pytest.raises(Incomplete, match="inglés"):
        put(pending=False)
    draft.sections.filter(key="mandate").update(text_en="Mandate.")
    with pytest.raises(Incomplete, match=r"castellano|español"):
        put(pending=True)
    draft.sections.filter(key="mandate").update(is_on=False)
    assert put(pending=True).standing == "proposed"


def test_a_draft_waits_for_a_meeting_once_every_remark_is_answered(world: Consultations) -> None:
    meeting = world.meetings.planned()

    def waiting() -> list[str]:
        return [
            each.source for group in pending_for(meeting, at=PUT) for each in group.things if "report" in each.source
        ]

    round_ = world.closed()
    assert waiting() == []
    world.reply_all()
    assert waiting() == [f"report:{round_.draft_id}"]
    draft = world.read(round_.draft)
    proposing.put_before(draft, meeting, version=version_of_all(draft), by=world.cast.secretary, at=PUT)
    assert waiting() == []


# --- Issued and withdrawn ---


def test_the_committee_is_told_of_what_was_issued_and_of_what_was_withdrawn(world: Consultations) -> None:
    edition = world.issued()
    told = Notification.objects.filter(kind="report", key__startswith="issued:")
    assert {each.user_id for each in told} >= {
        each.pk for each in (world.general, world.cast.member, world.cast.secretary, world.cast.alternate)
    }
    withdrawing.withdraw(edition, "Se duplicó una fuente.", language="es", by=world.cast.secretary, at=ISSUED)
    assert Notification.objects.filter(key__startswith="withdrawn:").count() == told.count()


@pytest.mark.parametrize(
    "name",
    ["reporter", "approver", "outsider", "member", "general", "alternate", "observer", "administrator"],
)
def test_only_the_secretary_withdraws_an_edition_of_the_committee(world: Consultations, name: str) -> None:
    edition = world.issued()
    with pytest.raises(NotAllowed):
        withdrawing.withdraw(edition, "Falso.", language="es", by=world.person(name), at=ISSUED)
    assert not EditionWithdrawal.objects.exists()


def test_an_edition_is_withdrawn_once_with_a_reason_and_stays(world: Consultations) -> None:
    edition, by = world.issued(), world.cast.secretary
    with pytest.raises(Incomplete):
        withdrawing.withdraw(edition, " ", language="es", by=by, at=ISSUED)
    first = withdrawing.withdraw(edition, "Falso.", language="es", by=by, at=ISSUED)
    again = withdrawing.withdraw(edition, "Falso.", language="es", by=by, at=ISSUED)
    assert first.pk == again.pk
    with pytest.raises(WrongState):
        withdrawing.withdraw(edition, "Otra razón.", language="es", by=by, at=ISSUED)
    kept = ReportEdition.objects.whole().get()
    assert (kept.state, kept.sha256) == ("withdrawn", edition.sha256)


def test_the_approver_withdraws_the_own_report(world: Consultations) -> None:
    edition = issuing.issue(world.own_draft(), by=world.cast.approver, at=ISSUED)
    with pytest.raises(NotAllowed):
        withdrawing.withdraw(edition, "Falso.", language="es", by=world.cast.secretary, at=ISSUED)
    made = withdrawing.withdraw(edition, "Falso.", language="es", by=world.cast.approver, at=ISSUED)
    assert made.withdrawn_by.role == Role.APPROVER
    assert set(Notification.objects.filter(key__startswith="withdrawn:").values_list("user", flat=True)) == {
        world.cast.approver.pk,
        world.cast.reporter.pk,
    }
