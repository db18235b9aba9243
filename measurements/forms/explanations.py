"""The boxes in which an officer explains what looks odd: one below each warning, whatever the page was sent for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from documents.forms.fields import TextField
from measurements.answer.content import ConcernKey
from measurements.answer.findings import Finding
from measurements.checks.box_limits import EXPLANATION_LENGTH
from measurements.checks.explaining import says_something


def box_name(key: ConcernKey) -> str:
    """`why.large_change.people_trained.rank_category:ncos.sex:women`: the warning's own key, so that its text stays with it."""
    rule, component, cell = key
    parts = ["why", rule, component, *cell.replace("=", ":").split("|")]
    return ".".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Asked:
    """A warning with the box for its explanation."""

    finding: Finding
    field: BoundField

    @property
    def is_thin(self) -> bool:
        """Whether something is written that explains nothing: it can be saved, not handed over."""
        text = str(self.field.value() or "")
        return bool(text.strip()) and not says_something(text)

    @property
    def id(self) -> str:
        return f"{self.field.auto_id}_warning"

    @property
    def control(self) -> SafeString:
        """The box, described by the warning that it answers and by its error."""
        ids = [self.id, *([f"{self.field.auto_id}_error"] if self.field.errors else [])]
        return self.field.as_widget(attrs={"aria-describedby": " ".join(ids)})


class ExplanationsForm(forms.Form):
    """Reads the explanations that were asked for. One whose warning was not on the page stays as it is stored."""

    def __init__(self, data: Any = None, *, warnings: Sequence[Finding], **options: Any) -> None:
        self.posted = frozenset(data or ())
        self.warnings = {box_name(warning.key): warning for warning in warnings}
        typed = None if data is None else {n: data.get(n, w.explanation) for n, w in self.warnings.items()}
        super().__init__(typed, auto_id="id_%s", **options)
        for name, warning in self.warnings.items():
            self.fields[name] = TextField(
                required=False,
                max_length=EXPLANATION_LENGTH,
                label=_("Explanation"),
                initial=warning.explanation,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def asked(self) -> list[Asked]:
        return [Asked(warning, self[name]) for name, warning in self.warnings.items()]

    def explanations(self) -> dict[ConcernKey, str]:
        """What was typed, emptied boxes included; nothing of boxes that the page did not show."""
        told = {warning.key: name for name, warning in self.warnings.items() if name in self.posted}
        return {key: self.cleaned_data[name] for key, name in told.items()}
