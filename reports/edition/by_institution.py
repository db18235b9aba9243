"""Who reported what about one indicator. A value, zero among them, or the word that says why there is none."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports import wording
from reports.edition.blocks import Block, Cell, Column, Note, Table
from reports.edition.reading import Row, Snapshot, amount, exact_of
from reports.edition.words import own_of, text_blocks
from reports.in_words import own_text


def institution_blocks(s: Snapshot, row: Row) -> list[Block]:
    series = row["figures"]["series"]
    if row["definition"]["kind"]["code"] == "NARRATIVE":
        return text_blocks(s, row)
    codes = [each["institution"] for each in series[0]["by_institution"] if each["situation"] != "not_expected"]
    if len(codes) < 2:
        return [Note(_("Reported by: %(name)s.") % {"name": s.institution(code)}) for code in codes]
    lines = tuple(
        (Cell(s.short(code)), *(cell for each in series for cell in said_cells(s, row, each, code))) for code in codes
    )
    caption = _("%(code)s by institution") % {"code": row["code"]}
    return [Table(caption, tuple(columns(s, row)), lines, is_narrow=True)]


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
        yield Cell("–" if said["situation"] == "reported" else situation_word(said["situation"]))
    if is_percent:
        numerator, denominator = amount(said["numerator"]), amount(said["denominator"])
        parts = {"part": s.number(numerator), "whole": s.number(denominator)}
        yield Cell("" if denominator is None else _("%(part)s of %(whole)s") % parts)


def names_sentence(s: Snapshot, row: Row, situation: str) -> str:
    """Which institutions are in a situation: their names after its word."""
    said = row["figures"]["series"][0]["by_institution"]
    named = [s.short(each["institution"]) for each in said if each["situation"] == situation]
    return f"{situation_word(situation)}: {s.joined(named)}." if named else ""


def situation_word(situation: str) -> str:
    return {
        "not_available": _("Not available"),
        "not_applicable": _("Not applicable"),
        "not_validated": _("Sent, not validated"),
        "not_sent": _("Did not arrive"),
        "not_expected": _("Not expected"),
    }[situation]
