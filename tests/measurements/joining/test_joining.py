"""Items of different institutions that are the same: who sees what, who may say so, and that the figures count them once."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from indicators.models import IndicatorRevision, Register, ReportingPeriod, Stage
from institutions.models import Institution
from measurements.answer.content import Content
from measurements.answer.entries import freeze_entries
from measurements.answer.writing import derive
from measurements.checks.stored import content_of
from measurements.joining import joining
from measurements.models import Measurement, RegisterEntry, RegisterItem, Status
from measurements.workflow import steps as workflow
from reports.figures.current import indicator_figures
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories import make_commitment, make_entry, make_item, make_measurement, make_plan
from tests.measurements.worlds.entering import NOW, SEMINAR, post, url

pytestmark = pytest.mark.usefixtures("clock")

CODE = "PREV-2.3.1"
DAY = dt.date(2026, 3, 2)


def reported(
    institution: Institution,
    events: IndicatorRevision,
    period: ReportingPeriod,
    *,
    status: str = Status.SUBMITTED,
    title: str = "Seminario MPS en Lima",
    number: str = "",
    day: dt.date = DAY,
) -> RegisterItem:
    """An event that the institution entered, in an answer of that status."""
    item = make_item(institution, Register.objects.get(), title=title, number=number, dated_on=day)
    item.stages.create(stage=Stage.objects.get(code="held"), reached_on=day)
    answer = Measurement.objects.filter(institution=institution, period=period).first()
    answer = answer or make_measurement(events, institution, period, status=status, answer="reported")
    make_entry(answer, item)
    derive(answer)
    freeze_entries(answer)
    return item


def joined_to(item: RegisterItem) -> int | None:
    return RegisterItem.objects.values_list("same_as", flat=True).get(pk=item.pk)


@pytest.fixture
def mine(cast: Cast, period: ReportingPeriod, events: IndicatorRevision) -> RegisterItem:
    """The Army's seminar, in a draft."""
    return reported(cast.army, events, period, status=Status.DRAFT, title="Seminario MPS", number="Oficio 12")


@pytest.mark.parametrize("status", Status.values)
def test_only_what_others_sent_is_seen(
    cast: Cast, period: ReportingPeriod, events: IndicatorRevision, mine: RegisterItem, status: str
) -> None:
    reported(cast.navy, events, period, status=status)
    found = joining.alike_to([mine], cast.army)
    assert bool(found) == (status in (Status.SUBMITTED, Status.VALIDATED))


@pytest.mark.parametrize(
    ("title", "number", "day", "is_offered"),
    [
        ("Seminario MPS en Lima", "", DAY, True),
        ("SEMINÁRIO mps", "", DAY, True),
        ("Seminario MPS", "", dt.date(2026, 3, 3), False),
        ("Entrega de equipos", "", DAY, False),
        ("Entrega de equipos", "OFICIO N.º 12", dt.date(2026, 5, 1), False),
        ("Entrega de equipos", "oficio  12", dt.date(2026, 5, 1), True),
    ],
)
def test_the_same_number_or_a_like_title_on_the_same_day_is_offered(
    cast: Cast,
    period: ReportingPeriod,
    events: IndicatorRevision,
    mine: RegisterItem,
    title: str,
    number: str,
    day: dt.date,
    is_offered: bool,
) -> None:
    reported(cast.navy, events, period, title=title, number=number, day=day)
    assert bool(joining.alike_to([mine], cast.army)) == is_offered


def test_what_is_shown_is_what_was_sent(
    cast: Cast, period: ReportingPeriod, events: IndicatorRevision, mine: RegisterItem
) -> None:
    theirs = reported(cast.navy, events, period)
    RegisterItem.objects.filter(pk=theirs.pk).update(title="Borrador secreto")
    (alike,) = joining.alike_to([mine], cast.army)[mine.pk]
    assert alike.words == "Seminario MPS en Lima · 2 de marzo de 2026 · MGP"


def test_a_group_has_one_head_however_it_is_joined(
    cast: Cast, period: ReportingPeriod, events: IndicatorRevision
) -> None:
    """The Joint Command's points at the Navy's, then the Navy's at the Army's: nothing points at what points elsewhere."""
    army, navy, joint = (reported(i, events, period) for i in (cast.army, cast.navy, cast.joint_command))
    joining.join(joint, navy, by=cast.secretary, at=NOW)
    navy.refresh_from_db()
    joining.join(navy, army, by=cast.secretary, at=NOW)
    heads = RegisterItem.objects.filter(same_as__isnull=False).values_list("same_as", flat=True)
    assert list(heads) == [army.pk, army.pk]
    joint.refresh_from_db()
    joining.join(army, joint, by=cast.secretary, at=NOW)
    army.refresh_from_db()
    assert army.same_as is None


