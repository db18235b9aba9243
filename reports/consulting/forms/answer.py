"""What an institution answers: that it agrees, or remarks, each on a section. As many boxes as the page was made with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents.forms.versioned import VersionedForm
from documents.speaking import language
from reports.consulting.answering import MOST_REMARKS, Answer, Answered, Said
from reports.drafting.forms.words import WordsField

EMPTY_BOXES = 3
LONGEST_REFERENCE = 120
LONGEST_NUMBER = 9
"""Of digits that are read at all."""


class AnswerForm(VersionedForm):
    """`sections`: those that the report prints, by key. `boxes`: how many remarks the page has room for."""

    answer = forms.ChoiceField(widget=forms.RadioSelect)
    boxes = forms.IntegerField(min_value=1, max_value=MOST_REMARKS, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, sections: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["answer"].label = _("What does the institution answer?")
        self.fields["answer"].choices = [  # type: ignore[attr-defined]
            (Answer.AGREES.value, pgettext("consultation", "It agrees with the report as it stands")),
            (Answer.REMARKS.value, pgettext("consultation", "It has remarks")),
        ]
        self.fields["answer"].error_messages["required"] = _("Choose whether the institution agrees or makes remarks.")
        self.room = room_of(data if data is not None else self.initial)
        for n in range(1, self.room + 1):
            self.fields[f"section_{n}"] = forms.ChoiceField(
                required=False,
                label=_("Remark %(n)d: section") % {"n": n},
                choices=[("", _("The whole report")), *sections],
            )
            self.fields[f"text_{n}"] = WordsField(required=False, label=_("Remark %(n)d") % {"n": n}, rows=4)

    def begin_at(self, n: int) -> None:
        """Lead who opens the page to the boxes of that remark, if it has them."""
        if n <= self.room:
            self.fields[f"section_{n}"].widget.attrs["autofocus"] = True

    @property
    def pairs(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """The boxes of each remark."""
        return ((self[f"section_{n}"], self[f"text_{n}"]) for n in range(1, self.room + 1))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for n in range(1, self.room + 1):
            if cleaned.get(f"section_{n}") and not cleaned.get(f"text_{n}", "").strip():
                self.add_error(f"text_{n}", _("Write the remark, or choose no section for it."))
        return cleaned

    @property
    def said(self) -> Answered:
        chosen = self.cleaned_data
        rows = ((chosen[f"section_{n}"], chosen[f"text_{n}"].strip()) for n in range(1, self.room + 1))
        return Answered(chosen["answer"], tuple(Said(*row) for row in rows if row[1]), language())


class LetterForm(AnswerForm):
    """The same as it came by letter."""

    reference = forms.CharField(max_length=LONGEST_REFERENCE)

    field_order = ("version", "boxes", "reference", "answer")

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["reference"].label = _("Letter")
        self.fields["reference"].help_text = _("Its number as the ministry’s own system has it, and its date.")
        self.fields["reference"].error_messages["required"] = _("Write the number and the date of the letter.")


def room_of(typed: Mapping[str, Any]) -> int:
    """How many boxes a page has, as the page itself says."""
    text = str(typed.get("boxes", EMPTY_BOXES))
    is_number = text.isascii() and text.isdigit() and len(text) < LONGEST_NUMBER
    return max(1, min(int(text), MOST_REMARKS)) if is_number else EMPTY_BOXES


def with_more_boxes(typed: Mapping[str, Any]) -> dict[str, Any]:
    """The same boxes as typed, and more of them."""
    return {**typed, "boxes": min(room_of(typed) + EMPTY_BOXES, MOST_REMARKS)}


def initial_of(answer: str, remarks: Sequence[Said], version: int) -> dict[str, Any]:
    """What stands, in its boxes, with empty ones after it."""
    boxes = {f"section_{n}": each.section for n, each in enumerate(remarks, 1)}
    boxes |= {f"text_{n}": each.text for n, each in enumerate(remarks, 1)}
    return boxes | {
        "answer": answer,
        "version": version,
        "boxes": min(len(remarks) + EMPTY_BOXES, MOST_REMARKS),
    }
