"""The documents of the page: those attached already, those to attach, to the whole answer or to one item of its list."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from documents.forms.file_fields import FilesField, OfferedField, Uploads
from documents.handed_in import beyond_quota
from documents.storing import safe_name
from institutions.models import Institution
from measurements.answer.evidence import marks_of
from measurements.answer.evidence_change import EvidenceChange, Marks, NewDocument
from measurements.checks.attached import Document, document_of
from measurements.models import Evidence, Grade


class AttachForm(forms.Form):
    """Files to attach to one item. They go with the item's own number and are official documents until somebody says more."""

    documents = FilesField()
    is_confidential = forms.BooleanField(required=False)
    is_confirmed = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, files: Any = None, *, uploads: Uploads, **options: Any) -> None:
        super().__init__(data, files, **options)
        self.fields["documents"].uploads = uploads  # type: ignore[attr-defined]
        self.fields["documents"].label = self.fields["is_confirmed"].label = ""  # their errors are whole sentences
        self.fields["is_confidential"].label = _("Confidential")
        self.fields["is_confidential"].help_text = _("Marked wherever it is listed.")

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
            text = _("Nothing was saved. Choose the files again: %(names)s.")
            self.add_error("documents", text % {"names": ", ".join(self.chosen)})

    def new_documents(self) -> tuple[NewDocument, ...]:
        said = self.cleaned_data
        grade = said.get("grade") or Grade.DOCUMENT
        marks = Marks(said.get("official_number", ""), grade, said["is_confidential"])
        return tuple(NewDocument(file, marks) for file in said["documents"])

    def reused(self) -> tuple[int, ...]:
        return tuple(self.cleaned_data.get("reuse", ()))


class AnswerAttachForm(AttachForm):
    """Files to attach to the whole answer, and documents of other answers to attach here too."""

    official_number = forms.CharField(required=False, max_length=100)
    grade = forms.ChoiceField(required=False, choices=Grade, initial=Grade.DOCUMENT)
    reuse = OfferedField()

    def __init__(
        self, data: Any = None, files: Any = None, *, offered: Iterable[tuple[int, str]], **options: Any
    ) -> None:
        super().__init__(data, files, **options)
        self.fields["official_number"].label = _("Number of the oficio or expediente (optional)")
        self.fields["grade"].label = _("What kind of proof it is")
        self.fields["reuse"].choices = list(offered)  # type: ignore[attr-defined]
        self.fields["reuse"].label = _("Use documents that your institution attached already")

    @property
    def says_more(self) -> bool:
        """Whether the folded boxes must show themselves."""
        names = ("official_number", "is_confidential")
        return self.is_bound and any(self.errors.get(name) or self.cleaned_data.get(name) for name in names)


class HeldForm(forms.Form):
    """A document that is attached: what is said of it, and the box that takes it off."""

    official_number = forms.CharField(required=False, max_length=100)
    grade = forms.ChoiceField(choices=Grade)
    is_confidential = forms.BooleanField(required=False)
    take_off = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, *, row: Evidence, **options: Any) -> None:
        said = {name: getattr(row, name) for name in ("official_number", "grade", "is_confidential")}
        self.row, self.prefix = row, f"evidence-{row.pk}"
        self.is_shut = False  # only shown: the Committee opened other parts
        is_posted = (
            data is not None and f"{self.prefix}-grade" in data
        )  # another indicator may have attached it meanwhile
        super().__init__(data if is_posted else None, initial=said, prefix=self.prefix, **options)
        self.fields["official_number"].label = _("Number of the oficio or expediente (optional)")
        self.fields["grade"].label = _("What kind of proof it is")
        self.fields["is_confidential"].label = _("Confidential")
        self.fields["take_off"].label = _("Take it off when saving")

    @property
    def document(self) -> Document:
        return document_of(self.row)

    @property
    def is_taken_off(self) -> bool:
        return self.is_bound and bool(self.cleaned_data["take_off"])

    @property
    def marks(self) -> Marks:
        said = self.cleaned_data if self.is_bound else self.initial
        return Marks(said["official_number"], said["grade"], said["is_confidential"])


class EvidencePart:
    """The documents of one place of the page: the whole answer, or one item."""

    def __init__(self, data: Any, attach: AttachForm, held: Sequence[Evidence]) -> None:
        self.attach = attach
        self.held = [HeldForm(data, row=row) for row in held]

    def is_valid(self) -> bool:
        """Every form is read, so that every error shows at once."""
        verdicts = [form.is_valid() for form in self.forms if form.is_bound]
        return all(verdicts)

    @property
    def forms(self) -> list[forms.Form]:
        return [*self.held, self.attach]

    @property
    def is_open(self) -> bool:
        return any(form.errors for form in self.forms)

    def change(self) -> EvidenceChange:
        if not self.attach.is_bound:
            return EvidenceChange()
        posted = [form for form in self.held if form.is_bound]
        return EvidenceChange(
            attached=self.attach.new_documents(),
            reused=self.attach.reused(),
            taken_off=frozenset(form.row.pk for form in posted if form.is_taken_off),
            marked={form.row.pk: form.marks for form in posted},
        )

    def again(self) -> list[str]:
        """The names of the files that were chosen though the same content is attached here, or was chosen, already."""
        known, names = {form.row.stored_file.sha256 for form in self.held}, []
        for document in self.change().attached:
            digest = digest_of(document)
            names += [document.file.name] if digest in known else []
            known.add(digest)
        return names

    @property
    def is_done(self) -> bool:
        """Whether all that was asked stands already: the same page sent twice."""
        wanted, held = self.change(), {form.row.stored_file.sha256 for form in self.held}
        marks = {form.row.pk: marks_of(form.row) for form in self.held}
        return (
            not wanted.taken_off
            and all(marks[pk] == said for pk, said in wanted.marked.items())
            and all(digest_of(document) in held for document in wanted.attached)
            and digests_of(wanted.reused) <= held
        )


def digests_of(rows: Sequence[int]) -> set[str]:
    return set(Evidence.objects.filter(pk__in=rows).values_list("stored_file__sha256", flat=True)) if rows else set()


def digest_of(document: NewDocument) -> str:
    return hashlib.sha256(document.file.content).hexdigest()


def refuse_beyond_quota(parts: Iterable[EvidencePart], institution: Institution) -> None:
    """The institution's room is shared by all its answers; what does not fit is refused before anything is stored."""
    choosing = [part.attach for part in parts if part.attach.chosen and not part.attach.errors]
    files = [document.file for form in choosing for document in form.new_documents()]
    sentence = beyond_quota(files, institution)
    for form in choosing if sentence else ():
        form.add_error("documents", sentence)
