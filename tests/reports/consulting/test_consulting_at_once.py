"""Two people act on one consulted report at once."""

from __future__ import annotations

from functools import partial

import pytest
from django.db import connection

from committee.models import Meeting, ReportPoint
from committee.reporting import meeting_point
from indicators.models import ActionPlan
from institutions.models import User
from measurements.answer.refusals import Stale, WrongState
from notifications.models import Notification
from reports.consulting import answering, proposing, rounds
from reports.drafting.standing import version_of_all
from reports.issued import issuing
from reports.models import ConsultationRound, ConsultationSeat, ReportDraft, ReportEdition
from tests.cast import make_cast
from tests.committee.review.test_review_at_once import at_once
from tests.factories import make_period, make_plan
from tests.factories.reports import adopt_draft, make_draft
from tests.reports.worlds.consulted import (
    ADOPTED,
    AGREES,
    BEGUN,
    CALLED_OFF,
    DURING,
    ENDED,
    ISSUED,
    MISTAKE,
    PUT,
    REMARKS,
    Consultations,
    make_consultations,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def together(transactional_db: None) -> Consultations:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in by itself")
    return make_consultations(make_cast())


@pytest.mark.django_db(transaction=True)
def test_of_two_adoptions_at_once_one_is_made_and_the_other_finds_it(together: Consultations) -> None:
    draft = together.put()
    assert draft.point is not None
    point, by = draft.point, together.cast.secretary
    together.note(point.meeting)

    def adopt() -> object:
        return meeting_point.adopt(point, version=1, by=by, at=ADOPTED)

    assert at_once(adopt, adopt) == []
    assert ReportPoint.objects.get().version == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_meetings_at_once_one_takes_the_report(together: Consultations) -> None:
    draft, by = together.consulted(), together.cast.secretary
    first, second = together.meetings.planned(), together.meetings.planned(hours=1)
    refused = at_once(
        lambda: proposing.put_before(draft, first, version=version_of_all(draft), by=by, at=PUT),
        lambda: proposing.put_before(draft, second, version=version_of_all(draft), by=by, at=PUT),
    )
    assert [type(each) for each in refused] == [WrongState]
    assert ReportPoint.objects.count() == 1
    assert Meeting.objects.filter(report_points__isnull=False).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_of_one_institution_at_once_one_is_stale(together: Consultations) -> None:
    seat = together.seat(together.opened(), together.world.army)
    refused = at_once(
        lambda: answering.answer(seat, AGREES, version=1, by=together.general, at=DURING),
        lambda: answering.answer(seat, REMARKS, version=1, by=together.general, at=DURING),
    )
    assert [type(each) for each in refused] == [Stale]
    kept = ConsultationSeat.objects.get(pk=seat.pk)
    assert (kept.answer, kept.remarks.count()) in (("agrees", 0), ("remarks", 2))


def called_off(together: Consultations, round_: ConsultationRound, reason: str = MISTAKE) -> object:
    return rounds.call_off(
        round_, reason, language="es", version=round_.version, by=together.cast.secretary, at=CALLED_OFF
    )


@pytest.mark.django_db(transaction=True)
def test_called_off_twice_at_once_it_is_called_off_once_and_told_once(together: Consultations) -> None:
    round_ = together.opened()
    before = Notification.objects.count()
    assert at_once(lambda: called_off(together, round_), lambda: called_off(together, round_)) == []
    assert ConsultationRound.objects.get().version == 2
    assert Notification.objects.count() == 2 * before


@pytest.mark.django_db(transaction=True)
def test_of_two_reasons_at_once_one_stands_and_the_other_is_told(together: Consultations) -> None:
    round_ = together.opened()
    reasons = (MISTAKE, "Se abrió para otro semestre.")
    refused = at_once(*(partial(called_off, together, round_, reason) for reason in reasons))
    assert [type(each) for each in refused] == [WrongState]
    assert ConsultationRound.objects.get().reason in reasons


@pytest.mark.django_db(transaction=True)
def test_closed_and_called_off_at_once_it_is_one_of_both(together: Consultations) -> None:
    round_, by = together.remarked().round, together.cast.secretary
    refused = at_once(
        lambda: rounds.close(round_, version=round_.version, by=by, at=ENDED), lambda: called_off(together, round_)
    )
    assert [type(each) for each in refused] == [WrongState]
    kept = ConsultationRound.objects.get()
    assert (kept.closed_at is None) != (kept.called_off_at is None)


@pytest.mark.django_db(transaction=True)
def test_what_is_answered_while_it_is_called_off_is_kept_before_or_refused(together: Consultations) -> None:
    seat = together.seat(together.opened(), together.world.army)
    refused = at_once(
        lambda: answering.answer(seat, REMARKS, version=1, by=together.general, at=DURING),
        lambda: called_off(together, seat.round),
    )
    assert [type(each) for each in refused] in ([], [WrongState])
    assert ConsultationRound.objects.get().called_off_at == CALLED_OFF
    kept = ConsultationSeat.objects.get(pk=seat.pk)
    assert (kept.answer, kept.remarks.count()) == (("", 0) if refused else ("remarks", 2))


@pytest.mark.django_db(transaction=True)
def test_issued_at_once_it_is_one_edition(together: Consultations) -> None:
    draft, by = together.ready(), together.cast.secretary
    refused = at_once(lambda: issuing.issue(draft, by=by, at=ISSUED), lambda: issuing.issue(draft, by=by, at=ISSUED))
    assert [type(each) for each in refused] == [issuing.AlreadyIssued]
    assert ReportEdition.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_reports_of_two_plans_issued_at_once_get_following_numbers(together: Consultations) -> None:
    by = together.cast.secretary
    drafts = [adopted_of(make_plan(code), by=by) for code in ("ONE", "TWO")]
    assert at_once(*(partial(issuing.issue, draft, by=by, at=ISSUED) for draft in drafts)) == []
    assert sorted(ReportEdition.objects.values_list("serial", flat=True)) == [1, 2]


def adopted_of(plan: ActionPlan, *, by: User) -> ReportDraft:
    draft = make_draft(plan, make_period(plan, "2026-I"), by=by, at=BEGUN)
    return adopt_draft(draft, by=by, at=ADOPTED)
