"""Targets in an institution's own report: what the Committee set for all holds for one only where the definition shares it."""

from __future__ import annotations

from typing import Any

import pytest

from indicators.models import Target
from reports import snapshot
from reports.edition.composing import compose
from reports.report_kinds.scope import ReportScope
from reports.snapshot import freeze
from tests import factories as make
from tests.cast import Cast
from tests.reports.edition.test_annex import said
from tests.reports.worlds.own import AT, make_own_world

pytestmark = pytest.mark.django_db
OF_ALL = ("4444", "4\u00a0444", "4,444")
"""The baseline of all institutions: less one's own it is the other's."""


@pytest.fixture
def scope(cast: Cast) -> ReportScope:
    return make_own_world(cast)


def add(scope: ReportScope, code: str, **fields: Any) -> Any:
    """An indicator of which the Army said 18."""
    made = make.make_count(scope.plan, code, **fields)
    assert scope.institution is not None
    make.make_commitment(made, scope.institution, scope.period)
    make.make_measurement(made, scope.institution, scope.period, value=18)
    return made


def content_of(scope: ReportScope) -> dict[str, Any]:
    return freeze(snapshot.build(scope, at=AT)).content


def row_of(content: dict[str, Any], code: str) -> dict[str, Any]:
    return next(each for each in content["indicators"] if each["code"] == code)


@pytest.mark.parametrize(
    ("relation", "target", "state"), [("independent", None, "no_target"), ("sum", None, "no_target"), ("shared", "20", "at_risk")]
)  # fmt: skip
def test_target_of_all_holds_for_one_only_where_it_is_shared(
    scope: ReportScope, relation: str, target: str | None, state: str
) -> None:
    """18 of 20 is at risk."""
    made = add(scope, "PREV-4.1.1", institution_targets=relation)
    make.make_target(made.series.get(), scope.period, 20)
    row = row_of(content_of(scope), "PREV-4.1.1")
    (series,) = row["figures"]["series"]
    held = series["judgement"]["target"]
    assert (held and held["value"], series["state"]) == (target, state)
    assert [each["value"] for each in row["definition"]["series"][0]["targets"]] == [each for each in [target] if each]


@pytest.mark.parametrize(("relation", "state"), [("independent", "no_target"), ("shared", "at_risk")])
def test_range_of_all_binds_one_only_where_it_is_shared(scope: ReportScope, relation: str, state: str) -> None:
    """18 is 90 % of the 20 that the sum of all is to be kept above: of one institution it says nothing."""
    add(scope, "PREV-4.1.1", institution_targets=relation, direction="range", range_low=20, range_high=40)
    row = row_of(content_of(scope), "PREV-4.1.1")
    assert row["figures"]["series"][0]["state"] == state
    assert row["figures"]["has_target"] is (state == "at_risk")


@pytest.mark.parametrize("language", ["es", "en"])
def test_baseline_of_all_institutions_is_not_in_it(scope: ReportScope, language: str) -> None:
    made = add(scope, "PREV-4.1.1", institution_targets="shared")
    make.make_baseline(made.series.get(), scope.period, 4444)
    make.make_baseline(made.series.get(), scope.period, 12, institution=scope.institution)
    content = content_of(scope)
    starts = row_of(content, "PREV-4.1.1")["definition"]["series"][0]["baselines"]
    assert [each["value"] for each in starts] == ["12"]
    assert not any(each in said(compose(content, language)) for each in OF_ALL)


NONE_APPROVED = {
    "es": ("no se ha aprobado ninguna", "no tiene meta aprobada", "no tienen meta aprobada", "No hay una meta aprobada",
           "Sin meta aprobada\n", "Sin meta aprobada y", "El Comité no ha aprobado ninguna"),
    "en": ("none has been approved", "has no approved target", "have no approved target", "There is no approved target",
           "No approved target\n", "No approved target and", "The Committee has approved none"),
}  # fmt: skip
NONE_HOLDS = {
    "es": "Ninguna meta aprobada rige para la institución",
    "en": "No approved target holds for the institution",
}


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("has_own", [True, False])
def test_it_never_says_that_the_committee_approved_none(scope: ReportScope, language: str, has_own: bool) -> None:
    """The Committee set one for all, which the report of one knows nothing of."""
    make.make_target(add(scope, "PREV-4.1.1").series.get(), scope.period, 20)
    if not has_own:
        Target.objects.filter(institution=scope.institution).delete()
    text = said(compose(content_of(scope), language))
    assert [each for each in NONE_APPROVED[language] if each in text] == []
    assert text.count(NONE_HOLDS[language]) > 3
