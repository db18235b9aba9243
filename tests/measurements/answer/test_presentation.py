"""Answers laid out for reading: the tables of every kind, the one line of each, and that rows and events say the same."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.utils import translation

from indicators.models import IndicatorRevision
from measurements.answer.presentation import figure_text, headline_of, tag_names, values_of, women_share
from measurements.answer.reading import as_sent, last_sending, previous_of, said, said_in, whole
from measurements.models import Answer, Measurement, Status
from measurements.workflow import steps as workflow
from tests.cast import Cast
from tests.factories import (
    make_count,
    make_dimension,
    make_entry,
    make_item,
    make_measurement,
    make_period,
    make_plan,
    make_proportion,
    make_register,
)
from tests.measurements.worlds.walk import counted, make_world


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def answer(cast: Cast, revision: IndicatorRevision, code: str = "2026-I", **fields: object) -> Measurement:
    made = make_measurement(revision, cast.army, make_period(make_plan(), code), **fields)  # type: ignore[arg-type]
    return whole(Measurement.objects.all()).get(pk=made.pk)


def test_columns_are_the_first_dimension_and_rows_are_grouped_by_the_second(cast: Cast) -> None:
    dimensions = [
        make_dimension("sex"),
        make_dimension("rank", "officers", "enlisted"),
        make_dimension("post", "contingent", "observer"),
    ]
    revision = make_count(make_plan(), dimensions=dimensions)
    now = answer(cast, revision, values={"total:post=contingent|rank=officers|sex=women": 3})
    (table,) = values_of(said(now)).tables
    assert [column.label for column in table.columns] == ["women", "men"]  # nobody's sex was not recorded
    assert [(line.group, line.label) for line in table.lines] == [
        ("officers", "contingent"),
        ("", "observer"),
        ("enlisted", "contingent"),
        ("", "observer"),
    ]
    assert [cell.now for cell in table.lines[0].cells] == ["3", "empty"]
    assert table.total is not None
    assert [cell.now for cell in table.total.cells] == ["3", "empty"]


def test_not_recorded_has_a_column_once_somebody_is_in_it(cast: Cast) -> None:
    revision = make_count(make_plan(), dimensions=[make_dimension("sex")])
    before = answer(cast, revision, "2025-II", values={"total:sex=not_recorded": 1})
    now = answer(cast, revision, values={"total:sex=women": 3, "total:sex=men": 0})
    (table,) = values_of(said(now), said(before)).tables
    assert [column.label for column in table.columns] == ["women", "men", "not_recorded"]
    assert [(cell.before, cell.now) for cell in table.lines[0].cells] == [
        ("empty", "3"),
        ("empty", "0"),
        ("1", "empty"),
    ]
    assert (table.before, table.now, table.span, table.width) == ("2025\u00a0H2", "2026\u00a0H1", 3, 10)


def test_a_total_of_a_proportion_is_the_sum_over_the_sum(cast: Cast) -> None:
    revision = make_proportion(make_plan(), dimensions=[make_dimension("sex")])
    now = answer(cast, revision, values={"part:sex=women": (1, 10), "part:sex=men": (9, 10)})
    (table,) = values_of(said(now)).tables
    assert table.total is not None
    assert [(cell.now, cell.now_note) for cell in table.total.cells] == [("50.0%", "10 of 20")]
    assert figure_text(said(now)) == "50.0% (10 of 20)"


def test_unlike_units_have_figures_but_no_total(cast: Cast) -> None:
    revision = make_register(make_plan(), components=("articles", "events"), headline="none")
    now = answer(cast, revision, values={"articles": 2, "events": 0})
    assert headline_of(said(now)).value is None
    assert figure_text(said(now)) == "articles: 2 and events: 0"


def test_the_one_line_reads_well_with_one_and_with_many(cast: Cast) -> None:
    revision = make_count(make_plan(), unit_en="attendances", unit_es="asistencias")
    assert figure_text(said(answer(cast, revision, value=1))) == "Attendances: 1"


@pytest.mark.parametrize("code", [Answer.NOT_AVAILABLE, Answer.NOT_APPLICABLE])
def test_no_value_is_said_and_never_a_zero(cast: Cast, code: Answer) -> None:
    values = values_of(said(answer(cast, make_count(make_plan()), answer=code)))
    assert (values.figure, values.answer, values.tables) == (str(code.label), str(code.label), ())
    assert values.reason


def test_women_are_counted_among_those_whose_sex_is_recorded(cast: Cast) -> None:
    revision = make_count(make_plan(), dimensions=[make_dimension("sex")])
    cells = {"total:sex=women": 1, "total:sex=men": 3, "total:sex=not_recorded": 96}
    assert women_share(said(answer(cast, revision, values=cells))) == Decimal(25)
    Measurement.objects.all().delete()
    nobody = {"total:sex=women": 0, "total:sex=men": 0}
    assert women_share(said(answer(cast, revision, values=nobody))) is None


def test_an_item_says_what_it_is_and_what_it_counts_for(cast: Cast) -> None:
    make_dimension("mission", "minusca")
    revision = make_register(make_plan(), components=("held",))
    made = make_measurement(revision, cast.army, make_period(make_plan()), values={"held": 2})
    item = make_item(cast.army, title="Taller", quantity=2, women=5, men=7)
    make_entry(made, item, {"held": 2}, tags=["mission=minusca"])
    now = whole(Measurement.objects.all()).get(pk=made.pk)
    (line,) = values_of(said(now), tags=tag_names()).items
    assert (line.title, line.tags, line.counted, line.is_new) == ("Taller", ("minusca",), "held", False)
    assert line.note == "held · 2 March 2026 · 2 alike · 5 women and 7 men"


def test_rows_and_the_event_of_the_sending_say_the_same(cast: Cast) -> None:
    sent = make_world(cast).sent(value=1240)
    sending = last_sending(sent)
    assert sending is not None
    assert said_in(sending, sent.revision) == said(sent)


def test_what_was_sent_is_read_from_the_event_while_it_is_corrected(cast: Cast) -> None:
    world = make_world(cast)
    returned = world.returned(value=1240)
    workflow.save_draft(world.task(), counted(1999), version=returned.version, by=cast.reporter, at=world.open)
    now = Measurement.objects.get(pk=returned.pk)
    assert figure_text(as_sent(now)) == "1,240"
    assert figure_text(said(now)) == "1,999"


@pytest.mark.parametrize(
    ("status", "compared"),
    [
        (Status.DRAFT, False),
        (Status.PREPARED, False),
        (Status.SUBMITTED, True),
        (Status.RETURNED, False),
        (Status.VALIDATED, True),
    ],
)
def test_only_what_stands_as_it_was_sent_is_compared_with(cast: Cast, status: str, compared: bool) -> None:
    revision = make_count(make_plan())
    answer(cast, revision, "2025-II", value=1, status=status)
    now = answer(cast, revision, value=2)
    assert (now.pk in previous_of([now])) == compared


def test_two_semesters_before_is_not_the_semester_before(cast: Cast) -> None:
    revision = make_count(make_plan())
    answer(cast, revision, "2025-I", value=1)
    now = answer(cast, revision, value=2)
    assert previous_of([now]) == {}
