"""Sentences that would be false of some data: nothing to tell, all outside, one of a thing, a past of other institutions."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.utils.translation import override

from measurements.models import Answer
from reports import snapshot
from reports.edition.blocks import Block, Bullets, Document, KeyFigures, Multiples, Table, Terms
from reports.edition.checks import check_text
from reports.edition.composing import compose
from reports.edition.past import past_in_words
from reports.edition.reading import Snapshot
from reports.report_kinds.scope import of_semester
from tests import factories as make
from tests.cast import Cast
from tests.reports.report_kinds.test_kinds_printed import make_year_world
from tests.reports.worlds.edges import CUT_OFF, EdgesWorld, levels
from tests.reports.worlds.own import AT as OWN_AT
from tests.reports.worlds.own import make_own_world
from tests.reports.worlds.report import CLOSED, make_world
from tests.reports.worlds.span import SpanWorld, make_span_world

pytestmark = pytest.mark.django_db


def printed(scope: Any, at: Any, language: str = "en") -> Document:
    return compose(snapshot.freeze(snapshot.build(scope, at=at)).content, language)


def blocks(document: Document, anchor: str) -> tuple[Block, ...]:
    return next(each.blocks for each in document.sections if each.anchor == anchor)


def words(document: Document, anchor: str) -> str:
    return repr(blocks(document, anchor))


# --- Nothing to tell ---


def test_a_plan_without_indicators_is_not_called_complete() -> None:
    plan = make.make_plan()
    document = printed(of_semester(plan, make.make_period(plan, "2026-I")), CLOSED)
    summary, closing = words(document, "summary"), words(document, "closing")
    assert "No indicator was in force in the semester." in summary
    assert "0 of the 0" not in summary
    assert "can be said what changed" not in summary
    assert "Every indicator in force" not in closing
    assert "can be judged" not in closing


def test_commitments_that_do_not_apply_are_commitments() -> None:
    plan = make.make_plan()
    period, army = make.make_period(plan, "2026-I"), make.make_institution("EP")
    count = make.make_count(plan)
    make.make_commitment(count, army, period)
    make.make_measurement(count, army, period, answer=Answer.NOT_APPLICABLE)
    document = printed(of_semester(plan, period), CLOSED)
    for anchor in ("summary", "method", "commitments"):
        assert "confirmed as not applicable in this semester" in words(document, anchor)
        assert "No institution" not in words(document, anchor)


# --- What does not apply is not unknown ---


def test_of_what_does_not_apply_nothing_is_unknown(cast: Cast) -> None:
    """PREV-1.4.1 does not apply to the army; PREV-1.2.1 waits for validation."""
    document = printed(make_own_world(cast), OWN_AT)
    listed = [each.items for each in blocks(document, "closing") if isinstance(each, Bullets)]
    assert "How 1 indicator stood is not known, for want of a validated figure." in listed[0]
    assert "1 indicator does not apply in the semester, as the reviewer confirmed." in listed[0]
    assert listed[1:3] == [("PREV-1.2.1 · Name of PREV-1.2.1",), ("PREV-1.4.1 · Name of PREV-1.4.1",)]


def test_an_institution_does_not_speak_of_the_agreements_of_others(cast: Cast) -> None:
    closing = words(printed(make_own_world(cast), OWN_AT), "closing")
    assert "No agreement of the Committee that the institution is responsible for" in closing
    assert "No agreement of the Committee was" not in closing
    assert "No agreement was" not in closing


# --- How many ---


def test_one_of_a_thing_is_said_in_the_singular() -> None:
    content = make_year_world().content()
    for language, said in (
        ("en", "1 area, 1 objective, 2 actions and 1 indicator in force"),
        ("es", "1 ámbito, 1 objetivo, 2 acciones y 1 indicador vigente"),
    ):
        (terms,) = (each for each in blocks(compose(content, language), "mandate") if isinstance(each, Terms))
        assert said in dict(terms.items).values()
    assert "1 of the 2 indicators followed has a figure" in words(compose(content, "en"), "summary")


def test_what_is_of_the_last_semester_says_so_beside_what_is_of_all() -> None:
    document = compose(make_year_world().content(), "en")
    (headline,) = (each for each in blocks(document, "summary") if isinstance(each, KeyFigures))
    assert [each.note for each in headline.items] == ["80.0%", "80.0%", "80.0%", "2026\u00a0H2"]


def test_indicators_without_a_target_are_all_accounted_for_in_the_table(cast: Cast) -> None:
    """PREV-1.4.1 has no target and does not apply to the army: it is not under “No target”."""
    document = printed(make_own_world(cast), OWN_AT)
    (table,) = (each for each in blocks(document, "summary") if isinstance(each, Table))
    column = [each.title for each in table.columns].index("No target")
    (said,) = re.findall(r"holds for the institution in (\d+) indicators", words(document, "summary"))
    assert "1 indicator without a target does not apply in the semester, and is under “Other”." in table.note
    assert int(table.rows[-1][column].text) + 1 == int(said)


def test_where_all_indicators_apply_the_table_explains_nothing() -> None:
    world = make_world()
    document = printed(of_semester(world.plan, world.period), CLOSED)
    (table,) = (each for each in blocks(document, "summary") if isinstance(each, Table))
    assert "without a target" not in table.note


# --- Figures beside others ---


@pytest.mark.parametrize(
    ("language", "said"),
    [("es", "Formado por: talks (3) y papers (12)."), ("en", "Made of: talks (3) and papers (12).")],
)
def test_number_of_a_part_stands_in_brackets(language: str, said: str) -> None:
    plan = make.make_plan()
    period, army = make.make_period(plan, "2026-I"), make.make_institution("EP")
    listed = make.make_register(plan, components=("talks", "papers"))
    make.make_commitment(listed, army, period)
    make.make_measurement(listed, army, period, values={"talks": 3, "papers": 12})
    document = printed(of_semester(plan, period), CLOSED, language)
    assert said in words(document, "progress")


def test_bounds_are_the_target_of_the_sheet_too() -> None:
    plan = make.make_plan()
    periods = [make.make_period(plan, code) for code in ("2025-I", "2025-II", "2026-I")]
    world = EdgesWorld(plan, periods, {code: make.make_institution(code) for code in ("EP", "MGP")})
    levels(world)
    document = printed(of_semester(plan, world.period), CUT_OFF)
    sheets = [dict(each.items)["Targets"] for each in blocks(document, "datasheets") if isinstance(each, Terms)]
    assert sheets[1] == "to be kept between 20 and 40"
    assert "(12.625 − 2.75) ÷ (20 − 2.75)" in words(document, "progress")
    assert "12.625 − 2.75 = +9.875" in words(document, "explanations")


def test_a_chart_in_words_says_which_sum_is_partial() -> None:
    """70 of both institutions, then 44 of the army alone."""
    world = make_world()
    document = printed(of_semester(world.plan, world.period), CLOSED)
    charts = next(each for each in blocks(document, "progress") if isinstance(each, Multiples))
    assert charts.items[0].drawing.alt == "PREV-1.1.1: from 70 in 2025\u00a0H2 to 44 (partial) in 2026\u00a0H1"


def test_a_partial_sum_of_any_semester_is_a_limitation_of_a_range() -> None:
    world: SpanWorld = make_span_world("2025-I", "2025-II")
    flow = world.owe(make.make_count(world.plan), "EP", "MGP")
    world.say(flow, "EP", 1, 2)
    world.say(flow, "MGP", None, 5)
    document = compose(world.content("2025-I", "2025-II", kind="range"), "en")
    assert f"Partial figures, because some institution is missing: {flow.indicator.code}." in words(document, "method")


def test_what_is_missing_of_any_semester_is_checked_as_the_report_counts_it() -> None:
    """Of 2025-I the navy is silent and the army waits; of 2025-II the army is silent. In the other both of the army were returned."""
    world: SpanWorld = make_span_world("2025-I", "2025-II")
    flow = world.owe(make.make_count(world.plan), "EP", "MGP")
    world.say(flow, "EP", 1, status="submitted")
    world.say(flow, "MGP", None, 5)
    other = world.owe(make.make_count(world.plan, "PREV-1.2.1"), "EP")
    world.say(other, "EP", 1, 1, status="returned")
    content = world.content("2025-I", "2025-II", kind="range")
    found = {each["kind"]: each for each in content["checks"]}
    with override("en"):
        said = [
            check_text(Snapshot(content, "en"), found[kind]) for kind in ("not_reported", "awaiting_review", "returned")
        ]
    assert said == [
        f"2 reports did not arrive: semester 2025\u00a0H1 and {flow.indicator.code}.",
        "1 answer was sent and waits for review: semester 2025\u00a0H1.",
        "2 answers were observed and returned to their institutions, which have not sent them again: "
        f"semester 2025\u00a0H1 and {other.indicator.code}.",
    ]


def test_a_target_of_one_year_is_not_told_of_another() -> None:
    """Its only target is of 2026."""
    content = make_year_world().content("2025-I", "2026-II", kind="range")
    assert "2025" in json.dumps(content["span"]["indicators"][0]["series"][0]["judged"])
    progress = words(compose(content, "en"), "progress")
    assert "Target of the year 2026: Off track." in progress
    assert "Target of the year 2025" not in progress


# --- Few, and nobody ---


def test_a_percentage_of_few_is_marked_wherever_it_stands(cast: Cast) -> None:
    """Of the two forces' 10 one has 7 and one 3; of 20 officers none is few, 19 are."""
    plan = make.make_plan()
    period = make.make_period(plan, "2026-I")
    share = make.make_proportion(plan, "PART-1.1.1")
    ranks = make.make_dimension("rank_category", "officers", "ncos", "civilians")
    people = make.make_count(plan, "PREV-1.1.1", dimensions=[ranks, make.make_dimension("sex")])
    for institution, parts in ((cast.army, (6, 30)), (cast.navy, (2, 3))):
        make.make_commitment(share, institution, period)
        make.make_measurement(share, institution, period, value=parts)
    make.make_commitment(people, cast.army, period)
    counts = {"officers": (5, 15), "ncos": (4, 15), "civilians": (0, 0)}
    values: dict[str, make.Amount | tuple[make.Number, make.Number]] = {
        f"total:rank_category={rank}|sex={sex}": number
        for rank, both in counts.items()
        for sex, number in zip(("women", "men"), both, strict=True)
    }
    make.make_measurement(people, cast.army, period, values=values)
    tables = [
        each for each in blocks(printed(of_semester(plan, period), CLOSED), "progress") if isinstance(each, Table)
    ]
    ranked = next(each for each in tables if each.caption.startswith("PREV-1.1.1 by rank"))
    assert [row[-1].text for row in ranked.rows] == ["25.0%", "21.1% *", "–"]
    assert ranked.note == "* fewer than 20 women and men."
    told = next(each for each in tables if each.caption == "PART-1.1.1 by institution")
    assert told.note == "Percentages of fewer than 20, which one person moves by more than five points: MGP."


