"""What the minutes freeze of a plan of a year, what they print of it, and that nothing later changes either."""

from __future__ import annotations

import hashlib
import json

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from activities import handing_in
from activities.content import content_of, kept
from activities.models import Activity, ActivityChange, AdoptedActivity, PlanningRound, Status, YearPlan
from activities.planning import adopting, rounds
from activities.planning.adopting import document_of
from activities.refusals import WrongState
from committee.meetings import meeting as keeping
from committee.meetings.meeting import Incomplete
from committee.meetings.quorum import NoQuorum
from committee.minutes import closing
from committee.minutes.closing import lacks_of
from committee.minutes.composing import LANGUAGES, letter_of
from committee.models import Meeting, PlanningPoint
from committee.pages.pending import pending_for
from committee.planning import meeting_point
from committee.planning.later_changes import later_changes
from committee.points.minutes_part import in_groups
from documents import canonical
from documents.letter import Table, as_docx, as_pdf
from measurements.answer.refusals import Stale
from notifications.models import Notification
from tests.activities.changed import take_effect
from tests.cast import Cast, make_cast
from tests.committee.meetings.met import ABSENT, AFTER
from tests.committee.planning.planned import ADOPTED, CLOSED, CONSOLIDATED, Plannings, make_plannings
from tests.committee.review.test_review_at_once import at_once
from tests.factories import make_activity, make_change_of, path_to


@pytest.fixture
def world(cast: Cast) -> Plannings:
    return make_plannings(cast)


def frozen_bytes() -> str:
    rows = list(AdoptedActivity.objects.order_by("pk").values("activity", "starts_on", "ends_on", "content"))
    return hashlib.sha256(json.dumps(rows, default=str, sort_keys=True).encode()).hexdigest()


def addition_to(activity: Activity) -> ActivityChange:
    """An activity of the same content, asked for after the adoption and sent."""
    columns = path_to(Status.SUBMITTED, activity.institution, at=CLOSED)
    content = kept(content_of(activity))
    return ActivityChange.objects.create(
        year_plan=activity.year_plan, kind="add", ordinal=9, content=content, reason="Se financió.", **columns
    )


def test_closing_the_minutes_freezes_every_validated_activity_and_the_digest_reads_it(world: Plannings) -> None:
    round_ = world.sealed()
    codes = list(round_.adopted_lines.order_by("activity__ordinal").values_list("activity__code", flat=True))
    assert codes == ["EP-2027-01", "EP-2027-02"]
    assert round_.digest == canonical.digest(document_of(round_))
    answers = {each["institution"]: each["answer"] for each in document_of(round_)["institutions"]}
    assert answers == {"EP": "validated", "MGP": "none planned", "MINDEF": "not sent"}
    assert round_.steps.latest("sequence").verb == "sealed"


def test_what_an_institution_wrote_and_did_not_send_is_neither_frozen_nor_followed_up(world: Plannings) -> None:
    round_ = world.consolidated()
    make_activity(YearPlan.objects.get(round=round_, institution=world.cast.ministry))
    point = meeting_point.put(
        round_, world.meetings.held(), version=round_.version, by=world.cast.secretary, at=CONSOLIDATED
    )
    meeting_point.adopt(point, version=point.version, by=world.cast.secretary, at=ADOPTED)
    world.meetings.close(point.meeting)
    assert AdoptedActivity.objects.count() == 2
    assert not Activity.objects.in_force().filter(institution=world.cast.ministry).exists()


def test_later_changes_leave_the_adopted_lines_and_the_digest_as_they_were_and_show_against_them(
    world: Plannings,
) -> None:
    round_ = world.sealed()
    before, digest = frozen_bytes(), round_.digest
    moved, cancelled = Activity.objects.order_by("ordinal")
    take_effect(make_change_of(moved, "submitted"), by=world.cast.secretary, at=CLOSED)
    take_effect(make_change_of(cancelled, "submitted", kind="cancel"), by=world.cast.secretary, at=CLOSED)
    take_effect(addition_to(moved), by=world.cast.secretary, at=CLOSED)
    round_.refresh_from_db()
    assert (frozen_bytes(), round_.digest, canonical.digest(document_of(round_))) == (before, digest, digest)
    later = later_changes(round_)
    numbers = later.numbers
    assert (later.adopted, numbers.moved, numbers.cancelled, numbers.added, numbers.same) == (2, 1, 1, 1, 0)
    assert [each.activity.code for each in later.rows] == ["EP-2027-01", "EP-2027-02", "EP-2027-03"]


