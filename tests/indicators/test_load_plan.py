"""Loading the real plan: once, whole or not at all, and never over what people edited."""

from __future__ import annotations

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.core.serializers.base import DeserializationError

from indicators.loading import PLAN, fixture_paths, load_plan
from indicators.models import ActionPlan, Commitment, CommitmentChange, Indicator
from institutions.models import Institution

pytestmark = pytest.mark.django_db


def said(command: str) -> str:
    out = StringIO()
    call_command(command, stdout=out)
    return out.getvalue().strip()


def test_fixtures_load_in_their_named_order() -> None:
    names = [path.name for path in fixture_paths()]
    assert names == sorted(names)
    assert names[0].startswith("01_institutions")


def test_command_says_what_it_loaded_and_loads_once() -> None:
    assert said("load_plan") == (
        f"Loaded the plan {PLAN}: 4 pillars, 8 objectives, 21 actions, 21 indicators, 12 semesters, 15 institutions."
    )
    assert said("load_plan") == f"The plan {PLAN} is already there; nothing was loaded."
    assert CommitmentChange.objects.count() == Commitment.objects.count() == 1, (
        "what came with the plan is recorded once"
    )


def test_edited_texts_survive_a_second_loading() -> None:
    load_plan()
    Institution.objects.filter(code="EP").update(name_es="Ejército")
    ActionPlan.objects.filter(code=PLAN).update(title_es="Otro título")

    assert load_plan() is None

    assert Institution.objects.get(code="EP").name_es == "Ejército"
    assert ActionPlan.objects.get(code=PLAN).title_es == "Otro título"


def test_broken_fixture_leaves_nothing_behind(tmp_path: Path, settings: LazySettings) -> None:
    shutil.copytree(settings.BASE_DIR / "fixtures", tmp_path / "fixtures")
    settings.BASE_DIR = tmp_path
    fixture_paths()[-1].write_text("[{", encoding="utf-8")

    with pytest.raises(DeserializationError):
        load_plan()

    assert not Institution.objects.exists()
    assert not Indicator.objects.exists()
