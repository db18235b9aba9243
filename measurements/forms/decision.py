"""What the reviewer decides about one answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from measurements.forms.fields import TextField

VALIDATE, RETURN = "validate", "return"
COMMENT_LENGTH = 2000


class DecisionForm(forms.Form):
    """Validate, or return with a comment. After the window closed nothing can be returned, so only one choice is left."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    decision = forms.ChoiceField(widget=forms.RadioSelect)
    comment = TextField(required=False, max_length=COMMENT_LENGTH, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, data: Any = None, *, can_return: bool, **options: Any) -> None:
        super().__init__(data, **options)
        choices = [(VALIDATE, _("Validate: it is closed and counts on the dashboard."))]
        if can_return:
            choices.append((RETURN, _("Return: it goes back to the institution with your comment.")))
        decision, comment = self.fields["decision"], self.fields["comment"]
        decision.label = _("What do you decide?")
        decision.choices = choices  # type: ignore[attr-defined]
        decision.error_messages["required"] = _("Choose what you decide.")
        comment.label = _("Comment for the institution")
        comment.help_text = _(
            "If you return it, say what is missing and how to correct it. "
            "If you validate it, it is optional; the institution reads it."
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == RETURN and "comment" in cleaned and not cleaned["comment"].strip():
            self.add_error("comment", _("Write what must be corrected."))
        return cleaned


class CommentForm(forms.Form):
    """Why the approver hands an answer back to the reporter."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    comment = TextField(max_length=COMMENT_LENGTH, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["comment"].label = _("Comment for the reporter")
        self.fields["comment"].error_messages["required"] = _("Write what must be corrected.")
