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

from documents.inspection import KINDS, Inspected, inspect_all, refuse_size
from documents.refusing import FileRefused
from documents.storing import safe_name

MOST_FILES = 10


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class Uploads:
    """The files that the browser sent with one page, of all its boxes. They are inspected together, once, when first asked."""

    def __init__(self, files: Any = None) -> None:
        self.files = [file for box in files or () for file in files.getlist(box) if file]
        self._outcomes: dict[int, Inspected | FileRefused] | None = None

    def outcomes_of(self, chosen: Sequence[UploadedFile]) -> list[Inspected | FileRefused]:
        if self._outcomes is None:
            self._outcomes = dict(zip(map(id, self.files), inspected(self.files), strict=True))
        return [self._outcomes[id(file)] for file in chosen]


def inspected(files: Sequence[UploadedFile]) -> list[Inspected | FileRefused]:
    """What each file is, or why it is refused; what is too large is not even read."""
    too_large = [size_refusal(file) for file in files]
    found = iter(inspect_all([content_of(file) for file, refused in zip(files, too_large, strict=True) if not refused]))
    return [refused or next(found) for refused in too_large]


def size_refusal(file: UploadedFile) -> FileRefused | None:
    try:
        refuse_size(safe_name(file.name or ""), file.size or 0)
    except FileRefused as refused:
        return refused
    return None


def content_of(file: UploadedFile) -> tuple[str, bytes]:
    file.seek(0)
    return file.name or "", file.read()


class FilesField(forms.Field):
    """Several files at once. Each that is refused says why; nothing is taken unless all are."""

    uploads: Uploads
    """Set by the form, which knows the other boxes of the page."""

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
        outcomes = self.uploads.outcomes_of(chosen) if chosen else []
        refused = [str(each) for each in outcomes if isinstance(each, FileRefused)]
        if refused:
            raise ValidationError(refused)
        return [each for each in outcomes if isinstance(each, Inspected)]


class OfferedField(forms.TypedMultipleChoiceField):
    """Documents to use again. One that is attached here by now is no longer offered, and to ask for it is no error."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, coerce=int, widget=forms.CheckboxSelectMultiple, **options)

    def valid_value(self, value: object) -> bool:
        """Whether it is the number of a document; whose it is, the writing asks."""
        text = str(value)
        return text.isascii() and text.isdigit() and len(text) < 18
