"""Units in states: tiles, matrix, steps."""

from __future__ import annotations

from documents.charts.gallery.examples import example
from documents.charts.look import Gap
from documents.charts.matrix import ColumnGroup, MatrixRow, StatusMatrix
from documents.charts.steps import Steps
from documents.charts.tiles import Tile, TileChart, TileGroup

TILES = "Unit tiles"
MATRIX = "Status matrix"
STEPS = "Steps"
PROGRESS = {
    "on_track": "En ruta",
    "at_risk": "En riesgo",
    "off_track": "Rezagado",
    "no_target": "Sin meta",
    "no_data": "Sin dato",
}
REPORTS = {
    "validated": "Validado",
    "submitted": "Enviado",
    "returned": "Observado",
    "draft": "En curso",
    "not_started": "No iniciado",
    "not_applicable": "No corresponde",
}
PILLARS = (("Prevención", 8), ("Participación", 3), ("Protección", 6), ("Socorro y Recuperación", 4))
COLUMNS = [ColumnGroup(name, [f"{1 + n // 3}.{1 + n % 3}" for n in range(size)]) for name, size in PILLARS]
FOUR_STEPS = ["Propuesta elaborada", "Proyecto de norma", "Norma aprobada", "Norma en aplicación"]


def tiles(name: str, size: int, first: int = 0) -> TileGroup:
    states = list(PROGRESS)
    return TileGroup(name, [Tile(f"{1 + n // 3}.{1 + n % 3}", states[(first + n * 3) % 5]) for n in range(size)])


@example(TILES, "The 21 indicators of the plan")
def plan_tiles() -> TileChart:
    groups = [tiles(name, size, n) for n, (name, size) in enumerate(PILLARS)]
    return TileChart("Los 21 indicadores, por estado", groups, PROGRESS)


@example(TILES, "A long name, one tile, forty tiles")
def uneven_tiles() -> TileChart:
    groups = [tiles("Participación en operaciones de paz y toma de decisiones", 1), tiles("Muchos", 40)]
    return TileChart("41 indicadores, por estado", groups, PROGRESS)


@example(TILES, "No tiles")
def no_tiles() -> TileChart:
    return TileChart("Ningún indicador está en vigor", [], PROGRESS)


def reporting(name: str, first: int) -> MatrixRow:
    states = list(REPORTS)
    shown = [states[(first + n * n) % 6] for n in range(21)]
    received = sum(state in {"validated", "submitted", "returned"} for state in shown)
    return MatrixRow(name, shown, f"{received} de {21 - shown.count('not_applicable')}")


@example(MATRIX, "Six institutions by 21 indicators")
def six_by_twenty_one() -> StatusMatrix:
    names = ["MINDEF", "CCFFAA", "Ejército", "Marina", "Fuerza Aérea", "CECOPAZ"]
    rows = [reporting(name, n) for n, name in enumerate(names)]
    return StatusMatrix("Han llegado 66 de 94 reportes", COLUMNS, rows, REPORTS, "Recibidos")


@example(MATRIX, "Thirty institutions, with long names")
def thirty_rows() -> StatusMatrix:
    rows = [reporting(f"Dirección General de Educación y Doctrina {n + 1}", n) for n in range(30)]
    return StatusMatrix("Treinta instituciones", COLUMNS, rows, REPORTS, "Recibidos")


@example(MATRIX, "Nobody has to report")
def no_matrix() -> StatusMatrix:
    return StatusMatrix("Ninguna institución tiene que reportar", COLUMNS[:1], [], REPORTS, "Recibidos")


@example(STEPS, "Three of four; the fourth should be done by now")
def four_steps() -> Steps:
    return Steps(
        "La norma está aprobada y aún no se aplica", FOUR_STEPS, 3, expected=4, expected_label="Esperado a 2026-I"
    )


@example(STEPS, "None of four is done: a known zero")
def no_step_done() -> Steps:
    return Steps("Ningún paso está cumplido", FOUR_STEPS, 0, expected=2, expected_label="Esperado a 2026-I")


@example(STEPS, "Nobody said how far it is: missing")
def unknown_steps() -> Steps:
    return Steps("No se sabe en qué paso está", FOUR_STEPS, Gap("no enviado"))


@example(STEPS, "All done")
def all_steps() -> Steps:
    return Steps("Los cuatro pasos están cumplidos", FOUR_STEPS, 4)


@example(STEPS, "Nine steps, with long words")
def nine_steps() -> Steps:
    words = [
        f"Paso {n}: coordinación interinstitucional con los ministerios y los gobiernos regionales"
        for n in range(1, 10)
    ]
    return Steps("Cumplidos cinco de nueve pasos", words, 5, expected=7, expected_label="Esperado a 2026-I")