@pytest.mark.parametrize("fields", [{"digest": "1" * 64}, {"act_reference": "Otra"}, {"version": 99}, {"note": "x"}])
def test_the_database_refuses_every_change_of_a_frozen_round(world: Plannings, fields: dict[str, object]) -> None:
    round_ = world.sealed()
    with pytest.raises(DatabaseError), transaction.atomic():
        PlanningRound.objects.filter(pk=round_.pk).update(**fields)
    assert PlanningRound.objects.filter(pk=round_.pk).update(digest=F("digest")) == 1


def test_a_frozen_round_is_not_deleted(world: Plannings) -> None:
    round_ = world.sealed()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM activities_planninground WHERE id = %s", [round_.pk])


def test_a_frozen_plan_is_not_taken_back_and_not_frozen_twice(world: Plannings) -> None:
    round_ = world.sealed()
    with pytest.raises(WrongState):
        adopting.take_back(round_, version=round_.version, by=world.cast.secretary, at=CLOSED)
    with pytest.raises(WrongState):
        adopting.seal(round_, round_.opened_by, at=CLOSED)
    point = PlanningPoint.objects.get()
    with pytest.raises(WrongState):
        meeting_point.take_back(point, version=point.version, by=world.cast.secretary, at=CLOSED)


def test_an_undecided_plan_keeps_the_minutes_open(world: Plannings) -> None:
    meeting = world.put().meeting
    meeting.refresh_from_db()
    assert [each.page for each in lacks_of(meeting, at=CLOSED)] == ["meeting_planning"]
    with pytest.raises(Incomplete, match="2027"):
        closing.close_minutes(meeting, version=meeting.version, by=world.cast.secretary, at=CLOSED)
    assert PlanningRound.objects.get().sealed_at is None


def test_without_a_quorum_nothing_is_adopted(world: Plannings) -> None:
    meeting = world.meetings.planned()
    point = world.put(meeting)
    with pytest.raises(NoQuorum):
        meeting_point.adopt(point, version=point.version, by=world.cast.secretary, at=ADOPTED)
    meeting.refresh_from_db()
    keeping.hold(
        meeting, world.meetings.record(meeting, ABSENT), version=meeting.version, by=world.cast.secretary, at=AFTER
    )
    with pytest.raises(NoQuorum):
        meeting_point.adopt(point, version=point.version, by=world.cast.secretary, at=ADOPTED)
    assert PlanningRound.objects.get().state == "consolidated"


def test_attendance_corrected_below_the_quorum_after_the_adoption_keeps_the_minutes_open(world: Plannings) -> None:
    meeting = world.adopted().meeting
    meeting.refresh_from_db()
    record = world.meetings.record(meeting, ABSENT)
    meeting = keeping.hold(meeting, record, version=meeting.version, by=world.cast.secretary, at=CLOSED)
    assert "meeting_planning" in [each.page for each in lacks_of(meeting, at=CLOSED)]


def test_a_meeting_called_off_or_a_planning_opened_again_takes_it_off(world: Plannings) -> None:
    point = world.put(world.meetings.planned())
    meeting = Meeting.objects.get()
    keeping.cancel(meeting, reason="Sala.", version=meeting.version, by=world.cast.secretary, at=CONSOLIDATED)
    point.refresh_from_db()
    assert (point.state, meeting_point.point_of(point.round)) == ("withdrawn", None)
    other, round_ = world.meetings.planned(hours=1), PlanningRound.objects.get()
    second = meeting_point.put(round_, other, version=round_.version, by=world.cast.secretary, at=CONSOLIDATED)
    meeting_point.reopen(round_, "Falta.", version=round_.version, by=world.cast.secretary, at=CONSOLIDATED)
    second.refresh_from_db()
    assert (second.state, PlanningRound.objects.get().state) == ("withdrawn", "open")


def test_page_of_what_was_taken_off_adopts_nothing_of_what_was_put_after_it(world: Plannings) -> None:
    first, by = world.put(), world.cast.secretary
    taken_off = meeting_point.take_off(first, version=first.version, by=by, at=CONSOLIDATED)
    round_ = PlanningRound.objects.get()
    second = meeting_point.put(round_, first.meeting, version=round_.version, by=by, at=CONSOLIDATED)
    for version in (first.version, taken_off.version):
        with pytest.raises(Stale):
            meeting_point.adopt(second, version=version, by=by, at=ADOPTED)
    assert meeting_point.adopt(second, version=second.version, by=by, at=ADOPTED).state == "adopted"


