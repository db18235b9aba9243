"""What the people of the demonstration were told of the open semester: on their page only, since no letter ever left."""

from __future__ import annotations

from django.db.models import F

from indicators.models import ReportingPeriod
from measurements.models import DeadlineExtension, Measurement, Receipt
from measurements.receipts import mail as receipt_mail
from measurements.workflow import extension_mail, return_mail
from notifications.models import Kind, Notification


def tell(period: ReportingPeriod) -> None:
    """Receipts were read by now; what still asks for something was not."""
    for receipt in Receipt.objects.filter(period=period).select_related("period", "institution"):
        receipt_mail.announce(receipt)
    Notification.objects.filter(kind=Kind.RECEIPT).update(read_at=F("at"))
    returned = Measurement.objects.for_period(period).awaiting_correction()
    for measurement in returned.select_related("period", "institution", "indicator", "revision"):
        return_mail.announce(measurement)
    for extension in DeadlineExtension.objects.whole().granted().filter(period=period):
        extension_mail.announce(extension, at=extension.decided_at or period.opens_at)
    Notification.objects.update(mail_from=None)
