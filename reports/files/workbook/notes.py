"""The last sheet: how to read the others, how figures were made, what this edition reserves, and what stands elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from documents.acts import act_in
from reports.edition.blocks import Document
from reports.edition.by_institution import situation_word
from reports.edition.kind import span_of
from reports.edition.method import limitations
from reports.edition.reading import Snapshot
from reports.files.workbook.sheets import Grid, Page, Part

Line = tuple[str, str]


def notes(s: Snapshot, document: Document, grids: Sequence[Grid]) -> Page:
    parts = [
        Part(_("How to read this workbook"), [*words_for_nothing(), *how_to_read(), *of_which_semester(s)]),
        Part(_("Sheets"), [(grid.title, range_text(grid)) for grid in grids]),
        Part(_("How figures are made"), [("", s.text(rule)) for rule in s["method"]]),
        Part(_("Limitations of this edition"), [("", each) for each in limitations(s)]),
        Part(_("Retired with the semester"), list(retired(s))),
        Part(_("What is not here"), [("", each) for each in left_out()]),
    ]
    return Page(_("Notes"), document.title, [part for part in parts if part.lines], document.warnings)


def words_for_nothing() -> Iterator[Line]:
    """What is not a number, each with its own word, as the report says it."""
    yield (
        _("Empty cell"),
        _("There is no number; the situation says why. It never stands for zero: zero is written as 0."),
    )
    meanings = {
        "not_sent": _("Nothing was sent. It is not zero."),
        "not_available": _("The institution was asked and cannot say. It stays among the expected."),
        "not_applicable": _("The reviewer confirmed it. It leaves the expected."),
        "not_validated": _("It arrived, but does not count in figures until it is validated."),
        "not_expected": _("The institution is not committed to the indicator in that semester."),
    }
    yield from ((situation_word(situation), meaning) for situation, meaning in meanings.items())


def how_to_read() -> Iterator[Line]:
    yield (
        _("Texts"),
        _("A text that a program could take for a formula begins with an apostrophe, which is not part of it."),
    )
    yield (
        _("Columns"),
        _(
            "A column that is empty in every row is hidden. Select the columns beside it and choose “Unhide” to see its heading."
        ),
    )
    yield _("Numbers"), _("As they were frozen: a percentage to two places, where the report prints one.")


def of_which_semester(s: Snapshot) -> Iterator[Line]:
    """Of a report of several."""
    if span_of(s) is not None:
        text = _(
            "The sheets that name neither a semester nor a year are of %(period)s, the last of the semesters of this report."
        )
        yield _("Semesters"), text % {"period": s.period}


def range_text(grid: Grid) -> str:
    words = {"rows": len(grid.rows), "name": grid.name}
    return _("Rows: %(rows)s. Name of the range for formulas: %(name)s") % words


def retired(s: Snapshot) -> Iterator[Line]:
    for each in s["retired"]:
        yield (
            f"{each['code']} · {s.text(each['name'])}",
            " · ".join(filter(None, (act_in(each["act"], s.language), s.text(each["rationale"])))),
        )


def left_out() -> Iterator[str]:
    yield _(
        "The charts, the texts of the sections and the sentences on how each figure was obtained: they are in the report."
    )
    yield _(
        "The receipts and the digests of the answers: they are in the file of data (JSON), which is the frozen snapshot itself."
    )
