"""The box for files of a message, with the tick that confirms that they hold nothing reserved."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from documents.forms.file_fields import FilesField, Uploads
from documents.inspection import Inspected
from documents.storing import safe_name


class WithFiles(forms.Form):
    """Files are inspected before anything is kept; one that is refused says why, and nothing is taken unless all are."""

    documents = FilesField()
    is_confirmed = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(data, files, **options)
        self.fields["documents"].uploads = Uploads(files)  # type: ignore[attr-defined]
        self.fields["documents"].label = self.fields["is_confirmed"].label = ""  # their errors are whole sentences

    @property
    def chosen(self) -> list[str]:
        """The names of the files that the browser sent, taken or not."""
        files = self.files.getlist(self.add_prefix("documents")) if self.is_bound and self.files else []
        return [safe_name(file.name or "") for file in files]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.chosen and not cleaned.get("is_confirmed"):
            self.add_error("is_confirmed", _("Confirm that the documents hold no reserved or secret information."))
        return cleaned

    def ask_again(self) -> None:
        """Nothing was saved, and a browser never sends the same files twice by itself."""
        if self.chosen:
            self.add_error("documents", self.files_again)

    @property
    def files_again(self) -> str:
        """Which files the person has to choose again; empty where none was sent."""
        text = _("Nothing was saved. Choose the files again: %(names)s.")
        return text % {"names": ", ".join(self.chosen)} if self.chosen else ""

    @property
    def taken(self) -> tuple[Inspected, ...]:
        return tuple(self.cleaned_data["documents"])