def test_separating_leaves_the_others_together(cast: Cast, period: ReportingPeriod, events: IndicatorRevision) -> None:
    army, navy, joint = (reported(i, events, period) for i in (cast.army, cast.navy, cast.joint_command))
    joining.join(navy, army, by=cast.secretary, at=NOW)
    joining.join(joint, army, by=cast.secretary, at=NOW)
    joining.separate(navy, by=cast.secretary, at=NOW)
    assert dict(RegisterItem.objects.values_list("pk", "same_as")) == {army.pk: None, navy.pk: None, joint.pk: army.pk}


def test_the_model_refuses_a_chain(cast: Cast, period: ReportingPeriod, events: IndicatorRevision) -> None:
    head = reported(cast.army, events, period)
    middle = reported(cast.navy, events, period)
    RegisterItem.objects.filter(pk=middle.pk).update(same_as=head)
    last = make_item(cast.joint_command, head.register, same_as=RegisterItem.objects.get(pk=middle.pk))
    with pytest.raises(ValidationError):
        last.full_clean()


def test_who_reports_joins_until_it_is_sent_and_strangers_never(
    cast: Cast, period: ReportingPeriod, events: IndicatorRevision, mine: RegisterItem
) -> None:
    theirs = reported(cast.navy, events, period)
    for stranger in (cast.outsider, cast.approver, cast.observer, cast.administrator, cast.member):
        with pytest.raises(joining.CannotJoin):
            joining.join(mine, theirs, by=stranger, at=NOW)
    joining.join(mine, theirs, by=cast.reporter, at=NOW)
    Measurement.objects.filter(institution=cast.army).update(
        status=Status.SUBMITTED, first_submitted_at=NOW, submitted_at=NOW, submitted_by=cast.approver
    )
    with pytest.raises(joining.CannotJoin, match="ya enviado: podrá"):
        joining.separate(mine, by=cast.reporter, at=NOW)
    joining.separate(mine, by=cast.secretary, at=NOW)


def test_only_items_of_one_register_and_of_two_institutions_are_joined(
    cast: Cast, period: ReportingPeriod, events: IndicatorRevision, mine: RegisterItem
) -> None:
    own = reported(cast.army, events, period)
    draft = make_item(cast.navy, mine.register)
    for other in (own, draft):
        with pytest.raises(joining.CannotJoin):
            joining.join(mine, other, by=cast.reporter, at=NOW)


def test_from_the_page_to_the_figure_of_the_sector(
    cast: Cast, period: ReportingPeriod, events: IndicatorRevision, browser: Client, signed_in: SignIn
) -> None:
    """The Navy's is validated; the Army enters the same seminar, says so, sends it: together they count once."""
    make_commitment(events, cast.navy, period)
    theirs = reported(cast.navy, events, period, status=Status.VALIDATED)
    post(browser, SEMINAR | {"event-0-quantity": "1"}, code=CODE)
    item = RegisterItem.objects.get(institution=cast.army)
    page = browser.get(url(CODE)).content.decode()
    assert "Seminario MPS en Lima · 2 de marzo de 2026 · MGP" in page
    line = page.split(f'id="item-{item.pk}"')[1].partition("<details")[0]
    assert "Otra institución ya reportó algo parecido" in line
    assert 'href="#id_event-0-same_as"' in line
    row = SEMINAR | {"event-0-id": str(item.pk), "event-0-quantity": "1"}
    post(browser, row | {"event-0-same_as": str(theirs.pk)}, code=CODE)
    assert joined_to(item) == theirs.pk
    assert "Otra institución ya reportó algo parecido" not in browser.get(url(CODE)).text
    post(browser, row | {"event-0-same_as": "0"}, code=CODE)
    assert joined_to(item) is None
    post(browser, row | {"event-0-same_as": str(theirs.pk), "action": "prepare"}, code=CODE)
    answer = Measurement.objects.get(institution=cast.army)
    workflow.submit([(answer, answer.version)], by=cast.approver, at=NOW)
    answer.refresh_from_db()
    address = reverse("review", args=["2026-I", "EP", CODE])
    assert "el mismo que reportó MGP" in signed_in(cast.secretary).get(address).content.decode()
    workflow.validate(answer, version=answer.version, by=cast.secretary, at=NOW)
    (figures,) = indicator_figures(make_plan(), period, NOW)
    figure = figures.series[0].figure
    assert (figure.value, figure.joined, figure.reported) == (Decimal(1), 1, 2)


