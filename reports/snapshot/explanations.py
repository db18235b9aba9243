"""How each figure of an edition was made: the sentences of its page, in both languages, and the receipts of its answers.

Identifiers of the database have no place in an edition: an answer is named by its institution, semester and receipt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import override

from indicators.models import IndicatorRevision
from measurements.models import Measurement, ReceiptLine
from reports.explaining import Asked, Backing, explain, heading_of, read_backing, sentences_of
from reports.figures.current import IndicatorFigures
from reports.figures.reading import Reading
from reports.snapshot.bilingual import LANGUAGES

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind the figures of one semester: the backing of explanations, and each answer's place and receipt.

    `institution` is the code of the only one whose values are told, if there is one.
    """

    backing: Backing
    answers: Mapping[int, Row]
    institution: str = ""


def read_behind(reading: Reading, indicators: Iterable[IndicatorFigures], *, of: str = "") -> Behind:
    leaves = {leaf for each in indicators for series in each.series for leaf in series.figure.leaves}
    return Behind(read_backing(reading, [reading.period.ordinal]), read_answers(leaves), of)


def read_answers(leaves: Iterable[int]) -> dict[int, Row]:
    """By the id of the measurement: whose answer, of which semester, and the number and digest of its last receipt."""
    wanted = list(leaves)
    places = Measurement.objects.filter(pk__in=wanted).order_by()
    answers: dict[int, Row] = {
        pk: {"institution": institution, "period": period, "receipt": None, "digest": None}
        for pk, institution, period in places.values_list("pk", "institution__code", "period__code")
    }
    lines = ReceiptLine.objects.filter(measurement__in=wanted).order_by("version")
    for pk, number, digest in lines.values_list("measurement_id", "receipt__number", "digest"):
        answers[pk] |= {"receipt": number, "digest": digest}
    return answers


def explanation(reading: Reading, revision: IndicatorRevision, series: str, behind: Behind) -> Row:
    """One series: a heading, its sentences by kind, and its answers: of all institutions, or of the one that is told."""
    told: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    leaves: tuple[int, ...] = ()
    for language in LANGUAGES:
        with override(language):
            asked = Asked(series=series, institution=behind.institution)
            made = explain(reading, asked, behind.backing, revision=revision)
            told[language] = heading_of(made), [(each.kind, each.text) for each in sentences_of(made)]
            leaves = made.leaves
    return {
        "heading": {language: heading for language, (heading, _) in told.items()},
        "sentences": side_by_side({language: sentences for language, (_, sentences) in told.items()}),
        "answers": sorted(
            (behind.answers[leaf] for leaf in leaves), key=lambda each: (each["period"], each["institution"])
        ),
    }


def side_by_side(told: Mapping[str, list[tuple[str, str]]]) -> list[Row]:
    """The same sentences in each language, next to each other."""
    return [
        {"kind": pair[0][0], "text": {language: text for language, (_, text) in zip(told, pair, strict=True)}}
        for pair in zip(*told.values(), strict=True)
    ]


def without_ids(value: Any) -> Any:
    """Frozen figures without the identifiers of the measurements that they are made of."""
    if isinstance(value, dict):
        return {name: without_ids(each) for name, each in value.items() if name != "leaves"}
    if isinstance(value, list | tuple):
        return [without_ids(each) for each in value]
    return value
