"""Issued reports, to look at. They never change."""

from django.contrib import admin

from institutions.administration import ReadOnlyAdmin, ReadOnlyInline
from reports.models import EditionFile, ReportEdition


class EditionFileInline(ReadOnlyInline):
    model = EditionFile
    fields = ("format", "language", "stored_file")


@admin.register(ReportEdition)
class ReportEditionAdmin(ReadOnlyAdmin):
    list_display = ("period", "number", "issued_at", "issued_by", "sha256")
    list_select_related = ("period", "issued_by")
    inlines = (EditionFileInline,)
