"""One box of the grid: a field with what stood there before, or a number that is only shown."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from measurements.answer import figure_words


@dataclass(frozen=True, slots=True)
class Box:
    """One box: its field, the ids that name it, what it said before, what the units add up to.

    `is_observed`: the Committee asks to correct it.
    """

    field: BoundField
    labelled_by: str
    before: str
    is_flagged: bool
    units: str = ""
    is_observed: bool = False
    is_shut: bool = False

    @property
    def observed_id(self) -> str:
        return f"{self.field.auto_id}_observed"

    @property
    def control(self) -> SafeString:
        """The box itself, named by its row and column and described by what stood there before and by its error.

        One that is shut is its number, and travels along unseen so that the page says the whole answer.
        """
        if self.is_shut:
            return format_html('<span class="shut">{}{}</span>', self._number, self.field.as_hidden())
        ids = [f"{self.field.auto_id}_before"] if self.before else []
        ids += [f"{self.field.auto_id}_units"] if self.units else []
        ids += [self.observed_id] if self.is_observed else []
        ids += [f"{self.field.auto_id}_error"] if self.field.errors else []
        attrs: dict[str, str | bool] = {"aria-labelledby": self.labelled_by}
        if ids:
            attrs["aria-describedby"] = " ".join(ids)
        return self.field.as_widget(attrs=attrs)

    @property
    def _number(self) -> str:
        value = self.field.value()
        return figure_words.plain(value) if isinstance(value, Decimal) else str(value or "–")
