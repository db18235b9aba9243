"""What was done and what it costs: the activities and the budget statements of each year that the report touches."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from activities.progress import Standing
from activities.standing_words import label_of
from reports.edition import financing
from reports.edition.kind import span_of
from reports.edition.reading import Row, Snapshot, amount
from reports.files.workbook.sheets import Cell, Column, Grid, day, numbers, share, text


def of_years(s: Snapshot, what: str) -> list[Row]:
    """What the snapshot keeps of each year that the report touches, in their order."""
    span = span_of(s)
    found = [*(each[what] for each in (span["years"] if span else ())), s.content.get(what)]
    return [each for each in found if each]


def activities(s: Snapshot) -> Grid | None:
    """Every activity of the plan of each year, as it stood. None where no plan was adopted."""
    rows = [row for said in of_years(s, "activities") for row in said.get("rows") or ()]
    if not rows:
        return None
    columns = [
        *map(text, (_("Code"), _("Activity"), _("Institution"), _("Action"), _("Expected product"), _("Responsible post"), _("Standing"))),
        *(Column(each, "day") for each in (_("Begins"), _("Ends"), _("Adopted: begins"), _("Adopted: ends"), _("Last note"))),
    ]  # fmt: skip
    return Grid(_("Activities"), "actividades", columns, [list(activity_row(s, each)) for each in rows])


def activity_row(s: Snapshot, row: Row) -> Iterator[Cell]:
    yield from (row["code"], s.text(row["title"]), s.short(row["institution"]), row["action"])
    yield from (s.text(row["product"]), s.text(row["post"]), label_of(Standing(row["standing"])))
    adopted = row["adopted"] or (None, None)
    yield from (day(each) for each in (row["starts_on"], row["ends_on"], *adopted))
    yield day(row["known"]["as_of"]) if row["known"] else None


# --- Budget ---


def amount_columns() -> list[Column]:
    """Each sum, and over how many items it goes."""
    names = (_("PIA"), _("PIM"), pgettext("amount", "Committed"), pgettext("amount", "Accrued"))
    columns = [
        Column(heading, "number") for name in names for heading in (name, _("%(amount)s: items") % {"amount": name})
    ]
    return [*columns, *numbers(pgettext("budget", "Items"), _("Execution (%)"), _("Execution: items"))]


def budget(s: Snapshot) -> Grid | None:
    lines = [(str(said["year"]), each) for said in of_years(s, "budget") for each in said["lines"]]
    if not lines:
        return None
    columns = [
        *map(
            text,
            (_("Year"), _("Institution"), _("Name of the institution"), _("Budget item"), _("Bound by section 09")),
        ),
        *amount_columns(),
        Column(_("Amounts up to"), "day"),
        *map(text, (_("Source"), _("Reason"))),
    ]
    rows = [list(budget_row(s, year, each)) for year, each in lines]
    return Grid(_("Budget"), "presupuesto", columns, rows, frozen=2)


def budget_row(s: Snapshot, year: str, said: Row) -> Iterator[Cell]:
    code = said["institution"]
    yield from (year, s.short(code), s.institution(code), financing.answer(said))
    yield _("yes") if said["is_included"] else _("no")
    yield from amounts(said["amounts"])
    yield day(said["cut_off_on"])
    yield s.text(said["source"])
    yield s.text(said["reason"])


def amounts(found: Row | None) -> Iterator[Cell]:
    """An amount that nobody reported is an empty cell; one that was reported as nothing is 0."""
    if found is None:
        yield from [None] * len(amount_columns())
        return
    for name in financing.NAMES:
        yield amount(found[name]["sum"])
        yield found[name]["reported_items"]
    yield found["initial"]["items"]
    rate = found["rate"]
    yield share(amount(rate["numerator"]), amount(rate["denominator"]))
    yield rate["items"]


def budget_by_area(s: Snapshot) -> Grid | None:
    found = [said for said in of_years(s, "budget") if any(each["answer"] == "yes" for each in said["lines"])]
    if not found:
        return None
    names = {each["code"]: s.text(each["name"]) for each in s["plan"]["pillars"]}
    rows: list[list[Cell]] = [
        [
            str(said["year"]),
            names.get(each["pillar"], _("Attributed to no area")),
            each["institutions"],
            *amounts(each["amounts"]),
        ]
        for said in found
        for each in said["pillars"]
    ]
    columns = [text(_("Year")), text(_("Area")), *numbers(_("Institutions")), *amount_columns()]
    return Grid(_("Budget by area"), "presupuesto_ambitos", columns, rows, frozen=2)
