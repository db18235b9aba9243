"""The count in words: "EP 40 + FAP 15 = 55", "(EP 10 + FAP 2) ÷ (EP 50 + FAP 8) = 12 ÷ 58 = 20.69 %"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents import formatting
from documents.formatting import NO_BREAK_SPACE
from reports.arithmetic.percent import exact_percent
from reports.explaining.formula import Formula, Line, Term
from reports.explaining.words import percent, plain, semester
from reports.figures.totals import Figure
from reports.wording.figures import language


def formula_sentences(formula: Formula) -> Iterator[str]:
    """One line a semester that has values; where there are several, their sum after them."""
    filled = [line for line in formula.lines if line.terms]
    is_alone = len(formula.lines) == 1
    for line in filled:
        text = line_text(line, is_percent=formula.figure.is_percent, is_alone=is_alone)
        yield text if is_alone else f"{semester(line.period)}: {text}"
    if len(filled) > 1 and formula.figure.value is not None:
        yield together(filled, is_percent=formula.figure.is_percent)
    yield from rebased_sentences(formula)
    if formula.figure.exact == 0:
        yield _("It is a zero that was reported: it was counted, and there was none.")


def rebased_sentences(formula: Formula) -> Iterator[str]:
    for line in formula.lines:
        if line.factor != 1 and line.terms:
            yield _(
                "The values of %(period)s were multiplied by %(factor)s, to be comparable with the later definition."
            ) % {
                "period": semester(line.period),
                "factor": formatting.number(line.factor, language()),
            }


def line_text(line: Line, *, is_percent: bool, is_alone: bool) -> str:
    if is_percent:
        return ratio_text(line.terms, line.value or Decimal(0), line.denominator or Decimal(0))
    less = f" − {less_text(line.joined, is_alone=is_alone)}" if line.joined else ""
    return f"{sum_text(line.terms)}{less} = {plain(line.value or 0)}"


def sum_text(terms: Sequence[Term], *, of_denominators: bool = False) -> str:
    return " + ".join(
        term_text(term, term.denominator or Decimal(0) if of_denominators else term.value) for term in terms
    )


def term_text(term: Term, value: Decimal) -> str:
    if term.institution is not None:
        return f"{term.institution.short_name}{NO_BREAK_SPACE}{plain(value)}"
    return f"{plain(value)} ({others_text(term.count)})"


def others_text(count: int) -> str:
    """Institutions that the reader may not see by name."""
    return ngettext("%(count)s other institution", "%(count)s other institutions", count) % {"count": count}


def less_text(joined: Decimal, *, is_alone: bool) -> str:
    number = int(joined)
    if is_alone:
        text = ngettext("%(count)s counted by another institution", "%(count)s counted by another institution", number)
    else:
        text = ngettext(
            "%(count)s counted by another institution or semester",
            "%(count)s counted by another institution or semester",
            number,
        )
    return text % {"count": plain(joined)}


def ratio_text(terms: Sequence[Term], value: Decimal, denominator: Decimal) -> str:
    if len(terms) == 1:
        return f"{term_text(terms[0], value)} ÷ {plain(denominator)}{result(value, denominator)}"
    parts, wholes = sum_text(terms), sum_text(terms, of_denominators=True)
    return f"({parts}) ÷ ({wholes}) = {plain(value)} ÷ {plain(denominator)}{result(value, denominator)}"


def result(value: Decimal, denominator: Decimal) -> str:
    """Of a denominator of zero there is none, and a warning says so."""
    return f" = {percent(exact_percent(value, denominator))}" if denominator else ""


def together(lines: Sequence[Line], *, is_percent: bool) -> str:
    values = [line.value or Decimal(0) for line in lines]
    added = " + ".join(plain(value) for value in values)
    whole = sum(values, Decimal(0))
    if not is_percent:
        return _("Together: %(count)s") % {"count": f"{added} = {plain(whole)}"}
    denominators = [line.denominator or Decimal(0) for line in lines]
    below, under = " + ".join(plain(each) for each in denominators), sum(denominators, Decimal(0))
    count = f"({added}) ÷ ({below}) = {plain(whole)} ÷ {plain(under)}{result(whole, under)}"
    return _("Together: %(count)s") % {"count": count}


def nothing_sentence(figure: Figure, institution: str) -> str:
    """Why there is no figure at all."""
    if institution:
        return _("%(institution)s has no validated value here. It is not zero.") % {"institution": institution}
    return {
        "not_applicable": _("It does not apply: there is nothing to count or to divide by."),
        "not_assigned": _("The Committee has not assigned it to any institution in this semester."),
        "broken": _("The definition changed within this time, so the semesters are not added up."),
    }.get(figure.state, _("No institution has a validated value yet, so there is no figure. It is not zero."))
