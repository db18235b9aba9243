"""An explanation as sentences, in the active language. The page prints them, and the report's annex keeps the same ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from documents import formatting
from indicators.models import IndicatorRevision
from reports.explaining.asking import OVERALL, Over
from reports.explaining.building import Explanation
from reports.explaining.formula_words import formula_sentences, nothing_sentence
from reports.explaining.judged_words import judged_sentences
from reports.explaining.left_out_words import joined_sentences, left_out_sentences
from reports.explaining.words import ACCUMULATIONS, COMPARABILITY, OVER_SEMESTERS, RULES, WARNINGS, plain, semester
from reports.wording.figures import figure_text, language

ACROSS = IndicatorRevision.Across
TITLES = {
    "formula": gettext_lazy("The count"),
    "warning": gettext_lazy("To be read with care"),
    "rule": gettext_lazy("How it is put together"),
    "left_out": gettext_lazy("What was left out, and why"),
    "judged": gettext_lazy("How it is judged"),
    "definition": gettext_lazy("The definition that it follows"),
}
"""The parts of an explanation in the order in which they are read."""


@dataclass(frozen=True, slots=True)
class Sentence:
    kind: str
    text: str


def sentences_of(explanation: Explanation) -> tuple[Sentence, ...]:
    said = {
        "formula": count_sentences,
        "rule": rule_sentences,
        "left_out": missing_sentences,
        "judged": judgement_sentences,
        "definition": definition_sentences,
        "warning": warning_sentences,
    }
    return tuple(Sentence(kind, text) for kind in TITLES for text in said[kind](explanation))


def heading_of(explanation: Explanation) -> str:
    """The page's H1: the figure as every page prints it, and what is told of it."""
    figure, text = explanation.figure, figure_text(explanation.figure)
    if not explanation.has_answer:
        return _("%(state)s: why there is no figure") % {"state": text}
    unit = explanation.label or ("" if explanation.asked.part == OVERALL else explanation.indicator.unit)
    if figure.is_percent or figure.value is None or not unit:
        return _("%(figure)s: how it was obtained") % {"figure": text}
    is_plain = unit == explanation.indicator.unit and figure.value != 1
    counted = f"{text} {unit}" if is_plain else f"{text} ({unit})"
    return _("%(figure)s: how it was obtained") % {"figure": counted}


def count_sentences(explanation: Explanation) -> Iterator[str]:
    yield from formula_sentences(explanation.formula)
    if not explanation.has_answer:
        institution = explanation.institution
        yield nothing_sentence(explanation.figure, institution.short_name if institution else "")
    elif explanation.figure.value is None:
        yield figure_text(explanation.figure)


def rule_sentences(explanation: Explanation) -> Iterator[str]:
    if explanation.institution is not None:
        yield _("It is what %(institution)s reported, as it was validated.") % {
            "institution": explanation.institution.name
        }
    elif explanation.figure.rule in RULES:
        yield str(RULES[explanation.figure.rule])
    if explanation.indicator.across == ACROSS.SINGLE_REPORTER and explanation.figure.rule != ACROSS.SINGLE_REPORTER:
        yield str(RULES[ACROSS.SINGLE_REPORTER])
    if explanation.asked.part == OVERALL:
        yield _("All categories are taken together, as context: this figure is never judged.")
    yield from time_sentences(explanation)
    yield from reach_sentences(explanation)


def time_sentences(explanation: Explanation) -> Iterator[str]:
    accumulation = explanation.formula.accumulation
    if explanation.asked.span is Over.SEMESTER:
        yield str(ACCUMULATIONS[accumulation])
        return
    yield str(OVER_SEMESTERS[accumulation])
    if explanation.not_added:
        periods = formatting.joined([semester(each) for each in explanation.not_added], language())
        yield _("Not added: %(periods)s.") % {"periods": periods}


def reach_sentences(explanation: Explanation) -> Iterator[str]:
    """The k de n, and who left the n."""
    figure = explanation.figure
    if explanation.institution is not None or not figure.expected:
        return
    words = {"reported": plain(figure.reported), "expected": plain(figure.expected)}
    if len(figure.semesters) > 1:
        yield (
            _("It is made of %(reported)s of %(expected)s reports expected, one for each institution and semester.")
            % words
        )
    else:
        yield (
            ngettext(
                "It is made of %(reported)s of %(expected)s institution expected.",
                "It is made of %(reported)s of %(expected)s institutions expected.",
                figure.expected,
            )
            % words
        )


def missing_sentences(explanation: Explanation) -> Iterator[str]:
    with_period = len(explanation.figure.semesters) > 1
    yield from left_out_sentences(explanation.left_out, with_period=with_period)
    yield from joined_sentences(explanation.joined, with_period=with_period)
    is_complete = explanation.figure.expected and explanation.figure.reported == explanation.figure.expected
    if is_complete and explanation.institution is None and not explanation.left_out:
        yield _("Nobody was left out: every institution expected is in the figure.")


def judgement_sentences(explanation: Explanation) -> Iterator[str]:
    if explanation.judged is None and explanation.is_of_an_institution_s_semester:
        yield _("No approved target holds for the institution: its value is shown and is not judged.")
        return
    if explanation.judged is None:
        yield _("It is not the figure that is set against a target, so it is not judged.")
        return
    is_change = explanation.indicator.kind == IndicatorRevision.Kind.CHANGE
    yield from judged_sentences(explanation.judged, is_percent=explanation.indicator.is_percent, is_change=is_change)


def definition_sentences(explanation: Explanation) -> Iterator[str]:
    used = explanation.definition
    words = {"number": used.number, "name": used.name.rstrip(". "), "period": semester(used.since)}
    text = _("Definition number %(number)s, “%(name)s”, in force from %(period)s") % words
    if used.adopted_on is None:
        yield _("%(definition)s; proposed, awaits the Committee's approval.") % {"definition": text}
    else:
        day = formatting.plain_date(used.adopted_on, language())
        yield _("%(definition)s; adopted by the Committee on %(day)s.") % {"definition": text, "day": day}
    if not used.is_in_force:
        yield _("The indicator is not followed in this semester.")
    if used.number > 1:
        factor = formatting.number(used.factor, language())
        yield str(COMPARABILITY[used.comparability]) % {"factor": factor}
    if explanation.earlier_definitions:
        yield ngettext(
            "%(count)s answer was given under another definition, which it keeps.",
            "%(count)s answers were given under another definition, which they keep.",
            explanation.earlier_definitions,
        ) % {"count": plain(explanation.earlier_definitions)}


def warning_sentences(explanation: Explanation) -> Iterator[str]:
    for code in explanation.figure.warnings:
        if code in WARNINGS:
            yield str(WARNINGS[code])
