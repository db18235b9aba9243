"""What a report of each kind is called, and how its semesters are named, in the active language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents.formatting import period_label
from indicators.calendar import Semester
from reports.models import ReportKind


def title_text(kind: str, *, first: str, last: str, language: str, institution: str = "") -> str:
    """`Informe anual de cumplimiento 2026`. `first` and `last` are codes of semesters."""
    if kind == ReportKind.ANNUAL:
        return _("Annual compliance report %(year)s") % {"year": Semester.from_code(last).year}
    if kind == ReportKind.RANGE:
        words = {"first": period_label(first, language), "last": period_label(last, language)}
        return _("Compliance report %(first)s to %(last)s") % words
    period = semesters_text(first, last, language)
    if kind == ReportKind.OWN:
        return _("Own compliance report %(period)s: %(institution)s") % {"period": period, "institution": institution}
    return _("Compliance report %(period)s") % {"period": period}


def semesters_text(first: str, last: str, language: str) -> str:
    """From which semester to which, by their codes: `2025-I a 2025-II` is said as `2025`."""
    if first == last:
        return period_label(first, language)
    begins, ends = Semester.from_code(first), Semester.from_code(last)
    if begins.year == ends.year:
        return str(ends.year)
    words = {"first": period_label(first, language), "last": period_label(last, language)}
    return pgettext("semesters", "%(first)s to %(last)s") % words
