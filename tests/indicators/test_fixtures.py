"""The shipped plan is the real one: the facts below were typed by hand from the source, not read from the fixtures."""

import datetime as dt
import itertools
import json

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import Model

from indicators.models import (
    Action,
    ActionPlan,
    Bands,
    Baseline,
    Category,
    Commitment,
    Component,
    Dimension,
    GeneralObjective,
    Indicator,
    IndicatorRevision,
    Objective,
    Pillar,
    Register,
    ReportingPeriod,
    Stage,
    Target,
)
from institutions.models import Institution
from tests.conftest import fixture_names
from tests.indicators.test_fixtures_of_definitions import KINDS, revision

pytestmark = [
    pytest.mark.usefixtures("real_plan_read_only"),
    pytest.mark.django_db,
]


def everything() -> str:
    return json.dumps(dumped(), sort_keys=True)


def dumped() -> list[dict[str, object]]:
    return [
        {"model": model._meta.label, **{f.attname: str(getattr(row, f.attname)) for f in model._meta.concrete_fields}}
        | {f.name: sorted(getattr(row, f.name).values_list("pk", flat=True)) for f in model._meta.many_to_many}
        for model in plan_models()
        for row in model._default_manager.order_by("pk")
    ]


def plan_models() -> list[type[Model]]:
    return [*apps.get_app_config("institutions").get_models(), *apps.get_app_config("indicators").get_models()]


def test_loading_again_changes_nothing() -> None:
    before = everything()
    call_command("loaddata", *fixture_names(), verbosity=0)
    assert everything() == before


def test_each_row_passes_its_own_validation() -> None:
    for model in plan_models():
        for row in model._default_manager.all():
            row.full_clean()


def test_the_plan_has_the_size_of_the_source() -> None:
    assert [m.objects.count() for m in (GeneralObjective, Pillar, Objective, Action, Indicator)] == [6, 4, 8, 21, 21]
    per_pillar = {p.code: (p.objectives.count(), p.indicators.count()) for p in Pillar.objects.all()}
    assert per_pillar == {"PREV": (3, 8), "PART": (1, 3), "PROT": (2, 6), "REC": (2, 4)}
    assert [i.code for i in Indicator.objects.all()] == list(KINDS)
    assert all(i.code.rpartition(".")[0] == i.action.code for i in Indicator.objects.select_related("action"))


def test_english_is_the_source_and_spanish_a_working_translation() -> None:
    plan = ActionPlan.objects.get(code="PE-MINDEF-1325-2021")
    assert plan.title_en == (
        "Action Plan to implement UN Security Council Resolution No. 1325 “Women, Peace and Security”"
    )
    assert plan.subtitle_en == "From Acceptance to Inclusion"
    assert plan.has_working_translation
    assert revision("PREV-2.3.1").name_en == (
        "Number of events of according to the type of mission and positions developed in the Peacekeeping Operation."
    )
    assert Action.objects.get(code="PREV-1.3").text_en == (
        "Implement positions and/or positions in Military Contingents whose function is the gender perspective in Peace"
        " Operations."
    )
    assert GeneralObjective.objects.get(code="OG-5").text_en == (
        "Raise awareness of the importance of the present and historical contribution of women in national defense"
    )


def test_a_misprint_of_the_source_is_kept_and_its_reading_only_proposed() -> None:
    regulations = revision("PROT-1.2.1")
    assert regulations.name_en.endswith("in Security Operations. Peace")
    assert "Peace Operations" in regulations.note_en
    assert "Operaciones de Paz" in regulations.note_es


def test_the_citation_that_the_source_asks_for_is_in_the_data() -> None:
    assert "Unofficial translation, funded by ARC DP160100212 (CI Shepherd)." in ActionPlan.objects.get().source_note


def test_every_text_exists_in_both_languages() -> None:
    for model, fields in {
        Institution: ("name", "short_name"),
        Dimension: ("name",),
        Category: ("name",),
        Register: ("name",),
        Stage: ("name",),
        ActionPlan: ("title", "subtitle", "legal_instrument", "scope", "committee"),
        GeneralObjective: ("text",),
        Pillar: ("name", "description"),
        Objective: ("text",),
        Action: ("text",),
        IndicatorRevision: ("name", "note", "unit", "rationale"),
        Component: ("label",),
    }.items():
        for row in model.objects.all():
            for field in fields:
                assert getattr(row, f"{field}_es"), (row, field)
                assert getattr(row, f"{field}_en"), (row, field)


def test_the_plan_sets_no_target_and_no_baseline() -> None:
    assert not Target.objects.exists()
    assert not Baseline.objects.exists()
    assert not Bands.objects.filter(is_approved=True).exists()


def test_only_the_training_centre_is_committed() -> None:
    (commitment,) = Commitment.objects.all()
    assert (commitment.institution.code, commitment.indicator.code) == ("CECOPAZ", "PART-1.1.1")
    assert (commitment.from_period.code, commitment.until_period) == ("2026-II", None)


def test_recommended_ministries_do_not_take_part_yet() -> None:
    outside = Institution.objects.filter(is_participating=False)
    assert {i.code for i in outside} == {"PCM", "MRE", "MIMP", "MININTER", "MINJUS"}
    assert {i.code for i in Institution.objects.participating()} == {
        *("MINDEF", "CCFFAA", "EP", "MGP", "FAP", "CECOPAZ"),
        *("DGRRII", "DGPP", "DIGEDOC", "DIGEPE"),
    }


def test_semesters_run_without_a_gap() -> None:
    periods = list(ReportingPeriod.objects.order_by("ordinal"))
    assert (periods[0].code, periods[-1].code, len(periods)) == ("2021-II", "2027-I", 12)
    for earlier, later in itertools.pairwise(periods):
        assert later.ordinal == earlier.ordinal + 1
        assert later.starts_on == earlier.ends_on + dt.timedelta(days=1)
