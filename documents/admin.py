"""Stored files, to look at what is kept. Their content is read where they belong, by who may."""

from django.contrib import admin

from documents.models import StoredFile
from institutions.administration import ReadOnlyAdmin


@admin.register(StoredFile)
class StoredFileAdmin(ReadOnlyAdmin):
    list_display = ("name", "media_type", "size", "institution", "created_at")
    list_select_related = ("institution",)
    list_filter = ("institution",)
    search_fields = ("name", "sha256")
