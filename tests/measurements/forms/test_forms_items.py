"""The rows of a list: what is read, what is refused, what is left alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest
from django.http import QueryDict

from indicators.models import Category, CountingRule, IndicatorRevision, Register
from institutions.models import Institution
from measurements.answer.content import Content
from measurements.answer.entries import entries_of, item_as_counted
from measurements.answer.list_spec import ListSpec, lists_of
from measurements.answer.reading import said
from measurements.answer.writing import write
from measurements.checks.stored import as_content
from measurements.forms.items import BLANK_ROWS, ListForm
from measurements.models import Measurement, RegisterItem, Status
from tests.factories import (
    find_category,
    make_component,
    make_dimension,
    make_institution,
    make_item,
    make_measurement,
    make_period,
    make_plan,
    make_register,
    make_register_list,
    make_rule,
)

pytestmark = pytest.mark.django_db

Boxes = Mapping[str, str | list[str]]

ROW: dict[str, str | list[str]] = {"title": "Seminario", "stage": "held", "dated_on": "2026-03-02", "quantity": "1"}


@pytest.fixture
def events(db: None) -> Register:
    register = make_register_list("event", "planned", "held", counts_people=True)
    register.tags.add(make_dimension("mission", "minusca", "unmiss"), make_dimension("kind", "seminar", "workshop"))
    return register


@pytest.fixture
def revision(events: Register) -> IndicatorRevision:
    """Counts events held; asks for their missions, of which there may be several."""
    found = make_register(make_plan(), "PREV-2.3.1", register=events, tags=[make_dimension("mission")])
    CountingRule.objects.get().stages.set(events.stages.filter(code="held"))
    return found


@pytest.fixture
def army(db: None) -> Institution:
    return make_institution("EP")


def spec_of(revision: IndicatorRevision) -> ListSpec:
    return lists_of(revision)[0]


def post(*rows: Boxes) -> QueryDict:
    """The rows as a browser sends them."""
    data = QueryDict(mutable=True)
    data["event-rows"] = str(len(rows))
    for place, row in enumerate(rows):
        for name, value in row.items():
            data.setlist(f"event-{place}-{name}", value if isinstance(value, list) else [value])
    return data


def read(revision: IndicatorRevision, *rows: Boxes, stored: Measurement | None = None) -> ListForm:
    entries = list(entries_of(stored)) if stored else []
    return ListForm(post(*rows), spec=spec_of(revision), entries=entries)


def saved(revision: IndicatorRevision, army: Institution, *rows: Boxes) -> Measurement:
    measurement = make_measurement(revision, army, make_period(make_plan()), status=Status.DRAFT)
    form = read(revision, *rows)
    assert form.is_valid()
    write(measurement, Content(items=tuple(form.contents())))
    return measurement


def test_a_row_becomes_an_item(revision: IndicatorRevision) -> None:
    form = read(revision, ROW | {"quantity": "1 200", "women": "40", "men": "", "number": "Oficio 12"})
    assert form.is_valid()
    (item,) = form.contents()
    assert (item.title, item.stage.code, item.dated_on) == ("Seminario", "held", dt.date(2026, 3, 2))
    assert (item.quantity, item.women, item.men, item.number) == (1200, 40, None, "Oficio 12")


def test_a_row_left_alone_says_nothing(revision: IndicatorRevision) -> None:
    form = read(revision, {"title": "", "stage": "", "dated_on": "", "quantity": "1"}, ROW)
    assert form.is_valid()
    assert [item.title for item in form.contents()] == ["Seminario"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("title", ""),
        ("stage", ""),
        ("stage", "invented"),
        ("dated_on", ""),
        ("dated_on", "2199-01-01"),
        ("dated_on", "31/02/2026"),
        ("dated_on", "0026-03-02"),
        ("quantity", "0"),
        ("quantity", ""),
        ("quantity", "10001"),
        ("women", "-1"),
        ("tag_mission", "atlantis"),
    ],
)
def test_a_wrong_box_is_refused_and_what_was_typed_stays(revision: IndicatorRevision, name: str, text: str) -> None:
    form = read(revision, ROW | {name: text})
    assert not form.is_valid()
    (row,) = form.rows
    assert list(row.errors) == [name]
    assert row["title"].value() == ("Seminario" if name != "title" else "")


def test_dates_are_read_as_browsers_send_them_and_as_people_type_them(revision: IndicatorRevision) -> None:
    form = read(revision, ROW | {"dated_on": "02/03/2026"})
    assert form.is_valid()
    assert form.contents()[0].dated_on == dt.date(2026, 3, 2)


def test_several_missions_are_kept(revision: IndicatorRevision) -> None:
    form = read(revision, ROW | {"tag_mission": ["minusca", "unmiss"]})
    assert form.is_valid()
    assert {tag.key for tag in form.contents()[0].tags} == {"mission=minusca", "mission=unmiss"}


def test_new_lists_offer_blank_rows(revision: IndicatorRevision) -> None:
    form = ListForm(None, spec=spec_of(revision), entries=[])
    assert len(form.rows) == BLANK_ROWS


def test_a_stored_row_is_shown_as_it_is(revision: IndicatorRevision, army: Institution) -> None:
    measurement = saved(revision, army, ROW | {"tag_mission": ["minusca"], "women": "40"})
    form = ListForm(None, spec=spec_of(revision), entries=list(entries_of(measurement)))
    row = form.rows[0]
    assert (row["title"].value(), row["stage"].value(), row["tag_mission"].value()) == (
        "Seminario",
        "held",
        ["minusca"],
    )
    assert 'value="2026-03-02"' in str(row["dated_on"])
    assert 'value="40"' in str(row["women"])


def test_a_row_to_remove_is_not_checked_and_not_kept(revision: IndicatorRevision, army: Institution) -> None:
    measurement = saved(revision, army, ROW)
    item = RegisterItem.objects.get()
    form = read(revision, {"id": str(item.pk), "title": "", "remove": "on"}, stored=measurement)
    assert form.is_valid()
    assert form.contents() == []


def test_only_the_remove_box_takes_an_item_off(revision: IndicatorRevision, army: Institution) -> None:
    """What somebody else added meanwhile is not in the browser's rows, and stays."""
    measurement = saved(revision, army, ROW)
    form = read(revision, ROW | {"title": "Otro"}, stored=measurement)
    assert form.is_valid()
    assert sorted(item.title for item in form.contents()) == ["Otro", "Seminario"]


