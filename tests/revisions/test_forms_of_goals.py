"""Targets in their rows: untouched they stay with their act, changed they wait for the session's; and where a draft begins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from indicators.defining.checking import Problem
from indicators.defining.document import BaselinePoint, DefinitionDocument, Part, TargetPoint, Track, Words
from revisions.drafting import Sum, YearValue, begun_from, blank, path_of, sums_of
from revisions.forms.goals import GoalBoxes
from revisions.forms.points import Offers
from tests.revisions.sent import sent_of

SEMESTERS = [(code, code) for code in ("2025-II", "2026-I", "2026-II", "2027-I", "2027-II", "2028-I")]
INSTITUTIONS = [("EP", "EP"), ("MGP", "MGP")]
ACT = {"act_reference": "Acta 1", "approved_on": dt.date(2025, 1, 24)}
START = BaselinePoint("2025-II", Decimal(30), "Oficio 1")
OF_ALL = TargetPoint("2027-I", Decimal("42.5"), source="Estrategia", is_interpolated=True, **ACT)  # type: ignore[arg-type]
OF_ARMY = TargetPoint("2027-I", Decimal(20), institution="EP", **ACT)  # type: ignore[arg-type]


def count(*tracks: Track, **fields: Any) -> DefinitionDocument:
    part = Part("total", "value", Words("Total"), in_headline=True)
    return replace(blank("COUNT"), components=(part,), series=tracks, **fields)


BEFORE = count(Track("all", Words(), baselines=(START,), targets=(OF_ALL, OF_ARMY)))


def offers(*, is_percent: bool = False) -> Offers:
    return Offers(SEMESTERS, INSTITUTIONS, is_percent)


def sent(before: DefinitionDocument, typed: Mapping[str, Any] | None = None, *, is_percent: bool = False) -> GoalBoxes:
    offered = offers(is_percent=is_percent)
    return GoalBoxes.sent(before, offered, sent_of(GoalBoxes.of(before, offered, {"version": 3}), **typed or {}))


def saved(
    before: DefinitionDocument, typed: Mapping[str, Any] | None = None, *, is_percent: bool = False
) -> DefinitionDocument:
    boxes = sent(before, typed, is_percent=is_percent)
    assert boxes.is_valid(), [row.errors for each in boxes.tracks for row in each.targets.forms]
    return boxes.document


@pytest.mark.parametrize("language", ["es", "en"])
def test_targets_saved_untouched_are_the_same_with_their_acts(language: str) -> None:
    with translation.override(language):
        assert saved(BEFORE) == BEFORE


def test_a_changed_target_waits_for_the_act_of_the_session_and_the_others_keep_theirs() -> None:
    after = saved(BEFORE, {"targets-all-0-value": "43,25"})
    changed = TargetPoint("2027-I", Decimal("43.25"), source="Estrategia", is_interpolated=True)
    assert after == count(Track("all", Words(), baselines=(START,), targets=(changed, OF_ARMY)))


@pytest.mark.parametrize(("typed", "value"), [("1,5", "1.5"), ("1.5", "1.5"), ("1 200", "1200"), ("0", "0")])
def test_comma_and_point_are_read_alike_and_zero_is_a_value(typed: str, value: str) -> None:
    after = saved(BEFORE, {"targets-all-0-value": typed})
    assert after.series[0].targets[0].value == Decimal(value)


def test_a_row_left_empty_says_nothing_and_one_removed_is_gone() -> None:
    again = sent(BEFORE).again({"targets-all": 3})
    data = sent_of(again, **{"targets-all-1-remove": "on"})
    boxes = GoalBoxes.sent(BEFORE, offers(), data)
    assert boxes.is_valid()
    assert boxes.document.series[0].targets == (OF_ALL,)


def test_a_part_beside_its_whole_is_kept_as_both() -> None:
    typed = {
        "targets-all-count": "1", "targets-all-0-period": "2028-I", "targets-all-0-value": "30",
        "targets-all-0-denominator": "200", "targets-all-0-scope": "year",
    }  # fmt: skip
    after = saved(count(Track("all", Words())), typed, is_percent=True)
    assert after.series[0].targets == (TargetPoint("2028-I", Decimal(30), "year", Decimal(200)),)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"targets-all-0-value": "muchos"}, "targets-all-0-value"),
        ({"targets-all-0-value": ""}, "targets-all-0-value"),
        ({"targets-all-0-period": ""}, "targets-all-0-period"),
        ({"targets-all-1-institution": ""}, "targets-all-1-period"),
        ({"targets-all-1-institution": "NADIE"}, "targets-all-1-institution"),
        ({"baselines-all-0-value": "-1"}, "baselines-all-0-value"),
        ({"trajectory": "curve"}, "trajectory"),
    ],
)
def test_what_is_wrong_is_told_beside_its_box(typed: dict[str, str], field: str) -> None:
    boxes = sent(BEFORE, typed)
    assert not boxes.is_valid()
    rows = [row for each in boxes.tracks for row in (*each.baselines.forms, *each.targets.forms)]
    assert field in {form.add_prefix(name) for form in [boxes.path, *rows] for name in form.errors}


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("series.all.targets.2027-I", "targets-all-0-value"),
        ("series.all.targets.2027-I.EP", "targets-all-1-value"),
        ("series.all.baselines", "baselines-all-0-value"),
        ("series.all", "targets-all-0-value"),
        ("trajectory", "trajectory"),
        ("series.all.targets.2027-II", "trajectory"),
    ],
)
def test_a_problem_stands_beside_the_box_that_its_path_names(path: str, field: str) -> None:
    boxes = GoalBoxes.of(BEFORE, offers(), {})
    assert boxes.tell([Problem(path, "No sirve.")]) == []
    rows = [row for each in boxes.tracks for row in (*each.baselines.forms, *each.targets.forms)]
    assert [form.add_prefix(name) for form in [boxes.path, *rows] for name in form.errors] == [field]


def test_a_problem_of_the_definition_has_no_box_here() -> None:
    problem = Problem("components.total.label", "Falta.")
    assert GoalBoxes.of(BEFORE, offers(), {}).tell([problem]) == [problem]


# --- A published path, sums, and where a draft begins ----------------------------------------------------------------

YEARS = [YearValue(2025, Decimal(12), False), YearValue(2026, Decimal(13), True), YearValue(2028, Decimal(15), False)]


def test_a_path_starts_at_the_semester_of_effect_and_goes_on_with_each_first_semester() -> None:
    assert path_of(YEARS, "ONU", "2026-II") == (
        TargetPoint("2026-II", Decimal(13), source="ONU", is_interpolated=True),
        TargetPoint("2028-I", Decimal(15), source="ONU"),
    )


def test_a_path_takes_the_place_of_the_targets_of_all_in_its_semesters_alone() -> None:
    path = (TargetPoint("2027-I", Decimal(50), source="ONU"), TargetPoint("2028-I", Decimal(60), source="ONU"))
    again = sent(BEFORE).again(paths={"all": path})
    boxes = GoalBoxes.sent(BEFORE, offers(), sent_of(again))
    assert boxes.is_valid()
    assert boxes.document.series[0].targets == (*path, OF_ARMY)


def test_sums_name_what_the_institutions_add_up_to_beside_the_target_of_all() -> None:
    navy = TargetPoint("2027-I", Decimal("22.5"), institution="MGP")
    alone = TargetPoint("2027-II", Decimal(7), institution="EP")
    track = Track("all", Words(), targets=(OF_ALL, OF_ARMY, navy, alone))
    sums = sums_of(track)
    assert sums == (
        Sum("2027-I", Decimal("42.5"), Decimal("42.5"), 2),
        Sum("2027-II", Decimal(7), None, 1),
    )
    assert [each.agrees for each in sums] == [True, False]


TWO = tuple(Part(code, "value", Words(code)) for code in ("articles", "events"))


def test_a_new_indicator_begins_with_the_parts_that_are_named_and_without_targets() -> None:
    added_up = replace(BEFORE, components=tuple(replace(part, in_headline=True) for part in TWO))
    begun = begun_from(added_up, ["events"])
    assert [part.code for part in begun.components] == ["events"]
    assert begun.series == (Track("all", Words()),)


def test_the_words_of_the_whole_are_not_those_of_a_part() -> None:
    said = Words("artículos y eventos")
    added_up = replace(BEFORE, components=TWO, name=said, definition=said, note=said, unit=said)
    part = begun_from(added_up, ["events"])
    assert (part.name, part.definition, part.note, part.unit) == (Words(),) * 4
    assert begun_from(added_up).note == begun_from(added_up, ["articles", "events"]).note == said


def test_one_part_of_an_indicator_without_a_headline_becomes_the_headline() -> None:
    apart = count(*(Track(part.code, part.label, part.code) for part in TWO), headline="none")
    begun = begun_from(replace(apart, components=TWO), ["articles"])
    assert begun.headline == "sum"
    assert begun.components == (replace(TWO[0], in_headline=True),)
    assert begun.series == (Track("all", Words()),)


def test_series_of_parts_that_are_left_out_go_with_them() -> None:
    three = (*TWO, Part("material", "value", Words("material")))
    apart = count(*(Track(part.code, part.label, part.code) for part in three), headline="none")
    begun = begun_from(replace(apart, components=three), ["articles", "material"])
    assert [track.code for track in begun.series] == ["articles", "material"]
    assert begun.headline == "none"
