"""The forms of verifying, and of keeping a signed copy."""

from __future__ import annotations

from string import hexdigits
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from documents.formatting import file_size, number
from documents.inspection import Inspected, inspect, refuse_size
from documents.refusing import FileRefused
from documents.speaking import language
from documents.storing import safe_name
from reports.verification.recognising import code_in, digest_in

LONGEST = 400
"""A digest in groups, or inside an address."""
FEW = 5
"""Wrong signs that are shown."""


class VerifyForm(forms.Form):
    """A file of a report, a digest, or both. The file is only read: its name and kind do not matter, and it is not kept."""

    file = forms.FileField(required=False, allow_empty_file=True)
    digest = forms.CharField(required=False, max_length=LONGEST)

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, use_required_attribute=False)
        file, digest = self.fields["file"], self.fields["digest"]
        file.label = _("The file of the report")
        file.help_text = _("PDF, DOCX, XLSX or JSON, as it was handed to you. It is not kept.")
        digest.label = _("Or a SHA-256 digest")
        digest.help_text = _(
            "64 letters and digits; spaces do not matter. The cover prints that of the snapshot, from which all files of the report are"
            " made: it is not the one that you compute from the PDF. Both are recognised here. Beside a file, it is compared with it."
        )
        digest.widget.attrs |= {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file:
            too_large = _(
                "“%(name)s” takes %(size)s and at most %(most)s are read here. Compute its SHA-256 with a tool of yours and write"
                " it below; do not make the file smaller, which would make it another one."
            )
            require_size(safe_name(file.name or ""), file.size or 0, too_large)
        return file

    def clean_digest(self) -> str:
        typed = str(self.cleaned_data["digest"])
        if not typed.strip():
            return ""
        digest = digest_in(typed)
        if not digest:
            raise ValidationError(why_no_digest(typed))
        return digest

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("file") and not cleaned.get("digest"):
            self.add_error("file", _("Choose the file, or write its digest."))
        return cleaned


def require_size(name: str, size: int, too_large: str) -> None:
    """As any upload, but nobody is told to make the file smaller: it would be another one. `too_large` says what to do instead."""
    if size > settings.UPLOAD_MAX_BYTES:
        sizes = {"size": file_size(size, language()), "most": file_size(settings.UPLOAD_MAX_BYTES, language())}
        raise ValidationError(too_large % {"name": name, **sizes})
    try:
        refuse_size(name, size)
    except FileRefused as refused:
        raise ValidationError(str(refused)) from refused


def why_no_digest(typed: str) -> str:
    """What is wrong with what was written in the place of a digest."""
    if code := code_in(typed):
        text = _("%(code)s is the code of a report. Write its digest: 64 characters, printed on its cover.")
        return text % {"code": code}
    signs = "".join(typed.split()).lower()
    if others := list(dict.fromkeys(sign for sign in signs if sign not in hexdigits)):
        text = _("A SHA-256 digest has 64 characters, only digits and the letters a to f; this has others: %(others)s.")
        return text % {"others": " ".join(others[:FEW])}
    return _("A SHA-256 digest has 64 characters, and this has %(count)s.") % {"count": number(len(signs), language())}


class SignedCopyForm(forms.Form):
    """A signed copy, one PDF, and how the ministry's own system calls it."""

    file = forms.FileField(max_length=150)
    reference = forms.CharField(required=False, max_length=120)

    def __init__(self, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(data, files, use_required_attribute=False, **options)
        file, reference = self.fields["file"], self.fields["reference"]
        file.label = _("Signed copy (PDF)")
        file.help_text = _("The PDF of this edition, signed with the ministry's tool: not printed and scanned.")
        file.widget.attrs["accept"] = ".pdf"
        file.error_messages["required"] = file.error_messages["missing"] = _("Choose the signed PDF.")
        reference.label = _("Number or date in the ministry's document system")
        reference.help_text = _("May be left empty.")

    def clean_file(self) -> Inspected:
        file = self.cleaned_data["file"]
        name = safe_name(file.name or "")
        too_large = _(
            "“%(name)s” takes %(size)s and at most %(most)s are kept. Made smaller it would no longer be what was signed: ask the"
            " administrator."
        )
        require_size(name, file.size or 0, too_large)
        try:
            return inspect(name, file.read())
        except FileRefused as refused:
            raise ValidationError(str(refused)) from refused
