"""Series: the line with its trajectory, columns, sparkline, small multiples."""

from __future__ import annotations

from decimal import Decimal

from documents.charts.bars import ColumnChart
from documents.charts.gallery.examples import NOT_SENT, SEMESTERS, example, numbers
from documents.charts.goal_steps import GoalSteps, Mark
from documents.charts.line import Break, LineChart, Range, Target
from documents.charts.look import Gap, Value
from documents.charts.multiples import Panel, SmallMultiples
from documents.charts.sparkline import Sparkline

LINE = "Line with trajectory"
GOALS = "Line with goals of years"
COLUMNS = "Columns"
SPARK = "Sparkline"
MULTIPLES = "Small multiples"
LONG_NAME = "Comando de Operaciones de Paz y Centro de Entrenamiento y Capacitación para Operaciones de Paz"


@example(LINE, "Trajectory, margin of risk, target, a semester not sent")
def trajectory() -> LineChart:
    return LineChart(
        title="Sube de 6,2 % en 2023-I a 13,1 % en 2026-I",
        lang="es",
        periods=SEMESTERS[8:20],
        values=[*numbers("6.2", "7.9", "8.4"), NOT_SENT, *numbers("10.1", "12.2", "13.1")],
        expected=numbers("6.2", 7, "7.8", "8.6", "9.4", "10.2", 11, "11.8", "12.6", "13.4", "14.2", 15),
        lower=numbers("4.7", "5.3", "5.9", "6.5", "7.1", "7.7", "8.3", "8.9", "9.5", "10.1", "10.7", "11.3"),
        target=Target(11, Decimal(15), "Meta 2028-II: 15 %"),
        series_label="Valor validado",
        expected_label="Trayectoria esperada",
        unit="percent",
    )


@example(LINE, "The definition changed: the line is cut, nothing is drawn across")
def definition_break() -> LineChart:
    return LineChart(
        title="Desde 2025-I la definición es otra y la serie empieza de nuevo",
        lang="es",
        periods=SEMESTERS[8:15],
        values=numbers(40, 46, 51, 55, 21, 24, 26),
        breaks=[Break(4, "cambió la definición")],
        series_label="Personas",
    )


@example(LINE, "Partial sums: hollow points, dotted line to and from them")
def partial_sums() -> LineChart:
    return LineChart(
        title="Las sumas no son comparables: en 2025-II faltan instituciones",
        lang="es",
        periods=SEMESTERS[8:15],
        values=numbers(410, 455, 470, 512, 530, 190, 560),
        partial=[5],
        series_label="Valor validado",
    )


@example(LINE, "Zero is a figure, missing is a gap, and a semester to come is neither")
def zero_and_missing() -> LineChart:
    return LineChart(
        title="De 4 en 2023-I a 3 en 2025-II, con un semestre en cero y dos sin dato",
        lang="es",
        periods=SEMESTERS[8:16],
        values=[*numbers(4, 0, 2), Gap("no disponible"), Gap("no disponible"), Decimal(3), None, None],
    )


@example(LINE, "A range to stay within; neither more nor less is better")
def range_band() -> LineChart:
    return LineChart(
        title="En 2026-I está dentro del rango",
        lang="es",
        periods=SEMESTERS[8:15],
        values=numbers(28, 35, 39, 44, 47, 52, 49),
        aim=Range(Decimal(40), Decimal(60), "Rango: de 40 % a 60 %"),
        unit="percent",
    )


@example(LINE, "Twenty semesters")
def twenty_semesters() -> LineChart:
    values = numbers(12, 14, 13, 17, 21, 20, 24, 23, 28, 30, 29, 33, 36, 35, 39, 41, 40, 44, 47, 46)
    return LineChart("Sube de 12 en 2019-I a 46 en 2028-II", "es", SEMESTERS, values, series_label="Talleres")


@example(LINE, "One semester: a page shows the number instead")
def one_semester() -> LineChart:
    return LineChart("Sólo un semestre tiene un valor: 7 en 2026-I", "es", ["2026-I"], numbers(7))


@example(LINE, "All equal")
def all_equal() -> LineChart:
    return LineChart("Es igual en todos: 5", "es", SEMESTERS[8:14], numbers(5, 5, 5, 5, 5, 5))


@example(LINE, "All zero")
def all_zero() -> LineChart:
    return LineChart("Es cero en todos los semestres", "es", SEMESTERS[8:12], numbers(0, 0, 0, 0))


