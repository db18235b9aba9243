"""How the shipped plan defines its indicators: typed by hand from the source, not read from the fixtures."""

from collections import Counter

import pytest

from indicators.models import (
    Category,
    Component,
    CountingRule,
    IndicatorRevision,
    PlausibilityRule,
    Register,
    RevisionTag,
    Series,
    Stage,
)

pytestmark = [
    pytest.mark.usefixtures("real_plan_read_only"),
    pytest.mark.django_db,
]

KINDS = {
    "PREV-1.1.1": "COUNT",
    "PREV-1.2.1": "CHANGE",
    "PREV-1.3.1": "PROPORTION",
    "PREV-2.1.1": "COUNT",
    "PREV-2.2.1": "REGISTER",
    "PREV-2.3.1": "REGISTER",
    "PREV-3.1.1": "REGISTER",
    "PREV-3.2.1": "REGISTER",
    "PART-1.1.1": "COUNT",
    "PART-1.2.1": "PROPORTION",
    "PART-1.3.1": "REGISTER",
    "PROT-1.1.1": "REGISTER",
    "PROT-1.2.1": "REGISTER",
    "PROT-1.3.1": "REGISTER",
    "PROT-2.1.1": "REGISTER",
    "PROT-2.2.1": "REGISTER",
    "PROT-2.3.1": "REGISTER",
    "REC-1.1.1": "REGISTER",
    "REC-1.2.1": "REGISTER",
    "REC-2.1.1": "REGISTER",
    "REC-2.2.1": "PROPORTION",
}
HEADLINES = {
    "PREV-1.1.1": {"people_trained"},
    "PREV-1.2.1": {"hours"},
    "PREV-1.3.1": {"all_three"},
    "PREV-2.1.1": {"attendances"},
    "PREV-2.2.1": {"articles", "academic_events"},
    "PREV-2.3.1": {"held"},
    "PREV-3.1.1": {"in_force"},
    "PREV-3.2.1": {"routed"},
    "PART-1.1.1": {"peruvian_military"},
    "PART-1.2.1": set(),
    "PART-1.3.1": {"implemented"},
    "PROT-1.1.1": {"running_or_finished"},
    "PROT-1.2.1": {"in_force"},
    "PROT-1.3.1": {"in_force"},
    "PROT-2.1.1": {"workshops", "seminars"},
    "PROT-2.2.1": {"held"},
    "PROT-2.3.1": set(),
    "REC-1.1.1": {"in_force"},
    "REC-1.2.1": {"disseminated"},
    "REC-2.1.1": {"done"},
    "REC-2.2.1": {"both"},
}
STOCKS = {"PREV-1.2.1", "PREV-1.3.1", "PREV-3.1.1", "PART-1.2.1", "PROT-1.2.1", "PROT-1.3.1", "REC-1.1.1", "REC-2.2.1"}
SINGLE_REPORTER = {"PREV-1.3.1", "PART-1.1.1", "PART-1.2.1", "REC-2.2.1"}


def revision(code: str) -> IndicatorRevision:
    return IndicatorRevision.objects.get(indicator__code=code)


def rule(indicator: str, component: str) -> tuple[str, set[str], str, str | None]:
    found = CountingRule.objects.get(component__revision__indicator__code=indicator, component__code=component)
    return (
        found.register.code,
        {stage.code for stage in found.stages.all()},
        found.when,
        found.only.key if found.only else None,
    )


def test_kinds_are_fourteen_registers_three_counts_three_proportions_and_a_change() -> None:
    kinds = dict(IndicatorRevision.objects.values_list("indicator__code", "kind"))
    assert kinds == KINDS
    assert Counter(kinds.values()) == {"REGISTER": 14, "COUNT": 3, "PROPORTION": 3, "CHANGE": 1}


def test_headline_adds_up_the_declared_components() -> None:
    for code, expected in HEADLINES.items():
        definition = revision(code)
        assert {c.code for c in definition.components.filter(in_headline=True)} == expected, code
        assert definition.headline == ("sum" if expected else "none"), code
    assert revision("PART-1.1.1").headline_category == Category.objects.get(dimension__code="sex", code="women")


def test_accumulation_and_reporters_are_those_declared() -> None:
    revisions = IndicatorRevision.objects.select_related("indicator")
    assert {r.indicator.code for r in revisions if r.accumulation == "stock"} == STOCKS
    assert {r.indicator.code for r in revisions if r.across == "single_reporter"} == SINGLE_REPORTER
    assert {r.across for r in revisions if r.kind == "REGISTER"} == {"distinct"}
    assert {r.direction for r in revisions} == {"increase"}


