"""Opening a definition in its boxes and saving it untouched changes nothing; and what is touched is all that changes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from indicators.defining.checking import Problem
from indicators.defining.document import DefinitionDocument, Part, Rule, Tag, Words
from indicators.defining.reading import document_of
from indicators.models import Indicator, IndicatorRevision
from revisions.forms.whole import DefinitionBoxes
from revisions.vocabulary import Vocabulary, vocabulary
from tests.revisions.sent import sent_of

CODES = [
    "PREV-1.1.1",
    "PREV-1.2.1",
    "PREV-1.3.1",
    "PREV-2.1.1",
    "PREV-2.2.1",
    "PREV-2.3.1",
    "PREV-3.1.1",
    "PREV-3.2.1",
    "PART-1.1.1",
    "PART-1.2.1",
    "PART-1.3.1",
    "PROT-1.1.1",
    "PROT-1.2.1",
    "PROT-1.3.1",
    "PROT-2.1.1",
    "PROT-2.2.1",
    "PROT-2.3.1",
    "REC-1.1.1",
    "REC-1.2.1",
    "REC-2.1.1",
    "REC-2.2.1",
]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_plan_read_only")]


def document(code: str) -> DefinitionDocument:
    return document_of(IndicatorRevision.objects.get(indicator__code=code))


@pytest.fixture
def words() -> Vocabulary:
    return vocabulary()


def sent(before: DefinitionDocument, words: Vocabulary, **typed: Any) -> DefinitionBoxes:
    """The boxes of a definition as a browser sends them back, with something typed over."""
    return DefinitionBoxes(before, words, data=sent_of(DefinitionBoxes.of(before, words), **typed))


def saved(before: DefinitionDocument, words: Vocabulary, **typed: Any) -> DefinitionDocument:
    boxes = sent(before, words, **typed)
    assert boxes.is_valid(), [form.errors for form in boxes.forms]
    return boxes.document


# --- Nothing touched, nothing changed --------------------------------------------------------------------------------


def test_the_plan_has_these_indicators() -> None:
    assert set(Indicator.objects.values_list("code", flat=True)) == set(CODES)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("code", CODES)
def test_a_definition_saved_untouched_is_the_same(code: str, language: str, words: Vocabulary) -> None:
    before = document(code)
    with translation.override(language):
        assert saved(before, words) == before


@pytest.mark.parametrize("code", CODES)
def test_adding_rows_and_updating_the_boxes_changes_nothing_either(code: str, words: Vocabulary) -> None:
    before = document(code)
    again = sent(before, words).again(spare_parts=2, spare_tracks=2)
    boxes = DefinitionBoxes(before, words, data=sent_of(again))
    assert boxes.is_valid(), [form.errors for form in boxes.forms]
    assert boxes.document == before


# --- What is touched is all that changes -----------------------------------------------------------------------------


def test_words_change_alone(words: Vocabulary) -> None:
    before = document("PREV-1.1.1")
    after = saved(before, words, name_es="Otro nombre", unit_en="")
    assert after == replace(before, name=replace(before.name, es="Otro nombre"), unit=replace(before.unit, en=""))


def test_a_removed_part_is_gone_and_the_others_stay(words: Vocabulary) -> None:
    before = document("PREV-2.2.1")
    after = saved(before, words, **{"parts-1-remove": "on"})
    assert after == replace(before, components=before.components[:1])


def test_a_new_part_gets_a_code_of_its_label_that_was_never_used(words: Vocabulary) -> None:
    before = document("PREV-2.2.1")
    more = {
        "parts-count": "3",
        "parts-1-remove": "on",
        "parts-2-label_es": "Academic events",
        "parts-2-role": "value",
        "parts-2-register": "event",
        "parts-2-shown_register": "event",
        "parts-2-stages": ["planned", "held"],
        "parts-2-when": "reached",
    }
    new = Part(
        code="academic_events_2",
        role="value",
        label=Words("Academic events"),
        is_disaggregated=False,
        rule=Rule("event", ("held", "planned"), "reached"),
    )
    assert saved(before, words, **more).components == (before.components[0], new)


def test_the_counting_rule_of_a_part_changes(words: Vocabulary) -> None:
    before = document("PREV-2.2.1")
    after = saved(before, words, **{"parts-0-stages": ["disseminated"], "parts-0-only": ""})
    assert after.components[0].rule == Rule("publication", ("disseminated",), "reached")
    assert after.components[1:] == before.components[1:]


def test_breakdown_and_headline_category_change(words: Vocabulary) -> None:
    before = document("PART-1.1.1")
    after = saved(before, words, dimension_1="sex", dimension_2="rank_category", dimension_3="", headline_category="")
    assert after == replace(before, dimensions=("sex", "rank_category"), headline_category="")


def test_tags_of_items_change(words: Vocabulary) -> None:
    before = document("PREV-2.3.1")
    after = saved(before, words, tag_mission="", tag_event_type="several")
    assert after == replace(before, tags=(Tag("event_type", is_multiple=True), Tag("position_type", is_multiple=True)))


def test_a_series_of_another_part_and_category(words: Vocabulary) -> None:
    before = document("PART-1.2.1")
    after = saved(
        before, words, **{"series-0-only": ["deployment_category=military_observer"], "series-0-label_es": "X"}
    )
    assert after.series[0] == replace(
        before.series[0], only=("deployment_category=military_observer",), label=replace(before.series[0].label, es="X")
    )
    assert after.series[1] == before.series[1]


def test_a_range_asks_its_bounds_after_the_boxes_are_updated(words: Vocabulary) -> None:
    before = document("PREV-1.1.1")
    again = sent(before, words, direction="range").again()
    data = sent_of(again, range_low="10,5", range_high="20")
    boxes = DefinitionBoxes(before, words, data=data)
    assert boxes.is_valid()
    assert boxes.document == replace(before, direction="range", range_low=Decimal("10.5"), range_high=Decimal(20))


def test_stages_stand_in_the_order_of_their_places(words: Vocabulary) -> None:
    parts = tuple(Part(code, "stage", Words(code.title()), is_disaggregated=False) for code in ("first", "second"))
    before = replace(document("PREV-1.1.1"), kind="MILESTONE", across="minimum", accumulation="stock", dimensions=())
    before = replace(before, components=parts)
    assert saved(before, words, **{"parts-0-place": "2", "parts-1-place": "1"}).components == parts[::-1]


# --- Another kind brings other boxes ---------------------------------------------------------------------------------


def test_another_kind_must_be_seen_before_it_is_kept(words: Vocabulary) -> None:
    boxes = sent(document("PREV-1.1.1"), words, kind="REGISTER")
    assert boxes.needs_showing
    again = boxes.again()
    assert not DefinitionBoxes(boxes.base, words, data=sent_of(again)).needs_showing
    assert "register" in again.parts.forms[0].fields
    assert "dimension_1" not in again.text.fields


def test_another_kind_keeps_nothing_that_only_the_former_had(words: Vocabulary) -> None:
    before = document("PART-1.1.1")
    again = sent(before, words, kind="REGISTER").again()
    boxes = DefinitionBoxes(before, words, data=sent_of(again))
    assert boxes.is_valid(), [form.errors for form in boxes.forms]
    after = boxes.document
    assert (after.kind, after.dimensions, after.headline_category, after.across) == (
        "REGISTER",
        (),
        "",
        "single_reporter",
    )


def test_another_register_must_be_seen_before_it_is_kept(words: Vocabulary) -> None:
    boxes = sent(document("PREV-2.2.1"), words, **{"parts-0-register": "event"})
    assert boxes.needs_showing
    assert [code for code, _name in boxes.again().parts.forms[0].fields["stages"].choices] == [
        "planned",
        "held",
        "cancelled",
    ]


# --- What is wrong stands beside its box -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "typed", "field"),
    [
        ("PREV-1.1.1", {"decimals": "5"}, "decimals"),
        ("PREV-1.1.1", {"decimals": "dos"}, "decimals"),
        ("PREV-1.1.1", {"unit_es": "x" * 81}, "unit_es"),
        ("PREV-1.1.1", {"dimension_2": "sex"}, "dimension_2"),
        ("PREV-1.1.1", {"across": "median"}, "across"),
        ("PREV-2.2.1", {"parts-0-label_es": "x" * 151}, "parts-0-label_es"),
        ("PREV-2.2.1", {"parts-0-code": "a b"}, "parts-0-code"),
        ("PREV-2.2.1", {"parts-0-stages": ["held"]}, "parts-0-stages"),
        ("PART-1.2.1", {"parts-0-remove": "on"}, "series-0-component"),
        ("PART-1.2.1", {"series-1-only": ["sex=women"]}, "series-1-only"),
    ],
)
def test_what_cannot_be_read_is_told_beside_its_box(
    code: str, typed: dict[str, Any], field: str, words: Vocabulary
) -> None:
    boxes = sent(document(code), words, **typed)
    assert not boxes.is_valid()
    wrong = {form.add_prefix(name) for form in boxes.forms for name in form.errors}
    assert field in wrong


@pytest.mark.parametrize(
    ("code", "path", "field"),
    [
        ("PREV-1.1.1", "name.es", "name_es"),
        ("PREV-1.1.1", "across", "across"),
        ("PREV-1.1.1", "dimensions", "dimension_1"),
        ("PREV-1.1.1", "dimensions.rank_category", "dimension_2"),
        ("PREV-2.3.1", "tags.mission", "tag_mission"),
        ("PREV-2.2.1", "components.academic_events.label", "parts-1-label_es"),
        ("PREV-2.2.1", "components.articles.label.en", "parts-0-label_en"),
        ("PREV-2.2.1", "components.articles.stages", "parts-0-stages"),
        ("PREV-2.2.1", "components.articles.rule.stages", "parts-0-stages"),
        ("PREV-2.2.1", "components.articles.rule", "parts-0-register"),
        ("PART-1.2.1", "series.staff_and_observers.component", "series-1-component"),
        ("PART-1.2.1", "series.contingents.label", "series-0-label_es"),
    ],
)
def test_a_problem_stands_beside_the_box_that_its_path_names(
    code: str, path: str, field: str, words: Vocabulary
) -> None:
    boxes = DefinitionBoxes.of(document(code), words)
    assert boxes.tell([Problem(path, "No sirve.")]) == []
    assert [form.add_prefix(name) for form in boxes.forms for name in form.errors] == [field]


def test_a_problem_of_a_whole_list_stands_over_it_and_one_of_a_target_elsewhere(words: Vocabulary) -> None:
    boxes = DefinitionBoxes.of(document("PREV-2.2.1"), words)
    of_target = Problem("series.all.targets.2027-I", "Falta.")
    assert boxes.tell([Problem("components", "Ponga una."), Problem("series", "Ponga otra."), of_target]) == [of_target]
    assert (boxes.of_parts, boxes.of_tracks) == (["Ponga una."], ["Ponga otra."])
