"""Who is told what of a budget statement, in the language of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _

from activities.models import BudgetStatement
from activities.steps import last_words
from notifications.mailing import people_of
from notifications.models import Kind
from notifications.telling import Told, tell


def tell_returned(statement: BudgetStatement, at: dt.datetime) -> None:
    """Who reports and approves for the institution: what must be corrected, in the reviewer's words."""
    words = last_words(statement)

    def write() -> Told:
        title = _("The budget statement of %(year)s was returned: correct it and send it again")
        return Told(title % {"year": statement.year}, words, path_of(statement))

    _tell(statement, write, at)


def tell_validated(statement: BudgetStatement, at: dt.datetime) -> None:
    def write() -> Told:
        title = _("The budget statement of %(year)s was validated") % {"year": statement.year}
        return Told(title, "", path_of(statement))

    _tell(statement, write, at)


def _tell(statement: BudgetStatement, write: Callable[[], Told], at: dt.datetime) -> None:
    key = f"budget:{statement.pk}:{statement.version}"
    tell(people_of(statement.institution_id), kind=Kind.BUDGET, write=write, at=at, key=key)


def path_of(statement: BudgetStatement) -> str:
    return reverse("budget_statement", args=[statement.year, statement.institution.code, statement.ordinal])
