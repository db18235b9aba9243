"""Which report is to be opened: one of those that can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from documents import formatting
from documents.speaking import language
from reports.report_kinds.scope import ReportScope, scope_title


class OpenForm(forms.Form):
    """One choice among whole reports; of several semesters the first and the last, and whose where there are several institutions."""

    def __init__(
        self,
        scopes: Sequence[ReportScope],
        known: Mapping[ReportScope, str],
        *,
        is_range: bool,
        data: Mapping[str, Any] | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.scopes = scopes
        self.is_range = is_range
        owners = {each.institution.code: each.institution.name for each in scopes if each.institution}
        if is_range and len(owners) > 1:
            self.fields["institution"] = choice(_("Institution"), list(owners.items()))
        if is_range:
            firsts, lasts = sides(scopes)
            self.fields["first"] = choice(_("First semester"), [(code, label(code)) for code in firsts])
            self.fields["last"] = choice(_("Last semester"), [(code, label(code)) for code in lasts])
        else:
            named = [(key_of(each), named_choice(each, known.get(each, ""))) for each in scopes]
            self.fields["report"] = choice(_("Report"), named)

    @property
    def scope(self) -> ReportScope | None:
        """The report chosen; None where the two semesters make none."""
        if not self.is_range:
            return next(each for each in self.scopes if key_of(each) == self.cleaned_data["report"])
        wanted, owner = (self.cleaned_data["first"], self.cleaned_data["last"]), self.cleaned_data.get("institution")
        of_owner = [each for each in self.scopes if owner is None or code_of(each) == owner]
        return next((each for each in of_owner if (each.first.code, each.period.code) == wanted), None)


def sides(scopes: Sequence[ReportScope]) -> tuple[list[str], list[str]]:
    """The semesters at which a report can begin, in the plan's order, and those at which it can end, the latest first."""
    periods = {each: each.ordinal for scope in scopes for each in (scope.first, scope.period)}
    codes = [each.code for each in sorted(periods, key=periods.__getitem__)]
    return codes[:-1], codes[:0:-1]


def label(code: str) -> str:
    return formatting.period_label(code, language())


def choice(name: str, choices: Sequence[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=name, choices=choices)


def key_of(scope: ReportScope) -> str:
    """`2026-I`, `2026`, `EP/2026-I`, `EP/2026`."""
    when = str(scope.period.ends_on.year) if scope.is_of_a_year else scope.period.code
    return "/".join(filter(None, (code_of(scope), when)))


def code_of(scope: ReportScope) -> str:
    return scope.institution.code if scope.institution else ""


def named_choice(scope: ReportScope, known: str) -> str:
    return " · ".join(filter(None, (scope_title(scope), known)))
