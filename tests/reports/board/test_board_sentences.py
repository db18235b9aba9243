"""The dashboard's heading and findings: what the figures say and nothing more, in both languages; no institution is named."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import translation

from reports.arithmetic.coverage import Coverage, coverage
from reports.arithmetic.tally import Tally
from reports.board.wording import headline_of, track_finding, validated_sentence, who_finding
from reports.figures import CoverageMatrix, InstitutionName, InstitutionRow, PeriodName

OPENS = dt.datetime(2026, 7, 1, 5, tzinfo=dt.UTC)  # midnight in Lima
DUE = dt.datetime(2026, 7, 18, 5, tzinfo=dt.UTC)
LATER = dt.datetime(2026, 7, 10, 12, tzinfo=dt.UTC)


def semester(state: str) -> PeriodName:
    return PeriodName("2026-I", 4052, dt.date(2026, 6, 30), OPENS, DUE, DUE, dt.date(2026, 7, 17), state)


def said(language: str, counts: tuple[int, int, int], state: str, **more: object) -> str:
    """The heading for (expected, submitted, validated)."""
    expected, submitted, validated = counts
    facts: dict[str, object] = {"at": LATER, "tally": Tally(), "with_target": 0, "overdue": 0} | more
    found = coverage(expected, submitted, 0, validated)
    with translation.override(language):
        return headline_of(found, semester(state), **facts).replace("\xa0", " ")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("counts", "state", "overdue", "spanish", "english"),
    [
        (
            (0, 0, 0), "open", 0,
            "Ninguna institución tiene que reportar 2026-I todavía", "No institution has to report 2026 H1 yet",
        ),
        (
            (0, 0, 0), "closed", 0,
            "Ninguna institución tenía que reportar 2026-I", "No institution had to report 2026 H1",
        ),
        (
            (94, 0, 0), "upcoming", 0,
            "Se esperan 94 reportes de 2026-I; el registro abre el 1 de julio de 2026",
            "94 reports are expected for 2026 H1; reporting opens on 1 July 2026",
        ),
        (
            (94, 0, 0), "open", 0,
            "Todavía no ha llegado ninguno de los 94 reportes", "None of the 94 reports has arrived yet",
        ),
        (
            (94, 0, 0), "closed", 94,
            "No llegó ninguno de los 94 reportes de 2026-I", "None of the 94 reports for 2026 H1 arrived",
        ),
        (
            (94, 66, 48), "open", 0,
            "Han llegado 66 de 94 reportes; faltan 28", "66 of 94 reports have arrived; 28 still to go",
        ),
        (
            (94, 1, 0), "open", 0,
            "Ha llegado 1 de 94 reportes; faltan 93", "1 of 94 reports has arrived; 93 still to go",
        ),
        ((2, 1, 0), "late", 1, "Ha llegado 1 de 2 reportes; 1 está vencido", "1 of 2 reports has arrived; 1 is overdue"),
        (
            (94, 66, 48), "late", 28,
            "Han llegado 66 de 94 reportes; 28 están vencidos", "66 of 94 reports have arrived; 28 are overdue",
        ),
        (
            (94, 66, 48), "late", 20,
            "Han llegado 66 de 94 reportes; faltan 28, 20 de ellos vencidos",
            "66 of 94 reports have arrived; 28 still to go, 20 of them overdue",
        ),
        (
            (94, 66, 66), "closed", 28,
            "Llegaron 66 de 94 reportes; 28 no se enviaron", "66 of 94 reports arrived; 28 were not sent",
        ),
        (
            (94, 94, 48), "open", 0,
            "Han llegado los 94 reportes; falta validar 46", "All 94 reports have arrived; 46 are still to be validated",
        ),
        (
            (1, 1, 0), "open", 0,
            "Ha llegado el único reporte esperado; falta validar 1",
            "The only report expected has arrived; 1 is still to be validated",
        ),
        (
            (94, 94, 94), "closed", 0,
            "Han llegado los 94 reportes; ningún indicador tiene meta todavía",
            "All 94 reports have arrived; no indicator has a target yet",
        ),
    ],
)  # fmt: skip
def test_the_heading_is_the_answer(
    counts: tuple[int, int, int], state: str, overdue: int, spanish: str, english: str
) -> None:
    assert said("es", counts, state, overdue=overdue) == spanish
    assert said("en", counts, state, overdue=overdue) == english


def test_on_the_day_it_opens_the_heading_says_so() -> None:
    first_day = OPENS + dt.timedelta(hours=9)
    assert said("es", (94, 0, 0), "open", at=first_day) == "El registro de 2026-I abrió hoy; se esperan 94 reportes"
    assert said("en", (1, 0, 0), "open", at=first_day) == "Reporting of 2026 H1 opened today; 1 report is expected"


@pytest.mark.parametrize(
    ("tally", "with_target", "spanish", "english"),
    [
        (Tally(on_track=7, at_risk=4, off_track=2, no_target=6), 15, "7 de 15 indicadores con meta van en ruta",
         "7 of 15 indicators with a target are on track"),
        (Tally(on_track=1, no_target=20), 1, "el único indicador con meta va en ruta",
         "the only indicator with a target is on track"),
        (Tally(at_risk=1, no_target=20), 1, "el único indicador con meta no va en ruta",
         "the only indicator with a target is not on track"),
        (Tally(on_track=1, off_track=1), 2, "1 de 2 indicadores con meta va en ruta",
         "1 of 2 indicators with a target is on track"),
        (Tally(not_reported=2), 2, "ningún indicador con meta puede calificarse todavía",
         "no indicator with a target can be judged yet"),
    ],
)  # fmt: skip
def test_once_all_has_arrived_and_is_validated_the_heading_says_what_is_on_track(
    tally: Tally, with_target: int, spanish: str, english: str
) -> None:
    more = {"tally": tally, "with_target": with_target}
    assert said("es", (94, 94, 94), "closed", **more) == f"Han llegado los 94 reportes; {spanish}"
    assert said("en", (94, 94, 94), "closed", **more) == f"All 94 reports have arrived; {english}"


def test_indicators_are_counted_and_states_that_nobody_is_in_are_not_said() -> None:
    assert track_finding(Tally(on_track=7, at_risk=4, off_track=2, not_reported=2, no_target=6)) == (
        "7 en ruta, 4 en riesgo, 2 rezagados, 2 sin dato y 6 sin meta."
    )
    assert track_finding(Tally()) == ""


def test_what_was_not_received_cannot_be_validated() -> None:
    assert validated_sentence(coverage(94, 66, 0, 48)) == "48 de los 66 reportes recibidos están validados."
    assert validated_sentence(coverage(94, 0, 0, 0)) == ""


def row(code: str, found: Coverage) -> InstitutionRow:
    return InstitutionRow(InstitutionName(code, code, code, 1), (), found, {})


def test_who_has_reported_is_counted_without_names() -> None:
    rows = tuple(row(code, coverage(4, sent, 0, 0)) for code, sent in (("EP", 4), ("MGP", 2), ("FAP", 0)))
    matrix = CoverageMatrix(semester("open"), (), (), rows, coverage(12, 6, 0, 0), {}, (), None)
    assert who_finding(matrix) == "2 de 3 instituciones han enviado algo; 1 ha enviado todo."
    one = replace(matrix, rows=rows[1:])
    assert who_finding(one) == "1 de 2 instituciones ha enviado algo; 0 han enviado todo."
    assert who_finding(replace(matrix, rows=rows[:1])) == "1 de 1 institución ha enviado algo; 1 ha enviado todo."
    nothing = replace(
        matrix, coverage=coverage(12, 0, 0, 0), rows=tuple(row(each, coverage(4, 0, 0, 0)) for each in ("EP", "MGP"))
    )
    assert who_finding(nothing) == "El registro abrió el 1 de julio de 2026; todavía no se ha enviado nada."
    coming = replace(nothing, period=semester("upcoming"))
    assert who_finding(coming) == "El registro abre el 1 de julio de 2026; esto es lo que se pedirá."
