"""What each side may do with a request, one form a step. Their prefix keeps them apart on one page."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from committee.requests.filing import LONGEST as LONGEST_NUMBER
from documents.forms.fields import TextField
from documents.forms.file_form import WithFiles
from indicators.calendar import end_of
from measurements.forms.extension import LastDayField, WarnedDay

TEXT_LENGTH = 4000


def _text(rows: int = 4, *, required: bool = True) -> TextField:
    return TextField(required=required, max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": rows}))


class Act(forms.Form):
    """The version that was read goes along with every step but a comment."""

    act = ""
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(data, files, prefix=self.act, **options)
        for name, label in self.labels().items():
            self.fields[name].label = label

    def labels(self) -> dict[str, str]:
        return {}

    def again(self, version: int) -> Act:
        """The same form on the request as it is now, with what was typed."""
        typed = {name: self[name].data for name in self.fields if name not in ("version", "documents", "document")}
        return type(self)(initial={**typed, "version": version})

    @property
    def typed(self) -> str:
        """The words of the form, whichever box they stand in."""
        return str(next((text for name in ("text", "reason", "number") if (text := self.initial.get(name))), ""))


class AnswerForm(Act, WithFiles):
    act = "answer"
    text = _text(6, required=False)

    def labels(self) -> dict[str, str]:
        return {"text": _("Your answer")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "text" in cleaned and not cleaned["text"].strip() and not self.chosen:
            self.add_error("text", _("Write your answer or attach a document."))
        return cleaned


class CommentForm(Act, WithFiles):
    act = "comment"
    text = _text(3)

    def labels(self) -> dict[str, str]:
        self.fields["text"].error_messages["required"] = _("Write your comment.")
        return {"text": _("Comment")}


class AcceptForm(Act):
    act = "accept"
    text = _text(2, required=False)

    def labels(self) -> dict[str, str]:
        return {"text": _("A word to the institution (optional)")}


class WithDay(Act, WarnedDay):
    until = LastDayField()

    def labels(self) -> dict[str, str]:
        return {"until": _("New last day to answer")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.warn_of_day_off(cleaned.get("until"))
        return cleaned

    @property
    def instant(self) -> dt.datetime:
        return end_of(self.cleaned_data["until"])


class InsistForm(WithDay):
    """What the answer lacks. A day is proposed, as for a request that is made."""

    act = "insist"
    text = _text(3)

    def labels(self) -> dict[str, str]:
        self.fields["text"].error_messages["required"] = _("Write what is still missing.")
        return super().labels() | {"text": _("What is still missing?")}


class ExtendForm(WithDay):
    act = "extend"
    text = _text(2, required=False)

    def labels(self) -> dict[str, str]:
        return super().labels() | {"text": _("A word to the institution (optional)")}


class WithdrawForm(Act):
    act = "withdraw"
    reason = _text(2)

    def labels(self) -> dict[str, str]:
        self.fields["reason"].error_messages["required"] = _("Write why it is no longer required.")
        return {"reason": _("Why is it no longer required?")}


class ExpireForm(Act):
    act = "expire"
    reason = _text(2)

    def labels(self) -> dict[str, str]:
        self.fields["reason"].error_messages["required"] = _("Write why no answer is awaited any more.")
        return {"reason": _("Why is no answer awaited any more?")}


class FileForm(Act, WithFiles):
    """The number that the ministry gave to a letter, and its signed copy as PDF."""

    number = forms.CharField(max_length=LONGEST_NUMBER)

    def __init__(self, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(data, files, **options)
        self.fields["documents"].widget.attrs["accept"] = ".pdf"

    def labels(self) -> dict[str, str]:
        self.fields["number"].error_messages["required"] = _("Write the number that the ministry gave to the letter.")
        return {"number": _("Number in the ministry's document system")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if len(self.chosen) > 1:
            self.add_error("documents", _("Choose one file: the signed letter."))
        return cleaned


class OficioForm(FileForm):
    act = "file_oficio"


class LetterForm(FileForm):
    act = "file_letter"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.chosen:
            self.add_error("documents", _("Choose the signed letter."))
        return cleaned


FORMS: dict[str, type[Act]] = {
    form.act: form
    for form in (
        AnswerForm,
        CommentForm,
        AcceptForm,
        InsistForm,
        ExtendForm,
        WithdrawForm,
        ExpireForm,
        OficioForm,
        LetterForm,
    )
}
