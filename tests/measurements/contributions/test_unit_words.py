"""What is said of the units of an answer: whole sentences, in the reader's language."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from measurements.answer.content import CellContent
from measurements.checks.plausibility import observed
from measurements.checks.unit_findings import absent_words, unit_findings, units_sentence
from measurements.contributions.sums import Part, UnitSums, add_units
from measurements.models import Measurement
from measurements.workflow import steps as workflow
from tests.cast import Cast
from tests.factories import make_count, make_dimension, make_measurement, make_period, make_plan
from tests.measurements.worlds.consolidating import Army, figures

MISSING, WITHOUT = Part("Norte"), Part("Sur", "not_available")


@pytest.mark.parametrize(
    ("sums", "says"),
    [
        (add_units([MISSING]), "La suma de las unidades no está completa (sin entregar: Norte)."),
        (add_units([WITHOUT]), "La suma de las unidades no está completa (sin dato: Sur)."),
        (
            add_units([MISSING, WITHOUT]),
            "La suma de las unidades no está completa (sin entregar: Norte; sin dato: Sur).",
        ),
    ],
)
def test_units_that_are_not_in_a_sum_are_named_in_one_sentence(sums: UnitSums, says: str) -> None:
    with translation.override("es"):
        assert absent_words(sums) == says


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("women", "says"),
    [
        (3, "Consolidado de 1 unidad, de 2 a las que se pidió. La respuesta coincide con su suma."),
        (5, "Consolidado de 1 unidad, de 2 a las que se pidió. 1 cifra difiere de su suma."),
    ],
)
def test_reviewer_reads_whole_sentences(cast: Cast, women: int, says: str) -> None:
    army = Army(cast)
    army.ask("EP-N", "EP-C")
    army.give("EP-N", figures(3, 4))
    workflow.save_draft(army.task, figures(women, 4), version=0, by=cast.reporter, at=army.open)
    with translation.override("es"):
        assert units_sentence(Measurement.objects.get()) == says


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("apart", "says"),
    [
        (0, ""),
        (1, " Su respuesta difiere de ella en 1 casillero: women, officers."),
        (3, " Su respuesta difiere de ella en 3 casilleros: women, officers; men, officers; women, ncos."),
        (4, " Su respuesta difiere de ella en 4 casilleros, entre ellos: women, officers; men, officers; women, ncos."),
    ],
)
def test_first_three_boxes_that_differ_from_a_partial_sum_are_named(cast: Cast, apart: int, says: str) -> None:
    dimensions = [make_dimension("sex"), make_dimension("rank_category", "officers", "ncos")]
    revision = make_count(make_plan(), "PREV-1.1.2", dimensions=dimensions)
    keys = [f"rank_category={rank}|sex={sex}" for rank in ("officers", "ncos") for sex in ("women", "men")]
    answer = make_measurement(
        revision, cast.army, make_period(make_plan(), "2026-I"), values={f"total:{key}": 1 for key in keys}
    )
    cells = {("total", key): CellContent(Decimal(2 if n < apart else 1)) for n, key in enumerate(keys)}
    with translation.override("es"):
        (finding,) = unit_findings(observed(answer), add_units([MISSING, Part("Sur", "reported", cells)]))
        assert finding.text == "La suma de las unidades no está completa (sin entregar: Norte)." + says
