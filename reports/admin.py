"""Issued reports, to look at. They never change."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from institutions.administration import ReadOnlyAdmin, ReadOnlyInline
from reports.models import EditionFile, ReportEdition
from reports.report_kinds.scope import scope_of, scope_title


class EditionFileInline(ReadOnlyInline):
    model = EditionFile
    fields = ("part", "format", "language", "stored_file")


@admin.register(ReportEdition)
class ReportEditionAdmin(ReadOnlyAdmin):
    list_display = ("code", "title", "number", "issued_at", "issued_by", "sha256")
    list_select_related = ("plan", "first_period", "period", "institution", "issued_by")
    inlines = (EditionFileInline,)

    @admin.display(description=_("report"))
    def title(self, edition: ReportEdition) -> str:
        """Over all the semesters that it accounts for."""
        return scope_title(scope_of(edition))
