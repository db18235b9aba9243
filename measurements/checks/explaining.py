"""Warnings and the institution's word about each. A warning never blocks saving; without a word it blocks what follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measurements.answer.content import ConcernKey
from measurements.answer.definitions import hang_definitions
from measurements.answer.findings import Finding
from measurements.answer.folding import fold
from measurements.answer.reading import with_values
from measurements.checks.beside import beside, besides
from measurements.checks.plausibility import Beside, Observed, concerns_of, observed
from measurements.checks.plausibility_words import finding_of
from measurements.checks.twins import twins_in
from measurements.checks.unit_findings import unit_findings
from measurements.models import Measurement


def warnings_in(now: Observed, held: Beside, explanations: Mapping[ConcernKey, str]) -> tuple[Finding, ...]:
    """What is odd in an answer, typed or stored, each with what explains it."""
    plausible = (finding_of(now.revision, question, concern) for question, concern in concerns_of(now, held))
    twins = twins_in(held.listed) if now.is_reported else ()
    found = (*plausible, *unit_findings(now, held.units), *twins)
    return tuple(finding.explained_by(explanations.get(finding.key, "")) for finding in found)


def warnings_of(measurement: Measurement, held: Beside) -> tuple[Finding, ...]:
    """Of a stored answer."""
    explanations = {explanation.key: explanation.text for explanation in measurement.explanations.all()}
    return warnings_in(observed(measurement), held, explanations)


def warnings_among(measurements: Sequence[Measurement]) -> dict[int, tuple[Finding, ...]]:
    """Of many answers that were read whole, by id, in a fixed number of queries."""
    pairs = zip(measurements, besides(measurements), strict=True)
    return {m.pk: warnings_of(m, held) for m, held in pairs}


LEAST_LETTERS = 15
EMPTY_WORDS = frozenset(
    [
        "ok",
        "okay",
        "si",
        "yes",
        "no",
        "es",
        "esta",
        "is",
        "it",
        "its",
        "todo",
        "all",
        "correcto",
        "correct",
        "conforme",
        "bien",
        "right",
        "fine",
    ]
)


def says_something(text: str) -> bool:
    """Whether a text explains anything: “ok”, “sí, correcto” and a few letters do not."""
    words = fold(text).split()
    return len(text.strip()) >= LEAST_LETTERS and not EMPTY_WORDS.issuperset(words)


def unexplained(warnings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that nobody explained, or that somebody only waved through."""
    return tuple(warning for warning in warnings if not says_something(warning.explanation))


def lacking(warnings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What still keeps an answer from being handed over: one problem for each warning that nobody explained."""
    text = _("Explain or correct: %(warning)s")
    return tuple(warning.saying(text % {"warning": warning.text}) for warning in unexplained(warnings))


def lacking_in(measurements: Iterable[Measurement]) -> list[Finding]:
    """The same of answers as they are stored at this moment, each named by its indicator: other answers may have changed."""
    read = _anew(measurements)
    warnings = warnings_among(read)
    text = _("%(code)s lacks an explanation. %(warning)s")
    return [
        warning.saying(text % {"code": m.indicator.code, "warning": warning.text})
        for m in read
        for warning in unexplained(warnings[m.pk])
    ]


def _anew(measurements: Iterable[Measurement]) -> list[Measurement]:
    """What the rules read of these answers, as it is stored now. A definition does not change: the one at hand serves."""
    known = list(measurements)
    found = Measurement.objects.filter(pk__in=[m.pk for m in known]).order_by("indicator__order")
    read = list(
        found.select_related("indicator", "institution", "period").prefetch_related(with_values(), "explanations")
    )
    hang_definitions(read, known)
    return read


def lacking_note(warnings: Iterable[Finding]) -> str:
    """For a line of a list; empty when every warning is explained."""
    count = len(unexplained(warnings))
    text = ngettext("%(count)d warning lacks an explanation.", "%(count)d warnings lack an explanation.", count)
    return text % {"count": count} if count else ""


def drop_idle(measurement: Measurement) -> None:
    """Forget the explanations that no longer answer any warning of what is now stored."""
    if not measurement.explanations.exists():
        return
    (anew,) = _anew([measurement])
    asked = {warning.key for warning in warnings_of(anew, beside(anew))}
    idle = [e.pk for e in anew.explanations.all() if e.key not in asked]
    measurement.explanations.filter(pk__in=idle).delete()
