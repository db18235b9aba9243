"""The spreadsheet that a person brings: one file, its cells read; whatever is wrong with it is said beside the field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from documents.sheets.limits import MEGABYTE, MOST_BYTES
from documents.sheets.reading import Unreadable, cells_in

ACCEPTED = ".xlsx,.ods"


class SheetForm(forms.Form):
    """Takes one file and reads its cells: `cleaned_data` holds `data` and `cells` beside `file`."""

    file = forms.FileField(allow_empty_file=True, max_length=150)

    def __init__(self, data: Any = None, files: Any = None, *, label: str) -> None:
        super().__init__(data, files, use_required_attribute=False)
        field = self.fields["file"]
        field.label = label
        field.help_text = _("Excel (.xlsx) or OpenDocument (.ods), up to %(most)d MB.") % {
            "most": MOST_BYTES // MEGABYTE
        }
        field.widget.attrs["accept"] = ACCEPTED
        field.error_messages["required"] = _("Choose the file.")
        field.error_messages["missing"] = field.error_messages["invalid"] = _("Choose the file.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        upload = cleaned.get("file")
        if isinstance(upload, UploadedFile):
            try:
                cleaned["data"] = upload.read(MOST_BYTES + 1)
                cleaned["cells"] = cells_in(cleaned["data"])
            except Unreadable as problem:
                self.add_error("file", str(problem))
        return cleaned
