"""How the figures of the demonstration were obtained, as its officers wrote it for who comes after them."""

from __future__ import annotations

import datetime as dt

from measurements.answer.content import Origin
from measurements.demonstration.picking import choose

SOURCES = {
    "PREV-1": "Registro de cursos y talleres del departamento de instrucción (hoja de cálculo)",
    "PREV-2": "Partes de asistencia de las zonas y relación de eventos de la oficina de comunicaciones",
    "PREV-3": "Archivo de directivas y de informes de la oficina de planeamiento",
    "PART-1": "Sistema de personal: relación de desplegados al último día del semestre",
    "PROT-1": "Archivo de asesoría jurídica y registro de programas de bienestar",
    "PROT-2": "Agenda de la oficina de relaciones interinstitucionales y actas de reunión",
    "REC-1": "Registro de convenios y relación de participantes de la oficina de capacitación",
    "REC-2": "Informes de fin de rotación de los contingentes",
}
POSTS = (
    "Jefatura del departamento de instrucción",
    "Analista de la oficina de planeamiento",
    "Secretaría de la oficina de personal",
)


def origin_of(indicator: str, institution: str, ends_on: dt.date) -> Origin:
    """The same from semester to semester, but the day until which it counts."""
    source = SOURCES[".".join(indicator.split(".")[:-2]) or indicator]
    return Origin(source, ends_on, choose(POSTS, indicator, institution))
