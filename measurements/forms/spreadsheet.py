"""The file that a person brings back."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from documents.forms.sheet_form import SheetForm


class UploadForm(SheetForm):
    """The template of a semester, filled in."""

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, label=_("The template that you filled in"))
