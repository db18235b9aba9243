"""A figure by category: a table where there is something to cross, a sentence where there is only a count."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from documents.formatting import lower_first
from reports.arithmetic.aggregation import is_of_few
from reports.edition.blocks import Block, Cell, Column, Note, Table, words
from reports.edition.reading import Row, Snapshot, amount


def breakdown_blocks(s: Snapshot, row: Row) -> list[Block]:
    return [
        block_of(s, row, series, each)
        for series in row["figures"]["series"]
        for each in series["by_category"]
        if len(each["rows"]) > 1 or (each["rows"] and each["kind"] == "count")
    ]


def block_of(s: Snapshot, row: Row, series: Row, breakdown: Row) -> Block:
    if breakdown["kind"] == "count":
        return Note(count_sentence(s, row, series, breakdown))
    name = s.dimension(breakdown["dimension"])
    label = s.series_label(row["code"], series["code"])
    caption = _("%(code)s by %(dimension)s") % {"code": row["code"], "dimension": lower_first(name)}
    caption = f"{caption} · {label}" if label else caption
    if breakdown["kind"] == "share":
        return shares(s, caption, name, breakdown)
    return by_sex(s, caption, name, breakdown)


def count_sentence(s: Snapshot, row: Row, series: Row, breakdown: Row) -> str:
    said = [
        f"{s.category(breakdown['dimension'], each['code'])} {s.number(amount(each['value']))}"
        for each in breakdown["rows"]
    ]
    label = s.series_label(row["code"], series["code"])
    name = s.dimension(breakdown["dimension"])
    text = f"{label} · {name}: {s.joined(said)}." if label else f"{name}: {s.joined(said)}."
    if breakdown["is_multiple"]:
        text += " " + _("One item may have several, so they may add up to more than the total.")
    return text


def by_sex(s: Snapshot, caption: str, name: str, breakdown: Row) -> Table:
    return Table(
        caption,
        (
            Column(name, weight=1),
            Column(_("Women"), is_number=True),
            Column(_("Men"), is_number=True),
            Column(_("Total"), is_number=True),
            Column(_("% women"), is_number=True),
        ),
        tuple(
            words(
                s.category(breakdown["dimension"], each["code"]),
                s.number(amount(each["women"])),
                s.number(amount(each["men"])),
                s.number(amount(each["value"])),
                women_share(s, each),
            )
            for each in breakdown["rows"]
        ),
        note=" ".join(notes_of(breakdown)),
    )


def notes_of(breakdown: Row) -> Iterator[str]:
    if any(is_of_few(counted(each)) for each in breakdown["rows"]):
        yield _("* fewer than 20 women and men.")
    if has_rest(breakdown):
        yield _("The total includes those whose sex is not recorded; the percentage does not.")


def women_share(s: Snapshot, each: Row) -> str:
    said = s.share(Decimal(each["women"]), counted(each)) or "–"
    return f"{said} *" if is_of_few(counted(each)) else said


def counted(each: Row) -> Decimal:
    """Those whose sex is recorded: what the percentage is of."""
    return Decimal(each["women"]) + Decimal(each["men"])


def has_rest(breakdown: Row) -> bool:
    """Whether some row counts people beyond women and men."""
    return any(
        (amount(each["value"]) or 0) > (amount(each["women"]) or 0) + (amount(each["men"]) or 0)
        for each in breakdown["rows"]
    )


def shares(s: Snapshot, caption: str, name: str, breakdown: Row) -> Table:
    return Table(
        caption,
        (
            Column(name, weight=1),
            Column(_("Part"), is_number=True),
            Column(_("Whole"), is_number=True),
            Column(_("Percentage"), is_number=True),
        ),
        tuple(share_line(s, breakdown, each) for each in breakdown["rows"]),
        note=_("* fewer than 20 in the whole.") if any(each["is_small"] for each in breakdown["rows"]) else "",
    )


def share_line(s: Snapshot, breakdown: Row, each: Row) -> tuple[Cell, ...]:
    mark = " *" if each["is_small"] else ""
    return words(
        s.category(breakdown["dimension"], each["code"]),
        s.number(amount(each["value"])),
        s.number(amount(each["denominator"])),
        (s.share(Decimal(each["value"]), Decimal(each["denominator"])) or "–") + mark,
    )
