"""What an institution writes in one answer of the demonstration, and the drafts on the way to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from indicators.models import Category, IndicatorRevision, Register, Stage
from measurements.answer.content import CellContent, CellKey, Content, ItemContent
from measurements.answer.grid import grid_of
from measurements.demonstration.items import Item, ItemKey, Step
from measurements.demonstration.picking import choose
from measurements.demonstration.values import NOT_RECORDED, Where, values_for
from measurements.models import Answer


class Variant(StrEnum):
    """How far or how well an answer is written."""

    WHOLE = "whole"
    BEGUN = "begun"  # a draft that lacks something
    FLAWED = "flawed"  # complete, but the reviewer finds something to observe


NARRATIVES = {
    "PREV-1.1.1": (
        "Los talleres se dictaron en las unidades de Lima y en tres regiones, con instructoras del CECOPAZ.",
        "Se incorporó el módulo de género en los cursos regulares del semestre.",
    ),
    "PREV-2.1.1": ("Las conferencias estuvieron a cargo de personal que retornó de misiones de paz.",),
    "PART-1.3.1": (
        "Las modalidades responden a las necesidades que señalaron los contingentes desplegados.",
        "La designación permitió que el personal femenino participe en el planeamiento de la misión.",
    ),
    "PROT-2.2.1": (
        "Se acordó compartir las lecciones aprendidas y designar puntos de contacto.",
        "La coordinación dejó una relación de buenas prácticas para la capacitación previa al despliegue.",
    ),
}
SURPRISING = {
    ("PREV-1.1.1", "EP"): "Se incorporó el módulo de género en el curso básico del personal de tropa del contingente.",
    ("PREV-2.1.1", "MGP"): "Dos zonas navales reprogramaron sus conferencias para el semestre siguiente.",
}
WITHOUT_VALUE = {
    # By semester of the demonstration, indicator and institution: what is answered instead of a value, and why.
    (1, "PREV-3.2.1", "MGP"): (Answer.NOT_AVAILABLE, "El registro de informes se encontraba en migración."),
    (2, "PREV-2.1.1", "FAP"): (Answer.NOT_AVAILABLE, "Las zonas no remitieron las listas de asistencia a tiempo."),
    (3, "REC-2.1.1", "MGP"): (Answer.NOT_APPLICABLE, "No hubo personal de la institución desplegado en misiones."),
    (4, "REC-2.1.1", "EP"): (Answer.NOT_AVAILABLE, "El contingente aún no remite su informe de fin de rotación."),
    (4, "REC-2.1.1", "FAP"): (Answer.NOT_APPLICABLE, "No hubo personal de la institución desplegado en misiones."),
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The plan's registers, stages and categories by code, read once."""

    registers: dict[str, Register]
    stages: dict[tuple[str, str], Stage]
    categories: dict[str, Category]

    @classmethod
    def read(cls) -> Vocabulary:
        return cls(
            {register.code: register for register in Register.objects.all()},
            {(stage.register.code, stage.code): stage for stage in Stage.objects.select_related("register")},
            {category.key: category for category in Category.objects.select_related("dimension")},
        )


def without_value(where: Where) -> Content | None:
    """The answer of an institution that cannot report here, or None where it can."""
    said = WITHOUT_VALUE.get((where.turn, *where.place))
    return Content(answer=said[0], reason=said[1], narrative=narrative_for(where)) if said else None


def narrative_for(where: Where) -> str:
    if where.is_open and where.place in SURPRISING:
        return SURPRISING[where.place]
    texts = NARRATIVES.get(where.indicator)
    return choose(texts, *where.place, where.turn) if texts else ""


def cells_content(where: Where, revision: IndicatorRevision, variant: Variant) -> Content:
    """The answer to a grid: all cells, the first half of them, or with one that is wrong."""
    values = values_for(where, grid_of(revision))
    if variant is Variant.BEGUN:
        return Content(values=dict(list(values.items())[: len(values) // 2]))
    narrative = narrative_for(where)
    if variant is Variant.FLAWED:
        return Content(values=misread(values), narrative=narrative)
    total = sum((cell.value for cell in values.values()), Decimal(0)) if where.place in NOT_RECORDED else None
    return Content(values=values, control_total=total, narrative=narrative)


def misread(values: Mapping[CellKey, CellContent]) -> dict[CellKey, CellContent]:
    """The largest value, half as large again."""
    key = max(values, key=lambda each: (values[each].value, each))
    return {**values, key: replace(values[key], value=values[key].value * 3 // 2)}


def items_contents(
    where: Where,
    revision: IndicatorRevision,
    items: Sequence[Item],
    known: Callable[[], Mapping[ItemKey, int]],
    words: Vocabulary,
    variant: Variant,
) -> Iterator[Content]:
    """The drafts to save one after the other, so that each stage that a new item passed is entered with its own date.

    `known` tells the ids of the items that the institution has entered by now.
    """
    listed = items[:-1] if variant is not Variant.WHOLE and len(items) > 1 else items
    new = {item.key for item in listed} - known().keys()
    rounds = max((len(item.steps) for item in listed if item.key in new), default=1)
    for turn in range(rounds):
        ids = known()
        steps = [item.step(turn) if item.key in new else item.steps[-1] for item in listed]
        yield Content(
            items=tuple(
                written(item, step, ids.get(item.key), where, revision, words)
                for item, step in zip(listed, steps, strict=True)
            ),
            has_no_items=not listed and variant is not Variant.BEGUN,
            narrative="" if variant is Variant.BEGUN else narrative_for(where),
        )


def written(
    item: Item, step: Step, identifier: int | None, where: Where, revision: IndicatorRevision, words: Vocabulary
) -> ItemContent:
    met = item.ticks.get(where.indicator, ())
    return ItemContent(
        register=words.registers[item.register],
        title=item.title,
        stage=words.stages[(item.register, step.stage)],
        dated_on=step.on,
        id=identifier,
        counterpart=item.counterpart,
        women=item.women,
        men=item.men,
        tags=tuple(words.categories[key] for key in item.tags),
        ticks=tuple(component for component in revision.components.all() if component.code in met),
    )
