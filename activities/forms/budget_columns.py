"""Which column of a budget file says what, as a person chooses it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.budgeting.draft import AMOUNTS
from activities.importing.columns import Choice
from activities.importing.fields import ITEM, LABEL, MOST_PARTS, PROGRAMME, labels

PARTS = tuple(f"{ITEM}_{number}" for number in range(1, MOST_PARTS + 1))


class ColumnsForm(forms.Form):
    """Offers the headings of one row. What forms the code of an item may stand in up to three columns."""

    sheet = forms.CharField(widget=forms.HiddenInput, max_length=60)
    header_row = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=32_000)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    decimal_sign = forms.ChoiceField(
        widget=forms.RadioSelect,
        choices=[(".", gettext_lazy("Point: 1,234.50")), (",", gettext_lazy("Comma: 1.234,50"))],
        label=gettext_lazy("Decimal sign of amounts that are text"),
        help_text=gettext_lazy("It decides only where a text could mean two amounts, as 1,234."),
    )
    name = forms.CharField(
        max_length=80,
        label=gettext_lazy("Keep these columns under this name"),
        help_text=gettext_lazy("The next file with the same headings is read without asking."),
    )

    def __init__(self, data: Any = None, *, headings: Sequence[str], initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}), use_required_attribute=False)
        offered = [("", _("Not in the file")), *((heading, heading) for heading in headings)]
        names = labels()
        for field in (PROGRAMME, *PARTS, LABEL, *AMOUNTS):
            self.fields[field] = forms.ChoiceField(choices=offered, required=False, label=names.get(field, ""))
        self._name_parts(names)
        self.order_fields([PROGRAMME, *PARTS, LABEL, *AMOUNTS, "decimal_sign", "name"])

    def _name_parts(self, names: Mapping[str, str]) -> None:
        self.fields[PARTS[0]].label = names[ITEM]
        self.fields[PARTS[0]].help_text = _(
            "If it stands in several columns, for example target and classifier, choose them all."
        )
        self.fields[PARTS[1]].label = _("Second part of the code")
        self.fields[PARTS[2]].label = _("Third part of the code")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = [(field, cleaned[field]) for field in (PROGRAMME, *PARTS, LABEL, *AMOUNTS) if cleaned.get(field)]
        for field in (PROGRAMME, PARTS[0]):
            if not cleaned.get(field) and field not in self.errors:
                self.add_error(field, _("Choose the column: rows are known by both codes."))
        if not any(field in AMOUNTS for field, _heading in chosen):
            self.add_error(AMOUNTS[0], _("Choose the column of at least one amount."))
        taken: dict[str, str] = {}
        for field, heading in chosen:
            if heading in taken:
                text = _("“%(heading)s” is chosen twice: each column says one thing.")
                self.add_error(field, text % {"heading": heading})
            taken[heading] = field
        return cleaned

    @property
    def choice(self) -> Choice:
        """What was chosen, once the form is valid."""
        said = self.cleaned_data
        columns = {field: (said[field],) for field in (PROGRAMME, LABEL, *AMOUNTS) if said[field]}
        columns[ITEM] = tuple(said[part] for part in PARTS if said[part])
        return Choice(said["sheet"], said["header_row"], columns, said["decimal_sign"])


def initial_of(choice: Choice, *, name: str, version: int) -> dict[str, Any]:
    """The boxes as they stand before anybody chose."""
    parts = dict(zip(PARTS, choice.columns.get(ITEM, ()), strict=False))
    single = {field: names[0] for field, names in choice.columns.items() if field != ITEM and names}
    return (
        single
        | parts
        | {
            "sheet": choice.sheet,
            "header_row": choice.header_row,
            "decimal_sign": choice.decimal_sign,
            "name": name,
            "version": version,
        }
    )
