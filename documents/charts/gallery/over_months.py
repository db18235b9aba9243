"""Bars over the months of a year."""

from __future__ import annotations

import datetime as dt

from documents.charts.gallery.examples import example
from documents.charts.gantt import Bar, Gantt, Shape

BARS = "Bars over months"
FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 12, 31)


@example(BARS, "Every shape; moved days over the outline of those adopted; one day; the line of today")
def every_shape() -> Gantt:
    return Gantt(
        "Ejército: 6 actividades, 1 con retraso",
        "es",
        [
            Bar("EP-2026-01 Curso de género", dt.date(2026, 2, 1), dt.date(2026, 4, 15), Shape.TICKED, "Realizada"),
            Bar(
                "EP-2026-02 Directiva de atención de denuncias en las unidades",
                dt.date(2026, 5, 1),
                dt.date(2026, 9, 30),
                Shape.PALE,
                "En marcha",
                was=(dt.date(2026, 3, 1), dt.date(2026, 7, 31)),
            ),
            Bar("EP-2026-03 Taller regional", dt.date(2026, 3, 1), dt.date(2026, 6, 30), Shape.STRIPED, "Con retraso"),
            Bar("EP-2026-04 Diagnóstico", dt.date(2026, 4, 1), dt.date(2026, 8, 31), Shape.DASHED, "Sin nota todavía"),
            Bar("EP-2026-05 Campaña", dt.date(2026, 10, 1), dt.date(2026, 12, 31), Shape.HOLLOW, "Prevista"),
            Bar("EP-2026-06 Feria", dt.date(2026, 11, 25), dt.date(2026, 11, 25), Shape.STRUCK, "Cancelada"),
        ],
        first=FIRST,
        last=LAST,
        today=dt.date(2026, 7, 10),
        today_label="hoy, 10 de julio",
    )


@example(BARS, "Days that run into the next year: more months, fewer of them named")
def two_years() -> Gantt:
    return Gantt(
        "Marina: una actividad",
        "es",
        [Bar("MGP-2026-01 Estudio", dt.date(2026, 9, 1), dt.date(2027, 3, 31), Shape.PALE, "En marcha")],
        first=FIRST,
        last=dt.date(2027, 12, 31),
    )


@example(BARS, "No rows")
def no_bars() -> Gantt:
    return Gantt("No hay actividades", "es", [], first=FIRST, last=LAST)
