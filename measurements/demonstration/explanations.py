"""What the people of the demonstration answer to a warning before they hand an answer over."""

from __future__ import annotations

from measurements.answer.content import ConcernKey
from measurements.answer.findings import Finding
from measurements.checks.beside import beside
from measurements.checks.explaining import unexplained, warnings_of
from measurements.demonstration.contents import SURPRISING
from measurements.demonstration.picking import choose
from measurements.demonstration.values import Where
from measurements.models import Measurement

WORDS = {
    "large_change": (
        "Se verificó con la relación nominal de la oficina de instrucción: varió el número de cursos del semestre.",
        "El calendario de instrucción cambió respecto del semestre anterior; consta en las listas de asistencia.",
    ),
    "zero_after_value": (
        "No hubo ninguno este semestre: lo programado se trasladó al siguiente por la rotación del personal.",
        "La actividad es anual y se realizó en el semestre anterior.",
    ),
    "value_after_absence": ("Este semestre la institución volvió a tener personal desplegado.",),
    "identical": ("Se verificó con la oficina de personal: el efectivo no varió en el semestre.",),
    "share_out_of_range": ("El grupo es pequeño: una sola designación cambia mucho el porcentaje.",),
    "twice": ("Son dos distintos: así figuran ambos en el registro de la oficina.",),
    "unequal_denominators": ("La diferencia es un contingente que se replegó al cierre del semestre.",),
}


def explained(answer: Measurement, where: Where) -> dict[ConcernKey, str]:
    """A sentence for each warning that the saved draft raises."""
    asked = unexplained(warnings_of(answer, beside(answer)))
    return {warning.key: words_for(warning, where) for warning in asked}


def words_for(warning: Finding, where: Where) -> str:
    if where.is_open and where.place in SURPRISING:
        return SURPRISING[where.place]
    return choose(WORDS[warning.rule], *where.place, where.turn, *warning.key)
