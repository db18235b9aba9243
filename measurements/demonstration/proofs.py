"""A few small documents of the demonstration, made on the spot. Each says on its face that it is none."""

from __future__ import annotations

from dataclasses import replace

from documents.inspection import Inspected
from documents.plain_pdf import plain_pdf
from measurements.answer.content import Content
from measurements.answer.evidence_change import EvidenceChange, Marks, NewDocument
from measurements.demonstration.values import Where
from measurements.models import Grade

OF_ANSWERS = {"PREV-1.1.1": "Relación nominal de participantes", "PROT-1.2.1": "Informe de avance"}
OF_ITEMS = {"PREV-2.3.1": "Programa del evento"}
CONFIDENTIAL = ("PREV-1.1.1",)


def with_proofs(content: Content, where: Where, period: str) -> Content:
    """The answer with its document, or its list with one for the first item; most answers have none."""
    if where.indicator in OF_ANSWERS:
        return replace(content, evidence=_proof(OF_ANSWERS[where.indicator], where, period))
    if where.indicator in OF_ITEMS and content.items:
        first, *others = content.items
        proven = replace(first, evidence=_proof(OF_ITEMS[where.indicator], where, period))
        return replace(content, items=(proven, *others))
    return content


def _proof(title: str, where: Where, period: str) -> EvidenceChange:
    number = f"Oficio N.° {100 + where.turn}-{period[:4]}-{where.institution} (demostración)"
    lines = [
        "DOCUMENTO DE DEMOSTRACIÓN: no es un documento oficial",
        "",
        title,
        number,
        f"{where.institution}, {where.indicator}, {period}",
    ]
    name = f"Demostracion {title} {where.institution} {period}.pdf"
    marks = Marks(number, Grade.DOCUMENT, where.indicator in CONFIDENTIAL)
    return EvidenceChange(attached=(NewDocument(Inspected(name, plain_pdf(lines), "application/pdf"), marks),))
