"""The box for several files, each inspected before anything is saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.inspection import KINDS, Inspected, inspect, refuse_size
from documents.refusing import FileRefused
from documents.storing import safe_name

MOST_FILES = 10


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.Field):
    """Several files at once. Each that is refused says why; nothing is taken unless all are."""

    def __init__(self, **options: Any) -> None:
        attrs = {
            "accept": ",".join(KINDS),
            "data-most": settings.UPLOAD_MAX_BYTES,
            "data-too-large": gettext_lazy("too large"),
            "data-tiny": gettext_lazy("less than 1 kB"),
        }
        super().__init__(required=False, widget=FilesInput(attrs=attrs), **options)

    def clean(self, value: Sequence[UploadedFile] | None) -> list[Inspected]:
        chosen = [file for file in value or () if file]
        if len(chosen) > MOST_FILES:
            raise ValidationError(_("Choose at most %(most)d files at once.") % {"most": MOST_FILES})
        taken, refused = [], []
        for file in chosen:
            try:
                refuse_size(safe_name(file.name or ""), file.size or 0)
                file.seek(0)
                taken.append(inspect(file.name or "", file.read()))
            except FileRefused as refusal:
                refused.append(str(refusal))
        if refused:
            raise ValidationError(refused)
        return taken


class OfferedField(forms.TypedMultipleChoiceField):
    """Documents to use again. One that is attached here by now is no longer offered, and to ask for it is no error."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, coerce=int, widget=forms.CheckboxSelectMultiple, **options)

    def valid_value(self, value: object) -> bool:
        """Whether it is the number of a document; whose it is, the writing asks."""
        text = str(value)
        return text.isascii() and text.isdigit() and len(text) < 18
