"""Budgets in words: the same on the page, in the table to take away and in the report."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from activities.figures.budget import Amount, Answer, BudgetLine, ExecutionRate, YearBudget
from activities.figures.budget_between import LikeForLike
from activities.models import Status
from documents.formatting import number, percent, rounded
from documents.speaking import language

ANSWERS = {
    Answer.YES: pgettext_lazy("there is a budget item", "Yes"),
    Answer.NO: pgettext_lazy("there is a budget item", "No"),
    Answer.NOT_REPORTED: pgettext_lazy("there is a budget item", "Not reported"),
}


def answer_said(answer: Answer, *, of_validated: bool) -> str:
    """Its answer; where only what was validated was read, silence says no more than that."""
    if answer == Answer.NOT_REPORTED and of_validated:
        return _("No validated statement")
    return str(ANSWERS[answer])


MARKS = {Answer.YES: "on_track", Answer.NO: "off_track", Answer.NOT_REPORTED: "no_data"}
"""Of components/progress_state.html."""
NAMES = {
    "initial": gettext_lazy("Initial budget (PIA)"),
    "modified": gettext_lazy("Modified budget (PIM)"),
    "committed": gettext_lazy("Committed"),
    "executed": gettext_lazy("Executed (accrued)"),
}

SHORT = {
    "initial": gettext_lazy("PIA"),
    "modified": gettext_lazy("PIM"),
    "committed": gettext_lazy("Committed"),
    "executed": gettext_lazy("Accrued"),
}
"""The heads of narrow columns; the note over the table says them whole."""


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of a table: `text` is a number or why there is none (`is_words`), `note` its coverage where it is not whole.

    `label` is the head of its column, for a phone that shows rows as cards.
    """

    text: str
    note: str = ""
    is_words: bool = False
    label: str = ""


def none_of(answer: Answer) -> str:
    """Why a line has no amounts at all; empty where it may have some."""
    if answer == Answer.NO:
        return pgettext("amount of an institution without a budget item", "does not apply")
    return pgettext("amount of an institution without a statement", "not reported") if answer != Answer.YES else ""


def amount_told(amount: Amount, answer: Answer = Answer.YES) -> Told:
    nothing = none_of(answer)
    if nothing:
        return Told(nothing, is_words=True)
    if amount.sum is None:
        return Told(pgettext("amount that no item reports", "not on record"), is_words=True)
    return Told(money(amount), coverage(amount.reported_items, amount.items))


def money(amount: Amount) -> str:
    return number(amount.sum, language(), decimals=2)


def coverage(reported: int, items: int) -> str:
    """Beside every sum that does not go over all items."""
    if reported == items:
        return ""
    text = ngettext("%(k)s of %(n)s item", "%(k)s of %(n)s items", items)
    return text % {"k": number(reported, language()), "n": number(items, language())}


def rate_told(rate: ExecutionRate, answer: Answer = Answer.YES) -> Told:
    nothing = none_of(answer)
    if nothing:
        return Told(nothing, is_words=True)
    if not rate.items:
        return Told(pgettext("amount that no item reports", "not on record"), is_words=True)
    if rate.percent is None:
        return Told(_("the PIM is zero"), coverage(rate.items, rate.of_items), is_words=True)
    return Told(percent(rate.percent, language()), coverage(rate.items, rate.of_items))


def finding_said(budget: YearBudget) -> str:
    """Who includes an item, of all that the rule binds. Where nobody said anything there is no count of none."""
    n = len(budget.included)
    if n and budget.count(Answer.NOT_REPORTED) == n:
        return _("It is not known of any institution whether its budget of %(year)s has an item.") % {
            "year": budget.year
        }
    text = ngettext(
        "%(yes)s of %(n)s institution included an item in its budget of %(year)s.",
        "%(yes)s of %(n)s institutions included an item in their budget of %(year)s.",
        n,
    )
    return text % {"yes": budget.count(Answer.YES), "n": n, "year": budget.year}


def others_said(budget: YearBudget) -> str:
    """Who has none, who did not say, and how much of what was said is not validated. To a reader of what was validated alone, of whom
    there is nothing: it may have been sent.
    """
    counts, said = {answer: budget.count(answer) for answer in Answer}, []
    if counts[Answer.NO]:
        text = ngettext("%(k)s answered that it has none.", "%(k)s answered that they have none.", counts[Answer.NO])
        said.append(text % {"k": counts[Answer.NO]})
    if counts[Answer.NOT_REPORTED] and budget.of_validated:
        said.append(_("Of %(k)s there is no validated statement.") % {"k": counts[Answer.NOT_REPORTED]})
    elif counts[Answer.NOT_REPORTED]:
        text = ngettext("%(k)s did not report.", "%(k)s did not report.", counts[Answer.NOT_REPORTED])
        said.append(text % {"k": counts[Answer.NOT_REPORTED]})
    waiting = sum(line.number is not None and not line.is_validated for line in budget.lines)
    if waiting:
        text = ngettext("%(k)s statement is not validated yet.", "%(k)s statements are not validated yet.", waiting)
        said.append(text % {"k": waiting})
    return " ".join(said)


def sum_said(budget: YearBudget) -> str:
    """Over whom the amounts of a year go."""
    k = len(budget.with_item)
    text = ngettext(
        "Sum of what %(k)s institution stated; what was not reported is in no sum.",
        "Sum of what %(k)s institutions stated; what was not reported is in no sum.",
        k,
    )
    return text % {"k": k}


def state_of(line: BudgetLine) -> tuple[str, str]:
    """The mark and the words of where the statement stands (components/status.html); nothing where none was sent."""
    if line.number is None:
        return "", ""
    status = Status.VALIDATED if line.is_validated else Status.SUBMITTED
    return status.value, str(status.label)


def like_said(compared: LikeForLike) -> Told:
    """How an amount changed since the year before, for the same institutions."""
    if not compared.institutions:
        return Told(_("nothing to compare"), is_words=True)
    n = len(compared.institutions)
    note = ngettext("%(n)s institution in both years", "%(n)s institutions in both years", n) % {"n": n}
    if compared.change is None:
        return Told(_("from zero") if compared.after else _("no change"), note, is_words=True)
    return Told(percent(rounded(compared.change, 1), language(), signed=True), note)
