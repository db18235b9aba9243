"""One figure on a line, or a whole in parts: gap, dumbbell, bars of 100 %, rows."""

from __future__ import annotations

from decimal import Decimal

from documents.charts.bars import Part, ShareBar, ShareChart, ShareRow
from documents.charts.dumbbell import Dumbbell
from documents.charts.gallery.examples import example
from documents.charts.gap import GapChart
from documents.charts.keys import Key
from documents.charts.look import Tone
from documents.charts.rows import Row, RowChart
from documents.charts.stacked import Count, StackedBar

GAP = "Dot, expected and target"
DUMBBELL = "Dumbbell"
SHARES = "Bars of 100 %"
STACKED = "Progress bar"
ROWS = "Charts in rows"


def women(share: str) -> list[Part]:
    return [Part(Decimal(share), Tone.WOMEN), Part(1 - Decimal(share), Tone.MEN)]


@example(GAP, "Behind what was expected")
def behind() -> GapChart:
    return GapChart("410 de 900 esperados; meta 1 200", Decimal(410), Decimal(900), Decimal(1200), Tone.OFF)


@example(GAP, "Beyond the target")
def beyond() -> GapChart:
    return GapChart("1 500 de 900 esperados; meta 1 200", Decimal(1500), Decimal(900), Decimal(1200), Tone.GOOD)


@example(GAP, "Zero: a full dot at the start")
def zero_value() -> GapChart:
    return GapChart("0 de 900 esperados", Decimal(0), Decimal(900), Decimal(1200), Tone.OFF)


@example(GAP, "Missing: a dashed hollow mark, never a dot")
def no_value() -> GapChart:
    return GapChart("Sin dato; se esperaban 900", None, Decimal(900), Decimal(1200))


@example(GAP, "Without a target: no colour, no tick")
def no_target() -> GapChart:
    return GapChart("Valor 4; sin meta", Decimal(4))


@example(DUMBBELL, "It rose, towards its target")
def rose() -> Dumbbell:
    return Dumbbell("De 12 a 18", Decimal(12), Decimal(18), Tone.GOOD)


@example(DUMBBELL, "It fell, and no target says whether that is good")
def fell() -> Dumbbell:
    return Dumbbell("De 18 a 12", Decimal(18), Decimal(12))


@example(DUMBBELL, "It stayed the same")
def stayed() -> Dumbbell:
    return Dumbbell("De 9 a 9", Decimal(9), Decimal(9))


@example(DUMBBELL, "To below zero, and from tiny numbers")
def to_below_zero() -> Dumbbell:
    return Dumbbell("De 0,04 a −0,02", Decimal("0.04"), Decimal("-0.02"))


@example(SHARES, "Women and men of each rank; a rank without data, one without women, one of women only")
def ranks() -> ShareChart:
    return ShareChart(
        "Las mujeres son el 9,4 % de los oficiales superiores",
        [
            ShareRow("Oficiales superiores", "9,4 %", women("0.094")),
            ShareRow("Técnicos, técnicas y suboficiales", "14,7 %", women("0.147")),
            ShareRow("Tropa (servicio militar)", "0 %", women("0")),
            ShareRow("Personal civil", "100 %", women("1")),
            ShareRow("Alumnos y alumnas", "no enviado"),
        ],
    )


@example(SHARES, "One bar, for a row of a page's own table")
def one_share() -> ShareBar:
    return ShareBar("Tropa: 10,1 % mujeres", women("0.101"))


@example(SHARES, "No rows")
def no_rows() -> ShareChart:
    return ShareChart("No hay nada que dividir", [])


@example(STACKED, "Counts within the bar")
def counted() -> StackedBar:
    counts = [
        Count(8, Tone.GOOD, "validado", "validated"),
        Count(4, Tone.BLUE, "enviado", "submitted"),
        Count(2, Tone.OFF, "observado", "returned"),
        Count(5, Tone.NEUTRAL, "no iniciado", "not_started"),
    ]
    return StackedBar("12 de 19 recibidos", counts, is_numbered=True)


@example(STACKED, "Nothing expected")
def nothing_expected() -> StackedBar:
    return StackedBar("No se espera ningún reporte", [Count(0, Tone.GOOD, "validado")])


@example(ROWS, "Gaps with their words, and the key")
def gaps() -> RowChart:
    return RowChart(
        "Dos indicadores están por debajo de lo esperado",
        [
            Row(
                "PREV-2.1.1 Personal que recibe las conferencias en zonas y regiones militares del territorio nacional",
                "Rezagado",
                behind(),
                "410 de 900 esperados (45,6 %)",
            ),
            Row("PROT-2.1.1 Talleres y seminarios", "Sin dato", no_value(), "Se esperaban 900"),
        ],
        [Key("dot:tone-ink", "Valor"), Key("expected-tick", "Esperado"), Key("target", "Meta final")],
    )


@example(ROWS, "No rows")
def no_gaps() -> RowChart:
    return RowChart("Ningún indicador con meta está por debajo de lo esperado", [])
