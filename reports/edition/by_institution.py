"""Who reported what about one indicator. A value, zero among them, or the word that says why there is none."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.arithmetic.aggregation import is_of_few
from reports.edition.blocks import Block, Cell, Column, Note, Table
from reports.edition.kind import own_of as report_of_one
from reports.edition.reading import Row, Snapshot, amount, exact_of
from reports.edition.words import own_of, text_blocks
from reports.wording import figures as wording
from reports.wording.answers import own_text

HALF = "half"


def institution_blocks(s: Snapshot, row: Row) -> list[Block]:
    series = row["figures"]["series"]
    if row["definition"]["kind"]["code"] == "NARRATIVE":
        return text_blocks(s, row)
    if report_of_one(s) is not None:
        return []
    codes = [each["institution"] for each in series[0]["by_institution"] if each["situation"] != "not_expected"]
    if len(codes) < 2:
        return [Note(_("Reported by: %(name)s.") % {"name": s.institution(code)}) for code in codes]
    lines = tuple(
        (Cell(s.short(code)), *(cell for each in series for cell in said_cells(s, row, each, code))) for code in codes
    )
    caption = _("%(code)s by institution") % {"code": row["code"]}
    return [Table(caption, tuple(columns(s, row)), lines, note=of_few(s, series), is_narrow=True)]


def of_few(s: Snapshot, series: list[Row]) -> str:
    """Which institutions have a percentage that one person moves by more than five points."""
    found = [
        s.short(said["institution"])
        for each in series
        for said in each["by_institution"]
        if is_of_few(amount(said["denominator"]))
    ]
    if not found:
        return ""
    names = s.joined(list(dict.fromkeys(found)))
    return _("Percentages of fewer than 20, which one person moves by more than five points: %(codes)s.") % {
        "codes": names
    }


def columns(s: Snapshot, row: Row) -> Iterator[Column]:
    series = row["figures"]["series"]
    yield Column(_("Institution"))
    for each in series:
        title = s.series_label(row["code"], each["code"]) if len(series) > 1 else s.period
        yield Column(title, is_number=True)
        if row["definition"]["is_percent"]:
            yield Column(_("Part and whole"), is_number=True)


def said_cells(s: Snapshot, row: Row, series: Row, institution: str) -> Iterator[Cell]:
    said = next(each for each in series["by_institution"] if each["institution"] == institution)
    is_percent = row["definition"]["is_percent"]
    value, words = exact_of(said), own_of(said)
    if words is not None:
        yield Cell(own_text(words))
    elif value is not None:
        yield Cell(wording.plain(value, is_percent=is_percent))
    else:
        yield Cell("–" if situation_of(said) == "reported" else situation_word(situation_of(said)))
    if is_percent:
        numerator, denominator = amount(said["numerator"]), amount(said["denominator"])
        yield Cell("" if denominator is None else s.of(numerator, denominator))


def names_sentence(s: Snapshot, row: Row, situation: str) -> str:
    """Which institutions are in a situation: their names after its word."""
    said = row["figures"]["series"][0]["by_institution"]
    named = [s.short(each["institution"]) for each in said if situation_of(each) == situation]
    return f"{situation_word(situation)}: {s.joined(named)}." if named else ""


def situation_of(said: Row) -> str:
    """Of one that gave the part of a percentage without its whole: half."""
    is_half = said["situation"] == "reported" and said["numerator"] is not None and said["denominator"] is None
    return HALF if is_half else str(said["situation"])


def situation_word(situation: str) -> str:
    return {
        HALF: _("Only one of the two numbers"),
        "not_available": _("Not available"),
        "not_applicable": _("Not applicable"),
        "not_validated": _("Sent, not validated"),
        "not_sent": _("Did not arrive"),
        "not_expected": _("Not expected"),
    }[situation]
