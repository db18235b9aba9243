"""What the Peruvian plan says beside its indicators and the product has no table for: clauses of its sections 08 and 09.

English as in the source (the unofficial translation named by the plan's source note); Spanish is a working translation.
"""

from __future__ import annotations

from typing import Any

PERU = "PE-MINDEF-1325-2021"

POWERS: tuple[tuple[str, str, str], ...] = (
    (
        "COM-1",
        "Realizar el planeamiento general de las actividades comprometidas para dar cumplimiento al presente Plan de Acción.",
        "Carry out the general planning of the activities committed to comply with this Action Plan.",
    ),
    (
        "COM-2",
        "Requerir la información necesaria para el seguimiento del cumplimiento del presente Plan.",
        "Require the necessary information to monitor compliance with this Plan.",
    ),
    (
        "COM-3",
        "Elaborar informes periódicos que den cuenta de su desarrollo y cumplimiento.",
        "Prepare periodic reports that account for its development and compliance.",
    ),
    (
        "COM-4",
        "Realizar el seguimiento del avance de los compromisos institucionales.",
        "Monitor the progress of institutional commitments.",
    ),
    (
        "COM-5",
        "Revisar y actualizar los indicadores del presente Plan de Acción cada seis meses.",
        "Review and update the indicators of this Action Plan every six months.",
    ),
)
FINANCING = (
    "Cada institución comprendida en la implementación del presente Plan deberá incluir en su presupuesto anual una partida "
    "destinada al financiamiento de las actividades que le correspondan.",
    "Each institution included in the implementation of this Plan must include in its annual budget, an item destined to the "
    "financing of the activities that correspond to them.",
)
RECOMMENDATION = (
    "Recomendación: el presente Plan de Acción se limita al ámbito del Sector Defensa. Sin embargo, dado que la política de "
    "género es un elemento transversal a otras políticas públicas intersectoriales, se considera oportuno recomendar que se "
    "coordine con la Presidencia del Consejo de Ministros para integrar a otros sectores en el diseño, la implementación y el "
    "seguimiento de los propósitos de la Resolución 1325 y de otros instrumentos multilaterales pertinentes, en la "
    "elaboración de políticas cuya aplicación trasciende a otros sectores del Estado.",
    "Recommendation: This Action Plan is limited to the scope of the Defense Sector. However, since the gender policy is a "
    "transversal element to other intersectoral public policies, it is considered opportune to recommend that coordination be "
    "carried out with the Presidency of the Council of Ministers to integrate other sectors in the design, implementation and "
    "monitoring of the purposes of the Resolution 1325 and other relevant multilateral instruments in the elaboration of "
    "policies whose application transcends other sectors of the State.",
)


def clauses_of(plan_code: str) -> dict[str, Any] | None:
    """The clauses of a plan, in both languages; None for a plan whose text is not known here."""
    if plan_code != PERU:
        return None
    return {
        "powers": [{"code": code, "text": {"es": spanish, "en": english}} for code, spanish, english in POWERS],
        "financing": dict(zip(("es", "en"), FINANCING, strict=True)),
        "recommendation": dict(zip(("es", "en"), RECOMMENDATION, strict=True)),
    }
