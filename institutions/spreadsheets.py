"""Lists that the administrator takes out and brings in as spreadsheets: by natural keys, tried first, all rows or none."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from import_export.admin import ImportExportMixin
from import_export.forms import ConfirmImportForm, ExportForm, ImportForm
from import_export.resources import ModelResource
from import_export.results import Result, RowResult
from import_export.tmp_storages import MediaStorage
from import_export.widgets import Widget

from institutions.models import User
from institutions.spreadsheet_columns import Choice, Day, Text, WholeNumber, YesNo
from institutions.spreadsheet_formats import MAX_BYTES, SafeCSV, SafeXLSX, Unknown, UnreadableSpreadsheetError
from institutions.spreadsheet_outcome import FIRST_DATA_LINE, Change, labels_of, outcome_of

TEMPORARY_NAME = re.compile(r"[0-9a-f]{32}")
KEPT_FOR = dt.timedelta(days=1)


class ListOptions:
    """What every list shares. Each resource's Meta adds its model, its natural key and its columns, and only those."""

    clean_model_instances = True
    skip_unchanged = True
    skip_html_diff = True  # its markup carries inline styles; we say ourselves what changes
    report_skipped = True
    store_instance = True
    use_transactions = True


class ListResource(ModelResource):
    """A list by natural keys. Each row passes the model's own validation; columns that it does not know change nothing."""

    @classmethod
    def widget_from_django_field(cls, f: models.Field, default: type[Widget] = Text) -> Callable[..., Widget]:
        if isinstance(f, models.CharField) and f.choices:
            return partial(Choice, f.flatchoices)
        for kind, widget in (
            (models.BooleanField, YesNo),
            (models.DateField, Day),
            (models.IntegerField, WholeNumber),
        ):
            if isinstance(f, kind):
                return widget
        return Text

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        missing = [name for name in self._meta.import_id_fields if name not in (dataset.headers or [])]
        if missing:
            raise ValidationError(_("These columns are missing: %(columns)s.") % {"columns": ", ".join(missing)})

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        """A resource that prepares its cells does so after this: it refuses those that cannot be read."""
        text = _("This is a formula without a computed value. Write the value itself.")
        columns = ((f.attribute, row.get(f.column_name)) for f in self.get_import_fields())
        if unknown := {name: text for name, cell in columns if cell is Unknown.NOT_COMPUTED}:
            raise ValidationError(unknown)

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        if not any(str(value or "").strip() for value in row.values()):
            return True
        return bool(super().skip_row(instance, original, row, import_validation_errors))

    def after_import_row(self, row: Any, row_result: RowResult, **kwargs: Any) -> None:
        row_result.changes = [] if row_result.original is None else self.changes_of(row_result)

    def after_import(self, dataset: Any, result: Result, **kwargs: Any) -> None:
        """Refuse all rows about one object: which of them was meant, nobody can tell."""
        rows: dict[Any, list[tuple[int, RowResult]]] = {}
        for number, row in enumerate(result.rows, start=FIRST_DATA_LINE):
            if row.is_valid() and row.object_id is not None:
                rows.setdefault(row.object_id, []).append((number, row))
        for alike in rows.values():
            if len(alike) > 1:
                self.refuse_repeated(alike, result)

    def refuse_repeated(self, alike: list[tuple[int, RowResult]], result: Result) -> None:
        fields = (self._meta.model._meta.get_field(name) for name in self._meta.import_id_fields)
        text = _("Rows %(rows)s are alike in what identifies them (%(fields)s): leave one of them.")
        words = {
            "rows": ", ".join(str(number) for number, _row in alike),
            "fields": ", ".join(str(field.verbose_name) for field in fields),
        }
        for number, row in alike:
            row.import_type = RowResult.IMPORT_TYPE_INVALID
            row.validation_error = ValidationError(text % words)
            result.append_invalid_row(number, {}, row.validation_error)

    def changes_of(self, row_result: RowResult) -> list[Change]:
        pairs = (
            (f.column_name, f.export(row_result.original), f.export(row_result.instance))
            for f in self.get_import_fields()
        )
        return [Change(column, str(before), str(after)) for column, before, after in pairs if before != after]


