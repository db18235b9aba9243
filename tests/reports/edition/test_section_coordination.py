"""Section 11: what the data hold of other sectors, and that they hold nothing where they hold nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from documents.formatting import LIMA
from indicators.models import ReportingPeriod
from tests.cast import Cast
from tests.factories import make_commitment, make_count, make_institution, make_period, make_plan
from tests.reports.read_back.told import content_of, text_in

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 9, 1, 10, tzinfo=LIMA)
OTHERWISE = "Lo que se coordinó por otros medios no está en este sistema, por lo que aquí no se dice nada de ello."


@pytest.fixture
def period(cast: Cast) -> ReportingPeriod:
    return make_period(make_plan(), "2026-I")


def test_nothing_recorded_is_said_as_such(period: ReportingPeriod) -> None:
    content = content_of(make_plan(), period, AT)
    assert text_in(content, "coordination") == f"No se ha registrado ninguna entidad de otro sector.\n\n{OTHERWISE}"


def test_bodies_without_anything_in_common_are_counted_and_nothing_is_invented(period: ReportingPeriod) -> None:
    for code in ("PCM", "MRE"):
        make_institution(code, kind="other_ministry", is_participating=False)
    assert text_in(content_of(make_plan(), period, AT), "coordination") == (
        "Entidades de otros sectores que participan en el plan, de las registradas: 0 de 2 (0,0 %). Con ellas no hay nada registrado en el "
        f"periodo de este informe: ni compromisos, ni requerimientos de información, ni acuerdos, ni actividades.\n\n{OTHERWISE}"
    )


def test_what_is_owed_by_another_sector_is_counted(period: ReportingPeriod, cast: Cast) -> None:
    ministry = make_institution("MIMP", kind="other_ministry")
    make_institution("ONU", kind="international", is_participating=False)
    revision = make_count(make_plan())
    for institution in (ministry, cast.army):
        make_commitment(revision, institution, period)
    content = content_of(make_plan(), period, AT)
    assert content["coordination"]["counts"] == {"commitments": 1, "requests": 0, "agreements": 0, "activities": 0}
    assert text_in(content, "coordination", "en") == (
        "Bodies of other sectors that take part in the plan, of those recorded: 1 of 2 (50.0%). Recorded with them in the period of this "
        "report: 1 commitment to report.\n\nWhat was coordinated by other means is not in this system, so nothing is said of it here."
    )


def test_the_recommendation_of_the_plan_opens_the_section(cast: Cast) -> None:
    plan = make_plan("PE-MINDEF-1325-2021")
    content = content_of(plan, make_period(plan, "2026-I"), AT)
    assert text_in(content, "coordination").startswith("El plan se limita al Sector Defensa y recomienda coordinar con")
