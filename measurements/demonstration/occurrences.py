"""What happens anew in each semester: events, publications, reports, coordinations, actions, modalities. Titles are generic."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from indicators.models import ReportingPeriod
from measurements.demonstration.items import Item, Step
from measurements.demonstration.picking import choose, pick

PLACES = ("Lima", "Arequipa", "Cusco", "Iquitos", "Piura", "Tacna", "Trujillo")
LAST_DAY = 140
"""Counted from the semester's first day: everything has happened well before the semester is reported."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A kind of item that an institution may have in a semester, in `chance` of a hundred."""

    register: str
    title: str
    serves: str
    tags: str = ""
    chance: int = 70
    stages: tuple[str, ...] = ("held",)
    counterpart: str = ""
    has_people: bool = False


PATTERNS = (
    Pattern(
        "event",
        "Seminario «Mujeres, paz y seguridad»",
        "PROT-2.1.1 PROT-2.3.1",
        "event_type=seminar scope=national",
        85,
        has_people=True,
    ),
    Pattern(
        "event",
        "Taller sobre perspectiva de género en operaciones de paz",
        "PREV-2.3.1 PROT-2.1.1",
        "event_type=workshop mission=minusca position_type=staff position_type=troop scope=national",
        80,
        has_people=True,
    ),
    Pattern(
        "event",
        "Taller sobre prevención de la violencia sexual en los conflictos",
        "PROT-2.1.1",
        "event_type=workshop scope=national",
        55,
        has_people=True,
    ),
    Pattern(
        "event",
        "Conversatorio académico sobre la Resolución 1325",
        "PREV-2.2.1 PROT-2.3.1",
        "event_type=academic scope=national",
        65,
        has_people=True,
    ),
    Pattern(
        "event",
        "Conferencia sobre la experiencia del personal femenino en misiones de paz",
        "PREV-2.3.1",
        "event_type=conference mission=minusca mission=monusco position_type=observer position_type=staff scope=national",
        75,
        has_people=True,
    ),
    Pattern(
        "event",
        "Encuentro de mujeres que integraron contingentes",
        "PREV-2.3.1 PROT-2.3.1",
        "event_type=other mission=unisfa mission=minusca position_type=troop scope=regional",
        40,
        has_people=True,
    ),
    Pattern(
        "publication",
        "Artículo sobre la participación de la mujer en las operaciones de paz",
        "PREV-2.2.1 REC-1.2.1",
        "publication_type=article scope=national format=digital",
        70,
        ("prepared", "disseminated"),
    ),
    Pattern(
        "publication",
        "Nota informativa sobre la agenda mujeres, paz y seguridad",
        "PROT-2.3.1 REC-1.2.1",
        "publication_type=information scope=national format=digital",
        85,
        ("prepared", "disseminated"),
    ),
    Pattern(
        "publication",
        "Cartilla sobre la protección de las mujeres y las niñas",
        "PROT-2.3.1 REC-1.2.1",
        "publication_type=material scope=international format=physical",
        45,
        ("prepared", "disseminated"),
    ),
    Pattern(
        "report",
        "Informe sobre el personal femenino desplegado y sus condiciones de servicio",
        "PREV-3.2.1",
        chance=90,
        stages=("prepared", "routed"),
        counterpart="Comité para la Igualdad de Género",
    ),
    Pattern(
        "report",
        "Informe sobre la capacitación en perspectiva de género",
        "PREV-3.2.1",
        chance=60,
        stages=("prepared", "routed"),
        counterpart="Comando Conjunto de las Fuerzas Armadas",
    ),
    Pattern(
        "coordination",
        "Coordinación para compartir buenas prácticas con otra misión",
        "PROT-2.2.1",
        "scope=international",
        60,
        counterpart="Organismo internacional",
    ),
    Pattern(
        "coordination",
        "Coordinación con organizaciones de mujeres de la zona",
        "PROT-2.2.1",
        "scope=regional",
        50,
        counterpart="Organización de la sociedad civil",
    ),
    Pattern("action", "Jornada de atención a la población local", "REC-2.1.1", "mission=minusca", 80, ("done",)),
    Pattern(
        "action", "Charla a la comunidad sobre los derechos de la mujer", "REC-2.1.1", "mission=unisfa", 50, ("done",)
    ),
    Pattern(
        "modality",
        "Oficial designada para un cargo de decisión",
        "PART-1.3.1",
        "modality_type=decision channel=national modality_scope=individual",
        45,
        ("implemented",),
    ),
    Pattern(
        "modality",
        "Equipo de enlace de mujeres del contingente",
        "PART-1.3.1",
        "modality_type=liaison channel=national modality_scope=collective",
        40,
        ("proposed", "implemented"),
    ),
)
SHARED_TITLE = "Reunión de coordinación entre el Ejército y el Comando Conjunto sobre enlaces de género"
SHARED_BY = {"EP": "Comando Conjunto de las Fuerzas Armadas", "CCFFAA": "Ejército del Perú"}
"""Both parties enter the same meeting, each with the other as counterpart; the reviewer joins the two so that it counts once."""


def happened_in(institution: str, period: ReportingPeriod) -> Iterator[Item]:
    """What an institution did in a semester. A second stage may fall into the next semester."""
    for pattern in PATTERNS:
        if pick(1, 100, institution, period.code, pattern.title) <= pattern.chance:
            yield made_of(pattern, institution, period)
    if institution in SHARED_BY:
        yield Item(
            "coordination",
            f"{SHARED_TITLE}, {period.code}",
            frozenset({"PROT-2.2.1"}),
            (Step("held", period.starts_on + dt.timedelta(days=60)),),
            ("scope=national",),
            SHARED_BY[institution],
        )


def made_of(pattern: Pattern, institution: str, period: ReportingPeriod) -> Item:
    names = (institution, period.code, pattern.title)
    first_day = period.starts_on + dt.timedelta(days=pick(10, LAST_DAY, *names, "day"))
    gap = dt.timedelta(days=pick(15, 60, *names, "gap"))
    women = pick(12, 60, *names, "women") if pattern.has_people else None
    men = pick(15, 80, *names, "men") if pattern.has_people else None
    return Item(
        register=pattern.register,
        title=f"{pattern.title}, {choose(PLACES, *names, 'place')}, {period.code}",
        serves=frozenset(pattern.serves.split()),
        steps=tuple(Step(stage, first_day + index * gap) for index, stage in enumerate(pattern.stages)),
        tags=tuple(pattern.tags.split()),
        counterpart=pattern.counterpart,
        women=women,
        men=men,
    )
