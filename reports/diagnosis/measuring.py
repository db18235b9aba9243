"""Rules about how an indicator is measured: from which source, with which proof, of whom, and approved by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from indicators.models import Component, IndicatorRevision
from reports.diagnosis.facts import Defined, Facts
from reports.diagnosis.finding import Looked, of_indicators

OF_PEOPLE = frozenset({"rank_category", "deployment_category"})
"""Dimensions that only people have."""
PEOPLE = re.compile(
    r"\b(?:people|persons?|personnel|participants?|attendances?|women|men"
    r"|personas?|personal|participantes?|asistencias?|asistentes?|efectivos|mujeres|hombres)\b",
    re.IGNORECASE,
)
WOMEN = re.compile(r"\b(?:women|mujeres)\b", re.IGNORECASE)
"""Words of a unit, in either language."""


def still_proposed(facts: Facts) -> Looked:
    return of_indicators(facts.defined, say_proposed)


def say_proposed(each: Defined) -> Iterator[str]:
    if each.revision.is_proposed:
        yield _("Its definition is a proposal that the Committee has not adopted.")


def without_denominator_source(facts: Facts) -> Looked:
    proportions = [each for each in facts.defined if each.revision.kind == IndicatorRevision.Kind.PROPORTION]
    return of_indicators(proportions, say_denominator)


def say_denominator(each: Defined) -> Iterator[str]:
    """A list that is kept, or a means of verification, is a source."""
    wholes = [part for part in each.components if part.role == Component.Role.DENOMINATOR]
    if has_means(each) or all(part.pk in each.registers for part in wholes):
        return
    for part in wholes:
        if part.pk not in each.registers:
            yield _("Nothing says where its denominator, “%(name)s”, is taken from.") % {"name": part.label}


def without_proof(facts: Facts) -> Looked:
    return of_indicators(facts.defined, say_proof)


def say_proof(each: Defined) -> Iterator[str]:
    if not each.revision.is_evidence_required and not has_means(each):
        yield _("It asks for no evidence and names no means of verification.")


def has_means(each: Defined) -> bool:
    return bool(getattr(each.revision, "means_of_verification_es", "") or each.revision.means_of_verification)


def without_sex(facts: Facts) -> Looked:
    return of_indicators(filter(counts_people, facts.defined), say_sex)


def say_sex(each: Defined) -> Iterator[str]:
    if not tells_women(each):
        yield _("It counts people and does not tell women from men.")


def counts_people(each: Defined) -> bool:
    """By its unit, by a breakdown that only people have, or by a list that asks who took part."""
    return is_asked_by_list(each) or bool(each.dimensions & OF_PEOPLE) or PEOPLE.search(unit_of(each)) is not None


def tells_women(each: Defined) -> bool:
    """By the dimension, by counting women alone or among all, or by lists that ask for women and men of each item."""
    return "sex" in each.dimensions or WOMEN.search(unit_of(each)) is not None or is_asked_by_list(each)


def is_asked_by_list(each: Defined) -> bool:
    """Whether a list that it counts asks for the women and men of each item."""
    return any(asks_for_people for _register, asks_for_people in each.registers.values())


def unit_of(each: Defined) -> str:
    """In both languages."""
    return " ".join(getattr(each.revision, f"unit_{language}", "") or "" for language in ("es", "en"))
