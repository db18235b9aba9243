"""Rows of a form that can be added to without a script: parts, series, targets.

The page says how many rows it has. A row in which nothing was typed says nothing; one that is ticked for removal is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext as _

MOST_ROWS = 400
"""Of one list: targets of twenty institutions for twenty semesters. A page offers no more, so none that was typed is passed over."""


class RowForm(forms.Form):
    """One row. It speaks of something that is kept already when it carries a code, else when one of `TYPED` is filled."""

    TYPED: ClassVar[tuple[str, ...]] = ()
    row_name = ""
    remove = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["remove"].label = _("Remove")

    def full_clean(self) -> None:
        """A row that says nothing, or goes, has nothing wrong in it."""
        if self.is_bound and (self.is_blank or self.is_removed):
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def raw(self, name: str) -> Any:
        """What stands in a box now: as it was typed, or as the page was given it."""
        if self.is_bound:
            return typed(self, name)
        return self.get_initial_for_field(self.fields[name], name)

    @property
    def is_removed(self) -> bool:
        return bool(self.raw("remove"))

    @property
    def is_blank(self) -> bool:
        return not any(str(self.raw(name) or "").strip() for name in ("code", *self.TYPED) if name in self.fields)


Row = TypeVar("Row", bound=RowForm)


class Rows(Generic[Row]):
    """The rows of one list under their name, as the page was given them or as they were sent."""

    def __init__(
        self,
        name: str,
        make: Callable[..., Row],
        *,
        data: QueryDict | None = None,
        initial: Sequence[Mapping[str, Any]] = (),
        spare: int = 0,
    ) -> None:
        self.name, self.make = name, make
        if data is None:
            given = [*initial, *({} for _row in range(min(spare, MOST_ROWS - len(initial))))]
            self.forms = [make(prefix=f"{name}-{n}", initial=each) for n, each in enumerate(given)]
        else:
            self.forms = [make(data, prefix=f"{name}-{n}") for n in range(count_of(data, name))]

    def again(self, spare: int = 0) -> Rows[Row]:
        """The rows that stay, as they were typed and without judging them, and some empty ones."""
        return Rows(self.name, self.make, initial=[typed_of(row) for row in self.standing], spare=spare)

    @property
    def standing(self) -> list[Row]:
        """Rows that say something."""
        return [row for row in self.forms if not row.is_removed and not row.is_blank]

    def is_valid(self) -> bool:
        return not self.faulty

    @property
    def faulty(self) -> list[Row]:
        """Rows with something wrong in them."""
        return [row for row in self.standing if row.errors]

    @property
    def count(self) -> int:
        return len(self.forms)


def count_of(data: QueryDict, name: str) -> int:
    text = data.get(f"{name}-count", "")
    return min(int(text), MOST_ROWS) if text.isascii() and text.isdigit() and len(text) <= 3 else 0


def typed(form: forms.Form, name: str) -> Any:
    """What was sent for one box."""
    return form.fields[name].widget.value_from_datadict(form.data, form.files, form.add_prefix(name))


def typed_of(form: forms.Form) -> dict[str, Any]:
    """What was sent for every box, to fill them again."""
    if not form.is_bound:
        return {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return {name: typed(form, name) for name in form.fields}


def say(form: forms.Form, field: str | None, text: str) -> None:
    """Stand a sentence beside a box, of a page that was sent or of one that is only shown."""
    name = field if field in form.fields else "__all__"
    kept = form.errors.setdefault(name, form.error_class())
    if text not in kept:
        kept.append(text)
