"""Whatever is adopted for a later semester: no stored value, no issued edition, no past figure is another one afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal

import pytest
from django.apps import apps
from django.test import override_settings
from django.utils import translation
from pytest_django import DjangoDbBlocker

from documents.canonical import digest
from documents.models import StoredFile
from documents.storing import open_verified
from indicators.adopting import adopt_as_proposed, introduce, seal, take_back
from indicators.defining.document import Words
from indicators.defining.reading import document_of, documents_of
from indicators.models import IndicatorRevision, ReportingPeriod
from reports.figures import indicator_figures, indicator_history
from reports.figures.warnings import FigureWarning
from tests import factories as make
from tests.cast import make_cast
from tests.conftest import kept_for_a_module
from tests.factories.reports import issue
from tests.indicators import adopted as a
from tests.reports.worlds.kinds import choose, reach, tell
from tests.reports.worlds.report import CLOSED, World, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]
NEXT = "2026-II"
KINDS = ("COUNT", "PROPORTION", "CHANGE", "REGISTER", "MILESTONE", "SCALE", "NARRATIVE")


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """One indicator of each kind, two semesters that have closed, and the report of the second one, issued."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")), kept_for_a_module(django_db_blocker):
        cast, world = make_cast(), make_world()
        make.make_period(world.plan, NEXT)
        level, stages = make.make_change(world.plan, "PREV-1.3.1"), make.make_milestone(world.plan)
        scale, text = make.make_scale(world.plan), make.make_narrative(world.plan)
        events = make.make_register(world.plan)
        for number, period in enumerate((world.before, world.period), start=1):
            make.make_measurement(level, world.army, period, value=10 * number)
            reach(stages, period, EP=number)
            choose(scale, period, EP=number)
            tell(text, period, EP="Se dictó un curso.")
            listed = make.make_measurement(events, world.army, period, value=number)
            make.make_entry(listed, make.make_item(world.army), counted={"held": number})
        issue(world.plan, world.period, by=cast.secretary, at=CLOSED)
        yield world


@dataclass(frozen=True)
class Past:
    """Digests of what must stay."""

    rows: str
    files: str
    definitions: str
    figures: str


def past(world: World) -> Past:
    models = [model for label in ("measurements", "reports") for model in apps.get_app_config(label).get_models(True)]
    rows = {
        model._meta.db_table: [list(map(str, row)) for row in model._base_manager.order_by("pk").values_list()]
        for model in models
    }
    files = {str(stored.pk): open_verified(stored).hex() for stored in StoredFile.objects.all()}
    assert files
    old = documents_of(IndicatorRevision.objects.filter(effective_from__ordinal__lte=world.period.ordinal))
    said = {str(pk): document.as_json() for pk, document in old.items()}
    return Past(digest(rows), digest(files), digest(said), digest(figures(world)))


def figures(world: World) -> list[object]:
    """Every figure of the semesters that have closed, read then and read over time."""
    read: list[object] = []
    for period in (world.before, world.period):
        read += [plain(each) for each in indicator_figures(world.plan, period, CLOSED)]
        for indicator in world.plan.indicators.filter(measurements__isnull=False).distinct():
            history = indicator_history(indicator, period, CLOSED)
            read.append(plain([history.points, history.spans]))
    return read


def plain(value: object) -> object:
    """As JSON holds it. That the definition is adopted meanwhile may show, and does in nothing else."""
    if is_dataclass(value):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value) if each.name != "is_proposed"}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value if each != FigureWarning.PROPOSED]
    return str(value)


@pytest.fixture(scope="module")
def before(world: World, django_db_blocker: DjangoDbBlocker) -> Past:
    with django_db_blocker.unblock(), translation.override("es"):
        return past(world)


def one_of(kind: str) -> IndicatorRevision:
    found = IndicatorRevision.objects.filter(kind=kind).select_related("indicator__plan", "indicator__action")
    first = found.order_by("indicator__code").first()
    assert first is not None
    return first