@example(LINE, "Huge numbers")
def huge_numbers() -> LineChart:
    values = numbers(8200000, 9100000, 12345678, 14000000)
    return LineChart("Sube de 8 200 000 a 14 000 000", "es", SEMESTERS[8:12], values, series_label="Soles")


@example(LINE, "Tiny numbers")
def tiny_numbers() -> LineChart:
    return LineChart("Sube de 0,01 a 0,04", "es", SEMESTERS[8:12], numbers("0.01", "0.02", "0.015", "0.04"))


@example(LINE, "Below zero")
def below_zero() -> LineChart:
    return LineChart("Baja de 3 a −4", "es", SEMESTERS[8:12], numbers(3, 1, "-2", "-4"))


@example(LINE, "Beyond its target")
def beyond_target() -> LineChart:
    return LineChart(
        title="Pasó la meta antes de tiempo",
        lang="es",
        periods=SEMESTERS[10:18],
        values=numbers(20, 45, 90, 140),
        expected=numbers(20, 31, 43, 54, 66, 77, 89, 100),
        target=Target(7, Decimal(100), "Meta 2027-II: 100"),
        expected_label="Trayectoria esperada",
    )


@example(LINE, "Nothing validated yet")
def nothing_yet() -> LineChart:
    return LineChart("Ningún semestre tiene un valor validado", "es", SEMESTERS[12:15], [NOT_SENT, NOT_SENT, NOT_SENT])


@example(GOALS, "Goals that hold for a whole year, two of them our own, and what somebody else observed")
def goals_of_years() -> GoalSteps:
    chart = LineChart(
        title="12,9 % en 2025-II, por debajo de la meta del año",
        lang="es",
        periods=SEMESTERS[10:18],
        values=numbers("10.2", "11.8", "12.4", "12.9"),
        expected=numbers(12, 12, 13, 13, 14, 14, 15, 15),
        target=Target(7, Decimal(15), "Meta ONU 2027: 15 %"),
        series_label="Valor validado",
        unit="percent",
    )
    return GoalSteps(chart, unpublished={2, 3}, marks=[Mark(1.5, Decimal("9.4"), "9,4 % en septiembre")])


@example(COLUMNS, "Zero has no height and says so; missing is a dashed ring")
def columns() -> ColumnChart:
    values: list[Value] = [*numbers(3, 0), NOT_SENT, Decimal(9)]
    return ColumnChart("Sube de 3 a 9", "es", SEMESTERS[10:14], values)


@example(COLUMNS, "Twenty semesters, with large numbers")
def many_columns() -> ColumnChart:
    return ColumnChart("Veinte semestres", "es", SEMESTERS, numbers(*(900 + 137 * n % 811 for n in range(20))))


@example(COLUMNS, "Below zero")
def columns_below_zero() -> ColumnChart:
    return ColumnChart("Cambia de signo", "es", SEMESTERS[10:13], numbers(4, "-3", 2))


@example(SPARK, "A gap and a change of definition")
def spark() -> Sparkline:
    return Sparkline("De 3 a 8", [*numbers(3, 4), NOT_SENT, *numbers(6, 5, 8)], breaks=[4])


@example(SPARK, "One figure, and none")
def spark_one() -> Sparkline:
    return Sparkline("7 en 2026-I", [NOT_SENT, Decimal(7)])


@example(MULTIPLES, "One scale; an institution with a gap and one without any figure")
def institutions() -> SmallMultiples:
    def chart(name: str, values: list[Value]) -> LineChart:
        return LineChart(name, "es", SEMESTERS[10:15], values, top=Decimal(16))

    return SmallMultiples(
        "Lo que reportó cada institución",
        [
            Panel("Ejército del Perú", "11", chart("Ejército del Perú: de 5 a 11", [*numbers(5, 7, 8, 9, 11)])),
            Panel(
                "Marina de Guerra",
                "16",
                chart("Marina de Guerra: de 8 a 16", [*numbers(8, 9), NOT_SENT, *numbers(14, 16)]),
            ),
            Panel("Fuerza Aérea", "No enviado"),
            Panel(LONG_NAME, "0", chart(f"{LONG_NAME}: cero", [*numbers(0, 0, 0, 0, 0)])),
        ],
    )


@example(MULTIPLES, "Thirty institutions")
def thirty_institutions() -> SmallMultiples:
    panels = []
    for n in range(30):
        chart = LineChart(
            f"Institución {n + 1}", "es", SEMESTERS[12:15], numbers(n, 2 * n % 31, n + 3), top=Decimal(35)
        )
        panels.append(Panel(f"Institución {n + 1}", str(n + 3), chart))
    return SmallMultiples("Treinta instituciones", panels)
