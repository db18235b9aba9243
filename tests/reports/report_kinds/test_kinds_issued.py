"""Reports of a year and of several semesters as they are issued: numbers of their own beside the report of their last semester."""

from __future__ import annotations

import pytest

from reports.aftermath.correcting import open_correction
from reports.drafting.opening import open_draft
from reports.edition.composing import compose
from reports.issued import issuing
from reports.models import ReportDraft, ReportEdition
from tests.cast import Cast
from tests.factories.reports import adopt_draft
from tests.reports.report_kinds.test_kinds_printed import make_year_world
from tests.reports.worlds.span import AT, SpanWorld

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> SpanWorld:
    return make_year_world()


def issued(draft: ReportDraft, cast: Cast) -> ReportEdition:
    return issuing.issue(adopt_draft(draft, by=cast.secretary, at=AT), by=cast.secretary, at=AT)


@pytest.mark.parametrize(("kind", "first", "last"), [("annual", "2026-I", "2026-II"), ("range", "2025-II", "2026-II")])
def test_issued_and_replaced(cast: Cast, world: SpanWorld, kind: str, first: str, last: str) -> None:
    """Beside the report of the same last semester, which has numbers of its own."""
    semester = issued(open_draft(world.scope(last, last, kind="semester"), by=cast.secretary, at=AT), cast)
    old = issued(open_draft(world.scope(first, last, kind=kind), by=cast.secretary, at=AT), cast)
    new = issued(open_correction(old, "Se corrige.", language="es", by=cast.secretary, at=AT), cast)
    editions = [semester, old, new]
    assert [(each.kind, each.number, each.code) for each in editions] == [
        ("semester", 1, "IC-2027-0001"), (kind, 1, "IC-2027-0002"), (kind, 2, "IC-2027-0003"),
    ]  # fmt: skip
    assert new.supersedes == old
    states = [ReportEdition.objects.get(pk=each.pk).state for each in editions]
    assert states == ["issued", "superseded", "issued"]
    assert (new.first_period.code, new.period.code) == (first, last)
    names = {each.stored_file.name for each in new.files.all()}
    assert {"IC-2027-0003-informe-es.pdf", "IC-2027-0003-informe-en.pdf"} <= names
    facts = dict(compose(new.content, "en").facts)
    assert "replaces number 1" in facts["Edition"]
