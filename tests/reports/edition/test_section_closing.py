"""Section 13, conclusions from the data alone, and the matrix of the Committee's agreements at the cut-off."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committee.models import Agreement, Meeting
from documents.formatting import LIMA
from documents.spoken import runs
from indicators.models import ReportingPeriod
from reports.edition.blocks import Table
from reports.report_kinds.scope import ReportScope, of_semester
from reports.snapshot.agreements import agreements_of
from tests.cast import Cast
from tests.factories import make_period, make_plan
from tests.factories.reports import make_meeting_row
from tests.reports.read_back.told import blocks_in, content_of, tables_in, text_in
from tests.reports.worlds.report import CLOSED, make_world

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 9, 1, 10, tzinfo=LIMA)
HELD = dt.datetime(2026, 6, 12, 12, tzinfo=LIMA)
DAY = dt.timedelta(days=1)


@pytest.fixture
def period(cast: Cast) -> ReportingPeriod:
    return make_period(make_plan(), "2026-I")


@pytest.fixture
def meeting(cast: Cast, period: ReportingPeriod) -> Meeting:
    return make_meeting_row(make_plan(), by=cast.secretary, at=HELD)


def agree(
    meeting: Meeting, cast: Cast, *, due_on: dt.date = dt.date(2026, 10, 1), closed: dt.datetime | None = None,
    state: str = "open", said: dt.datetime | None = None, navy: bool = False,
) -> Agreement:  # fmt: skip
    post = cast.secretary.posts[0]
    return Agreement.objects.create(
        meeting=meeting,
        ordinal=meeting.agreements.count() + 1,
        text="Designar instructoras.",
        institution=cast.navy if navy else cast.army,
        due_on=due_on,
        state=state,
        closed_at=closed,
        closed_by=post if closed else None,
        closing_text="Nota reservada." if closed else "",
        said_done_at=said,
        said_done_by=post if said else None,
        said_done_text="Hecho." if said else "",
    )


@pytest.fixture
def agreed(cast: Cast, meeting: Meeting) -> Meeting:
    """In plazo; past its day; on its last day; said done; done in the period; dropped; done before the period; done after the cut-off."""
    agree(meeting, cast)
    agree(meeting, cast, due_on=dt.date(2026, 8, 31), navy=True)
    agree(meeting, cast, due_on=dt.date(2026, 9, 1))
    agree(meeting, cast, due_on=dt.date(2026, 8, 1), said=AT - DAY)
    agree(meeting, cast, state="done", closed=AT - DAY)
    agree(meeting, cast, state="dropped", closed=AT - 2 * DAY)
    agree(meeting, cast, state="done", closed=dt.datetime(2025, 12, 31, 23, 59, tzinfo=LIMA))
    agree(meeting, cast, state="done", closed=AT + DAY)
    return meeting


def test_each_agreement_stands_as_it_stood_at_the_cut_off(agreed: Meeting, period: ReportingPeriod) -> None:
    content = content_of(make_plan(), period, AT)
    assert [(row["ordinal"], row["standing"]) for row in content["agreements"]] == [
        (1, "open"), (2, "overdue"), (3, "open"), (4, "said_done"), (5, "done"), (6, "dropped"), (8, "open"),
    ]  # fmt: skip
    assert (
        "Acuerdos del Comité en la matriz: 7. Cumplidos: 1; que se dicen cumplidos y aún no se confirman: 1; por cumplir y en plazo: 3; "
        "vencidos: 1; sin efecto: 1."
    ) in text_in(content, "closing")


def test_the_matrix_names_meeting_text_responsible_and_day(agreed: Meeting, period: ReportingPeriod) -> None:
    content = content_of(make_plan(), period, AT)
    (rows,) = tables_in(content, "closing")
    assert rows[1] == ["S-2026-01, 2: Designar instructoras.", "MGP", "31/08/2026", "Vencido"]
    table = next(each for each in blocks_in(content, "closing", "en") if isinstance(each, Table))
    assert {runs(row[0].text)[-1][1] for row in table.rows} == {"es"}
    assert [row[3].text for row in table.rows][3:6] == ["Said to be done, not confirmed yet", "Done", "Dropped"]


def test_the_notes_with_which_it_was_closed_are_not_in_the_report(agreed: Meeting, period: ReportingPeriod) -> None:
    assert "Nota reservada." not in str(content_of(make_plan(), period, AT))


def test_an_agreement_of_open_minutes_does_not_bind_yet(cast: Cast, period: ReportingPeriod) -> None:
    room = make_meeting_row(make_plan(), by=cast.secretary, at=HELD, state="held")
    agree(room, cast)
    assert content_of(make_plan(), period, AT)["agreements"] == []


def test_no_agreement_is_said_as_none(cast: Cast, period: ReportingPeriod) -> None:
    content = content_of(make_plan(), period, AT)
    assert "A la fecha de corte no había acuerdos del Comité por cumplir" in text_in(content, "closing")
    assert tables_in(content, "closing") == []


def test_an_institutions_own_report_has_only_its_own(agreed: Meeting, period: ReportingPeriod, cast: Cast) -> None:
    said = agreements_of(ReportScope(make_plan(), "own", period, period, cast.navy), AT)
    assert [row["ordinal"] for row in said] == [2]


def test_many_agreements_cost_one_query(agreed: Meeting, period: ReportingPeriod) -> None:
    scope = of_semester(make_plan(), period)
    with CaptureQueriesContext(connection) as queries:
        agreements_of(scope, AT)
    assert len(queries) == 1


def test_conclusions_say_what_is_known_and_what_is_not(cast: Cast) -> None:
    """The small world: 3 of 4 with a figure, two of them partial; one target, off track."""
    world = make_world()
    content = content_of(world.plan, world.period, CLOSED)
    assert text_in(content, "closing").split("\n")[:4] == [
        "- Indicadores con una cifra validada en el semestre: 3 de 4 (75,0 %); de ellos con cifra parcial, porque falta alguna "
        "institución: 2.",
        "- Indicadores que pueden juzgarse frente a una meta aprobada: 1 de 4 (25,0 %); 1 rezagado.",
        "- No se sabe cómo estaba 1 indicador, por falta de una cifra validada.",
        "- No se sabe si lo hecho basta en 3 indicadores, por falta de una meta aprobada.",
    ]
    assert text_in(content, "closing", "en").endswith(
        "Further conclusions and recommendations belong to the Committee."
    )
