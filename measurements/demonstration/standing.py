"""What stands from one semester to the next: norms, agreements, programmes, and the contingents that the Joint Command deploys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indicators.calendar import Semester
from measurements.demonstration.items import Item, Step
from measurements.demonstration.picking import pick

Life = tuple[tuple[str, int], ...]
"""Stages and the semester in which each was reached: 0 is the demonstration's first, -3 the third before it."""

OLD: Life = (("approved", -5), ("in_force", -5))
PASSED: Life = (("drafted", 0), ("approved", 1), ("in_force", 2))
SLOW: Life = (("drafted", 1), ("reviewed", 2), ("approved", 4))
REPEALED: Life = (("approved", -4), ("in_force", -4), ("repealed", 3))
RUNNING: Life = (("running", -1),)
FINISHED: Life = (("running", 0), ("finished", 2))


@dataclass(frozen=True, slots=True)
class Standing:
    """An item that an institution keeps for years."""

    institutions: str
    register: str
    title: str
    serves: str
    life: Life
    tags: str = ""
    counterpart: str = ""


STANDING = (
    Standing("EP MGP FAP", "norm", "Directiva para recopilar información desagregada por sexo", "PREV-3.1.1", OLD),
    Standing("EP CCFFAA", "norm", "Directiva sobre el registro del personal desplegado", "PREV-3.1.1", PASSED),
    Standing("MGP FAP", "norm", "Directiva sobre los informes de fin de misión", "PREV-3.1.1", SLOW),
    Standing("CCFFAA", "norm", "Directiva sobre la recopilación de datos en las misiones", "PREV-3.1.1", REPEALED),
    Standing(
        "EP MINDEF", "norm", "Norma sobre la protección de las mujeres y las niñas", "PROT-1.2.1 PROT-1.3.1", PASSED
    ),
    Standing("CCFFAA MINDEF", "norm", "Norma sobre la conducta del personal desplegado", "PROT-1.2.1", OLD),
    Standing("EP MGP FAP MINDEF", "norm", "Disposición contra el hostigamiento sexual", "PROT-1.3.1", OLD),
    Standing("MGP FAP", "norm", "Disposición sobre las instalaciones para el personal femenino", "PROT-1.3.1", PASSED),
    Standing(
        "CCFFAA DGRRII",
        "agreement",
        "Memorando de entendimiento para el despliegue de personal",
        "REC-1.1.1",
        (("signed", -3), ("in_force", -3)),
        counterpart="Organización de las Naciones Unidas",
    ),
    Standing(
        "MINDEF DGRRII",
        "agreement",
        "Acuerdo de cooperación bilateral en capacitación",
        "REC-1.1.1",
        (("negotiated", 0), ("signed", 2), ("in_force", 3)),
        counterpart="Ministerio de Defensa de otro Estado",
    ),
    Standing(
        "MINDEF",
        "agreement",
        "Mecanismo de coordinación con otros ministerios",
        "REC-1.1.1",
        (("signed", -2), ("in_force", -2), ("ended", 2)),
    ),
    Standing(
        "EP MGP FAP CECOPAZ",
        "programme",
        "Programa de capacitación previa al despliegue",
        "PROT-1.1.1",
        RUNNING,
        "programme_type=training",
    ),
    Standing(
        "EP FAP",
        "programme",
        "Programa de sensibilización «Iguales»",
        "PROT-1.1.1",
        FINISHED,
        "programme_type=awareness",
    ),
    Standing(
        "MGP CECOPAZ",
        "programme",
        "Programa de sensibilización para instructores",
        "PROT-1.1.1",
        (("running", 2),),
        "programme_type=awareness",
    ),
)


def kept_by(institution: str, first: Semester) -> Iterator[Item]:
    for standing in STANDING:
        if institution in standing.institutions.split():
            yield made_of(standing, institution, first)
    if institution == "CCFFAA":
        yield from contingents(first)


def made_of(standing: Standing, institution: str, first: Semester) -> Item:
    days = pick(20, 60, institution, standing.title)
    steps = [Step(stage, day_of(first, turn, days + 15 * n)) for n, (stage, turn) in enumerate(standing.life)]
    people = standing.register == "programme"
    return Item(
        register=standing.register,
        title=standing.title,
        serves=frozenset(standing.serves.split()),
        steps=tuple(steps),
        tags=tuple(standing.tags.split()),
        counterpart=standing.counterpart,
        women=pick(30, 90, institution, standing.title, "women") if people else None,
        men=pick(40, 160, institution, standing.title, "men") if people else None,
        lasts=True,
    )


def day_of(first: Semester, turn: int, days: int) -> dt.date:
    return Semester.from_ordinal(first.ordinal + turn).starts_on + dt.timedelta(days=days)


CHECKED = ("selected", "trained", "designated")
READY = ("structure_implemented", "personnel_designated")
ROTATIONS: Sequence[tuple[str, str, int, int, tuple[str, ...], tuple[str, ...]]] = (
    # Unit, mission, first rotation's semester, semesters between rotations, and what each rotation has from its start.
    ("Compañía de ingeniería", "minusca", -1, 2, CHECKED, READY),
    ("Unidad de fuerza de reacción rápida", "minusca", -2, 2, CHECKED[:2], READY[:1]),
    ("Unidad de helicópteros", "unisfa", 0, 2, CHECKED, READY[1:]),
    ("Sección de policía militar", "unifil", 1, 3, CHECKED[:1], ()),
)


def contingents(first: Semester) -> Iterator[Item]:
    """Each rotation is an item: deployed, and relieved when the next one arrives. Later ones are better prepared."""
    for unit, mission, begins, length, checked, ready in ROTATIONS:
        for number, turn in enumerate(range(begins, 5, length), start=1):
            names = (unit, number)
            yield Item(
                register="contingent",
                title=f"{unit}, {mission.upper()}, rotación {number}",
                serves=frozenset({"PREV-1.3.1", "REC-2.2.1"}),
                steps=(
                    Step("deployed", day_of(first, turn, 45)),
                    Step("rotated_out", day_of(first, turn + length, 50)),
                ),
                tags=(f"mission={mission}",),
                women=pick(8, 20, *names, "women"),
                men=pick(60, 130, *names, "men"),
                lasts=True,
                ticks={
                    "PREV-1.3.1": checked if number == 1 else CHECKED,
                    "REC-2.2.1": ready if number == 1 else READY,
                },
            )