def test_an_item_of_another_institution_cannot_be_reached_by_its_number(
    revision: IndicatorRevision, army: Institution, events: Register
) -> None:
    foreign = make_item(make_institution("MGP"), events)
    form = read(revision, ROW | {"id": str(foreign.pk)})
    assert form.is_valid()
    assert form.contents()[0].id is None


@pytest.mark.parametrize("rows", ["-1", "x", "", "99999999999999", "²"])
def test_a_senseless_number_of_rows_is_no_row(revision: IndicatorRevision, rows: str) -> None:
    data = post(ROW)
    data["event-rows"] = rows
    assert ListForm(data, spec=spec_of(revision), entries=[]).rows == ()


def test_tags_that_other_indicators_asked_for_stay(revision: IndicatorRevision, army: Institution) -> None:
    measurement = saved(revision, army, ROW | {"tag_mission": ["minusca"]})
    item = RegisterItem.objects.get()
    item.tags.create(category=find_category("kind=workshop"))
    form = read(revision, ROW | {"id": str(item.pk), "tag_mission": ["unmiss"]}, stored=measurement)
    assert form.is_valid()
    assert {tag.key for tag in form.contents()[0].tags} == {"mission=unmiss", "kind=workshop"}


class TestOnlyOneCategory:
    """PREV-2.2.1 counts academic events only: nobody has to choose what can be only one thing."""

    @pytest.fixture
    def narrow(self, events: Register) -> IndicatorRevision:
        found = make_register(make_plan(), "PREV-2.2.1", register=events)
        CountingRule.objects.filter(component__revision=found).update(only=find_category("kind=seminar"))
        return found

    def test_the_only_category_is_preselected(self, narrow: IndicatorRevision) -> None:
        row = ListForm(None, spec=spec_of(narrow), entries=[]).rows[0]
        assert row["tag_kind"].value() == "seminar"
        assert "workshop" not in str(row["tag_kind"])

    def test_a_row_with_only_the_preselected_category_says_nothing(self, narrow: IndicatorRevision) -> None:
        form = read(narrow, {"title": "", "stage": "", "dated_on": "", "quantity": "1", "tag_kind": "seminar"})
        assert form.is_valid()
        assert form.contents() == []

    def test_items_of_another_category_are_not_offered(
        self, narrow: IndicatorRevision, army: Institution, events: Register
    ) -> None:
        workshop, untagged = make_item(army, events), make_item(army, events)
        workshop.tags.create(category=find_category("kind=workshop"))
        assert [spec_of(narrow).accepts(item) for item in (workshop, untagged)] == [False, True]

    def test_all_categories_are_offered_where_one_component_takes_any(
        self, narrow: IndicatorRevision, events: Register
    ) -> None:
        make_rule(make_component(narrow, "any"), events)
        assert [tag.dimension.code for tag in spec_of(narrow).tags] == []


def test_a_single_answer_that_holds_several_loses_none(events: Register, army: Institution) -> None:
    revision = make_register(make_plan(), "REC-2.1.1", register=events, tags=[make_dimension("mission")])
    revision.revision_tags.update(is_multiple=False)
    measurement = saved(revision, army, ROW | {"tag_mission": "minusca"})
    item = RegisterItem.objects.get()
    item.tags.create(category=Category.objects.get(code="unmiss"))
    row = ListForm(None, spec=spec_of(revision), entries=list(entries_of(measurement))).rows[0]
    assert row["tag_mission"].value() == ["minusca", "unmiss"]


def test_a_later_stage_is_not_dated_before_an_earlier_one(army: Institution, revision: IndicatorRevision) -> None:
    measurement = saved(revision, army, ROW | {"stage": "planned", "dated_on": "2026-03-10"})
    row = ROW | {"id": str(RegisterItem.objects.get().pk)}
    form = read(revision, row | {"dated_on": "2026-03-05"}, stored=measurement)
    assert not form.is_valid()
    assert form.rows[0].errors == {"dated_on": ["No puede ser anterior a «planned», 10 de marzo de 2026."]}
    assert read(revision, row | {"dated_on": "2026-03-10"}, stored=measurement).is_valid()
    assert read(revision, row | {"stage": "planned", "dated_on": "2026-03-01"}, stored=measurement).is_valid()


def test_the_stage_shown_is_the_furthest_one_whatever_its_date(army: Institution, revision: IndicatorRevision) -> None:
    measurement = saved(revision, army, ROW)
    item = RegisterItem.objects.get()
    item.stages.create(stage=item.register.stages.get(code="planned"), reached_on=dt.date(2026, 5, 1))
    row = ListForm(None, spec=spec_of(revision), entries=list(entries_of(measurement))).rows[0]
    assert (row.initial["stage"], row.initial["dated_on"]) == ("held", dt.date(2026, 3, 2))
    (line,) = said(measurement).items
    assert (line.stage, as_content(item).stage.code) == ("held", "held")
    assert item_as_counted(item).stage_at(dt.date(2026, 6, 30)).code == "held"