class WaitingFiles(MediaStorage):
    """Where a tried file waits for its confirmation: among the private files, a day at most."""

    def save(self, data: bytes) -> None:
        self.forget_old()
        super().save(data)

    def forget_old(self) -> None:
        if not self._storage.exists(self.MEDIA_FOLDER):
            return
        for name in self._storage.listdir(self.MEDIA_FOLDER)[1]:
            path = f"{self.MEDIA_FOLDER}/{name}"
            if self._storage.get_modified_time(path) < timezone.now() - KEPT_FOR:
                self._storage.delete(path)


class SpreadsheetForm(ImportForm):
    def clean_import_file(self) -> Any:
        upload = self.cleaned_data["import_file"]
        if upload.size > MAX_BYTES:
            raise ValidationError(_("The file is larger than 5 MB."))
        return upload


class ConfirmForm(ConfirmImportForm):
    format = forms.ChoiceField(choices=[("0", "CSV"), ("1", "XLSX")], widget=forms.HiddenInput())

    def clean_import_file_name(self) -> str:
        name: str = self.cleaned_data["import_file_name"]
        if not TEMPORARY_NAME.fullmatch(name):
            raise ValidationError(_("Choose the file again."))
        return name


class SpreadsheetMixin(ImportExportMixin):
    """Import and export for a ModelAdmin: CSV and XLSX, within limits, tried before anything is written."""

    formats = (SafeCSV, SafeXLSX)
    import_form_class = SpreadsheetForm
    confirm_form_class = ConfirmForm
    export_form_class = ExportForm
    tmp_storage_class = WaitingFiles
    import_template_name = "admin/import_list.html"
    export_template_name = "admin/export_list.html"
    to_encoding = "utf-8-sig"  # so that Excel shows accents

    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        response: TemplateResponse = super().import_action(request, **kwargs)
        context = response.context_data or {}
        result = context.get("result")
        resource = self.resource_classes[0]()
        context["columns"] = [f.column_name for f in resource.get_user_visible_fields()]
        labels = labels_of(self.model, context["columns"])
        context["outcome"] = None if result is None else outcome_of(result, labels)
        return response

    def add_data_read_fail_error_to_form(self, form: forms.Form, e: Exception) -> None:
        is_ours = isinstance(e, UnreadableSpreadsheetError)
        form.add_error("import_file", str(e) if is_ours else _("The file cannot be read in the chosen format."))

    def get_import_data_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_import_data_kwargs(**kwargs), "rollback_on_validation_errors": True}

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().process_import(request, **kwargs)
        except (FileNotFoundError, UnreadableSpreadsheetError):
            messages.error(request, _("This file is no longer waiting: it was imported already, or a day went by."))
            return self.back_to("changelist")
        return response

    def process_result(self, result: Result, request: HttpRequest) -> HttpResponse:
        """Between the trial and the confirmation somebody may have changed a row: then nothing was written."""
        if result.has_errors() or result.has_validation_errors():
            messages.error(request, _("Nothing was imported: the data changed since the trial. Choose the file again."))
            return self.back_to("import")
        response: HttpResponse = super().process_result(result, request)
        return response

    def add_success_message(self, result: Result, request: HttpRequest) -> None:
        added, changed, same = (result.totals[kind] for kind in ("new", "update", "skip"))
        text = _("The file was imported: %(added)s, %(changed)s, %(same)s.")
        words = {
            "added": ngettext("%(n)s row added", "%(n)s rows added", added) % {"n": added},
            "changed": ngettext("%(n)s changed", "%(n)s changed", changed) % {"n": changed},
            "same": ngettext("%(n)s stays as it was", "%(n)s stay as they were", same) % {"n": same},
        }
        messages.success(request, text % words)

    def generate_log_entries(self, result: Result, request: HttpRequest) -> None:
        by = cast(User, request.user)
        for kind, flag in ((RowResult.IMPORT_TYPE_NEW, ADDITION), (RowResult.IMPORT_TYPE_UPDATE, CHANGE)):
            written = [row.instance for row in result.rows if row.import_type == kind]
            if written:
                LogEntry.objects.log_actions(by.pk, written, flag, change_message=_("Imported from a file."))

    def back_to(self, page: str) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:{}_{}_{}".format(*self.get_model_info(), page)))