@pytest.mark.parametrize(
    ("indicator", "component", "expected"),
    [
        (
            "PREV-2.2.1",
            "articles",
            ("publication", {"prepared", "disseminated"}, "reached", "publication_type=article"),
        ),
        ("PREV-2.2.1", "academic_events", ("event", {"held"}, "reached", "event_type=academic")),
        ("PREV-2.3.1", "held", ("event", {"held"}, "reached", None)),
        ("PREV-3.1.1", "in_force", ("norm", {"in_force"}, "at_end", None)),
        ("PREV-3.1.1", "ever_approved", ("norm", {"approved", "in_force", "repealed"}, "ever", None)),
        ("PREV-3.2.1", "routed", ("report", {"routed"}, "reached", None)),
        ("PREV-3.2.1", "prepared", ("report", {"prepared", "routed"}, "reached", None)),
        ("PREV-1.3.1", "contingents_deployed", ("contingent", {"deployed"}, "at_end", None)),
        ("PROT-1.1.1", "running_or_finished", ("programme", {"running", "finished"}, "reached", None)),
        ("PROT-2.1.1", "seminars", ("event", {"held"}, "reached", "event_type=seminar")),
        (
            "PROT-2.3.1",
            "published_information",
            ("publication", {"disseminated"}, "reached", "publication_type=information"),
        ),
        (
            "PROT-2.3.1",
            "material_produced",
            ("publication", {"prepared", "disseminated"}, "reached", "publication_type=material"),
        ),
        ("REC-1.1.1", "ever_signed", ("agreement", {"signed", "in_force", "ended"}, "ever", None)),
        ("REC-2.2.1", "contingents_deployed", ("contingent", {"deployed"}, "at_end", None)),
    ],
)
def test_register_components_count_what_they_say(
    indicator: str, component: str, expected: tuple[str, set[str], str, str | None]
) -> None:
    assert rule(indicator, component) == expected


def test_a_condition_of_a_contingent_has_no_rule_of_its_own() -> None:
    numerators = Component.objects.filter(role=Component.Role.NUMERATOR)
    assert not numerators.filter(rule__isnull=False).exists()
    assert set(numerators.filter(needs_all=True).values_list("code", flat=True)) == {"all_three", "both"}


def test_breakdowns_are_crossed_in_the_declared_order() -> None:
    crossed = {
        r.indicator.code: [d.code for d in r.dimensions] for r in IndicatorRevision.objects.all() if r.dimensions
    }
    assert crossed == {
        "PREV-1.1.1": ["sex", "rank_category"],
        "PREV-2.1.1": ["sex", "rank_category", "military_zone"],
        "PART-1.1.1": ["sex", "rank_category", "deployment_category"],
        "PART-1.2.1": ["deployment_category"],
    }


def test_only_not_recorded_reconciles_a_total() -> None:
    assert [c.key for c in Category.objects.filter(is_not_recorded=True)] == ["sex=not_recorded"]
    assert [c.key for c in Category.objects.filter(dimension__code="military_zone")] == ["military_zone=unspecified"]


def test_required_tags_are_those_declared() -> None:
    tags = {(t.revision.indicator.code, t.dimension.code, t.is_multiple) for t in RevisionTag.objects.all()}
    assert tags == {
        ("PREV-2.3.1", "event_type", False),
        ("PREV-2.3.1", "mission", True),
        ("PREV-2.3.1", "position_type", True),
        ("PART-1.3.1", "modality_type", False),
        ("PART-1.3.1", "channel", False),
        ("PART-1.3.1", "modality_scope", False),
        ("PROT-1.1.1", "programme_type", False),
        ("PROT-2.2.1", "scope", False),
        ("REC-1.2.1", "scope", False),
        ("REC-2.1.1", "mission", False),
    }


def test_two_indicators_have_several_series_and_the_others_one() -> None:
    several = {"PART-1.2.1": ["contingents", "staff_and_observers"]} | {
        "PROT-2.3.1": ["published_information", "events", "material_produced"]
    }
    for code in KINDS:
        assert [s.code for s in revision(code).series.all()] == several.get(code, ["all"]), code
    officers = Series.objects.get(code="staff_and_observers")
    assert {c.code for c in officers.categories.all()} == {"staff_officer", "military_observer"}


def test_the_narrative_is_required_where_the_figure_alone_says_too_little() -> None:
    required = IndicatorRevision.objects.filter(is_narrative_required=True)
    assert set(required.values_list("indicator__code", flat=True)) == {"PART-1.3.1", "PROT-2.2.1"}


def test_every_definition_is_a_proposal_from_the_first_semester_on() -> None:
    for definition in IndicatorRevision.objects.select_related("effective_from"):
        assert (definition.number, definition.effective_from.code, definition.is_proposed) == (1, "2021-II", True)
    assert [r.indicator.code for r in IndicatorRevision.objects.filter(trajectory="step")] == ["PART-1.2.1"]


def test_shared_contingents_are_compared_both_ways_and_one_share_has_a_range() -> None:
    rules = PlausibilityRule.objects.select_related("revision__indicator", "compared_with").order_by("kind", "pk")
    assert [
        (r.revision.indicator.code, r.kind, r.compared_with and r.compared_with.code, r.low, r.high) for r in rules
    ] == [
        ("PART-1.2.1", "share_out_of_range", None, None, 50),
        ("PREV-1.3.1", "unequal_denominators", "REC-2.2.1", None, None),
        ("REC-2.2.1", "unequal_denominators", "PREV-1.3.1", None, None),
    ]


def test_registers_ask_for_people_only_where_people_attend() -> None:
    assert set(Register.objects.filter(counts_people=True).values_list("code", flat=True)) == {
        "event",
        "programme",
        "contingent",
    }
    assert Register.objects.count() == 10
    assert [(s.register.code, s.code) for s in Stage.objects.filter(is_lasting=True)] == [("programme", "running")]


def test_a_component_is_broken_down_only_where_its_indicator_crosses_dimensions() -> None:
    broken_down = Component.objects.filter(is_disaggregated=True)
    assert set(broken_down.values_list("revision__indicator__code", "code")) == {
        ("PREV-1.1.1", "people_trained"),
        ("PREV-2.1.1", "attendances"),
        ("PART-1.1.1", "peruvian_military"),
        ("PART-1.2.1", "deployed_women"),
        ("PART-1.2.1", "deployed"),
    }
