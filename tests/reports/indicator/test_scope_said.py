"""Where a target is of the year or since the start, the page says so and what is judged: the semester's figure is another."""

from __future__ import annotations

import pytest

from tests import factories as make
from tests.cast import Cast
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("scope", "period", "said"),
    [
        ("year", "2026-I", "la cifra del año hasta este semestre. Año 2026 hasta ahora: 70."),
        ("year", "2026-II", "la cifra del año hasta este semestre. Año 2026: 160."),
        ("cumulative", "2026-II", "acumulado desde entonces. Desde el inicio, 2025-II a 2026-II: 1\u00a0160."),
    ],
)
def test_the_page_says_what_is_judged(cast: Cast, signed_in: SignIn, scope: str, period: str, said: str) -> None:
    assert said in page(cast, signed_in, scope, period)


def test_a_target_of_the_semester_needs_no_such_words(cast: Cast, signed_in: SignIn) -> None:
    assert "La meta se fijó" not in page(cast, signed_in, "period", "2026-II")


def page(cast: Cast, signed_in: SignIn, scope: str, period: str) -> str:
    """1 000, 70 and 90 of the army, towards 200."""
    plan = make.make_plan()
    semesters = [make.make_period(plan, code) for code in ("2025-II", "2026-I", "2026-II")]
    trained = make.make_count(plan)
    make.make_commitment(trained, cast.army, semesters[0])
    make.make_target(trained.series.get(), semesters[-1], 200, scope=scope)
    for semester, value in zip(semesters, (1000, 70, 90), strict=True):
        make.make_measurement(trained, cast.army, semester, value=value)
    return signed_in(cast.secretary).get(f"/indicadores/PREV-1.1.1/?semestre={period}").content.decode()
