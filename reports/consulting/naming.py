"""What a report is called in agendas and minutes, and in what people are told."""

from __future__ import annotations

from django.utils.translation import override

from reports.models import ReportDraft, ReportEdition
from reports.report_kinds.scope import scope_of, scope_title


def title_of(report: ReportDraft | ReportEdition) -> str:
    """In the language of the page."""
    return scope_title(scope_of(report))


def title_in(report: ReportDraft | ReportEdition, code: str) -> str:
    with override(code):
        return title_of(report)
