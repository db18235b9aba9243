"""Writing the receipt of a sending. `workflow.submit` calls it inside its transaction; nobody else does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from documents.canonical import digest
from indicators.models import ReportingPeriod
from institutions.models import Appointment
from measurements.chain.record import kept_digests
from measurements.deadlines.deadlines import Deadlines
from measurements.models import Measurement, Receipt, ReceiptLine
from measurements.receipts.words import words_of


def receipt_of(pairs: Sequence[tuple[Measurement, int]]) -> Receipt | None:
    """The receipt of exactly these answers in these versions, when the same sending arrives twice.

    From the version that was read, sending is one step; for who also handed it over in the same breath, two. No other way
    leads to being sent in so few steps, so what was sent is what was read.
    """
    read = {measurement.pk: version for measurement, version in pairs}
    first, version = pairs[0][0], pairs[0][1]
    lines = ReceiptLine.objects.filter(measurement=first, version__in=(version + 1, version + 2))
    line = lines.select_related("receipt").order_by("version").first()
    if line is None:
        return None
    sent = dict(line.receipt.lines.values_list("measurement_id", "version"))
    is_same = sent.keys() == read.keys() and all(1 <= sent[pk] - read[pk] <= 2 for pk in read)
    return line.receipt if is_same else None


def write_receipt(
    measurements: Sequence[Measurement], period: ReportingPeriod, *, post: Appointment, at: dt.datetime
) -> Receipt:
    """Seal what was just sent. The late marks are those of the deadlines as they are now: to move one later changes no receipt."""
    institution = measurements[0].institution
    deadlines = Deadlines.read([period], [institution.pk])
    late = {
        m.pk: deadlines.of(period, institution.pk, m.indicator_id).is_overdue(m.first_submitted_at or at)
        for m in measurements
    }
    digests = kept_digests(measurements)
    ordinal = Receipt.objects.filter(institution=institution, period=period).count() + 1
    number = f"{period.code}-{institution.code}-{ordinal:04d}"
    listing = [
        {"indicator": m.indicator.code, "version": m.version, "digest": digest_}
        for m, digest_ in zip(measurements, digests, strict=True)
    ]
    printed = words_of(
        measurements, {m.pk: d for m, d in zip(measurements, digests, strict=True)}, late=late, post=post
    )
    sealed = {"number": number, "sent_at": at, "sent_by": post.user.email, "lines": listing, "printed": printed}
    receipt = Receipt.objects.create(
        number=number,
        institution=institution,
        period=period,
        sent_by=post.user,
        appointment=post,
        sent_at=at,
        is_late=any(late.values()),
        digest=digest(sealed),
        printed=printed,
    )
    ReceiptLine.objects.bulk_create(
        ReceiptLine(receipt=receipt, measurement=m, version=m.version, is_late=late[m.pk], digest=digest_)
        for m, digest_ in zip(measurements, digests, strict=True)
    )
    return receipt
