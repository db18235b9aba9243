"""A box for words that a report prints."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from documents.forms.fields import TextField
from reports.drafting.plain import MOST_REMARKED, problem_of, tidy


class WordsField(TextField):
    """Words in the form in which they are kept. Too long a text is told with its length: a browser would cut what is pasted without a
    word."""

    def __init__(self, *, rows: int, most: int = MOST_REMARKED, **options: Any) -> None:
        self.most = most
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)

    def clean(self, value: object) -> str:
        typed = str(super().clean(value))
        if problem := problem_of(typed, most=self.most):
            raise ValidationError(problem)
        return tidy(typed)
