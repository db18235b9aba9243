"""What arrived, in a sentence: none, one and many, of one and of many, in both languages."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from reports.edition.reading import Snapshot
from reports.edition.received import received_sentence


@pytest.mark.parametrize(
    ("expected", "received", "on_time", "spanish", "english"),
    [
        (1, 0, 0, "No se recibió el único reporte esperado.", "The only report expected was not received."),
        (1, 1, 1, "El único reporte esperado se recibió a tiempo.", "The only report expected was received on time."),
        (1, 1, 0, "El único reporte esperado se recibió fuera de plazo.", "The only report expected was received late."),
        (24, 0, 0, "De los 24 reportes esperados no se recibió ninguno.", "None of the 24 reports expected was received."),
        (24, 1, 0, "De los 24 reportes esperados se recibió 1: 0 a tiempo y 1 fuera de plazo.",
         "1 of the 24 reports expected was received; 0 on time and 1 late."),
        (24, 20, 15, "De los 24 reportes esperados se recibieron 20: 15 a tiempo y 5 fuera de plazo.",
         "20 of the 24 reports expected were received; 15 on time and 5 late."),
    ],
)  # fmt: skip
def test_number_that_arrived_decides_how_it_is_said(
    expected: int, received: int, on_time: int, spanish: str, english: str
) -> None:
    coverage = {"expected": expected, "submitted": received, "on_time": on_time}
    said = {}
    for language in ("es", "en"):
        with override(language):
            said[language] = received_sentence(Snapshot({}, language), coverage)
    assert said == {"es": spanish, "en": english}
