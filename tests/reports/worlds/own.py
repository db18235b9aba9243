"""Two institutions that answer the same plan. All that is of the Navy carries a word or a number that nothing else does."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from committee.models import InformationRequest
from indicators.models import IndicatorRevision, ReportingPeriod
from institutions.models import Institution
from measurements.models import Answer, RegisterItem, Status
from reports.models import ReportKind
from reports.report_kinds.scope import ReportScope
from tests import factories as make
from tests.cast import Cast
from tests.factories.activities import (
    make_activity,
    make_budget_item,
    make_note,
    make_round,
    make_statement,
    make_year_plan,
)
from tests.kept_rows import KeptWorld

AT = dt.datetime(2026, 9, 1, 10, tzinfo=make.LIMA)
WORD = "canario"
"""In every text of the Navy, and in its code and names."""
NUMBERS = (700001, 700003, 700005, 700007, 700009)
"""Values of the Navy. The Army has none above 1000."""
ITS_NUMBERS = re.compile(r"(?<![0-9a-f])(?:700|1[\s.,]?400)[\s.,]?0\d\d(?![0-9a-f])")
"""A value of the Navy, or a sum that it is part of, however it is printed; not digits within a digest."""


@KeptWorld
def make_own_world(cast: Cast) -> ReportScope:
    """The scope of the Army's report of 2026-I."""
    plan = make.make_plan()
    before, period = make.make_period(plan, "2025-II"), make.make_period(plan, "2026-I")
    rename(cast.navy)
    answer_counts(cast, before, period)
    answer_the_rest(cast, before, period)
    answer_lists(cast, before, period)
    do_and_state(cast, period)
    ask(cast, period)
    return ReportScope(plan, ReportKind.OWN, period, period, cast.army)


def rename(navy: Institution) -> None:
    """Its code too: what names it anywhere is found."""
    Institution.objects.filter(pk=navy.pk).update(
        code="CANARIO",
        name_es="Marina Canario",
        name_en="Navy Canario",
        short_name_es="CANARIO",
        short_name_en="CANARIO",
    )
    navy.refresh_from_db()


def owe(cast: Cast, revision: IndicatorRevision, before: ReportingPeriod) -> IndicatorRevision:
    for institution in (cast.army, cast.navy):
        make.make_commitment(revision, institution, before)
    return revision


def answer_counts(cast: Cast, before: ReportingPeriod, period: ReportingPeriod) -> None:
    """PREV-1.1.1 40 → 44, of which 14 women, own target 50; PREV-1.2.1 sent and not validated; PREV-1.3.1 only of the Navy;
    PREV-1.4.1 not applicable to the Army; PART-1.2.1 9 of 12.
    """
    plan = before.plan
    sex = make.make_dimension("sex")
    trained = owe(cast, make.make_count(plan, "PREV-1.1.1", dimensions=[sex]), before)
    for when, women, men in ((before, 12, 28), (period, 14, 30)):
        make.make_measurement(trained, cast.army, when, values={"total:sex=women": women, "total:sex=men": men})
        cells = {"total:sex=women": NUMBERS[0], "total:sex=men": NUMBERS[1]}
        make.make_measurement(trained, cast.navy, when, values=cells, **told())
    series = trained.series.get()
    make.make_target(series, period, 50, institution=cast.army)
    make.make_target(series, period, NUMBERS[2], institution=cast.navy, act_reference="Acta Canario")
    make.make_baseline(series, before, NUMBERS[3], institution=cast.navy, source="Oficio Canario")
    hours = owe(cast, make.make_count(plan, "PREV-1.2.1"), before)
    make.make_measurement(hours, cast.army, period, value=10, status=Status.SUBMITTED)
    make.make_measurement(hours, cast.navy, period, value=NUMBERS[4], **told())
    alone = make.make_count(plan, "PREV-1.3.1", name_es="Indicador Canario", name_en="Canario indicator")
    make.make_commitment(alone, cast.navy, before)
    make.make_measurement(alone, cast.navy, period, value=NUMBERS[0])
    outside = owe(cast, make.make_count(plan, "PREV-1.4.1"), before)
    make.make_measurement(outside, cast.army, period, answer=Answer.NOT_APPLICABLE)
    make.make_measurement(outside, cast.navy, period, answer=Answer.NOT_APPLICABLE, reason="Motivo canario.")
    share = owe(cast, make.make_proportion(plan), before)
    make.make_measurement(share, cast.army, period, value=(9, 12))
    make.make_measurement(share, cast.navy, period, value=(NUMBERS[0], NUMBERS[1]))


def told() -> dict[str, Any]:
    return {"narrative": "Lo que dice el canario."}


def answer_the_rest(cast: Cast, before: ReportingPeriod, period: ReportingPeriod) -> None:
    plan = before.plan
    milestone = owe(cast, make.make_milestone(plan), before)
    make.make_measurement(milestone, cast.army, period, values={"drafted": 1, "approved": 1, "in_force": 0})
    make.make_measurement(milestone, cast.navy, period, values={"drafted": 1, "approved": 0, "in_force": 0})
    scale = owe(cast, make.make_scale(plan), before)
    make.make_measurement(scale, cast.army, period, values={"low": 0, "medium": 1, "high": 0})
    make.make_measurement(scale, cast.navy, period, values={"low": 1, "medium": 0, "high": 0})
    story = owe(cast, make.make_narrative(plan), before)
    make.make_measurement(story, cast.army, period, answer=Answer.REPORTED, narrative="Lo que hizo el Ejército.")
    make.make_measurement(story, cast.navy, period, answer=Answer.REPORTED, narrative="Lo que hizo el canario.")


def answer_lists(cast: Cast, before: ReportingPeriod, period: ReportingPeriod) -> None:
    """One seminar that both held, joined to the Navy's: it counts once in the plan and once here."""
    listed = owe(cast, make.make_register(before.plan, across="distinct"), before)
    head: RegisterItem | None = None
    for institution, title in ((cast.navy, "Seminario canario"), (cast.army, "Seminario del Ejército")):
        measurement = make.make_measurement(listed, institution, period, value=1)
        head = make.make_item(institution, title=title, same_as=head)
        make.make_entry(measurement, head, {"held": 1})


def do_and_state(cast: Cast, period: ReportingPeriod) -> None:
    plan = period.plan
    round_ = make_round(plan, is_sealed=True)
    for institution, title, amount in ((cast.army, "Curso", 500), (cast.navy, "Curso canario", NUMBERS[2])):
        activity = make_activity(make_year_plan(round_, institution), "PREV-1.1", title=title)
        make_note(activity, period, "done", text=f"Se hizo el {title}.")
        statement = make_statement(plan, institution, source_document=f"Reporte {title}")
        make_budget_item(statement, initial=amount, modified=amount)


def ask(cast: Cast, period: ReportingPeriod) -> None:
    for ordinal, (institution, subject) in enumerate(((cast.army, "Aclarar"), (cast.navy, "Aclarar canario")), 1):
        InformationRequest.objects.create(
            plan=period.plan,
            year=2026,
            ordinal=ordinal,
            number=f"RI-2026-000{ordinal}",
            institution=institution,
            period=period,
            kind="clarify",
            subject=subject,
            text=subject,
            made_by=cast.secretary.posts[0],
            made_at=AT - dt.timedelta(days=9),
            due_at=AT + dt.timedelta(days=9),
            state="open",
        )
