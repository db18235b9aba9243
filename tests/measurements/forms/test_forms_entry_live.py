"""What follows from the boxes while they are typed, computed by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.http import QueryDict

from indicators.models import IndicatorRevision, ReportingPeriod
from measurements.background.previous import Previous
from measurements.forms.entry import EntryForm
from measurements.forms.entry_live import Level, control_of, headline_of, levels_of
from measurements.forms.entry_tables import entry_tables
from measurements.workflow.steps import Task
from tests.cast import Cast
from tests.factories import (
    make_baseline,
    make_change,
    make_component,
    make_count,
    make_dimension,
    make_measurement,
    make_period,
    make_plan,
    make_proportion,
)
from tests.measurements.worlds.entering import MEN, NOW, WOMEN


def typed(cast: Cast, period: ReportingPeriod, revision: IndicatorRevision, **boxes: str) -> EntryForm:
    data = QueryDict(mutable=True)
    data.update(
        {"version": "0", "answer": "reported"} | {name.replace("__", "."): text for name, text in boxes.items()}
    )
    whole = IndicatorRevision.objects.with_definition().get(pk=revision.pk)
    task = Task(revision.indicator, cast.army, period)
    return EntryForm(data, task=task, revision=whole, measurement=None, at=NOW)


def boxes(women: str, men: str) -> dict[str, str]:
    return {WOMEN: women, MEN: men}


@pytest.mark.parametrize(
    ("women", "men", "stated", "agrees", "words"),
    [
        ("1 000", "234", "1234", True, "Coincide con la suma: 1\xa0234"),
        ("10", "5", "12", False, "Los casilleros suman 15: sobran 3"),
        ("10", "", "12", False, "Los casilleros suman 10: faltan 2"),
        ("doce", "5", "12", False, "Los casilleros suman 5: faltan 7"),
    ],
)
def test_the_control_total_says_by_how_much_it_differs(
    cast: Cast, period: ReportingPeriod, women: str, men: str, stated: str, agrees: bool, words: str
) -> None:
    revision = make_count(make_plan(), dimensions=[make_dimension("sex")])
    form = typed(cast, period, revision, control_total=stated, **boxes(women, men))
    assert control_of(form) == {"agrees": agrees, "text": words}


@pytest.mark.parametrize(("women", "stated"), [("", "12"), ("10", ""), ("10", "doce")])
def test_the_control_total_says_nothing_before_both_are_known(
    cast: Cast, period: ReportingPeriod, women: str, stated: str
) -> None:
    revision = make_count(make_plan(), dimensions=[make_dimension("sex")])
    assert control_of(typed(cast, period, revision, control_total=stated, **boxes(women, ""))) is None


@pytest.mark.parametrize(
    ("before", "now", "difference", "percent"),
    [
        (40, "46", "+6", "+15,0\xa0%"),
        (40, "30", "−10", "−25,0\xa0%"),
        (40, "40", "0", "0,0\xa0%"),
        (0, "8", "+8", "no hay desde cero"),
        (40, "", "–", "–"),
    ],
)
def test_a_level_is_told_against_the_semester_before(
    cast: Cast, period: ReportingPeriod, before: int, now: str, difference: str, percent: str
) -> None:
    revision = make_change(make_plan())
    earlier = make_period(make_plan(), "2025-II")
    previous = Previous(earlier, make_measurement(revision, cast.army, earlier, value=before))
    (level,) = levels_of(typed(cast, period, revision, v__level=now), previous)
    assert (level.since, level.before, level.now) == ("2025-II", str(before), now or "–")
    assert (level.difference, level.percent) == (difference, percent)


def test_a_level_is_told_against_the_institution_s_own_first_one_and_never_against_the_sector_s_baseline(
    cast: Cast, period: ReportingPeriod
) -> None:
    revision = make_change(make_plan())
    make_baseline(revision.series.get(), make_period(make_plan(), "2021-II"), 20)
    assert levels_of(typed(cast, period, revision, v__level="25"), Previous()) == []
    make_measurement(revision, cast.navy, make_period(make_plan(), "2024-II"), value=7)
    make_measurement(revision, cast.army, make_period(make_plan(), "2025-I"), value=10)
    levels = levels_of(typed(cast, period, revision, v__level="25"), Previous())
    assert levels == [Level("Su primer nivel (2025-I)", "25", "10", "+15", "+150,0\xa0%")]


def test_the_figure_that_counts_women_only_leaves_men_out(cast: Cast, period: ReportingPeriod) -> None:
    sex = make_dimension("sex")
    revision = make_count(make_plan(), dimensions=[sex], headline_category="sex=women", unit="participantes")
    headline = headline_of(typed(cast, period, revision, **boxes("3", "9")))
    assert headline is not None
    assert headline.figures == (("Participantes", "3"),)
    assert headline.note == "Cuenta: total (women)."


def test_what_is_printed_beside_stays_out_of_the_figure(cast: Cast, period: ReportingPeriod) -> None:
    revision = make_count(make_plan(), dimensions=[make_dimension("sex")])
    make_component(revision, "others", role="beside", is_disaggregated=False)
    headline = headline_of(typed(cast, period, revision, v__others="100", **boxes("3", "9")))
    assert headline is not None
    assert headline.figures == (("Cifra", "12"),)


def test_a_definition_without_a_figure_says_so_and_tells_each_series(cast: Cast, period: ReportingPeriod) -> None:
    post = make_dimension("post", "troops", "staff", "observers")
    series = {"contingents": ["post=troops"], "others": ["post=staff", "post=observers"]}
    revision = make_proportion(make_plan(), dimensions=[post], series=series)
    cells = {"v.part.post:staff": "3", "d.part.post:staff": "14", "v.part.post:observers": "1"}
    form = typed(cast, period, revision, **cells, **{"d.part.post:observers": "9"})
    headline = headline_of(form)
    assert headline is not None
    assert headline.figures == (("contingents", "–"), ("others", "17,4\xa0% (4 de 23)"))
    assert "no tiene una cifra única" in headline.note


def test_where_the_boxes_add_up_to_the_figure_nothing_is_repeated(cast: Cast, period: ReportingPeriod) -> None:
    revision = make_count(make_plan(), dimensions=[make_dimension("sex")])
    assert headline_of(typed(cast, period, revision, **boxes("3", "9"))) is None


def test_a_proportion_adds_both_numbers_and_never_averages(cast: Cast, period: ReportingPeriod) -> None:
    revision = make_proportion(make_plan(), dimensions=[make_dimension("post", "troops", "staff")])
    cells = {"v.part.post:troops": "1", "d.part.post:troops": "2", "v.part.post:staff": "1", "d.part.post:staff": "8"}
    form = typed(cast, period, revision, **cells)
    (table,) = entry_tables(form.grid, form.revision, Previous(), ())
    assert [each.now for each in table.foot] == ["2", "10", "20,0\xa0%"]


def test_a_proportion_without_a_single_figure_is_not_added_up(cast: Cast, period: ReportingPeriod) -> None:
    post = make_dimension("post", "troops", "staff")
    revision = make_proportion(make_plan(), dimensions=[post], series={"a": ["post=troops"], "b": ["post=staff"]})
    form = typed(cast, period, revision)
    assert entry_tables(form.grid, form.revision, Previous(), ())[0].foot == ()


def test_the_boxes_of_those_not_recorded_say_what_they_are_for(cast: Cast, period: ReportingPeriod) -> None:
    revision = make_count(make_plan(), dimensions=[make_dimension("sex")])
    form = typed(cast, period, revision)
    assert "not_recorded" in entry_tables(form.grid, form.revision, Previous(), ())[0].note
    plain = make_count(make_plan(), "PREV-2.1.1", dimensions=[make_dimension("rank", "ncos", "officers")])
    form = typed(cast, period, plain)
    assert entry_tables(form.grid, form.revision, Previous(), ())[0].note == ""


def test_sums_are_known_by_names_of_their_own(cast: Cast, period: ReportingPeriod) -> None:
    revision = make_count(make_plan(), dimensions=[make_dimension("sex"), make_dimension("rank", "ncos", "officers")])
    form = typed(cast, period, revision, **{"v.total.rank:ncos.sex:women": "4", "v.total.rank:officers.sex:women": "5"})
    (table,) = entry_tables(form.grid, form.revision, Previous(), ())
    assert len({each.id for each in table.sums}) == len(table.sums)
    assert [each.now for each in table.foot] == ["9", "", "", "9"]
    assert Decimal(table.lines[0].sums[0].now) == 4