def next_period(revision: IndicatorRevision) -> ReportingPeriod:
    return a.period(revision.indicator.plan, NEXT)


def adjusted(comparability: str, factor: Decimal | None = None) -> Callable[[IndicatorRevision], object]:
    def adjust(revision: IndicatorRevision) -> IndicatorRevision:
        document = a.changed(revision, unit=Words("otra unidad"))
        fields = {"change_class": "methodological", "comparability": comparability, "rebase_factor": factor}
        return a.adopted(revision, document, NEXT, at=CLOSED, **fields)

    return adjust


def reworded(revision: IndicatorRevision) -> IndicatorRevision:
    return a.adopted(revision, a.reworded(revision), NEXT, at=CLOSED)


def judged_otherwise(revision: IndicatorRevision) -> IndicatorRevision:
    document = a.changed(revision, direction="decrease", tolerance=Decimal(3))
    if revision.kind in ("COUNT", "PROPORTION", "CHANGE", "REGISTER"):
        series = tuple(replace(track, targets=()) for track in document.series)
        document = a.with_target(replace(document, series=series), 30, NEXT)
    return a.adopted(revision, document, NEXT, at=CLOSED, change_class="target")


def asked_otherwise(revision: IndicatorRevision) -> IndicatorRevision:
    """Another component in place of the first, without a breakdown."""
    document = document_of(revision)
    first, *others = document.components
    series = tuple(replace(track, component="", only=()) for track in document.series[:1])
    is_added_up = revision.kind in ("COUNT", "PROPORTION", "CHANGE", "REGISTER")
    components = (replace(first, code="other", in_headline=is_added_up), *others)
    document = replace(document, components=components, dimensions=(), headline="sum", series=series)
    return a.adopted(revision, document, NEXT, at=CLOSED, change_class="methodological", comparability="break")


def introduced(revision: IndicatorRevision) -> IndicatorRevision:
    says = a.adoption(next_period(revision), "new")
    action = revision.indicator.action
    code = revision.indicator.code.replace("-", "-9.")
    return introduce(revision.indicator.plan, code, action, document_of(revision), says, at=CLOSED)


def adopted_as_it_was(revision: IndicatorRevision) -> IndicatorRevision:
    return adopt_as_proposed(revision, a.adoption(next_period(revision), "new"), at=CLOSED, sent=lambda: False)


def retired(revision: IndicatorRevision) -> IndicatorRevision:
    return a.retired(revision, NEXT, at=CLOSED)


def taken_back(revision: IndicatorRevision) -> None:
    take_back(reworded(revision), at=CLOSED)


def sealed(revision: IndicatorRevision) -> None:
    seal([reworded(revision)], at=CLOSED)


ADOPTIONS: dict[str, Callable[[IndicatorRevision], object]] = {
    "adopted as proposed": adopted_as_it_was,
    "reworded": reworded,
    "continuous": adjusted("continuous"),
    "break": adjusted("break"),
    "rebased": adjusted("rebased", Decimal(2)),
    "asked otherwise": asked_otherwise,
    "judged otherwise": judged_otherwise,
    "retired": retired,
    "introduced": introduced,
    "taken back": taken_back,
    "sealed": sealed,
}


@pytest.mark.parametrize("adoption", ADOPTIONS.values(), ids=ADOPTIONS)
def test_past_is_the_same_after_an_adoption(
    world: World, before: Past, adoption: Callable[[IndicatorRevision], object]
) -> None:
    """The same is adopted for an indicator of each kind."""
    for kind in KINDS:
        adoption(one_of(kind))
    assert past(world) == before


def test_digests_see_what_changes(world: World, before: Past) -> None:
    """Guard of the guard."""
    values = one_of("COUNT").measurements.get(period=world.period, institution=world.army).values
    values.filter(combination__key="sex=women").update(value=15)
    after = past(world)
    assert (after.rows != before.rows, after.figures != before.figures) == (True, True)
    IndicatorRevision.objects.filter(pk=one_of("COUNT").pk).update(decimals=2)
    assert past(world).definitions != before.definitions