def test_a_candidate_that_was_never_offered_is_refused(
    cast: Cast, period: ReportingPeriod, events: IndicatorRevision, browser: Client, mine: RegisterItem
) -> None:
    reported(cast.navy, events, period)
    hidden = make_item(cast.navy, mine.register, title="Borrador", dated_on=DAY)
    row = SEMINAR | {"event-0-id": str(mine.pk), "event-0-same_as": str(hidden.pk)}
    post(browser, row, code=CODE, status=200)
    mine.refresh_from_db()
    assert mine.same_as is None


def test_the_form_says_nothing_of_joining_where_it_was_not_touched(
    cast: Cast, period: ReportingPeriod, events: IndicatorRevision, mine: RegisterItem
) -> None:
    assert [item.same_as for item in content_of(mine.entries.get().measurement).items] == [None]
    assert Content().items == ()


class TestWhatOthersSentAsTheSame:
    """The Navy sent that its seminar is the same as the Army's; the Army's answer was returned and can be changed."""

    @pytest.fixture
    def head(self, cast: Cast, period: ReportingPeriod, events: IndicatorRevision, mine: RegisterItem) -> RegisterItem:
        theirs = reported(cast.navy, events, period)
        RegisterItem.objects.filter(pk=theirs.pk).update(same_as=mine)
        return mine

    def test_who_reports_does_not_regroup_it_and_a_reviewer_does(
        self, cast: Cast, period: ReportingPeriod, events: IndicatorRevision, head: RegisterItem
    ) -> None:
        other = reported(cast.joint_command, events, period, status=Status.VALIDATED)
        with pytest.raises(joining.CannotJoin, match="MGP envió que lo suyo es lo mismo"):
            joining.join(head, other, by=cast.reporter, at=NOW)
        joining.join(head, other, by=cast.secretary, at=NOW)
        assert set(RegisterItem.objects.exclude(pk=other.pk).values_list("same_as", flat=True)) == {other.pk}

    def test_who_reports_does_not_separate_it(self, cast: Cast, head: RegisterItem) -> None:
        with pytest.raises(joining.CannotJoin, match="MGP envió que lo suyo es lo mismo"):
            joining.separate(head, by=cast.reporter, at=NOW)

    def test_what_was_not_sent_is_regrouped_with_it(
        self, cast: Cast, period: ReportingPeriod, events: IndicatorRevision, head: RegisterItem
    ) -> None:
        Measurement.objects.filter(institution=cast.navy).update(status=Status.RETURNED)
        other = reported(cast.joint_command, events, period, status=Status.VALIDATED)
        joining.join(head, other, by=cast.reporter, at=NOW)
        assert set(RegisterItem.objects.exclude(pk=other.pk).values_list("same_as", flat=True)) == {other.pk}


def test_separating_the_head_leaves_the_others_together(
    cast: Cast, period: ReportingPeriod, events: IndicatorRevision
) -> None:
    army, navy, joint = (reported(i, events, period) for i in (cast.army, cast.navy, cast.joint_command))
    joining.join(navy, army, by=cast.secretary, at=NOW)
    joining.join(joint, army, by=cast.secretary, at=NOW)
    joining.separate(army, by=cast.secretary, at=NOW)
    assert dict(RegisterItem.objects.values_list("pk", "same_as")) == {army.pk: None, navy.pk: None, joint.pk: navy.pk}


def test_the_likeliest_is_found_among_very_many_of_the_same_day(
    cast: Cast, period: ReportingPeriod, events: IndicatorRevision, mine: RegisterItem
) -> None:
    answer = make_measurement(events, cast.navy, period, status=Status.SUBMITTED, answer="reported")
    titles = [f"Ceremonia de entrega de material {number}" for number in range(200)]
    titles.insert(150, "Seminario MPS en Lima")
    register = Register.objects.get()
    items = RegisterItem.objects.bulk_create(
        RegisterItem(institution=cast.navy, register=register, title=title, dated_on=DAY) for title in titles
    )
    RegisterEntry.objects.bulk_create(
        RegisterEntry(measurement=answer, item=item, frozen={"title": item.title, "dated_on": DAY.isoformat()})
        for item in items
    )
    found = joining.alike_to([mine], cast.army)
    assert [alike.title for alike in found[mine.pk]] == ["Seminario MPS en Lima"]
