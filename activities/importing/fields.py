"""What is looked for in the file, how it is called on the page, and by which words its column is recognised."""

from __future__ import annotations

from django.utils.translation import gettext as _

from activities.budgeting.draft import AMOUNTS
from activities.figures.budget_words import NAMES

PROGRAMME, ITEM, LABEL = "programme_code", "item_code", "label"
FIELDS = (PROGRAMME, ITEM, LABEL, *AMOUNTS)
MOST_PARTS = 3
"""So many columns may form the code of an item, for example target and classifier."""

WORDS: dict[str, tuple[str, ...]] = {
    PROGRAMME: ("programa presupuestal", "categoria presupuestal", "programa", "programme", "program"),
    ITEM: ("partida", "especifica", "clasificador", "meta", "producto", "actividad", "budget item", "item"),
    LABEL: ("descripcion", "denominacion", "detalle", "nombre", "description", "name"),
    "initial": ("pia", "presupuesto institucional de apertura", "inicial", "initial"),
    "modified": ("pim", "presupuesto institucional modificado", "modificado", "modified"),
    "committed": ("compromiso anual", "comprometido", "compromiso", "committed"),
    "executed": ("devengado", "devengue", "ejecutado", "ejecucion", "accrued", "executed"),
}
"""The surest first. Folded: without accents and capitals."""


def labels() -> dict[str, str]:
    return {
        PROGRAMME: _("Code of the budget programme"),
        ITEM: _("Code of the budget item"),
        LABEL: _("Name of the budget item"),
    } | {name: str(text) for name, text in NAMES.items()}
