"""The joining desk: what may be one is shown with why, and a reviewer of neither institution decides, on the record."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.models import IndicatorRevision, ReportingPeriod
from institutions.models import Institution, User
from measurements.answer.refusals import NotAllowed, Stale, WrongState
from measurements.chain import chain
from measurements.joining import duplicates, joining
from measurements.joining.desk import Verdict, decide
from measurements.joining.duplicate_words import cards_of
from measurements.joining.duplicates import Pair
from measurements.models import ItemJoin, Measurement, RegisterItem, Status
from reports.figures.current import indicator_figures
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_institution
from tests.measurements.joining.test_joining import DAY, joined_to, reported
from tests.measurements.workflow.test_workflow_table import actors_of
from tests.measurements.worlds.entering import NOW

pytestmark = pytest.mark.usefixtures("clock")


class Two:
    """The Army's and the Navy's seminar, both sent."""

    def __init__(self, cast: Cast, events: IndicatorRevision, period: ReportingPeriod) -> None:
        self.cast, self.events, self.period = cast, events, period
        self.army = self.sent(cast.army)
        self.navy = self.sent(cast.navy)

    def sent(self, institution: Institution, **said: object) -> RegisterItem:
        said = {"status": Status.VALIDATED} | said
        return reported(institution, self.events, self.period, **said)  # type: ignore[arg-type]

    def pair(self, by: User | None = None, *items: RegisterItem) -> Pair:
        one, other = items or (self.army, self.navy)
        found = duplicates.pair_of(by or self.cast.secretary, one.pk, other.pk)
        assert found is not None
        return found

    def decide(self, verdict: Verdict, *items: RegisterItem, by: User | None = None, seen: int | None = None) -> None:
        who = by or self.cast.secretary
        pair = self.pair(who, *items)
        known = pair.seen if seen is None else seen
        decide(pair, verdict, plan=self.period.plan, seen=known, by=who, at=NOW, reason="Mismo oficio.")

    def pairs(self, by: User | None = None) -> list[Pair]:
        return duplicates.of_semester(by or self.cast.secretary, self.period)


@pytest.fixture
def two(cast: Cast, events: IndicatorRevision, period: ReportingPeriod) -> Two:
    return Two(cast, events, period)


@pytest.mark.parametrize(
    ("title", "number", "day", "expected"),
    [
        ("Seminario MPS en Lima", "", DAY, ("el mismo título", "la misma fecha")),
        ("Seminario MPS en Lima, Perú", "", DAY, ("títulos parecidos", "la misma fecha")),
        ("Entrega de equipos", "OFICIO 12", dt.date(2026, 5, 1), ("el mismo número, «Oficio 12»",)),
        ("Entrega de equipos", "", DAY, None),
        ("Seminario MPS en Lima", "", dt.date(2026, 3, 3), None),
    ],
)
def test_a_pair_says_why_it_may_be_one(
    cast: Cast,
    events: IndicatorRevision,
    period: ReportingPeriod,
    title: str,
    number: str,
    day: dt.date,
    expected: tuple[str, ...] | None,
) -> None:
    reported(cast.army, events, period, number="Oficio 12")
    reported(cast.navy, events, period, title=title, number=number, day=day)
    cards = cards_of(duplicates.of_semester(cast.secretary, period))
    assert [card.why for card in cards] == ([expected] if expected else [])


@pytest.mark.parametrize("status", Status.values)
def test_only_what_was_sent_is_proposed(
    cast: Cast, events: IndicatorRevision, period: ReportingPeriod, status: str
) -> None:
    reported(cast.army, events, period)
    reported(cast.navy, events, period, status=status)
    shown = bool(duplicates.of_semester(cast.secretary, period))
    assert shown == (status in (Status.SUBMITTED, Status.VALIDATED))


def test_what_an_institution_writes_since_does_not_show(two: Two) -> None:
    RegisterItem.objects.update(title="Borrador secreto", number="Secreto 1")
    (card,) = cards_of(two.pairs())
    assert {card.pair.one.title, card.pair.other.title} == {"Seminario MPS en Lima"}


DECIDERS = {
    ("army", "navy"): {"secretary"},
    ("army", "ministry"): {"alternate"},
    ("navy", "ministry"): {"alternate", "alternate_of_the_army"},
    ("navy", "joint_command"): {"secretary"},
    ("ministry", "joint_command"): {"alternate_of_the_army"},
}


@pytest.mark.parametrize("institutions", DECIDERS)
def test_only_a_reviewer_of_neither_institution_decides(two: Two, institutions: tuple[str, str]) -> None:
    others = {"army": two.army, "navy": two.navy}
    first, second = (others.get(name) or two.sent(getattr(two.cast, name)) for name in institutions)
    for name, actor in actors_of(two.cast).items():
        is_allowed = name in DECIDERS[institutions]
        assert two.pair(actor, first, second).can_decide == is_allowed, name
        if not is_allowed:
            for verdict in Verdict:
                with pytest.raises(NotAllowed):
                    two.decide(verdict, first, second, by=actor)
            with pytest.raises(joining.CannotJoin):
                joining.join(first, second, by=actor, at=NOW)
    assert not ItemJoin.objects.exists()


def test_a_group_with_the_deciders_own_institution_is_not_theirs_to_join(two: Two) -> None:
    ministry = two.sent(two.cast.ministry)
    two.decide(Verdict.ONE, two.army, ministry, by=two.cast.alternate)
    with pytest.raises(WrongState):
        two.decide(Verdict.ONE, two.army, two.navy)
    two.decide(Verdict.ONE, two.navy, ministry, by=two.cast.alternate)
    assert len({joined_to(item) or item.pk for item in (two.army, two.navy, ministry)}) == 1


def test_each_decision_is_kept_and_moves_the_pair(two: Two) -> None:
    def stands() -> tuple[bool, bool, bool]:
        pair = two.pair()
        return pair.is_open, pair.is_joined, pair.is_told_apart

    assert stands() == (True, False, False)
    two.decide(Verdict.TWO)
    assert stands() == (False, False, True)
    two.decide(Verdict.ONE)
    assert stands() == (False, True, False)
    two.decide(Verdict.SEPARATE)
    assert stands() == (False, False, True)
    assert list(ItemJoin.objects.values_list("is_joined", "by__user", "reason").order_by("pk")) == [
        (joined, two.cast.secretary.pk, "Mismo oficio.") for joined in (False, True, False)
    ]


def test_saying_it_twice_writes_it_once(two: Two) -> None:
    for _time in range(2):
        two.decide(Verdict.ONE, seen=0)
    assert ItemJoin.objects.count() == 1


def test_what_was_decided_meanwhile_is_a_conflict(two: Two) -> None:
    two.decide(Verdict.TWO)
    with pytest.raises(Stale):
        two.decide(Verdict.ONE, seen=0)
    assert joined_to(two.navy) is None


def test_groups_are_joined_whole_and_no_item_points_at_one_that_points_elsewhere(two: Two) -> None:
    joint, air = two.sent(two.cast.joint_command), two.sent(make_institution("FAP"))
    two.decide(Verdict.ONE, two.army, two.navy)
    two.decide(Verdict.ONE, joint, air)
    two.decide(Verdict.ONE, two.navy, air)
    assert len({joined_to(item) for item in (two.army, two.navy, joint, air)} - {None}) == 1
    assert not RegisterItem.objects.filter(same_as__same_as__isnull=False).exists()


def test_what_follows_is_told_before_it_is_decided_and_is_what_the_figures_say(two: Two) -> None:
    (card,) = cards_of([two.pair()])
    assert card.effects == ("PREV-2.3.1: el total de 2026-I pasa de 2 a 1.",)
    two.decide(Verdict.ONE)
    (figures,) = indicator_figures(two.period.plan, two.period, NOW)
    assert figures.series[0].figure.value == 1
    (card,) = cards_of([two.pair()])
    assert card.effects == ("PREV-2.3.1: cuentan una vez en el total de 2026-I, que es 1.",)


def test_nothing_changes_while_one_is_not_validated(
    cast: Cast, events: IndicatorRevision, period: ReportingPeriod
) -> None:
    two = Two(cast, events, period)
    Measurement.objects.filter(institution=cast.army).update(
        status=Status.SUBMITTED, validated_by=None, validated_at=None
    )
    (card,) = cards_of([two.pair()])
    assert "no cambia mientras" in card.effects[0]


def test_joining_rewrites_nothing_that_the_chain_keeps(two: Two) -> None:
    before = [entry.frozen for item in (two.army, two.navy) for entry in item.entries.all()]
    two.decide(Verdict.ONE)
    assert [entry.frozen for item in (two.army, two.navy) for entry in item.entries.all()] == before
    assert chain.verify(two.period.plan).first_broken is None


def test_the_list_is_read_in_as_many_queries_with_3_pairs_as_with_12(two: Two, signed_in: SignIn) -> None:
    for number in range(2):
        both(two, number)
    browser = signed_in(two.cast.secretary)
    browser.get(reverse("duplicate_list"))
    few = counted(browser)
    for number in range(2, 11):
        both(two, number)
    assert counted(browser) == few


def both(two: Two, number: int) -> None:
    for institution in (two.cast.army, two.cast.navy):
        two.sent(
            institution, title=f"{number:05d}" * 6, number=f"Oficio {number + 100}", day=DAY + dt.timedelta(number + 1)
        )


def counted(browser: object) -> int:
    with CaptureQueriesContext(connection) as queries:
        page = browser.get(reverse("duplicate_list"))
    assert page.status_code == 200
    return len(queries)


def test_from_the_review_page_to_a_decision_and_back(two: Two, signed_in: SignIn) -> None:
    browser = signed_in(two.cast.secretary)
    review = reverse("review", args=["2026-I", "MGP", "PREV-2.3.1"])
    page = browser.get(review).text
    assert "Posibles duplicados" in page
    assert "Cuentan una vez" in page
    address = reverse("duplicate", args=[two.army.pk, two.navy.pk])
    answer = browser.post(address, {"seen": "0", "verdict": "one", "reason": "", "back": review})
    assert (answer.status_code, answer["Location"]) == (302, review)
    again = browser.post(address, {"seen": "0", "verdict": "separate", "reason": "Otro día."})
    assert again.status_code == 409
    assert "Otro día." in again.text
    assert browser.post(address, {"seen": "0", "verdict": "one", "back": "//evil.example"})["Location"] == reverse(
        "duplicate_list"
    )


def test_a_member_reads_the_list_and_an_institution_does_not_find_it(two: Two, signed_in: SignIn) -> None:
    pages = {name: signed_in(getattr(two.cast, name)).get(reverse("duplicate_list")) for name in ("member", "reporter")}
    assert (pages["member"].status_code, pages["reporter"].status_code) == (200, 403)
    assert "decide" in pages["member"].text
    assert 'name="verdict"' not in pages["member"].text
