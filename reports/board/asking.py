"""What the addresses of the matrix and of the list may ask for, in the words of their address. An unknown word is not found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.figures.matrix_filter import LATE, OVERDUE, Wanted
from reports.wording.figures import CELLS, STATES

CELL_WORDS = {
    "validado": "validated",
    "enviado": "submitted",
    "observado": "returned",
    "en-curso": "draft",
    "no-iniciado": "not_started",
    "no-corresponde": "not_applicable",
}
ONLY_WORDS = {"fuera-de-plazo": LATE, "vencidos": OVERDUE}
ONLY_LABELS = {LATE: gettext_lazy("Only what arrived late"), OVERDUE: gettext_lazy("Only what is overdue")}
STATE_WORDS = {
    "en-ruta": "on_track",
    "en-riesgo": "at_risk",
    "rezagado": "off_track",
    "sin-dato": "no_data",
    "sin-meta": "no_target",
    "por-vencer": "not_due",
    "meta-pasada": "passed",
    "sin-juicio": "not_judged",
    "no-corresponde": "not_applicable",
}
ORDER_WORDS = {"codigo": "code", "estado": "state", "cobertura": "completeness", "cambio": "change"}
ORDER_LABELS = {
    "code": gettext_lazy("Code"),
    "state": gettext_lazy("State, the furthest behind first"),
    "completeness": gettext_lazy("Institutions with a value, the fewest first"),
    "change": gettext_lazy("Change, the largest first"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter: its word in the address, its label, and whether it is the one chosen."""

    word: str
    label: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ListFilters:
    """`pillar` and `state` may be empty: all of them."""

    pillar: str
    state: str
    order: str


def matrix_filters(query: Mapping[str, str]) -> Wanted:
    return Wanted(query.get("ambito", ""), chosen(query, "estado", CELL_WORDS), chosen(query, "solo", ONLY_WORDS))


def list_filters(query: Mapping[str, str]) -> ListFilters:
    order = chosen(query, "orden", ORDER_WORDS) or "code"
    return ListFilters(query.get("ambito", ""), chosen(query, "estado", STATE_WORDS), order)


def chosen(query: Mapping[str, str], name: str, words: Mapping[str, str]) -> str:
    """What a word of the address means; nothing for none."""
    said = query.get(name, "")
    if said and said not in words:
        raise Http404(_("There is no such filter."))
    return words[said] if said else ""


def cell_options(current: str) -> list[Option]:
    return [Option(word, str(CELLS[key]), key == current) for word, key in CELL_WORDS.items()]


def only_options(current: str) -> list[Option]:
    return [Option(word, str(ONLY_LABELS[key]), key == current) for word, key in ONLY_WORDS.items()]


def state_options(current: str) -> list[Option]:
    return [Option(word, str(STATES[key]), key == current) for word, key in STATE_WORDS.items()]


def order_options(current: str) -> list[Option]:
    return [Option(word, str(ORDER_LABELS[key]), key == current) for word, key in ORDER_WORDS.items()]
