"""The answers that a figure is made of: who sent and who validated each, when and in which post, and with what evidence.

A fixed number of queries, however many answers there are. Only answers of institutions that the reader may see are read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from institutions.models import Appointment
from measurements.answer.entries import entries_of
from measurements.answer.presentation import Values, tag_names, values_of
from measurements.answer.reading import said, whole
from measurements.joining.joining import told_of
from measurements.models import Evidence, Measurement, ReceiptLine, Status
from reports.explaining.asking import narrowed, series_asked, track_asked
from reports.explaining.backing import posts_of
from reports.explaining.building import Explanation
from reports.explaining.formula import Visible
from reports.figures.names import InstitutionName, name_institution
from reports.figures.observing import observe
from reports.figures.reading import Reading


@dataclass(frozen=True, slots=True)
class Proof:
    """A document that goes with the answer. Confidential ones are counted and never named."""

    name: str
    number: str
    grade: str


@dataclass(frozen=True, slots=True)
class Act:
    """What a person did with the answer: who, in which post, when."""

    person: str
    post: str
    at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Leaf:
    """One validated answer in the figure. `values` is all that it says; `value` and `denominator` are what is counted here."""

    measurement: int
    institution: InstitutionName
    period: str
    value: Decimal | None
    denominator: Decimal | None
    status: str
    definition: int
    is_late: bool
    sent: Act
    validated: Act
    proofs: tuple[Proof, ...]
    confidential: int
    unnamed: int
    """Documents that are not confidential and that this reader may not open: counted, never named."""
    is_open: bool
    """Whether the reader may read the whole answer: its own people and the Committee. Others see what is counted."""
    receipt: str
    values: Values

    @property
    def documents(self) -> int:
        return len(self.proofs) + self.confidential + self.unnamed


@dataclass(frozen=True, slots=True)
class _Around:
    """What is read at once for all the answers."""

    amounts: Mapping[int, tuple[Decimal | None, Decimal | None]]
    senders: Mapping[int, Appointment]
    reviewers: Mapping[int, Appointment]
    receipts: Mapping[int, ReceiptLine]
    tags: Mapping[str, str]
    same_as: Mapping[int, str]
    opened: Visible


def leaves_of(
    reading: Reading, explanation: Explanation, visible: Visible, opened: Visible = frozenset()
) -> tuple[Leaf, ...]:
    """The leaves in the order of the semesters and of the plan's institutions.

    `opened`: codes of the institutions whose whole answers and documents the reader may open (None: all). It is narrower than
    `visible`: who oversees reads every figure, and evidence is for the institution's own people and the Committee.
    """
    amounts = amounts_of(reading, explanation)
    wanted = Measurement.objects.filter(pk__in=explanation.leaves)
    if visible is not None:
        wanted = wanted.filter(institution__code__in=visible)
    rows = list(whole(wanted).order_by("period__ordinal", "institution__order", "institution__code"))
    ids = [row.pk for row in rows]
    around = _Around(
        amounts=amounts,
        senders=posts_of(ids, Status.SUBMITTED),
        reviewers=posts_of(ids, Status.VALIDATED),
        receipts=receipts_of(ids),
        tags=tag_names(),
        same_as=told_of(entry.item_id for row in rows for entry in entries_of(row)),
        opened=opened,
    )
    return tuple(leaf_of(row, around) for row in rows)


def amounts_of(reading: Reading, explanation: Explanation) -> dict[int, tuple[Decimal | None, Decimal | None]]:
    """What each measurement gives to the figure, by its id."""
    used = next(each for each in reading.all_revisions.values() if each.number == explanation.definition.number)
    seen = narrowed(reading, explanation.asked)
    track = track_asked(used, series_asked(reading, used, explanation.asked), explanation.asked)
    return {
        each.measurement: (each.value, each.denominator)
        for ordinal in explanation.figure.semesters
        for each in observe(seen, track, ordinal).values()
        if each.measurement is not None
    }


def receipts_of(measurements: Iterable[int]) -> dict[int, ReceiptLine]:
    """The last receipt on which each of them stands."""
    lines = ReceiptLine.objects.filter(measurement__in=list(measurements)).select_related("receipt")
    return {line.measurement_id: line for line in lines.order_by("version")}


def leaf_of(row: Measurement, around: _Around) -> Leaf:
    value, denominator = around.amounts.get(row.pk, (None, None))
    receipt = around.receipts.get(row.pk)
    proofs = proofs_of(row)
    is_open = around.opened is None or row.institution.code in around.opened
    ordinary = [each for each in proofs if not each.is_confidential]
    return Leaf(
        measurement=row.pk,
        institution=name_institution(row.institution),
        period=row.period.code,
        value=value,
        denominator=denominator,
        status=row.status,
        definition=row.revision.number,
        is_late=bool(receipt and receipt.is_late),
        sent=act(row.submitted_by, around.senders.get(row.pk), row.submitted_at),
        validated=act(row.validated_by, around.reviewers.get(row.pk), row.validated_at),
        proofs=tuple(named(each) for each in ordinary) if is_open else (),
        confidential=len(proofs) - len(ordinary),
        unnamed=0 if is_open else len(ordinary),
        is_open=is_open,
        receipt=receipt.receipt.number if receipt else "",
        values=values_of(said(row), tags=around.tags, same_as=around.same_as),
    )


def act(person: object, post: Appointment | None, at: dt.datetime | None) -> Act:
    return Act(getattr(person, "name", "") or "", post.title if post else "", at)


def proofs_of(row: Measurement) -> list[Evidence]:
    """Documents of the answer and of its items, each once: not what was put on an item after the answer was sent."""
    held = [*row.evidence.all(), *(one for entry in entries_of(row) for one in entry.item.evidence.all())]
    sent = row.submitted_at
    return list({each.stored_file_id: each for each in held if sent is None or each.added_at <= sent}.values())


def named(row: Evidence) -> Proof:
    return Proof(row.stored_file.name, row.official_number, str(row.get_grade_display()))
