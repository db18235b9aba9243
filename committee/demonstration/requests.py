"""The information requests of the demonstration: one of each state, one that opens a cell, one overdue with its letter prepared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from committee.models import InformationRequest
from committee.requests import escalating, filing, requesting, requiring
from committee.requests.requiring import Asked
from documents.inspection import Inspected
from documents.letter import PDF
from documents.plain_pdf import plain_pdf
from indicators.calendar import end_of, midnight
from indicators.models import Indicator, ReportingPeriod
from institutions.models import Institution, User
from measurements.anchors import Anchor, Part
from measurements.demonstration.loading import Loaded
from measurements.demonstration.people import DOMAIN

PROOF = ("oficio-de-respuesta.pdf", "Oficio de respuesta de la demostración. Datos inventados.")
SIGNED = ("oficio-firmado.pdf", "Oficio firmado de la demostración. Datos inventados.")


@dataclass(frozen=True, slots=True)
class Plot:
    """One request: of whom, about which indicator, made so many days ago and to be answered so many days after that."""

    institution: str
    kind: str
    indicator: str
    subject: str
    text: str
    days_ago: int
    days: int


ACCEPTED = Plot(
    "EP",
    "clarify",
    "PREV-2.3.1",
    "Cursos con el mismo nombre",
    "Aclare si los dos cursos del mismo nombre son uno solo.",
    34,
    12,
)
ANSWERED = Plot(
    "FAP",
    "evidence",
    "PREV-1.1.1",
    "Sustento de la capacitación",
    "Envíe la lista de asistencia que sustenta el número de participantes.",
    9,
    14,
)
OPEN = Plot(
    "EP",
    "correct",
    "PREV-1.1.1",
    "Explicación del resultado",
    "Corrija la explicación del resultado: nombra un curso que no figura en el sustento.",
    2,
    11,
)
OVERDUE = Plot(
    "MGP",
    "additional",
    "PROT-1.3.1",
    "Semestre sin información",
    "Indique por qué no se registró el indicador y desde cuándo habrá información.",
    30,
    16,
)
WITHDRAWN = Plot(
    "CCFFAA",
    "clarify",
    "PREV-3.1.1",
    "Fecha del documento",
    "Aclare la fecha del documento que se menciona.",
    20,
    10,
)


def seed_requests(loaded: Loaded, day: dt.date) -> None:
    """About the last semester that closed; every step by who takes it, as it would be from a page."""
    by = _person("secretaria")
    made = {plot.subject: _make(loaded, plot, day, by) for plot in _in_order()}
    _accept(made[ACCEPTED.subject], day, by)
    _answer(made[ANSWERED.subject], "fap", "Adjuntamos la lista de asistencia.", _at(day, 3))
    requesting.withdraw(
        made[WITHDRAWN.subject],
        version=1,
        reason="La fecha figura en el sustento.",
        by=by,
        at=_at(day, 17),
        is_announced=False,
    )
    _escalate(loaded, day)


def _in_order() -> Iterator[Plot]:
    yield from sorted((ACCEPTED, ANSWERED, OPEN, OVERDUE, WITHDRAWN), key=lambda plot: -plot.days_ago)


def _person(mailbox: str) -> User:
    return User.objects.get(email=f"{mailbox}@{DOMAIN}")


def _at(day: dt.date, days_ago: int) -> dt.datetime:
    return midnight(day - dt.timedelta(days=days_ago)) + dt.timedelta(hours=9)


def _make(loaded: Loaded, plot: Plot, day: dt.date, by: User) -> InformationRequest:
    period: ReportingPeriod = loaded.last_closed
    opens = plot.kind == "correct"
    asked = Asked(
        kind=plot.kind,
        subject=plot.subject,
        text=plot.text,
        until=end_of(day - dt.timedelta(days=plot.days_ago - plot.days)),
        period=period,
        indicator=Indicator.objects.get(plan=loaded.plan, code=plot.indicator),
        anchors=(Anchor(Part.NARRATIVE),) if opens else (),
        opens=opens,
    )
    owner = Institution.objects.get(code=plot.institution)
    return requiring.make(loaded.plan, owner, asked, by=by, at=_at(day, plot.days_ago), is_announced=False)


def _accept(request: InformationRequest, day: dt.date, by: User) -> None:
    """Sent as an official letter too, answered in time, and accepted."""
    filing.file_oficio(
        request,
        version=request.version,
        number="Oficio 214-2026 (demostración)",
        file=_file(SIGNED),
        by=by,
        at=_at(day, 33),
    )
    _answer(request, "ejercito", "Son dos cursos: uno en Lima y otro en Arequipa. Adjuntamos el oficio.", _at(day, 26))
    requesting.accept(request, version=request.version, text="Conforme.", by=by, at=_at(day, 25), is_announced=False)


def _answer(request: InformationRequest, mailbox: str, text: str, at: dt.datetime) -> None:
    requesting.answer(
        request,
        version=request.version,
        text=text,
        files=(_file(PROOF),),
        by=_person(mailbox),
        at=at,
        is_announced=False,
    )


def _file(document: tuple[str, str]) -> Inspected:
    name, text = document
    return Inspected(name, plain_pdf([text]), PDF)


def _escalate(loaded: Loaded, day: dt.date) -> None:
    """What the command would have done each morning."""
    for days_ago in range(13, -1, -1):
        escalating.escalate(loaded.plan, at=_at(day, days_ago), is_announced=False)
