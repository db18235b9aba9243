"""Writing the receipt of a sending. `workflow.submit` calls it inside its transaction; nobody else does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from documents.canonical import digest
from indicators.models import ReportingPeriod
from institutions.models import Appointment
from measurements.deadlines import Deadlines
from measurements.models import Measurement, Receipt, ReceiptLine
from measurements.record import content_digest


def receipt_of(pairs: Sequence[tuple[Measurement, int]]) -> Receipt | None:
    """The receipt of exactly these answers in these versions, when the same sending arrives twice."""
    wanted = {(m.pk, version + 1) for m, version in pairs}
    line = (
        ReceiptLine.objects.filter(measurement=pairs[0][0], version=pairs[0][1] + 1).select_related("receipt").first()
    )
    if line is None:
        return None
    sent = set(line.receipt.lines.values_list("measurement_id", "version"))
    return line.receipt if sent == wanted else None


def write_receipt(
    measurements: Sequence[Measurement], period: ReportingPeriod, *, post: Appointment, at: dt.datetime
) -> Receipt:
    """Seal what was just sent. The late marks are those of the deadlines as they are now: to move one later changes no receipt."""
    institution = measurements[0].institution
    deadlines = Deadlines.read([period], [institution.pk])
    late = [
        deadlines.of(period, institution.pk, m.indicator_id).is_overdue(m.first_submitted_at or at)
        for m in measurements
    ]
    digests = [content_digest(measurement) for measurement in measurements]
    ordinal = Receipt.objects.filter(institution=institution, period=period).count() + 1
    number = f"{period.code}-{institution.code}-{ordinal:04d}"
    listing = [
        {"indicator": m.indicator.code, "version": m.version, "digest": digest_}
        for m, digest_ in zip(measurements, digests, strict=True)
    ]
    receipt = Receipt.objects.create(
        number=number,
        institution=institution,
        period=period,
        sent_by=post.user,
        appointment=post,
        sent_at=at,
        is_late=any(late),
        digest=digest({"number": number, "sent_at": at, "sent_by": post.user.email, "lines": listing}),
    )
    ReceiptLine.objects.bulk_create(
        ReceiptLine(receipt=receipt, measurement=m, version=m.version, is_late=is_late, digest=digest_)
        for m, is_late, digest_ in zip(measurements, late, digests, strict=True)
    )
    return receipt
