"""What institutions state of their budgets in the demonstration: amounts that nobody could take for real ones."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from activities.budgeting.draft import ItemDraft, StatementDraft
from activities.budgeting.writing import begin_statement, save_statement
from activities.demonstration.acting import HOUR, Hands, decide, send
from activities.models import Activity
from indicators.models import ActionPlan
from institutions.models import Institution

PROGRAMME = ("9999", "Programa inventado (demostración)")
SOURCE = "Reporte inventado del sistema de presupuesto (demostración)"
Number = int | None


@dataclass(frozen=True, slots=True)
class Item:
    """`number`: of the activity that it finances; 0: of the pillar instead; neither: attributed to no pillar."""

    code: str
    amounts: tuple[Number, Number, Number, Number]
    number: int = 0
    pillar: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """One institution's answer. `reason`: why it has no item. `is_decided`: the Committee has validated it."""

    institution: str
    items: tuple[Item, ...] = ()
    reason: str = ""
    is_decided: bool = True


LAST_YEAR = (
    Stated("EP", (Item("9.9.1", (111_000, 111_000, 99_000, 88_000), 1), Item("9.9.2", (22_000, 33_000, 33_000, 11_000), 2))),
    Stated("MGP", (Item("9.9.3", (44_000, 44_000, 44_000, 44_000), pillar="PREV"),)),
    Stated("FAP", reason="El presupuesto se aprobó antes de que se pidiera la partida (demostración)."),
    Stated("CECOPAZ", (Item("9.9.4", (55_000, 55_000, 33_000, 22_000), pillar="PART"),)),
    Stated("MINDEF", reason="Se financió con la partida general de la entidad (demostración)."),
)  # fmt: skip
THIS_YEAR = (
    Stated(
        "EP",
        (
            Item("9.9.1", (122_000, 133_000, 77_000, 55_000), 1),
            Item("9.9.2", (33_000, 33_000, 22_000, None), 2),
            Item("9.9.5", (11_000, None, None, None)),
        ),
    ),
    Stated(
        "MGP", (Item("9.9.3", (44_000, 66_000, 33_000, 22_000), 1), Item("9.9.6", (0, 11_000, 0, 0), pillar="PROT"))
    ),
    Stated("FAP", reason="No se programó una partida propia este año (demostración)."),
    Stated("CCFFAA", (Item("9.9.7", (77_000, 77_000, 44_000, 33_000), 2),), is_decided=False),
    Stated("CECOPAZ", (Item("9.9.4", (66_000, 66_000, 55_000, 44_000), 2),)),
)
"""Of the others nothing is known."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A fiscal year as of a day, stated at an instant."""

    year: int
    on: dt.date
    at: dt.datetime


def state(plan: ActionPlan, cut: Cut, stated: tuple[Stated, ...], hands: Hands) -> None:
    institutions = {
        each.code: each for each in Institution.objects.filter(code__in=[one.institution for one in stated])
    }
    known = set(Activity.objects.filter(plan=plan, year=cut.year).values_list("code", flat=True))
    for each in stated:
        by = hands.reporters[each.institution]
        statement = begin_statement(plan, institutions[each.institution], cut.year, by=by, at=cut.at)
        draft = draft_of(each, cut, known)
        save_statement(statement, draft, version=statement.version, by=by, at=cut.at + HOUR)
        send(statement, each.institution, hands, at=cut.at + 2 * HOUR)
        if each.is_decided:
            decide(statement, each.institution, hands, at=cut.at + 5 * HOUR)


def draft_of(said: Stated, cut: Cut, known: set[str]) -> StatementDraft:
    if said.reason:
        return StatementDraft(has_item=False, reason=said.reason)
    items = tuple(item_of(each, said.institution, cut.year, known) for each in said.items)
    return StatementDraft(has_item=True, cut_off_on=cut.on, source_document=SOURCE, items=items)


def item_of(item: Item, institution: str, year: int, known: set[str]) -> ItemDraft:
    code = f"{institution}-{year}-{item.number:02d}"
    initial, modified, committed, executed = (None if each is None else Decimal(each) for each in item.amounts)
    return ItemDraft(
        programme_code=PROGRAMME[0],
        programme_name=PROGRAMME[1],
        item_code=item.code,
        label=f"Partida inventada {item.code} (demostración)",
        initial=initial,
        modified=modified,
        committed=committed,
        executed=executed,
        activity=code if code in known else "",
        pillar=item.pillar,
    )
