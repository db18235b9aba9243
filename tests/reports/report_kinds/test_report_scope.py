"""Which reports there can be: of a semester, of a year, of several semesters, of one institution."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils.translation import override

from indicators.models import ActionPlan
from institutions.models import Role
from measurements.answer.refusals import NotOpen
from reports.drafting.choices import possible_scopes
from reports.drafting.opening import open_draft
from reports.issued import issuing
from reports.models import ReportDraft, ReportKind
from reports.report_kinds.scope import (
    NotPossible,
    ReportScope,
    of_year,
    periods_of,
    require_possible,
    scope_title,
    skipped_in,
)
from tests import factories as make
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories.reports import adopt_draft
from tests.reports.worlds.report import CLOSED, make_world

pytestmark = pytest.mark.django_db

AT = dt.datetime(2027, 2, 1, 12, tzinfo=make.LIMA)
"""The window of 2026-II is open; that of 2027-I is not."""


@pytest.fixture
def plan() -> ActionPlan:
    """A plan that begins in the middle of 2024 and has no 2025-II."""
    plan = make.make_plan()
    for code in ("2024-II", "2025-I", "2026-I", "2026-II", "2027-I", "2027-II"):
        make.make_period(plan, code)
    return plan


def scope(plan: ActionPlan, kind: str, first: str, last: str) -> ReportScope:
    return ReportScope(plan, kind, plan.periods.get(code=first), plan.periods.get(code=last))


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        ("semester", "2026-I", "2026-I"),
        ("annual", "2024-II", "2024-II"),
        ("annual", "2025-I", "2025-I"),
        ("annual", "2026-I", "2026-II"),
        ("range", "2025-I", "2026-I"),
        ("range", "2024-II", "2026-II"),
    ],
)
def test_possible(plan: ActionPlan, kind: str, first: str, last: str) -> None:
    require_possible(scope(plan, kind, first, last), AT)


@pytest.mark.parametrize(
    ("kind", "first", "last", "refusal"),
    [
        ("semester", "2026-I", "2026-II", NotPossible),
        ("semester", "2027-I", "2027-I", NotOpen),
        ("annual", "2026-I", "2026-I", NotPossible),
        ("annual", "2026-II", "2026-II", NotPossible),
        ("annual", "2025-I", "2026-I", NotPossible),
        ("annual", "2027-I", "2027-I", NotPossible),
        ("annual", "2027-I", "2027-II", NotOpen),
        ("range", "2026-I", "2026-I", NotPossible),
        ("range", "2026-II", "2026-I", NotPossible),
        ("range", "2026-II", "2027-I", NotOpen),
    ],
)
def test_refused(plan: ActionPlan, kind: str, first: str, last: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        require_possible(scope(plan, kind, first, last), AT)


def test_semesters_of_another_plan_are_refused(plan: ActionPlan) -> None:
    stranger = make.make_period(make.make_plan("OTRO"), "2026-I")
    with pytest.raises(NotPossible):
        require_possible(ReportScope(plan, ReportKind.SEMESTER, stranger, stranger), AT)


def test_own_report_needs_a_commitment_to_an_indicator_that_is_followed(plan: ActionPlan) -> None:
    army, navy = make.make_institution("EP"), make.make_institution("MGP")
    period = plan.periods.get(code="2026-I")
    revision = make.make_count(plan)
    make.make_commitment(revision, army, plan.periods.get(code="2024-II"))
    require_possible(ReportScope(plan, ReportKind.OWN, period, period, army), AT)
    with pytest.raises(NotPossible):
        require_possible(ReportScope(plan, ReportKind.OWN, period, period, navy), AT)
    make.make_revision(revision.indicator, number=2, effective_from=period, change_class="retired")
    with pytest.raises(NotPossible):
        require_possible(ReportScope(plan, ReportKind.OWN, period, period, army), AT)


def test_semesters_and_those_that_the_plan_skips(plan: ActionPlan) -> None:
    found = scope(plan, "range", "2024-II", "2026-I")
    assert [each.code for each in periods_of(found)] == ["2024-II", "2025-I", "2026-I"]
    assert skipped_in(found) == ["2025-II"]
    assert of_year(plan, 2023) is None


@pytest.mark.parametrize(
    ("kind", "first", "last", "spanish", "english"),
    [
        ("semester", "2026-I", "2026-I", "Informe de cumplimiento 2026-I", "Compliance report 2026\u00a0H1"),
        ("annual", "2026-I", "2026-II", "Informe anual de cumplimiento 2026", "Annual compliance report 2026"),
        (
            "range",
            "2025-I",
            "2026-II",
            "Informe de cumplimiento 2025-I a 2026-II",
            "Compliance report 2025\u00a0H1 to 2026\u00a0H2",
        ),
    ],
)
def test_title(plan: ActionPlan, kind: str, first: str, last: str, spanish: str, english: str) -> None:
    found = scope(plan, kind, first, last)
    said = {}
    for language in ("es", "en"):
        with override(language):
            said[language] = scope_title(found)
    assert said == {"es": spanish, "en": english}


@pytest.mark.parametrize(
    ("role", "institution", "kinds"),
    [
        (Role.TECHNICAL_SECRETARY, "DGRRII", {"semester": 4, "annual": 3, "range": 6}),
        (Role.APPROVER, "EP", {"own": 9}),
        (Role.APPROVER, "MGP", {}),
        (Role.REPORTER, "EP", {}),
        (Role.OBSERVER, "DGRRII", {}),
    ],
)
def test_everybody_is_offered_what_can_be_opened(
    plan: ActionPlan, role: Role, institution: str, kinds: dict[str, int]
) -> None:
    """The army owes something from 2025-I on, so three of four semesters and all six spans. Every report that is offered is possible."""
    army = make.make_institution("EP")
    make.make_commitment(make.make_count(plan), army, plan.periods.get(code="2025-I"))
    found = possible_scopes(make.make_person(role, make.make_institution(institution)), plan, AT)
    assert {kind: sum(each.kind == kind for each in found) for kind in {each.kind for each in found}} == kinds
    for each in found:
        require_possible(each, AT)


def test_latest_comes_first(plan: ActionPlan) -> None:
    secretary = make.make_person(Role.TECHNICAL_SECRETARY, make.make_institution("DGRRII"))
    found = possible_scopes(secretary, plan, AT)
    assert [each.period.code for each in found if each.kind == "annual"] == ["2026-II", "2025-I", "2024-II"]


def test_a_draft_is_called_by_all_its_semesters(plan: ActionPlan) -> None:
    """Wherever rows are listed by name, as in the administration."""
    named = [
        str(ReportDraft(plan=plan, kind=kind, first_period=asked.first, period=asked.period, institution=owner))
        for kind, first, last, owner in (
            ("annual", "2026-I", "2026-II", None),
            ("semester", "2026-II", "2026-II", None),
            ("own", "2026-II", "2026-II", make.make_institution("EP")),
        )
        for asked in (scope(plan, kind, first, last),)
    ]
    assert [each.partition("2026")[1:] for each in named] == [
        ("2026", "-I–2026-II"),
        ("2026", "-II"),
        ("2026", "-II EP"),
    ]


def test_administration_lists_editions_by_code_and_title(cast: Cast, signed_in: SignIn) -> None:
    world = make_world()
    scope_of_year = ReportScope(world.plan, ReportKind.RANGE, world.before, world.period)
    draft = open_draft(scope_of_year, by=cast.secretary, at=CLOSED)
    edition = issuing.issue(adopt_draft(draft, by=cast.secretary, at=CLOSED), by=cast.secretary, at=CLOSED)
    client = signed_in(cast.administrator)
    listed = client.get(reverse("admin:reports_reportedition_changelist")).content.decode()
    assert edition.code in listed
    assert "Informe de cumplimiento 2025-II a 2026-I" in listed
    shown = client.get(reverse("admin:reports_reportedition_change", args=[edition.pk])).content.decode()
    assert "2025-II–2026-I" in shown
