"""What a session adopted can be undone until its minutes are closed, and not after."""

from __future__ import annotations

import datetime as dt

import pytest

from indicators.adopting import adopt_as_proposed, propose_again, seal, take_back
from indicators.defining.reading import document_of
from indicators.models import Indicator, IndicatorRevision
from indicators.refusals import Stale, WrongState
from tests import factories as make
from tests.indicators import adopted as a

pytestmark = pytest.mark.django_db


class TestAdoptingAsProposed:
    def test_it_gets_day_and_act_and_nothing_else(self, proposed: IndicatorRevision) -> None:
        before = document_of(proposed)
        says = a.adoption(a.period(proposed.indicator.plan, "2026-I"), "new")
        current = adopt_as_proposed(proposed, says, at=a.AT, sent=lambda: False)
        current.refresh_from_db()
        assert (current.pk, current.number, current.effective_from.code) == (proposed.pk, 1, "2025-II")
        assert (current.adopted_on, current.act_reference) == (a.AT.date(), a.ACT)
        assert document_of(current) == before
        with pytest.raises(WrongState):
            adopt_as_proposed(current, says, at=a.AT, sent=lambda: False)

    def test_it_can_be_proposed_again_until_it_is_sealed(self, proposed: IndicatorRevision) -> None:
        says = a.adoption(a.period(proposed.indicator.plan, "2026-I"), "new")
        current = adopt_as_proposed(proposed, says, at=a.AT, sent=lambda: False)
        propose_again(current, at=a.AT)
        proposed.refresh_from_db()
        assert proposed.is_proposed
        assert proposed.act_reference == ""
        seal([adopt_as_proposed(proposed, says, at=a.AT, sent=lambda: False)], at=a.AT)
        with pytest.raises(WrongState):
            propose_again(proposed, at=a.AT)


class TestTakingBack:
    def test_every_row_goes_and_the_number_is_free_again(self, sealed: IndicatorRevision) -> None:
        new = a.adopted(sealed, a.with_target(document_of(sealed), 60), change_class="target")
        take_back(new, at=a.AT)
        assert list(sealed.indicator.revisions.all()) == [sealed]
        assert a.adopted(sealed, a.reworded(sealed)).number == 2

    def test_new_indicator_goes_with_its_only_definition(self, sealed: IndicatorRevision) -> None:
        new = a.introduced(sealed, "PREV-1.1.2")
        take_back(new, at=a.AT)
        assert not Indicator.objects.filter(code="PREV-1.1.2").exists()

    def test_what_the_first_session_adopted_for_the_open_semester_can_be_taken_back(
        self, proposed: IndicatorRevision
    ) -> None:
        take_back(a.adopted(proposed, a.reworded(proposed), "2026-I"), at=a.AT)
        assert list(proposed.indicator.revisions.all()) == [proposed]

    def test_sealed_one_is_not(self, sealed: IndicatorRevision) -> None:
        new = a.adopted(sealed, a.reworded(sealed))
        seal([new], at=a.AT)
        with pytest.raises(WrongState, match="acta"):
            take_back(new, at=a.AT)

    def test_one_that_is_in_force_is_not(self, sealed: IndicatorRevision) -> None:
        new = a.adopted(sealed, a.reworded(sealed))
        with pytest.raises(WrongState, match="vigente"):
            take_back(new, at=new.effective_from.opens_at)

    def test_one_that_a_later_one_follows_is_not(self, sealed: IndicatorRevision) -> None:
        new = a.adopted(sealed, a.reworded(sealed))
        a.adopted(new, a.reworded(new, "Un tercero"), "2027-I")
        with pytest.raises(WrongState):
            take_back(new, at=a.AT)

    def test_one_that_something_stands_on_is_not(self, proposed: IndicatorRevision) -> None:
        new = a.adopted(proposed, a.reworded(proposed), "2026-I")
        make.make_measurement(new, make.make_institution("EP"), new.effective_from, value=3, status="draft")
        with pytest.raises(WrongState):
            take_back(new, at=a.AT)
        assert new.series.exists()

    def test_proposed_one_is_not(self, proposed: IndicatorRevision) -> None:
        with pytest.raises(WrongState):
            take_back(proposed, at=a.AT)

    def test_one_that_is_gone_is_stale(self, sealed: IndicatorRevision) -> None:
        new = a.adopted(sealed, a.reworded(sealed))
        gone = IndicatorRevision.objects.select_related("indicator").get(pk=new.pk)
        take_back(new, at=a.AT)
        with pytest.raises(Stale):
            take_back(gone, at=a.AT)


def test_sealing_keeps_the_first_moment(sealed: IndicatorRevision) -> None:
    seal([sealed], at=a.AT + dt.timedelta(days=1))
    sealed.refresh_from_db()
    assert sealed.sealed_at == a.AT