def test_without_a_note_it_is_not_known_how_many_activities_were_done(cast: Cast) -> None:
    plan = make.make_plan()
    period = make.make_period(plan, "2026-I")
    make.make_activity(make.make_year_plan(make.make_round(plan, is_sealed=True), cast.army), "PREV-1.1")
    (headline,) = (
        each
        for each in blocks(printed(of_semester(plan, period), CLOSED), "activities")
        if isinstance(each, KeyFigures)
    )
    assert [(each.value, each.note) for each in headline.items] == [
        ("1", ""), ("–", "Not known: no note arrived."), ("0", ""), ("1", ""),
    ]  # fmt: skip


# --- The past ---


@pytest.mark.parametrize(
    ("values", "broken", "said"),
    [
        (["5", "7", "9"], None, "X: from 5 in 2025\u00a0H1 to 9 in 2026\u00a0H1"),
        (["5", "7", "9"], 1, "X: from 7 in 2025\u00a0H2 to 9 in 2026\u00a0H1"),
        (["5", "7", "9"], 2, "X: 9 in 2026\u00a0H1, the only figure since its definition changed"),
        (["5", "7", None], 2, "X: no figure since its definition changed"),
        (["0", None, "9"], None, "X: from 0 in 2025\u00a0H1 to 9 in 2026\u00a0H1"),
    ],
)
def test_the_past_is_told_since_the_definition_last_changed(
    values: list[str | None], broken: int | None, said: str
) -> None:
    points = [
        {
            "period": period,
            "is_break": n == broken,
            "figure": {
                "value": value,
                "numerator": None,
                "denominator": None,
                "is_partial": False,
                "is_percent": False,
            },
        }
        for n, (period, value) in enumerate(zip(("2025-I", "2025-II", "2026-I"), values, strict=True))
    ]
    with override("en"):
        assert past_in_words(Snapshot({}, "en"), "X", points, is_percent=False) == said


def test_a_change_in_a_year_says_how_many_it_compares() -> None:
    world = make_span_world("2025-I", "2025-II", "2026-I")
    flow = world.owe(make.make_count(world.plan), "EP", "MGP")
    world.say(flow, "EP", 23, 1, 7)
    world.say(flow, "MGP", 4, 1)
    document = printed(of_semester(world.plan, world.periods["2026-I"]), CLOSED)
    said = [item for each in blocks(document, "progress") if isinstance(each, Bullets) for item in each.items]
    assert (
        "Against the same semester of the year before (2025\u00a0H1): −16 (1 comparable institution of 2), from 23 to 7."
        in said
    )
