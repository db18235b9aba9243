"""What the institutions wrote beside their answers of the semester that a review looks at: it speaks of the indicator too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.translation import pgettext_lazy

from committee.models import ReviewSession
from institutions.models import Institution
from measurements.models import Measurement, Status

STANDING = (Status.SUBMITTED, Status.VALIDATED)
"""What was sent and stands. What was returned is being corrected, and its words with it."""


class About(models.TextChoices):
    """What the words were written for."""

    NARRATIVE = "narrative", pgettext_lazy("remark of an institution", "Explanation of the result")
    NO_VALUE = "no_value", pgettext_lazy("remark of an institution", "Why there is no figure")
    WARNING = "warning", pgettext_lazy("remark of an institution", "About a figure that was asked about")


@dataclass(frozen=True, slots=True)
class Remark:
    """Words of one institution about one indicator, as it wrote them."""

    institution: Institution
    about: About
    text: str
    language: str


def remarks_of(session: ReviewSession) -> dict[int, tuple[Remark, ...]]:
    """By indicator, in the order of the institutions, in two queries."""
    sent = Measurement.objects.filter(period=session.period_id, status__in=STANDING)
    found: dict[int, list[Remark]] = defaultdict(list)
    rows = sent.select_related("institution").prefetch_related("explanations")
    for measurement in rows.order_by("institution__order", "pk"):
        found[measurement.indicator_id] += _remarks(measurement)
    return {indicator: tuple(remarks) for indicator, remarks in found.items() if remarks}


def _remarks(measurement: Measurement) -> Iterator[Remark]:
    said = [
        (About.NO_VALUE, measurement.reason),
        (About.NARRATIVE, measurement.narrative),
        *((About.WARNING, each.text) for each in measurement.explanations.all()),
    ]
    for about, text in said:
        if text.strip():
            yield Remark(measurement.institution, about, text, measurement.narrative_language)
