"""A review changes what will be measured, and not a letter of what was: measurements, editions, old definitions, past figures."""

from __future__ import annotations

import hashlib

import pytest
from django.apps import apps
from django.core import serializers

from indicators.models import IndicatorRevision
from reports.figures import IndicatorFigures, indicator_figures
from tests.factories.reports import issue
from tests.revisions.foreseen import World
from tests.revisions.logged import adopt, close, make_whole

pytestmark = pytest.mark.django_db
PARTS = ("Component", "Series", "Target", "Baseline", "RevisionDimension", "RevisionTag")


def stored(world: World, revisions: list[int]) -> str:
    """A digest of everything measured and issued, and of the definitions of before with their parts."""
    rows = [
        row
        for app in ("measurements", "reports")
        for model in apps.get_app_config(app).get_models()
        for row in model._default_manager.order_by("pk")
    ]
    rows += IndicatorRevision.objects.filter(pk__in=revisions).order_by("pk")
    for name in PARTS:
        model = apps.get_model("indicators", name)
        owner = "series__revision" if name in ("Target", "Baseline") else "revision"
        rows += model._default_manager.filter(**{f"{owner}__in": revisions}).order_by("pk")
    return hashlib.sha256(serializers.serialize("json", rows).encode()).hexdigest()


def figures_of_past(world: World) -> list[tuple[IndicatorFigures, ...]]:
    reviewed = world.session.effective_from.ordinal
    before = [each for each in world.periods.values() if each.ordinal < reviewed]
    return [indicator_figures(world.plan, each, world.at) for each in before]


def test_a_review_rewrites_nothing() -> None:
    world = make_whole()
    issue(world.plan, world.periods["2026-I"], by=world.cast.secretary, at=world.at)
    revisions = list(IndicatorRevision.objects.values_list("pk", flat=True))
    before = (stored(world, revisions), figures_of_past(world))
    adopt(world)
    close(world)
    assert IndicatorRevision.objects.count() == len(revisions) + 4
    assert (stored(world, revisions), figures_of_past(world)) == before
