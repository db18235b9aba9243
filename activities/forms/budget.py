"""A budget statement as a form: its answer, its source, and one row of boxes an item."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from activities.budgeting.differences import key_of
from activities.budgeting.draft import ItemDraft, StatementDraft
from activities.budgeting.item_rules import MOST_ITEMS
from activities.forms.budget_items import ItemForm, Links
from activities.models import BudgetStatement
from activities.refusals import Problem
from documents.forms.days import DayField
from documents.forms.fields import TextField
from documents.forms.file_form import WithFiles
from documents.speaking import language

YES, NO = "si", "no"
ROWS = "items-rows"
"""The box that says how many rows the page has."""


class StatementForm(WithFiles):
    """What stands over the items. Nothing is required yet: a draft may be unfinished."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    has_item = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    reason = TextField(required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    cut_off_on = DayField(required=False)
    source_document = forms.CharField(required=False, max_length=200)
    drops_file = forms.BooleanField(required=False)

    field_order = ("version", "has_item", "reason", "cut_off_on", "source_document", "documents")

    def __init__(self, statement: BudgetStatement, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(data, files, **options)
        self.statement = statement
        words = {"year": statement.year}
        self.fields["has_item"].choices = [(YES, _("Yes")), (NO, _("No"))]  # type: ignore[attr-defined]
        for name, label in {
            "has_item": _("Does the budget of %(year)s include an item for the activities of the plan?") % words,
            "reason": _("If not, why?"),
            "cut_off_on": _("Cut-off date of the amounts"),
            "source_document": _("Source document"),
            "drops_file": _("Take the file off"),
        }.items():
            self.fields[name].label = label
        self.fields["source_document"].help_text = _("The report or resolution that the amounts come from.")
        self.fields["cut_off_on"].help_text = _("The day up to which the amounts go.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if len(self.chosen) > 1:
            self.add_error("documents", _("Choose one file: the one that the amounts come from."))
        return cleaned

    def draft(self, items: Sequence[ItemForm]) -> StatementDraft:
        """All that was typed. A new file takes the place of the one that is kept."""
        said = self.cleaned_data
        answer = {YES: True, NO: False}.get(said["has_item"])
        kept = None if said["drops_file"] else self.statement.source_file
        return StatementDraft(
            has_item=answer,
            reason=said["reason"],
            cut_off_on=said["cut_off_on"],
            source_document=said["source_document"],
            source_file=self.taken[0] if self.taken else kept,
            items=tuple(form.draft for form in items),
            language=self.statement.language if said["reason"] == self.statement.reason else language(),
        )


class BudgetForm:
    """The statement and its rows together, bound to what was posted or filled from what is kept."""

    def __init__(self, statement: BudgetStatement, links: Links, head: StatementForm, rows: Sequence[ItemForm]) -> None:
        self.statement, self.links, self.head, self.rows = statement, links, head, list(rows)

    @classmethod
    def kept(cls, statement: BudgetStatement, links: Links, draft: StatementDraft, *, blank: int) -> BudgetForm:
        """As it is kept, with that many empty rows below."""
        answer = "" if draft.has_item is None else (YES if draft.has_item else NO)
        head = StatementForm(
            statement,
            initial={
                "version": statement.version,
                "has_item": answer,
                "reason": draft.reason,
                "cut_off_on": draft.cut_off_on,
                "source_document": draft.source_document,
            },
        )
        rows = [ItemForm(links, number, initial=ItemForm.filled(item)) for number, item in enumerate(draft.items)]
        rows += [ItemForm(links, len(rows) + number) for number in range(blank)]
        return cls(statement, links, head, rows)

    @classmethod
    def typed(cls, statement: BudgetStatement, links: Links, data: Any) -> BudgetForm:
        """What was typed before the session ended: shown again over the version that was read, and not kept yet."""
        head = StatementForm(statement, initial=data.dict())
        boxes = data.dict()
        rows = []
        for number in range(rows_in(data)):
            prefix = f"items-{number}-"
            said = {name.removeprefix(prefix): text for name, text in boxes.items() if name.startswith(prefix)}
            rows.append(ItemForm(links, number, initial=said))
        return cls(statement, links, head, rows)

    @classmethod
    def posted(cls, statement: BudgetStatement, links: Links, data: Any, files: Any) -> BudgetForm:
        rows = [ItemForm.posted(links, number, data) for number in range(rows_in(data))]
        return cls(statement, links, StatementForm(statement, data, files), rows)

    def beside(self, earlier: Collection[ItemDraft]) -> None:
        """Show beside each item what the statement before said of it."""
        known = {key_of(item): item for item in earlier}
        for row in self.rows:
            row.earlier = known.get(row.key)

    @property
    def pattern(self) -> ItemForm:
        return ItemForm.pattern(self.links)

    @property
    def kept_rows(self) -> list[ItemForm]:
        """Those that say something and are not taken out."""
        return [row for row in self.rows if not row.is_left_out]

    @property
    def forms_with_errors(self) -> list[forms.Form]:
        return [form for form in (self.head, *self.kept_rows) if form.is_bound and form.errors]

    def is_valid(self) -> bool:
        return not self.forms_with_errors

    @property
    def draft(self) -> StatementDraft:
        return self.head.draft(self.kept_rows)

    def put(self, problems: Collection[Problem]) -> None:
        """Each problem of a draft beside the box that it is about; one about no box on top."""
        for problem in problems:
            parts = problem.field.split("-")
            if len(parts) == 3:
                self.kept_rows[int(parts[1])].put(parts[2], problem.text)
            else:
                field = {"source_file": "documents"}.get(problem.field, problem.field)
                self.head.add_error(field if field in self.head.fields else None, problem.text)

    def reread(self, version: int, text: str) -> None:
        """Somebody changed it meanwhile: the page says so, keeps what was typed, and sends it over the version that stands now."""
        self.head.add_error(None, text)
        data = QueryDict(mutable=True)
        data.update(self.head.data)
        data["version"] = str(version)
        self.head.data = data


def rows_in(data: Any) -> int:
    """How many rows the page had; what no page ever sent counts as none."""
    text = data.get(ROWS, "")
    return min(int(text), MOST_ITEMS + 1) if text.isascii() and text.isdigit() and len(text) < 5 else 0
