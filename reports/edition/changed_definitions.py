"""What reviews changed of the definitions of a semester: a short list before their fichas."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reports.edition.blocks import Block, Cell, Column, Table
from reports.edition.reading import Row, Snapshot, amount
from reports.wording.figures import CHANGE_CLASSES


def changed_definitions(s: Snapshot) -> list[Block]:
    """The definitions that a review adopted and that this semester is the first to be reported under.

    Editions of before this list was printed are printed as they were issued: without it.
    """
    if "retired" not in s.content:
        return []
    here = s["period"]["code"]
    changed = [
        (row["code"], row["definition"])
        for row in s["indicators"]
        if row["definition"]["in_force_from"] == here and row["definition"]["adopted_on"] is not None
    ]
    lines = [
        (f"{code} · {s.indicator_name(code)}", change_text(s, definition), definition) for code, definition in changed
    ]
    lines += [
        (f"{each['code']} · {s.text(each['name']).rstrip('. ')}", str(CHANGE_CLASSES["retired"]), each)
        for each in s["retired"]
    ]
    if not lines:
        return []
    return [
        Table(
            _("Definitions that begin with this semester"),
            (
                Column(_("Indicator"), weight=3),
                Column(_("What changes"), weight=3),
                Column(_("Act and reason"), weight=3),
            ),
            tuple((Cell(name), Cell(what), Cell(act_and_reason(s, of))) for name, what, of in lines),
            note=_("Semesters before stay as they were reported, under the definition of their day."),
        )
    ]


def change_text(s: Snapshot, definition: Row) -> str:
    """Its class of change, and what becomes of the figures before."""
    change_class, comparability = definition["change_class"]["code"], definition.get("comparability")
    words = s.text(definition["change_class"]["words"])
    if comparability is None or change_class == "new":
        return words
    factor = definition.get("rebase_factor")
    by = f" ({s.number(amount(factor))})" if factor is not None else ""
    return f"{words}: {s.text(comparability['words'])}{by}"


def adoption_text(s: Snapshot, adopted: Row) -> str:
    """On which day, by which act. Editions before this schema do not name the act."""
    words = {"day": s.day(adopted["adopted_on"]), "act": s.act(adopted.get("act", ""))}
    return (_("adopted on %(day)s (%(act)s)") if words["act"] else _("adopted on %(day)s")) % words


def act_and_reason(s: Snapshot, adopted: Row) -> str:
    adoption = adoption_text(s, adopted)
    return ". ".join(filter(None, [adoption[:1].upper() + adoption[1:], s.written(adopted["rationale"])]))
