"""Section 10, the six-monthly review: which sessions are of a report, what each decided, and what is not settled yet."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committee.models import Meeting, ReviewSession
from documents.formatting import LIMA
from documents.spoken import runs
from indicators.models import Action, IndicatorRevision, ReportingPeriod
from reports.edition.blocks import Table, Text
from reports.report_kinds.scope import of_semester
from reports.snapshot.review import review_of
from tests.cast import Cast
from tests.committee.proposals.proposed import make_decision, make_session
from tests.factories import make_baseline, make_count, make_period, make_plan, make_series, make_target
from tests.factories.reports import make_meeting_row
from tests.reports.read_back.told import blocks_in, content_of, tables_in, text_in

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 9, 1, 10, tzinfo=LIMA)
HELD = dt.datetime(2026, 8, 12, 12, tzinfo=LIMA)


@pytest.fixture
def periods(cast: Cast) -> tuple[ReportingPeriod, ReportingPeriod]:
    return make_period(make_plan(), "2026-I"), make_period(make_plan(), "2026-II")


def meeting(cast: Cast, at: dt.datetime = HELD) -> Meeting:
    return make_meeting_row(make_plan(), by=cast.secretary, at=at)


def counts(*codes: str) -> list[IndicatorRevision]:
    return [make_count(make_plan(), code) for code in codes]


@pytest.fixture
def reviewed(cast: Cast, periods: tuple[ReportingPeriod, ReportingPeriod]) -> ReviewSession:
    """Two kept, one with targets set, one put off, one that nobody settled."""
    first, second = periods
    session = make_session(meeting(cast), first, second, state="closed")
    one, two, three, four, five = counts("PREV-1.1.1", "PREV-1.2.1", "PREV-1.3.1", "PREV-1.4.1", "PREV-1.5.1")
    for kept in (one, two):
        make_decision(session, kept.indicator, "keep")
    revision = make_decision(session, three.indicator, "target", rationale_es="Hay dos semestres de datos.").revision
    assert revision is not None
    series = make_series(revision)
    make_target(series, second, 20)
    make_baseline(series, first, 10)
    revision.adopted_on, revision.act_reference = dt.date(2026, 8, 12), "Acta S-2026-01"
    revision.save()
    make_decision(
        session, four.indicator, "adjust", state="deferred", rationale_es="Falta consultar.", rationale_en="To ask."
    )
    make_decision(session, five.indicator, "keep", state="draft")
    return session


def test_decisions_are_counted_by_kind_and_what_is_put_off_is_said(
    reviewed: ReviewSession, periods: tuple[ReportingPeriod, ReportingPeriod]
) -> None:
    content = content_of(make_plan(), periods[0], AT)
    assert text_in(content, "review") == (
        "Se realizó 1 revisión: S-2026-01 del 12 de agosto de 2026, sobre 2026-I. Decisiones aprobadas: 3 de 4 (2 indicadores se "
        "mantienen y 1 indicador con línea de base o meta fijada). 1 se postergó a una sesión posterior."
    )
    assert text_in(content, "review", "en") == (
        "1 review session was held: S-2026-01 on 12 August 2026, about 2026 H1. Decisions adopted: 3 of 4 (2 indicators kept and 1 "
        "indicator with a baseline or target set). 1 was put off to a later session."
    )


def test_kept_indicators_stand_together_and_each_change_has_its_act_and_reason(
    reviewed: ReviewSession, periods: tuple[ReportingPeriod, ReportingPeriod]
) -> None:
    content = content_of(make_plan(), periods[0], AT)
    blocks = blocks_in(content, "review")
    assert "Se mantienen como están: PREV-1.1.1 y PREV-1.2.1." in [e.text for e in blocks if isinstance(e, Text)]
    (rows,) = tables_in(content, "review")
    assert rows == [
        [
            "PREV-1.3.1", "Fijar o cambiar la línea de base o la meta",
            "Definición 2, vigente desde 2026-II; 1 meta y 1 línea de base; Acta S-2026-01", "Hay dos semestres de datos.",
        ],
        ["PREV-1.4.1", "Ajustar la definición", "Se posterga a una sesión posterior", "Falta consultar."],
    ]  # fmt: skip


def test_a_reason_that_nobody_translated_stands_in_its_language(
    reviewed: ReviewSession, periods: tuple[ReportingPeriod, ReportingPeriod]
) -> None:
    table = next(e for e in blocks_in(content_of(make_plan(), periods[0], AT), "review", "en") if isinstance(e, Table))
    assert [runs(row[3].text) for row in table.rows] == [[("Hay dos semestres de datos.", "es")], [("To ask.", "")]]


def test_an_open_review_is_named_and_nothing_of_it_counts(
    cast: Cast, periods: tuple[ReportingPeriod, ReportingPeriod]
) -> None:
    session = make_session(meeting(cast), *periods)
    make_decision(session, counts("PREV-1.1.1")[0].indicator, "keep")
    content = content_of(make_plan(), periods[0], AT)
    assert content["review"] == {"sessions": [], "open": ["S-2026-01"]}
    assert text_in(content, "review").endswith(
        "La revisión de la sesión S-2026-01 seguía abierta a la fecha de corte: lo que decida no está en este informe."
    )
    assert tables_in(content, "review") == []


@pytest.mark.parametrize(
    ("held", "about", "is_inside"),
    [
        (dt.datetime(2026, 8, 12, 12, tzinfo=LIMA), "2026-I", True),  # after the semester, about it
        (dt.datetime(2026, 3, 12, 12, tzinfo=LIMA), "2025-II", True),  # within the semester, about the one before
        (dt.datetime(2026, 6, 30, 23, 59, tzinfo=LIMA), "2025-II", True),
        (
            dt.datetime(2026, 7, 1, 2, tzinfo=LIMA),
            "2025-II",
            False,
        ),  # a meeting row starts two hours before: at midnight in Lima
        (dt.datetime(2025, 12, 31, 12, tzinfo=LIMA), "2025-II", False),
    ],
)
def test_a_session_is_of_the_report_by_its_semester_or_its_day(
    cast: Cast,
    periods: tuple[ReportingPeriod, ReportingPeriod],
    held: dt.datetime,
    about: str,
    is_inside: bool,
) -> None:
    reviewed = make_period(make_plan(), about)
    make_session(meeting(cast, held), reviewed, periods[1], state="closed")
    sessions = content_of(make_plan(), periods[0], AT)["review"]["sessions"]
    assert bool(sessions) is is_inside


def test_a_cancelled_session_and_one_after_the_cut_off_are_not_in_it(
    cast: Cast, periods: tuple[ReportingPeriod, ReportingPeriod]
) -> None:
    make_session(meeting(cast), *periods, state="cancelled", reason="Sin quórum.")
    make_session(
        meeting(cast, AT + dt.timedelta(days=3)), *periods, state="closed", opened_at=AT + dt.timedelta(days=1)
    )
    content = content_of(make_plan(), periods[0], AT)
    assert content["review"] == {"sessions": [], "open": []}
    assert (
        text_in(content, "review")
        == "A la fecha de corte no se había cerrado ninguna revisión del periodo de este informe."
    )


def test_many_decisions_cost_no_more_queries_than_few(
    reviewed: ReviewSession, periods: tuple[ReportingPeriod, ReportingPeriod]
) -> None:
    scope = of_semester(make_plan(), periods[0])
    with CaptureQueriesContext(connection) as few:
        review_of(scope, AT)
    for number in range(1, 9):
        revision = make_count(make_plan(), f"PROT-1.{number}.1")
        make_decision(reviewed, revision.indicator, "keep")
    with CaptureQueriesContext(connection) as many:
        review_of(scope, AT)
    assert len(few) == len(many)


def test_a_new_indicator_is_named_by_its_code(
    reviewed: ReviewSession, periods: tuple[ReportingPeriod, ReportingPeriod]
) -> None:
    action = Action.objects.first()
    made = make_count(make_plan(), "PROT-9.9.9")
    by = {"written_by": reviewed.opened_by, "written_at": reviewed.opened_at, "decided_at": reviewed.opened_at}
    reviewed.decisions.create(
        kind="new", new_code="PROT-9.9.9", new_action=action, state="adopted", revision=made, **by
    )
    content = content_of(make_plan(), periods[0], AT)
    assert "1 indicador nuevo" in text_in(content, "review")
    assert [row[0] for row in tables_in(content, "review")[0]] == ["PREV-1.3.1", "PREV-1.4.1", "PROT-9.9.9"]
