"""What kind of change a decision makes, what becomes of the series, and why."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from committee.models import ReviewDecision
from documents.forms.fields import NumberField
from indicators.models import IndicatorRevision
from revisions.forms.texts import add_texts

Class, Comparability = IndicatorRevision.ChangeClass, IndicatorRevision.Comparability
WEIGHT = {"": 0, Class.EDITORIAL: 1, Class.TARGET: 2, Class.METHODOLOGICAL: 3}
"""A heavier class says more than the changes do; a lighter one would hide something."""
FACTOR_PLACES, GREATEST_FACTOR = 10, Decimal(10) ** 10
"""What a column of twenty digits holds, ten of them decimals."""


class ReasonForm(forms.Form):
    """Why, in both languages, and the version of the decision that the page was made from; 0 where there was none."""

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        add_texts(self, "rationale", _("Reason"), rows=4)

    @staticmethod
    def initial_of(decision: ReviewDecision | None, found: str = "") -> dict[str, Any]:
        """`found`: the class that the changes have by themselves, which nobody chose."""
        if decision is None:
            return {"version": 0}
        return {
            "version": decision.version,
            "rationale_es": decision.rationale_es,
            "rationale_en": decision.rationale_en,
            "change_class": "" if decision.change_class == found else decision.change_class,
            "comparability": decision.comparability,
            "rebase_factor": decision.rebase_factor,
        }


class ChangeForm(ReasonForm):
    """Of an indicator that exists: also the class of the change and whether the series goes on."""

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["change_class"] = forms.ChoiceField(
            required=False,
            label=_("Class of change"),
            choices=[
                ("", _("As the changes say")),
                *((key, Class(key).label) for key in (Class.EDITORIAL, Class.TARGET, Class.METHODOLOGICAL)),
            ],
            help_text=_("It follows from what is changed. You can raise it, not lower it."),
        )
        self.fields["comparability"] = forms.ChoiceField(
            required=False,
            label=_("What becomes of the series"),
            choices=[
                (
                    Comparability.CONTINUOUS,
                    _("It goes on: the same is measured, earlier figures stand beside the new ones."),
                ),
                (Comparability.BREAK, _("It breaks: the series starts anew and is not compared with what was before.")),
                (
                    Comparability.REBASED,
                    _("It is rebased: earlier figures are multiplied by a factor wherever they stand beside new ones."),
                ),
            ],
            widget=forms.RadioSelect,
        )
        self.fields["rebase_factor"] = NumberField(
            label=_("Factor (only when rebased)"), decimals=FACTOR_PLACES, help_text=_("Stored figures never change.")
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_rebased = cleaned.get("comparability") == Comparability.REBASED
        factor: Decimal | None = cleaned.get("rebase_factor")
        if "rebase_factor" in cleaned and is_rebased and not factor:
            self.add_error("rebase_factor", _("Write the factor, above zero."))
        if factor is not None and factor >= GREATEST_FACTOR:
            self.add_error("rebase_factor", _("This number is too large."))
        elif factor is not None and not is_rebased:
            self.add_error("rebase_factor", _("A factor goes with a rebased series, and only with one."))
        return cleaned

    def raised(self, found: str) -> str:
        """The class of the change: what the changes are, or more where somebody said so."""
        chosen = str(self.cleaned_data["change_class"] or "")
        if chosen and WEIGHT[chosen] < WEIGHT.get(found, 0):
            text = _("What is changed is “%(class)s”: the class cannot be below it.") % {"class": Class(found).label}
            self.add_error("change_class", text)
        return chosen or found
