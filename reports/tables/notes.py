"""The notes that go with every table: of which plan and instant it is, what its words mean, under what terms it is."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from documents import data_version
from documents.formatting import instant, period_label
from indicators.models import ActionPlan
from reports.arithmetic.coverage import Coverage
from reports.wording.figures import SITUATIONS

Note = tuple[str, str]


def notes_of_semester(period: str, coverage: Coverage | None = None) -> Iterator[Note]:
    """The semester, and how much of what it owes is validated. `period` is its code."""
    yield _("Semester"), period_label(period, language())
    if coverage is not None:
        counts = {"validated": coverage.validated, "received": coverage.submitted, "expected": coverage.expected}
        yield (
            _("Reports"),
            _(
                "%(expected)s expected, %(received)s received, %(validated)s validated. Only validated values are counted."
            )
            % counts,
        )


def notes_of_every_table() -> Iterator[Note]:
    """In two queries. Who made the file is not written."""
    plan = ActionPlan.objects.current()
    if plan is not None:
        yield from notes_of_plan(plan)
    changed_at = data_version.state().changed_at
    if changed_at is not None:
        yield _("Data as of"), instant(changed_at, language())
    yield from notes_of_words()
    if plan is not None and plan.source_note:
        yield _("Source and terms of the plan's text"), plan.source_note


def notes_of_plan(plan: ActionPlan) -> Iterator[Note]:
    yield _("Plan"), plan.title
    if plan.is_demonstration:
        yield _("Demonstration data"), _("The figures are invented and are not official.")
    if plan.has_working_translation:
        yield _("Working translation"), _("The plan's text in Spanish is a working translation, not the official text.")


def notes_of_words() -> Iterator[Note]:
    """What is not a number, each with its own word; an empty cell never stands for zero."""
    yield (
        _("Empty cell"),
        _("There is no number; the situation says why. It never stands for zero: zero is written as 0."),
    )
    meanings = {
        "not_sent": _("The institution has to report it and has not sent it."),
        "not_available": _("The institution answered that it does not have the figure."),
        "not_applicable": _("What is asked does not exist for the institution, and a reviewer confirmed it."),
        "not_expected": _("The institution is not committed to the indicator in that semester."),
        "not_validated": _("It was sent and waits for the Committee; it does not count yet."),
    }
    yield from ((str(SITUATIONS[key]), meaning) for key, meaning in meanings.items())
    yield (
        _("Percentages"),
        _("Written in percent: 20.69 is 20.69 in every hundred. Shares of several institutions are divided sums."),
    )


def language() -> str:
    return get_language() or "es"
