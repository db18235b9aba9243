"""The activities of the demonstration, all invented: two years of them, with what became of each.

Most of the plan's actions have one and some have none, so that the coverage of actions has gaps to show.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Day = tuple[int, int]
"""Month and day."""


class Outcome(StrEnum):
    """What the note of a semester says: done in time or late, under way, not begun; or that nothing was sent."""

    DONE = "done"
    LATE = "late"
    RUNS = "running"
    WAITS = "planned"
    SILENT = ""


D, L, R, W, S = Outcome.DONE, Outcome.LATE, Outcome.RUNS, Outcome.WAITS, Outcome.SILENT


@dataclass(frozen=True, slots=True)
class Planned:
    """`last`: what its notes say after each semester of last year; `this`: after the first semester of this year. None: not planned in
    that year. `is_told_early`: a note of the semester that runs was sent already.
    """

    institution: str
    action: str
    title: str
    first: Day
    last_day: Day
    post: str
    product: str
    objectives: tuple[str, ...]
    last: tuple[Outcome, Outcome] | None = None
    this: Outcome | None = None
    is_told_early: bool = False


PLANNED = (
    Planned("EP", "PREV-1.1", "Curso de asesoría de género para operaciones de paz", (3, 2), (5, 29),
            "Comando de Educación y Doctrina", "Constancias de sesenta participantes", ("OG-2",), (D, S), D),
    Planned("EP", "PREV-2.1", "Charlas itinerantes en las divisiones del Ejército", (4, 1), (10, 30),
            "Departamento de Comunicación", "Informe de doce charlas", ("OG-5",), (R, L), R, is_told_early=True),
    Planned("EP", "PREV-3.1", "Formato único para recoger información de género", (2, 2), (6, 15),
            "Oficina de Planeamiento", "Formato aprobado por directiva", ("OG-6",), (R, D), L),
    Planned("EP", "PART-1.1", "Convocatoria de mujeres a cursos de expertos en misión", (1, 19), (4, 30),
            "Jefatura de Personal", "Lista de convocadas", ("OG-4",), (D, S), D),
    Planned("EP", "PROT-1.1", "Sensibilización del contingente que se despliega", (8, 3), (11, 13),
            "Jefatura del contingente", "Registro de asistencia del contingente", ("OG-2", "OG-4"), (S, D), S, is_told_early=True),
    Planned("EP", "PREV-1.3", "Plaza de asesoría de género en el contingente", (3, 16), (6, 26),
            "Jefatura de Personal", "Cuadro de organización con la plaza", ("OG-3",), None, W),
    Planned("MGP", "PREV-1.2", "Tema de género en el sílabo del curso de infantería de marina", (2, 16), (5, 15),
            "Dirección de Educación", "Sílabo aprobado", ("OG-2",), (D, S), D),
    Planned("MGP", "PREV-2.2", "Artículo sobre mujeres, paz y seguridad en la revista institucional", (3, 2), (9, 30),
            "Oficina de Publicaciones", "Artículo publicado", ("OG-5",), (R, D), R),
    Planned("MGP", "PROT-1.3", "Revisión del procedimiento contra el hostigamiento", (4, 6), (6, 19),
            "Inspectoría", "Procedimiento revisado", ("OG-6",), (R, L), R),
    Planned("MGP", "PROT-2.3", "Cartilla digital sobre protección de niñas y niños", (5, 4), (8, 28),
            "Dirección de Bienestar", "Cartilla en el portal", ("OG-5",), None, R),
    Planned("MGP", "PART-1.2", "Preparación de oficiales mujeres para puestos de Estado Mayor", (7, 6), (12, 11),
            "Jefatura de Personal", "Relación de oficiales preparadas", ("OG-4",), (S, R), S),
    Planned("FAP", "PREV-2.3", "Conversatorio con mujeres que sirvieron en misiones", (3, 9), (3, 27),
            "Escuela de Oficiales", "Grabación del conversatorio", ("OG-1", "OG-5"), (D, S), D),
    Planned("FAP", "PREV-1.1", "Capacitación virtual de enlaces de género", (5, 11), (6, 30),
            "Comando de Educación", "Constancias de los enlaces", ("OG-2",), (L, S), S),
    Planned("FAP", "PART-1.1", "Selección de participantes para el curso de observadores", (2, 9), (3, 31),
            "Comando de Personal", "Acta de selección", ("OG-4",), (D, S), D),
    Planned("FAP", "PROT-2.1", "Difusión de la normativa en las bases aéreas", (6, 1), (11, 27),
            "Asesoría Jurídica", "Informe por base aérea", ("OG-5",), None, W),
    Planned("FAP", "REC-1.2", "Boletín de lecciones aprendidas en misiones", (9, 1), (11, 30),
            "Oficina de Doctrina", "Boletín impreso", ("OG-5",), (S, W), S),
    Planned("CCFFAA", "PREV-3.1", "Tablero conjunto de información de género", (3, 2), (7, 31),
            "Sexta División", "Tablero en funcionamiento", ("OG-6",), (R, S), R),
    Planned("CCFFAA", "PROT-1.2", "Protocolo conjunto de protección en operaciones de paz", (2, 2), (6, 30),
            "Tercera División", "Protocolo aprobado", ("OG-3",), (R, R), D),
    Planned("CCFFAA", "REC-2.2", "Función de información en el cuadro de los contingentes", (4, 13), (6, 12),
            "Primera División", "Cuadro de organización modificado", ("OG-3",), None, W),
    Planned("CCFFAA", "PART-1.2", "Mesa de trabajo sobre las metas de despliegue", (5, 4), (5, 22),
            "Tercera División", "Acta de la mesa", ("OG-4",), (D, S), D),
    Planned("CECOPAZ", "PREV-1.2", "Módulo de género en el curso de observadores", (1, 12), (3, 20),
            "Jefatura Académica", "Módulo incorporado al curso", ("OG-2",), (D, S), D),
    Planned("CECOPAZ", "PART-1.1", "Curso de expertos en misión con vacantes para mujeres", (4, 6), (6, 5),
            "Jefatura Académica", "Relación de egresadas", ("OG-4",), (D, S), D),
    Planned("CECOPAZ", "PROT-1.1", "Taller de protección antes del despliegue", (8, 10), (9, 18),
            "Jefatura Académica", "Evaluación del taller", ("OG-2",), (S, D), S, is_told_early=True),
    Planned("CECOPAZ", "REC-1.2", "Encuentro regional de centros de entrenamiento", (10, 5), (10, 9),
            "Dirección del centro", "Memoria del encuentro", ("OG-2", "OG-5"), None, S),
    Planned("MINDEF", "REC-1.1", "Acuerdo con entidades del Estado sobre protección", (3, 2), (8, 31),
            "Dirección de Derechos Humanos", "Acuerdo firmado", ("OG-6",), (R, S), R),
    Planned("MINDEF", "PROT-2.2", "Coordinación con organismos internacionales sobre doctrina", (2, 16), (12, 4),
            "Dirección de Relaciones", "Actas de coordinación", ("OG-3",), (R, D), R),
    Planned("MINDEF", "PREV-2.2", "Seminario académico por el aniversario de la resolución", (10, 19), (10, 30),
            "Oficina de Comunicaciones", "Memoria del seminario", ("OG-5",), (S, D), S),
    Planned("MINDEF", "PREV-2.1", "Campaña de difusión en redes del sector", (3, 2), (3, 31),
            "Oficina de Comunicaciones", "Informe de alcance", ("OG-1", "OG-5"), None, D),
    Planned("MINDEF", "PROT-2.1", "Compendio de normas de protección", (5, 4), (6, 26),
            "Asesoría Jurídica", "Compendio publicado", ("OG-5",), None, S),
)  # fmt: skip

ADDED = Planned("EP", "PREV-2.3", "Conferencia de oficiales que vuelven de misión", (6, 8), (7, 24),
                "Comando de Educación y Doctrina", "Programa y lista de asistencia", ("OG-1",))  # fmt: skip
"""Asked for after the plan of this year was frozen."""

NONE_PLANNED = (
    "DGRRII",
    "Apoya las actividades de las demás instituciones y no ejecuta ninguna propia (demostración).",
)
"""Who plans no activity, and why."""

NOTES = {
    Outcome.DONE: "Se cumplió lo previsto; el producto se adjunta. Dato de la demostración.",
    Outcome.LATE: "Se cumplió después de lo previsto: faltó personal para dictarla. Dato de la demostración.",
    Outcome.RUNS: "Avanza según el cronograma de la oficina. Dato de la demostración.",
    Outcome.WAITS: "No empezó: se espera la designación del equipo. Dato de la demostración.",
}
RETURNED = "Adjunte el documento del producto: el que se envió es de otra actividad (demostración)."
"""What the Committee answers to one of the notes."""