def test_a_consolidated_planning_is_pending_until_it_stands_before_a_meeting(world: Plannings) -> None:
    round_, meeting = world.consolidated(), world.meetings.planned()
    sources = {each.source for group in pending_for(meeting, at=CONSOLIDATED) for each in group.things}
    assert "planning:2027" in sources
    meeting_point.put(round_, meeting, version=round_.version, by=world.cast.secretary, at=CONSOLIDATED)
    other = world.meetings.planned(hours=1)
    sources = {each.source for group in pending_for(other, at=CONSOLIDATED) for each in group.things}
    assert "planning:2027" not in sources
    assert meeting.agenda.filter(source="planning:2027").count() == 1


def test_the_minutes_print_the_plan_in_both_languages_and_the_same_once_it_changed(world: Plannings) -> None:
    round_ = world.sealed()
    meeting = PlanningPoint.objects.get(round=round_).meeting
    spanish, english = (str(letter_of(meeting, language).blocks) for language in LANGUAGES)
    for said in (
        "Plan anual 2027",
        "EP-2027-01",
        "Jefatura de Personal",
        "No tiene personal.",
        in_groups(round_.digest),
    ):
        assert said in spanish
    assert "Plan of the year 2027" in english
    assert "MINDEF" in english.partition("Without a plan")[2]
    letter = letter_of(meeting, "es")
    assert as_pdf(letter)[:5] == b"%PDF-"
    assert as_docx(letter)[:2] == b"PK"
    take_effect(make_change_of(Activity.objects.get(ordinal=1), "submitted"), by=world.cast.secretary, at=CLOSED)
    assert str(letter_of(Meeting.objects.get(pk=meeting.pk), "es").blocks) == spanish


def test_the_minutes_mark_why_none_is_planned_with_the_language_in_which_it_was_written(world: Plannings) -> None:
    point = world.adopted()
    YearPlan.objects.filter(has_none=True).update(reason="No staff.", language="en")
    tables = [block for block in letter_of(point.meeting, "es").blocks if isinstance(block, Table)]
    assert [each.spoken for each in tables if each.rows[0][-1] == "No staff."] == [(("", "en"),)]


def test_institutions_are_told_when_it_opens_moves_and_is_adopted(world: Plannings) -> None:
    round_ = world.opened()
    mine = Notification.objects.filter(user=world.cast.reporter, kind="planning")
    assert "2027" in mine.get().title
    rounds.ask(round_, [world.cast.joint_command], version=1, by=world.cast.secretary, at=CONSOLIDATED)
    assert mine.count() == 1
    round_.refresh_from_db()
    plan = world.answered(round_, world.cast.army, "submitted")
    handing_in.return_(plan, version=plan.version, by=world.cast.secretary, at=CONSOLIDATED, comment="Falta el cargo.")
    assert mine.latest("pk").text == "Falta el cargo."


@pytest.mark.parametrize("comment", ["Bien planteado.", ""])
def test_what_is_validated_is_told_with_the_reviewers_words(world: Plannings, comment: str) -> None:
    plan = world.answered(world.opened(), world.cast.army, "submitted")
    by = world.cast.secretary
    handing_in.validate(plan, version=plan.version, by=by, at=CONSOLIDATED, comment=comment)
    told = Notification.objects.filter(user=world.cast.reporter, kind="planning")
    assert told.latest("pk").text == comment


def test_a_change_that_takes_effect_is_told_with_the_reviewers_words(world: Plannings) -> None:
    world.sealed()
    change = make_change_of(Activity.objects.get(ordinal=1), "submitted")
    by = world.cast.secretary
    handing_in.validate(change, version=change.version, by=by, at=CLOSED, comment="Procede.")
    told = Notification.objects.filter(user=world.cast.reporter, kind="planning")
    assert told.latest("pk").text == "Procede."


def test_of_two_adoptions_at_once_one_is_made(transactional_db: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in by itself")
    world = make_plannings(make_cast())
    point, by = world.put(), world.cast.secretary
    refused = at_once(
        lambda: meeting_point.adopt(point, version=point.version, by=by, at=ADOPTED),
        lambda: meeting_point.adopt(point, version=point.version, by=by, at=ADOPTED),
    )
    assert refused == []
    assert PlanningRound.objects.get().steps.filter(verb="adopted").count() == 1
