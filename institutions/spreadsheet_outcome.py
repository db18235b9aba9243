"""What an import would do, said line by line, or why it cannot be done."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model
from django.utils.text import capfirst
from import_export.results import Result, RowResult

FIRST_DATA_LINE = 2


@dataclass(frozen=True, slots=True)
class Change:
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file, counted as the spreadsheet program counts it: the headings are line 1."""

    number: int
    kind: str
    name: str
    changes: tuple[Change, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import would do, or why it cannot."""

    problems: tuple[str, ...]
    refused: tuple[Line, ...]
    accepted: tuple[Line, ...]
    unchanged: int

    @property
    def is_possible(self) -> bool:
        return not (self.problems or self.refused)


def labels_of(model: type[Model], columns: Collection[str]) -> dict[str, str]:
    """What pages call each field, with its column in the file: `Type (kind)`. A text of two languages names its first column."""
    labels = {}
    for field in model._meta.concrete_fields:
        label = str(capfirst(field.verbose_name))
        column = next((each for each in columns if field.name in (each, each.rpartition("_")[0])), "")
        labels[field.name] = f"{label} ({column})" if column else label
    return labels


def outcome_of(result: Result, labels: Mapping[str, str]) -> Outcome:
    """Read a tried import. Lines that change nothing are counted, not listed."""
    general = tuple(problem for error in result.base_errors for problem in problems_of(error.error, labels))
    lines = [line_of(number, row, labels) for number, row in enumerate(result.rows, start=FIRST_DATA_LINE)]
    return Outcome(
        problems=general,
        refused=() if general else tuple(line for line in lines if line.problems),
        accepted=tuple(line for line in lines if line.kind in ("new", "update")),
        unchanged=sum(line.kind == "skip" for line in lines),
    )


def line_of(number: int, row: RowResult, labels: Mapping[str, str]) -> Line:
    problems = [problem for error in row.errors for problem in problems_of(error.error, labels)]
    if row.validation_error is not None:
        problems += problems_of(row.validation_error, labels)
    changes = tuple(getattr(row, "changes", ()))
    return Line(number, row.import_type or "", str(row.object_repr or ""), changes, tuple(problems))


def problems_of(error: Exception, labels: Mapping[str, str]) -> list[str]:
    if not isinstance(error, ValidationError):
        return [str(error)]
    if not hasattr(error, "error_dict"):
        return list(error.messages)
    return [
        message if field == NON_FIELD_ERRORS else f"{labels.get(field, field)}: {message}"
        for field, texts in error.message_dict.items()
        for message in texts
    ]
